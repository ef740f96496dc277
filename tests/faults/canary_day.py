"""A day with the program, five minutes a round: every room is used with words that are found again anywhere.

A program of its own. The first line of its input is JSON: the passphrase, the folder of the person's own
files (`desk`), how all canaries begin and how many there are at `least`, the number of rounds, and where the
recorder writes. After each round it says "stop" and waits for a line, so that somebody can look at the disk;
at the end it says what got which word.
"""

import contextlib
import gc
import json
import os
import sys
from datetime import timedelta
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication, QTextCursor
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLineEdit, QPlainTextEdit, QTextEdit
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from secondop_desktop.base import paths
from secondop_desktop.base.clock import Clock
from secondop_desktop.base.privacy import keep_files_private, keep_memory_private
from secondop_desktop.case import notes, questions
from secondop_desktop.case.questions import Question
from secondop_desktop.flows import open_case
from secondop_desktop.ui.dialogs.frame import Ask
from secondop_desktop.ui.places import (
    APPOINTMENT_MODE,
    DOCTOR,
    NEW,
    RECORD,
    SETTINGS,
    STORY,
    VISIT,
    Place,
)
from secondop_desktop.ui.record_side import PageText
from tests.encrypted_case import cheap_ways
from tests.faults.canary_visit import AtTheVisit
from tests.faults.recording import Recorder
from tests.stories.full_run import (
    Canaries,
    Hands,
    bring_a_sound,
    everything_kept,
    fill_every_field,
    photograph_a_paper,
    put_on_the_desk,
)
from tests.stories.somebody import A_WHILE, started

ROUND = timedelta(minutes=5)


class Viewer(QObject):
    """The other program that records are opened in; it reads them and says nothing."""

    seen = 0

    @Slot("QUrl")
    def read(self, url):
        """Read what one is given."""
        self.seen += len(Path(url.toLocalFile()).read_bytes())


