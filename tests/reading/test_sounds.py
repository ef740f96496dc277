"""Sound files are decoded by a worker that gets only the bytes it asks for, and whose answers are checked."""

import io
import struct
from datetime import UTC, datetime

import numpy as np
import pytest
import soundfile

from secondop_desktop.base.errors import Cancelled
from secondop_desktop.reading import limits
from secondop_desktop.reading.errors import NOT_SOUND, Unreadable
from secondop_desktop.reading.listener import Listener
from tests.a_sound_server import pitch


class Held:
    """Bytes in memory, and how many of them were asked for at most at once."""

    def __init__(self, content):
        self.content, self.size = content, len(content)
        self.longest = 0

    def read_range(self, offset, length):
        self.longest = max(self.longest, length)
        return self.content[offset : offset + length]


def made(form, subtype, rate=44_100, seconds=6, channels=2):
    """A file with a tone of 440 hertz."""
    count = rate * seconds
    wave = 0.4 * np.sin(2 * np.pi * 440 * np.arange(count) / rate)
    into = io.BytesIO()
    soundfile.write(into, np.stack([wave] * channels, 1), rate, format=form, subtype=subtype)
    return into.getvalue()


@pytest.mark.parametrize(
    ("form", "subtype", "kind", "rate"),
    [
        ("WAV", "PCM_16", "wav", 44_100),
        ("WAV", "FLOAT", "wav", 48_000),
        ("WAV", "PCM_U8", "wav", 8_000),
        ("MP3", "MPEG_LAYER_III", "mp3", 44_100),
        ("OGG", "VORBIS", "ogg", 44_100),
        ("OGG", "OPUS", "ogg", 48_000),
        ("FLAC", "PCM_16", "flac", 44_100),
        ("AIFF", "PCM_16", "unknown", 44_100),
    ],
)
def test_all_of_the_sound_of_a_file_comes_out(form, subtype, kind, rate):
    content = Held(made(form, subtype, rate))
    with Listener(content) as listener:
        heard = listener.open(kind)
        sound = np.frombuffer(b"".join(listener.pieces()), "<i2")
    assert heard.playable
    assert heard.rate == rate
    assert len(sound) / rate == pytest.approx(6, abs=0.1)
    assert heard.seconds == pytest.approx(6, abs=0.1)
    middle = sound[rate : 3 * rate]
    assert pitch(middle) * rate / 16_000 == pytest.approx(440, abs=2)
    assert content.longest <= limits.SOUND_WINDOW


def boxes(created=0, seconds=90, scale=1000, version=0):
    """The beginning of a file as phones make them, without any sound in it."""
    if version:
        body = struct.pack(">B3xQQIQ", 1, created, created, scale, seconds * scale)
    else:
        body = struct.pack(">B3xIIII", 0, created, created, scale, seconds * scale)
    mvhd = struct.pack(">I4s", len(body) + 8, b"mvhd") + body
    moov = struct.pack(">I4s", len(mvhd) + 8, b"moov") + mvhd
    return (
        struct.pack(">I4s4sI", 16, b"ftyp", b"M4A ", 0)
        + struct.pack(">I4s", 1008, b"mdat")
        + bytes(1000)
        + moov
    )


@pytest.mark.parametrize("version", [0, 1])
def test_of_a_kind_without_a_decoder_it_tells_the_length_and_when_it_was_made(version):
    made_at = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)
    created = int((made_at - datetime(1904, 1, 1, tzinfo=UTC)).total_seconds())
    with Listener(Held(boxes(created, version=version))) as listener:
        heard = listener.open("m4a")
    assert not heard.playable
    assert heard.seconds == 90
    assert heard.made == made_at


