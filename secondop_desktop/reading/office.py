"""Word and OpenDocument files: every word in them, with tables, notes, headers and what was typed into forms.

Runs in the parser only. Macros are never even looked at. The names of elements are those of ECMA-376, part 1,
and of OpenDocument 1.3, part 3.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from secondop_desktop.reading import errors, limits
from secondop_desktop.reading.errors import Refused
from secondop_desktop.reading.packed import Packed, name_of
from secondop_desktop.reading.remarks import PICTURES_LEFT
from secondop_desktop.reading.written import Written

_AROUND = re.compile(r"word/(header|footer|footnotes|endnotes|comments)\d*\.xml")
_ORDER = ("header", "", "footnotes", "endnotes", "footer", "comments")
_FOLDERS = ("word/media/", "Pictures/", "media/")
_BREAKS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "lastRenderedPageBreak": "\f", "line-break": "\n"}
_BREAKS |= {"soft-page-break": "\f"}
_NOT_READ = {"Fallback", "moveFrom", "tracked-changes", "delText", "instrText", "pPr", "rPr", "sectPr"}
"""What is there twice, was deleted, or is no text."""


def word(data: bytes) -> Written:
    """A .docx or .docm file."""
    packed = Packed(data)
    main = _main_part(packed)
    parts = {kind: list[str]() for kind in _ORDER}
    for part in packed.parts():
        found = _AROUND.fullmatch(name_of(part))
        if found and len(parts[found[1]]) < limits.MOST_PARTS:
            parts[found[1]].append(name_of(part))
    parts[""] = [main]
    texts = [_text(packed.named(name), _WordText) for kind in _ORDER for name in sorted(parts[kind])]
    return Written("docx", _joined(texts), *_pictures(packed))


def opendocument(data: bytes) -> Written:
    """An .odt file."""
    packed = Packed(data)
    if b"encryption-data" in packed.named("META-INF/manifest.xml"):
        raise Refused(errors.LOCKED)
    around = packed.named("styles.xml")
    texts = [_text(packed.named("content.xml"), _OpenText), *([_text(around, _OpenText)] if around else [])]
    return Written("odt", _joined(texts), *_pictures(packed))


def _main_part(packed: Packed) -> str:
    """Where the body of a Word file is; nearly always at the same place."""
    links = packed.named("_rels/.rels")
    for link in _tree(links).iter("{*}Relationship") if links else ():
        if str(link.get("Type", "")).endswith("/officeDocument"):
            return str(link.get("Target", "")).lstrip("/")
    return "word/document.xml"


def _pictures(packed: Packed) -> tuple[Iterator[bytes], tuple[()], dict[str, int]]:
    """The pictures in a file, one by one, with how many are too large to be looked at."""
    found = [part for part in packed.parts() if name_of(part).startswith(_FOLDERS)]
    fine, room = [], limits.LONGEST_MEMBER
    for part in found:
        room -= part.file_size
        if room >= 0:
            fine.append(part)
    contents = (_or_nothing(lambda part=part: packed.content(part, limits.LONGEST_MEMBER)) for part in fine)  # type: ignore[misc]
    return contents, (), {PICTURES_LEFT: len(found) - len(fine)}


def _or_nothing(content: Callable[[], bytes]) -> bytes:
    try:
        return content()
    except Refused:
        return b""


def _tree(content: bytes) -> Any:  # noqa: ANN401 - the library has no types
    """The elements of a part; entities are not followed, and nothing is fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(errors.BROKEN) from error
    if root.getroottree().docinfo.doctype:  # neither format has one; it is there to swell
        raise Refused(errors.BROKEN)
    return root


class _WordText:
    """Collects the text of a part of a Word file."""

    def __init__(self) -> None:
        self.out: list[str] = []

    def begin(self, name: str, element: Any) -> None:  # noqa: ANN401 - the library has no types
        """Take what stands at the beginning of an element."""
        if name == "t":
            self.out.append(element.text or "")
        elif name == "br":
            self.out.append("\f" if _value(element, "type") == "page" else "\n")
        elif name == "checkBox":
            self.out.append(_tick(element))
        elif name in _BREAKS:
            self.out.append(_BREAKS[name])

    def end(self, name: str, _element: Any) -> None:  # noqa: ANN401 - as above
        """Take what stands at the end of one."""
        if name == "p":
            self.out.append("\n")
        elif name == "tc":
            _close_cell(self.out)
        elif name == "tr":
            _close_row(self.out)


class _OpenText:
    """Collects the text of a part of an OpenDocument file, where text stands between the elements."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self._inside = 0

    def begin(self, name: str, element: Any) -> None:  # noqa: ANN401 - the library has no types
        """Take what stands at the beginning of an element."""
        self._inside += name in ("p", "h")
        if name == "s":
            self.out.append(" " * min(1000, _whole(_value(element, "c"))))
        elif name in _BREAKS or name == "tab":
            self.out.append(_BREAKS[name])
        if self._inside:
            self.out.append(element.text or "")

    def end(self, name: str, element: Any) -> None:  # noqa: ANN401 - as above
        """Take what stands at the end of one, and behind it."""
        if name in ("p", "h"):
            self._inside -= 1
            self.out.append("\n")
        elif name == "table-cell":
            _close_cell(self.out)
        elif name == "table-row":
            _close_row(self.out)
        if self._inside:
            self.out.append(element.tail or "")


def _text(content: bytes, make: type[_WordText] | type[_OpenText]) -> str:
    """The text of one part."""
    if not content:
        raise Refused(errors.BROKEN)
    collect = make()
    walk = etree.iterwalk(_tree(content), events=("start", "end"))
    for event, element in walk:
        name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if event == "end":
            if name not in _NOT_READ:
                collect.end(name, element)
        elif name in _NOT_READ:
            walk.skip_subtree()
        else:
            collect.begin(name, element)
    return "".join(collect.out).strip("\n")


def _close_cell(out: list[str]) -> None:
    """Cells of one line stand beside each other."""
    if out and out[-1] == "\n":
        out[-1] = "\t"
    else:
        out.append("\t")


def _close_row(out: list[str]) -> None:
    if out and out[-1] == "\t":
        out[-1] = "\n"
    else:
        out.append("\n")


def _value(element: Any, name: str) -> str:  # noqa: ANN401 - the library has no types
    """The value of an attribute, whatever its namespace."""
    return next((str(v) for key, v in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 1


def _tick(box: Any) -> str:  # noqa: ANN401 - as above
    """How a box of an older form is ticked: what was chosen counts, else what it began with."""
    states = {
        child.tag.rpartition("}")[2]: _value(child, "val") for child in box if isinstance(child.tag, str)
    }
    state = states.get("checked", states.get("default", "0"))
    return "☒ " if state in ("", "1", "true", "on") else "☐ "


def _joined(texts: list[str]) -> str:
    """The parts below each other; the same header of many sections once."""
    return "\n\n".join(dict.fromkeys(text.strip() for text in texts if text.strip()))
