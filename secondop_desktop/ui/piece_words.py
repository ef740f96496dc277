"""What examinations and their pieces are called on the screen, for all rooms that speak of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secondop_desktop.base.language import tr
from secondop_desktop.case import examinations, pieces

if TYPE_CHECKING:
    from secondop_desktop.flows.track import Row


def kind_words() -> dict[str, str]:
    """What was done, by kind."""
    said = {
        "biopsy": tr("Biopsy"),
        "operation": tr("Operation"),
        "mammogram": tr("Mammogram"),
        "ultrasound": tr("Ultrasound"),
        "mri": tr("MRI"),
        "ct": tr("CT"),
        "pet": tr("PET"),
        "scan": tr("Another scan or X-ray"),
        "lab": tr("Blood or other test"),
        "genes": tr("Gene or marker test"),
        "other": tr("Something else"),
    }
    return {kind: said[kind] for kind in examinations.KINDS}


def state_chip(row: Row) -> tuple[str, str]:
    """The state of a piece as the words and tone of a chip."""
    words = pieces.state_words()[row.where.state]
    if row.where.to_come and row.where.state == pieces.NOT_ASKED:
        return tr("Not done yet"), "plain"
    if row.late:
        return tr("Late: {state}", state=words[:1].lower() + words[1:]), "warn"
    tones = {pieces.CHECKED: "ok", pieces.RECEIVED: "ok", pieces.CONFIRMED: "ok", pieces.NOT_ASKED: "plain"}
    return words, tones.get(row.where.state, "info")


def form_icon(form: str) -> str:
    """The icon of a piece."""
    return {"report": "file-text", "images": "scan", "slides": "microscope"}.get(form, "file-text")
