"""Another program, khal, which was written without us, reads our calendar files as they are meant."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from secondop_desktop.calendars import invitation
from secondop_desktop.calendars.entry import Entry
from secondop_desktop.calendars.writing import write

KHAL = Path(sys.executable).with_name("khal")
CONFIG = """\
[calendars]
[[home]]
path = {folder}/calendar
[locale]
local_timezone = {zone}
default_timezone = {zone}
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/khal.db
"""
VISIT = Entry(
    uid="0d6f", sequence=0, stamp=datetime(2026, 3, 2, 15, 30, tzinfo=UTC), title="Appointment",
    day=date(2026, 5, 14), start=time(10, 30), zone="America/Chicago", minutes=45, alarm=60,
)  # fmt: skip


class Calendar:
    """A calendar of khal's of its own, in a folder."""

    def __init__(self, folder, zone="America/Chicago"):
        self._folder, self._number = folder, 0
        (folder / "calendar").mkdir()
        (folder / "config").write_text(CONFIG.format(folder=folder, zone=zone))

    def take(self, *entries):
        files = []
        for entry in entries:
            self._number += 1
            files.append(self._folder / f"{self._number}.ics")
            files[-1].write_bytes(write(entry))
        self._run("import", "--batch", "-a", "home", *map(str, files))

    def between(self, first, last):
        """What stands there: title, start, end, whether it rings, whether it was called off."""
        told = "{title}|{start-date-long} {start-time}|{end-date-long} {end-time}|{alarm-symbol}|{status}"
        out = self._run("list", "--day-format", "", "--format", told, first, last)
        rows = [tuple(part.strip() for part in line.split("|")) for line in out.splitlines() if line.strip()]
        return [(title, start, end, bool(rings), status) for title, start, end, rings, status in rows]

    def writes(self, *words):
        """The file of a new event, as this program writes it."""
        self._run("new", "-a", "home", *words)
        (file,) = (self._folder / "calendar").glob("*.ics")
        return file.read_bytes()

    def _run(self, *words):
        names = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
        places = dict.fromkeys(names, str(self._folder))
        done = subprocess.run(
            [KHAL, "-c", str(self._folder / "config"), *words],
            env={**os.environ, **places}, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def calendar(tmp_path):
    if not KHAL.exists():
        pytest.skip("khal is not installed: it comes with the group of packages for tests")
    return lambda **values: Calendar(tmp_path, **values)


def test_a_visit_comes_in_is_moved_and_is_called_off_and_there_is_always_one(calendar):
    mine = calendar()
    mine.take(VISIT)
    came = ("Appointment", "2026-05-14 10:30", "2026-05-14 11:15", True, "CONFIRMED")
    assert mine.between("2026-05-01", "2026-06-01") == [came]
    mine.take(replace(VISIT, sequence=1, day=date(2026, 5, 20), start=time(13, 0)))
    moved = ("Appointment", "2026-05-20 13:00", "2026-05-20 13:45", True, "CONFIRMED")
    assert mine.between("2026-05-01", "2026-06-01") == [moved]
    mine.take(replace(VISIT, sequence=2, day=date(2026, 5, 20), start=time(13, 0), cancelled=True))
    called_off = ("Appointment", "2026-05-20 13:00", "2026-05-20 13:45", False, "CANCELLED")
    assert mine.between("2026-05-01", "2026-06-01") == [called_off]


def test_hours_of_other_zones_and_whole_days_are_right_there(calendar):
    there = calendar(zone="Europe/Berlin")
    in_spring = replace(VISIT, uid="a", day=date(2026, 3, 20), title="Before the change here")
    whole = replace(VISIT, uid="b", day=date(2026, 3, 21), start=None, title="Some time")
    sydney = replace(VISIT, uid="c", day=date(2026, 3, 22), zone="Australia/Sydney", minutes=30, alarm=0)
    changed = replace(VISIT, uid="d", day=date(2026, 3, 29), start=time(3, 0), zone="Europe/Berlin")
    changed = replace(changed, title="Ä, ö; ü")
    there.take(in_spring, whole, sydney, changed)
    assert there.between("2026-03-19", "2026-03-30") == [
        ("Before the change here", "2026-03-20 16:30", "2026-03-20 17:15", True, "CONFIRMED"),
        ("Some time", "2026-03-21", "2026-03-21", True, "CONFIRMED"),
        ("Appointment", "2026-03-22 00:30", "2026-03-22 01:00", False, "CONFIRMED"),
        ("Ä, ö; ü", "2026-03-29 03:00", "2026-03-29 03:45", True, "CONFIRMED"),
    ]


def test_what_khal_writes_is_read_here_to_the_minute(calendar):
    content = calendar(zone="Europe/Berlin").writes(
        "2026-05-14", "10:30", "11:15", "America/Chicago", "Consultation, 2nd floor", "::", "Bring slides"
    )
    (found,) = invitation.read(content, ZoneInfo("Asia/Tokyo"))
    assert (found.day, found.start, found.zone) == (date(2026, 5, 14), time(10, 30), "America/Chicago")
    assert (found.minutes, found.title, found.text) == (45, "Consultation, 2nd floor", "Bring slides")
    assert found.remarks == ()
