"""Small files that ask for much: pictures, archives and texts; those in PDFs are in bombs_in_pdfs.py."""

import gzip
import io
import struct
import zipfile
import zlib

from PIL import Image

from tests.faults import bombs_in_pdfs
from tests.reading.test_bombs import inflates_to, png

LONG = 65_000


def all_of_them():
    """A name for each bomb, the name of its file, and its bytes."""
    for group in (bombs_in_pdfs.skeletons, bombs_in_pdfs.pages, bombs_in_pdfs.inside):
        yield from ((name, "report.pdf", content) for name, content in group())
    yield from _pngs()
    yield from _tiffs()
    yield from _other_pictures()
    yield from _archives()
    yield from _texts()


def _chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _with(chunk, count=1):
    """A sound little PNG with chunks of another kind before its pixels."""
    small = png(1, 1, 8, 2, zlib.compress(b"\0" * 4))
    return small[:33] + chunk * count + small[33:]


def _pngs():
    few = zlib.compress(b"\0" * 1000)
    yield "a PNG of four gigapixels", "scan.png", png(LONG, LONG, 8, 2, few)
    yield "a PNG of four gigapixels, black and white", "scan.png", png(LONG, LONG, 1, 0, few)
    yield "a PNG of four gigapixels, deep and see-through", "scan.png", png(LONG, LONG, 16, 6, few)
    yield "a PNG of two billion pixels in one row", "scan.png", png(2**31 - 1, 1, 8, 2, few)
    yield "a PNG that grows to 800 megabytes", "scan.png", png(9_900, 9_900, 16, 6, inflates_to(800, b"\0"))
    text = b"a\0\0" + inflates_to(1000, b" ")
    yield "a PNG with a note of a gigabyte", "scan.png", _with(_chunk(b"zTXt", text))
    profile = b"a\0\0" + inflates_to(1000, b"\0")
    yield "a PNG with colours of a gigabyte", "scan.png", _with(_chunk(b"iCCP", profile))
    yield "a PNG with 300,000 notes", "scan.png", _with(_chunk(b"tEXt", b"a\0b"), 300_000)


def _tiff(entries, data=b"", following=0):
    entries = sorted(entries)
    at = 8 + 2 + 12 * len(entries) + 4
    fields = [struct.pack("<HHII", tag, 4, 1, at if value is None else value) for tag, value in entries]
    head = b"II*\x00\x08\x00\x00\x00" + struct.pack("<H", len(entries))
    return head + b"".join(fields) + struct.pack("<I", following) + data


def _tiffs():
    def sides(width, height, packing, data):
        plain = [(256, width), (257, height), (258, 8), (259, packing), (262, 1), (273, None), (277, 1)]
        return _tiff([*plain, (278, height), (279, len(data))], data)

    yield "a TIFF of four gigapixels", "fax.tif", sides(LONG, LONG, 1, bytes(100))
    yield "a packed TIFF that grows to 80 megabytes", "fax.tif", sides(9000, 9000, 8, inflates_to(900, b"\0"))
    yield "a TIFF packed with LZW", "fax.tif", sides(9900, 9900, 5, bombs_in_pdfs.lzw(500_000))
    yield "a fax of a hundred megapixels", "fax.tif", sides(9900, 9900, 4, b"\x80" * 3000)
    yield "a TIFF whose next page is itself", "fax.tif", _tiff([(256, 9), (257, 9)], following=8)
    page = [(256, 1), (257, 1), (258, 8), (259, 1), (262, 1), (273, 8), (277, 1), (279, 1)]
    one = _tiff(page)[8:-4]
    place, pages = 8, [b"II*\x00\x08\x00\x00\x00"]
    for _ in range(20_000):
        place += len(one) + 4
        pages.append(one + struct.pack("<I", place))
    yield "a TIFF of twenty thousand pages", "fax.tif", b"".join(pages) + one + bytes(4)
    many = struct.pack("<HHII", 273, 4, 2**31 - 1, 8)
    lying = _tiff([(256, 9000), (257, 9000), (258, 8), (259, 1), (262, 1), (279, 9)])
    yield "a TIFF of two billion strips", "fax.tif", lying[:8] + b"\7\0" + lying[10:-4] + many + bytes(4)


def _jpeg(width, height, scans=1):
    out = io.BytesIO()
    Image.new("L", (8, 8)).save(out, "JPEG", progressive=scans > 1)
    made = bytearray(out.getvalue())
    at = max(made.find(b"\xff\xc0"), made.find(b"\xff\xc2"))
    made[at + 5 : at + 9] = struct.pack(">HH", height, width)
    start = made.find(b"\xff\xda")
    return bytes(made[:start] + made[start:-2] * scans + b"\xff\xd9")


def _box(name, body):
    return struct.pack(">I", 8 + len(body)) + name + body


