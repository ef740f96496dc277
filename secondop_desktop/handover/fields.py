"""What each field of the data means: for whoever reads it with other programs, and for the tests."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from secondop_desktop.base import language, shipped
from secondop_desktop.base.language import tr
from secondop_desktop.handover import rows
from secondop_desktop.handover.rows import Field


def meanings() -> Mapping[str, Any]:
    """The shipped words: `every` for fields that all families have, `families` for the others."""
    return shipped.at(shipped.in_language("handover", language.code()))


def kind_words() -> dict[str, str]:
    """How the values of each kind look in the JSON files."""
    return {
        rows.STRING: tr("Text."),
        rows.INTEGER: tr("A whole number."),
        rows.BOOLEAN: tr("true or false."),
        rows.INSTANT: tr("A moment in UTC: ISO 8601 with microseconds."),
        rows.DATE: tr(
            "A date of which the day, or the day and the month, may be missing: 2026-03-14, 2026-03 or 2026."
        ),
        rows.SECONDS: tr("A length in seconds, to the millisecond."),
        rows.BASE64: tr("Bytes in base64 (RFC 4648)."),
        rows.FILE: tr("The path of a file of this folder."),
    }


def as_json() -> bytes:
    """All of it for a program: data/fields.json."""
    told = {
        name: {"about": _about(name), "file": f"data/{name}.jsonl", "fields": list(_told(name))}
        for name in rows.families()
    }
    return (
        json.dumps({"kinds": kind_words(), "families": told}, ensure_ascii=False, indent=1) + "\n"
    ).encode()


def as_text() -> bytes:
    """All of it for a person: data/SCHEMA.md."""
    return ("\n".join(_lines()) + "\n").encode()


def _lines() -> Iterator[str]:
    yield f"# {tr('What is in the files of this folder')}"
    yield ""
    yield tr(
        "Each family that has entries has a file, family.jsonl, in UTF-8: one JSON object a line. "
        "Fields that end in _id hold the id of another entry. Entries in the bin are here too. "
        "Two fields of the encrypted case are left out, because they mean nothing outside of it: "
        "revision (how often an entry was written) and digest (its seal)."
    )
    yield ""
    yield tr(
        "case.json says what this is and which files belong to it, files.jsonl lists every attached file "
        "with its size and SHA-256, history.jsonl tells how the entries came about: each change of an entry "
        "with the fields that it set, and the changes before it (parents)."
    )
    yield from ("", f"## {tr('How values look')}", "")
    yield from (f"- `{kind}`: {words}" for kind, words in kind_words().items())
    for name in rows.families():
        yield from ("", f"## {name}", "", _about(name), "")
        yield f"| {tr('Field')} | {tr('Kind')} | {tr('May be null')} | {tr('Meaning')} |"
        yield "|---|---|---|---|"
        for one in _told(name):
            null = tr("yes") if one["null"] else tr("no")
            yield f"| {one['name']} | {one['kind']} | {null} | {one['meaning']} |"


def _about(name: str) -> str:
    return str(meanings()["families"].get(name, {}).get("about", ""))


def _told(name: str) -> Iterator[dict[str, object]]:
    for field in rows.fields_of(rows.families()[name]):
        told: dict[str, object] = {
            "name": field.name,
            "kind": field.kind,
            "null": field.empty,
            "meaning": meaning_of(name, field),
        }
        if field.points_to:
            told["points_to"] = field.points_to
        yield told


def meaning_of(family: str, field: Field) -> str:
    """What a field means; empty when nobody wrote it down yet."""
    known = meanings()
    return str(known["every"].get(field.name) or known["families"].get(family, {}).get(field.name, ""))
