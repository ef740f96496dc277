"""What was said is in the case within two seconds, whatever ends the recording, and becomes one file."""

import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta

import numpy as np
import pytest

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.case import appointments, permissions, recordings
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.permissions import Permission
from secondop_desktop.case.recordings import Stretch
from secondop_desktop.flows import back_up, open_case, repair, restore
from secondop_desktop.flows.check_case import check_case
from secondop_desktop.flows.record_sound import SoundKeeper, join, join_left
from secondop_desktop.flows.sweep_leftovers import sweep_leftovers
from secondop_desktop.sound.decode import Sound
from secondop_desktop.sound.encode import Encoder
from secondop_desktop.sound.recorder import Piece
from secondop_desktop.sound.troubles import NotAllowed
from secondop_desktop.vault import blobs, case_file
from secondop_desktop.vault.errors import NoRoom
from tests.a_sound_server import clicks, needs_sound, onsets, sound_server
from tests.encrypted_case import PASSPHRASE
from tests.flows.test_sweep_leftovers import age

assert sound_server
RATE = 16_000


@pytest.fixture
def visit(vault):
    with vault.write() as session:
        made = appointments.keep(session, Appointment(day="2026-03-02", zone="America/Chicago")).id
        asked = Permission(
            appointment_id=made, asked_whom="Dr Lee", answer="yes", asked_at=SYSTEM_CLOCK.now()
        )
        permissions.keep(session, asked)
    return made


def pieces_of(numbers, began=None):
    """Sound as a recorder hands it on."""
    encoder, line = Encoder(), (Stretch(began or SYSTEM_CLOCK.now(), 0.0),)
    number, content = 0, numbers.astype("<i2").tobytes()
    for at in range(0, len(content), 8_000):
        pages = encoder.write(content[at : at + 8_000])
        if pages:
            yield Piece(number, pages, encoder.seconds_of(pages), line)
            number += 1
    pages = encoder.close()
    yield Piece(number, pages, encoder.seconds_of(pages), line)


def recorded(vault, visit, seconds=6, leave_out_last=0):
    keeper = SoundKeeper(vault, visit, SYSTEM_CLOCK)
    pieces = list(pieces_of(clicks(seconds)))
    for piece in pieces[: len(pieces) - leave_out_last]:
        keeper.keep(piece)
    return keeper.recording_id


def heard(vault, recording_id):
    with vault.read() as session:
        one = recordings.one(session, recording_id)
    with vault.blobs.open(one.blob) as content, Sound(content) as sound:
        return one, np.frombuffer(b"".join(sound.pieces()), "<i2")


def test_the_pieces_become_one_file_that_sounds_the_same(vault, visit):
    made = recorded(vault, visit)
    join(vault, made)
    join(vault, made)
    one, sound = heard(vault, made)
    assert one.state == recordings.WHOLE
    assert one.seconds == pytest.approx(6, abs=0.01)
    assert len(sound) / RATE == pytest.approx(6, abs=0.01)
    assert onsets(sound) == pytest.approx(range(6), abs=0.02)
    assert len(list(vault.blobs.names())) == 1
    assert check_case(vault).good


@pytest.mark.parametrize("kept", [1, 2, 5])
def test_cut_off_anywhere_it_is_a_whole_file_after_the_next_unlock(vault, folder, ways, visit, kept):
    made = recorded(vault, visit, leave_out_last=6 - kept)  # the first piece is the head
    vault.close()
    again = open_case.open_case(folder, PASSPHRASE, ways)
    try:
        one, sound = heard(again, made)
        assert one.state == recordings.WHOLE
        assert one.seconds == pytest.approx(kept, abs=0.05)
        assert len(sound) / RATE == pytest.approx(one.seconds, abs=0.01)
        assert onsets(sound) == pytest.approx(range(kept), abs=0.02)
    finally:
        again.close()


def test_without_permission_nothing_is_kept(vault, visit):
    with vault.write() as session:
        no = Permission(appointment_id=visit, asked_whom="Dr Lee", answer="no", asked_at=SYSTEM_CLOCK.now())
        permissions.keep(session, no)
    with pytest.raises(NotAllowed):
        recorded(vault, visit)
    with vault.read() as session:
        assert not recordings.everything(session)


def test_a_piece_that_was_refused_is_kept_once_when_it_is_offered_again(vault, visit, monkeypatch):
    keeper, pieces = SoundKeeper(vault, visit, SYSTEM_CLOCK), list(pieces_of(clicks(4)))
    keeper.keep(pieces[0])
    real = vault.write
    monkeypatch.setattr(vault, "write", lambda: (_ for _ in ()).throw(NoRoom()))
    with pytest.raises(NoRoom):
        keeper.keep(pieces[1])
    monkeypatch.setattr(vault, "write", real)
    for piece in (pieces[1], pieces[1], *pieces[2:]):
        keeper.keep(piece)
    join(vault, keeper.recording_id)
    _, sound = heard(vault, keeper.recording_id)
    assert onsets(sound) == pytest.approx(range(4), abs=0.02)


def test_a_time_line_that_grows_is_kept_with_the_sound(vault, visit):
    keeper, (first, *others) = SoundKeeper(vault, visit, SYSTEM_CLOCK), pieces_of(clicks(4))
    keeper.keep(first)
    began = first.stretches[0].began
    line = (*first.stretches, Stretch(began + timedelta(minutes=5), 2.0))
    for piece in others:
        keeper.keep(Piece(piece.number, piece.pages, piece.seconds, line))
    join(vault, keeper.recording_id)
    one, _ = heard(vault, keeper.recording_id)
    assert one.position_of(began + timedelta(minutes=5, seconds=1)) == pytest.approx(3.0, abs=0.01)


