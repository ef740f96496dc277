"""The program as somebody uses it who only has its window: by mouse, keyboard and accessibility tree."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.a_sound_server import LACKING, sound_server, tone
from tests.drive.stage import missing

assert sound_server

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SAMPLES = ROOT / "resources/samples/en"
LONGEST = 240


pytestmark = pytest.mark.skipif(
    bool(missing()), reason=f"this computer cannot be driven from outside; it lacks {missing()}"
)


@pytest.mark.parametrize(
    ("story", "given", "last"),
    [("story.py", SAMPLES / "pathology-report-scan.pdf", "starts it twice"),
     ("records_story.py", SAMPLES, "pins a note there"),
     ("visit_story.py", "quick", "sees it all on the page of the visit"),
     ("stranger_story.py", "1024x600", "types the first answer")],
)  # fmt: skip
def test_a_whole_story_can_be_lived_from_outside(request, tmp_path, story, given, last):
    if story == "visit_story.py" and not LACKING:
        request.getfixturevalue("sound_server").play(tone(LONGEST))
    told = lived(tmp_path / "first", story, given)
    if told.returncode:  # a busy computer may let a whole desktop wait too long once; a fault comes twice
        told = lived(tmp_path / "again", story, given)
    assert told.returncode == 0, f"{told.stdout}\n{told.stderr}"
    assert last in told.stdout


def lived(folder, story, given, longest=LONGEST):
    folder.mkdir()
    return subprocess.run(
        ["/usr/bin/python3", HERE / story, sys.executable, given, folder],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False, capture_output=True, text=True, timeout=longest,
    )  # fmt: skip
