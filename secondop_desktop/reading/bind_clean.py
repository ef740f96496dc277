"""Takes out of a foreign page everything that is not seen on it: actions, links, files, notes on its making.

Runs in the binder only. Names are those of ISO 32000-1. A page gives only its content and its resources; of
both only what is needed to paint is left.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream

RESOURCES = frozenset({"/Font", "/XObject", "/ColorSpace", "/Pattern", "/Shading", "/ExtGState"})
_STREAM = frozenset({"/Length", "/Filter", "/DecodeParms"})
_IMAGE = _STREAM | {
    *("/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Intent", "/ImageMask"),
    *("/Mask", "/Decode", "/Interpolate", "/SMask", "/SMaskInData", "/Matte"),
}
_FORM = _STREAM | {"/Type", "/Subtype", "/FormType", "/BBox", "/Matrix", "/Resources", "/Group"}
_GROUP = frozenset({"/Type", "/S", "/CS", "/I", "/K"})
_NEVER = frozenset(
    {
        *("/A", "/AA", "/JS", "/JavaScript", "/OpenAction", "/URI", "/Launch", "/Next"),
        *("/EF", "/RF", "/AF", "/Names", "/Metadata", "/PieceInfo", "/OPI", "/Ref", "/Alternates"),
        *("/LastModified", "/StructParent", "/StructParents", "/OC", "/Measure", "/PtData", "/Annots"),
        *("/Parent", "/P", "/Pg", "/Thumb", "/Properties", "/F", "/FFilter", "/FDecodeParms", "/URL"),
    }
)
"""Keys that nothing needs in order to be painted, wherever they stand in resources."""
OnImage = Callable[[Any, str, Stream], None]
"""Called with whatever holds an image, under which key, and the image."""


def clean_resources(resources: Object, seen: set[tuple[int, int]], on_image: OnImage | None = None) -> None:
    """Leave in the resources of a page, and all that hangs on them, only what is painted.

    `seen` are the objects of this file that were cleaned already.
    """
    waiting: list[Object] = [resources]
    _leave(resources, RESOURCES)
    while waiting:
        thing = waiting.pop()
        if thing.is_indirect:
            if thing.objgen in seen:
                continue
            seen.add(thing.objgen)
        if isinstance(thing, Array):
            waiting += [one for one in thing if isinstance(one, Dictionary | Array | Stream)]
            continue
        _strip(thing)
        for key, value in thing.items():
            if isinstance(value, Stream) and on_image is not None and value.get("/Subtype") == Name.Image:
                on_image(thing, key, value)
            elif isinstance(value, Dictionary | Array | Stream):
                waiting.append(value)


def _strip(thing: Object) -> None:
    kind = thing.get("/Subtype") if isinstance(thing, Stream) else None
    if kind == Name.Image:
        _leave(thing, _IMAGE)
    elif kind == Name.Form:
        _leave(thing, _FORM)
        _strip_inner(thing.get("/Resources"))
    elif kind == Name.PS:
        thing.write(b"")  # a program for a printer
        _leave(thing, _STREAM)
    else:
        for key in _NEVER.intersection(thing.keys()):
            del thing[key]
        if isinstance(thing, Stream) or "/CharProcs" in thing:
            _strip_inner(thing.get("/Resources"))


def _strip_inner(resources: Object | None) -> None:
    if isinstance(resources, Dictionary):
        _leave(resources, RESOURCES)


def _leave(thing: Object, keys: frozenset[str]) -> None:
    for key in [key for key in thing.keys() if key not in keys]:  # noqa: SIM118 - keys are deleted
        del thing[key]


def group_of(page: Object, pdf: Pdf) -> Object | None:
    """How the parts of a page shine through each other; nothing when it does not say."""
    group = page.get("/Group")
    if not isinstance(group, Dictionary) or group.get("/S") != Name.Transparency:
        return None
    return pdf.make_indirect(Dictionary({key: group[key] for key in _GROUP if key in group}))


def content_of(page: Object, pdf: Pdf, used: set[tuple[int, int]]) -> Stream:
    """The content of a page as one stream that no other page shares, with nothing else in it."""
    if isinstance(page.get("/Contents"), Array):
        Page(page).contents_coalesce()  # joined piece by piece when the packet is written
    content = page.get("/Contents")
    if not isinstance(content, Stream):
        return pdf.make_stream(b"")
    if content.objgen in used:
        content = pdf.make_indirect(copy.copy(content))
    used.add(content.objgen)
    _leave(content, _STREAM)
    return content


def has_hidden_layers(pdf: Pdf) -> bool:
    """Whether some of what is drawn may be switched off by the file (optional content, 8.11)."""
    told = pdf.Root.get("/OCProperties")
    if not isinstance(told, Dictionary):
        return False
    usual = told.get("/D")
    if not isinstance(usual, Dictionary):
        return True
    return bool(len(usual.get("/OFF", [])) or usual.get("/BaseState", Name.ON) != Name.ON)
