"""One person's first week with the program, told by somebody who only sees its window from outside.

Run with the Python of the system: `/usr/bin/python3 tests/drive/story.py PROGRAM SCAN FOLDER`, where PROGRAM
is a Python that has the program, SCAN a scanned report and FOLDER an empty folder for all that is made.
"""

import re
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from driver import Program
from stage import Stage, wait_until

DOCTOR = "Dr Nguyễn Thị Hạnh"
OWN_QUESTION = "May my sister listen on the phone?"
OFFERED = "What is the exact name of what I have?"
ANSWER = "She is quite sure. Two pathologists looked at it, and a third one will."
LAST_WORDS = " The third report comes on Friday afternoon by post."
PRIVATE = ("Margaret", "Nguyễn", "sister", "diagnosis", "elastosis", "Friday", "pathology")
RARE_WORD = "elastosis"
ROOMS = ("Home", "Appointments", "Questions", "Records", "Doctors", "Print and share", "Settings")


class Person:
    """Margaret, who sits before the screen."""

    def __init__(self, program, scan):
        self.program, self.scan = program, scan
        self.passphrase, self.sheet, self.case = "", "", Path()

    # --- Sunday evening: she makes her case ---

    def makes_a_case(self):
        see = self.program
        self.looks_around_this_page()
        see.click("Start my case")
        see.write("Whose case is it?", "Margaret")
        self.case = Path(see.field("Where it is kept").text())
        see.click("Offer me six words")
        self.passphrase = wait_until(lambda: see.field("Passphrase").text(), "no six words were offered")
        assert len(self.passphrase.split()) == 6, "the offered passphrase has six words"
        self.looks_around_this_page()
        see.click("Make my case")

    def keeps_the_recovery_sheet(self):
        see = self.program
        see.find("Your recovery sheet", patience=60)
        lines = [t.name for t in see.things("label") if t.name.startswith("Line ")]
        self.sheet = " ".join(re.sub(r"^Line \d+: \d+ +", "", line) for line in lines)
        assert len(self.sheet.split()) > 20, "the sheet can be read line by line"
        self.looks_around_this_page()
        see.click("I have it on paper")
        see.click("Go on", "push button")
        see.find("A second place for safe copies")
        self.looks_around_this_page()
        see.click("Not now")
        see.find("Three questions to begin with")
        self.looks_around_this_page()
        see.click("Skip this")
        see.find("Good morning, Margaret") if see.seen("Good morning, Margaret") else see.find("Lock now")

    # --- Monday: a doctor, a visit and the questions for it ---

    def writes_down_a_doctor_and_a_visit(self):
        see = self.program
        self.goes_to("Doctors")
        see.click("Add a doctor")
        see.write("Name", DOCTOR)
        see.write("Specialty", "breast surgeon")
        self.looks_around_this_page()
        see.click("Add the doctor")
        see.find(re.compile("^Name and how to reach"))
        self.looks_around_this_page()
        self.goes_to("Appointments")
        see.click("Add an appointment")
        see.choose("Doctor", f"{DOCTOR}, breast surgeon")
        see.write("Day", in_a_week())
        see.write("Hour", "10:30")
        self.looks_around_this_page()
        see.click("Add the appointment")
        see.find("Questions for this visit")
        self.looks_around_this_page()

    def chooses_her_questions(self):
        see = self.program
        self.goes_to("Questions")
        see.click(re.compile("^" + re.escape(OFFERED)), "list item")
        mine = re.compile(re.escape(OFFERED) + ".*(starred)?")
        wait_until(lambda: self.on_my_list(mine), "the question that was picked is not on the list")
        see.click("Add a question of your own", "text")
        see.type(OWN_QUESTION)
        see.key("Return")
        wait_until(
            lambda: self.on_my_list(re.compile(re.escape(OWN_QUESTION))), "her own question is missing"
        )
        for question in (OFFERED, OWN_QUESTION):
            row = self.on_my_list(re.compile(re.escape(question)))
            see.click(row)
            wait_until(lambda q=question: see.field("Question").text() == q, "the question does not open")
            where = see.find(re.compile("^" + re.escape(DOCTOR)), "check box")
            see.click(where)
            wait_until(partial(self.is_ticked, where.name), "it is not for that visit")
        see.click(self.on_my_list(re.compile(re.escape(OFFERED))))
        see.key("asterisk")
        starred = re.compile(re.escape(OFFERED) + r".*\. starred$")
        wait_until(lambda: self.on_my_list(starred), "the star is not told to a screen reader")
        self.looks_around_this_page()

    # --- Tuesday: the report, read while she does other things ---

    def adds_the_scanned_report(self):
        see = self.program
        self.goes_to("Records")
        see.copy_file(self.scan)
        see.key("ctrl+v")
        see.find(re.compile("is in your records now"), patience=30)
        self.goes_to("Home")
        self.goes_to("Records")
        see.write("Search in names, notes and the text of pages", RARE_WORD)
        # Reading gives way to whatever else a busy computer does.
        found = see.find(re.compile("Page 1: .*" + RARE_WORD), "list item", patience=120)
        self.looks_around_this_page()
        see.click(found)
        see.key("Return")
        see.find("Marked on the page: " + RARE_WORD)
        self.looks_around_this_page()
        see.key("Escape", "alt+Left")

    # --- the visit: the power fails in the middle of a sentence ---

    def takes_notes_until_the_power_fails(self):
        see = self.program
        self.goes_to("Home")
        see.click("Start appointment")
        answer = see.field("What the doctor said")
        self.looks_around_this_page()
        see.click(answer)
        see.type(ANSWER)
        wait_until(lambda: answer.text() == ANSWER, "the answer is not what was typed")
        begun = time.monotonic()
        see.type(LAST_WORDS, pause_ms=60)
        assert time.monotonic() - begun > 1, "the first sentence has to be a second old"
        see.kill()

    def finds_every_word_again(self):
        see = self.program
        see.start()
        self.unlocks(and_sees="What the doctor said")  # she is where she was when the power failed
        kept = wait_until(lambda: see.field("What the doctor said").text(), "not a word came back")
        assert kept.startswith(ANSWER), f"only this came back: {kept!r}"
        assert (ANSWER + LAST_WORDS).startswith(kept), f"this was never typed: {kept!r}"

    def finishes_the_visit(self):
        see = self.program
        see.click(see.field("What the doctor said"))
        see.key("ctrl+Return")
        see.find(re.compile("^1 of 2 answered"))
        see.find(OWN_QUESTION, "label")
        see.click(see.field("What the doctor said"))
        see.type("Yes, any time.")
        see.key("ctrl+Return")
        see.find(re.compile("^2 of 2 answered"))
        see.click("Finish")
        see.find("What happens next?", "label")
        self.looks_around_this_page()
        see.click("The rest later")
        see.find("My notes of this visit", "text")
        self.looks_around_this_page()

    # --- at home: the sheet, the lock and the way back in ---

    def prints_the_question_sheet(self):
        see = self.program
        see.click("Print the question sheet")
        see.find(re.compile("^Page 1 of"), "label", patience=30)
        self.looks_around_this_page()
        flat = self.saves_the_sheet("sheet.pdf")
        for wanted in (DOCTOR, OFFERED, OWN_QUESTION):
            assert wanted in flat, f"{wanted!r} is not on the sheet"

    def saves_the_sheet(self, name):
        """Save the sheet that is shown as a PDF, and give back its words; the PDF is not kept."""
        see, target = self.program, self.case.parent / name
        wait_until(lambda: see.find("Save as PDF").has("SENSITIVE"), "the sheet cannot be saved")
        see.click("Save as PDF", "push button")
        see.find("File name:", "text")
        see.key("ctrl+a")
        see.type(str(target))
        see.key("Return")
        see.find(re.compile(f"^The PDF is saved as {name}"))
        read = ["pdftotext", "-layout", target, "-"]
        flat = " ".join(subprocess.run(read, check=True, capture_output=True, text=True).stdout.split())
        assert target.stat().st_mode & 0o077 == 0, "others may read the saved sheet"
        target.unlink()
        return flat

    def locks_and_nothing_is_left_to_see(self):
        see, before = self.program, (self.program.pid(), self.program.started_with())
        see.key("ctrl+l")
        see.find("Open the case", "push button", patience=30)
        see.find("SecondOp", "frame")
        number, words = before
        assert see.running(), "the program is gone"
        assert see.pid() == number
        assert see.started_with() != words, "the process that knew the key was not replaced"
        wait_until(lambda: not see.children(), "a process that may know a page of hers lives on")
        self.looks_around_this_page()
        everything = see.tree()
        told = [word for word in PRIVATE if word.casefold() in everything.casefold()]
        assert not told, f"the lock screen tells of {told}"

    def is_told_when_the_passphrase_is_wrong(self):
        see = self.program
        see.click("Passphrase", "password text")
        see.type("not the right words")
        see.key("Return")
        see.find(re.compile("passphrase"), "label", patience=30)
        wait_until(lambda: see.field("Passphrase").has("SENSITIVE"), "the field stays shut")

    def comes_in_with_the_recovery_sheet(self):
        see = self.program
        see.click("I have lost my passphrase: use the recovery sheet")
        see.click("The lines of your recovery sheet", "text")
        see.type(self.sheet)
        see.click("Open the case", "push button")
        see.find("Lock now", patience=30)

    def walks_through_every_room(self):
        for room in ROOMS:
            self.goes_to(room)
            self.looks_around_this_page()

    def opens_what_lies_behind_the_rooms(self):
        see = self.program
        self.goes_to("Home")
        see.click(re.compile("^Step 1"), "push button")
        see.gone(re.compile("^Step 1"))
        self.looks_around_this_page()
        self.goes_to("Settings")
        see.click("Open the bin")
        see.gone("Open the bin")
        self.looks_around_this_page()
        self.goes_to("Settings")
        see.find("Change the passphrase", "push button").press()  # wherever the page is scrolled to
        see.find(re.compile("passphrase"), "password text")
        self.looks_around_this_page()
        see.key("Escape")
        see.key("ctrl+k")
        see.find("Find anything", "text")
        see.type(RARE_WORD)
        see.find(re.compile(RARE_WORD), "list item")
        self.looks_around_this_page()
        see.key("Escape")

    def starts_it_twice(self):
        assert self.program.start_second() == 0, "the second start should hand over and end"
        assert self.program.running()

    # --- what she does again and again ---

    def unlocks(self, and_sees="Lock now"):
        see = self.program
        see.find("Open the case", "push button", patience=30)
        see.click("Passphrase", "password text")
        see.type(self.passphrase)
        see.key("Return")
        see.find(and_sees, patience=30)

    def goes_to(self, room):
        self.program.click(room, "check box")
        wait_until(lambda: self.is_ticked(room), f"{room} does not open")

    def is_ticked(self, box):
        """Whether that box, or that room, is on."""
        return self.program.find(box, "check box").has("CHECKED")

    def on_my_list(self, pattern):
        """The row of that question in her own list, not the one in the catalogue beside it."""
        lists = [t for t in self.program.things("list") if t.name == "My questions"]
        return next((row for each in lists for row in each.inside() if pattern.search(row.name)), None)

    def looks_around_this_page(self):
        """Every control has a name, and the Tab key alone comes to every one of them."""
        # A page may change while one walks through it (a report was read), so a miss is looked at twice.
        unnamed, missed = self.program.unnamed(), self.program.out_of_reach() and self.program.out_of_reach()
        assert not unnamed, f"controls without a name: {unnamed}\n{self.program.tree()}"
        assert not missed, f"Tab does not come to: {missed}\n{self.program.tree()}"


