"""A decision to think about: what the case knows of it, and room to weigh, to ask and to write.

The fields are those that such sheets have in common; every word is our own. Nothing is added up, and no
number on it says what to choose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from secondop_desktop.base.language import tr
from secondop_desktop.paper import blanks
from secondop_desktop.paper.columns import Cell, Column
from secondop_desktop.paper.grid import Grid, whole
from secondop_desktop.paper.lists import dotted
from secondop_desktop.paper.pages import draw_pages, paginate, patient_foot
from secondop_desktop.paper.question_pages import headed, left_out_note
from secondop_desktop.paper.rows import Block, Row, Setting, beside, space, together, with_bar
from secondop_desktop.paper.sheets_own import Choice, Step, Worksheet
from secondop_desktop.paper.style import PaperStyle
from secondop_desktop.paper.tagged import Element

_GAP = 1.1  # white below a part, of the size of the words
_BAR = 12.0  # points between the bar at the left and the words
_FEWEST_CHOICES = 2
_OWN_CHOICES = 1
_REASONS = 3  # lines for and against each choice
_PEOPLE = 3
_STEPS = 3


def draw_worksheet(sheet: Worksheet, style: PaperStyle, fixed: bool) -> bytes:
    """The sheet as a PDF; see `draw.worksheet`."""
    laid = []
    for rows in range(_STEPS, 0, -1):
        setting, tree = Setting(style, style.ladder[0]), Element("Document")
        laid.append((paginate(_Worksheet(sheet, setting, tree, rows).blocks(), style.frame), setting, tree))
    # An empty row or two must not need a page of their own.
    pages, setting, tree = min(laid, key=lambda each: len(each[0]))
    foot = patient_foot(tr("A decision to think about"))
    return draw_pages(pages, tree, setting, tr("Decision worksheet"), foot, fixed)


class _Worksheet:
    """One worksheet being set."""

    def __init__(self, sheet: Worksheet, setting: Setting, tree: Element, empty_steps: int) -> None:
        self._sheet = sheet
        self._empty_steps = empty_steps
        self._setting = setting
        self._tree = tree
        self._gap = setting.sizes.body * _GAP

    def blocks(self) -> list[Block]:
        """All parts in the order in which one thinks."""
        parts = (
            self._head(),
            self._where_i_am(),
            self._choices(),
            self._people(),
            self._needs(),
            self._checks(),
            self._steps(),
        )
        blocks = []
        for part in parts:
            blocks += [*part[:-1], replace(part[-1], gap=self._gap)]
        return [*blocks, *left_out_note(self._setting, self._tree)]

    def _said(self, words: str, label: str = "", x: float = 0.0) -> list[Row]:
        return self._setting.text(self._tree.new("P"), words, label=label, x=x)

    def _below(self, heading: list[Row], parts: Sequence[list[Row]]) -> list[Block]:
        """Parts below a heading, which was made before them: the order of making is that of reading."""
        blocks = [Block(rows, gap=self._setting.sizes.body * 0.3) for rows in parts]
        return [headed(heading, blocks[0]), *blocks[1:]]

    def _head(self) -> list[Block]:
        sheet = self._sheet
        rows = self._setting.heading(self._tree, tr("A decision to think about"), "H1")
        facts = ((tr("Name:"), sheet.person), (tr("Printed on:"), sheet.printed_on))
        rows += self._setting.labelled(self._tree, [fact for fact in facts if fact[1].strip()])
        rows += self._said(
            tr(
                "This sheet helps you think. It does not choose for you, and there is no right number. "
                "Leave out what does not fit you."
            )
        )
        return [Block(rows, gap=self._gap), *self._decision()]

    def _decision(self) -> list[Block]:
        sheet = self._sheet
        if not sheet.decision.strip():
            return [
                Block(blanks.lines(self._setting, self._tree, tr("What I have to decide"), 2)),
                self._by(),
            ]
        rows = self._setting.heading(self._tree, tr("What I have to decide"), x=_BAR)
        rows += self._said(sheet.decision, x=_BAR)
        if sheet.decide_by.strip():
            rows += self._said(sheet.decide_by, tr("I need to decide by:"), x=_BAR)
        blocks = [Block(with_bar(rows), gap=self._setting.sizes.body * 0.5)]
        return blocks if sheet.decide_by.strip() else [*blocks, self._by()]

    def _by(self) -> Block:
        given = self._sheet.decide_by
        rows = blanks.line(self._setting, self._tree, tr("I need to decide by:"), value=given)
        return Block(rows, gap=self._setting.sizes.body * 0.5)

    def _where_i_am(self) -> list[Block]:
        sheet, ticks = self._sheet, blanks.ticks
        stages = (
            tr("I have not begun"),
            tr("I am weighing it"),
            tr("I am nearly there"),
            tr("I have decided"),
        )
        deciders = (tr("I decide"), tr("I decide together with"), tr("Somebody decides for me"))
        heading = self._setting.heading(self._tree, tr("Where I am"))
        parts = []
        if sheet.waiting.strip():
            parts.append(self._said(sheet.waiting, tr("What was said about waiting:")))
        if sheet.reasons:
            parts.append(self._said("", tr("Why I want a second opinion:")))
            parts += [self._point(reason) for reason in sheet.reasons]
        parts.append(ticks(self._setting, self._tree, tr("How far I have come"), stages))
        who = ticks(self._setting, self._tree, tr("Who decides"), deciders)
        parts.append([*who, *blanks.line(self._setting, self._tree, tr("Name:"), bold=False)])
        return self._below(heading, parts)

    def _point(self, words: str) -> list[Row]:
        size = self._setting.sizes.body
        return dotted(self._said(words, x=1.5 * size), size)

    def _choices(self) -> list[Block]:
        """Each choice with what speaks for and against it, and how much that matters."""
        choices = list(self._sheet.choices)
        empty = max(_OWN_CHOICES, _FEWEST_CHOICES + 1 - len(choices))
        heading = self._setting.heading(self._tree, tr("The choices, and what matters to me"))
        explained = self._said(
            tr(
                "Write what speaks for a choice and what speaks against it. Beside each, write how much it "
                "matters to you: 0 is not at all, 5 is very much. Do not add the numbers up. They show "
                "what is worth talking about."
            )
        )
        blocks = self._below(heading, [explained])
        for number, choice in enumerate([*choices, *[Choice("")] * empty], start=1):
            blocks += self._choice(number, choice)
        return blocks

    def _choice(self, number: int, choice: Choice) -> list[Block]:
        title = tr("Choice {number}", number=number)
        if choice.text.strip():
            rows = self._setting.heading(self._tree, title, "H3")
            rows += self._setting.text(self._tree.new("P"), choice.text, bold=True)
            if choice.named_by.strip():
                rows += self._said(choice.named_by)
        else:
            rows = self._setting.heading(self._tree, tr("{title}: another way", title=title), "H3")
            rows += blanks.line(self._setting, self._tree, tr("In my own words:"), bold=False)
        rows.append(space(self._setting.sizes.body * 0.3))
        return whole([space(self._setting.sizes.body * 0.6), *rows], self._weighing(title))

    def _weighing(self, title: str) -> list[Block]:
        """A table to fill in: a reason and its number, for and against."""
        good, bad, much = tr("What speaks for it"), tr("What speaks against it"), tr("0 to 5")
        columns = [Column(good, 0.37), Column(much, 0.13), Column(bad, 0.37), Column(much, 0.13)]
        named = [tr("{choice}, {what}", choice=title, what=what) for what in (good, bad)]
        cells = [Cell(write=words) for one in named for words in (one, tr("{what}: how much", what=one))]
        rows: list[list[Cell | str]] = [list(cells) for _ in range(_REASONS)]
        grid = Grid(columns, rows, row_heads=False, boxed=True)
        return grid.blocks(self._setting, self._tree, gap=self._setting.sizes.body)

    def _people(self) -> list[Block]:
        who, view, feels = tr("Who"), tr("What they think"), tr("They help me, or they press me")
        columns = [Column(who, 0.3), Column(view, 0.4), Column(feels, 0.3)]
        rows: list[list[Cell | str]] = []
        for name in [*self._sheet.people, *[""] * _PEOPLE]:
            about = name or who
            first = Cell(name) if name else Cell(write=who)
            rest = [Cell(write=_field(about, what)) for what in (view, feels)]
            rows.append([first, *rest])
        heading = self._setting.heading(self._tree, tr("People, and what they think"))
        grid = Grid(columns, rows, row_heads=False, boxed=True)
        return whole(heading, grid.blocks(self._setting, self._tree))

    def _needs(self) -> list[Block]:
        blank = blanks.lines
        heading = self._setting.heading(self._tree, tr("What I still need"))
        parts = []
        if self._sheet.asked:
            parts.append(self._said(tr("These questions of mine have no answer yet:")))
            parts += [self._point(question) for question in self._sheet.asked]
        parts += [
            blank(self._setting, self._tree, tr("What I still want to know, and whom I can ask"), 2),
            blank(self._setting, self._tree, tr("Whom I want to talk with"), 1),
            blank(self._setting, self._tree, tr("How much time I want to take"), 1),
        ]
        return self._below(heading, parts)

    def _checks(self) -> list[Block]:
        """Four things to ask oneself, in our own words."""
        checks = (
            tr("I can say in my own words what each choice would do, and what it would ask of me."),
            tr("I know what weighs most for me, even if others would weigh it in another way."),
            tr("The people I need are beside me, and nobody is pushing me."),
            tr("If I say my choice out loud and sleep on it, it still feels right."),
        )
        heading = self._setting.heading(self._tree, tr("Four things to ask myself"))
        parts = [self._check(check) for check in checks]
        after = self._said(tr("Is one of them “Not yet”? Then that is what to talk about next."))
        return self._below(heading, [*parts[:-1], [together([*parts[-1], *after])]])

    def _check(self, words: str) -> list[Row]:
        """A sentence with its two boxes, which stand beside it if there is room."""
        setting, size = self._setting, self._setting.sizes.body
        answers = (tr("Yes"), tr("Not yet"))
        wide = [setting.words.printed_width(answer, bold=False) * size + 3 * size for answer in answers]
        left = setting.style.column - sum(wide)
        if left < 0.6 * setting.style.column:
            said = self._said(words)
            return [together([*said, *self._boxes(words, answers, wide, 0.0), space(size * 0.4)])]
        said = setting.text(self._tree.new("P"), words, width=left - size)
        return [together(beside(said, self._boxes(words, answers, wide, left)))]

    def _boxes(self, about: str, answers: Sequence[str], wide: Sequence[float], x: float) -> list[Row]:
        columns = []
        for answer, width in zip(answers, wide, strict=True):
            columns.append(blanks.tick(self._setting, self._tree, answer, x=x, width=width, about=about))
            x += width
        return beside(*columns)

    def _steps(self) -> list[Block]:
        what, who, when = tr("What"), tr("Who does it"), tr("By when")
        columns = [Column(what, 0.5), Column(who, 0.27), Column(when, 0.23)]
        rows: list[list[Cell | str]] = []
        for step in [*self._sheet.steps, *[Step("")] * self._empty_steps]:
            about = step.what or what
            known = ((step.what, what), (step.who, who), (step.when, when))
            rows.append(
                [Cell(words) if words else Cell(write=_field(about, field)) for words, field in known]
            )
        heading = self._setting.heading(self._tree, tr("Next steps"))
        return whole(
            heading, Grid(columns, rows, row_heads=False, boxed=True).blocks(self._setting, self._tree)
        )


def _field(about: str, field: str) -> str:
    """What a screen reader says of a field; the name of the column alone where the row has none yet."""
    return tr("{about}: {field}", about=about, field=field) if about != field else field
