"""A real encrypted case of Margaret, in which the stories happen."""

import pytest

from secondop_desktop.flows import open_case
from tests.encrypted_case import PASSPHRASE


@pytest.fixture
def vault(folder, ways):
    vault = open_case.create(folder, PASSPHRASE, "Margaret Ellison", ways).vault
    yield vault
    vault.close()
