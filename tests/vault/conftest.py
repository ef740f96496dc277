"""A real encrypted case for the tests of the vault, with a key derivation that is cheap on purpose."""

import pytest

from secondop_desktop.case import migrations
from secondop_desktop.flows import open_case
from secondop_desktop.vault import case_file
from secondop_desktop.vault.blobs import BlobStore
from secondop_desktop.vault.case_file import Ways
from secondop_desktop.vault.keys import KdfProfile
from tests.vault.blob_parts import KEY

CHEAP = KdfProfile(number=99, memory_kib=64, time_cost=1, lanes=1)
PASSPHRASE = "seven grey herons over the weir"

assert open_case  # it makes every family known to the mapper


@pytest.fixture
def ways(frozen_clock):
    return Ways(
        steps=migrations.steps(),
        clock=frozen_clock,
        profiles=(CHEAP,),
        profile_for_new_case=lambda: CHEAP,
    )


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "My case.secondop"


@pytest.fixture
def vault(folder, ways):
    vault = case_file.create(folder, PASSPHRASE, ways)
    yield vault
    vault.close()


@pytest.fixture
def store(tmp_path):
    """An empty store of blobs."""
    return BlobStore(tmp_path / "blobs", KEY)
