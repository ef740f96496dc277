"""A session on a real encrypted case, in which the tests of the families write."""

import pytest

from secondop_desktop.case import migrations
from secondop_desktop.flows import open_case
from secondop_desktop.vault.case_file import Ways
from secondop_desktop.vault.keys import KdfProfile

CHEAP = KdfProfile(number=99, memory_kib=64, time_cost=1, lanes=1)


@pytest.fixture
def vault(tmp_path, frozen_clock):
    ways = Ways(migrations.steps(), frozen_clock, (CHEAP,), lambda: CHEAP)
    vault = open_case.create(tmp_path / "case", "seven grey herons over the weir", "", ways).vault
    yield vault
    vault.close()


@pytest.fixture
def session(vault):
    with vault.write() as session:
        yield session
