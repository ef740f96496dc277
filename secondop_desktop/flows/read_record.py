"""Reads one record page by page, what is looked at first; each page is kept at once, no trouble lasts."""

from __future__ import annotations

import contextlib
import json
import zlib
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.orm import Session

from secondop_desktop.base.errors import Cancelled, UserError
from secondop_desktop.base.language import tr, trn
from secondop_desktop.base.progress import Progress
from secondop_desktop.case import documents, file_passwords, page_turns, photos, read_tries
from secondop_desktop.case.documents import Document, Page
from secondop_desktop.case.page_numbers import in_words
from secondop_desktop.case.photos import Recipe
from secondop_desktop.flows import photo_text
from secondop_desktop.flows.kept_words import why_kept
from secondop_desktop.flows.unpack import unpack
from secondop_desktop.flows.whole_file import for_worker
from secondop_desktop.reading import errors, limits
from secondop_desktop.reading.errors import Unreadable, unreadable
from secondop_desktop.reading.pages import Opened, PageText, read_page
from secondop_desktop.reading.reader import Eyes, Reader
from secondop_desktop.vault.vault import Vault

T = TypeVar("T")

MOST_IN_A_ROW = 3
"""Pages that may take too long one after the other; then the rest of a file is not tried."""


class ChangedMeanwhile(Exception):
    """Somebody worked on the photos of a record while it was read."""


class SetAside(Exception):
    """Another record is wanted first; this one goes on later."""


class Wish:
    """What a person is looking at, so that it is read first; any thread may say it at any time."""

    def __init__(self) -> None:
        self._now = "", 1

    def look_at(self, document_id: str, number: int = 1) -> None:
        """This page of this record is on the screen now."""
        self._now = document_id, number

    def record(self) -> str:
        """The id of the record that is on the screen, or nothing."""
        return self._now[0]

    def page_of(self, document_id: str) -> int:
        """The page of a record that is wanted first."""
        wanted, number = self._now
        return number if wanted == document_id else 1


