"""A letter as it is sent, and a call sheet as it lies beside the telephone."""

from __future__ import annotations

from collections.abc import Sequence

from secondop_desktop.base.language import tr
from secondop_desktop.paper.letter_rows import body_blocks, dotted, merged, paragraph
from secondop_desktop.paper.letter_text import LetterSheet, wide_blanks
from secondop_desktop.paper.letter_words import other_rules
from secondop_desktop.paper.pages import Foot, Page, draw_pages, paginate
from secondop_desktop.paper.question_pages import headed, left_out_note
from secondop_desktop.paper.rows import Block, Row, Setting, beside, ruled, space, together
from secondop_desktop.paper.style import PaperStyle
from secondop_desktop.paper.tagged import Element

_SIGNATURE = 34.0  # points: room for a hand that writes large
_AROUND = 1.1  # white below a block of the head, of the size of the words
_WITH_WORDS = 0.35  # of a page: so many last words go with the signature
_LAST = 3
_SOURCE = 0.86  # size of the line that says where a rule stands, of the size of the words
_SIGN_HERE = 0.62  # of the width; the rest is for the day


def draw_letter(sheet: LetterSheet, style: PaperStyle, fixed: bool) -> bytes:
    """The letter as a PDF; see `draw.letter`."""
    for sizes in style.ladder:
        setting, tree = Setting(style, sizes), Element("Document")
        pages = paginate(_blocks(sheet, setting, tree), style.frame)
        if len(pages) == 1:
            break
    notes = _notes(sheet, setting, tree)
    if notes and sheet.letter:
        pages = [*pages, *paginate(notes, style.frame)]
    elif notes:
        pages = _added(pages, notes, style.frame)
    return draw_pages(pages, tree, setting, _title(sheet), _foot(sheet), fixed)


def _title(sheet: LetterSheet) -> str:
    return wide_blanks(sheet.subject.strip(), 6) or tr("Letter")


def _foot(sheet: LetterSheet) -> Foot:
    if sheet.letter:
        return Foot(tr("Written by the patient. Not a form of a hospital."), _title(sheet))
    return Foot(tr("My own notes for a talk or a call."), _title(sheet))


def _added(pages: Sequence[Page], more: Sequence[Block], frame: float) -> list[Page]:
    """The same pages with more blocks after them, on the last one as long as they fit there."""
    return [*pages[:-1], *paginate([*pages[-1], *more], frame)]


def _blocks(sheet: LetterSheet, setting: Setting, tree: Element) -> list[Block]:
    made = [*_head(sheet, setting, tree), *body_blocks(sheet.body, setting, tree)]
    if sheet.letter:
        made = _signed(made, _signature(sheet, setting, tree), setting.style.frame * _WITH_WORDS)
    enclosed = [line.strip() for line in sheet.enclosed.split("\n") if line.strip()]
    if enclosed:
        made += _listed(setting, tree, tr("Enclosed"), enclosed)
    return [*made, *left_out_note(setting, tree)]


def _signed(made: list[Block], signature: Block, most: float) -> list[Block]:
    """The signature with the last words of the letter: nobody signs an empty page."""
    last: list[Block] = []
    while len(made) > 1 and len(last) < _LAST and sum(b.height + b.gap for b in (made[-1], *last)) <= most:
        last.insert(0, made.pop())
    return [*made, merged([*last, signature])]


def _head(sheet: LetterSheet, setting: Setting, tree: Element) -> list[Block]:
    """Who writes, when, to whom, and what about."""
    gap = setting.sizes.body * _AROUND
    to = "\n".join(part for part in (sheet.recipient.strip(), sheet.address.strip()) if part)
    made = []
    for words in (sheet.sender.strip(), sheet.dated.strip(), to) if sheet.letter else ():
        if words:
            rows = [row for line in words.split("\n") for row in paragraph(setting, tree, line)]
            made.append(Block(rows, gap=gap))
    title = Block(setting.heading(tree, _title(sheet), "H1"), gap=gap * 0.4)
    return [*made, title]


def _signature(sheet: LetterSheet, setting: Setting, tree: Element) -> Block:
    """A line to sign on by hand and one for the day, with the printed name below."""
    size, whole = setting.sizes.body, setting.style.column
    wide = whole * _SIGN_HERE
    day_at = wide + size
    lines = beside([ruled(0, wide, _SIGNATURE)], [ruled(day_at, whole - day_at, _SIGNATURE)])
    below: list[Row] = beside(
        setting.text(tree.new("P"), tr("Signature"), width=wide),
        setting.text(tree.new("P"), tr("Day"), x=day_at, width=whole - day_at),
    )
    name = sheet.signer.strip()
    printed = setting.text(tree.new("P"), name, bold=True) if name else []
    rows = [space(size * _AROUND), *lines, space(size * 0.2), *below, *printed]
    return Block([together(rows)], gap=size * _AROUND)


def _listed(setting: Setting, tree: Element, title: str, lines: Sequence[str]) -> list[Block]:
    heading = setting.heading(tree, title)
    listing = tree.new("L")
    made = [dotted(setting, listing, line) for line in lines]
    return [headed(heading, made[0]), *made[1:]]


def _notes(sheet: LetterSheet, setting: Setting, tree: Element) -> list[Block]:
    """What is good to know for the person alone, each rule with where it stands."""
    if not sheet.notes and not sheet.tips:
        return []
    size = setting.sizes.body
    title = tr("For me, not part of the letter") if sheet.letter else tr("Good to know")
    heading = [space(size), *setting.heading(tree, title)]
    made = []
    for text, source in sheet.notes:
        rows = setting.text(tree.new("P"), text)
        rows += setting.text(tree.new("P"), tr("Source: {source}", source=source), size=size * _SOURCE)
        made.append(Block(rows, gap=size * 0.6))
    if sheet.law and made:
        differ = Block(setting.text(tree.new("P"), other_rules()), gap=size * 0.6)
        made[-1] = merged([made[-1], differ])
    if sheet.tips:
        listing = tree.new("L")
        made.append(merged([dotted(setting, listing, tip) for tip in sheet.tips]))
    return [headed(heading, made[0]), *made[1:]]
