"""Sound becomes small pages that are one whole file wherever it is cut, and comes back from any place."""

import io
import threading

import numpy as np
import pytest
import soundfile

from secondop_desktop.sound import level, ogg
from secondop_desktop.sound.decode import Sound
from secondop_desktop.sound.encode import Encoder
from secondop_desktop.sound.resample import Resampler, to_numbers, to_samples
from secondop_desktop.sound.tempo import Tempo
from secondop_desktop.sound.troubles import SoundTrouble
from secondop_desktop.vault.errors import NoAnswer
from tests.a_sound_server import clicks, onsets, pitch, tone

RATE = 16_000


class Held:
    """Bytes in memory; `most` is how many were asked for at once."""

    def __init__(self, content):
        self.content, self.size, self.most, self.asked = content, len(content), 0, 0

    def read_range(self, offset, length):
        piece = self.content[offset : offset + length]
        self.most, self.asked = max(self.most, length), self.asked + len(piece)
        return piece


def pages_of(numbers, step=800):
    """Pages as they come out, one entry for each time something came."""
    encoder, content, came = Encoder(), numbers.astype("<i2").tobytes(), []
    for at in range(0, len(content), 2 * step):
        if pages := encoder.write(content[at : at + 2 * step]):
            came.append((at / 2 / RATE, pages, encoder.seconds_of(pages)))
    pages = encoder.close()
    return [*came, (len(numbers) / RATE, pages, encoder.seconds_of(pages))]


def test_a_page_comes_out_every_second_and_its_length_is_known():
    came = pages_of(clicks(8))
    moments = [moment for moment, _, seconds in came if seconds]
    assert np.diff(moments).max() <= 1.1
    assert sum(seconds for *_, seconds in came) == pytest.approx(8, abs=0.001)
    assert len(b"".join(pages for _, pages, _ in came)) < 8 * 5_000


@pytest.mark.parametrize("count", [2, 3, 5, 8])
def test_the_first_pages_alone_are_a_whole_file(count):
    came = pages_of(clicks(8))[:count]
    read, rate = soundfile.read(io.BytesIO(b"".join(pages for _, pages, _ in came)), dtype="int16")
    assert rate == RATE
    assert len(read) / RATE == pytest.approx(sum(seconds for *_, seconds in came), abs=0.001)
    assert onsets(read) == pytest.approx(range(round(len(read) / RATE)), abs=0.02)


def test_only_whole_pages_are_handed_on():
    whole = b"".join(pages for _, pages, _ in pages_of(clicks(3)))
    assert ogg.whole_pages(whole) == len(whole)
    assert ogg.whole_pages(whole[:-1]) < len(whole) - 1
    assert ogg.whole_pages(whole[:20]) == ogg.whole_pages(b"junk" * 20) == 0
    assert ogg.last_tick(b"") == ogg.lead_in(b"") == 0


def test_the_pitch_of_a_tone_survives_the_way_there_and_back():
    content = b"".join(pages for _, pages, _ in pages_of(tone(4, 523)))
    with Sound(Held(content)) as sound:
        read = np.frombuffer(b"".join(sound.pieces()), "<i2")
    assert pitch(read) == pytest.approx(523, abs=1)


@pytest.fixture(scope="module")
def minute():
    """A minute of beeps."""
    return b"".join(pages for _, pages, _ in pages_of(clicks(60)))


@pytest.mark.parametrize("position", [0.0, 3.0, 7.0, 49.0])
def test_it_is_read_from_any_place_without_reading_the_rest(position, minute):
    held = Held(minute)
    with Sound(held) as sound:
        assert sound.seconds == pytest.approx(60, abs=0.01)
        held.asked = 0
        sound.go_to(position)
        read = np.frombuffer(sound.read(0.5), "<i2")
        assert onsets(read)[:1] == pytest.approx([0], abs=0.02)
        assert held.asked < held.size
        sound.go_to(999)
        assert sound.read() == b""


class Failing(Held):
    """A disk that stops answering."""

    gone = threading.Event()

    def read_range(self, offset, length):
        if self.gone.is_set():
            raise NoAnswer
        return super().read_range(offset, length)


