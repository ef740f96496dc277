"""What keeps a PDF from being read aloud: the rules of PDF/UA-1 (ISO 14289-1) that a program can look at."""

import io
import itertools
import re

import pikepdf

PAINTS = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Tj", "TJ", "'", '"', "Do", "sh"}
INSIDE = {
    "Table": {"TR", "Caption", "THead", "TBody"},
    "TR": {"TH", "TD"},
    "L": {"LI", "L", "Caption"},
    "LI": {"Lbl", "LBody"},
}
"""What may stand directly in an element (ISO 32000-1, 14.8.4.3)."""
OWN_PLACE = {"TR": {"Table", "THead", "TBody"}, "TH": {"TR"}, "TD": {"TR"}, "LI": {"L"}, "LBody": {"LI"}}


def faults(pdf):
    """One sentence for each rule that is broken; none when all is well."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = [*_of_the_file(document), *_of_the_pages(document)]
        root = document.Root.get("/StructTreeRoot")
        if root is None:
            return [*found, "there is no tree"]
        for top in root.K:
            found += _of_an_element(top, None)
        found += _of_the_headings(root)
        found += _of_the_marks(document)
        found += _of_the_fields(document)
    return found


def _of_the_file(document):
    root = document.Root
    if not root.get("/MarkInfo", {}).get("/Marked", False):
        yield "the file is not marked as tagged"
    if not str(root.get("/Lang", "")):
        yield "the language is not named"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "the window would show the name of the file instead of its title"
    if document.pdf_version > "1.7" or document.is_encrypted:
        yield "the version is too new, or the file is locked"
    with document.open_metadata() as said:
        if said.get("pdfuaid:part") != "1":
            yield "the metadata do not say PDF/UA-1"
        if not said.get("dc:title"):
            yield "the metadata have no title"
    for item in document.objects:
        font = isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        if font and not any(f"/FontFile{kind}" in item for kind in ("", "2", "3")):
            yield f"{item.FontName} is not embedded"


def _of_the_pages(document):
    for number, page in enumerate(document.pages, start=1):
        if page.get("/Annots") and page.get("/Tabs") != "/S":
            yield f"page {number} does not say in which order its fields come"
        inside = []
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                if str(operands[0]) == "/Artifact" and set(inside) - {"/Artifact"}:
                    yield f"page {number} has decoration inside of text"
                if str(operands[0]) != "/Artifact" and "/Artifact" in inside:
                    yield f"page {number} has text inside of decoration"
                inside.append(str(operands[0]))
            elif name == "EMC":
                inside.pop()
            elif name in PAINTS and not inside:
                yield f"page {number} draws something ({name}) that is neither text nor decoration"
        if inside:
            yield f"page {number} leaves a mark open"


def _of_an_element(node, parent):
    tag = str(node.S)[1:]
    over = str(parent.S)[1:] if parent is not None else ""
    if tag in OWN_PLACE and over not in OWN_PLACE[tag]:
        yield f"{tag} stands in {over or 'nothing'}"
    if over in INSIDE and tag not in INSIDE[over]:
        yield f"{over} holds {tag}"
    if tag == "Figure" and not str(node.get("/Alt", "")):
        yield "a picture has no words"
    if tag == "TH" and node.get("/A", {}).get("/Scope") not in ("/Row", "/Column"):
        yield "a head of a table does not say what it is the head of"
    if tag == "Table":
        yield from _of_a_table(node)
    for kid in node.get("/K", []):
        if "/S" in kid:
            yield from _of_an_element(kid, node)


def note_marks(node, marks):
    """Each mark and field below an element, with the element it belongs to, in the order of reading."""
    for kid in node.get("/K", []):
        if "/S" in kid:
            note_marks(kid, marks)
        else:
            marks.append((node, kid))


def _of_a_table(table):
    wide = {sum(int(cell.get("/A", {}).get("/ColSpan", 1)) for cell in row.K) for row in table.K}
    if len(wide) > 1:
        yield f"rows of a table have {sorted(wide)} columns"


def _of_the_headings(root):
    levels = [int(tag[1]) for tag in _tags(root) if re.fullmatch(r"H[1-6]", tag)]
    if levels and (levels[0] != 1 or levels.count(1) != 1):
        yield f"the headings are {levels}: one H1 comes first"
    if any(after > before + 1 for before, after in itertools.pairwise(levels)):
        yield f"the headings jump: {levels}"


def _tags(node):
    for kid in node.get("/K", []):
        if "/S" in kid:
            yield str(kid.S)[1:]
            yield from _tags(kid)


def _of_the_marks(document):
    """Each mark of a page leads to the element that names it, and back."""
    marks = []
    note_marks(document.Root.StructTreeRoot, marks)
    nums = document.Root.StructTreeRoot.ParentTree.Nums
    ways = {int(nums[i]): nums[i + 1] for i in range(0, len(nums), 2)}
    named = 0
    for owner, kid in marks:
        if str(kid.Type) == "/MCR":
            named += 1
            back = ways[int(kid.Pg.StructParents)][int(kid.MCID)]
        else:
            back = ways[int(kid.Obj.StructParent)]
        if back.objgen != owner.objgen:
            yield f"a mark of {owner.S} leads back to {back.S}"
    if named != sum(len(way) for way in ways.values() if isinstance(way, pikepdf.Array)):
        yield "the tree and the pages do not have the same marks"


def _of_the_fields(document):
    for page in document.pages:
        for annotation in page.get("/Annots", []):
            if annotation.Subtype != "/Widget":
                continue
            if not str(annotation.get("/TU", "")).strip():
                yield "a field does not say what belongs there"
            if "/StructParent" not in annotation or "/AP" not in annotation:
                yield "a field is not in the tree, or has no look"
    if document.Root.get("/AcroForm", {}).get("/NeedAppearances", False):
        yield "the looks of the fields are left to the program that shows them"
