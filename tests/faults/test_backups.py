"""Five years of copies: each one that is kept comes back as the case was then, and no good one is lost."""

import os
import shutil
from collections import Counter
from pathlib import Path

import pytest

from secondop_desktop.vault import generations
from tests.faults import figures
from tests.faults.years_of_copies import Years

QUICK = Path("/dev/shm")


@pytest.fixture
def years(tmp_path, monkeypatch):
    """A life with copies, in memory where the system has room for that."""
    folder = tmp_path
    if QUICK.is_dir():
        folder = QUICK / f"secondop-copies-{os.getpid()}-{tmp_path.name}"
        folder.mkdir()
    for name in ("DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder / name))
    lives = []

    def live(seed):
        home = folder / str(seed)
        home.mkdir()
        lives.append(Years(home, seed, monkeypatch))
        return lives[-1]

    yield live
    for one in lives:
        one.end()
    if folder != tmp_path:
        shutil.rmtree(folder, ignore_errors=True)


def test_every_copy_that_is_kept_in_five_years_comes_back_as_the_case_was(years, many):
    life = years(1)
    compared = 0
    for day in range(many(90, 5 * 365)):
        life.day(hourly=5 if day % 10 == 0 else 0)
        if day % 120 == 119:
            compared += life.compare_all()
    compared += life.compare_all(life.folder.parent / "restored")
    held = not life.wrong and compared > 0
    what = ", ".join(f"{number} {name}" for name, number in sorted(life.happened.items()))
    how = f"kept ones opened and compared {compared} times, all of the last day by a whole restore"
    reached = f"{len(life.known)} copies made, {how}, {len(life.wrong)} wrong ({what})"
    figures.keep("backups", reached if held else f"{reached}: {life.wrong[:5]}", held=held)


def test_a_rule_that_goes_by_the_date_is_noticed(years, monkeypatch):
    """A control: with another rule the same life must find something wrong."""
    life = years(2)

    def by_date(found):
        newest = max(one.made for one in found)
        return {one for one in found if (newest - one.made).days < 14}

    monkeypatch.setattr(generations, "chosen", by_date)
    for _ in range(30):
        life.day(hourly=0)
    assert life.wrong


def test_a_copy_that_is_not_proved_is_noticed(years, monkeypatch):
    """A control: without the proof, a disk that keeps something else makes copies that differ."""
    life = years(3)
    make = generations.make

    def older(vault, place, *rest, **named):
        made = make(vault, place, *rest, **named)
        older = generations.listed(place)[-1]
        made.file.write_bytes(older.file.read_bytes())
        return made

    monkeypatch.setattr(generations, "make", older)
    monkeypatch.setattr(generations, "holds_present", lambda *_: True)
    for _ in range(3):
        life.work()
        life.copy()
    life.compare_all()
    assert Counter(said.endswith("is not as it was") for said in life.wrong)[True] >= 2
