"""In the doctor's room and after it, on the day with marked words: everything that one can type there."""

from secondop_desktop.case import captured
from secondop_desktop.ui.places import AFTER_VISIT, APPOINTMENT_MODE, VISIT
from secondop_desktop.ui.widgets.talk_bar import QUESTIONS

FIELDS = {"steps": "Who does it", "tests": "Where", "named": "How much", "report": "From whom"}
"""A field of one line on some of the pages after a visit."""
NOTES = {"felt": "How did it feel?", "understood": "What did you understand, in your own words?"}


class AtTheVisit:
    """The part of a day that is about its visit; the day has the person, the window and the words."""

    def _talk(self):
        self._go(APPOINTMENT_MODE, self.visit)
        self.window.rooms.shown().view.turn_to(QUESTIONS)
        self.person.sees("Question 1 of")
        self._writes(f" {self._word('answer typed')}", into="What the doctor said")
        self._catch_lines()
        self._say_who_is_there()
        self.person.strikes("Ctrl+P")
        self._writes(f" {self._word('page typed')}", into="Free page")

    def _catch_lines(self):
        """A line of each kind; what stands in it already is marked, and goes when one types."""
        for number, kind in enumerate(captured.KINDS, 1):
            self.person.strikes(f"Ctrl+{number}")
            self.person.types(self._word(f"{kind} caught"))
            self.person.strikes("Return")

    def _say_who_is_there(self):
        for keys, what in (("Ctrl+E", "name of somebody there"), ("Ctrl+G", "name of a paper")):
            self.person.strikes(keys)
            self.person.types(self._word(what))
            self.person.strikes("Return")
        self.person.presses("Back to my words")

    def _go_through(self, number):
        """What is written after the visit; fields of one line take their word in the first round."""
        if number == 0:
            self._go(VISIT, self.visit)
            self._writes(f" {self._word('decision typed')}", into="The decision I need help with")
            for step, field in FIELDS.items():
                self._write_after(step, field)
        for step, question in NOTES.items():
            self._write_after(step, question)

    def _write_after(self, step, field):
        self._go(AFTER_VISIT, self.visit, step)
        self._writes(f" {self._word(f'{step} typed afterwards')}", into=field)