def test_a_recorder_that_writes_the_moment_into_a_wav_file_is_believed():
    note = b"bext" + struct.pack("<I", 602) + bytes(320) + b"2026-03-0209:30:05" + bytes(264)
    whole = made("WAV", "PCM_16", 8_000, 2, 1)
    with Listener(Held(whole[:12] + note + whole[12:])) as listener:
        heard = listener.open("wav")
        sound = b"".join(listener.pieces())
    assert heard.made == datetime(2026, 3, 2, 9, 30, 5)  # noqa: DTZ001 - it does not know its zone
    assert len(sound) == 2 * 8_000 * 2


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"not a sound at all" * 50, "mp3"),
        (b"ID3" + bytes(4000), "mp3"),
        (b"RIFF\0\0\0\0WAVE" + b"\xff" * 300, "wav"),
        (b"OggS" + bytes(500), "ogg"),
        (b"fLaC" + bytes(500), "flac"),
        (bytes(2000), "m4a"),
        (struct.pack(">I4s", 0, b"moov") + struct.pack(">I4s", 2, b"mvhd") + bytes(40), "m4a"),
        (b"", "unknown"),
    ],
)
def test_what_is_no_sound_is_told_in_a_sentence(content, kind):
    with Listener(Held(content)) as listener, pytest.raises(Unreadable) as refused:
        listener.open(kind)
    assert refused.value.reason == NOT_SOUND
    assert "kept as it is" in refused.value.sentence


def test_a_file_cut_in_the_middle_gives_what_is_there():
    whole = made("WAV", "PCM_16", 16_000, 6, 1)
    with Listener(Held(whole[: len(whole) // 2])) as listener:
        listener.open("wav")
        assert len(b"".join(listener.pieces())) == pytest.approx(len(whole) // 2, abs=200)


class Torn(Held):
    """A disk that stops answering in the middle."""

    def read_range(self, offset, length):
        if offset > 1 << 20:
            raise Unreadable("gone")
        return super().read_range(offset, length)


def test_bytes_that_cannot_be_had_end_it_and_do_not_look_like_the_end():
    with Listener(Torn(made("WAV", "PCM_16", 44_100, 10))) as listener:
        listener.open("wav")
        with pytest.raises(Unreadable):
            list(listener.pieces())


def test_a_listener_that_was_killed_is_cancelled():
    with Listener(Held(made("WAV", "PCM_16"))) as listener:
        listener.open("wav")
        listener.kill()
        with pytest.raises(Cancelled):
            list(listener.pieces())


@pytest.mark.parametrize(
    "answer",
    [
        '{"want": [0, 99999999]}',
        '{"want": [-1, 5]}',
        '{"want": "all"}',
        '{"want": [0, true]}',
        '{"playable": true, "rate": 44100, "seconds": "long"}',
        '{"playable": true, "rate": 99999999, "seconds": 1}',
        '{"playable": true, "rate": 44100, "seconds": 1e12}',
        '{"playable": true, "rate": 44100}',
    ],
)
def test_answers_of_a_worker_that_was_taken_over_are_refused(pretend_worker, answer):
    pretend_worker(f"say({answer!r}.encode())\nsys.stdin.buffer.read()")
    with Listener(Held(bytes(100))) as listener, pytest.raises(Unreadable):
        listener.open("wav")


@pytest.mark.parametrize("told", ["2026", "", "yesterday at noon, perhaps", "0001-01-01T00:00:00", 7])
def test_a_date_that_says_no_moment_is_not_believed(pretend_worker, told):
    header = {"playable": True, "rate": 8000, "seconds": 1, "made": told}
    pretend_worker(f"say({header!r})\nsys.stdin.buffer.read()")
    with Listener(Held(bytes(100))) as listener:
        assert listener.open("wav").made is None


def test_a_worker_that_gives_sound_without_end_is_stopped(pretend_worker, monkeypatch):
    monkeypatch.setattr(limits, "MOST_SOUND", 3 << 20)
    pretend_worker("say({'playable': True, 'rate': 8000, 'seconds': 1})\n"
                   "while True: say({}, bytes(1 << 20))")  # fmt: skip
    with Listener(Held(bytes(100))) as listener:
        listener.open("wav")
        with pytest.raises(Unreadable):
            list(listener.pieces())
