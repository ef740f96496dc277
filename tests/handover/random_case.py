"""Fills every family and every field of a case with values nobody thought of, by the kind of each field."""

import io
import json
import random
import zlib
from datetime import UTC, datetime, timedelta

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case.table import Kept
from secondop_desktop.handover import rows

WORDS = ("", "Nguyễn 🌷 د", "=1+1", "two\nlines\r\n", "'quoted' \"and\" <b>&", "\u2028", "0", "-5", "@x", "ﬁ")


def fill(vault, seed, most=4):
    """Up to `most` entries of each family, some of them in the bin; the names of the attached files."""
    dice = random.Random(seed)  # noqa: S311 - the same each time is what is wanted
    made: dict[str, list[Kept]] = {}
    blobs = []
    for name, family in rows.families().items():
        made[name] = [
            one for _ in range(dice.randint(1, most)) if (one := entry(vault, dice, family, made, blobs))
        ]
        with vault.write() as session:
            session.add_all(made[name])
    return blobs


def entry(vault, dice, family, made, blobs):
    """One entry more, unless it would claim the place of another."""
    values = {one.name: value(vault, dice, family, one, made, blobs) for one in rows.fields_of(family)}
    values["id"] = f"{dice.getrandbits(120):030x}"
    if family.__tablename__ == "page":
        values["words"] = zlib.compress(json.dumps([["Tumor", 0.1, 0.2, 0.3, 0.4]]).encode())
    for group in rows.unique_fields(family):
        if any(
            all(getattr(one, f) == values[f] for f in group) for one in made.get(family.__tablename__, ())
        ):
            return None
    record = family(**values)
    made.setdefault(family.__tablename__, []).append(record)
    return record


def value(vault, dice, family, field, made, blobs):
    if field.points_to:
        there = [one for one in made.get(field.points_to, ())]
        return dice.choice(there).id if there and not (field.empty and dice.random() < 0.3) else None
    if field.empty and dice.random() < 0.4:
        return None
    return KINDS[field.kind](vault, dice, f"{family.__tablename__}.{field.name}", blobs)


def a_string(_vault, dice, where, _blobs):
    if where == "appointment.day":
        return f"2026-0{dice.randint(1, 9)}-1{dice.randint(0, 9)}"
    if where in ("appointment.hour", "visit_plan.arrive"):
        return dice.choice(("", "10:30"))
    if where.endswith(".zone"):
        return dice.choice(("UTC", "America/Chicago", "Asia/Kathmandu"))
    return dice.choice(WORDS) + str(dice.getrandbits(32))


def a_file(vault, dice, _where, blobs):
    if blobs and dice.random() < 0.2:
        return dice.choice(blobs)
    name = vault.blobs.keep(io.BytesIO(dice.randbytes(dice.choice((0, 1, 300, 300_000))))).name
    blobs.append(name)
    return name


def a_number(_vault, dice, where, _blobs):
    if where.startswith(("appointment.", "visit_plan.")):
        return dice.choice((0, 7, 45))
    return dice.choice((0, -1, 7, 2**40))


KINDS = {
    rows.STRING: a_string,
    rows.INTEGER: a_number,
    rows.BOOLEAN: lambda _v, dice, _w, _b: dice.random() < 0.5,
    rows.INSTANT: lambda _v, dice, _w, _b: (
        datetime(2026, 1, 1, tzinfo=UTC) + timedelta(microseconds=dice.getrandbits(44))
    ),
    rows.DATE: lambda _v, dice, _w, _b: dice.choice(
        (PartialDate(2026), PartialDate(2025, 12), PartialDate(1950, 2, 28))
    ),
    rows.SECONDS: lambda _v, dice, _w, _b: dice.getrandbits(20) / 1000,
    rows.BASE64: lambda _v, dice, _w, _b: dice.randbytes(dice.randint(0, 50)),
    rows.FILE: a_file,
}
