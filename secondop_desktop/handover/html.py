"""A web page put together piece by piece: every word is escaped, no script, no outside link."""

from __future__ import annotations

import html
import re
import urllib.parse
from collections.abc import Iterable

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
"""Signs that HTML does not allow in a page (HTML Living Standard, 13.2.3.5)."""


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def text(words: str) -> Html:
    """Words of anybody, as they are read."""
    return Html(html.escape(_CONTROL.sub("", words.encode("utf-8", "ignore").decode("utf-8"))))


def tag(name: str, *inside: str, **attributes: str) -> Html:
    """An element. The names of attributes have dashes for underscores, and none at the end (`class_`)."""
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text(value)}"' for key, value in attributes.items()
    )
    content = "".join(part if isinstance(part, Html) else text(part) for part in inside)
    return Html(f"<{name}{told}>{content}</{name}>")


def joined(parts: Iterable[Html], between: str = "\n") -> Html:
    """Several pieces, one after the other."""
    return Html(between.join(parts))


def words(said: str) -> Html:
    """A paragraph of the person's own words: line ends stay, and the script says its direction."""
    return tag("p", said, class_="words", dir="auto")


def link(path: str, shown: str, *, save: bool = False) -> Html:
    """A link to a file of the export; what a browser might run is offered to be saved."""
    url = urllib.parse.quote(path)
    return tag("a", shown, href=url, download="") if save else tag("a", shown, href=url)


def facts(pairs: Iterable[tuple[str, str | Html]]) -> Html:
    """Names with their values; what is empty is left out, and nothing at all when all is."""
    rows = [
        tag("div", tag("dt", name), tag("dd", value, dir="auto")) for name, value in pairs if value.strip()
    ]
    return tag("dl", *rows) if rows else Html("")


def table(caption: str, head: Iterable[str], rows: Iterable[Iterable[str | Html]]) -> Html:
    """A table with a caption and header cells; on a narrow screen each row stands as a block.

    The roles are written out because a browser forgets them for what is shown as a block.
    """
    titles = list(head)
    top = tag("tr", *(tag("th", title, scope="col", role="columnheader") for title in titles), role="row")
    body = [tag("tr", *_cells(titles, list(row)), role="row") for row in rows]
    return tag(
        "table",
        tag("caption", caption),
        tag("thead", top, role="rowgroup"),
        tag("tbody", *body, role="rowgroup"),
        role="table",
    )


def _cells(titles: list[str], row: list[str | Html]) -> list[Html]:
    """The first cell names the row; an empty one is marked, so that nobody takes it for a mistake."""
    made = []
    for place, (title, cell) in enumerate(zip(titles, row, strict=True)):
        kind = {"scope": "row", "role": "rowheader"} if not place else {"role": "cell"}
        shown = cell if cell.strip() else "–"
        made.append(tag("td" if place else "th", shown, dir="auto", data_head=title, **kind))
    return made


def page(language: str, title: str, style: str, body: Html) -> bytes:
    """The whole page; it may load nothing but what lies beside it."""
    policy = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; form-action 'none'"
    )
    head = (
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="robots" content="noindex">\n'
        f"<title>{text(title)}</title>\n<style>\n{style}</style>"
    )
    begin = f'<!DOCTYPE html>\n<html lang="{text(language)}">\n<head>\n{head}\n</head>\n'
    return f"{begin}<body>\n{body}\n</body>\n</html>\n".encode()
