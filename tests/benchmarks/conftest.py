"""The table that all measurements write into, and cases of every size to measure with."""

import pytest

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.case import migrations
from secondop_desktop.vault.case_file import Ways
from secondop_desktop.vault.keys import PROFILES
from tests import encrypted_case
from tests.benchmarks.measure import Table

TABLE = pytest.StashKey[Table]()


def pytest_configure(config):
    config.stash[TABLE] = Table()


def pytest_terminal_summary(terminalreporter, config):
    """Print what was measured, once, at the end."""
    if config.stash[TABLE].lines or config.stash[TABLE].told:
        terminalreporter.section("ours against the floor, measured in turn")
        for line in config.stash[TABLE].text():
            terminalreporter.write_line(line)


def pytest_collection_modifyitems(items):
    for item in items:
        if "benchmarks" in item.path.parts:
            item.add_marker(pytest.mark.benchmark)
            item.add_marker(pytest.mark.timeout(1200))


@pytest.fixture
def table(pytestconfig):
    """Where a measurement writes its lines."""
    return pytestconfig.stash[TABLE]


@pytest.fixture(scope="session")
def cheap_ways():
    """Cases whose key costs nothing, for what does not measure the key."""
    return encrypted_case.cheap_ways()


@pytest.fixture(scope="session")
def real_ways():
    """Cases as people have them: the full key derivation."""
    return Ways(migrations.steps(), SYSTEM_CLOCK, PROFILES, lambda: PROFILES[0])
