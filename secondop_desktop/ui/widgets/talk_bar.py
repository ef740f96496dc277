"""The bar over a visit that is going on: with whom, where, what time it is, and whether all is safe."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from secondop_desktop.base.language import tr
from secondop_desktop.ui.widgets.boxes import column, row, stand
from secondop_desktop.ui.widgets.buttons import Button, icon_button
from secondop_desktop.ui.widgets.filters import FilterRow
from secondop_desktop.ui.widgets.labels import OneLine, chip, label, set_chip
from secondop_desktop.ui.widgets.talk_word import TalkWord

QUESTIONS, FREE_PAGE = "questions", "page"
TWO_LINES_UNDER = 58
FEW_WORDS_UNDER = 80
CROWDED_MORE = 18
ONLY_NAME_UNDER = 50


class TalkBar(QWidget):
    """`page_chosen(key)` is QUESTIONS or FREE_PAGE; the other signals say which button was pressed.

    `word` says a sentence for a while in the place of the name, so that nothing moves while one types.
    """

    page_chosen = Signal(str)
    keys_asked = Signal()
    room_asked = Signal()
    writer_asked = Signal()
    leave_asked = Signal()
    finish_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.who, self.when = OneLine("h2"), OneLine("small")
        self.word = TalkWord()
        self.clock = label("", "h3", wrap=False)
        self.saved = chip("", "ok")
        self.saved.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.trouble = label("")
        self.switch = FilterRow(
            tr("What to write on"), [(QUESTIONS, tr("Questions")), (FREE_PAGE, tr("Free page"))]
        )
        self.switch.setToolTip(tr("Ctrl+P"))
        self.switch.chosen.connect(self.page_chosen)
        self.writer = Button("", "quiet", "pencil", then=self.writer_asked.emit)
        self.room = icon_button(
            tr("Who is in the room, and papers you were given (Ctrl+E)"), "users", self.room_asked.emit
        )
        self.leave = icon_button(
            tr("Leave this visit open and go back (Esc)"), "log-out", self.leave_asked.emit
        )
        self.keys = icon_button(tr("Keys that help here (F1)"), "keyboard", self.keys_asked.emit)
        self.finish = Button(
            tr("Finish"), "primary", hint=tr("The visit is over. Everything is kept."),
            then=self.finish_asked.emit,
        )  # fmt: skip
        self._bar, self._banner, self._words, self._ways = QFrame(), QFrame(), QWidget(), QWidget()
        self._bar.setObjectName("topbar")
        self._banner.setObjectName("banner")
        self._line, self._held = row("s", "l xs l xs", self._bar), row("s")
        self._slim = self._short = self._crowded = self._narrow = False
        self._initials, self._widest = "", 0
        self._em = 100.0
        self._build()
        self.say_writer("")
        self.word.changed.connect(self._arrange)

    def say(self, who: str, when: str, hour: str = "") -> None:
        """Change with whom and when the visit is; `hour` is said where there is no room for all of `when`."""
        self.who.say(who)
        self.when.say(when, hour or when)

    def say_writer(self, initials: str) -> None:
        """Say who writes now; nothing when only one person does."""
        self._initials = initials
        said = tr("{initials} writes", initials=initials)
        hint = tr("Who writes now? Press this, or F4, when somebody else goes on.")
        self.writer.say(initials if self._narrow else said, hint)
        self.writer.setAccessibleName(said)
        self.writer.setVisible(bool(initials))

    def hold(self, part: QWidget) -> None:
        """Give a place in the bar, also while it is slim, to a part that shows and hides itself."""
        self._held.addWidget(part)

    def show_saved(self, words: str, tone: str, trouble: str = "") -> None:
        """Say how safe the words are; `trouble` is a whole sentence under the bar."""
        set_chip(self.saved, words, tone)
        self._keep_wide()
        if trouble != self.trouble.text():
            self.trouble.setText(trouble)
        self._banner.setVisible(bool(trouble))

    def slim(self, on: bool) -> None:
        """Keep nothing but the clock, "Saved" and what is held, so that the page has the room."""
        self._slim = on
        self._arrange()

    def is_slim(self) -> bool:
        """Whether only the clock, "Saved" and what is held are left."""
        return self._slim

    def reflow(self, em: float) -> None:
        """Two lines where one is too short, and no more than the name where every line counts."""
        self._em = em
        stand(self._line, em < TWO_LINES_UNDER + (CROWDED_MORE if self._crowded else 0))
        self._short = em < ONLY_NAME_UNDER
        self._narrow = em < FEW_WORDS_UNDER
        self._widest = 0
        for words in (tr("Saved just now"), self.saved.text()):
            self.saved.setMinimumWidth(0)
            self.saved.setText(words)
            self._keep_wide()
        self.say_writer(self._initials)
        self._arrange()

    def crowd(self, on: bool) -> None:
        """What is held needs more room than usual, so that two lines come earlier."""
        if on != self._crowded:
            self._crowded = on
            self.reflow(self._em)

    def show_page(self, key: str) -> None:
        """Light the page that is turned to; where there is little room, offer the other one only."""
        self.switch.choose(key)
        for each, words, way in (
            (QUESTIONS, tr("Questions"), tr("To the questions")),
            (FREE_PAGE, tr("Free page"), tr("To the free page")),
        ):
            self.switch.say(each, way if self._narrow else words)
            self.switch.chip(each).setVisible(not self._narrow or each != key)

    def _keep_wide(self) -> None:
        """Let the chip get wider and never narrower, so that nothing moves when it says something else."""
        self._widest = max(self._widest, self.saved.sizeHint().width())
        self.saved.setMinimumWidth(self._widest)

    def _arrange(self) -> None:
        self.show_page(self.switch.key())
        said = self.word.says_something()
        self.word.setVisible(said)
        self._words.setVisible(not said)
        self.who.setVisible(not self._slim)
        self.when.setVisible(not self._short and not self._slim)
        self._ways.setVisible(not self._slim)
        for button in (self.room, self.keys):  # where there is little room, they give way to a sentence
            button.setVisible(not (said and self._narrow))

    def _build(self) -> None:
        outer = column("none", "none", self)
        words, head, ways = column("none", "none", self._words), row("s"), row("s", "none", self._ways)
        words.addWidget(self.who)
        words.addWidget(self.when)
        for part in (self._words, self.word):
            head.addWidget(part, 1)
        head.addWidget(self.clock)
        head.addWidget(self.saved)
        head.addLayout(self._held)
        ways.addWidget(self.switch, 1, Qt.AlignmentFlag.AlignVCenter)
        for button in (self.writer, self.room, self.keys, self.leave, self.finish):
            ways.addWidget(button)
        self._line.addLayout(head, 1)
        self._line.addWidget(self._ways)
        inside = row("s", "l s l s", self._banner)
        inside.addWidget(self.trouble, 1)
        self._banner.hide()
        self.word.hide()
        outer.addWidget(self._bar)
        outer.addWidget(self._banner)
