"""Playing through a real sound server: the right place, at any speed, and a sentence when nothing plays."""

import contextlib
import itertools
import threading

import pytest

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.sound import troubles
from secondop_desktop.sound.player import Player, State
from secondop_desktop.vault.errors import NoAnswer
from tests.a_sound_server import (
    clicks,
    needs_sound,
    one_sound_server,
    onsets,
    pitch,
    quiet_room,
    sound_server,
)
from tests.sound.test_encode_and_decode import Held, pages_of
from tests.sound.test_recorder import until

FIXTURES = sound_server, one_sound_server, quiet_room


@pytest.fixture(scope="module")
def beeps():
    """Forty seconds with a beep at each second."""
    return b"".join(pages for _, pages, _ in pages_of(clicks(40)))


@pytest.fixture
def player():
    made = Player()
    yield made
    made.close()


def opener(content):
    return lambda: contextlib.nullcontext(Held(content))


def heard_while(sound_server, seconds, then):
    """What the room hears for so many seconds while `then` is done, and when that began."""
    heard = []
    thread = threading.Thread(target=lambda: heard.append(sound_server.listen(seconds)))
    thread.start()
    then()
    thread.join()
    numbers, ended = heard[0]
    return ended - len(numbers) / 16_000, numbers


@needs_sound
@pytest.mark.parametrize("speed", [1.0, 1.5])
def test_the_place_that_is_told_is_the_place_that_is_heard(quiet_room, player, beeps, speed):
    said = []

    def play():
        player.set_speed(speed)
        player.play(opener(beeps), 10.0)
        assert until(lambda: player.status().position > 11.7)
        said.append((SYSTEM_CLOCK.monotonic(), player.status().position))

    began, heard = heard_while(quiet_room, 3.0, play)
    at, position = said[0]
    played = [moment for moment in onsets(heard) if moment < at - began]
    last = at - began - played[-1]
    off = (position - last * speed) % 1
    assert min(off, 1 - off) < 0.4
    distances = [b - a for a, b in itertools.pairwise(played)]
    assert distances == pytest.approx([1 / speed] * len(distances), abs=0.15)
    assert pitch(heard[int(16_000 * played[-1]) :][:800]) == pytest.approx(1000, abs=30)


@needs_sound
def test_it_stops_goes_on_and_jumps(quiet_room, player, beeps):
    player.play(opener(beeps), 5.0)
    assert until(lambda: player.status().position > 5.6)
    player.pause()
    assert player.status().state is State.PAUSED
    stood = player.status().position
    assert 5.5 < stood < 7
    player.go_to(stood + 10)
    assert player.status().position == pytest.approx(stood + 10)
    player.go_on()
    assert until(lambda: player.status().position > stood + 10.3)
    player.go_to(2.0)
    assert player.status().position < 5
    assert until(lambda: player.status().position > 2.3)
    assert player.status().state is State.PLAYING


@needs_sound
def test_at_the_end_it_is_over_and_begins_anew(quiet_room, player, beeps):
    player.play(opener(beeps), 39.5)
    assert until(lambda: player.status().state is State.ENDED)
    assert player.status().position == pytest.approx(40, abs=0.05)
    player.go_on()
    assert until(lambda: 0.1 < player.status().position < 5)


@needs_sound
def test_without_anything_to_play_on_there_is_a_sentence(sound_server, player, beeps):
    sound_server.crash()
    player.play(opener(beeps), 3.0)
    assert until(lambda: player.status().trouble is not None)
    assert player.status().state is State.PAUSED
    assert player.status().position == pytest.approx(3.0)
    assert player.status().trouble.reason in (troubles.NO_SPEAKER, troubles.BUSY, troubles.OTHER)


def test_a_recording_that_cannot_be_read_is_told(player):
    def broken():
        raise NoAnswer

    player.play(broken, 0.0)
    assert until(lambda: player.status().trouble is not None)
    assert isinstance(player.status().trouble, NoAnswer)
    player.play(opener(b"not sound"), 0.0)
    assert until(lambda: getattr(player.status().trouble, "reason", "") == troubles.NOT_SOUND)


def test_nothing_is_loaded_so_nothing_plays(player):
    player.go_on()
    player.pause()
    assert player.status().state is State.PAUSED
    assert player.status().position == 0.0
