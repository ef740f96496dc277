"""The entries of a case in pieces, so that nobody waits long for the case and memory stays small."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TypeVar

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from secondop_desktop.base.language import tr
from secondop_desktop.case.documents import Page
from secondop_desktop.case.table import Kept
from secondop_desktop.handover import rows
from secondop_desktop.vault.history import moment_of, version_of
from secondop_desktop.vault.vault import Vault

_BATCH = 500
Family = TypeVar("Family", bound=Kept)


def batch(vault: Vault, family: type[Kept], after: str) -> list[Kept]:
    """The next entries of a family behind an id, in the order of ids; the case is held only meanwhile."""
    with vault.read() as session:
        return following(session, family, after)


def following(session: Session, family: type[Kept], after: str) -> list[Kept]:
    """The same in a session that is open already."""
    query = select(family).where(family.id > after).order_by(family.id).limit(_BATCH)
    found = list(session.scalars(query))
    session.expunge_all()  # they are not looked at again, and must not pile up
    return found


def pages_of(vault: Vault, document_id: str) -> Iterator[bytes]:
    """The text of a record, page by page."""
    after = -(1 << 30)
    while True:
        with vault.read() as session:
            query = select(Page.number, Page.text).where(Page.document_id == document_id, Page.number > after)
            found = session.execute(query.order_by(Page.number).limit(_BATCH)).all()
        if not found:
            return
        for number, words in found:
            yield f"[{tr('Page {n}', n=number)}]\n\n{words}\n\n".encode()
        after = found[-1][0]


def files_of_history(vault: Vault) -> list[str]:
    """The names of all files that any version gave an entry, the earliest first."""
    query = text("SELECT changes FROM version WHERE changes LIKE :sign ORDER BY clock, id")
    with vault.connection() as connection:
        changes = (json.loads(row.changes) for row in connection.execute(query, {"sign": '%"blob":"%'}))
        return list(dict.fromkeys(str(one["blob"]) for one in changes if one.get("blob")))


def history(vault: Vault, known: Mapping[str, str]) -> Iterator[bytes]:
    """How the entries came about, the oldest change first."""
    after, clock = "", ""
    query = text("SELECT * FROM version WHERE (clock, id) > (:clock, :after) ORDER BY clock, id LIMIT :most")
    while True:
        with vault.connection() as connection:
            found = (
                connection.execute(query, {"clock": clock, "after": after, "most": _BATCH}).mappings().all()
            )
        if not found:
            return
        for row in found:
            version = version_of(dict(row))
            began = moment_of(version.began)
            changes = dict(version.changes)
            if changes.get("blob"):
                changes["blob"] = known.get(str(changes["blob"]))
            yield rows.line(
                {
                    "at": began.isoformat(timespec="milliseconds") if began else None,
                    "family": version.family,
                    "item": version.item,
                    "kind": str(version.kind),
                    "changes": changes,
                    "id": version.id,
                    "parents": list(version.parents),
                    "writer": version.writer,
                    "began": version.began,
                    "clock": version.clock,
                }
            )
        clock, after = str(found[-1]["clock"]), str(found[-1]["id"])