def test_a_disk_that_fails_is_an_error_and_not_the_end(minute):
    held = Failing(minute)
    with Sound(held) as sound:
        assert sound.read()
        held.gone.set()
        with pytest.raises(NoAnswer):
            list(sound.pieces())
    held.gone.clear()


@pytest.mark.parametrize("content", [b"", b"OggS" + bytes(300), b"not sound" * 99])
def test_what_is_no_sound_is_said(content):
    with pytest.raises(SoundTrouble, match="cannot be read as sound"):
        Sound(Held(content))


def test_sound_of_another_form_is_not_taken_for_ours():
    into = io.BytesIO()
    soundfile.write(into, np.zeros((9_000, 2)), 48_000, format="OGG", subtype="OPUS")
    with pytest.raises(SoundTrouble):
        Sound(Held(into.getvalue()))


@pytest.mark.parametrize("speed", [0.75, 1.0, 1.25, 1.5])
def test_another_speed_keeps_the_pitch_and_the_length_is_as_said(speed):
    tempo, content = Tempo(speed), tone(6, 300).astype("<i2").tobytes()
    out = b"".join(tempo.feed(content[at : at + 3_200]) for at in range(0, len(content), 3_200))
    read = np.frombuffer(out + tempo.rest(), "<i2")
    assert len(read) / RATE == pytest.approx(6 / speed, abs=0.15)
    assert pitch(read[RATE : 3 * RATE]) == pytest.approx(300, abs=2)
    middle = read[RATE:-RATE].astype(float)
    assert np.sqrt((middle**2).mean()) == pytest.approx(0.4 * 32767 / np.sqrt(2), rel=0.1)


@pytest.mark.parametrize("speed", [0.75, 1.5])
def test_beeps_come_in_step_with_the_speed(speed):
    tempo, content = Tempo(speed), clicks(8).astype("<i2").tobytes()
    out = b"".join(tempo.feed(content[at : at + 3_200]) for at in range(0, len(content), 3_200))
    read = np.frombuffer(out + tempo.rest(), "<i2")
    assert onsets(read) == pytest.approx([second / speed for second in range(8)], abs=0.06)


def test_a_speed_out_of_bounds_is_the_nearest_one():
    assert Tempo(9).speed == 1.5
    assert Tempo(0.1).speed == 0.75


@pytest.mark.parametrize(("rate", "hertz"), [(44_100, 440), (48_000, 3_000), (8_000, 440), (22_050, 1_000)])
def test_another_rate_keeps_pitch_length_and_loudness(rate, hertz):
    wave = (0.4 * np.sin(2 * np.pi * hertz * np.arange(rate * 3) / rate)).astype(np.float32)
    changing = Resampler(rate, RATE)
    out = np.concatenate([*(changing.feed(wave[at : at + 1_000]) for at in range(0, len(wave), 1_000)),
                          changing.rest()])  # fmt: skip
    assert len(out) / RATE == pytest.approx(3, abs=0.01)
    assert pitch(out[RATE : 2 * RATE]) == pytest.approx(hertz, abs=2)
    assert np.abs(out[RATE : 2 * RATE]).max() == pytest.approx(0.4, rel=0.05)


def test_tones_that_the_lower_rate_cannot_hold_are_taken_out():
    wave = (0.4 * np.sin(2 * np.pi * 11_000 * np.arange(48_000) / 48_000)).astype(np.float32)
    out = Resampler(48_000, RATE).feed(wave)
    assert np.abs(out[2_000:-2_000]).max() < 0.01


def test_numbers_and_samples_are_the_same_sound():
    numbers = np.array([0, 100, -100, 32767, -32768], "<i2")
    assert to_numbers(to_samples(numbers.tobytes())).tolist() == [0, 100, -100, 32766, -32767]
    assert to_samples(np.array([100, 300], "<i2").tobytes(), 2) * 32768 == pytest.approx([200])


def test_the_level_tells_silence_from_sound():
    assert level.loudest(b"") == level.loudest(bytes(200)) == 0
    assert level.loudest(np.array([3, -7, 5], "<i2").tobytes()) == 7
    assert level.share(0) == level.share(1) == 0.0
    assert level.share(32768) == 1.0
    assert 0.5 < level.share(3000) < 0.9
