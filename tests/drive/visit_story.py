"""One visit to a doctor, told by somebody who has no mouse and hears the window read aloud.

Run with the system's Python: `/usr/bin/python3 tests/drive/visit_story.py PROGRAM PACE FOLDER`, where
PROGRAM is a Python that has the program, PACE is "quick" or "ten-minutes", and FOLDER is empty. The power
fails twice.
"""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

from driver import Program
from stage import Stage, wait_until
from story import tell

HERE = Path(__file__).parent
DOCTOR = "Dr Hanh Nguyen"
ANSWER, FREE_PAGE, LINE = "What the doctor said", "Free page", "New question"
SURE, WAIT, TRIAL = (
    "How sure are you of the diagnosis?",
    "What happens if I wait?",
    "Is there a trial for me?",
)
OWN = "May my sister listen on the phone?"
SAID = {
    SURE: "She is quite sure. Two pathologists looked at it.",
    WAIT: "Four weeks do no harm, she says.",
    TRIAL: "There is one in the city, she will write to them.",
    OWN: "Any time.",
}
ON_THE_PAGE = "She drew a picture of the vessels."
TEST, STEP, ANNE = "MRI of the liver", "Call the trial office", "Anne Nguyen"
FEELING, UNDERSTOOD = "She took her time.", "It has not spread, and waiting four weeks is safe."
HALF = " Then she said that the third report comes on Friday"
MORE = "The nurse gave us her number."
OLD_ENOUGH = 1.0
"""Seconds after which a letter must be kept."""
FOUR_SECONDS = re.compile(r"^Recording 0:(0[4-9]|[1-5][0-9])$")
MOST_SOUND_LOST = 2.0
TEN_MINUTES = 600.0
UNHURRIED_MS = 110


