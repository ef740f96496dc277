"""Records made on the spot for the tests of packets, and what can be seen of a finished packet."""

import io
import re

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from secondop_desktop.case import documents
from secondop_desktop.case.documents import Document
from secondop_desktop.reading.bindery import Bindery, Binding, Bytes, Chapter, Leaf

A4 = (595.0, 842.0)


def pdf(*pages, size=A4, rotate=0, font="Helvetica"):
    """A PDF with one line of words on each page, near its upper left corner."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, initialFontName=font)
    for words in pages:
        canvas.drawString(60, size[1] - 80, words)
        canvas.rect(50, 50, size[0] - 100, size[1] - 200)
        if rotate:
            canvas.setPageRotation(rotate)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def changed(content, change):
    """The same PDF after `change(pdf)`."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as opened:
        change(opened)
        opened.save(out)
    return out.getvalue()


def locked(content, password):
    """The same PDF, encrypted."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as opened:
        opened.save(out, encryption=pikepdf.Encryption(owner=password, user=password, R=6))
    return out.getvalue()


def picture(kind="JPEG", size=(800, 1100), colour="white", **more):
    """A picture with a black mark in its upper left corner."""
    image = Image.new("RGB", size, colour)
    ImageDraw.Draw(image).rectangle((40, 40, 240, 140), fill="black")
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def tiff(count, mode="1", size=(860, 1100)):
    """A TIFF of many pages."""
    pages = []
    for number in range(count):
        page = Image.new(mode, size, "white" if mode != "1" else 1)
        ImageDraw.Draw(page).rectangle((40, 40, 140 + 20 * number, 140), fill=0)
        pages.append(page)
    out = io.BytesIO()
    pages[0].save(
        out, "TIFF", save_all=True, append_images=pages[1:], compression="group4" if mode == "1" else None
    )
    return out.getvalue()


def bound(*files, small=False, passphrase="", turns=None, words=None, **take):
    """A packet of (content, kind) without cover and sheets, and the shapes of all its pages."""
    known = words or {}
    with Bindery(Bytes, lambda source, place: [known.get((source, place), {})]) as bindery:
        leaves, shapes = [], []
        for content, kind in files:
            source = bindery.add(Bytes(content))
            found = bindery.take(source, kind, small=small, **take)
            turned = turns or {}
            leaves += [Leaf(source, n, f"Page {n + 1}", turned.get(n + 1, 0)) for n in range(len(found))]
            shapes += found
        letters = bindery.add(Bytes(pdf("")))
        wide = [(s.width > s.height) != bool(leaf.turn % 180) for s, leaf in zip(shapes, leaves, strict=True)]
        sizes = tuple(A4[::-1] if lies else A4 for lies in wide)
        chapters = (Chapter("Record 1", "Record 1, page ", leaves=tuple(leaves)),)
        plan = Binding(
            "A packet", "en", chapters, letters, ("",) * len(sizes), sizes, 30.0, small, passphrase
        )
        return b"".join(bindery.bind(plan)), shapes


def keep_record(vault, clock, content, kind, title="Report", **more):
    """A record of the case with these bytes; its id."""
    blob = vault.blobs.keep(io.BytesIO(content))
    with vault.write() as session:
        record = Document(
            title=title, file_kind=kind, blob=blob.name, size=blob.size, added_at=clock.now(), **more
        )
        documents.keep(session, record)
        session.flush()
        return record.id


def texts(content, password=None):
    """The words of each page, as a search finds them."""
    found = []
    with pypdfium2.PdfDocument(content, password=password) as opened:
        for page in opened:
            layer = page.get_textpage()
            found.append(layer.get_text_range())
            layer.close()
            page.close()
    return found


def seen(content, number=0, scale=0.5, password=None):
    """A page as a grey picture."""
    with pypdfium2.PdfDocument(content, password=password) as opened:
        page = opened[number]
        shown = page.render(scale=scale).to_pil().convert("L")
        page.close()
    return shown


def everything_in(content, password=""):
    """All of a PDF as one run of bytes: every object and every stream, decoded, whether used or not."""
    parts = [content]
    with pikepdf.open(io.BytesIO(content), password=password) as opened:
        for one in opened.objects:
            parts.append(repr(one).encode("utf-8", "replace"))
            parts += [text.encode("utf-8", "replace") for text in _strings(one)]
            if isinstance(one, Stream):
                parts.append(one.read_raw_bytes())
                try:
                    parts.append(one.read_bytes())
                except pikepdf.PdfError:
                    continue
    return b"\n".join(parts)


def _strings(one, depth=0):
    if isinstance(one, pikepdf.String):
        yield str(one)
    elif isinstance(one, Array) and depth < 8:
        for part in one:
            yield from _strings(part, depth + 1)
    elif isinstance(one, Dictionary | Stream) and depth < 8:
        for key, value in one.items():
            yield key
            yield from _strings(value, depth + 1) if not getattr(value, "is_indirect", False) else ()


def acting(opened):
    """Make a PDF that does all that a PDF of a stranger may do; every such thing holds the word CANARY."""
    script = opened.make_indirect(Dictionary(S=Name.JavaScript, JS="app.alert('CANARY')"))
    launch = opened.make_indirect(Dictionary(S=Name.Launch, F="CANARY.exe"))
    opened.Root.OpenAction = script
    opened.Root.AA = Dictionary(WC=script)
    opened.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["x", script])))
    opened.attachments["CANARY.txt"] = b"CANARY in an attached file"
    opened.docinfo["/Author"] = "CANARY author"
    opened.Root.Metadata = opened.make_stream(b"<x>CANARY</x>")
    page = opened.pages[0]
    page.obj.AA = Dictionary(O=launch)
    page.obj.PieceInfo = Dictionary(App=Dictionary(Private="CANARY"))
    page.obj.Metadata = opened.make_stream(b"CANARY")
    page.obj.Resources.Properties = Dictionary(P0=Dictionary(Type=Name.Thing, Note="CANARY"))
    page.obj.Resources.Strange = Dictionary(Note="CANARY")
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 90, 90]),
        A=Dictionary(S=Name.URI, URI="https://CANARY.example"),
    )  # fmt: skip
    button = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Btn, Ff=65536, T="CANARY", Rect=Array([0, 0, 9, 9]),
        A=launch,
    )  # fmt: skip
    page.obj.Annots = opened.make_indirect(Array([opened.make_indirect(one) for one in (link, button)]))
    opened.Root.AcroForm = Dictionary(Fields=Array(list(page.obj.Annots)[1:]), XFA="CANARY")
    image = opened.make_stream(b"\x00" * 4)
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width, image.Height, image.BitsPerComponent, image.ColorSpace = 2, 2, 8, Name.DeviceGray
    image.Metadata, image.OPI = opened.make_stream(b"CANARY"), Dictionary(F="CANARY.tif")
    image.Alternates = Array([Dictionary(Image=image, OC=Dictionary(Note="CANARY"))])
    program = opened.make_stream(b"(CANARY) show")
    program.Type, program.Subtype = Name.XObject, Name.PS
    page.obj.Resources.XObject = Dictionary(I0=image, P0=program)


def tool(name, *arguments):
    """What a program outside says, or None where it is not installed."""
    import shutil
    import subprocess

    if shutil.which(name) is None:
        return None
    done = subprocess.run([name, *arguments], capture_output=True, timeout=60, check=False)
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")


def numbers(text):
    """All whole numbers in a text."""
    return [int(one) for one in re.findall(r"\d+", text)]
