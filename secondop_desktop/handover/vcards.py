"""Doctors as cards for an address book: vCard 4.0 (RFC 6350)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from secondop_desktop.case.doctors import Doctor, DoctorFact
from secondop_desktop.handover import standard_ids

_LONGEST = 75
"""Octets of a line without its end: RFC 6350, 3.2."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def write(doctors: Iterable[Doctor], facts: Iterable[DoctorFact] = ()) -> bytes:
    """One card for each doctor; what was found out about them stands in the note."""
    notes: dict[str, list[str]] = {}
    for fact in facts:
        notes.setdefault(fact.doctor_id, []).append(f"{fact.topic}: {fact.text}")
    lines = (line for doctor in doctors for line in _card(doctor, notes.get(doctor.id, [])))
    return b"".join(_folded(line) for line in lines)


def _card(doctor: Doctor, notes: list[str]) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    yield f"UID:{standard_ids.urn(doctor.id)}"
    yield "KIND:individual"
    yield f"FN:{_escaped(doctor.name)}"
    for name, value in (
        ("ORG", doctor.hospital),
        ("TITLE", doctor.specialty),
        ("TEL;TYPE=work,voice", doctor.phone),
        ("TEL;TYPE=work,fax", doctor.fax),
        ("EMAIL;TYPE=work", doctor.email),
        ("NOTE", "\n".join([doctor.note, *notes] if doctor.note else notes)),
    ):
        if value.strip():
            yield f"{name}:{_escaped(value)}"
    if doctor.address.strip():  # 6.3.1: the third part is the street; nobody knows the parts of ours
        yield f"ADR;TYPE=work:;;{_escaped(doctor.address)};;;;"
    yield "END:VCARD"


def _escaped(text: str) -> str:
    """A text value: 3.4 and 4.1; a line end is written as a backslash and an n."""
    plain = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    for sign in ("\\", ",", ";"):
        plain = plain.replace(sign, "\\" + sign)
    return plain.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """A line in pieces that are short enough, never cut inside a letter; the others begin with a blank."""
    pieces, room = [bytearray()], _LONGEST
    for letter in line:
        octets = letter.encode("utf-8", "ignore")
        if len(pieces[-1]) + len(octets) > room:
            pieces.append(bytearray())
            room = _LONGEST - 1
        pieces[-1] += octets
    return b"\r\n ".join(pieces) + b"\r\n"
