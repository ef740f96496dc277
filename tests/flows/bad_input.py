"""Files that are odd, broken or made to do harm, one function each, with all bytes known."""

import io
import itertools
import zlib

import pikepdf
from PIL import Image, ImageChops, TiffImagePlugin
from reportlab.pdfgen.canvas import Canvas

from tests.flows.papers import locked, report
from tests.intake.test_kinds import EXE, ftyp, ole
from tests.reading import made_files as made
from tests.reading.test_bombs import pdf as bare_pdf

SAID = "Ki-67 5 %, margins free, grade two"


def picture(kind, size=(600, 400), mode="RGB", **options):
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind, **options)
    return out.getvalue()


def locked_pdf():
    return locked(report(SAID), "brightwater")


def pdf_with_lost_places():
    """The list of places in the file points into the middle of nowhere."""
    content = report(SAID)
    at = content.rindex(b"startxref")
    return content[: content.rindex(b"xref\n", 0, at)] + b"startxref\n99999999\n%%EOF"


def pdf_without_pages():
    return bare_pdf(count=0, kids=b"[]")


def pdf_of_pages(count):
    return bare_pdf(count=count, kids=b"[" + b"3 0 R " * count + b"]")


def pdf_of_fields():
    """Nothing is printed on the page; all words were typed into fields."""
    out = io.BytesIO()
    canvas = Canvas(out)
    for place, value in enumerate((SAID, "Margaret Ellison", "Brightwater Clinic")):
        canvas.acroForm.textfield(name=f"f{place}", value=value, x=72, y=700 - 60 * place, width=300)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def pdf_of_one_picture(packed, name, size):
    """A page that is one picture, packed in a way of its own."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(600, 400))
        bits = {"BitsPerComponent": 1, "ColorSpace": pikepdf.Name.DeviceGray} if "JBIG2" in name else {}
        shown = pikepdf.Stream(pdf, packed, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, **bits)
        shown.Width, shown.Height = size
        shown.Filter = pikepdf.Name(name)
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=shown))
        page.Contents = pikepdf.Stream(pdf, b"600 0 0 400 0 0 cm /I Do")
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def half_black(mode="1", size=(600, 400)):
    """A picture whose upper half is black, so that one sees whether it was decoded."""
    shown = Image.new(mode, size, "white")
    shown.paste("black" if mode == "RGB" else 0, (0, 0, size[0], size[1] // 2))
    return shown


def pdf_of_jpeg_2000():
    out = io.BytesIO()
    half_black("RGB").save(out, "JPEG2000")
    return pdf_of_one_picture(out.getvalue(), "/JPXDecode", (600, 400))


def pdf_of_jbig2():
    """JBIG2 as it stands in a PDF (ISO 32000-1, 7.4.7): a page and a region packed like a fax (T.88, 7.4)."""
    out = io.BytesIO()
    ImageChops.invert(half_black()).save(out, "TIFF", compression="group4")  # there one is black
    with Image.open(io.BytesIO(out.getvalue())) as tiff:
        at, length = tiff.tag_v2[TiffImagePlugin.STRIPOFFSETS], tiff.tag_v2[TiffImagePlugin.STRIPBYTECOUNTS]
        fax = b"".join(out.getvalue()[a : a + n] for a, n in zip(at, length, strict=True))
    size = (600).to_bytes(4, "big") + (400).to_bytes(4, "big")
    page = size + bytes(8) + b"\0" + b"\0\0"
    region = size + bytes(8) + b"\0" + b"\1" + fax
    segments = ((0, 48, page), (1, 38, region))
    packed = b"".join(
        n.to_bytes(4, "big") + bytes([kind, 0, 1]) + len(part).to_bytes(4, "big") + part
        for n, kind, part in segments
    )
    return pdf_of_one_picture(packed, "/JBIG2Decode", (600, 400))


def fax(pages=3):
    out = io.BytesIO()
    sheets = [half_black(size=(1728, 1100)) for _ in range(pages)]
    sheets[0].save(out, "TIFF", compression="group4", save_all=True, append_images=sheets[1:], dpi=(204, 98))
    return out.getvalue()


def turned_photo(turn):
    exif = Image.Exif()
    exif[0x0112] = turn
    return picture("JPEG", exif=exif)


def moving_picture():
    frames = [Image.new("RGB", (300, 200), colour) for colour in ("red", "green", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()


def zip_of_zips():
    return made.zipped(("inner.zip", made.zipped(("deep.txt", SAID))), ("notes.txt", SAID))


def zip_bomb():
    return made.zipped(("zeros.txt", bytes(64 << 20)), ("notes.txt", SAID + " in the archive"))


def swelling_page():
    """Two gigabytes of blanks in a few kilobytes."""
    packer = zlib.compressobj(9)
    chunk = b" " * (1 << 20)
    parts = [packer.compress(chunk) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2)]
    inner = parts[0] + parts[1] * 1999 + packer.flush()
    return bare_pdf(zlib.compress(inner), b"/Filter[/FlateDecode/FlateDecode]")


ALL = {
    "a PDF with a password": ("letter.pdf", locked_pdf),
    "a PDF whose places are lost": ("letter.pdf", pdf_with_lost_places),
    "a PDF without pages": ("letter.pdf", pdf_without_pages),
    "a PDF of 5,001 pages": ("letter.pdf", lambda: pdf_of_pages(5001)),
    "a PDF of nothing but fields": ("form.pdf", pdf_of_fields),
    "a PDF of a JPEG 2000 picture": ("scan.pdf", pdf_of_jpeg_2000),
    "a PDF of a JBIG2 picture": ("scan.pdf", pdf_of_jbig2),
    "a PDF that swells": ("letter.pdf", swelling_page),
    "a fax": ("fax.tif", fax),
    "a panorama": ("panorama.jpg", lambda: picture("JPEG", (20_000, 400))),
    "a JPEG for printers": ("scan.jpg", lambda: picture("JPEG", mode="CMYK")),
    "a TIFF of sixteen bits": ("scan.tif", lambda: picture("TIFF", mode="I;16")),
    "a picture that moves": ("photo.webp", moving_picture),
    "a Word file with macros": (
        "letter.docm",
        lambda: made.docx(made.paragraph(SAID), ("word/vbaProject.bin", b"Shell(cmd)")),
    ),
    "an older Word file": ("letter.doc", lambda: ole("WordDocument")),
    "a locked Word file": ("letter.docx", lambda: ole("EncryptedPackage")),
    "a program called a report": ("report.pdf", lambda: EXE),
    "an archive that swells": ("scans.zip", zip_bomb),
    "an archive of archives": ("scans.zip", zip_of_zips),
    "a recording": ("visit.m4a", lambda: ftyp(b"M4A ")),
    "a film": ("scan.mp4", lambda: ftyp(b"mp42")),
    "a table": ("values.xlsx", lambda: made.zipped(("[Content_Types].xml", "x"), ("xl/workbook.xml", "x"))),
    "a name of 300 letters": (f"{'n' * 300}.txt", lambda: b"text under a long name"),
    "a name over two lines": ("first line\nsecond line.txt", lambda: b"text under a broken name"),
    "nothing at all": ("empty.pdf", lambda: b""),
    "noise": ("noise.dat", lambda: bytes(itertools.islice(itertools.cycle(range(256)), 5000))),
} | {
    f"a photo turned the {turn}. way": (f"IMG_{turn}.jpg", lambda turn=turn: turned_photo(turn))
    for turn in range(1, 9)
}
"""What each is called, the name of its file, and who makes it."""
