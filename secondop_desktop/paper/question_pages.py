"""The question sheet to write on, and the copy for the doctor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from secondop_desktop.base.language import tr, trn
from secondop_desktop.paper.pages import Foot, Page, continued, draw_pages, paginate, patient_foot, spread
from secondop_desktop.paper.question_block import QuestionList
from secondop_desktop.paper.rows import Block, Row, Setting, ruled, space, with_bar
from secondop_desktop.paper.sheets import QuestionLine, QuestionSheet
from secondop_desktop.paper.style import PaperStyle
from secondop_desktop.paper.tagged import Element

_BLANK_LINES = 18


def draw_question_sheet(sheet: QuestionSheet, style: PaperStyle, fixed: bool) -> bytes:
    """The sheet as a PDF; see `draw.question_sheet`."""
    setting = Setting(style, style.ladder[0])
    tree = Element("Document")
    blocks = [_head(sheet, setting, tree)]
    if sheet.questions:
        for heading, listing, questions, number in _lists(sheet, setting, tree):
            made = [listing.to_write_on(number + i, question) for i, question in enumerate(questions)]
            blocks += [headed(heading, made[0]), *made[1:]]
    else:
        blocks.append(_empty(setting, tree))
    blocks += left_out_note(setting, tree)
    pages = spread(paginate(blocks, style.frame), style.frame)
    return draw_pages(pages, tree, setting, tr("Questions for the doctor"), _foot(sheet, setting), fixed)


def draw_doctor_copy(sheet: QuestionSheet, style: PaperStyle, fixed: bool) -> bytes:
    """The copy as a PDF; see `draw.doctor_copy`."""
    for sizes in style.ladder:
        setting = Setting(style, sizes)
        tree = Element("Document")
        blocks = _copy(sheet, setting, tree)
        pages = paginate(blocks, style.frame)
        if len(pages) == 1:
            break
    else:
        pages = continued(blocks, setting, tree, lambda pages: _rest(pages, len(sheet.questions)))
    return draw_pages(
        pages, tree, setting, tr("Questions, copy for the doctor"), _foot(sheet, setting), fixed
    )


def headed(heading: list[Row], block: Block) -> Block:
    """A heading and what it stands over, never parted by the end of a page."""
    tail = None if block.tail is None else block.tail + len(heading)
    return replace(block, rows=heading + block.rows, tail=tail, filler_at=block.filler_at + len(heading))


def left_out_note(setting: Setting, tree: Element) -> list[Block]:
    """A plain sentence when something on the sheet could not be printed; ask for it last."""
    n = setting.words.left_out
    if not n:
        return []
    said = trn(
        "{n} character on this sheet belongs to a script that cannot be printed here. "
        "A mark in brackets shows where it stood. You can still read it in SecondOp.",
        "{n} characters on this sheet belong to a script that cannot be printed here. "
        "Marks in brackets show where they stood. You can still read them in SecondOp.",
        n,
    )
    return [Block([space(6), *setting.text(tree.new("P"), said, label=tr("Please note:"))])]


def _rest(pages: Sequence[Page], questions: int) -> str:
    """What the first page of the doctor's copy says about those after it."""
    first = len(pages[0])  # the head of the sheet is one of these blocks, so this is the next question
    if questions < first or sum(len(page) for page in pages) != questions + 1:
        return tr("This sheet continues on page 2.")
    if questions == first:
        return tr("Question {first} is on page 2.", first=first)
    if len(pages) == 2:
        return tr("Questions {first} to {last} are on page 2.", first=first, last=questions)
    return tr(
        "Questions {first} to {last} are on pages 2 to {page}.", first=first, last=questions, page=len(pages)
    )


def _lists(
    sheet: QuestionSheet, setting: Setting, tree: Element
) -> list[tuple[list[Row], QuestionList, list[QuestionLine], int]]:
    """The starred questions and the others: heading, list, questions and the number of the first."""
    first = [question for question in sheet.questions if question.starred]
    rest = [question for question in sheet.questions if not question.starred]
    gutter = setting.words.width(f"{len(sheet.questions)}. ", bold=True) * setting.sizes.body + 4
    out = []
    for questions, name, number in (
        (first, tr("Ask these first"), 1),
        (rest, tr("Then these") if first else tr("My questions"), len(first) + 1),
    ):
        if questions:
            heading = setting.heading(tree, name)
            out.append((heading, QuestionList(setting, tree.new("L"), gutter), questions, number))
    return out


def _head(sheet: QuestionSheet, setting: Setting, tree: Element, under: str = "") -> Block:
    title = tr("Questions for {doctor}", doctor=sheet.doctor) if sheet.doctor.strip() else tr("My questions")
    rows = setting.heading(tree, title, "H1")
    if under:
        rows += setting.text(tree.new("P"), under)
    for label, value in (
        (tr("Specialty:"), "" if under else sheet.specialty),  # the doctor knows this and where the visit is
        (tr("When:"), sheet.when),
        (tr("Where:"), "" if under else sheet.place),
        (tr("Patient:"), sheet.person),
        (tr("Decision needed by:"), sheet.decide_by),
    ):
        if value.strip():
            rows += setting.text(tree.new("P"), value, label=label)
    if sheet.goal.strip():
        goal = setting.text(tree.new("P"), sheet.goal, label=tr("Goal of this visit:"), x=12)
        rows += [space(8), *with_bar(goal)]
    return Block(rows, gap=setting.sizes.body * 1.3)


def _copy(sheet: QuestionSheet, setting: Setting, tree: Element) -> list[Block]:
    blocks = [_head(sheet, setting, tree, tr("Copy for the doctor"))]
    if not sheet.questions:
        blocks.append(Block(setting.text(tree.new("P"), tr("There are no questions on this list yet."))))
    for heading, listing, questions, number in _lists(sheet, setting, tree):
        made = [
            listing.to_read(number + i, question, star=question.starred)
            for i, question in enumerate(questions)
        ]
        made[-1] = replace(made[-1], gap=setting.sizes.body)
        blocks += [headed(heading, made[0]), *made[1:]]
    return blocks + left_out_note(setting, tree)


def _empty(setting: Setting, tree: Element) -> Block:
    """What to do with a sheet that has no questions: choose some, or write them by hand."""
    said = tr(
        "There are no questions on this sheet yet. Open Questions in SecondOp, choose or write the ones "
        "you want to ask at this visit, and print the sheet again. You can also write them here by hand."
    )
    line = ruled(0, setting.style.column, setting.ruling)
    room = setting.style.frame * 0.6
    count = min(_BLANK_LINES, int(room / line.height))
    return Block(
        [*setting.heading(tree, tr("My questions")), *setting.text(tree.new("P"), said), *[line] * count]
    )


def _foot(sheet: QuestionSheet, setting: Setting) -> Foot:
    doctor = setting.words.ready(sheet.doctor)
    title = tr("Questions for {doctor}", doctor=doctor) if doctor else tr("My questions")
    return patient_foot(title)
