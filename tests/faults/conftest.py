"""How long the fault tests may run, and the table of what they reached at the end of the run."""

import pytest

from tests.faults import figures


def pytest_terminal_summary(terminalreporter):
    """Print the table once, in the process that collects the results."""
    if figures.known():
        terminalreporter.section("what the fault tests reached" + ("" if figures.FULL else " (short form)"))
        for line in figures.lines():
            terminalreporter.write_line(line)


def pytest_collection_modifyitems(items):
    for item in items:
        if "faults" in item.path.parts:
            item.add_marker(pytest.mark.timeout(7200 if figures.FULL else 300))


@pytest.fixture(scope="session")
def many():
    """How often a test does its thing: `many(short, full)`."""

    def choose(short, full):
        return full if figures.FULL else short

    return choose