class Visitor:
    """Margaret at her visit, by keyboard alone."""

    def __init__(self, program, passphrase, case, pace):
        self.program, self.passphrase, self.case = program, passphrase, case
        self.pause_ms = UNHURRIED_MS if pace == "ten-minutes" else 6
        self.begun, self.page = time.monotonic(), ""
        self.sound = bool(os.environ.get("PULSE_SERVER"))
        self.heard_since = self.recorded = 0.0

    # --- in the waiting room ---

    def opens_the_case(self):
        self.program.hears("Passphrase")
        self.unlocks()
        self.program.find("Lock now", patience=30)

    def unlocks(self):
        self.program.hears("Passphrase")
        self.program.type(self.passphrase)
        self.program.key("Return")

    def goes_to_the_visit(self):
        see = self.program
        self.chooses("Get ready")
        see.find("Questions for this visit")
        self.chooses("Start appointment")
        see.find("Finish", "push button")

    def chooses(self, button, key="Tab"):
        """Go to a button by Tab, or backwards, and press it."""
        self.program.walk_to(button, key)
        self.program.key("space")

    # --- in the room ---

    def answers_the_first_question(self):
        see = self.program
        see.hears(ANSWER, "text")  # nothing to look for: the first letter is the first letter of the answer
        see.find(SURE, "label")
        self.says(SAID[SURE])
        see.key("ctrl+i")
        wait_until(lambda: see.find("Important", "check box").has("CHECKED"), "it is not marked")
        see.key("ctrl+Return")
        self.has_answered(1)
        see.find(WAIT, "label")

    def does_not_understand_the_second_one(self):
        see = self.program
        see.hears(ANSWER)
        self.says(SAID[WAIT])
        for key, flag in (("ctrl+u", "I did not understand"), ("ctrl+r", "Ask again later")):
            see.key(key)
            wait_until(lambda flag=flag: see.find(flag, "check box").has("CHECKED"), f"no {flag!r}")

    def thinks_of_another_question(self):
        see = self.program
        see.key("ctrl+n")
        see.hears(LINE)
        see.type(OWN, self.pause_ms)
        see.key("Return")
        see.find(re.compile("^" + re.escape(OWN)), "list item")
        see.find(re.compile("of 4 answered$"))

    def finds_it_in_the_list(self):
        see = self.program
        see.walk_to("My questions", "shift+Tab")
        see.key("End")
        see.find(OWN, "label")
        see.key("Return")
        see.hears(ANSWER)
        self.says(SAID[OWN])
        see.key("ctrl+Prior", "ctrl+Prior")
        see.find(WAIT, "label")
        assert see.field(ANSWER).text() == SAID[WAIT]

    def says_who_is_in_the_room(self):
        see = self.program
        see.key("ctrl+e")
        see.hears("Who is there")
        see.type(ANNE, self.pause_ms)
        see.key("Return")
        see.find(re.compile("^Change: " + ANNE), "push button")
        see.key("Escape")
        see.hears(ANSWER)

    def catches_a_test_and_a_next_step(self):
        see = self.program
        for number, (chip, line) in enumerate((("Test ordered", TEST), ("Next step", STEP)), 1):
            see.key(f"ctrl+{number}")
            see.hears(chip, "text")
            see.type(line, self.pause_ms)
            see.key("Return")
            see.find(f"Kept: {number}", "push button")
            see.hears(ANSWER)

    def says(self, text):
        """Type where the keyboard is heard, and hear that it stands there."""
        see = self.program
        before = see.focused().text()
        see.type(text, self.pause_ms)
        wait_until(
            lambda: see.focused().text() == before + text,
            lambda: f"{see.focused().text()!r} is not {before + text!r}",
        )

    def has_answered(self, many):
        self.program.find(re.compile(f"^{many} of [0-9]+ answered$"), "label")

    # --- the free page, until the battery is empty ---

    def turns_to_the_free_page(self):
        see = self.program
        see.key("ctrl+p")
        see.hears(FREE_PAGE, "text")
        self.says(ON_THE_PAGE)
        see.key("Return", "ctrl+t")
        stamped = re.compile(re.escape(ON_THE_PAGE) + r"\n[0-9: APM.apm\u202f]+ $")
        wait_until(lambda: stamped.match(see.focused().text()), lambda: repr(see.focused().text()))
        self.page = see.focused().text()

    def types_until_the_power_fails(self):
        see, begun = self.program, time.monotonic()
        see.type(HALF, pause_ms=max(60, self.pause_ms))
        assert time.monotonic() - begun > OLD_ENOUGH, "the first letters have to be a second old"
        see.kill()

    def is_exactly_where_she_was(self):
        see = self.program
        see.start(str(self.case))
        self.unlocks()
        page = see.hears(FREE_PAGE, "text")
        kept = page.text()
        assert kept.startswith(self.page), f"only this came back: {kept!r}"
        assert (self.page + HALF).startswith(kept), f"this was never typed: {kept!r}"
        assert page.cursor() == len(kept), f"the cursor is at {page.cursor()} of {len(kept)}"
        self.page = kept

    def writes_on(self):
        self.program.key("Return")
        self.page += "\n"
        wait_until(lambda: self.program.focused().text() == self.page, "no new line")
        self.says(MORE)
        self.page += MORE

    def goes_back_to_the_questions(self):
        see = self.program
        see.key("ctrl+p")
        see.hears(ANSWER)
        see.find(WAIT, "label")
        wait_until(lambda: see.field(ANSWER).text() == SAID[WAIT], "another answer stands there")
        for flag in ("I did not understand", "Ask again later"):
            assert see.find(flag, "check box").has("CHECKED"), flag
        see.key("ctrl+Return")
        self.has_answered(2)
        see.find(TRIAL, "label")

    def may_record_from_now_on(self):
        """Where this computer can make no sound, nothing is recorded."""
        see = self.program
        if not self.sound:
            return
        see.key("ctrl+shift+r")
        see.hears("Whom did you ask?")
        self.chooses("They said yes. Record")
        see.find(re.compile("^Recording [0-9:]+$"), "label", patience=30)
        see.hears(ANSWER)
        self.heard_since = time.monotonic()

    def loses_power_while_it_records(self):
        see = self.program
        self.says(SAID[TRIAL])
        see.key("ctrl+Return")
        self.has_answered(3)
        see.find(
            re.compile(r"^Recording 0:(0[4-9]|[1-5][0-9])$") if self.sound else "Saved just now", "label"
        )
        see.kill()
        self.recorded = time.monotonic() - self.heard_since
        see.start(str(self.case))
        self.unlocks()
        see.hears(ANSWER)
        see.find(OWN, "label")
        wait_until(lambda: see.field(ANSWER).text() == SAID[OWN], "another answer stands there")
        self.has_answered(3)
        see.key("ctrl+Return")
        self.has_answered(4)

    def hears_it_again(self):
        see = self.program
        if not self.sound:
            return
        see.key("F7")
        told = see.find(re.compile("^[0-9:]+ of [0-9:]+, said at"), "label").name
        minutes, seconds = re.search("of ([0-9]+):([0-9]+),", told).groups()
        lost = self.recorded - (60 * int(minutes) + int(seconds) + 1)  # the length is told in whole seconds
        assert lost < MOST_SOUND_LOST, f"{lost:.1f} s of the sound are not there"
        see.key("F7")
        see.find("Play (F7)", "push button")

    def stays_ten_minutes(self):
        """The long form: she goes on typing until ten minutes are over."""
        see = self.program
        see.key("ctrl+p")
        see.hears(FREE_PAGE)
        see.key("ctrl+End")
        while self.pause_ms == UNHURRIED_MS and time.monotonic() - self.begun < TEN_MINUTES:
            self.writes_on()

    # --- at the door ---

    def finishes(self):
        see = self.program
        self.chooses("Finish", "shift+Tab")
        see.find("What happens next?", "label")

    def walks_through_what_came_of_it(self):
        see = self.program
        for step, field, words in (
            ("What happens next?", "What is to be done", STEP),
            ("Which tests were ordered?", "Which test", TEST),
        ):
            see.find(step, "label")
            assert see.field(field).text() == words
            self.chooses("Next")
        while see.seen("How did it feel?") is None:
            self.chooses("Next")
            see.find(re.compile("^Step [0-9] of [0-9]"), "label")
        for step, words in (
            ("How did it feel?", FEELING),
            (re.compile("^What did you understand"), UNDERSTOOD),
        ):
            see.find(step, "text")
            see.walk_to(step, "shift+Tab")
            self.says(words)
            self.chooses("Next")
        see.find("What came of the visit", "label")
        for words in (*SAID.values(), TEST, STEP, ANNE, FEELING, UNDERSTOOD):
            see.find(re.compile(re.escape(words)), "label")
        self.chooses("To the visit")
        see.find("My notes of this visit", "text")

    def sees_it_all_on_the_page_of_the_visit(self):
        see = self.program
        wait_until(
            lambda: see.field("My notes of this visit").text() == self.page, "not all of the free page"
        )
        for question, answer in SAID.items():
            see.find(re.compile(re.escape(question)))
            see.find(re.compile(re.escape(answer)))


