"""Puts sheets and pages together to one tagged PDF with bookmarks, page labels and a stamp on every page.

Runs in the binder only. The plan comes from `reading.bindery`, which says what is in it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, BinaryIO, cast

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Pdf, String

from secondop_desktop.reading import errors
from secondop_desktop.reading.bind_pages import Matrix, Painted, Paper, fitted, said, times
from secondop_desktop.reading.bind_pdf import FAULTS
from secondop_desktop.reading.bind_source import Outlet, Source
from secondop_desktop.reading.bind_tags import SheetTags, Tags
from secondop_desktop.reading.bind_words import Unseen
from secondop_desktop.reading.errors import Refused

Plan = dict[str, Any]


class FellOver(Exception):
    """The pages of a source cannot be taken as they are."""

    def __init__(self, source: int) -> None:
        super().__init__(str(source))
        self.source = source


class Book:
    """One packet while it is bound. `source` opens a drawn sheet, `words` gives the words of a page."""

    def __init__(
        self,
        plan: Plan,
        papers: dict[int, Paper],
        source: Callable[[int, int], Source],
        words: Callable[[int, int], Any],
    ) -> None:
        self._plan, self._papers, self._source, self._words = plan, papers, source, words
        self._pdf = pikepdf.new()
        self._tags = Tags(self._pdf)
        self._unseen = Unseen(self._pdf)
        self._open: list[Any] = []
        self._marks: list[tuple[str, int]] = []
        self._labels: list[tuple[int, Dictionary]] = []
        stamps = self._opened(*plan["stamps"])
        self._letters = self._pdf.copy_foreign(stamps.make_indirect(stamps.pages[0].resources.Font))

    def make(self) -> None:
        """Put all pages together."""
        for chapter in self._plan["chapters"]:
            first = len(self._pdf.pages)
            if chapter["title"]:
                self._marks.append((chapter["title"], first))
            if chapter["label"]:
                label = Dictionary(P=String(chapter["label"]))
                if chapter["number"]:
                    label.S, label.St = Name.D, chapter["number"]
                self._labels.append((first, label))
            if "sheet" in chapter:
                self._add_sheet(chapter)
            else:
                self._add_pages(chapter)
        if len(self._pdf.pages) != len(self._plan["sizes"]):
            raise Refused(errors.BROKEN)
        self._finish()

    def write(self, outlet: Outlet) -> None:
        """Write the file; nothing of it is kept in memory."""
        word = self._plan["passphrase"]
        encryption: Any = pikepdf.Encryption(owner=word, user=word, R=6) if word else False
        packed = pikepdf.ObjectStreamMode.generate if self._plan["small"] else None
        more = {"object_stream_mode": packed} if packed else {}
        self._pdf.save(cast("BinaryIO", outlet), encryption=encryption, min_version="1.7", **more)
        for source in self._open:
            source.tell_trouble()

    def _add_sheet(self, chapter: Plan) -> None:
        """A sheet that the program drew: its pages as they are, with their own tags."""
        sheet = self._opened(*chapter["sheet"])
        part = self._tags.part(chapter["title"])
        tags = SheetTags(sheet)
        begun = len(self._pdf.pages)
        for page in sheet.pages:
            self._pdf.pages.append(page)
            fresh = self._pdf.pages[-1]
            for key in ("/Annots", "/AA", "/Metadata", "/PieceInfo"):
                if key in fresh.obj:
                    del fresh.obj[key]
            self._stamp_over(fresh)
        tags.give(self._tags, part, begun)

    def _stamp_over(self, page: pikepdf.Page) -> None:
        """What stands at the foot of a page of the packet; it is no part of what is read aloud."""
        number = len(self._pdf.pages) - 1
        stamp = self._pdf.make_stream(self._plan["sources"][number].encode("latin-1"))
        stamp.Type, stamp.Subtype = Name.XObject, Name.Form
        stamp.BBox = Array([float(side) for side in page.mediabox])
        stamp.Resources = Dictionary(Font=self._letters)
        resources = page.obj.Resources
        known = resources.get("/XObject", Dictionary())
        resources.XObject = Dictionary({**dict(known.items()), "/PacketStamp": stamp})
        page.contents_add(b"q", prepend=True)
        page.contents_add(b"Q /PacketStamp Do")

    def _add_pages(self, chapter: Plan) -> None:
        """Pages of records, each fitted above its stamp."""
        part = self._tags.part(chapter["title"])
        for leaf in chapter["pages"]:
            number = len(self._pdf.pages)
            width, height = (float(side) for side in self._plan["sizes"][number])
            page = self._pdf.add_blank_page(page_size=(width, height))
            page.obj.Resources = Dictionary(XObject=Dictionary(), Font=self._letters)
            content = ["q", self._plan["sources"][number], "Q"]
            if leaf["whole"]:
                paper = self._papers[leaf["source"]]
                shape = paper.shapes[leaf["place"]]
                painted = self._painted(paper, leaf)
                room = (0.0, float(self._plan["strip"]), width, height)
                outer, _ = fitted(shape.width, shape.height, leaf["turn"], room)
                content += self._content(page, painted, outer, leaf, part)
            else:
                said_so = self._tags.on_page(page, part, "P")
                said_so.told(leaf["alt"])
                content = [said_so.begin(), *content, "EMC"]
            page.obj.Contents = self._pdf.make_stream("\n".join(content).encode("latin-1"))

    def _painted(self, paper: Paper, leaf: Plan) -> Painted:
        try:
            return paper.painted(self._pdf, leaf["place"])
        except FAULTS as error:
            raise FellOver(leaf["source"]) from error

    def _content(
        self, page: pikepdf.Page, painted: Painted, outer: Matrix, leaf: Plan, part: Object
    ) -> list[str]:
        """The source of a page: the record's page, and unseen words over a picture of words."""
        known = self._words(leaf["source"], leaf["place"]) if leaf["words"] else {}
        shape = self._papers[leaf["source"]].shapes[leaf["place"]]
        seen_as_picture = shape.picture or known.get("seen") is True
        page.obj.Resources.XObject.Page = painted.drawn
        place = said(times(painted.matrix, outer))
        tagged = self._tags.on_page(page, part, "Figure" if seen_as_picture else "P")
        if seen_as_picture:
            tagged.alternative(leaf["alt"], [float(side) for side in page.mediabox])
        elif known.get("text"):
            tagged.told(known["text"])
        content = [tagged.begin(), f"q {place} cm /Page Do Q", "EMC"]
        if seen_as_picture and known.get("words"):
            words = self._tags.on_page(page, part, "P")
            unseen = self._unseen.over(page, known["words"], shape.width, shape.height)
            content += [words.begin(), f"q {said(outer)} cm", *unseen, "Q", "EMC"]
        return content

    def _opened(self, number: int, size: int) -> Pdf:
        source = self._source(number, size)
        self._open.append(source)
        return pikepdf.open(cast("BinaryIO", source))

    def _finish(self) -> None:
        pdf, root = self._pdf, self._pdf.Root
        self._unseen.finish()
        self._tags.finish()
        root.Lang = String(self._plan["language"])
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        root.PageMode = Name.UseOutlines
        root.Metadata = pdf.make_stream(_xmp(self._plan["title"], self._plan["language"]))
        root.Metadata.Type, root.Metadata.Subtype = Name.Metadata, Name.XML
        nums: list[Any] = []
        for place, label in self._labels:
            nums += [place, label]
        root.PageLabels = Dictionary(Nums=Array(nums))
        with pdf.open_outline() as outline:
            outline.root.extend(OutlineItem(title, place) for title, place in self._marks)
        pdf.trailer.Info = pdf.make_indirect(
            Dictionary(
                Title=String(self._plan["title"]), Creator=String("SecondOp"), Producer=String("SecondOp")
            )
        )


def _xmp(title: str, language: str) -> bytes:
    """What the file says of itself (ISO 16684-1): title and language, as its other properties do."""
    title, language = (
        words.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;") for words in (title, language)
    )
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">'
        f"{title}</rdf:li></rdf:Alt></dc:title><dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag>"
        '</dc:language></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()
