"""A small case that is given out and brought in, for the tests of what can go wrong then."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from secondop_desktop.base import paths
from secondop_desktop.base.progress import Progress
from secondop_desktop.case import documents, questions
from secondop_desktop.case.documents import Page
from secondop_desktop.case.questions import Question
from secondop_desktop.flows import open_case, take_in
from secondop_desktop.flows.bring_in import bring_in
from secondop_desktop.flows.give_out import give_out
from secondop_desktop.handover.given import MARK
from tests.encrypted_case import PASSPHRASE, cheap_ways

LETTER = paths.resources() / "samples" / "en" / "blood-tests.pdf"


def fill(vault):
    """One record, one question, and a page that was read."""
    take_in.take_in(vault, [LETTER], take_in.Details(title="Blood tests"))
    with vault.write() as session:
        questions.keep(session, Question(text="Could we wait?"))
        record = documents.everything(session)[0]
        documents.keep_page(session, Page(document_id=record.id, number=1, text="Hemoglobin"))


@pytest.fixture
def filled(vault):
    """An open case with these in it."""
    fill(vault)
    return vault


@pytest.fixture(scope="session")
def given_once(tmp_path_factory):
    """The case as a folder; nobody may change it."""
    place = tmp_path_factory.mktemp("given")
    vault = open_case.create(place / "old.secondop", PASSPHRASE, "Margaret", cheap_ways()).vault
    fill(vault)
    give_out(vault, place / "out")
    vault.close()
    return place / "out"


@pytest.fixture
def out(given_once, tmp_path):
    """A copy of it for one test."""
    return Path(shutil.copytree(given_once, tmp_path / "out"))


@pytest.fixture
def bring(tmp_path, ways):
    opened = []

    def bring(place):
        opened.append(bring_in(place, tmp_path / "new.secondop", PASSPHRASE, ways))
        return opened[-1]

    yield bring
    for one in opened:
        one.vault.close()


def stops_after(steps):
    """A progress that is stopped at its so-many-th step."""
    left = iter(range(steps))
    return Progress(stopped=lambda: next(left, None) is None)


def nothing_new(tmp_path, *known):
    there = {one.name for one in tmp_path.iterdir()} - {"My case.secondop"}
    return there == set(known)


def mark_again(out):
    """Make the mark fit what the lists are now."""
    mark = json.loads((out / MARK).read_text(encoding="utf-8"))
    for known in (*mark["families"].values(), mark["files"]):
        content = (out / known["file"]).read_bytes() if (out / known["file"]).exists() else b""
        known |= {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    (out / MARK).write_text(json.dumps(mark), encoding="utf-8")


def change_rows(out, family, change):
    """Change each entry of a family, as somebody could who wants to look honest."""
    file = out / "data" / f"{family}.jsonl"
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    changed = [row for each in rows for row in change(each)]
    file.write_text("".join(json.dumps(row) + "\n" for row in changed), encoding="utf-8")
    mark_again(out)
