"""The page of one letter: its words to change on one side, the paper and what to know on the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel

from secondop_desktop.base.language import tr
from secondop_desktop.paper.letter_words import other_rules
from secondop_desktop.ui import theme
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.letter_offers import LetterOffers
from secondop_desktop.ui.widgets.boxes import FlowRow, column, empty_out, row, show_new, stand
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.choices import ChoiceField, TickField
from secondop_desktop.ui.widgets.date_fields import DateField
from secondop_desktop.ui.widgets.fields import LineField, TextField
from secondop_desktop.ui.widgets.labels import chip, label, set_chip
from secondop_desktop.ui.widgets.page import Page

if TYPE_CHECKING:
    from secondop_desktop.base.clock import Clock
    from secondop_desktop.flows.send_letter import Follows
    from secondop_desktop.paper.letter_forms import LetterForm
    from secondop_desktop.ui.share_preview import SharePreview

_ONLY_LETTERS = ("sender", "dated", "recipient", "address", "signer", "enclosed")
_MOST_LINES = 200
FOLDED_UNDER = 62


def how_words() -> list[tuple[str, str]]:
    """The ways in which a letter goes out."""
    return [
        (words, words)
        for words in (
            tr("By post"),
            tr("By fax"),
            tr("By e-mail"),
            tr("In a portal"),
            tr("In person"),
            tr("On the phone"),
        )
    ]


class LetterPage(Page):
    """`sent_asked` when the letter is to be marked as sent, with what stands in `sending`."""

    sent_asked = Signal()

    def __init__(self, clock: Clock, elsewhere: Callable[[Exception], object], preview: SharePreview) -> None:
        self.saved: QLabel = chip(tr("Saved"), "ok")
        self.print = Button(tr("Print or save"), "primary", "printer")
        super().__init__(tr("Letter"), buttons=[self.saved, self.print], back=tr("All letters"))
        self.form = _form(elsewhere)
        self.offers = LetterOffers()
        self.again = Button(tr("Fill in again from my case"), "quiet", "refresh-cw")
        self.copy = Button(tr("Write a new one from it"), "quiet", "copy")
        self.delete = Button(tr("Delete this letter"), "danger", "trash-2")
        self.sending = Form(elsewhere)
        self.sending.add("day", DateField(tr("On which day"), clock=clock, whole=True))
        self.sending.add("how", ChoiceField(tr("How"), how_words()))
        self.note = self.sending.add("note", TickField("", value=True))
        self.mark = Button(tr("Mark as sent"), icon="send", then=self.sent_asked.emit)
        self.not_sent = Button(tr("It was not sent after all"), "quiet", "undo-2")
        self._sent = label("", "body")
        self._on_its_way = label("", "h2")
        self._keeps = label("", "small")
        self.preview = preview
        self._notes = column("s")
        self._build()

    def reflow(self, em: float) -> None:
        """The paper below the words where there is little room."""
        super().reflow(em)
        narrow = em < FOLDED_UNDER
        stand(self._beside, narrow)
        self.preview.setFixedHeight(theme.tokens().px(520 if narrow else 620))

    def say_saved(self, words: str, tone: str) -> None:
        """Say how safe the words are."""
        set_chip(self.saved, words, tone)

    def show_kind(self, form: LetterForm | None) -> None:
        """Show the parts that such a letter has, and what is good to know about it."""
        is_letter = form is None or form.is_letter
        for name in _ONLY_LETTERS:
            self.form.field(name).setHidden(not is_letter)
        self.mark.say(tr("Mark as sent") if is_letter else tr("Mark as used"))
        self.sending.field("how").setHidden(not is_letter)
        self._on_its_way.setText(tr("When it is on its way") if is_letter else tr("When you have used it"))
        self._keeps.setText(
            tr("It is kept exactly as it was sent, and cannot be changed any more.")
            if is_letter
            else tr("It is kept exactly as it was used, and cannot be changed any more.")
        )
        empty_out(self._notes)
        self._card_of_notes.setHidden(form is None or not (form.facts or form.tips))
        if form is not None:
            self._show_notes(form)
        show_new(self)

    def show_state(self, sent: str, writable: bool, follows: Follows) -> None:
        """Show whether it was sent, as a sentence, what follows then, and whether it can be changed."""
        asked = tr("Also write down that I asked. Then the days are counted.")
        taken_back = tr("Also write down that I took my permission back.")
        self.note.tick.say(taken_back if follows == "taken_back" else asked)
        self.note.setHidden(not follows)
        self._sent.setText(sent)
        self._sent.setHidden(not sent)
        self.form.setEnabled(writable and not sent)
        for widget, on in (
            (self.sending, not sent),
            (self.mark, not sent),
            (self._keeps, not sent),
            (self.not_sent, bool(sent)),
            (self.again, not sent),
        ):
            widget.setVisible(on and writable)
        self.copy.setVisible(writable)
        self.delete.setVisible(writable)
        self.card_of_sending.setVisible(writable or bool(sent))

    def _show_notes(self, form: LetterForm) -> None:
        for fact in form.facts:
            self._notes.addWidget(label(fact.text).selectable())
            self._notes.addWidget(label(tr("Source: {source}", source=fact.source), "small").selectable())
        for tip in form.tips:
            self._notes.addWidget(label(tip))
        if form.law:
            self._notes.addWidget(label(other_rules(), "small"))

    def _build(self) -> None:
        words = Card(self.form)
        words.body.addSpacing(4)
        words.add(FlowRow(self.again, self.copy, self.delete))
        self._card_of_notes = Card(label(tr("Good to know"), "h2"))
        self._card_of_notes.body.addLayout(self._notes)
        self.card_of_sending = Card(
            self._on_its_way, self._sent, self.sending, self._keeps,
            FlowRow(self.mark, self.not_sent),
        )  # fmt: skip
        self._beside = row("m")
        for share, cards in (
            (1, (self.offers, words)),
            (1, (self.preview, self.card_of_sending, self._card_of_notes)),
        ):
            together = column("m")
            for card in cards:
                together.addWidget(card)
            together.addStretch(1)
            self._beside.addLayout(together, share)
        self.add(self._beside)
        self.finish()


def _form(elsewhere: Callable[[Exception], object]) -> Form:
    form = Form(elsewhere)
    form.add("sender", TextField(tr("Who writes, and how to reach you"), lines=2, prose=False))
    form.add_beside(("dated", LineField(tr("Day"))), ("recipient", LineField(tr("To whom"))))
    form.add("address", TextField(tr("Address"), lines=2, prose=False))
    form.add("subject", LineField(tr("What it is about"), prose=True))
    form.add("body", TextField(tr("The words"), _hint(), lines=12, most=_MOST_LINES))
    form.add("signer", LineField(tr("Name below the signature")))
    enclosed = tr("What you put in with it, a line each.")
    form.add("enclosed", TextField(tr("Enclosed"), enclosed, lines=1))
    return form


def _hint() -> str:
    return tr(
        "A line that begins with • is a point, with ☐ a box to tick, and with # a heading. "
        "Where ____ stands, there is a line to write on."
    )
