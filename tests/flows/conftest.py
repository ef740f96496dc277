"""A real encrypted case for the stories, with a key derivation that is cheap on purpose."""

import pytest

from secondop_desktop.case import migrations
from secondop_desktop.flows import open_case
from secondop_desktop.vault.case_file import Ways
from secondop_desktop.vault.keys import KdfProfile

CHEAP = KdfProfile(number=99, memory_kib=64, time_cost=1, lanes=1)
PASSPHRASE = "seven grey herons over the weir"


@pytest.fixture
def ways(frozen_clock):
    return Ways(migrations.steps(), frozen_clock, (CHEAP,), lambda: CHEAP)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "case"


@pytest.fixture
def vault(folder, ways):
    vault = open_case.create(folder, PASSPHRASE, "Margaret Ellison", ways).vault
    yield vault
    vault.close()
