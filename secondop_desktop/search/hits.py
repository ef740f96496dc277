"""What a search hands back."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Hit:
    """One place where the words stand.

    `kind` is page, document or the kind of an own entry (`own_words.FAMILIES`); `item` is the id to open (for
    an answer its visit, for a page its document), `page` the page number from 1 or 0. `text` is the whole
    text that was searched, so that whoever opens the place can say which of its words were meant.
    """

    kind: str
    item: str
    title: str
    excerpt: str
    page: int = 0
    text: str = field(default="", repr=False, compare=False)
