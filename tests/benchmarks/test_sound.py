"""An hour of sound at full speed through the encoder and into the case: how much memory, and how long."""

import os
import resource

import numpy as np
import pytest

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.case import appointments, permissions, recordings
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.permissions import Permission
from secondop_desktop.case.recordings import Stretch
from secondop_desktop.flows.record_sound import SoundKeeper, join
from secondop_desktop.sound.decode import Sound
from secondop_desktop.sound.encode import Encoder
from secondop_desktop.sound.frames import RATE
from secondop_desktop.sound.recorder import Piece
from secondop_desktop.vault import case_file
from tests.benchmarks.measure import SHORT, timed
from tests.encrypted_case import PASSPHRASE

MINUTES = 2 if SHORT else 60
MOST_GROWTH = 16
"""Megabytes that the peak may lie above that of the first minute."""


def peak():
    """The most memory that this process held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


@pytest.fixture
def vault(tmp_path, cheap_ways):
    made = case_file.create(tmp_path / "case.secondop", PASSPHRASE, cheap_ways)
    yield made
    made.close()


@pytest.fixture
def keeper(vault):
    now = SYSTEM_CLOCK.now()
    with vault.write() as session:
        visit = appointments.keep(session, Appointment(day="2026-03-02")).id
        asked = Permission(appointment_id=visit, asked_whom="Dr Lee", answer="yes", asked_at=now)
        permissions.keep(session, asked)
    return SoundKeeper(vault, visit, SYSTEM_CLOCK)


def a_minute():
    """Noise that comes and goes like speech."""
    rng = np.random.default_rng(1)
    loud = 0.5 + 0.5 * np.sin(np.arange(RATE * 60) / RATE * 3)
    return (3000 * loud * rng.standard_normal(RATE * 60)).astype("<i2").tobytes()


def record(keeper, minutes, after_the_first):
    """Sound as a recorder hands it on, a second at a time."""
    encoder, line, number, minute = Encoder(), (Stretch(SYSTEM_CLOCK.now(), 0.0),), 0, a_minute()
    for passed in range(minutes):
        for at in range(0, len(minute), 2 * RATE // 4):
            if pages := encoder.write(minute[at : at + 2 * RATE // 4]):
                keeper.keep(Piece(number, pages, encoder.seconds_of(pages), line))
                number += 1
        if not passed:
            after_the_first.append(peak())
    pages = encoder.close()
    keeper.keep(Piece(number, pages, encoder.seconds_of(pages), line))


@pytest.mark.skipif(os.name != "posix", reason="the peak of the memory is told by POSIX")
def test_an_hour_of_sound_needs_the_memory_of_a_minute(table, vault, keeper):
    first = []
    recording = timed(lambda: record(keeper, MINUTES, first))
    recorded = peak()
    joining = timed(lambda: join(vault, keeper.recording_id))
    with vault.read() as session:
        one = recordings.one(session, keeper.recording_id)
    with vault.blobs.open(one.blob) as content, Sound(content) as sound:
        opening = timed(lambda: sound.go_to(one.seconds * 0.77) or sound.read())
        sound.go_to(0)
        heard = sum(len(piece) for piece in sound.pieces()) / 2 / RATE
        size = content.size
    rows = [["sound of a visit", ""], ["minutes", str(MINUTES)]]
    rows += [
        ["megabytes in the case", f"{size / 1e6:.1f}"],
        ["seconds of computing for a minute of sound", f"{recording / MINUTES:.2f}"],
        ["seconds to make one file of it", f"{joining:.2f}"],
        ["milliseconds to any place in it", f"{opening * 1000:.1f}"],
        ["peak memory after the first minute, MB", str(first[0])],
        ["peak memory after all of it, MB", str(recorded)],
        ["peak memory after joining and reading it whole, MB", str(peak())],
    ]
    table.tell(rows)
    assert one.seconds == pytest.approx(60 * MINUTES, abs=0.1)
    assert heard == pytest.approx(60 * MINUTES, abs=0.1)
    assert peak() - first[0] <= MOST_GROWTH
