"""Somebody who has never seen the program sits in the waiting room, with a small screen and a mouse.

Run with the system's Python: `/usr/bin/python3 tests/drive/stranger_story.py PROGRAM SIZE FOLDER`, where
PROGRAM is a Python that has the program, SIZE that of the screen, such as 1024x600, and FOLDER is empty.
"""

import sys
from pathlib import Path

from driver import Program
from stage import Stage, wait_until
from story import tell
from visit_story import ANSWER, furnished

MOST_CLICKS = 3
EDGE = 2
"""The frame that a window manager draws around it."""
FIRST_WORDS = "She is quite sure."


class Stranger:
    """Knows the passphrase and nothing else."""

    def __init__(self, program, passphrase, size):
        self.program, self.passphrase, self.clicks = program, passphrase, 0
        self.screen = [int(number) for number in size.split("x")]

    def clicks_on(self, button):
        """Press the left button of the mouse, once more."""
        self.program.click(button, "push button")
        self.clicks += 1

    def opens_the_case(self):
        see = self.program
        see.hears("Passphrase")
        see.type(self.passphrase)
        self.clicks_on("Open the case")
        see.find("Lock now", patience=30)

    def sees_all_of_the_window(self):
        left, top, width, height = self.program.find("SecondOp", "frame").box()
        assert left >= 0, "it begins beside the screen"
        assert top >= 0, "it begins above the screen"
        assert left + width <= self.screen[0] + EDGE, "it goes on beside the screen"
        assert top + height <= self.screen[1], "it goes on below the screen"

    def begins_the_visit(self):
        self.clicks_on("Start appointment")
        self.program.find("Finish", "push button")

    def types_the_first_answer(self):
        see = self.program
        see.type(FIRST_WORDS)
        wait_until(lambda: see.field(ANSWER).text() == FIRST_WORDS, see.tree)
        assert self.clicks <= MOST_CLICKS, f"that took {self.clicks} clicks"


def main(python, size, folder):
    """Tell the whole story."""
    with Stage(folder, size) as stage:
        case = stage.home / "My case.secondop"
        program = Program(stage, [python, "-m", "secondop_desktop"])
        stranger = Stranger(program, furnished(python, case), size)
        steps = (
            stranger.opens_the_case,
            stranger.sees_all_of_the_window,
            stranger.begins_the_visit,
            stranger.types_the_first_answer,
        )
        tell(program, steps, str(case))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