def test_a_disk_that_fails_while_joining_loses_nothing(vault, visit, monkeypatch):
    made = recorded(vault, visit)
    real = blobs.os.fsync
    monkeypatch.setattr(blobs.os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(Exception, match="Nothing was lost"):
        join(vault, made)
    monkeypatch.setattr(blobs.os, "fsync", real)
    with vault.read() as session:
        assert recordings.seconds_of_parts(session, made) == pytest.approx(6, abs=0.01)
    assert join_left(vault) == 1
    assert onsets(heard(vault, made)[1]) == pytest.approx(range(6), abs=0.02)


def test_a_copy_made_in_the_middle_of_a_recording_has_what_was_said(vault, visit, ways, tmp_path):
    made = recorded(vault, visit)
    place = back_up.prepare_chosen(vault, tmp_path)
    (copied,) = back_up.back_up(vault, [place])
    join(vault, made)
    restored = restore.restore(copied.generation, vault.key, tmp_path / "again.secondop", ways)
    again = open_case.open_case(restored.folder, PASSPHRASE, ways)
    try:
        assert onsets(heard(again, made)[1]) == pytest.approx(range(6), abs=0.02)
    finally:
        again.close()


def test_copies_and_the_check_know_the_files_of_recordings(vault, visit, ways, tmp_path, frozen_clock):
    made = recorded(vault, visit)
    join(vault, made)
    one, _ = heard(vault, made)
    age(vault, frozen_clock, 400)
    assert sweep_leftovers(vault, frozen_clock) == 0
    place = back_up.prepare_chosen(vault, tmp_path)
    (copied,) = back_up.back_up(vault, [place])
    assert restore.look_into(copied.generation, vault.key, ways).counts.count("1 recording") == 1
    (vault.folder / "blobs" / one.blob[:2] / one.blob).unlink()
    found = check_case(vault, places=[place])
    (told,) = found.items
    assert "Recording of" in told.sentence
    assert "file is missing" in told.sentence
    back = restore.restore(copied.generation, vault.key, tmp_path / "again.secondop", ways)
    again = case_file.unlock(back.folder, PASSPHRASE, ways)
    assert again.blobs.has(one.blob, thorough=True)
    again.close()


def test_a_rescued_case_has_its_recordings_also_one_that_was_growing(vault, visit, ways, tmp_path):
    whole, growing = recorded(vault, visit), recorded(vault, visit, leave_out_last=3)
    join(vault, whole)
    done = repair.repair(vault, tmp_path / "rescued.secondop", ways)
    assert not done.missing
    again = open_case.open_case(done.folder, PASSPHRASE, ways)
    try:
        assert onsets(heard(again, whole)[1]) == pytest.approx(range(6), abs=0.02)
        assert onsets(heard(again, growing)[1]) == pytest.approx(range(3), abs=0.02)
        assert check_case(again).good
    finally:
        again.close()


def test_nothing_of_the_sound_lies_readable_on_the_disk(vault, visit, tmp_path):
    made = recorded(vault, visit)
    for _ in ("in pieces", "joined"):
        files = [file for file in tmp_path.rglob("*") if file.is_file()]
        assert len(files) > 2
        assert not [file for file in files if b"Opus" in file.read_bytes() or b"OggS" in file.read_bytes()]
        join(vault, made)


RECORDS_UNTIL_KILLED = """
import sys, threading
from pathlib import Path
from tests.encrypted_case import PASSPHRASE, cheap_ways
from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.flows import open_case
from secondop_desktop.flows.record_sound import SoundKeeper
from secondop_desktop.sound.recorder import Recorder
vault = open_case.open_case(Path(sys.argv[1]), PASSPHRASE, cheap_ways())
recorder = Recorder(SoundKeeper(vault, sys.argv[2], SYSTEM_CLOCK).keep)
recorder.start()
waiting = threading.Event()
while True:
    waiting.wait(0.05)
    print(recorder.status().seconds, flush=True)
"""


@needs_sound
def test_killed_in_the_middle_at_most_two_seconds_are_lost(sound_server, vault, folder, ways, visit):
    vault.close()
    sound_server.play(clicks(60))
    child = subprocess.Popen(
        [sys.executable, "-c", RECORDS_UNTIL_KILLED, folder, visit], stdout=subprocess.PIPE, text=True
    )
    said = [0.0]
    reader = threading.Thread(target=lambda: said.extend(float(line) for line in child.stdout), daemon=True)
    reader.start()
    waiting = threading.Event()
    for _ in range(400):
        if said[-1] > 3.2:
            break
        waiting.wait(0.05)
    os.kill(child.pid, signal.SIGKILL)
    child.wait(10)
    reader.join(10)
    child.stdout.close()
    again = open_case.open_case(folder, PASSPHRASE, ways)
    try:
        with again.read() as session:
            (one,) = recordings.of_visit(session, visit)
        assert one.state == recordings.WHOLE
        assert said[-1] > 3.2
        assert said[-1] - one.seconds < 2.0
        assert len(onsets(heard(again, one.id)[1])) >= 2
    finally:
        again.close()
