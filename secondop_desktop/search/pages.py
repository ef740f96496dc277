"""Finds words in the pages of records, through the full-text index of the first migration."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.documents import Document
from secondop_desktop.search.hits import Hit
from secondop_desktop.search.own_words import Asked
from secondop_desktop.vault.plain_rows import Row, proven

_PAGES = (
    "SELECT page.* FROM page_find JOIN page ON page.seq = page_find.rowid"
    " JOIN document ON document.id = page.document_id AND document.binned_at IS NULL"
    " WHERE page_find MATCH :wanted {here} ORDER BY page_find.rank LIMIT :most"
)
_HERE = "AND page.document_id IN (SELECT value FROM json_each(:records))"
_RECORDS = "SELECT document.* FROM document WHERE id IN (SELECT value FROM json_each(:records))"


def pages(session: Session, asked: Asked, most: int) -> list[Hit]:
    """The pages that match, the best match first. Each row was proven by its digest."""
    if not asked.wanted or not asked.limits.allows_kind("page"):
        return []
    values: dict[str, Any] = {"wanted": asked.wanted, "most": most}
    here = ""
    if asked.limits.kinds or asked.limits.closer:
        here, values["records"] = _HERE, json.dumps(_allowed(session, asked))
    found = proven(session, "page", _PAGES.format(here=here), values)
    records = json.dumps(sorted({page["document_id"] for page in found}))
    titles = {row["id"]: row["title"] for row in proven(session, "document", _RECORDS, {"records": records})}
    return [_hit(page, titles[page["document_id"]], asked) for page in found]


def _hit(page: Row, title: str, asked: Asked) -> Hit:
    shown = asked.finder.excerpt(page["text"])
    return Hit("page", page["document_id"], title, shown, page["number"], page["text"])


def _allowed(session: Session, asked: Asked) -> list[str]:
    """The ids of the records that are inside the limits."""
    limits = asked.limits
    names = {doctor.id: doctor.name for doctor in session.scalars(select(Doctor))} if limits.origins else {}
    return [
        record.id
        for record in session.scalars(select(Document).where(Document.binned_at.is_(None)))
        if limits.allows_record(record.kind)
        and limits.allows(f"{record.facility} {names.get(record.doctor_id or '', '')}", record.dated)
    ]
