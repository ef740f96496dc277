"""What is drawn for a packet, as plain data: cover, contents, stamps, records that are only words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Inside:
    """One line of the contents: a sheet, or a record with its `number`; `first` and `last` are its pages.

    `detail` says when and where it was made, `remark` what of it is not as one would think.
    """

    title: str
    number: int = 0
    detail: str = ""
    remark: str = ""
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A chosen record that is not in the packet, and why."""

    title: str
    why: str


@dataclass(frozen=True, slots=True)
class PacketFront:
    """The cover and the contents. What is empty is left out."""

    title: str
    person: str = ""
    birth_date: str = ""
    recipient: str = ""
    made_on: str = ""
    inside: tuple[Inside, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Stamp:
    """What stands small at the foot of one page of a packet.

    `wide` pages lie on their long side. `instead` is said in large print where the page itself cannot be
    shown.
    """

    left: str
    right: str
    wide: bool = False
    instead: str = ""


@dataclass(frozen=True, slots=True)
class WrittenRecord:
    """A record that is made of words: its title, what kind of file the words come from, and its pages."""

    title: str
    told: str
    pages: tuple[str, ...]
