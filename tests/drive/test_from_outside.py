"""The program as somebody uses it who only has its window: by mouse, keyboard and accessibility tree."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.drive.stage import missing

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SCAN = ROOT / "resources/samples/en/pathology-report-scan.pdf"
LONGEST = 240


@pytest.mark.skipif(
    bool(missing()), reason=f"this computer cannot be driven from outside; it lacks {missing()}"
)
def test_a_whole_story_can_be_lived_from_outside(tmp_path):
    told = lived(tmp_path / "first")
    if told.returncode:  # a busy computer may let a whole desktop wait too long once; a fault comes twice
        told = lived(tmp_path / "again")
    assert told.returncode == 0, f"{told.stdout}\n{told.stderr}"
    assert "finds every word again" in told.stdout


def lived(folder):
    folder.mkdir()
    return subprocess.run(
        ["/usr/bin/python3", HERE / "story.py", sys.executable, SCAN, folder],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False, capture_output=True, text=True, timeout=LONGEST,
    )  # fmt: skip
