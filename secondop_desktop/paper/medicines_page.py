"""The list of medicines: allergies first, then what is taken and how, and what is not taken any more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from secondop_desktop.base.language import tr
from secondop_desktop.paper import blanks
from secondop_desktop.paper.columns import Cell, Column
from secondop_desktop.paper.grid import Grid
from secondop_desktop.paper.lists import dotted
from secondop_desktop.paper.long_texts import LongTexts
from secondop_desktop.paper.pages import draw_pages, paginate, patient_foot
from secondop_desktop.paper.question_pages import headed, left_out_note
from secondop_desktop.paper.rows import Block, Row, Setting, with_bar
from secondop_desktop.paper.sheets_own import MedicineGroup, MedicineLine, MedicineList
from secondop_desktop.paper.style import PaperStyle
from secondop_desktop.paper.tagged import Element

Says = Callable[[MedicineLine], Cell]
"""What a column says of a medicine; a cell without words when nobody told."""
_GAP = 1.0  # white below a part, of the size of the words
_BAR = 12.0
_EMPTY_ROWS = 6


def draw_medicines(data: MedicineList, style: PaperStyle, fixed: bool) -> bytes:
    """The list as a PDF; see `draw.medicines`."""
    style = replace(style, landscape=True)
    for sizes in style.ladder:
        setting, tree = Setting(style, sizes), Element("Document")
        pages = paginate(_List(data, setting, tree).blocks(), style.frame)
        if len(pages) == 1:
            break
    name = setting.words.ready(data.person)
    running = tr("Medicines of {name}", name=name) if name else tr("My medicines")
    return draw_pages(pages, tree, setting, tr("Medication list"), patient_foot(running), fixed)


def allergy_words(data: MedicineList) -> str:
    """What is noted about allergies; nothing noted is never said to be none."""
    return (data.allergies or "").strip() or tr("Nothing is noted. Please ask me.")


def left_off_words() -> str:
    """What a list says from which something was taken away on purpose."""
    return tr("This is not my whole list. Some of it was left off this copy. Please ask me.")


class _List:
    """One list being set."""

    def __init__(self, data: MedicineList, setting: Setting, tree: Element) -> None:
        self._data = data
        self._setting = setting
        self._tree = tree
        self._gap = setting.sizes.body * _GAP
        self._long = LongTexts()

    def blocks(self) -> list[Block]:
        """Who this is, what is taken, noted, named and stopped, and whether that is all."""
        blocks = [self._head(), *self._taken(), *self._own_lines()]
        for group in self._data.others:
            blocks += self._group(group)
        if not self._data.partial:
            blocks.append(self._complete())
        blocks += self._long.blocks(self._setting, self._tree)
        return [*blocks, *left_out_note(self._setting, self._tree)]

    def _head(self) -> Block:
        data, text = self._data, self._setting.text
        name = data.person
        title = tr("Medicines of {name}", name=name) if name.strip() else tr("My medicines")
        rows = self._setting.heading(self._tree, title, "H1")
        facts = (
            (tr("Born:"), data.birth_date),
            (tr("Phone:"), data.phone),
            (tr("List of:"), data.printed_on),
        )
        rows += self._setting.labelled(self._tree, [fact for fact in facts if fact[1].strip()])
        if data.allergies is not None:
            told = text(self._tree.new("P"), allergy_words(data), label=tr("Allergies:"), x=_BAR)
            rows += with_bar(told)
        if data.partial:
            rows += text(self._tree.new("P"), left_off_words(), bold=True)
        return Block(rows, gap=self._gap)

    def _taken(self) -> list[Block]:
        if not self._data.taken and self._data.own_lines:
            return []
        heading = self._setting.heading(self._tree, tr("Taken now"))
        if self._data.taken:
            return self._table(heading, self._data.taken, tr("How I take it"))
        said = tr("No medicine is noted as taken on this list. Please ask me.")
        told = Block(self._setting.text(self._tree.new("P"), said), gap=self._gap / 2)
        return [headed(heading, told), *self._to_write_on()]

    def _to_write_on(self) -> list[Block]:
        columns = [column for column, _ in self._columns((), tr("How I take it"))]
        rows: list[list[Cell | str]] = [[Cell(write=column.title) for column in columns]] * _EMPTY_ROWS
        grid = Grid(columns, rows, row_heads=False, boxed=True)
        return grid.blocks(self._setting, self._tree, gap=self._gap)

    def _group(self, group: MedicineGroup) -> list[Block]:
        heading = self._setting.heading(self._tree, group.title)
        if group.note:
            heading += self._setting.text(self._tree.new("P"), group.note)
        return self._table(heading, group.lines, group.how)

    def _own_lines(self) -> list[Block]:
        """Free lines stand apart from the list: nobody can tell which of them are the same medicine."""
        lines = self._data.own_lines
        if not lines:
            return []
        heading = self._setting.heading(self._tree, tr("Noted in my own words"))
        if self._data.taken or self._data.others:
            note = tr("These lines are from my details. A medicine may stand here and in a table too.")
            heading += self._setting.text(self._tree.new("P"), note)
        listing, size = self._tree.new("L"), self._setting.sizes.body
        blocks = []
        for line in lines:
            body = listing.new("LI").new("LBody")
            blocks.append(Block(dotted(self._setting.text(body, line, x=1.5 * size), size)))
        blocks[-1] = replace(blocks[-1], gap=self._gap)
        return [headed(heading, blocks[0]), *blocks[1:]]

    def _columns(self, lines: Sequence[MedicineLine], how: str) -> list[tuple[Column, Says]]:
        """The columns that are shown, each with what it says of a medicine."""
        shown = self._data.columns
        found: list[tuple[Column, Says]] = [(Column(tr("Medicine"), 0.3), _what), (Column(how, 0.26), _how)]
        if "reason" in shown:
            found.append((Column(tr("What it is for"), 0.2), lambda line: Cell(line.reason)))
        if shown & {"named_by", "started"}:
            found.append((Column(tr("Who named it, and since when"), 0.24), _who))
        if any(line.stopped or line.stopped_why for line in lines):
            found.append((Column(tr("Stopped when, and why"), 0.24), _stopped))
        return found

    def _table(self, heading: list[Row], lines: Sequence[MedicineLine], how: str) -> list[Block]:
        columns = self._columns(lines, how)
        rows = [[self._told(say(line), line, column.title) for column, say in columns] for line in lines]
        grid = Grid([column for column, _ in columns], rows)
        blocks = grid.blocks(self._setting, self._tree, gap=self._gap)
        return [headed(heading, blocks[0]), *blocks[1:]]

    def _told(self, cell: Cell, line: MedicineLine, title: str) -> Cell:
        """What a column says of a medicine; what is too long for it goes to a note."""
        about = tr("{medicine}, {what}", medicine=line.name, what=title)
        text, below = (self._long.fitting(words, about) for words in (cell.text, cell.below))
        return Cell(text or ("" if below else tr("Not noted")), below=below)

    def _complete(self) -> Block:
        """Whether that is all is a question that only the person can answer, on the day."""
        setting, tree = self._setting, self._tree
        rows = setting.heading(tree, tr("Is this list complete?"))
        said = tr(
            "Please ask me. Vitamins, herbs, drops and patches count too, and so does what I buy without a "
            "prescription."
        )
        rows += setting.text(tree.new("P"), said)
        rows += blanks.ticks(
            setting, tree, "", (tr("Yes, I looked through it today"), tr("Something is missing"))
        )
        rows += blanks.line(setting, tree, tr("What is missing:"), bold=False)
        return Block(rows)


def _what(line: MedicineLine) -> Cell:
    """The medicine itself; its strength stands with it, as on its box."""
    about = (
        _labelled(tr("Other name"), line.other_name),
        _labelled(tr("Strength"), line.strength or tr("not noted")),
        _labelled(tr("Kind"), line.kind),
        _labelled(tr("Pharmacy"), line.pharmacy),
        _labelled(tr("Side effects"), line.side_effects),
        _labelled(tr("My note"), line.note),
    )
    return Cell(line.name, below=_paragraphs(*about))


def _how(line: MedicineLine) -> Cell:
    """Dose and times as they were told; what nobody told is called so, and never completed."""
    told = (
        _labelled(tr("How much"), line.dose or tr("not noted")),
        _labelled(tr("How often"), line.how_often or tr("not noted")),
        _labelled(tr("In which way"), line.route),
    )
    return Cell(_paragraphs(*told))


def _who(line: MedicineLine) -> Cell:
    return Cell(_paragraphs(line.named_by, _labelled(tr("Since"), line.started)))


def _stopped(line: MedicineLine) -> Cell:
    return Cell(_paragraphs(line.stopped, line.stopped_why))


def _labelled(label: str, words: str) -> str:
    return tr("{label}: {words}", label=label, words=words) if words.strip() else ""


def _paragraphs(*parts: str) -> str:
    return "\n".join(part for part in parts if part.strip())
