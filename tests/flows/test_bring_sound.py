"""A recording from a phone is kept as it came, made playable, and lined up with the visit."""

import os
import tracemalloc
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
import soundfile

from secondop_desktop.base.errors import Cancelled, UserError
from secondop_desktop.base.progress import Progress
from secondop_desktop.case import appointments, bin, documents, recordings
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.flows.bring_sound import bring_sound
from secondop_desktop.flows.check_case import check_case
from secondop_desktop.flows.sweep_leftovers import sweep_leftovers
from secondop_desktop.sound.decode import Sound
from tests.a_sound_server import clicks, onsets
from tests.flows.test_sweep_leftovers import age
from tests.reading.test_sounds import boxes

ENDED = datetime(2026, 3, 2, 16, 0, tzinfo=UTC)


@pytest.fixture
def visit(vault):
    with vault.write() as session:
        return appointments.keep(session, Appointment(day="2026-03-02", zone="America/Chicago")).id


def on_a_phone(folder, name, form="WAV", subtype="PCM_16", rate=44_100, seconds=5):
    """A file with a beep at each second, last written at the end of the recording."""
    wave = np.interp(
        np.arange(rate * seconds) / rate, np.arange(16_000 * seconds) / 16_000, clicks(seconds) / 32768
    )
    path = folder / name
    soundfile.write(path, np.stack([wave, wave], 1), rate, format=form, subtype=subtype)
    os.utime(path, (ENDED.timestamp(), ENDED.timestamp()))
    return path


def one_of(vault, brought):
    with vault.read() as session:
        recording = recordings.one(session, brought.recording_id)
        return recording, recordings.original_of(session, recording.id)


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        (("Memo 12.wav", "WAV", "PCM_16", 44_100), "wav"),
        (("Memo 12.mp3", "MP3", "MPEG_LAYER_III", 44_100), "mp3"),
        (("Memo 12.opus", "OGG", "OPUS", 48_000), "ogg"),
        (("Memo 12.flac", "FLAC", "PCM_16", 22_050), "flac"),
        (("lies.pdf", "OGG", "VORBIS", 44_100), "ogg"),
    ],
)
def test_a_file_of_a_phone_can_be_played(vault, visit, tmp_path, frozen_clock, made, kind):
    file = on_a_phone(tmp_path, *made)
    brought = bring_sound(vault, visit, file, clock=frozen_clock)
    recording, original = one_of(vault, brought)
    assert brought.remark == ""
    assert (recording.state, recording.source) == (recordings.WHOLE, recordings.FILE)
    assert recording.seconds == pytest.approx(5, abs=0.1)
    assert recording.start_from == recordings.FILE_TIME
    assert abs(recording.ends_at() - ENDED) < timedelta(seconds=0.2)
    assert (original.file_kind, original.size) == (kind, file.stat().st_size)
    with vault.blobs.open(original.blob) as kept:
        assert kept.read_all() == file.read_bytes()
    with vault.blobs.open(recording.blob) as content, Sound(content) as sound:
        heard = np.frombuffer(b"".join(sound.pieces()), "<i2")
    assert onsets(heard) == pytest.approx([0, 1, 2, 3, 4], abs=0.1)


def test_the_same_file_twice_is_one_recording_and_comes_out_of_the_bin(vault, visit, tmp_path):
    file = on_a_phone(tmp_path, "a.wav")
    first = bring_sound(vault, visit, file)
    with vault.write() as session:
        bin.throw_away(session, "recording", first.recording_id)
    again = bring_sound(vault, visit, file)
    assert (again.already_here, again.recording_id) == (True, first.recording_id)
    with vault.read() as session:
        assert len(recordings.of_visit(session, visit)) == 1