def _photo(side):
    """The frame of a photo of a telephone (ISO 23008-12) that claims to be so large, with nothing in it."""
    kind = _box(b"ftyp", b"heic\0\0\0\0mif1heic")
    handler = _box(b"hdlr", bytes(8) + b"pict" + bytes(13))
    size = _box(b"ispe", bytes(4) + struct.pack(">II", side, side))
    bits = _box(b"hvcC", b"\1" + bytes(21) + b"\0")
    uses = _box(b"ipma", bytes(4) + struct.pack(">IHB", 1, 1, 2) + b"\x01\x82")
    item = _box(b"infe", b"\2\0\0\0" + struct.pack(">HH", 1, 0) + b"hvc1\0")
    place = _box(b"iloc", bytes(4) + b"\x44\0" + struct.pack(">HHHHII", 1, 1, 0, 1, 0, 2**31))
    parts = handler + _box(b"pitm", bytes(4) + b"\0\1") + place
    parts += _box(b"iinf", bytes(4) + b"\0\1" + item) + _box(b"iprp", _box(b"ipco", size + bits) + uses)
    return kind + _box(b"meta", bytes(4) + parts) + _box(b"mdat", bytes(100))


def _other_pictures():
    yield "a JPEG of four gigapixels", "photo.jpg", _jpeg(LONG, LONG)
    yield "a JPEG of three thousand passes", "photo.jpg", _jpeg(9900, 9900, scans=3000)
    large = b"VP8X" + struct.pack("<I", 10) + bytes(4) + b"\xff\x3f\0\xff\x3f\0"
    yield "a WebP of a quarter gigapixel", "photo.webp", b"RIFF" + struct.pack("<I", 22) + b"WEBP" + large
    lossless = b"VP8L" + struct.pack("<I", 20) + b"\x2f\xff\xff\xff\x0f" + bytes(15)
    yield "a WebP without loss that lies", "photo.webp", b"RIFF" + struct.pack("<I", 32) + b"WEBP" + lossless
    yield (
        "a GIF of four gigapixels",
        "photo.gif",
        b"GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\2\0;",
    )
    head = struct.pack("<IiiHHIIiiII", 40, LONG, LONG, 1, 24, 0, 0, 0, 0, 0, 0)
    yield "a BMP of four gigapixels", "photo.bmp", b"BM" + struct.pack("<IHHI", 999, 0, 0, 54) + head
    runs = struct.pack("<IiiHHIIiiII", 40, 9900, 9900, 1, 8, 1, 0, 0, 0, 2, 0) + bytes(8)
    yield (
        "a BMP packed in runs",
        "photo.bmp",
        b"BM" + struct.pack("<IHHI", 999, 0, 0, 62) + runs + b"\xff\1" * 500,
    )
    yield "a photo of a telephone of four gigapixels", "photo.heic", _photo(LONG)
    yield "a photo of a telephone larger than numbers", "photo.heic", _photo(2**32 - 1)


def _zip(*parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return out.getvalue()


LAUGHS = '<?xml version="1.0"?>\n<!DOCTYPE r [<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
)
LAUGHS += "]>\n<r>&a9;</r>"


def _archives():
    inner = _zip(("zeros", bytes(50_000_000)))
    for _ in range(6):
        inner = _zip(*((f"{n}.zip", inner) for n in range(10)))
    yield "an archive of archives of archives", "disc.zip", inner
    one = _zip(("again.zip", b""))
    yield (
        "an archive that says it is inside itself",
        "quine.zip",
        one.replace(b"\0\0\0\0again", b"\xff\xff\xff\xffagain"),
    )
    yield "a gigabyte in gzip", "values.csv.gz", gzip.compress(bytes(1 << 28), 9) * 4
    yield (
        "a letter that laughs",
        "letter.docx",
        _zip(("[Content_Types].xml", LAUGHS), ("word/document.xml", LAUGHS)),
    )
    overlapping = _zip(("a", bytes(10_000_000)))
    yield "an archive with a thousand names for one part", "disc.zip", overlapping + overlapping[-80:] * 1000


def _texts():
    yield "a billion laughs", "report.xml", LAUGHS.encode()
    long = f'<!DOCTYPE r [<!ENTITY a "{"x" * 50_000}">]><r>{"&a;" * 50_000}</r>'
    yield "fifty thousand times fifty thousand", "report.xml", long.encode()
    outside = (
        '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY % b SYSTEM "http://127.0.0.1:9/">%b;]>'
    )
    yield "a report that asks for another file", "report.xml", f"{outside}<r>&a;</r>".encode()
    yield "a million tags, one in the other", "page.html", b"<a>" * 1_000_000
    yield "a million brackets of JSON", "values.json", b"[" * 1_000_000
    yield "half a million braces of RTF", "letter.rtf", b"{\\rtf1" + b"{" * 500_000
    yield "a text of a hundred thousand pages", "notes.txt", b"a\f" * 100_000
    yield "a text of a million lines", "notes.txt", b"a\n" * 1_000_000
    yield "a text that is one word", "notes.txt", b"a" * (4 << 20)
    yield "a text longer than can be read", "notes.txt", b"words " * (4 << 20)
    yield "a text of marks on one letter", "notes.txt", b"a" + "\u0301".encode() * 2_000_000
