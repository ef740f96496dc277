"""Makes a packet: cover, contents, sheets and the chosen records as one PDF, kept encrypted in the case.

Nothing of it is ever whole in memory or unencrypted on the disk: the worker that binds it gets pieces of the
chosen records, and its pieces go straight into an encrypted file.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO, Self, cast

from secondop_desktop.base import language
from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.dates import day_words
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.case import person
from secondop_desktop.flows import packet_records, packet_size
from secondop_desktop.flows.packet_layout import Layout
from secondop_desktop.flows.packet_records import Chosen, NotIn
from secondop_desktop.flows.packet_sheets import Sheet, drawn
from secondop_desktop.flows.packet_take import NotTaken, Taken, Taker
from secondop_desktop.flows.plan import CARE, Plan
from secondop_desktop.paper.sheets_packet import Inside, LeftOut, PacketFront
from secondop_desktop.reading import errors, limits
from secondop_desktop.reading.bindery import Bindery, Binding, Fell, Lost
from secondop_desktop.reading.errors import Unreadable
from secondop_desktop.vault.blob_reader import BlobReader
from secondop_desktop.vault.blobs import Blob
from secondop_desktop.vault.vault import Vault

PACKET = "packet"
"""What a packet is called in a Plan."""
_ENDED = (errors.STOPPED, errors.TOO_SLOW, errors.BROKEN)


@dataclass(frozen=True)
class Wishes:
    """How a packet is made: `sheets` are keys of sheet_list.KINDS that lie in front of the records.

    With a `passphrase` it is encrypted (AES-256); `small` makes pictures smaller for e-mail.
    """

    sheets: tuple[str, ...] = ()
    passphrase: str = field(default="", repr=False)
    small: bool = False


@dataclass(frozen=True)
class Packet:
    """A finished packet: the name of its encrypted file in the case, and what is and is not in it."""

    blob: Blob
    pages: int
    title: str
    inside: tuple[Inside, ...]
    not_in: tuple[NotIn, ...]
    locked: bool

    @property
    def contents(self) -> str:
        """What is in it, a line each, for the list of what was given."""
        return "\n".join(
            tr("Record {number}: {title}", number=one.number, title=one.title) if one.number else one.title
            for one in self.inside
        )


@dataclass
class _Known:
    """What was learned of records while a packet was tried: which are taken as pictures, and which not."""

    as_pictures: set[str] = field(default_factory=set)
    not_in: dict[str, str] = field(default_factory=dict)


class _Again(Exception):
    """One more record is known to be in the way; the worker begins anew."""


def make_packet(
    vault: Vault,
    plan: Plan,
    wishes: Wishes,
    clock: Clock = SYSTEM_CLOCK,
    progress: Progress = NO_PROGRESS,
) -> Packet:
    """The packet of `plan.records`, kept in the case; `in_pieces` gives it out.

    A record that cannot be in it is named on its contents and in `not_in`. Raises UserError when nothing
    could be made, and Cancelled; nothing is left behind then.
    """
    if not plan.records and not wishes.sheets:
        raise UserError(tr("Nothing is chosen yet."), tr("Please tick at least one record or sheet."))
    known = _Known()
    while True:
        with _Making(vault, plan, wishes, clock, known) as making, contextlib.suppress(_Again):
            return making.make(progress)


def in_pieces(vault: Vault, packet: Packet) -> Iterator[bytes]:
    """The finished PDF, piece by piece, for a printer or a file."""
    with vault.blobs.open(packet.blob.name) as opened:
        yield from opened


def forget(vault: Vault, packet: Packet) -> None:
    """Take a packet away that was given to nobody."""
    vault.blobs.forget(packet.blob)


class _Making:
    """One try at a packet; what it laid aside is taken away at its end."""

    def __init__(self, vault: Vault, plan: Plan, wishes: Wishes, clock: Clock, known: _Known) -> None:
        self._vault, self._plan, self._wishes, self._clock, self._known = vault, plan, wishes, clock, known
        self._ends = contextlib.ExitStack()
        with vault.read() as session:
            size = packet_records.size_of(session, plan.records)
        if size > limits.BIND_MOST:
            raise _too_large()
        self._bindery = self._ends.enter_context(Bindery(self._lay, self._words, size))
        self._taker = Taker(vault, self._bindery, plan.style(), wishes.small, self._open)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.close()

    def make(self, progress: Progress) -> Packet:
        """Take everything, draw what is drawn, bind it and keep it."""
        with self._vault.read() as session, language.speaking(self._plan.language):
            records = packet_records.chosen(session, self._plan.records)
        taken = self._take_all(records, progress.part(0.0, 0.4))
        progress.at(0.4, tr("Drawing the sheets"))
        with language.speaking(self._plan.language):
            sheets = drawn(self._vault, self._plan, self._wishes.sheets, self._clock)
            if not sheets and not taken:
                raise _nothing_in()
            bound = self._laid_out(records, sheets, taken)
        expected = packet_size.estimate([one.chosen.record for one in taken], self._wishes.small, sheets).size
        blob = self._bind(bound.binding, expected, progress.part(0.45, 1.0))
        try:
            with self._vault.read() as session:
                packet_records.must_be_there(session, self._plan.records)
        except UserError:
            self._vault.blobs.forget(blob)
            raise
        not_in = tuple(
            NotIn(c.record.id, c.title, self._known.not_in[c.record.id]) for c in self._out(records)
        )
        pages, locked = len(bound.binding.sizes), bool(self._wishes.passphrase)
        return Packet(blob, pages, bound.binding.title, bound.inside, not_in, locked)

    def _take_all(self, records: list[Chosen], progress: Progress) -> list[Taken]:
        taken = []
        for place, chosen in enumerate(records):
            progress.at(place / len(records), tr("Opening {title}", title=chosen.title))
            if chosen.record.id in self._known.not_in:
                continue
            part = progress.part(place / len(records), (place + 1) / len(records))
            try:
                taken.append(self._take(chosen, part))
            except NotTaken as refused:
                self._known.not_in[chosen.record.id] = refused.reason
        return _numbered_anew(taken)

    def _take(self, chosen: Chosen, progress: Progress) -> Taken:
        identity = chosen.record.id
        try:
            with language.speaking(self._plan.language):
                return self._taker.take(chosen, identity in self._known.as_pictures, progress)
        except Lost as lost:
            self._known.not_in[identity] = errors.BROKEN
            raise _Again from lost
        except Unreadable as error:
            if error.reason == errors.NOT_STARTED:
                raise
            if error.reason in (errors.STOPPED, errors.TOO_SLOW):  # the worker forgot what it had taken
                self._known.not_in[identity] = error.reason
                raise _Again from error
            raise NotTaken(error.reason) from error
        except UserError as error:  # the file itself cannot be had
            raise NotTaken(errors.BROKEN) from error

    def _bind(self, binding: Binding, expected: int, progress: Progress) -> Blob:
        said = tr("Putting the packet together")
        progress.at(0.0, said)
        try:
            with contextlib.closing(self._bindery.bind(binding, progress)) as pieces:
                stream = cast("BinaryIO", _Stream(pieces))
                return self._vault.blobs.keep(stream, progress, expected=expected)
        except (Lost, Fell) as trouble:
            self._blame(trouble.source, trouble)
        except Unreadable as error:
            if error.reason not in _ENDED:
                raise
            self._blame(self._bindery.last_asked, error)
        raise AssertionError  # `_blame` always raises

    def _blame(self, source: int, trouble: Exception) -> None:
        """Learn from a packet that could not be bound; the same record is in the way twice at most."""
        identity = self._taker.whose.get(source, ("", 0, False))[0]
        if not identity or identity in self._known.not_in:
            raise _not_bound() from trouble
        if identity in self._known.as_pictures or isinstance(trouble, Lost):
            self._known.not_in[identity] = errors.BROKEN
        else:
            self._known.as_pictures.add(identity)
        raise _Again from trouble

    def _laid_out(self, records: list[Chosen], sheets: list[Sheet], taken: list[Taken]) -> Layout:
        """Where everything stands, with the cover and the contents in front."""
        with self._vault.read() as session:
            owner = person.known(session)
        named = owner.name if owner else ""
        title = tr("Records of {name}", name=named) if named else tr("Records for a second opinion")
        born = owner.birth_date.words() if owner and owner.birth_date else ""
        front = PacketFront(
            title=title,
            person=named,
            birth_date=born if self._plan.recipient in CARE | {"insurer", "records_office"} else "",
            recipient=self._plan.name,
            made_on=day_words(self._clock.today()),
            left_out=tuple(
                LeftOut(c.title, packet_records.why(self._known.not_in[c.record.id]))
                for c in self._out(records)
            ),
        )
        style, wishes = self._plan.style(), self._wishes
        return Layout(self._bindery, style, wishes.small, wishes.passphrase, front, sheets, taken)

    def _out(self, records: list[Chosen]) -> list[Chosen]:
        return [chosen for chosen in records if chosen.record.id in self._known.not_in]

    def _lay(self, pile: bytes) -> BlobReader:
        """Keep a pile of pictures, encrypted, until this try is over."""
        blob = self._vault.blobs.keep(io.BytesIO(pile))
        self._ends.callback(self._vault.blobs.forget, blob)
        return self._open(blob.name)

    def _open(self, blob: str) -> BlobReader:
        return self._ends.enter_context(self._vault.blobs.open(blob))

    def _words(self, source: int, place: int) -> list[dict[str, object]]:
        identity, begun, picture = self._taker.whose.get(source, ("", 0, False))
        if not identity:
            return []
        with self._vault.read() as session:
            first = begun + place + 1
            last = first + limits.BIND_PAGES - 1 if begun == 0 else first
            return packet_records.knows(session, identity, first, last, picture)


class _Stream:
    """Pieces as a stream that is read to its end once."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._left = b""

    def read(self, count: int) -> bytes:
        """Up to so many bytes; nothing at the end."""
        if not self._left:
            self._left = next(self._pieces, b"")
        given, self._left = self._left[:count], self._left[count:]
        return given


def _numbered_anew(taken: list[Taken]) -> list[Taken]:
    """Records are numbered as they stand in the packet, without gaps for those that are not in it."""
    return [replace(one, chosen=replace(one.chosen, number=n)) for n, one in enumerate(taken, start=1)]


def _nothing_in() -> UserError:
    return UserError(
        tr("None of the chosen records can be put on paper, so no packet was made. Your case is safe."),
        tr("Please choose other records. You can save copies of these and give them away as files."),
    )


def _too_large() -> UserError:
    return UserError(
        tr("The chosen records are too large for one packet, so none was made. Your case is safe."),
        tr("Please choose fewer of them, and make two packets."),
    )


def _not_bound() -> UserError:
    return UserError(
        tr("The packet could not be put together. Your case and your records are safe."),
        tr("Please try it with fewer records, to find the one that is in the way."),
    )
