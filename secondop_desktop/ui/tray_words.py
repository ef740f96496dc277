"""What is said of files that came in: a sentence about all of them, and a row about each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from secondop_desktop.base.language import tr, trn
from secondop_desktop.case.documents import READ, UNREADABLE, WAITING
from secondop_desktop.flows.kept_words import why_kept
from secondop_desktop.intake.kinds import KEPT
from secondop_desktop.ui.record_words import KIND_ICONS, pages_words
from secondop_desktop.ui.widgets.card_rows import CardRow

if TYPE_CHECKING:
    from secondop_desktop.case.documents import Document
    from secondop_desktop.flows.bring import Brought
    from secondop_desktop.flows.take_in import TakenIn

REFUSED = "refused-"
"""Begins the id of a row about a file that is in no record."""


def headline(brought: Brought) -> str:
    """What became of all files, in at most a sentence for each way it can go."""
    new = [one for one in brought.taken if one.document_id and not one.already_here]
    before = [one for one in brought.taken if one.document_id and one.already_here]
    parts = [_new_words(new), _before_words(before), _problem_words(brought), _left_words(brought.left)]
    return " ".join(part for part in parts if part) or tr("There was no file in it.")


def counts(brought: Brought) -> str:
    """The same in numbers alone, for when the files stand below."""
    new = sum(1 for one in brought.taken if one.document_id and not one.already_here)
    before = sum(1 for one in brought.taken if one.document_id and one.already_here)
    problems = len(brought.problems())
    parts = [
        trn("{n} file was added.", "{n} files were added.", new) if new else "",
        trn("{n} was here already.", "{n} were here already.", before) if before else "",
        trn("{n} was not added.", "{n} were not added.", problems) if problems else "",
        _left_words(brought.left),
    ]
    return " ".join(part for part in parts if part)


def rows(brought: Brought, records: Mapping[str, Document], being_read: str = "") -> list[CardRow]:
    """A row for each file, those that were not taken in first."""
    problems = [(number, one) for number, one in enumerate(brought.taken) if one.problem]
    others = [(number, one) for number, one in enumerate(brought.taken) if not one.problem]
    return [_row(number, one, records, being_read) for number, one in (*problems, *others)]


def folder_words(name: str, folders: int, files: int, *, too_many: bool) -> str:
    """The question about folders, with the number of their files."""
    if too_many:
        return trn(
            "There are more than {n} file in it. Shall the first {n} be added to your records?",
            "There are more than {n} files in it. Shall the first {n} be added to your records?",
            files,
        )
    count = trn("{n} file", "{n} files", files)
    if folders == 1:
        return tr(
            "“{name}” holds {files}. Shall all of them be added to your records?", name=name, files=count
        )
    return tr("These folders hold {files}. Shall all of them be added to your records?", files=count)


def _new_words(new: list[TakenIn]) -> str:
    if not new:
        return ""
    if len(new) == 1:
        said = tr("“{name}” is in your records now.", name=new[0].name)
        return f"{said} {new[0].remark}".strip()
    return trn("{n} file is in your records now.", "{n} files are in your records now.", len(new))


def _before_words(before: list[TakenIn]) -> str:
    if not before:
        return ""
    if len(before) == 1:
        name = before[0].name
        return tr("“{name}” was in your records already, so nothing was added twice.", name=name)
    return trn(
        "{n} file was in your records already, so nothing was added twice.",
        "{n} files were in your records already, so nothing was added twice.",
        len(before),
    )


def _problem_words(brought: Brought) -> str:
    problems = brought.problems()
    if len(brought.taken) == len(problems) == 1:
        return problems[0].problem
    if not problems:
        return ""
    return trn("{n} file was not added.", "{n} files were not added.", len(problems))


def _left_words(left: int) -> str:
    if not left:
        return ""
    return trn(
        "You stopped it, so {n} file was left where it is.",
        "You stopped it, so {n} files were left where they are.",
        left,
    )


def _row(number: int, one: TakenIn, records: Mapping[str, Document], being_read: str) -> CardRow:
    if one.problem:
        identity = f"{REFUSED}{number}"
        return CardRow(identity, one.name, one.problem, "circle-alert", tr("Not added"), "warn")
    chip = (tr("Was here already"), "plain") if one.already_here else (tr("Added"), "ok")
    record = records.get(one.document_id)
    if record is None:
        return CardRow(one.document_id, one.name, "", "file-text", *chip)
    state = _state_words(record, record.id == being_read)
    if one.remark and record.file_kind not in KEPT:
        state = f"{state} {one.remark}"
    return CardRow(record.id, one.name, state, KIND_ICONS.get(record.kind, "file-text"), *chip)


def _state_words(record: Document, being_read: bool) -> str:
    kept = why_kept(record.file_kind)
    if kept is not None:
        return kept.sentence
    if record.state == WAITING:
        return tr("It is being read.") if being_read else tr("It waits to be read.")
    if record.state == UNREADABLE:
        return record.problem or tr("It is kept, but could not be read.")
    pages = pages_words(record) if record.state == READ else ""
    return tr("It was read: {pages}.", pages=pages) if pages else tr("It was read.")
