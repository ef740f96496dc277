"""Shows the pages of a file as pictures that exist in memory only, and says where words stand on them."""

from __future__ import annotations

import threading
from collections.abc import Callable

from secondop_desktop.base.errors import Cancelled, UserError
from secondop_desktop.base.language import tr
from secondop_desktop.case import file_passwords
from secondop_desktop.case.documents import Document, Page
from secondop_desktop.flows.kept_words import why_kept
from secondop_desktop.flows.see_record import Box, words_of_page
from secondop_desktop.flows.whole_file import for_worker
from secondop_desktop.reading import errors, limits
from secondop_desktop.reading.errors import unreadable
from secondop_desktop.reading.pages import Picture
from secondop_desktop.reading.reader import Reader
from secondop_desktop.search.words import folded, words_of
from secondop_desktop.vault.vault import Vault


class PagePictures:
    """The pages of one file, drawn by a worker process that is started when the first page is asked for.

    `picture` may take a second: call it on the bench. `stop` may be called from any thread; afterwards
    everything raises Cancelled.
    """

    def __init__(
        self, fetch: Callable[[], bytes], kind: str, password: Callable[[], str] = lambda: ""
    ) -> None:
        self._fetch, self._kind, self._known = fetch, kind, password
        self._reader = Reader()
        self._turn = threading.Lock()
        self._stopped = False
        self.pages = 0

    @classmethod
    def of_record(cls, vault: Vault, document: Document) -> PagePictures:
        """The pages of a record, out of the encrypted file."""

        def fetch() -> bytes:
            if document.size > limits.MOST_BYTES:
                raise unreadable(errors.TOO_BIG)
            return for_worker(vault, document).content

        def password() -> str:
            with vault.read() as session:
                return file_passwords.of_document(session, document.id)

        return cls(fetch, document.file_kind, password)

    @classmethod
    def of_pdf(cls, pdf: bytes) -> PagePictures:
        """The pages of a PDF that was just drawn."""
        return cls(lambda: pdf, "pdf")

    def open(self, password: str = "") -> int:
        """Open the file and say how many pages it has; Unreadable or Protected with a sentence."""
        with self._turn:
            return self._open(password)

    def picture(self, number: int, width_px: int) -> Picture:
        """Page `number` (from 1) as pixels, about `width_px` wide."""
        with self._turn:
            if not self.pages:
                self._open("")
            return self._reader.picture(min(max(1, number), self.pages), width_px)

    def part(self, number: int, width_px: int, box: Box) -> Picture:
        """What lies inside `box` on a page, as sharp as in a page `width_px` wide."""
        with self._turn:
            if not self.pages:
                self._open("")
            return self._reader.part(min(max(1, number), self.pages), width_px, box)

    def stop(self) -> None:
        """End the worker at once; whoever waits for a page gets Cancelled."""
        self._stopped = True
        self._reader.kill()

    def close(self) -> None:
        """Let go of the file and of the worker."""
        self.stop()
        with self._turn:
            self._reader.close()

    def _open(self, password: str) -> int:
        if self._stopped:
            raise Cancelled
        kept = why_kept(self._kind)
        if kept is not None and self._kind != "unknown":
            raise kept
        if kept is not None:
            raise UserError(
                tr("This kind of file is kept safely, but SecondOp cannot show it."),
                tr("Save a copy of it to open it in another program."),
            )
        self.pages = self._reader.open(self._fetch(), self._kind, password or self._known()).pages
        return self.pages


def places_of(page: Page, typed: str) -> tuple[Box, ...]:
    """Where the typed words stand on a page that was read.

    A word that stands there as typed is marked there only ("14" not in "140"); another one where words
    begin like it.
    """
    there = [(frozenset(words_of(folded(text))), box) for text, box in words_of_page(page)]
    whole = frozenset().union(*(words for words, _ in there))
    wanted = words_of(folded(typed))
    starts = tuple(word for word in wanted if word not in whole)
    meant = {word for word in whole if word in wanted or word.startswith(starts)}
    return tuple(box for words, box in there if words & meant)
