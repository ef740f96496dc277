"""The structure of a packet: what a screen reader follows, page by page (ISO 32000-1, 14.7).

Runs in the binder only. Sheets keep their own; each page of a record is one element.
"""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Dictionary, Name, NumberTree, Object, Page, Pdf, String


class Tagged:
    """One element that stands for a marked part of a page."""

    def __init__(self, element: Object, tag: str, mark: int) -> None:
        self._element, self._tag, self._mark = element, tag, mark

    def begin(self) -> str:
        """What stands before it in the source of the page; "EMC" stands behind it."""
        return f"/{self._tag} <</MCID {self._mark}>> BDC"

    def alternative(self, words: str, box: list[float]) -> None:
        """What is read instead of a picture, and where the picture stands (14.8.5.4.3)."""
        self._element.Alt = String(words)
        self._element.A = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=Array(box))

    def told(self, words: str) -> None:
        """The words of it in their order."""
        self._element.ActualText = String(words)


class Tags:
    """The tree of one packet while it is made."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = self.packet = pdf
        self.root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.whole = pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=self.root, K=Array())
        )
        self._parents: list[list[Object]] = []
        self._given: dict[int, Object] = {}
        self._roles: dict[str, Object] = {}

    def part(self, title: str) -> Object:
        """A new part of the packet, such as a sheet or a record."""
        part = self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Part, P=self.whole, K=Array()))
        if title:
            part.T = String(title)
        self.whole.K.append(part)
        return part

    def on_page(self, page: Page, part: Object, tag: str) -> Tagged:
        """A new element of a part, for the next marked piece of a page."""
        if "/StructParents" not in page.obj:
            page.obj.StructParents, page.obj.Tabs = len(self._parents), Name.S
            self._parents.append([])
        marks = self._parents[int(page.obj.StructParents)]
        element = self._pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name("/" + tag), P=part, Pg=page.obj, K=len(marks))
        )
        marks.append(element)
        part.K.append(element)
        return Tagged(element, tag, len(marks) - 1)

    def next_key(self) -> int:
        """A key of the way back from a page to its elements."""
        self._parents.append([])
        return len(self._parents) - 1

    def give(self, key: int, elements: Object) -> None:
        """The elements of a page that came with its sheet."""
        self._given[key] = elements

    def role(self, name: str, means: Object) -> None:
        """What a tag of a sheet's own means."""
        self._roles[name] = means

    def finish(self) -> None:
        """Hang the tree into the packet."""
        nums: list[Any] = []
        for key, elements in enumerate(self._parents):
            nums += [key, self._given.get(key) or self._pdf.make_indirect(Array(elements))]
        self.root.K = Array([self.whole])
        self.root.ParentTree = self._pdf.make_indirect(Dictionary(Nums=Array(nums)))
        self.root.ParentTreeNextKey = len(self._parents)
        if self._roles:
            self.root.RoleMap = Dictionary(self._roles)
        self._pdf.Root.StructTreeRoot = self.root
        self._pdf.Root.MarkInfo = Dictionary(Marked=True)


class SheetTags:
    """The structure of one sheet, on its way into a packet."""

    def __init__(self, sheet: Pdf) -> None:
        self._sheet = sheet
        self._root = sheet.Root.get("/StructTreeRoot")

    def give(self, tags: Tags, part: Object, begun: int) -> None:
        """Hand it over, once the pages of the sheet are in the packet from page `begun` (from 0) on."""
        packet = tags.packet
        pages = [packet.pages[begun + place] for place in range(len(self._sheet.pages))]
        if not isinstance(self._root, Dictionary):
            return
        tree = self._root.get("/ParentTree")
        ways = NumberTree(tree) if isinstance(tree, Dictionary) else {}
        for element in self._tops():
            copied = packet.copy_foreign(self._sheet.make_indirect(element))
            copied.P = part
            if copied.get("/S") == Name.Document:
                copied.S = Name.Sect
            part.K.append(copied)
        for page in pages:
            old = page.obj.get("/StructParents")
            if old is None or int(old) not in ways:
                continue
            key = tags.next_key()
            page.obj.StructParents = key
            tags.give(key, packet.copy_foreign(self._sheet.make_indirect(ways[int(old)])))
        roles = self._root.get("/RoleMap", Dictionary())
        for name, means in roles.items():
            tags.role(name, packet.copy_foreign(self._sheet.make_indirect(means)))

    def _tops(self) -> list[Object]:
        """The uppermost elements; what points to fields and links is taken out, for they stay behind."""
        kids = self._root.get("/K", Array()) if self._root is not None else Array()
        tops = [one for one in kids] if isinstance(kids, Array) else [kids]
        for one in tops:
            _without_objects(one)
        return tops


def _without_objects(element: Object) -> None:
    kids = element.get("/K") if isinstance(element, Dictionary) else None
    if isinstance(kids, Dictionary):
        kids = Array([kids])
    if not isinstance(kids, Array):
        return
    left = []
    for kid in kids:
        if isinstance(kid, Dictionary):
            if kid.get("/Type") == Name.OBJR:
                continue
            _without_objects(kid)
            if kid.get("/S") == Name.Form and not len(kid.get("/K", Array())):
                continue  # the field it stood for is words on the page now, or nothing
        left.append(kid)
    element.K = Array(left)
