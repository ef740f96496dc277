"""The recordings of a visit on its page: listen, add one from a phone, say when it began, save, delete."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from secondop_desktop.base.dates import day_words, distance_words, time_words
from secondop_desktop.base.language import tr
from secondop_desktop.case import bin, permissions, recordings
from secondop_desktop.case.permissions import Permission
from secondop_desktop.case.recordings import FILE, FILE_TIME, GROWING, INSIDE, WHOLE, Recording
from secondop_desktop.flows.bring_sound import Brought, bring_sound
from secondop_desktop.flows.save_sound import name_of_sound, save_sound
from secondop_desktop.ui.dialogs.files import choose_file, save_file
from secondop_desktop.ui.player_part import PlayerPart
from secondop_desktop.ui.recorder_part import length_words, said_words
from secondop_desktop.ui.widgets.boxes import FlowRow, column, empty_out
from secondop_desktop.ui.widgets.buttons import Button
from secondop_desktop.ui.widgets.cards import Card, Rule
from secondop_desktop.ui.widgets.date_fields import TimeField
from secondop_desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.base.clock import Clock
    from secondop_desktop.case.recordings import SoundOriginal
    from secondop_desktop.ui.screen import House

PATTERNS = "*.m4a *.mp3 *.wav *.opus *.ogg *.oga *.flac *.aac *.amr *.3gp *.mp4 *.aif *.aiff *.caf"


@dataclass(frozen=True)
class Kept:
    """A recording with the file it came in, if it came in one."""

    recording: Recording
    original: SoundOriginal | None


class SoundCard(Card):
    """Shows itself for a visit that has begun, and for one that has recordings."""

    def __init__(self, house: House) -> None:
        super().__init__(label(tr("Sound of this visit"), "h2"))
        self._house = house
        self._visit_id, self._began = "", False
        self._states: list[tuple[str, int]] = []
        self.player = PlayerPart(house)
        self.rows: list[SoundRow] = []
        self._list = column("s")
        self._nothing = label(tr("Nothing was recorded yet. You can add a recording of a phone."), "muted")
        self.bring = Button(tr("Add a recording from a phone"), "normal", "file-audio", then=self._choose)
        self.asked = label("", "small")
        self.add(self.asked)
        self.add(self._nothing)
        self.add(self.player)
        self.add(self._list)
        self.add(FlowRow(self.bring))
        self.bring.setVisible(not house.read_only)
        self.player.told.connect(house.notices.tell)
        house.work.changed.connect(self._changed)
        self.hide()

    def set_visit(self, visit_id: str, began: bool) -> None:
        """Turn to a visit; `began` is whether there can be sound of it."""
        self._visit_id, self._began = visit_id, began
        self.player.set_visit(visit_id)
        self._fetch()

    def _changed(self, kinds: frozenset[type]) -> None:
        if kinds & {Recording, Permission}:
            self._fetch()

    def _fetch(self) -> None:
        visit_id = self._visit_id

        def query(session: Session) -> tuple[str, list[Kept], list[Permission]]:
            found = recordings.of_visit(session, visit_id)
            kept = [Kept(one, recordings.original_of(session, one.id)) for one in found]
            return visit_id, kept, list(permissions.of_visit(session, visit_id))

        if visit_id:
            self._house.work.read(self, query, self._show)

    def _show(self, answer: tuple[str, list[Kept], list[Permission]]) -> None:
        visit_id, found, said = answer
        if visit_id != self._visit_id:
            return
        self.asked.setText("\n".join(said_words(permission, self._house.clock) for permission in said))
        self.asked.setVisible(bool(said))
        self.setVisible(self._began or bool(found))
        states = [(kept.recording.id, kept.recording.revision) for kept in found]
        if states == self._states:
            return  # a row that somebody is at stays as it is
        self._states = states
        empty_out(self._list)
        self.rows = [SoundRow(kept, self._house) for kept in found]
        for number, each in enumerate(self.rows):
            if number:
                self._list.addWidget(Rule())
            self._list.addWidget(each)
            each.play_asked.connect(self.player.play_recording)
        self._nothing.setVisible(not found)

    def _choose(self) -> None:
        endings = f"{PATTERNS} {PATTERNS.upper()}"
        title = tr("Which recording would you like to add?")
        file = choose_file(self, title, f"{tr('Recordings')} ({endings});;{tr('All files')} (*)")
        if file is not None:
            self.take(file)

    def take(self, file: Path) -> None:
        """Bring a file to this visit."""
        visit_id, clock = self._visit_id, self._house.clock
        job = self._house.work.start(
            tr("Adding a recording"),
            lambda vault, progress: bring_sound(vault, visit_id, file, progress, clock),
        )
        job.finished.connect(self._brought)

    def _brought(self, brought: Brought) -> None:
        if brought.already_here:
            self._house.notices.tell(tr("This recording is here already."))
        elif brought.remark:
            self._house.notices.tell(brought.remark)
        else:
            self._house.notices.tell(tr("The recording is added. Please check when it began."))
        self._fetch()


class SoundRow(QWidget):
    """One recording: when, how long, where it is from, and what can be done with it."""

    play_asked = Signal(str)

    def __init__(self, kept: Kept, house: House) -> None:
        super().__init__()
        self._kept, self._house = kept, house
        recording, writable = kept.recording, not house.read_only
        self.title = label(title_of(recording, house.clock), "h3")
        self.about = label(about(kept), "small")
        self.play = Button(tr("Listen"), "normal", "play", then=self._play)
        self.save = Button(tr("Save a copy"), "quiet", "download", then=self._save)
        self.when = Button(tr("It began at another time"), "quiet", "clock", then=self._open)
        self.delete = Button(tr("Delete"), "quiet", "trash-2", then=self._delete)
        self.play.setVisible(recording.state == WHOLE)
        self.save.setVisible(recording.state != GROWING)
        self.when.setVisible(writable and recording.source == FILE)
        self.delete.setVisible(writable and recording.state != GROWING)
        self.line_up = LineUp(recording, house)
        body = column("xxs", "none", self)
        body.addWidget(self.title)
        body.addWidget(self.about)
        if kept.original is not None and kept.original.problem:
            body.addWidget(label(kept.original.problem))
        body.addWidget(self.line_up)
        body.addWidget(FlowRow(self.play, self.save, self.when, self.delete))
        unsure = recording.start_from in (INSIDE, FILE_TIME)
        self.line_up.setVisible(writable and unsure)
        if unsure:
            self.when.hide()

    def _play(self) -> None:
        self.play_asked.emit(self._kept.recording.id)

    def _open(self) -> None:
        self.line_up.show()
        self.when.hide()
        self.line_up.time.setFocus()

    def _save(self) -> None:
        recording_id = self._kept.recording.id
        name = name_of_sound(self._kept.recording, self._kept.original, self._house.clock.zone())
        path = save_file(self, tr("Where should the copy go?"), name)
        if path is not None:
            told = tr("A copy is saved. It is not encrypted: whoever has it can listen to it.")
            job = self._house.work.start(
                tr("Saving a copy"), lambda vault, _: save_sound(vault, recording_id, path)
            )
            job.finished.connect(lambda _: self._house.notices.tell(told))

    def _delete(self) -> None:
        recording_id, house = self._kept.recording.id, self._house

        def then(_: None) -> None:
            house.notices.tell(tr("The recording is in the bin."), house.work.undo.way_back())

        house.work.write(
            house.work,
            lambda session: bin.throw_away(session, "recording", recording_id, house.clock),
            then,
            name=tr("delete the recording"),
        )


class LineUp(QWidget):
    """Asks when a recording began: what the file says is a guess, to be confirmed or changed."""

    def __init__(self, recording: Recording, house: House) -> None:
        super().__init__()
        self._recording, self._house = recording, house
        self._at = recording.started_at
        self.words = label("")
        self.earlier = Button(tr("A minute earlier"), "quiet", "arrow-left", then=lambda: self._move(-1))
        self.later = Button(tr("A minute later"), "quiet", "arrow-right", then=lambda: self._move(1))
        self.time = TimeField(tr("It began at"))
        self.right = Button(tr("That is right"), "normal", "check", then=self._keep)
        self.time.finished.connect(self._typed)
        body = column("xxs", "none", self)
        body.addWidget(self.words)
        body.addWidget(self.time)
        body.addWidget(FlowRow(self.earlier, self.later, self.right))
        self._say()

    def _say(self) -> None:
        zone = self._house.clock.zone()
        at = self._at.astimezone(zone)
        day, time = day_said(at.date(), self._house.clock.today()), time_words(at)
        said = {
            INSIDE: tr("It began {day} at {time}, as the file says. Is that right?", day=day, time=time),
            FILE_TIME: tr(
                "It began about {day} at {time}, to judge by the time of the file. Is that right?",
                day=day, time=time,
            ),
        }  # fmt: skip
        known = tr("It began {day} at {time}.", day=day, time=time)
        self.words.setText(said.get(self._recording.start_from, known))
        self.time.set_value(at.time())

    def _move(self, minutes: int) -> None:
        self._at += timedelta(minutes=minutes)
        self._say()

    def _typed(self) -> None:
        """Take a typed time on the same day."""
        typed = self.time.value()
        at = self._at.astimezone(self._house.clock.zone())
        if typed is not None and (typed.hour, typed.minute) != (at.hour, at.minute):
            self._at = datetime.combine(at.date(), typed, at.tzinfo)
            self._say()

    def _keep(self) -> None:
        self._typed()
        recording_id, at = self._recording.id, self._at
        self._house.work.write(
            self._house.work,
            lambda session: recordings.begin_at(session, recording_id, at),
            name=tr("say when the recording began"),
        )


def day_said(day: date, today: date) -> str:
    """A day as it stands in a sentence: "today", "yesterday", else "on 3 March 2026"."""
    if 0 <= (today - day).days <= 1:
        return distance_words(day, today)
    return tr("on {day}", day=day_words(day))


def title_of(recording: Recording, clock: Clock) -> str:
    """When a recording began and how long it is."""
    at = time_words(recording.started_at.astimezone(clock.zone()))
    if recording.state == GROWING:
        return tr("Recording since {time}", time=at)
    return tr("{time}, {length} long", time=at, length=length_words(recording.seconds))


def about(kept: Kept) -> str:
    """Where a recording is from."""
    if kept.recording.source != FILE:
        return tr("Recorded here")
    name = kept.original.file_name if kept.original is not None else kept.recording.title
    return tr("From a phone: {name}", name=name)