def test_a_kind_without_a_decoder_is_kept_with_its_time_and_a_sentence(vault, visit, tmp_path, frozen_clock):
    began = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)
    file = tmp_path / "New Recording.m4a"
    file.write_bytes(boxes(int((began - datetime(1904, 1, 1, tzinfo=UTC)).total_seconds())))
    brought = bring_sound(vault, visit, file, clock=frozen_clock)
    recording, original = one_of(vault, brought)
    assert (recording.state, recording.blob) == (recordings.KEPT, None)
    assert (recording.started_at, recording.start_from) == (began, recordings.INSIDE)
    assert recording.seconds == 90
    assert "m4a" in brought.remark
    assert "mp3" in brought.remark
    assert original.problem == brought.remark
    assert check_case(vault).good


@pytest.mark.parametrize(
    "content", [b"\x00\x01\x02" * 900, b"ID3\x03" + bytes(3000), b"RIFF....WAVEjunk" * 9]
)
def test_what_pretends_to_be_sound_is_kept_with_a_sentence(vault, visit, tmp_path, content):
    file = tmp_path / "visit.mp3"
    file.write_bytes(content)
    brought = bring_sound(vault, visit, file)
    recording, original = one_of(vault, brought)
    assert recording.state == recordings.KEPT
    assert "kept as it is" in brought.remark
    with vault.blobs.open(original.blob) as kept:
        assert kept.read_all() == content


def test_a_letter_is_no_recording_and_is_kept_among_the_records(vault, visit, tmp_path):
    file = tmp_path / "visit.mp3"
    file.write_text("Dear Mrs Ellison, thank you for coming.")
    brought = bring_sound(vault, visit, file)
    assert "not a recording" in brought.remark
    with vault.read() as session:
        assert documents.one(session, brought.document_id).file_name == "visit.mp3"
        assert not recordings.of_visit(session, visit)


def test_a_file_that_ends_early_says_how_much_can_be_played(vault, visit, tmp_path):
    whole = on_a_phone(tmp_path, "a.flac", "FLAC", seconds=20).read_bytes()
    cut = tmp_path / "cut.flac"
    cut.write_bytes(whole[: len(whole) // 2])
    brought = bring_sound(vault, visit, cut)
    recording, _ = one_of(vault, brought)
    assert brought.remark
    assert recording.state in (recordings.WHOLE, recordings.KEPT)


def test_nothing_is_there_or_it_is_empty(vault, visit, tmp_path):
    with pytest.raises(UserError, match="could not be opened"):
        bring_sound(vault, visit, tmp_path / "gone.wav")
    (tmp_path / "empty.wav").touch()
    with pytest.raises(UserError, match="empty"):
        bring_sound(vault, visit, tmp_path / "empty.wav")


def test_stopped_in_the_middle_nothing_is_added(vault, visit, tmp_path):
    file = on_a_phone(tmp_path, "a.wav", seconds=20)
    said = []

    def report(fraction, _text):
        said.append(fraction)

    with pytest.raises(Cancelled):
        bring_sound(vault, visit, file, Progress(report, lambda: len(said) > 4))
    with vault.read() as session:
        assert not recordings.everything(session)


def test_files_of_recordings_are_never_swept_as_orphans(vault, visit, tmp_path, frozen_clock):
    brought = bring_sound(vault, visit, on_a_phone(tmp_path, "a.wav"), clock=frozen_clock)
    recording, original = one_of(vault, brought)
    with vault.write() as session:
        bin.throw_away(session, "recording", recording.id)
    age(vault, frozen_clock, 400)
    assert sweep_leftovers(vault, frozen_clock) == 0
    assert set(vault.blobs.names()) == {recording.blob, original.blob}


def most_memory(vault, visit, file):
    """The most bytes that bringing a file held at once, of what Python and its numbers take."""
    tracemalloc.start()
    try:
        bring_sound(vault, visit, file)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_long_file_needs_no_more_memory_than_a_short_one(vault, visit, tmp_path):
    bring_sound(vault, visit, on_a_phone(tmp_path, "first.wav", rate=16_000))  # loads the libraries
    short = most_memory(vault, visit, on_a_phone(tmp_path, "short.wav", rate=16_000, seconds=20))
    long = most_memory(vault, visit, on_a_phone(tmp_path, "long.wav", rate=16_000, seconds=120))
    assert long < short + (1 << 20)
