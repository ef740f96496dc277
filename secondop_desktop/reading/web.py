"""Web pages: the words a reader would see. No script runs, nothing is fetched. Runs in the parser only."""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from typing import Any

from lxml import etree

from secondop_desktop.reading import errors, limits
from secondop_desktop.reading.errors import Refused
from secondop_desktop.reading.plain import decoded
from secondop_desktop.reading.remarks import FAR_PICTURES
from secondop_desktop.reading.written import Written

_CHARSET = re.compile(rb"<meta[^>]{0,300}charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_UNSEEN = {"script", "style", "template", "noscript", "svg", "math", "object", "iframe", "select"}
_BLOCK_NAMES = """
    address article aside blockquote body br center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6
    header hr li main nav ol p pre section table title tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")


def web_page(data: bytes) -> Written:
    """An .html file; raises Refused when it is too long."""
    text, pictures, far = seen(data)
    return Written("html", text, pictures, remarks={FAR_PICTURES: far})


def seen(data: bytes) -> tuple[str, list[bytes], int]:
    """The words of a page, the pictures in it, and how many it would fetch from elsewhere."""
    if len(data) > limits.LONGEST_PLAIN:
        raise Refused(errors.TOO_BIG)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True)
    try:
        root = etree.fromstring(_decoded(data).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(errors.BROKEN) from error
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        raise Refused(errors.BROKEN)  # it stopped in the middle, and the rest would be missing without a word
    if root is None:
        return "", [], 0
    return _text(root), *_pictures(root)


def _decoded(data: bytes) -> str:
    """The page's letters: those it names count only when the bytes are not UTF-8 by themselves."""
    text, encoding, _ = decoded(data)
    named = _CHARSET.search(data[:4096])
    if encoding != "cp1252" or named is None:
        return text
    try:
        return codecs.decode(data, named[1].decode("ascii"), "replace")
    except (LookupError, ValueError, TypeError):
        return text


def _text(root: Any) -> str:  # noqa: ANN401 - the library has no types
    out: list[str] = []
    kept = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            kept += name == "pre"
            if name in _UNSEEN or not name:
                walk.skip_subtree()
                continue
            out.append("\n" if name in _BLOCKS else "")
            out.append(_spaced(element.text, kept))
        else:
            kept -= name == "pre"
            out.append("\n" if name in _BLOCKS else "\t" if name in ("td", "th") else "")
            out.append(_spaced(element.tail, kept))
    lines = (line.strip(" ") for line in "".join(out).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _spaced(text: str | None, kept: int) -> str:
    """Runs of blanks count as one, but not in text that keeps its layout."""
    return (text or "") if kept else _BLANKS.sub(" ", text or "")


def _pictures(root: Any) -> tuple[list[bytes], int]:  # noqa: ANN401 - the library has no types
    inside, far = [], 0
    for image in root.iter("img"):
        address = str(image.get("src") or "").strip()
        if address[:11].lower() == "data:image/" and ";base64," in address[:100]:
            try:
                inside.append(base64.b64decode(address.partition(",")[2]))
            except (binascii.Error, ValueError):
                far += 1
        elif address and image.get("width") not in ("0", "1"):  # those only tell somebody that one reads it
            far += not address.lower().startswith("cid:")
    return inside, far
