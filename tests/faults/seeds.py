"""Small true files of every kind that people hand over, made on the spot; mutants are made of them."""

import io
import zipfile
from pathlib import Path

import pikepdf
from PIL import Image, ImageCms
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from secondop_desktop.base.paths import resources
from tests.reading import made_files

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
LARGEST = 10_000
"""Bytes of a file from elsewhere that is still small enough to be mutated many thousand times."""

Seed = tuple[str, str, bytes]
"""What a file is, a name for it, and its bytes."""


def all_of_them() -> list[Seed]:
    """Every seed; photos of telephones and reports from elsewhere only where those are."""
    return [*_pdfs(), *_pictures(), *_texts(), *_archives(), *_from_elsewhere()]


def _shades(mode="RGB", size=(40, 30)):
    return Image.radial_gradient("L").resize(size).convert(mode)


def _saved(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def _drawn(*, encrypt=None, compress=1, draw=None):
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(300, 200), encrypt=encrypt, pageCompression=compress)
    canvas.drawString(20, 150, "Findings: nothing new was seen.")
    if draw is not None:
        draw(canvas)
    canvas.showPage()
    canvas.drawString(20, 150, "A second page.")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _form(canvas):
    canvas.acroForm.textfield(name="dose", value="90 mg", x=20, y=40, width=120, height=20)
    canvas.linkURL("https://example.org", (20, 20, 90, 35))


def _letters(canvas):
    if "Inter" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Inter", _truetype()))
    canvas.setFont("Inter", 12)
    canvas.drawString(20, 100, "Größe 3 mm, α-Strahler")


def _truetype():
    return next(str(file) for file in sorted((resources() / "fonts").glob("Noto*.ttf")))


def _pdfs():
    yield "pdf", "plain.pdf", _drawn(compress=0)
    packed = _drawn(draw=lambda canvas: canvas.drawImage(ImageReader(_shades()), 20, 20, 80, 60))
    yield "pdf", "picture.pdf", packed
    yield "pdf", "form.pdf", _drawn(draw=_form)
    yield "pdf", "locked.pdf", _drawn(encrypt="secret")
    if any((resources() / "fonts").glob("*.ttf")):
        yield "pdf", "letters.pdf", _drawn(draw=_letters)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(packed)) as pdf:
        pdf.attachments["notes.txt"] = b"something attached"
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    yield "pdf", "streams.pdf", out.getvalue()


def _pictures():
    colours = _shades()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    turned = Image.Exif()
    turned[0x0112] = 6
    yield "png", "plain.png", _saved(colours, "PNG")
    yield "png", "profile.png", _saved(colours, "PNG", icc_profile=profile, exif=turned)
    yield "png", "palette.png", _saved(_shades("P"), "PNG", transparency=3)
    yield "png", "deep.png", _saved(_shades("I;16"), "PNG")
    yield "jpeg", "plain.jpg", _saved(colours, "JPEG")
    yield "jpeg", "turned.jpg", _saved(colours, "JPEG", progressive=True, exif=turned, icc_profile=profile)
    yield "jpeg", "press.jpg", _saved(_shades("CMYK"), "JPEG")
    for packing in ("raw", "tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg"):
        yield "tiff", f"{packing}.tif", _saved(colours, "TIFF", compression=packing)
    yield "tiff", "fax.tif", _saved(_shades("1", (160, 80)), "TIFF", compression="group4")
    pages = {"save_all": True, "append_images": [_shades("L"), _shades("1")]}
    yield "tiff", "pages.tif", _saved(colours, "TIFF", **pages)
    yield "webp", "plain.webp", _saved(colours, "WEBP")
    yield "webp", "lossless.webp", _saved(_shades("RGBA"), "WEBP", lossless=True, exif=turned)
    yield "webp", "moving.webp", _saved(colours, "WEBP", save_all=True, append_images=[_shades("L")])
    yield "bmp", "plain.bmp", _saved(colours, "BMP")
    yield "bmp", "palette.bmp", _saved(_shades("P"), "BMP")
    yield "gif", "moving.gif", _saved(_shades("P"), "GIF", save_all=True, append_images=[_shades("P")])


WORDS = "Befund: größter Herd 3 mm.\nNo change since May.\tSee page 2.\f– end –\n"
XML = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>
<ClinicalDocument xmlns="urn:hl7-org:v3"><title>Report &b;</title><id root="1.2.3"/></ClinicalDocument>
"""
RTF = (
    r"{\rtf1\ansi\deff0{\fonttbl{\f0 Helvetica;}}\f0\fs24 Findings: \b nothing\b0  new.\par{\*\objdata 0105}}"
)


def _texts():
    for code in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        yield "text", f"{code}.txt", WORDS.encode(code)
    yield "text", "report.xml", XML.encode()
    yield "html", "page.html", b"<html><body onload='x()'><p>Findings</p><script>1</script></body></html>"
    yield "text", "values.csv", b"name;value\nCA 125;35\n" * 20
    yield "rtf", "report.rtf", RTF.encode()


def _zipped(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def _archives():
    body = '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>Findings</w:t></w:r></w:p></w:body></w:document>'
    parts = {"[Content_Types].xml": "<Types/>", "_rels__.rels": "<Rels/>", "word__document.xml": body}
    inside = {"DICOMDIR": "x" * 500, "..__..__evil": "y", "a.zip": _zipped(b="c")}
    yield "docx", "letter.docx", _zipped(**parts)
    yield "zip", "disc.zip", _zipped(**inside)
    yield "odt", "letter.odt", made_files.odt("<text:p>Findings<text:s/>none</text:p>")
    yield "email", "letter.eml", made_files.letter(attachments=[("values.txt", b"CA 125 35")])
    yield "msg", "letter.msg", made_files.msg(attachments=[("values.txt", b"CA 125 35")])


def _from_elsewhere():
    for kind, pattern in (("heic", "*.hei*"), ("pdf", "*.pdf"), ("tiff", "*.tif*")):
        files = {file: file.stat().st_size for file in sorted((CORPUS / kind).rglob(pattern))}
        small = [file for file in sorted(files, key=files.__getitem__) if 0 < files[file] <= LARGEST]
        for file in small[:4]:
            yield kind, file.name, file.read_bytes()
