"""One examination: where its report, image files and slides are, the next step, and its way so far."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from secondop_desktop.base.language import tr
from secondop_desktop.case import bin, doctors, documents, examinations, pieces
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.documents import Document
from secondop_desktop.case.examinations import Examination
from secondop_desktop.case.pieces import Move, Piece
from secondop_desktop.case.requests import Request
from secondop_desktop.flows import track
from secondop_desktop.flows.track import Row
from secondop_desktop.ui.examination_page import ABOUT, OF_PIECE, ExaminationPage
from secondop_desktop.ui.form_saver import FormSaver
from secondop_desktop.ui.leftovers import keep_as_reminder, put_down, settle
from secondop_desktop.ui.move_card import step_words
from secondop_desktop.ui.places import WHERE, Place
from secondop_desktop.ui.screen import House, Screen, State, some
from secondop_desktop.ui.widgets.fields import in_words

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True)
class About:
    """An examination with its pieces, and what its forms offer."""

    examination: Examination
    rows: list[Row]
    doctors: list[Doctor]
    documents: list[Document]


class ExaminationScreen(Screen):
    """`Place(EXAMINATION, examination id, id of a piece)`."""

    SHOWS: ClassVar[frozenset[type]] = frozenset({Examination, Piece, Move, Request, Doctor, Document})

    def __init__(self, house: House) -> None:
        super().__init__(house)
        elsewhere = self.work.failed.emit
        self._data: About | None = None
        self._coming = ""
        self._shown_piece = ""
        self.page = ExaminationPage(house.clock, elsewhere, writable=not house.read_only)
        self.saver, self.piece_saver = FormSaver(self.work, self), FormSaver(self.work, self)
        self.saver.take(self.page.form, self._write)
        self.piece_saver.take(self.page.piece_form, self._write_piece)
        for saver in (self.saver, self.piece_saver):
            saver.changed.connect(self._say_saved)
            saver.refused.connect(elsewhere)
        self.page.back_asked.connect(self._to_all)
        self.page.delete.clicked.connect(self._delete)
        self.page.which.chosen.connect(self._turn)
        self.page.step_asked.connect(self._open_step)
        self.page.form_asked.connect(self._add_piece)
        self.page.step.kept.connect(self._move)
        self.page.way.taken_back.connect(lambda move_id: self._take_back([move_id]))
        self.frame.addWidget(self.page)

    def go(self, place: Place) -> None:
        """Turn to an examination, and to a piece of it."""
        if place.item != self.place.item:
            self.saver.forget()
            self.piece_saver.forget()
            self.page.step.close_form()
            self._shown_piece = ""
        self._coming = place.part
        super().go(place)

    def leave(self) -> bool:
        """Keep every word; a step that was not written down becomes a reminder."""
        if not settle(self, [self.saver, self.piece_saver]):
            return False
        if self.page.step.is_half_typed():
            words = in_words(self.page.step.form.fields().values())
            if words:
                keep_as_reminder(self, f"{self.page.step.title.text()}\n{words}")
        self.page.step.close_form()
        return True

    def put_down(self) -> bool:
        """Keep every word that has its place in the case."""
        return put_down(self, [self.saver, self.piece_saver])

    def half_typed(self) -> State:
        """The step being written, and what a field cannot take."""
        return some(
            fields=self.saver.half_typed(),
            piece=self.piece_saver.half_typed(),
            move=self.page.step.half_typed(),
        )

    def standing(self) -> State:
        """Which piece is shown."""
        return {"which": self.page.which.key()}

    def take_up(self, state: State) -> None:
        """Put it back."""
        if state.get("which") in pieces.FORMS:
            self.page.which.choose(state["which"])
            self._show_piece()
        self.saver.take_up(state.get("fields", {}))
        self.piece_saver.take_up(state.get("piece", {}))
        self.page.step.take_up(state.get("move", {}))
        self._show_piece()

    def here(self) -> Place:
        """The piece that is shown."""
        row = self._row()
        return replace(self.place, part=row.id if row else "")

    def escape(self) -> bool:
        """Close the step that is being written when nothing is typed in it."""
        if self.page.step.isHidden() or self.page.step.is_half_typed():
            return False
        self.page.step.close_form()
        return True

    def reflow(self, em: float) -> None:
        """One column where there is little room."""
        self.page.reflow(em)

    def query(self, session: Session) -> About:
        """The examination and where its pieces are."""
        examination = examinations.one(session, self.place.item)
        rows = track.rows_of(session, examination.id, self.house.clock.today())
        everyone = list(doctors.everyone(session))
        return About(examination, rows, everyone, list(documents.everything(session)))

    def show_data(self, data: About) -> None:
        """Show it; what is being typed stays."""
        self._data = data
        self.page.set_title(data.examination.what, track.below(data.examination))
        self.page.offer(data.doctors, data.documents)
        values = {name: getattr(data.examination, name) for name in ABOUT}
        values["doctor_id"] = data.examination.doctor_id or ""
        self.saver.show(self.page.form, values)
        coming = next((row for row in data.rows if row.id == self._coming), None)
        if coming is None and not self._shown_piece and data.rows and self._row() is None:
            coming = data.rows[0]
        if coming is not None:
            self.page.which.choose(coming.where.form)
        self._coming = ""
        self._show_piece()
        self._say_saved()

    # --- one piece ---

    def _row(self) -> Row | None:
        found = self._data.rows if self._data is not None else []
        return next((row for row in found if row.where.form == self.page.which.key()), None)

    def _show_piece(self) -> None:
        row = self._row()
        if (row.id if row else "") != self._shown_piece:
            self.piece_saver.forget()
            self._shown_piece = row.id if row else ""
        self.page.show_piece(row, self.page.which.key())
        if row is not None:
            values = {name: getattr(row.tracked.piece, name) or "" for name in OF_PIECE}
            self.piece_saver.show(self.page.piece_form, values)

    def _turn(self, _form: str) -> None:
        self.piece_saver.flush()
        self.page.step.close_form()
        self._show_piece()

    def _add_piece(self, form: str) -> None:
        identity = self.place.item
        piece, name = Piece(examination_id=identity, form=form), tr("add a piece")
        self.work.write(self, lambda session: pieces.keep(session, piece), name=name)

    def _open_step(self, state: str) -> None:
        row = self._row()
        if row is not None:
            asked = state in (pieces.ASKED, pieces.PROMISED)
            who = row.examination.facility if asked or state == pieces.RETURNED else ""
            if state in (pieces.CONFIRMED, pieces.RETURN_DUE):
                who = row.where.who
            self.page.open_step(row.title, state, who)

    def _move(self, state: str, told: dict[str, Any]) -> None:
        row, clock = self._row(), self.house.clock
        if row is None:
            return
        identity, title = row.id, row.title

        def then(_: list[str]) -> None:
            self.page.step.close_form()
            said = tr("Written down. {title}: {step}.", title=title, step=step_words()[state].lower())
            self.notices.tell(said, self.work.undo.way_back())

        self.work.write(
            self,
            lambda session: pieces.move(session, [identity], state, told, clock),
            then,
            self.page.step.refuse,
            tr("write down a step"),
        )

    def _take_back(self, moved: list[str]) -> None:
        clock = self.house.clock

        def then(_: object) -> None:
            said = tr("The step is taken back. It lies in the bin.")
            self.notices.tell(said, self.work.undo.way_back())

        name = tr("delete the step")
        self.work.write(self, lambda session: pieces.take_back(session, moved, clock), then, name=name)

    # --- the examination ---

    def _write(self, session: Session, name: str, value: object) -> None:
        examination = examinations.one(session, self.place.item)
        setattr(examination, name, (value or None) if name == "doctor_id" else value)
        examinations.keep(session, examination)

    def _write_piece(self, session: Session, name: str, value: object) -> None:
        piece = pieces.one(session, self._shown_piece).piece
        setattr(piece, name, (value or None) if name == "document_id" else value)
        pieces.keep(session, piece)

    def _say_saved(self) -> None:
        if self.house.read_only:
            self.page.say_saved(tr("Only to read"), "plain")
            return
        behind = self.saver if self.saver.behind() else self.piece_saver
        self.page.say_saved(*behind.words())

    def _delete(self) -> None:
        if not self.leave():
            return
        identity, clock = self.place.item, self.house.clock
        title = self._data.examination.what if self._data else ""

        def then(_: object) -> None:
            said = tr("“{title}” is in the bin, with all its steps.", title=title)
            self.notices.tell(said, self.work.undo.way_back())
            self._to_all()

        self.work.write(
            self,
            lambda session: bin.throw_away(session, "examination", identity, clock),
            then,
            name=tr("delete the examination"),
        )

    def _to_all(self) -> None:
        self.asked_for.emit(Place(WHERE))
