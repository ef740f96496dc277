"""Small files that ask for much are refused within seconds, with a sentence, and the next one is read."""

import resource
import struct
import zlib

import pytest

from secondop_desktop.reading import errors, limits
from secondop_desktop.reading.errors import Unreadable

SOON = 10.0
"""Seconds within which a bomb has to be refused."""


def inflates_to(mebibytes, unit):
    """A few kilobytes of deflated data that grow to many megabytes of `unit`, over and over."""
    packer = zlib.compressobj(9)
    chunk = unit * ((1 << 20) // len(unit))
    first = packer.compress(chunk) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(chunk) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + again * (mebibytes - 1) + packer.flush()


def pdf_object(number, body):
    return b"%d 0 obj\n%s\nendobj\n" % (number, body)


def pdf(content=b"", filters=b"", count=1, kids=b"[3 0 R]", resources=b"", more=b"", box=b"0 0 600 800"):
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<<%s>>>>" % (box, resources)
    stream = b"<<%s/Length %d>>stream\n%s\nendstream" % (filters, len(content), content)
    parts = [
        pdf_object(1, b"<</Type/Catalog/Pages 2 0 R>>"),
        pdf_object(2, b"<</Type/Pages/Count %d/Kids %s>>" % (count, kids)),
        pdf_object(3, page),
        pdf_object(4, stream),
        more,
    ]
    return b"%PDF-1.7\n" + b"".join(parts) + b"trailer<</Root 1 0 R/Size 10>>\nstartxref\n0\n%%EOF"


def png(width, height, depth, colours, data):
    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


TWICE = b"/Filter[/FlateDecode/FlateDecode]"
FONT = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
ITSELF = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</I 5 0 R>>>>/Length 600>>"


def cpu_of_workers():
    """Seconds of work that ended workers have cost, whatever else the computer was doing."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def everything(reader, content, kind):
    reader.open(content, kind)
    reader.page_text(1)
    return reader.picture(1, 2000)


def refused(reader, content, kind):
    """Why a file was not read; it must not cost much, and the reader has to go on afterwards."""
    before = cpu_of_workers()
    with pytest.raises(Unreadable) as caught:
        everything(reader, content, kind)
    reader.close()
    assert cpu_of_workers() - before < SOON
    assert "kept" in caught.value.what
    assert reader.open(b"the next file", "text").pages == 1
    return caught.value.reason


def test_a_page_of_blanks_without_end_is_refused(reader):
    content = pdf(zlib.compress(inflates_to(2000, b" ")), TWICE)
    assert len(content) < 10_000
    assert refused(reader, content, "pdf") in (errors.STOPPED, errors.TOO_SLOW, errors.TOO_BIG)


def test_a_page_of_drawing_without_end_is_refused(reader):
    content = pdf(zlib.compress(inflates_to(400, b"0 0 1 1 re f\n")), TWICE)
    assert refused(reader, content, "pdf") in (errors.STOPPED, errors.TOO_SLOW, errors.TOO_BIG)


def test_a_page_of_letters_without_end_is_refused(reader):
    content = pdf(zlib.compress(inflates_to(100, b"BT /F 9 Tf (ab) Tj ET\n")), TWICE, resources=FONT)
    assert refused(reader, content, "pdf") in (errors.STOPPED, errors.TOO_SLOW, errors.TOO_BIG)


def test_a_drawing_that_holds_itself_comes_to_an_end(reader):
    itself = pdf_object(5, ITSELF + b"stream\n" + b"/I Do " * 100 + b"\nendstream")
    content = pdf(b"/I Do", resources=b"/XObject<</I 5 0 R>>", more=itself)
    assert refused(reader, content, "pdf") in (errors.STOPPED, errors.TOO_SLOW)


def test_a_pdf_that_claims_a_hundred_thousand_pages_is_refused(reader):
    assert refused(reader, pdf(count=100_000), "pdf") == errors.TOO_MANY_PAGES


def test_a_pdf_that_shows_one_page_a_hundred_thousand_times_is_refused(reader):
    content = pdf(count=100_000, kids=b"[" + b"3 0 R " * 100_000 + b"]")
    assert refused(reader, content, "pdf") == errors.TOO_MANY_PAGES


def test_a_page_of_a_kilometre_is_drawn_small(reader):
    picture = everything(reader, pdf(box=b"0 0 9999999 9999999"), "pdf")
    assert picture.width * picture.height <= limits.MOST_PIXELS_OUT


def test_a_huge_picture_inside_a_pdf_does_not_need_huge_memory(reader):
    body = b"/Width 60000/Height 60000/BitsPerComponent 8/ColorSpace/DeviceRGB" + TWICE
    data = zlib.compress(inflates_to(2000, b"\0"))
    image = b"<</Type/XObject/Subtype/Image%s/Length %d>>stream\n%s\nendstream" % (body, len(data), data)
    content = pdf(b"600 0 0 800 0 0 cm /I Do", resources=b"/XObject<</I 5 0 R>>", more=pdf_object(5, image))
    before = cpu_of_workers()
    assert everything(reader, content, "pdf").width == 2000
    reader.close()
    assert cpu_of_workers() - before < SOON


@pytest.mark.parametrize(("depth", "colours"), [(8, 2), (1, 0), (16, 6)])
def test_a_png_that_claims_65000_pixels_a_side_is_refused(reader, depth, colours):
    content = png(65_000, 65_000, depth, colours, zlib.compress(b"\0" * 1000))
    assert len(content) < 200
    assert refused(reader, content, "png") == errors.TOO_BIG


def test_a_png_that_grows_beyond_the_memory_of_the_worker_is_refused(reader):
    content = png(9_900, 9_900, 16, 6, inflates_to(800, b"\0"))
    assert refused(reader, content, "png") == errors.TOO_BIG


def test_a_tiff_that_claims_65000_pixels_a_side_is_refused(reader):
    entries = [(256, 65_000), (257, 65_000), (258, 8), (259, 1), (262, 1), (273, 8), (277, 1), (279, 100)]
    fields = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in entries)
    content = b"II*\x00\x08\x00\x00\x00" + struct.pack("<H", len(entries)) + fields + bytes(100)
    assert refused(reader, content, "tiff") == errors.TOO_BIG


def test_a_file_that_is_too_big_is_refused_before_it_is_sent(reader, monkeypatch):
    monkeypatch.setattr(limits, "MOST_BYTES", 1000)
    assert refused(reader, b"x" * 1001, "text") == errors.TOO_BIG