class Day(AtTheVisit):
    """Knows the case, the person before it, and which words were given to what."""

    def __init__(self, app, given):
        self.app, self.given = app, given
        self.words = Canaries(given["canaries"])
        self.desk = Path(given["desk"])
        self.case = paths.usual_case_folder() / "My case.secondop"
        self.late = timedelta()
        self.viewer = Viewer()
        self.half = None
        self.record = ""

    def begin(self):
        """Make the case, with a word in every field there is, and hold the clock."""
        now, monotonic = Clock.now, Clock.monotonic
        Clock.now = lambda clock: now(clock) + self.late
        Clock.monotonic = lambda clock: monotonic(clock) + self.late.total_seconds()
        open_case.usual_ways = cheap_ways
        QDesktopServices.setUrlHandler("file", self.viewer, "read")
        made = open_case.create(self.case, self.given["passphrase"], "nobody yet")
        self.visit = fill_every_field(made.vault, self.words)
        bring_a_sound(made.vault, self.desk, self.visit, self.words)
        made.vault.close()
        return made.recovery_lines

    def round(self, number):
        """Unlock, find everything as it was left, use the rooms, and be locked in one of several ways."""
        with started(self.app, Hands(), self.case) as self.person:
            self._unlock()
            self._find_half()
            self._take_in_and_look() if number == 0 else self._look_at_the_record()
            self._write_in_the_rooms()
            self._search()
            self._save_and_show(number)
            self._copy()
            self._talk()
            self._go_through(number)
            (self._half_a_doctor, self._half_a_question, self._half_a_date, self._open_dialog)[number % 4]()
            self.late += ROUND
            self._lock(number)
            assert self.person.locked == [self.case], self.person.everything()

    def _unlock(self):
        person, self.window = self.person, self.person.window
        person.writes(self.given["passphrase"], into="Passphrase")
        person.strikes("Return")
        person._wait(lambda: self.window.rooms, "the case does not open", A_WHILE)
        person._wait(lambda: not self.window.drafts._waits, "the page does not come back", A_WHILE)

    # --- in the rooms ---

    def _take_in_and_look(self):
        person = self.person
        person.sees("Small things to do")
        person.drops(put_on_the_desk(self.desk, self.words))
        person.sees("is in your records now")
        person.goes_to("Records")
        person.writes(self.words.given["page text"], into="Search in names, notes and the text of pages")
        person.opens(f"{self.words.given['file name']}. Page 1", of="Records")
        person.sees("Marked on the page: ")
        self.record = self.window.rooms.place.item
        self._name_and_pin()
        photograph_a_paper(person.desktop._vault, self.desk, self.words)
        self._open_a_locked_file()

    def _look_at_the_record(self):
        self._go(RECORD, self.record)
        self.person.presses("About")
        self.person.sees("Hospital or office it is from")

    def _name_and_pin(self):
        """Each field of the record takes a word, and so does a note pinned to its page."""
        for field in ("Name", "Hospital or office it is from", "My note"):
            self._writes(f" {self._word(f'{field} of a record typed')}", into=field)
        self.person.presses("My notes")
        self.person.strikes("Ctrl+M")
        self._writes(self._word("pinned note typed"), into="Note at this place")
        self.window._work.flush()

    def _open_a_locked_file(self):
        """A PDF that opens only with the word that is typed for it."""
        name, word = self._word("name of a locked file"), self._word("password of a file typed")
        inside = self._word("text of a locked file")
        drawn = Canvas(str(self.desk / f"{name}.pdf"), encrypt=StandardEncryption(word, strength=128))
        drawn.drawString(72, 700, f"Report: {inside}")
        drawn.save()
        self.person.drops(self.desk / f"{name}.pdf")
        self.person.sees(f"{name}.pdf” is in your records now")
        self.person.goes_to("Records")
        self.person.opens(name, of="Records")
        self._writes(word, into="Password of this PDF")
        self.person.strikes("Return")
        self.person._wait(lambda: inside in self._read_text(), "the locked file is not read", A_WHILE)

    def _read_text(self):
        return "\n".join(each.text.toPlainText() for each in self.window.findChildren(PageText))

    def _write_in_the_rooms(self):
        person, word, writes = self.person, self._word, self._writes
        self._go(STORY)
        writes(f" {word('diagnosis typed')}", into="The diagnosis in my own words")
        writes(f" {word('allergy typed')}", into="Allergies, a line for each")
        person.goes_to("Questions")
        writes(word("question typed"), into="Add a question of your own")
        person.strikes("Return")
        person.goes_to("Home")
        person.presses("Add a reminder")
        writes(word("reminder typed"), into="What is to be done")
        person.presses("Save")
        self._go(VISIT, self.visit)
        writes(f" {word('goal typed')}", into="What I want from this visit")

    def _search(self):
        person = self.person
        person.goes_to("Records")
        self._writes(self._word("search typed"), into="Search in names, notes and the text of pages")
        self.window._find()
        finder = next(d for d in self.window.children() if type(d).__name__ == "Finder")
        self.person._hands.keyClicks(finder.line, self._word("find typed"))
        person._wait(lambda: finder.list.rows() == [], "the finder does not answer")
        finder.reject()

    def _save_and_show(self, number):
        """A PDF and a copy where the person wants them, by real file dialogs, and another program."""
        person = self.person
        person.goes_to("Print and share")
        person._wait(lambda: self.window.rooms.shown().preview.pdf, "no sheet is drawn", A_WHILE)
        person.presses("Print")
        person.sees("The printer Office has taken all of it")
        self._meanwhile(self._names_the_file(f"{self._word('name of a PDF')}.pdf"))
        person.presses("Save as PDF")
        person.sees("The PDF is saved")
        self._look_at_the_record()
        self._meanwhile(self._agrees_to("Save a copy"), self._names_the_file(f"{number}.txt"))
        person.presses("Save a copy of the file")
        person.sees("The copy is saved")
        seen = self.viewer.seen
        self._meanwhile(self._agrees_to("Open it there"))
        person.presses("Open in another program")
        person._wait(lambda: self.viewer.seen > seen, "the other program got nothing")

    def _copy(self):
        """Safe copies, by hand and as if an hour had gone by; words on the clipboard, cut and pasted."""
        self.person.desktop._copies.copy_now()
        self.person._wait(lambda: not self.window._work.jobs(), "no copy is made", A_WHILE)
        self._go(STORY)
        for field in (
            w for w in self.window.findChildren(QPlainTextEdit) if w.isVisible() and w.toPlainText()
        ):
            field.selectAll()
            field.copy()
        QGuiApplication.clipboard().clear()

    # --- what is left half typed ---

    def _half_a_doctor(self):
        self._go(DOCTOR, "", NEW)
        self._writes(self._word("half a doctor"), into="Name")
        self.half = "Name", self.words.given[self._called("half a doctor")]

    def _half_a_question(self):
        self._go(APPOINTMENT_MODE, self.visit)
        self.person.strikes("Ctrl+N")
        self._writes(self._word("half a question"), into="New question")
        self.half = "New question", self.words.given[self._called("half a question")]

    def _half_a_date(self):
        self._go(STORY)
        self._writes(self._word("no date at all"), into="I want to decide by")
        self.half = "I want to decide by", self.words.given[self._called("no date at all")]

    def _open_dialog(self):
        self._go(SETTINGS)
        self.person.presses("Change the passphrase")
        self._writes(self._word("passphrase typed"), into="The new passphrase")
        self.half = "The new passphrase", ""

    def _find_half(self):
        if self.half is not None:
            label, words = self.half
            self.person._wait(lambda: self.person.reads(label) == words, f"{label!r} does not come back")
            for dialog in self.window.findChildren(Ask):
                dialog.reject()
            self.half = None

    def _lock(self, number):
        if number % 3 == 1:
            # In the doctor's room nobody has to touch the computer for so many times as long.
            self.late += timedelta(minutes=10) * self.window.rooms.shown().patience() - 2 * ROUND
            self.person.desktop._idle.look()
            assert self.person.locked == [], "locked too early"
            self.late += ROUND
            self.person.desktop._idle.look()
        else:
            top = next((ask for ask in self.window.findChildren(Ask) if ask.isVisible()), self.window)
            top.activateWindow()
            self.person._wait(lambda: top.isAncestorOf(QApplication.focusWidget()), "nothing has the focus")
            focused = QApplication.focusWidget()
            self.person._hands.keyClick(focused, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    # --- below ---

    def _word(self, what):
        return self.words.word(self._called(what, new=True))

    def _called(self, what, new=False):
        """The same thing is written once a round, each time with another word."""
        many = sum(known.startswith(what) for known in self.words.given)
        return f"{what} {many + 1 if new else many}"

    def _go(self, *place):
        assert self.window.rooms.go(Place(*place)), place
        self.window._work.flush()

    def _writes(self, words, into):
        """Write at the end of a field, so that no word is cut by another one."""
        field = self.person._field(into, (QLineEdit, QPlainTextEdit, QTextEdit))
        field.setFocus()
        field.end(False) if isinstance(field, QLineEdit) else field.moveCursor(QTextCursor.MoveOperation.End)
        self.person._hands.keyClicks(field, words)

    def _meanwhile(self, *answers):
        """What is waited for where it is opened is answered from a timer, one question after another."""
        waiting, timer = list(answers), QTimer(self.app)

        def look():
            if waiting and waiting[0]():
                waiting.pop(0)
            if not waiting:
                timer.stop()

        timer.timeout.connect(look)
        timer.start(20)

    def _agrees_to(self, verb):
        def answer():
            asks = [ask for ask in self.window.findChildren(Ask) if ask.isVisible()]
            found = [b for ask in asks for b in ask.findChildren(QAbstractButton) if b.text() == verb]
            if found:
                QTimer.singleShot(0, found[0].click)
            return bool(found)

        return answer

    def _names_the_file(self, name):
        def answer():
            found = [d for d in self.window.findChildren(QFileDialog) if d.isVisible()]
            if found:
                found[0].setDirectory(str(self.desk))
                found[0].selectFile(str(self.desk / name))
                QTimer.singleShot(0, found[0].accept)
            return bool(found)

        return answer


def use_up(vault, words, least):
    """Write down more words, up to `least` in all."""
    with vault.write() as session:
        for number in range(least - len(words.given)):
            word = words.word(f"word left {number}")
            if number % 2:
                questions.keep(session, Question(text=word))
            else:
                session.add(notes.Note(written_at=Clock().now(), text=word))


def recording(given):
    """Every write of this process below the computer's folders, also into files that are gone by the end."""
    if not given["log"]:
        return contextlib.nullcontext()
    return Recorder(Path(given["computer"]), Path(given["log"]))


def stop(number):
    """Let somebody look at the disk."""
    sys.stdout.write(f"stop {number}\n")
    sys.stdout.flush()
    sys.stdin.readline()


def main():
    """One day."""
    given = json.loads(sys.stdin.readline())
    keep_memory_private()
    keep_files_private()
    app = QApplication([])
    app.setApplicationName("secondop")
    gc.disable()
    day = Day(app, given)
    day.case.parent.mkdir(parents=True, mode=0o700)
    with recording(given):
        sheet = day.begin()
        for number in range(given["rounds"]):
            day.round(number)
            stop(number)
        vault = open_case.open_case(day.case, given["passphrase"])
        use_up(vault, day.words, given["least"])
    told = {"given": day.words.given, "kept": everything_kept(vault), "sheet": sheet, "case": str(day.case)}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
