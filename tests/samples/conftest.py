"""The sample case as it stands in the repository, and the script that draws its reports."""

import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "resources" / "samples" / "en"
TRUTH = Path(__file__).parent / "truth"

if str(ROOT / "packaging") not in sys.path:
    sys.path.insert(0, str(ROOT / "packaging"))


@pytest.fixture(scope="session")
def story():
    """Everything that the sample case tells."""
    return tomllib.loads((SAMPLES / "story.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def samples():
    """The folder with the story and the reports."""
    return SAMPLES


@pytest.fixture(scope="session")
def truth():
    """What stands on the pages of a report, a text a page, by the name of its file."""
    return {file.stem: file.read_text(encoding="utf-8").split("\f") for file in sorted(TRUTH.glob("*.txt"))}
