"""A visit of ten minutes by keyboard alone, through the real window, with two power cuts: the long form."""

import pytest

from tests.a_sound_server import needs_sound, sound_server, tone
from tests.drive.stage import missing
from tests.drive.test_from_outside import lived
from tests.faults import figures

assert sound_server

LONGEST = 1_500
pytestmark = [
    needs_sound,
    pytest.mark.timeout(LONGEST),
    pytest.mark.skipif(bool(missing()), reason=f"this computer cannot be driven; it lacks {missing()}"),
    pytest.mark.skipif(not figures.FULL, reason="the quick form is in tests/drive"),
]


def test_ten_minutes_by_keyboard_with_two_power_cuts(tmp_path, sound_server):
    sound_server.play(tone(LONGEST))
    told = lived(tmp_path / "visit", "visit_story.py", "ten-minutes", LONGEST)
    held = told.returncode == 0 and "sees it all on the page of the visit" in told.stdout
    chapters = sum(" ... " in line for line in told.stdout.splitlines())
    reached = f"{chapters} chapters, with every word and the sound"
    figures.keep("long-visit", reached if held else f"{told.stdout}\n{told.stderr}"[-3000:], held=held)