def in_a_week():
    """The day in a week, as a person writes it."""
    day = datetime.now(UTC).astimezone() + timedelta(days=7)
    return f"{day.day} {day:%B %Y}"


@contextmanager
def chapter(name):
    """Say what is happening, so that a failure has a place in the story."""
    sys.stdout.write(f"{name} ... ")
    sys.stdout.flush()
    begun = datetime.now(UTC)
    yield
    sys.stdout.write(f"{(datetime.now(UTC) - begun).total_seconds():.1f} s\n")


def tell(program, steps, *begun_with):
    """Start the program and go through all steps; it must not complain about anything meanwhile."""
    try:
        program.start(*begun_with)
        for step in steps:
            with chapter(step.__name__.replace("_", " ")):
                step()
    finally:
        program.stop()
        said = program.complaints()
        sys.stdout.write("".join(f"\nthe program said: {line}" for line in said))
    assert not said, "the program complained"


def main(python, scan, folder):
    """Tell the whole story."""
    with Stage(folder) as stage:
        program = Program(stage, [python, "-m", "secondop_desktop"])
        margaret = Person(program, scan)
        steps = (
            margaret.makes_a_case,
            margaret.keeps_the_recovery_sheet,
            margaret.writes_down_a_doctor_and_a_visit,
            margaret.chooses_her_questions,
            margaret.adds_the_scanned_report,
            margaret.takes_notes_until_the_power_fails,
            margaret.finds_every_word_again,
            margaret.finishes_the_visit,
            margaret.prints_the_question_sheet,
            margaret.locks_and_nothing_is_left_to_see,
            margaret.is_told_when_the_passphrase_is_wrong,
            margaret.comes_in_with_the_recovery_sheet,
            margaret.walks_through_every_room,
            margaret.opens_what_lies_behind_the_rooms,
            margaret.starts_it_twice,
        )
        tell(program, steps)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
