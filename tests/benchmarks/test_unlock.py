"""From the passphrase to a home page that shows how things stand, for small and for very large cases."""

import pytest
from PySide6.QtCore import QEventLoop

from secondop_desktop.base.settings import Settings
from secondop_desktop.flows import make_sample, open_case
from secondop_desktop.ui import theme
from secondop_desktop.ui.window import Window
from secondop_desktop.ui.work import Work
from secondop_desktop.vault import case_file
from secondop_desktop.vault.keys import PROFILES, derive
from tests.benchmarks import plain
from tests.benchmarks.made_up import fill_with_rows
from tests.benchmarks.measure import SHORT, in_turn, timed

PASSPHRASE = "seven grey herons over the weir"
TRIES = 3 if SHORT else 9
MIDDLE, MANY, FEW = (4_000, 10_000, 1_000) if SHORT else (10_000, 100_000, 1_000)
ON_HOME = (
    "question",
    "asking",
    "document",
    "appointment",
    "doctor",
    "task",
    "reason",
    "purpose",
    "person",
    "examination",
    "piece",
    "move",
    "request",
)


@pytest.fixture(scope="module")
def cases(tmp_path_factory, real_ways):
    """Makes a case of so many rows, once, with the full key derivation, and closes it."""
    made = {}

    def case(rows):
        if rows not in made:
            folder = tmp_path_factory.mktemp("cases") / f"{rows}.secondop"
            vault = open_case.create(folder, PASSPHRASE, "Margaret", real_ways).vault
            fill_with_rows(vault, rows)
            made[rows] = folder, vault.key
            vault.close()
        return made[rows]

    return case


@pytest.fixture
def home(qapp, qtbot):
    """Shows the home page of an open case and waits for its data, then closes everything."""
    look = Settings(theme="light")
    theme.apply(qapp, look)

    def show(opened):
        window = Window(look, keep=lambda _: None)
        qtbot.addWidget(window)
        window.show()

        def until_shown():
            vault = opened()
            work = Work(vault)
            window.show_rooms(work, "Margaret")
            screen = window.rooms.shown()
            shown = screen.show_data
            screen.show_data = lambda data: (shown(data), loop.quit())
            loop.exec()
            assert screen.steps._steps, "the home page does not know yet how things stand"
            closing.extend((work, vault))

        closing, loop = [], QEventLoop()
        seconds = timed(until_shown)
        for part in closing:
            part.close()
        window.close()
        return seconds

    return show


def salt_of(folder):
    return (folder / "case.db").read_bytes()[:16]


def bare_home(folder, key):
    """What nobody can save: open the file, read every digest and what the home page needs."""

    def read():
        connection = plain.encrypted(folder / "case.db", key, salt)
        plain.all_digests(connection)
        plain.all_rows(connection, ON_HOME)
        connection.close()

    salt = salt_of(folder)
    return timed(read)


def measure(table, home, real_ways, folder, key, passphrase, name):
    salt = salt_of(folder)
    both = in_turn(
        lambda: home(lambda: open_case.open_case(folder, passphrase, real_ways)),
        lambda: timed(lambda: derive(passphrase, salt, PROFILES[0])),
        TRIES,
    )
    table.medians(f"unlock to home, {name} (floor: the key alone)", *both, goal=1.5)
    both = in_turn(
        lambda: home(lambda: case_file.open_with_key(folder, key, real_ways)),
        lambda: bare_home(folder, key),
        TRIES,
    )
    table.medians(f"the same without the key (floor: bare SQLCipher reading, {name})", *both, ceiling=300)


def test_the_sample_case_is_at_home_soon(table, home, tmp_path, real_ways):
    folder = tmp_path / "sample.secondop"
    vault = make_sample.make_sample(folder, make_sample.PASSPHRASE, real_ways).vault
    key = vault.key
    vault.close()
    measure(table, home, real_ways, folder, key, make_sample.PASSPHRASE, "sample case")


def test_a_case_of_many_rows_is_at_home_soon(table, home, cases, real_ways):
    folder, key = cases(MIDDLE)
    measure(table, home, real_ways, folder, key, PASSPHRASE, f"{MIDDLE:,} rows")


def test_the_checks_at_unlock_hardly_grow_with_the_case(table, cases, real_ways):
    def seconds(opened):
        vaults = []
        taken = timed(lambda: vaults.append(opened()))
        vaults[0].close()
        return taken

    def unlock(case):
        return seconds(lambda: open_case.open_case(case[0], PASSPHRASE, real_ways))

    def with_key(case):
        return seconds(lambda: case_file.open_with_key(*case, real_ways))

    many, few = cases(MANY), cases(FEW)
    name = f"unlock {MANY:,} rows (floor: {FEW:,} rows)"
    table.medians(name, *in_turn(lambda: unlock(many), lambda: unlock(few), TRIES), goal=1.5)
    both = in_turn(lambda: with_key(many), lambda: with_key(few), TRIES)
    table.medians(f"the same without the key: {MANY:,} rows", *both, ceiling=300)
