"""After a full run nothing readable is left: not in the case, the home, or any temporary folder."""

import base64
import gzip
import json
import os
import random
import re
import stat
import string
import subprocess
import sys
import zlib
from dataclasses import dataclass, fields
from pathlib import Path

import pytest

from secondop_desktop.base.settings import Settings
from tests.stories.searcher import words_below, words_in

ROOT = Path(__file__).parents[2]
PASSPHRASE = "heronquill lanternmoss copperdew"
HEALTH_WORDS = ("cancer", "doctor", "question", "appointment", "diagnosis", "oncolog", "biopsy", "report")
PRINTABLE_RUN = re.compile(rb"[\x20-\x7e]{24,}")
"""In 10 MB of random bytes a run of 24 printable ones is there once in ten thousand times."""


def canaries(count):
    """Words that no dictionary has, the same in every run."""
    dice = random.Random("canaries")  # noqa: S311 - no secret
    return ["".join(dice.choices(string.ascii_lowercase, k=14)) for _ in range(count)]


@dataclass
class Run:
    """What a full run used and where it may have left something."""

    place: Path
    case: Path
    words: dict
    kept: str
    sheet: list
    unmarked: list

    def everything_private(self):
        """The canaries, the passphrase and its words, and each line of the recovery sheet."""
        return [*self.words.values(), PASSPHRASE, *PASSPHRASE.split(), *self.sheet]


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """One full run in a process of its own, with a home and a temporary folder of its own."""
    place, desk = tmp_path_factory.mktemp("computer"), tmp_path_factory.mktemp("desk")
    for name in ("home", "tmp", "run"):
        (place / name).mkdir(mode=0o700)
    kept = {k: v for k, v in os.environ.items() if not k.startswith("XDG_")}
    around = {"HOME": place / "home", "TMPDIR": place / "tmp", "XDG_RUNTIME_DIR": place / "run"}
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("full_run.py")],
        input=json.dumps({"passphrase": PASSPHRASE, "desk": str(desk), "canaries": ""}),
        env={**kept, **{k: str(v) for k, v in around.items()}, "PYTHONPATH": str(ROOT)},
        cwd=ROOT, check=False, capture_output=True, text=True, timeout=200,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    return Run(place, Path(told["case"]), told["given"], told["kept"], told["sheet"], told["unmarked"])


def test_the_run_wrote_words_into_every_corner_of_a_case(run):
    assert len(run.words) >= 40
    for field in (
        "Person.about_me",
        "Doctor.note",
        "Question.text",
        "Document.title",
        "Examination.what",
        "Piece.extent",
        "Move.tracking",
        "Request.facility",
        "Wanted.text",
        "Captured.text",
        "Closing.felt",
        "Medicine.name",
        "TaskOrigin.owner",
        "Attendee.name",
        "Handout.what",
        "OpinionFact.text",
        "VisitPlan.decision",
        "Permission.asked_whom",
        "Recording.title",
        "Letter.body",
        "Sharing.contents",
        "Treatment.dose",
        "Event.text",
        "Result.value",
        "SoundOriginal.file_name",
        "OwnSpelling.word",
        "file name",
        "page text",
    ):
        assert field in run.words


def test_every_kind_of_entry_has_a_marked_word(run):
    """A new kind of entry has to be filled in `full_run.py`; the day of `canary_day.py` types the rest."""
    marked_as_typed = {"Asking", "Draft", "FilePassword", "Page"}
    no_words_of_a_person = {"CarryOver", "LineStamp", "ReadTry", "ShareChoice"}
    assert set(run.unmarked) == marked_as_typed | no_words_of_a_person


def test_every_word_that_was_written_down_is_in_the_case(run):
    only_typed = {"search for nothing"}
    lost = {what: word for what, word in run.words.items() if word not in run.kept}
    assert set(lost) == only_typed


def test_nothing_that_was_written_or_typed_can_be_read_afterwards(run):
    assert words_below(run.place, run.everything_private()) == []


def test_no_file_is_left_in_the_temporary_folders(run):
    left = [path for name in ("tmp", "run") for path in (run.place / name).rglob("*") if path.is_file()]
    assert left == []


def test_the_settings_hold_how_the_window_looks_and_nothing_of_a_person(run):
    (file,) = run.place.rglob("settings.json")
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert set(kept) <= {field.name for field in fields(Settings)}
    assert kept["recent_cases"] == [str(run.case)]
    text = file.read_text(encoding="utf-8").casefold()
    assert [word for word in HEALTH_WORDS if word in text] == []


def test_only_their_owner_can_open_what_the_program_made(run):
    ours = [run.case, *run.case.rglob("*"), *(run.place / "home").rglob("secondop/**/*")]
    wrong = [
        (str(path), oct(stat.S_IMODE(path.lstat().st_mode)))
        for path in ours
        if stat.S_IMODE(path.lstat().st_mode) != (0o700 if path.is_dir() else 0o600)
    ]
    assert len(ours) > 4
    assert wrong == []


def test_the_case_itself_looks_like_noise(run):
    files = [path for path in run.case.rglob("*") if path.is_file() and path.stat().st_size > 4096]
    assert len(files) >= 1
    for path in files:
        content = path.read_bytes()
        assert not PRINTABLE_RUN.search(content), f"words can be read in {path.name}"
        assert len(zlib.compress(content, 9)) > 0.99 * len(content), f"{path.name} can be compressed"


@pytest.mark.parametrize(
    "hide",
    [
        lambda word: word.encode(),
        lambda word: word.upper().encode(),
        lambda word: word.encode("utf-16-le"),
        lambda word: word.encode("utf-16-be"),
        lambda word: word.encode().hex().encode(),
        lambda word: base64.b64encode(f"{word}!".encode()),
        lambda word: base64.b64encode(f"a{word}bc".encode()),
        lambda word: base64.b64encode(f"ab{word}c".encode()),
        lambda word: zlib.compress(f"some words and {word}".encode()),
        lambda word: gzip.compress(b"x" * 50 + base64.b64encode(word.encode())),
        lambda word: zlib.compress(b"outside " + zlib.compress(word.encode() + b" inside")),
    ],
)  # fmt: skip
def test_a_word_that_was_planted_is_found_in_every_disguise(hide):
    word, other = canaries(2)
    assert words_in(b"\x00before " + hide(word) + b" after\xff", [word, other]) == {word}


def test_a_word_in_the_name_of_a_file_is_found_too(tmp_path):
    word = canaries(1)[0]
    (tmp_path / f"My {word.title()}.bin").write_bytes(b"")
    assert words_below(tmp_path, [word]) == [(f"My {word.title()}.bin", word)]
