"""Who is in the room, who of them writes now, and which papers were handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secondop_desktop.base.language import tr
from secondop_desktop.case import attendees, bin, handouts
from secondop_desktop.case.attendees import Attendee
from secondop_desktop.ui.widgets.line_list import Line
from secondop_desktop.ui.widgets.talk_view import ROOM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from secondop_desktop.ui.screen import State
    from secondop_desktop.ui.talk.deeds import TalkDeeds
    from secondop_desktop.ui.talk.fetched import Talk
    from secondop_desktop.ui.talk.shown import TalkShown
    from secondop_desktop.ui.widgets.line_list import LineList
    from secondop_desktop.ui.widgets.talk_view import TalkView

LISTENS = "listens"
"""The role of most who come along."""
STAFF = frozenset({"doctor", "nurse", "interpreter"})
"""Roles of those who do not write here."""


def roles() -> list[tuple[str, str]]:
    """The roles to choose from, with their words."""
    return list(attendees.role_words().items())


class TalkPeople:
    """Listens to the panel of the room and to who writes now; `writer` is the id of one who is there."""

    def __init__(self, view: TalkView, shown: TalkShown, deeds: TalkDeeds) -> None:
        self._view, self._shown, self._deeds = view, shown, deeds
        self._visit_id = self.writer = ""
        panel = view.room
        panel.people.added.connect(self._add)
        panel.people.changed.connect(self._change)
        panel.people.taken.connect(lambda identity: self._take_away("attendee", identity))
        panel.papers.added.connect(self._add_paper)
        panel.papers.changed.connect(self._change_paper)
        panel.papers.taken.connect(lambda identity: self._take_away("handout", identity))
        view.bar.writer_asked.connect(self.next_writer)
        view.bar.room_asked.connect(self.show_people)

    def show(self, talk: Talk) -> None:
        """Show who is there and which papers came, and offer whom one might add next."""
        if talk.visit.id != self._visit_id:
            self._visit_id, self.writer = talk.visit.id, ""
        words = attendees.role_words()
        panel = self._view.room
        panel.people.show_lines(
            [Line(one.id, one.name, one.role, words.get(one.role, ""), one.initials) for one in talk.people]
        )
        panel.papers.show_lines([Line(paper.id, paper.what) for paper in talk.papers])
        panel.people.offer(*talk.offer)
        self._say_writer()

    def show_people(self) -> None:
        """Open the panel at the line for somebody who is there; the next one to add stands in it."""
        self._view.toggle_panel(ROOM, self._view.room.people.line)
        if self._shown.talk is not None:
            self._view.room.people.offer(*self._shown.talk.offer)

    def show_papers(self) -> None:
        """Open the panel at the line for a paper."""
        self._view.toggle_panel(ROOM, self._view.room.papers.line)

    def next_writer(self) -> None:
        """Somebody else types from here on: the next of those who may."""
        writers = self._writers()
        if len(writers) < 2:
            self._view.bar.word.tell(tr("First say who is in the room: Ctrl+E."))
            return
        at = next((at for at, one in enumerate(writers) if one.id == self._now()), -1)
        self.writer = writers[(at + 1) % len(writers)].id
        self._say_writer()
        self._view.bar.word.tell(tr("{name} writes now.", name=writers[(at + 1) % len(writers)].name))

    def keep_typed(self) -> None:
        """Add what was typed and not kept, as when somebody leaves."""
        for lines in self._lists():
            lines.keep_typed()

    def stands(self) -> bool:
        """Whether words stand only in a line."""
        return any(lines.typed() for lines in self._lists())

    def half(self) -> State:
        """What stands only in the lines."""
        halves = [lines.half() for lines in self._lists()]
        return {"room": halves} if any(halves) else {}

    def take_up(self, state: State) -> None:
        """Put back what `half` told, and who wrote."""
        halves = state.get("room")
        for lines, half in zip(self._lists(), halves if isinstance(halves, list) else [], strict=False):
            lines.take_up(half)
        self.writer = str(state.get("writer", ""))
        self._say_writer()

    def _lists(self) -> tuple[LineList, LineList]:
        return (self._view.room.people, self._view.room.papers)

    def _writers(self) -> Sequence[Attendee]:
        talk = self._shown.talk
        return [one for one in talk.people if one.role not in STAFF] if talk is not None else []

    def _now(self) -> str:
        """The id of who writes: as was said last; else who is there to write, else the first one."""
        writers = self._writers()
        known = [one.id for one in writers if one.id == self.writer]
        meant = [one.id for one in writers if one.role == "writes"]
        return next(iter([*known, *meant, *(one.id for one in writers)]), "")

    def _say_writer(self) -> None:
        writers, now = self._writers(), self._now()
        initials = next((one.initials for one in writers if one.id == now), "")
        self._shown.stamps.writer = initials
        self._view.bar.say_writer(initials if len(writers) > 1 else "")

    def _add(self, name: str, role: str) -> None:
        visit_id, panel = self._visit_id, self._view.room

        def command(session: Session) -> None:
            there = attendees.of_visit(session, visit_id)
            initials = _free(attendees.initials_of(name), {one.initials for one in there})
            attendees.keep(
                session, Attendee(appointment_id=visit_id, name=name, role=role, initials=initials)
            )

        self._deeds.change(
            command, lambda: panel.people.give_back(name), name=tr("add {name} to the visit", name=name)
        )

    def _change(self, identity: str, name: str, role: str) -> None:
        def command(session: Session) -> None:
            one = attendees.one(session, identity)
            if name != one.name:
                there = attendees.of_visit(session, one.appointment_id)
                taken = {other.initials for other in there if other.id != identity}
                one.initials = _free(attendees.initials_of(name), taken)
            one.name, one.role = name, role
            attendees.keep(session, one)

        undone = self._view.room.people.give_back
        self._deeds.change(command, lambda: undone(name), name=tr("change who was at the visit"))

    def _add_paper(self, what: str, _choice: str) -> None:
        visit_id, now, panel = self._visit_id, self._deeds.now(), self._view.room
        self._deeds.change(
            lambda session: handouts.add(session, visit_id, what, now),
            lambda: panel.papers.give_back(what),
            name=tr("add the paper “{what}”", what=what),
        )

    def _change_paper(self, identity: str, what: str, _choice: str) -> None:
        def command(session: Session) -> None:
            paper = handouts.one(session, identity)
            paper.what = what
            handouts.keep(session, paper)

        undone = self._view.room.papers.give_back
        self._deeds.change(command, lambda: undone(what), name=tr("change a paper of the visit"))

    def _take_away(self, family: str, identity: str) -> None:
        self._deeds.change(
            lambda session: bin.throw_away(session, family, identity),
            name=tr("take away an entry of the visit"),
            done=lambda: self._view.bar.word.tell(
                tr("Taken away. It lies in the bin."), tr("Undo"), self._deeds.way_back()
            ),
        )


def _free(initials: str, taken: set[str]) -> str:
    """Initials that nobody else here has: "ME", else "ME2"."""
    number = 1
    while (said := f"{initials[:3]}{number}" if number > 1 else initials) in taken:
        number += 1
    return said
