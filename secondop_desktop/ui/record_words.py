"""What records are called on the screen: their kinds, their states, and a line about one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secondop_desktop.base.language import tr, trn
from secondop_desktop.case.documents import READ, UNREADABLE
from secondop_desktop.case.page_numbers import in_words
from secondop_desktop.intake.kinds import KEPT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secondop_desktop.case.documents import Document, Page

KIND_ICONS = {
    "pathology": "microscope",
    "imaging": "scan",
    "lab": "clipboard-list",
    "operation": "hospital",
    "clinic_letter": "mail",
    "treatment_plan": "list-checks",
    "medicines": "pill",
    "discharge": "log-out",
    "insurance": "shield-check",
    "other": "file-text",
}
GROUPS: dict[str, tuple[str, ...]] = {
    "letters": ("clinic_letter", "treatment_plan", "discharge"),
    "images": ("imaging",),
    "tests": ("pathology", "lab"),
    "rest": ("operation", "medicines", "insurance", "other"),
}
"""Which kinds a filter chip stands for."""


def kind_words() -> dict[str, str]:
    """What a record is, by kind."""
    return {
        "pathology": tr("Pathology report"),
        "imaging": tr("Scan or X-ray report"),
        "lab": tr("Blood or other test"),
        "operation": tr("Operation report"),
        "clinic_letter": tr("Doctor’s letter"),
        "treatment_plan": tr("Treatment plan"),
        "medicines": tr("Medicines list"),
        "discharge": tr("Hospital discharge letter"),
        "insurance": tr("Insurance paper"),
        "other": tr("Another kind of record"),
    }


def filter_words() -> list[tuple[str, str]]:
    """The filter chips in their order."""
    return [
        ("all", tr("All")),
        ("letters", tr("Letters")),
        ("images", tr("Scans")),
        ("tests", tr("Tests")),
        ("rest", tr("Others")),
        ("unread", tr("Not read")),
    ]


def belongs(record: Document, key: str) -> bool:
    """Whether a record is shown under a filter chip."""
    if key == "unread":
        return record.state != READ or bool(record.problem)
    return key == "all" or record.kind in GROUPS[key]


def state_chip(record: Document, being_read: bool) -> tuple[str, str]:
    """How far the reading of a record is, as the words and tone of a chip; nothing once it was read."""
    if record.state == READ:
        return (tr("Not all read"), "warn") if record.problem else ("", "plain")
    if record.file_kind in KEPT:
        return tr("Kept as it is"), "plain"
    if record.state == UNREADABLE:
        return tr("Could not be read"), "warn"
    return (tr("Being read"), "info") if being_read else (tr("Not read yet"), "plain")


def hard_words(numbers: Sequence[int]) -> str:
    """Which pages of a record should be checked by eye, in a sentence; nothing when there is none."""
    if not numbers:
        return ""
    return trn(
        "Page {numbers} is hard to read. Please check it by eye.",
        "Pages {numbers} are hard to read. Please check them by eye.",
        len(numbers),
        numbers=in_words(numbers),
    )


def page_state(record: Document, number: int, page: Page | None) -> str:
    """How the words of a page came about, or why there are none."""
    if page is None:
        return _not_read(record, number)
    if not page.text.strip():
        return tr("No words were found on this page.")
    if page.source != "ocr":
        return tr("These are the words of the page as they stand in the file.")
    return tr(
        "These words were read from a picture. Letters and numbers can be wrong, so please check every "
        "number against the page itself."
    )


def _not_read(record: Document, number: int) -> str:
    if record.state == UNREADABLE:
        return tr("This record could not be read, so there are no words to show.")
    if record.state == READ and not record.problem:
        return tr("There is no text on this page.")
    if record.state == READ:
        return tr("Page {number} could not be read. You can still look at it.", number=number)
    return tr("This page is not read yet. Its words appear here by themselves.")


def pages_words(record: Document) -> str:
    """How many pages a record has, once that is known."""
    return trn("{n} page", "{n} pages", record.pages) if record.pages else ""


def short_line(record: Document) -> str:
    """Day, place and pages, for a row of a list."""
    day = record.dated.short_words() if record.dated else tr("No date yet")
    return ", ".join(part for part in (day, record.facility, pages_words(record)) if part)


def long_line(record: Document, doctor: str = "") -> str:
    """Kind, day, place, doctor and pages, as sentences."""
    day = record.dated.words() if record.dated else ""
    where = ", ".join(part for part in (record.facility, doctor) if part)
    parts = (kind_words().get(record.kind, ""), day, where, pages_words(record))
    return ". ".join(part for part in parts if part)
