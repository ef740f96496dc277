"""Somebody who has never seen the program brings a phone photo of a report and finds it again by one word.

Run with the system's Python: `/usr/bin/python3 tests/drive/photo_story.py PROGRAM PHOTO FOLDER`, where
PROGRAM is a Python that has the program, PHOTO the photo and FOLDER is empty. Each click counts with the time
that an unhurried hand needs for it, each letter with that of two fingers.
"""

import re
import sys
import time
from pathlib import Path

from driver import Program
from stage import Stage
from story import Person, tell

WORD = "spiculated"
A_CLICK_S, A_LETTER_S = 4.0, 0.4
TWO_MINUTES = 120.0


class Visitor(Person):
    """Margaret's neighbour, who helps with the computer."""

    def __init__(self, program, photo):
        super().__init__(program, photo)
        self.hand_s, self.began = 0.0, 0.0

    def clicks_on(self, wanted, role="push button"):
        """One click, at the pace of an unhurried hand."""
        self.program.click(wanted, role)
        self.hand_s += A_CLICK_S

    def types_in(self, words):
        """Type with two fingers."""
        self.program.type(words)
        self.hand_s += A_LETTER_S * len(words)

    def brings_a_photo(self):
        see = self.program
        self.began = time.monotonic()
        self.clicks_on("Records", "check box")
        self.clicks_on("Add photos of paper")
        see.find("File name:", "text")
        self.types_in(str(self.scan))
        see.key("Return")
        self.hand_s += A_CLICK_S
        see.find("The page as it will be read", patience=30)
        self.looks_around_this_page()
        self.clicks_on("Done")

    def finds_it_again_by_one_word(self):
        see = self.program
        see.key("ctrl+k")
        self.hand_s += A_CLICK_S
        see.find("Find anything", "text")
        self.types_in(WORD)
        hit = see.find(re.compile(WORD, re.IGNORECASE), "list item", patience=120)
        self.looks_around_this_page()
        self.clicks_on(hit)
        see.find("Marked on the page: " + WORD)
        self.looks_around_this_page()
        took = time.monotonic() - self.began + self.hand_s
        assert took < TWO_MINUTES, f"with the hand's own time it took {took:.0f} s"


def main(python, photo, folder):
    """Tell the whole story."""
    with Stage(folder) as stage:
        program = Program(stage, [python, "-m", "secondop_desktop"])
        visitor = Visitor(program, photo)
        steps = (
            visitor.makes_a_case,
            visitor.keeps_the_recovery_sheet,
            visitor.brings_a_photo,
            visitor.finds_it_again_by_one_word,
        )
        tell(program, steps)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