class RecordReading:
    """The reading of one record. `pages` is how many were read; the workers are only borrowed."""

    def __init__(self, vault: Vault, reader: Reader, eyes: Eyes, document: Document, wish: Wish) -> None:
        self._vault, self._reader, self._eyes = vault, reader, eyes
        self._document, self._wish = document, wish
        self._seen_wish = wish.record()
        self._slow_in_a_row = 0
        self._may_go_on = True
        self.pages = 0

    def read(self, progress: Progress, password: str = "") -> str:
        """Read every page that is not there yet; what comes back says what could not be read, or is empty.

        Raises UserError when nothing could be, SetAside, ChangedMeanwhile, and Cancelled when it was stopped.
        """
        progress.at(0.0, tr("Reading {title}", title=self._document.title))
        if not self._note(read_tries.begin):
            self._may_go_on = False
            return self._as_far_as_it_went()
        try:
            return self._read(progress, password)
        except (Cancelled, SetAside, ChangedMeanwhile):
            with contextlib.suppress(UserError):  # the stop is what matters
                self._note(read_tries.rest)
            raise

    def _read(self, progress: Progress, password: str) -> str:
        opened, recipes = self._open(password)
        with self._vault.write() as session:
            documents.count_pages(session, self._document.id, opened.pages)
        with self._vault.read() as session:
            there = {page.number for page in documents.pages_of(session, self._document.id)}
        unread = self._read_pages(set(range(1, opened.pages + 1)) - there, opened.pages, recipes, progress)
        if recipes:
            self._must_be_as_handed(recipes)
        missing = self._what_is_missing(unread, opened.pages)
        left_out = unpack(self._vault, self._reader, self._document, opened, progress)
        return f"{missing} {left_out}".strip()

    def _as_far_as_it_went(self) -> str:
        with self._vault.read() as session:
            there = {page.number for page in documents.pages_of(session, self._document.id)}
        pages = max(1, self._document.pages)
        return self._unread_words(sorted(set(range(1, pages + 1)) - there), pages)

    def _read_pages(
        self, coming: set[int], pages: int, recipes: list[Recipe], progress: Progress
    ) -> list[int]:
        """Read the pages one by one; what comes back are those that could not be read."""
        unread: list[int] = []
        while coming:
            number = self._first_of(coming)
            text = tr(
                "Reading {title}, page {page} of {pages}",
                title=self._document.title,
                page=number,
                pages=pages,
            )
            progress.at(1 - len(coming) / pages, text)
            self._make_way()
            if not self._may_go_on or self._slow_in_a_row == MOST_IN_A_ROW:
                return sorted([*unread, *coming])
            coming.discard(number)
            if self._read_one(number, recipes):
                self.pages += 1
            else:
                unread.append(number)
        return sorted(unread)

    def _read_one(self, number: int, recipes: list[Recipe]) -> bool:
        """Read and keep one page; says whether it could be read."""
        self._note(lambda session, record: read_tries.go_on(session, record, number))
        try:
            page = read_page(self._reader, self._eyes, number)
        except Unreadable as problem:
            self._slow_in_a_row = self._slow_in_a_row + 1 if problem.reason == errors.TOO_SLOW else 0
            if problem.reason == errors.STOPPED:
                self._may_go_on = self._note(read_tries.crashed)
            return False
        self._slow_in_a_row = 0
        with self._vault.write() as session:
            self._keep(session, number, page, recipes)
        return True

    def _keep(self, session: Session, number: int, page: PageText, recipes: list[Recipe]) -> None:
        record = self._document.id
        kept: PageText | None = page
        if recipes:
            kept = photo_text.as_kept(session, record, number, page, recipes)
        elif page.turn and number not in page_turns.of_document(session, record):
            page_turns.turn(session, record, number, page.turn)
        if kept is not None:
            documents.keep_page(session, _page(record, number, kept))

    def _first_of(self, coming: set[int]) -> int:
        """The page that is on the screen and those behind it, then those before it."""
        wanted = self._wish.page_of(self._document.id)
        return min(coming, key=lambda number: (number < wanted, number))

    def _make_way(self) -> None:
        """Raise SetAside when a record that waits was opened on the screen meanwhile."""
        wanted = self._wish.record()
        if wanted in (self._seen_wish, self._document.id):
            return
        self._seen_wish = wanted
        with self._vault.read() as session:
            if any(record.id == wanted for record in documents.waiting(session)):
                raise SetAside

    def _open(self, password: str) -> tuple[Opened, list[Recipe]]:
        """Open the file of the record, with the password that is kept for it when none is given.

        For a record of photos the answer also tells how its pages look now.
        """
        kept = why_kept(self._document.file_kind)
        if kept is not None:
            raise kept
        if self._document.size > limits.MOST_BYTES:  # not even fetched: a long film has gigabytes
            raise unreadable(errors.TOO_BIG)
        with self._vault.read() as session:
            known = password or file_passwords.of_document(session, self._document.id)
        handed = for_worker(self._vault, self._document)
        kind = self._document.file_kind
        try:
            opened = self._reader.open(handed.content, kind, known)
        except Unreadable as problem:
            if problem.reason != errors.STOPPED or not self._note(read_tries.crashed):
                raise
            opened = self._reader.open(handed.content, kind, known)  # a fresh worker; the last one ended
        return opened, list(handed.recipes)

    def _must_be_as_handed(self, recipes: list[Recipe]) -> None:
        """Raise ChangedMeanwhile when the photos of a record are not those that were read."""
        with self._vault.read() as session:
            if photos.recipes(session, self._document.id) != tuple(recipes):
                raise ChangedMeanwhile

    def _what_is_missing(self, unread: list[int], pages: int) -> str:
        if unread:
            return self._unread_words(unread, pages)
        with self._vault.read() as session:
            if any(page.text.strip() for page in documents.pages_of(session, self._document.id)):
                return ""
        return tr("No words were found on it, so search cannot find it. You can still look at it.")

    def _unread_words(self, unread: list[int], pages: int) -> str:
        why = "" if self._may_go_on else f"{_given_up()} "
        if len(unread) == pages:
            raise UserError(
                why.strip() or tr("No page of it could be read. The file is kept safely as it is.")
            )
        return why + trn(
            "Page {numbers} could not be read. The file is kept safely as it is.",
            "Pages {numbers} could not be read. The file is kept safely as it is.",
            len(unread),
            numbers=in_words(unread),
        )

    def _note(self, what: Callable[[Session, str], T]) -> T:
        with self._vault.write() as session:
            return what(session, self._document.id)


def _given_up() -> str:
    return tr(
        "Reading this file stopped in the middle again and again, so SecondOp does not try it by itself any "
        "more. The file is kept safely as it is."
    )


def _page(document_id: str, number: int, found: PageText) -> Page:
    words = [[w.text, round(w.x0, 4), round(w.y0, 4), round(w.x1, 4), round(w.y1, 4)] for w in found.words]
    return Page(
        document_id=document_id,
        number=number,
        source=found.source,
        confidence=round(found.confidence * 100),
        text=found.text,
        words=zlib.compress(json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()),
    )
