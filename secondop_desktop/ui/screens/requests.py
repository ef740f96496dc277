"""What was asked for: every request with how long it has waited, what the rule is, and whom to ring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from secondop_desktop.base.language import tr, trn
from secondop_desktop.case import bin, requests
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.examinations import Examination
from secondop_desktop.case.pieces import Move, Piece
from secondop_desktop.case.requests import Request
from secondop_desktop.flows import track
from secondop_desktop.flows.track import RequestRow
from secondop_desktop.ui.leftovers import settle
from secondop_desktop.ui.places import LETTERS, NEW, REQUESTS, Place
from secondop_desktop.ui.record_views import RecordViews
from secondop_desktop.ui.request_fields import RequestList
from secondop_desktop.ui.screen import House, Screen, State
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card
from secondop_desktop.ui.widgets.labels import label
from secondop_desktop.ui.widgets.page import Page

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class RequestsScreen(Screen):
    """`Place(REQUESTS)`."""

    SHOWS: ClassVar[frozenset[type]] = frozenset({Request, Move, Piece, Examination, Doctor})

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.letter = Button(tr("Write a request or permission"), icon="square-pen", then=self._to_letter)
        if house.read_only:
            self.letter.hide()
        self._page = Page(tr("Records"), buttons=[self.letter])
        self.views = RecordViews(REQUESTS, self._to)
        self._none = label(
            tr(
                "Here you keep what you asked for: of which hospital, when and how. A place that is asked "
                "for your own records has 30 days by law in the United States. The days are counted here, "
                "and you see when it is time to ring."
            ),
            "muted",
        )
        self.list = RequestList(house.clock, self.work.failed.emit)
        self.list.set_writable(not house.read_only)
        self.list.saved.connect(self._keep)
        self.list.deleted.connect(self._delete)
        self.list.letter_asked.connect(lambda identity: self.asked_for.emit(Place(LETTERS, identity, NEW)))
        self._page.add(self.views)
        self._page.add(Card(self._none, self.list))
        self._page.finish()
        self.frame.addWidget(self._page)

    def leave(self) -> bool:
        """Keep a request that is half typed."""
        return settle(self, lists=[self.list])

    def put_down(self) -> bool:
        """Nothing to keep in its place: a half-typed request stays half typed."""
        return True

    def half_typed(self) -> State:
        """The request that is being written."""
        return self.list.half_typed()

    def take_up(self, state: State) -> None:
        """Open it again."""
        self.list.take_up(state)

    def escape(self) -> bool:
        """Close the request that is being written; what is typed in it is kept."""
        if not self.list.is_open():
            return False
        settle(self, lists=[self.list])
        return True

    def reflow(self, em: float) -> None:
        """Put the buttons under the title when the page is narrow."""
        self._page.reflow(em)

    def query(self, session: Session) -> list[RequestRow]:
        """Every request with how it stands."""
        return track.request_rows(session, self.house.clock.today())

    def show_data(self, data: list[RequestRow]) -> None:
        """Show them, late ones first."""
        self._none.setHidden(bool(data))
        still = sum(not each.over for each in data)
        late = sum(each.late for each in data)
        said = trn("{n} request is open.", "{n} requests are open.", still) if data else ""
        if late:
            said += " " + trn("{n} is late.", "{n} are late.", late)
        self._page.set_title(tr("Records"), said)
        self.list.show_requests(data)

    def _to_letter(self) -> None:
        self.asked_for.emit(Place(LETTERS, "records-for-me", NEW))

    def _to(self, room: str) -> None:
        self.asked_for.emit(Place(room))

    def _keep(self, identity: str, values: dict[str, Any]) -> None:
        clock = self.house.clock

        def command(session: Session) -> None:
            if not identity:
                requests.ask(session, Request(**values), [], clock)
                return
            request = requests.one(session, identity)
            for name, value in values.items():
                setattr(request, name, value)
            requests.keep(session, request)

        name = tr("change the request") if identity else tr("write down a request")
        self.work.write(self, command, lambda _: self.list.close_editor(), self.list.refuse, name)

    def _delete(self, identity: str) -> None:
        clock = self.house.clock

        def then(_: object) -> None:
            self.notices.tell(tr("The request is in the bin."), self.work.undo.way_back())

        self.work.write(
            self,
            lambda session: bin.throw_away(session, "request", identity, clock),
            then,
            name=tr("delete the request"),
        )
