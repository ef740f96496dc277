"""The case on one page for an appointment; what has no room there moves to page 2 and is named."""

from __future__ import annotations

from collections.abc import Sequence

from secondop_desktop.base.language import tr
from secondop_desktop.paper.pages import Page, continued, draw_pages, paginate, patient_foot, too_long
from secondop_desktop.paper.question_pages import left_out_note
from secondop_desktop.paper.rows import Block, Setting, space
from secondop_desktop.paper.sheets import Summary
from secondop_desktop.paper.style import PaperStyle, Sizes
from secondop_desktop.paper.summary_dense import dense_parts
from secondop_desktop.paper.summary_parts import Part, parts
from secondop_desktop.paper.tagged import Element

_BEFORE_NOTE = 4.0


def draw_summary(data: Summary, style: PaperStyle, fixed: bool) -> bytes:
    """The summary as a PDF; see `draw.summary`."""
    hopeless = False
    for sizes, close in _steps(style):
        if hopeless and not close and not style.large:
            continue
        setting = Setting(style, sizes)
        tree = Element("Document")
        made = dense_parts(data, setting, tree, close) if close else parts(data, setting, tree)
        note = left_out_note(setting, tree)
        pages = paginate([*(part.block for part in made), *note], style.frame)
        if len(pages) == 1:
            break
        hopeless = hopeless or too_long(pages, style)
    else:
        setting, tree = Setting(style, sizes), Element("Document")
        made = parts(data, setting, tree)
        note = left_out_note(setting, tree)
        pages = _moved(made, note, setting, tree) or _flowing(made, note, setting, tree)
    foot = patient_foot(tr("Summary of {name}", name=setting.words.ready(data.name)))
    return draw_pages(pages, tree, setting, tr("Summary for the appointment"), foot, fixed)


def _steps(style: PaperStyle) -> list[tuple[Sizes, float]]:
    """How the summary is tried, the airiest first; before anything moves to page 2 it is set close.

    The number is the white below a part that is set close, of the size of the words.
    """
    airy = [(sizes, 0.0) for sizes in style.ladder]
    return airy if style.large else [*airy, *((style.ladder[-1], gap) for gap in (0.5, 0.35, 0.2))]


def _moved(made: Sequence[Part], note: list[Block], setting: Setting, tree: Element) -> list[Page] | None:
    """Page 1 with what matters most and the names of what moved; None when even that is too long."""
    frame = setting.style.frame
    leaving: list[Part] = []
    for candidate in sorted((part for part in made if part.leaves), key=lambda part: -part.leaves):
        leaving.append(candidate)
        leaving.sort(key=made.index)
        staying = [part for part in made if part not in leaving]
        rest = paginate([*(part.block for part in leaving), *note], frame)
        element = Element("P", tree)
        said = setting.text(element, _elsewhere(leaving, 1 + len(rest)), bold=True)
        block = Block([space(_BEFORE_NOTE), *said])
        first = [*(part.block for part in staying), block]
        tree.kids.remove(element)
        if len(paginate(first, frame)) == 1:
            others = [kid for kid in tree.kids if kid not in [part.element for part in made]]
            tree.kids = [*_elements(staying), element, *_elements(leaving), *others]
            return [first, *rest]
    return None


def _flowing(made: Sequence[Part], note: list[Block], setting: Setting, tree: Element) -> list[Page]:
    """All parts in their order over several pages; the first page names what is not wholly on it."""

    def say(pages: Sequence[Page]) -> str:
        whole = [part for part in made if any(block is part.block for block in pages[0])]
        return _elsewhere([part for part in made if part not in whole], len(pages))

    return continued([*(part.block for part in made), *note], setting, tree, say)


def _elsewhere(others: Sequence[Part], pages: int) -> str:
    names = "; ".join(part.name for part in others if part.name)
    if not names:
        return tr("This summary continues on page 2.")
    if pages == 2:
        return tr("On page 2: {names}.", names=names)
    return tr("On pages 2 to {last}: {names}.", last=pages, names=names)


def _elements(of: Sequence[Part]) -> list[Element | tuple[int, int]]:
    return [part.element for part in of]
