"""One person's records, told by somebody who only sees the window: dropped, read, found, marked and followed.

Run with the system's Python: `/usr/bin/python3 tests/drive/records_story.py PROGRAM SAMPLES FOLDER`, given
a Python that has the program, its sample reports, and an empty folder. The power fails again and again.
"""

import re
import sys
from pathlib import Path

import ten_files
from driver import Program
from stage import Stage, wait_until
from story import DOCTOR, Person, tell

FAXED_WORD = "librarian"
PINNED = "Ask Dr Lee whether this sentence is about me"
POWER_FAILS_AFTER = ("It came", "It has arrived there")
WAY = {
    "I asked for it": "Asked for",
    "It came": "Received",
    "I looked: it can be read": "Received and readable",
    "I sent it": "Sent",
    "It has arrived there": "Has arrived",
    "It has to be sent back": "To be returned",
    "It was sent back": "Returned",
}
BIOPSY, HOSPITAL = "Core biopsy", "City Hospital"
READ_WITHIN = 120.0


class Collector(Person):
    """Margaret again, with ten files on a stick."""

    def __init__(self, program, samples, folder):
        super().__init__(program, samples / "pathology-report-scan.pdf")
        self.files = ten_files.make(folder / "stick", samples)

    def comes_again(self, and_sees="Lock now"):
        """The power fails; she starts the program again and unlocks her case."""
        self.program.kill()
        self.program.start()
        self.unlocks(and_sees)

    def drops_ten_files(self):
        see = self.program
        self.goes_to("Doctors")
        see.drop_files(self.files, "Add a doctor", re.compile("^10 (files|records)"))
        self.looks_around_this_page()

    def loses_power_while_they_are_read(self):
        see = self.program
        self.comes_again()
        self.goes_to("Records")
        for file in self.files:
            name = re.compile(re.escape(file.stem), re.IGNORECASE)
            see.find(name, "list item")
        self.looks_around_this_page()

    def finds_a_word_that_stands_only_in_the_fax(self):
        see = self.program
        self.goes_to("Records")
        see.click("Files", "check box")
        see.write("Search in names, notes and the text of pages", FAXED_WORD)
        found = see.find(re.compile("Page [0-9]: .*" + FAXED_WORD), "list item", patience=READ_WITHIN)
        self.looks_around_this_page()
        see.click(found)
        see.key("Return")
        see.find("Marked on the page: " + FAXED_WORD)
        self.looks_around_this_page()

    def pins_a_note_there(self):
        see = self.program
        see.key("ctrl+m")
        see.click(see.field("Note at this place"))
        see.type(PINNED)
        wait_until(lambda: see.field("Note at this place").text() == PINNED, "the note is not what was typed")
        self.looks_around_this_page()
        see.find(re.compile(PINNED + r"\. Note 1"), "list item")
        self.comes_again()
        see.key("ctrl+k")
        see.find("Find anything", "text")
        see.type(PINNED.split()[-4])
        see.find(re.compile(PINNED), "list item")
        see.key("Escape")

    def keeps_track_of_her_slides(self):
        see = self.program
        self.goes_to("Records")
        see.click("Where everything is", "check box")
        see.click("Add an examination")
        see.write("What was done", BIOPSY)
        see.write("Hospital or office", HOSPITAL)
        self.looks_around_this_page()
        see.find("Slides or blocks", "check box").press()
        see.find("Keep track of it", "push button").press()
        self.opens_her_slides()
        self.looks_around_this_page()

    def opens_her_slides(self):
        see = self.program
        self.goes_to("Records")
        see.click("Where everything is", "check box")
        see.click(re.compile("^Slides or blocks: " + BIOPSY), "list item")
        see.key("Return")
        see.find("Its way so far")

    def follows_them_until_they_are_returned(self):
        see = self.program
        for done, state in WAY.items():
            self.writes_down(done)
            step = re.compile(f"^Take this step back: {state}, ")
            see.find(step, "push button")
            if done in POWER_FAILS_AFTER:
                self.comes_again()
                self.opens_her_slides()
                see.find(step, "push button")
        see.find("Returned", "label")
        self.looks_around_this_page()

    def writes_down(self, done):
        """Write a step of the piece down that is shown."""
        see = self.program
        see.find(done, "push button").press()  # wherever the page is scrolled to
        see.find("Write it down", "push button").press()
        see.gone("Write it down", "push button")

    def prints_what_is_missing(self):
        see = self.program
        self.goes_to("Appointments")
        see.click(re.compile(re.escape(DOCTOR)), "push button")
        see.find("Begin with the usual list", "push button").press()
        see.find("Print what is missing", "push button").press()
        see.find(re.compile("^Page 1 of"), "label", patience=30)
        self.looks_around_this_page()
        text = self.saves_the_sheet("missing.pdf")
        assert DOCTOR in text, text
        assert "report" in text.casefold(), f"nothing of the usual list is on the sheet: {text}"


def main(python, samples, folder):
    """Tell the whole story."""
    with Stage(folder) as stage:
        program = Program(stage, [python, "-m", "secondop_desktop"])
        margaret = Collector(program, samples, folder)
        steps = (
            margaret.makes_a_case,
            margaret.keeps_the_recovery_sheet,
            margaret.writes_down_a_doctor_and_a_visit,
            margaret.drops_ten_files,
            margaret.loses_power_while_they_are_read,
            margaret.keeps_track_of_her_slides,
            margaret.follows_them_until_they_are_returned,
            margaret.prints_what_is_missing,
            margaret.finds_a_word_that_stands_only_in_the_fax,
            margaret.pins_a_note_there,
        )
        tell(program, steps)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
