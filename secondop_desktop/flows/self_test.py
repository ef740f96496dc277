"""The program proves its main job by itself: a case is made, read, searched, printed, locked and checked.

A package is asked this after it was built, because what is loaded late is easily left out of one.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from secondop_desktop import __version__
from secondop_desktop.base import paths
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.case import appointments, documents, questions
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.questions import Question
from secondop_desktop.flows import open_case
from secondop_desktop.flows.check_case import check_case
from secondop_desktop.flows.plan import Plan
from secondop_desktop.flows.read_waiting import read_waiting
from secondop_desktop.flows.sheet_list import KINDS
from secondop_desktop.flows.take_in import take_in
from secondop_desktop.questions import catalogue
from secondop_desktop.reading.reader import Reader
from secondop_desktop.search.find import find
from secondop_desktop.vault.case_file import Ways
from secondop_desktop.vault.errors import WrongSecret
from secondop_desktop.vault.vault import Vault

PASSPHRASE = "only to try the program out"  # noqa: S105 - it guards nothing
_NAME = "Ottoline Fairweather-Quist"
_QUESTION = "Will your own pathologist look at my slides?"
_SAMPLE = "samples/en/mammogram-report-photo.jpg"
_ON_THE_SCAN = "mammogram"
LATE = (
    *("babel.dates", "bidi.algorithm", "icalendar", "lxml.etree", "numpy", "olefile"),
    *("onnxruntime", "pi_heif", "PIL.Image", "pikepdf", "pypdfium2", "rapidfuzz", "rapidocr", "reportlab"),
    *("segno", "soundfile", "spellchecker", "sqlalchemy.dialects.sqlite", "striprtf", "tzdata", "tzlocal"),
    *("uharfbuzz",),
)
"""What is imported only when it is needed, and so by no look at the first lines of our files."""


@dataclass(frozen=True)
class Part:
    """One part of the self-test: what it tried, and what went wrong; empty when it worked."""

    title: str
    trouble: str = ""


@dataclass
class _Try:
    folder: Path
    ways: Ways
    vault: Vault | None = None
    visit: str = ""
    lines: tuple[str, ...] = field(default=())

    def opened(self) -> Vault:
        if self.vault is None:
            raise RuntimeError("no case is open")
        return self.vault


def self_test(ways: Ways | None = None) -> Iterator[Part]:
    """Try one part after the other, in a case of its own that is removed again; later parts need the earlier.

    `ways` are for tests, with a cheaper key.
    """
    with _a_folder() as folder:
        tried = _Try(folder / "Self-test.secondop", ways or open_case.usual_ways())
        for title, act in _parts():
            try:
                act(tried)
            except UserError as error:
                yield Part(title, error.sentence)
                break
            except Exception as error:
                yield Part(title, f"{type(error).__name__}: {error}")
                break
            yield Part(title)
        if tried.vault is not None:
            tried.vault.close()


def _parts() -> tuple[tuple[str, Callable[[_Try], None]], ...]:
    return (
        (tr("SecondOp {version}: everything it loads late is here", version=__version__), _late),
        (tr("The words, fonts and pictures that ship with it are here"), _shipped),
        (tr("An encrypted case can be made"), _make),
        (tr("A scan can be taken in and its words read"), _read),
        (tr("A word of the scan can be found"), _search),
        (tr("A question sheet can be printed and read back"), _print),
        (tr("The case can be locked, and only its passphrase or its sheet opens it"), _lock),
        (tr("Every page, entry and file of the case is as it was written"), _check),
    )


@contextmanager
def _a_folder() -> Iterator[Path]:
    folder = paths.private_folder(paths.cache_folder() / f"self-test-{secrets.token_hex(4)}")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _late(_tried: _Try) -> None:
    for name in LATE:
        import_module(name)


def _shipped(_tried: _Try) -> None:
    catalogue.load()
    for inside in ("fonts/NotoSans-Regular.ttf", "icons/house.svg", "glossary/en.toml", _SAMPLE):
        if not (paths.resources() / inside).is_file():
            raise FileNotFoundError(inside)


def _make(tried: _Try) -> None:
    made = open_case.create(tried.folder, PASSPHRASE, _NAME, tried.ways)
    tried.vault, tried.lines = made.vault, made.recovery_lines
    with made.vault.write() as session:
        visit = appointments.keep(session, Appointment(day=tried.ways.clock.today().isoformat()))
        session.flush()
        question = questions.keep(session, Question(text=_QUESTION))
        session.flush()
        questions.ask_at(session, question.id, visit.id)
        tried.visit = visit.id
    for file in tried.folder.rglob("*"):
        if file.is_file() and _NAME.encode() in file.read_bytes():
            raise RuntimeError(f"{file.name} is not encrypted")


def _read(tried: _Try) -> None:
    (taken,) = take_in(tried.opened(), [paths.resources() / _SAMPLE])
    if taken.problem:
        raise RuntimeError(taken.problem)
    read_waiting(tried.opened())
    with tried.opened().read() as session:
        (record,) = documents.everything(session)
        page = documents.page(session, record.id, 1)
    if page is None or _ON_THE_SCAN not in page.text.casefold():
        raise RuntimeError("the scan was read, but not its words")


def _search(tried: _Try) -> None:
    with tried.opened().read() as session:
        if not find(session, _ON_THE_SCAN).hits:
            raise RuntimeError("nothing was found")


def _print(tried: _Try) -> None:
    pdf = KINDS["question-sheet"].pdf(tried.opened(), Plan("question-sheet", tried.visit), tried.ways.clock)
    with Reader() as reader:
        reader.open(pdf, "pdf")
        if _QUESTION not in " ".join(reader.page_text(1).text.split()):
            raise RuntimeError("the question is not on the sheet")


def _lock(tried: _Try) -> None:
    tried.opened().close()
    tried.vault = None
    try:
        open_case.open_case(tried.folder, "another passphrase altogether", tried.ways).close()
    except WrongSecret:
        pass
    else:
        raise RuntimeError("a wrong passphrase opened the case")
    open_case.open_case(tried.folder, "\n".join(tried.lines), tried.ways).close()
    tried.vault = open_case.open_case(tried.folder, PASSPHRASE, tried.ways)


def _check(tried: _Try) -> None:
    report = check_case(tried.opened())
    if not report.good:
        raise RuntimeError(" ".join(report.sentences))
