"""What the tests of the vault need besides a real encrypted case."""

import pytest

from secondop_desktop.vault.blobs import BlobStore
from tests.vault.blob_parts import KEY


@pytest.fixture
def store(tmp_path):
    """An empty store of blobs."""
    return BlobStore(tmp_path / "blobs", KEY)