def furnished(python, folder):
    """A case with a doctor, a visit that begins soon, and its questions; the answer is its passphrase."""
    made = [python, HERE / "furnished_case.py", folder]
    return subprocess.run(made, check=True, capture_output=True, text=True).stdout


def main(python, pace, folder):
    """Tell the whole story."""
    with Stage(folder) as stage:
        case = stage.home / "My case.secondop"
        program = Program(stage, [python, "-m", "secondop_desktop"])
        margaret = Visitor(program, furnished(python, case), case, pace)
        steps = (
            margaret.opens_the_case,
            margaret.goes_to_the_visit,
            margaret.answers_the_first_question,
            margaret.does_not_understand_the_second_one,
            margaret.thinks_of_another_question,
            margaret.finds_it_in_the_list,
            margaret.says_who_is_in_the_room,
            margaret.catches_a_test_and_a_next_step,
            margaret.turns_to_the_free_page,
            margaret.types_until_the_power_fails,
            margaret.is_exactly_where_she_was,
            margaret.writes_on,
            margaret.goes_back_to_the_questions,
            margaret.may_record_from_now_on,
            margaret.loses_power_while_it_records,
            margaret.hears_it_again,
            margaret.stays_ten_minutes,
            margaret.finishes,
            margaret.walks_through_what_came_of_it,
            margaret.sees_it_all_on_the_page_of_the_visit,
        )
        tell(program, steps, str(case))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
