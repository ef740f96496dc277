"""One letter: every word to change, the paper beside it, and how it was sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tr
from secondop_desktop.case import bin, letters
from secondop_desktop.case.letters import Letter
from secondop_desktop.case.requests import Request
from secondop_desktop.case.sharings import Sharing
from secondop_desktop.flows import letter_sheet, print_sheet, see_letter, send_letter
from secondop_desktop.flows import letters as write_letters
from secondop_desktop.ui.form_saver import FormSaver
from secondop_desktop.ui.leftovers import put_down, settle
from secondop_desktop.ui.letter_page import LetterPage
from secondop_desktop.ui.places import LETTER, LETTERS, PRINT, Place
from secondop_desktop.ui.screen import House, Screen, State, some
from secondop_desktop.ui.share_preview import SharePreview

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.flows.letter_changes import Change
    from secondop_desktop.flows.send_letter import Follows
    from secondop_desktop.paper.letter_forms import LetterForm
    from secondop_desktop.vault.vault import Vault


@dataclass(frozen=True)
class Shown:
    """A letter with what stands in each of its fields, and its kind."""

    letter: Letter | None = None
    form: LetterForm | None = None
    words: dict[str, str] = field(default_factory=dict)
    follows: Follows = ""


class LetterScreen(Screen):
    """`Place(LETTER, letter id)`."""

    SHOWS: ClassVar[frozenset[type]] = frozenset({Letter, Sharing, Request})

    def __init__(self, house: House) -> None:
        super().__init__(house)
        elsewhere = self.work.failed.emit
        self._letter: Letter | None = None
        self._drawn: tuple[object, ...] = ()
        self._usual: State = {}
        self.preview = SharePreview(house)
        self.page = LetterPage(house.clock, elsewhere, self.preview)
        self.saver = FormSaver(self.work, self)
        self.saver.take(self.page.form, self._write)
        self.saver.changed.connect(self._say_saved)
        self.saver.refused.connect(elsewhere)
        self.frame.addWidget(self.page)
        self._connect()

    def go(self, place: Place) -> None:
        """Turn to a letter."""
        if place != self.place:
            self.saver.forget()
            self._letter, self._drawn = None, ()
            self.page.offers.hide()
            self.page.sending.fill({"day": PartialDate.of(self.house.clock.today()), "note": True})
            self._usual = self.page.sending.raw()
        super().go(place)

    def leave(self) -> bool:
        """Keep every word."""
        return settle(self, [self.saver])

    def put_down(self) -> bool:
        """Keep every word that has its place in the case."""
        return put_down(self, [self.saver])

    def half_typed(self) -> State:
        """What a field cannot take, and when it was sent, while that is not said yet."""
        return some(fields=self.saver.half_typed(), sending=self._sending())

    def take_up(self, state: State) -> None:
        """Put both back."""
        self.saver.take_up(state.get("fields", {}))
        if isinstance(state.get("sending"), dict):
            self.page.sending.set_raw(state["sending"])

    def escape(self) -> bool:
        """Close what is offered to be filled in; everything stays as it is."""
        if self.page.offers.isHidden():
            return False
        self.page.offers.hide()
        return True

    def reflow(self, em: float) -> None:
        """One column where there is little room."""
        self.page.reflow(em)

    def query(self, session: Session) -> Shown:
        """The letter, with what stands in it."""
        if not self.place.item:
            return Shown()
        letter = letters.one(session, self.place.item)
        told = write_letters.extras(letter)
        words = {name: getattr(letter, name) for name in write_letters.COLUMNS}
        words |= {name: told[name] for name in write_letters.EXTRAS}
        return Shown(letter, write_letters.form_of(letter), words, send_letter.follows(session, letter))

    def show_data(self, data: Shown) -> None:
        """Show the letter; what is being typed stays."""
        letter = data.letter
        if letter is None:
            return
        if self._letter is None or self._letter.id != letter.id:
            self.page.show_kind(data.form)
        self._letter = letter
        to = tr("To {name}.", name=letter.recipient) if letter.recipient.strip() else ""
        sent = _sent_words(letter, data.form is None or data.form.is_letter)
        not_yet = tr("Not sent yet.") if data.form is None or data.form.is_letter else ""
        self.page.set_title(letter.title, f"{to} {sent or not_yet}".strip())
        self.saver.show(self.page.form, data.words)
        self.page.show_state(sent, not self.house.read_only, data.follows)
        self._say_saved()
        self._draw(data)

    # --- the words and the paper ---

    def _connect(self) -> None:
        page = self.page
        page.back_asked.connect(lambda: self.asked_for.emit(Place(LETTERS)))
        page.print.clicked.connect(self._print)
        page.again.clicked.connect(self._look_again)
        page.offers.accepted.connect(self._fill_in)
        page.offers.given_up.connect(page.offers.hide)
        page.copy.clicked.connect(self._write_from)
        page.delete.clicked.connect(self._delete)
        page.sent_asked.connect(self._mark_sent)
        page.not_sent.clicked.connect(self._take_back)

    def _draw(self, data: Shown) -> None:
        """Draw the paper anew when something on it changed."""
        letter, settings = data.letter, self.house.settings
        if letter is None:
            return
        now = (letter.id, letter.revision, settings.large_print, settings.paper)
        if now != self._drawn:
            self._drawn = now
            page = print_sheet.usual_page(settings.paper)
            plan = letter_sheet.plan_of(letter, settings.large_print, page)
            self.preview.draw(plan, see_letter.see_letter)

    def _say_saved(self) -> None:
        fixed = self.house.read_only or (self._letter is not None and self._letter.sent_on is not None)
        words = (tr("Only to read"), "plain") if fixed else self.saver.words()
        self.page.say_saved(*words)

    def _write(self, session: Session, name: str, value: Any) -> None:  # noqa: ANN401 - see Field.value
        write_letters.change(session, self.place.item, name, value)

    def _print(self) -> None:
        if self.leave():
            self.asked_for.emit(Place(PRINT, self.place.item, letter_sheet.KEY))

    # --- filling it in again ---

    def _look_again(self) -> None:
        if not self.put_down():
            return
        letter_id, clock = self.place.item, self.house.clock
        self.work.read(self, lambda session: write_letters.offers(session, letter_id, clock), self._offered)

    def _offered(self, changes: list[Change]) -> None:
        self.page.offers.show_changes(changes)
        if changes:
            self.page.offers.accept.setFocus()
        else:
            self.notices.tell(tr("Nothing has changed in your case that belongs into this letter."))

    def _fill_in(self, chosen: list[Change]) -> None:
        letter_id, clock = self.place.item, self.house.clock
        self.page.offers.hide()
        if self.put_down():
            self.work.write(
                self,
                lambda session: write_letters.accept(session, letter_id, chosen, clock),
                name=tr("fill in a letter again"),
            )

    def _write_from(self) -> None:
        letter_id, clock = self.place.item, self.house.clock
        if self.leave():
            self.work.write(
                self,
                lambda session: write_letters.write_from(session, letter_id, clock),
                lambda made: self.asked_for.emit(Place(LETTER, made)),
                name=tr("write a letter"),
            )

    # --- sent ---

    def _sending(self) -> State:
        raw = self.page.sending.raw()
        return raw if raw != self._usual else {}

    def _mark_sent(self) -> None:
        values, letter = self.page.sending.read(), self._letter
        if values is None or letter is None or not self.put_down():
            return
        day = values["day"] or PartialDate.of(self.house.clock.today())
        settings, clock = self.house.settings, self.house.clock
        page = print_sheet.usual_page(settings.paper)
        large = settings.large_print

        def flow(vault: Vault, _progress: object) -> str:
            with vault.read() as session:
                plan = letter_sheet.plan_of(letters.one(session, letter.id), large, page)
            return see_letter.keep_as_sent(vault, plan, clock)

        job = self.work.start(tr("Keeping the letter as it is sent"), flow, quiet=True)
        how = "" if self.page.sending.field("how").isHidden() else str(values["how"])
        note = not self.page.note.isHidden() and bool(values["note"])
        job.finished.connect(lambda _: self._is_kept(letter.id, day, how, note))

    def _is_kept(self, letter_id: str, day: PartialDate, how: str, note: bool) -> None:
        clock = self.house.clock
        said = tr("The letter is kept as it was sent, with its pages.")
        self.work.write(
            self,
            lambda session: send_letter.send(session, letter_id, day, how, note, clock),
            lambda _: self.notices.tell(said, self.work.undo.way_back()),
            name=tr("mark the letter as sent"),
        )

    def _take_back(self) -> None:
        letter_id = self.place.item
        self.work.write(
            self,
            lambda session: letters.take_back_sent(session, letter_id).id,
            name=tr("say that the letter was not sent"),
        )

    def _delete(self) -> None:
        letter_id, clock = self.place.item, self.house.clock

        def then(_: object) -> None:
            self.notices.tell(tr("The letter is in the bin."), self.work.undo.way_back())
            self.asked_for.emit(Place(LETTERS))

        if self.leave():
            self.work.write(
                self,
                lambda session: bin.throw_away(session, "letter", letter_id, clock),
                then,
                name=tr("delete the letter"),
            )


def _sent_words(letter: Letter, is_letter: bool) -> str:
    if letter.sent_on is None:
        return ""
    day = letter.sent_on.words()
    if not is_letter:
        return tr("Used on {day}.", day=day)
    if not letter.sent_how:
        return tr("Sent on {day}.", day=day)
    return tr("Sent on {day}. {how}.", day=day, how=letter.sent_how)
