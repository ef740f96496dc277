"""The card for whoever comes along: what to do in the room, what to ask, what to write, what helps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from secondop_desktop.base.language import tr
from secondop_desktop.paper.lists import dotted, ticked
from secondop_desktop.paper.pages import draw_pages, fitted, patient_foot
from secondop_desktop.paper.question_pages import headed, left_out_note
from secondop_desktop.paper.rows import Block, Row, Setting, with_bar
from secondop_desktop.paper.sheets import CompanionCard
from secondop_desktop.paper.style import PaperStyle
from secondop_desktop.paper.tagged import Element

_INDENT = 1.5  # of the words beside a dot or a box, of their size
_GAP = 0.75  # white below a part, of the size of the words


def draw_companion_card(card: CompanionCard, style: PaperStyle, fixed: bool) -> bytes:
    """The card as a PDF; see `draw.companion_card`."""
    pages, setting, tree = fitted(style, lambda setting, tree: _blocks(card, setting, tree))
    foot = patient_foot(_title(card, setting))
    return draw_pages(pages, tree, setting, tr("Card for my companion"), foot, fixed)


def _title(card: CompanionCard, setting: Setting) -> str:
    name = setting.words.ready(card.companion)
    return tr("For {name}, who comes with me", name=name) if name else tr("For the one who comes with me")


def _blocks(card: CompanionCard, setting: Setting, tree: Element) -> list[Block]:
    gap = setting.sizes.body * _GAP
    blocks = [Block(_head(card, setting, tree), gap=gap)]
    if card.decision.strip():
        said = setting.text(tree.new("P"), card.decision, label=tr("The decision I need help with:"), x=12)
        blocks.append(Block(with_bar(said), gap=gap))
    asked = tr("My first questions") if len(card.questions) != 1 else tr("My first question")
    for heading, lines, boxes in (
        (card.duty or tr("What you can do for me in the room"), card.duties, False),
        (asked, card.questions, True),
        (tr("Please write down"), card.to_write, True),
        (tr("If it gets too much for me"), _calm(card), False),
    ):
        if lines:
            blocks += _list(setting, tree, heading, lines, boxes=boxes)
            blocks[-1] = replace(blocks[-1], gap=gap)
    return [*blocks, *left_out_note(setting, tree)]


def _calm(card: CompanionCard) -> tuple[str, ...]:
    helps = card.helps.strip()
    mine = (tr("This helps me: {what}", what=helps),) if helps else ()
    return (*mine, *card.calm)


def _head(card: CompanionCard, setting: Setting, tree: Element) -> list[Row]:
    rows = setting.heading(tree, _title(card, setting), "H1")
    for label, value in (
        (tr("From:"), card.person),
        (tr("With:"), card.doctor),
        (tr("When:"), card.when),
        (tr("Be there at:"), card.arrive),
        (tr("Where:"), card.place),
    ):
        if value.strip():
            rows += setting.text(tree.new("P"), value, label=label)
    return rows


def _list(setting: Setting, tree: Element, title: str, lines: Sequence[str], *, boxes: bool) -> list[Block]:
    """A heading and its lines, each with a dot, or with a box to tick."""
    heading = setting.heading(tree, title)
    listing = tree.new("L")
    made = [_line(setting, listing, text, box=boxes) for text in lines]
    return [headed(heading, made[0]), *made[1:]]


def _line(setting: Setting, listing: Element, text: str, *, box: bool) -> Block:
    size = setting.sizes.body
    body = listing.new("LI").new("LBody")
    rows = setting.text(body, text, x=_INDENT * size)
    return Block(ticked(rows, size) if box else dotted(rows, size), gap=size * 0.15)
