"""The command by which the program proves that it works on this computer."""

from __future__ import annotations

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.cli.commands import Given
from secondop_desktop.cli.say import Voice
from secondop_desktop.flows.self_test import self_test

SWITCH = "--self-test"


def run(_given: Given, voice: Voice) -> None:
    """Try every part, one line each; raises UserError when a part does not work."""
    said = []
    for part in self_test():
        said.append({"part": part.title, "trouble": part.trouble})
        voice.tell(
            tr("Does not work: {part}. {why}", part=part.title, why=part.trouble)
            if part.trouble
            else tr("Works: {part}.", part=part.title)
        )
    voice.data(said)
    if any(one["trouble"] for one in said):
        raise UserError(
            tr("A part of SecondOp does not work on this computer. Your cases were not touched."),
            tr("Please install SecondOp anew. If that does not help, tell us the line above."),
        )
