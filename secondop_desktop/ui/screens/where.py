"""Where everything is: every report, disc and slide with its state in words, one step for several at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QMenu

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tr, trn
from secondop_desktop.case import doctors, pieces, requests, wanted
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.documents import Document
from secondop_desktop.case.examinations import Examination
from secondop_desktop.case.pieces import Move, Piece
from secondop_desktop.case.requests import Request
from secondop_desktop.case.wanted import Wanted
from secondop_desktop.flows import see_ready, track
from secondop_desktop.flows.track import Row
from secondop_desktop.journey import custody
from secondop_desktop.ui.leftovers import keep_as_reminder
from secondop_desktop.ui.move_card import step_words
from secondop_desktop.ui.piece_words import state_chip
from secondop_desktop.ui.places import EXAMINATION, Place
from secondop_desktop.ui.screen import House, Screen, State, some
from secondop_desktop.ui.where_page import WherePage
from secondop_desktop.ui.widgets.card_rows import CardRow
from secondop_desktop.ui.words import with_whom

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Everything:
    """All pieces, the doctors one may send them to, and which pieces each visit to come needs."""

    rows: list[Row]
    doctors: list[Doctor]
    visits: dict[str, str] = field(default_factory=dict)
    needed: Mapping[str, frozenset[str]] = field(default_factory=dict)


class WhereScreen(Screen):
    """`Place(WHERE, part=key of a filter)`."""

    SHOWS: ClassVar[frozenset[type]] = frozenset(
        {Examination, Piece, Move, Request, Doctor, Document, Appointment, Wanted}
    )

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self._data = Everything([], [])
        self._ticked: set[str] = set()
        self.page = WherePage(
            house.clock, self.work.failed.emit, lambda room: self.asked_for.emit(Place(room))
        )
        self.frame.addWidget(self.page)
        self._connect()

    def go(self, place: Place) -> None:
        """Choose the filter of the place."""
        super().go(place)
        if place.part:
            self.page.filters.choose(place.part)
            self._show_rows()

    def leave(self) -> bool:
        """What was typed into an open form becomes a reminder."""
        words = self.page.typed_words()
        if words:
            keep_as_reminder(self, words)
        self._close_cards()
        return True

    def put_down(self) -> bool:
        """Nothing to keep in its place: an open form stays half typed."""
        return True

    def half_typed(self) -> State:
        """The form that is open, and what is ticked for it."""
        new, step, asking = (card.half_typed() for card in self.page.cards())
        ticked = sorted(self._ticked) if step or asking else []
        return some(new=new, step=step, asking=asking, ticked=ticked)

    def standing(self) -> State:
        """Which filter is chosen, and which row."""
        return {"filter": self.page.filters.key(), "row": self.page.list.selected()}

    def take_up(self, state: State) -> None:
        """Put it back."""
        there = {row.id for row in self._data.rows}
        self._ticked = {each for each in state.get("ticked", []) if each in there}
        if state.get("filter") in _RULES:
            self.page.filters.choose(state["filter"])
        self._show_rows()
        self.page.list.select(str(state.get("row", "")))
        self.page.new.take_up(state.get("new", {}))
        self.page.step.take_up(state.get("step", {}))
        self.page.asking.take_up(state.get("asking", {}))
        self.page.show_ticked(len(self._ticked))

    def escape(self) -> bool:
        """Close the form that is open when nothing is typed in it, else untick everything."""
        if any(not card.isHidden() for card in self.page.cards()):
            if self.page.typed_words():
                return False
            self._close_cards()
            return True
        found = bool(self._ticked)
        self._untick()
        return found

    def reflow(self, em: float) -> None:
        """The filters below each other where there is little room."""
        self.page.reflow(em)

    def query(self, session: Session) -> Everything:
        """All pieces with where they are."""
        clock = self.house.clock
        needed: dict[str, frozenset[str]] = {}
        visits = {}
        for visit, _ in see_ready.visits_ahead(session, clock):
            lines = wanted.for_visit(session, visit.id)
            needed[visit.id] = frozenset(line.piece_id for line in lines if line.piece_id)
            doctor = doctors.one(session, visit.doctor_id) if visit.doctor_id else None
            day = PartialDate.of(visit.date).short_words()
            visits[visit.id] = tr("{who}, {day}", who=with_whom(visit, doctor), day=day)
        return Everything(track.rows(session, clock.today()), list(doctors.everyone(session)), visits, needed)

    def show_data(self, data: Everything) -> None:
        """Show them."""
        self._data = data
        self._ticked &= {row.id for row in data.rows}
        page, there = self.page, bool(data.rows)
        for part in (page.filters, page.visit, page.box, page.how):
            part.setVisible(there)
        page.empty.setHidden(there or not page.new.isHidden())
        page.visit.set_choices([("", tr("Any visit")), *data.visits.items()])
        page.offer_doctors(data.doctors)
        page.set_title(tr("Records"), _counted(data.rows))
        self._show_rows()

    # --- the list ---

    def _connect(self) -> None:
        page, writable = self.page, not self.house.read_only
        page.add_one.setHidden(not writable)
        page.how.setHidden(not writable)
        page.filters.chosen.connect(lambda _: self._show_rows())
        page.visit.changed.connect(self._show_rows)
        page.list.ticked.connect(self._tick)
        page.list.opened.connect(self._open)
        page.list.menu_asked.connect(self._menu)
        page.add_one.clicked.connect(self._open_new)
        page.write_step.clicked.connect(self._open_step)
        page.ask.clicked.connect(self._open_asking)
        page.untick.clicked.connect(self._untick)
        page.new.added.connect(self._add)
        page.step.kept.connect(self._move)
        page.asking.asked.connect(self._ask)
        for card in page.cards():
            card.put_away.connect(self._cards_changed)

    def _show_rows(self) -> None:
        rule, visit = _RULES[self.page.filters.key()], self.page.visit.value() or ""
        needed = self._data.needed.get(visit, frozenset())
        shown = [row for row in self._data.rows if rule(row) and (not visit or row.id in needed)]
        shown.sort(key=lambda row: not row.late)
        self.page.list.set_rows([self._card(row) for row in shown])
        self.page.none.setText(_nothing(self.page.filters.key(), bool(visit)))
        self.page.none.setHidden(bool(shown))
        self.page.list.setHidden(not shown)
        self.page.show_ticked(len(self._ticked))

    def _card(self, row: Row) -> CardRow:
        words, tone = state_chip(row)
        ticked = None if self.house.read_only else row.id in self._ticked
        title = tr("{title}, {place}", title=row.title, place=row.where.facility)
        title = title if row.where.facility else row.title
        return CardRow(row.id, title, row.sentence, _icon(row), words, tone, ticked)

    def _tick(self, identity: str, on: bool) -> None:
        (self._ticked.add if on else self._ticked.discard)(identity)
        self.page.show_ticked(len(self._ticked))

    def _untick(self) -> None:
        self._ticked.clear()
        self._show_rows()

    def _open(self, identity: str) -> None:
        row = next((row for row in self._data.rows if row.id == identity), None)
        if row is not None:
            self.asked_for.emit(Place(EXAMINATION, row.examination.id, identity))

    def _menu(self, identity: str, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Open")).triggered.connect(lambda _on=False: self._open(identity))
        menu.popup(where)

    # --- the little forms ---

    def _cards_changed(self) -> None:
        QTimer.singleShot(0, self, lambda: self.page.verticalScrollBar().setValue(0))
        self.page.show_ticked(len(self._ticked))
        self.page.empty.setHidden(bool(self._data.rows) or not self.page.new.isHidden())

    def _close_cards(self) -> None:
        for card in self.page.cards():
            card.close_form()

    def _open_new(self) -> None:
        self._close_cards()
        self.page.new.open_form()
        self._cards_changed()

    def _chosen(self) -> list[Row]:
        return [row for row in self._data.rows if row.id in self._ticked]

    def _open_step(self) -> None:
        chosen = self._chosen()
        states = {custody.next_state(row.where) for row in chosen} - {""}
        state = states.pop() if len(states) == 1 else pieces.SENT
        self.page.step.open_for(_titles(chosen), state)
        self._cards_changed()

    def _open_asking(self) -> None:
        chosen = self._chosen()
        place = next((row.where.facility for row in chosen if row.where.facility), "")
        phone = next((row.where.phone for row in chosen if row.where.phone), "")
        self.page.asking.open_for(_titles(chosen), {"facility": place, "phone": phone})
        self._cards_changed()

    def _add(self, values: dict[str, Any], forms: list[str]) -> None:
        def command(session: Session) -> str:
            return pieces.start(session, Examination(**values), forms)[0].id

        def then(_: str) -> None:
            self.page.new.close_form()
            self.notices.tell(tr("Added: {what}.", what=values["what"]), self.work.undo.way_back())

        self.work.write(self, command, then, self.page.new.refuse, tr("add an examination"))

    def _move(self, state: str, told: dict[str, Any]) -> None:
        ids, clock = sorted(self._ticked), self.house.clock

        def then(moved: list[str]) -> None:
            self._done()
            said = trn(
                "Written down for {n} piece: {step}.",
                "Written down for {n} pieces: {step}.",
                len(moved),
                step=step_words()[state],
            )
            self.notices.tell(said, self.work.undo.way_back())

        self.work.write(
            self,
            lambda session: pieces.move(session, ids, state, told, clock),
            then,
            self.page.step.refuse,
            tr("write down a step"),
        )

    def _ask(self, values: dict[str, Any]) -> None:
        ids, clock = sorted(self._ticked), self.house.clock

        def then(_: object) -> None:
            self._done()
            said = tr("The request to {place} is written down.", place=values["facility"])
            self.notices.tell(said, self.work.undo.way_back())

        self.work.write(
            self,
            lambda session: requests.ask(session, Request(**values), ids, clock),
            then,
            self.page.asking.form.refuse,
            tr("write down a request"),
        )

    def _done(self) -> None:
        self._ticked.clear()
        self._close_cards()
        self._show_rows()
        self.page.list.setFocus(Qt.FocusReason.OtherFocusReason)


_MINE = custody.WITH_ME
_RULES: dict[str, Callable[[Row], bool]] = {
    "all": lambda row: True,
    "late": lambda row: row.late,
    "owed": lambda row: row.where.state in custody.OWED,
    "not_asked": lambda row: row.where.state == pieces.NOT_ASKED and not row.where.to_come,
    "mine": lambda row: row.where.state in _MINE or row.where.here,
    "away": lambda row: row.where.state in custody.AWAY,
}


def _icon(row: Row) -> str:
    return {"report": "file-text", "images": "scan", "slides": "microscope"}.get(row.where.form, "file-text")


def _titles(rows: list[Row]) -> str:
    named = "; ".join(row.title for row in rows[:3])
    more = len(rows) - 3
    if more > 0:
        return trn("{names}; and {n} more", "{names}; and {n} more", more, names=named)
    return named


def _counted(rows: list[Row]) -> str:
    """How many there are, in whole sentences."""
    if not rows:
        return ""
    found = track.counts(rows)
    said = (
        (found.mine, trn("{n} is with you.", "{n} are with you.", found.mine)),
        (found.away, trn("{n} is with others.", "{n} are with others.", found.away)),
        (found.owed, trn("{n} is asked for.", "{n} are asked for.", found.owed)),
        (found.not_asked, trn("{n} is not asked for yet.", "{n} are not asked for yet.", found.not_asked)),
        (found.late, trn("{n} is late.", "{n} are late.", found.late)),
    )
    return " ".join(words for count, words in said if count)


def _nothing(key: str, for_visit: bool) -> str:
    if for_visit:
        return tr("Nothing of this kind is linked to the list of that visit.")
    said = {
        "late": tr("Nothing is late."),
        "owed": tr("You are not waiting for anything."),
        "not_asked": tr("Everything was asked for."),
        "mine": tr("Nothing is with you yet."),
        "away": tr("Nothing was sent to anybody."),
    }
    return said.get(key, "")
