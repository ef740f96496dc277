"""PDFs of a few kilobytes that ask for gigabytes, for hours, or for themselves."""

import zlib

from tests.reading.test_bombs import FONT, ITSELF, TWICE, inflates_to, pdf, pdf_object

IMAGE = b"/XObject<</I 5 0 R>>"
SHOWN = b"600 0 0 800 0 0 cm /I Do"
MANY = 100_000


def stream(number, words, content=b""):
    """An object with a stream."""
    return b"%d 0 obj\n<<%s/Length %d>>stream\n%s\nendstream\nendobj\n" % (
        number,
        words,
        len(content),
        content,
    )


def picture(words, content, more=b""):
    """A page that shows one picture; `words` say how it is packed and how large it claims to be."""
    body = b"/Type/XObject/Subtype/Image/BitsPerComponent 8/ColorSpace/DeviceRGB" + words
    return pdf(SHOWN, resources=IMAGE, more=stream(5, body, content) + more)


def whole(*objects, trailer=b"<</Root 1 0 R/Size 10>>", start=0):
    """A file out of objects alone, for those whose skeleton is the trick."""
    return b"%PDF-1.7\n" + b"".join(objects) + b"trailer%s\nstartxref\n%d\n%%%%EOF" % (trailer, start)


CATALOG = pdf_object(1, b"<</Type/Catalog/Pages 2 0 R>>")
PAGES = pdf_object(2, b"<</Type/Pages/Count 1/Kids[3 0 R]>>")
PAGE = pdf_object(3, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>")


def packed_twice(mebibytes, unit):
    """Data that grow in two steps to so many megabytes."""
    return zlib.compress(inflates_to(mebibytes, unit))


def packed_often(times):
    """A hundred megabytes under many filters, one inside the other."""
    content = inflates_to(100, b"0 0 1 1 re f\n")
    for _ in range(times):
        content = zlib.compress(content)
    return pdf(content, b"/Filter[" + b"/FlateDecode" * (times + 1) + b"]")


def lzw(count):
    """LZW data (ISO 32000-1, 7.4.4) of ever longer runs of one byte, starting over when the table is full."""
    bits, out, width, code = 0, bytearray(), 9, 258
    held = 0

    def put(value, size):
        nonlocal bits, held
        held, bits = held << size | value, bits + size
        while bits >= 8:
            bits -= 8
            out.append(held >> bits & 0xFF)
            held &= (1 << bits) - 1

    put(256, 9)
    put(32, 9)
    for _ in range(count):
        put(code, width)
        code += 1
        width = 9 + sum(code + 1 > limit for limit in (511, 1023, 2047))
        if code >= 4094:
            put(256, width)
            put(32, 9)
            width, code = 9, 258
    put(257, width)
    return bytes(out) + bytes([held << 8 - bits & 0xFF])


def skeletons():
    """Loops and lies in what holds a file together."""
    yield "one page named 100,000 times", pdf(count=MANY, kids=b"[" + b"3 0 R " * MANY + b"]")
    yield "a hundred thousand pages claimed", pdf(count=MANY)
    yield "a tree of pages that holds itself", whole(CATALOG, pdf_object(2, b"<</Type/Pages/Kids[2 0 R]>>"))
    deep = [
        pdf_object(n, b"<</Type/Pages/Count 1/Parent %d 0 R/Kids[%d 0 R]>>" % (n - 1, n + 1))
        for n in range(2, 20_000)
    ]
    yield "a tree of pages 20,000 deep", whole(CATALOG, *deep, trailer=b"<</Root 1 0 R/Size 20001>>")
    table = b"xref\n0 1\n0000000000 65535 f \n"
    loop = b"%PDF-1.7\n" + CATALOG + PAGES + PAGE
    end = b"trailer<</Root 1 0 R/Size 4/Prev %d>>\nstartxref\n%d\n%%%%EOF" % (len(loop), len(loop))
    yield "a list of places that goes back to itself", loop + table + end
    endless = b"xref\n0 4294967295\n0000000000 65535 f \n"
    yield "a list of four billion places", loop + endless + end.replace(b"/Prev", b"/Was")
    hybrid = b"<</Type/XRef/Size 2147483647/W[8 8 8]/Root 1 0 R/Prev 9" + TWICE
    yield (
        "a packed list of places without end",
        whole(CATALOG, PAGES, PAGE, stream(4, hybrid[2:], packed_twice(400, b"\1" * 24)), start=200),
    )
    inside = b"/Type/ObjStm/N 1000000/First 10/Extends 4 0 R" + TWICE
    yield (
        "objects inside objects without end",
        whole(CATALOG, PAGES, PAGE, stream(4, inside, packed_twice(400, b"5 0 6 1 "))),
    )
    circle = b"4 0 obj\n<</Length 4 0 R>>stream\nx\nendstream\nendobj\n"
    page = PAGE.replace(b">>", b"/Contents 4 0 R>>")
    yield "a length that is its own length", whole(CATALOG, PAGES, page, circle)
    nested = b"[" * 2_000_000
    yield "two million brackets", whole(CATALOG, PAGES, page, pdf_object(4, nested))
    yield (
        "a million dictionaries, one in the other",
        whole(CATALOG, PAGES, page, pdf_object(4, b"<</A" * 10**6)),
    )


def pages():
    """What is drawn is the trick."""
    yield "two gigabytes of blanks", pdf(packed_twice(2000, b" "), TWICE)
    yield "rectangles without end", pdf(packed_twice(400, b"0 0 1 1 re f\n"), TWICE)
    yield "letters without end", pdf(packed_twice(100, b"BT /F 9 Tf (ab) Tj ET\n"), TWICE, resources=FONT)
    yield "brackets without end on a page", pdf(packed_twice(400, b"["), TWICE)
    yield "states kept without end", pdf(packed_twice(200, b"q "), TWICE)
    itself = b"stream\n" + b"/I Do " * 100 + b"\nendstream"
    yield "a drawing that draws itself", pdf(b"/I Do", resources=IMAGE, more=pdf_object(5, ITSELF + itself))
    yield "forty filters, one in the other", packed_often(40)
    tile = b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep .0001/YStep .0001"
    yield (
        "tiles smaller than dust",
        pdf(
            b"/Pattern cs /P scn 0 0 600 800 re f",
            resources=b"/Pattern<</P 5 0 R>>",
            more=stream(5, tile + b"/Resources<<>>", b"0 0 1 1 re f"),
        ),
    )
    own = b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 1/YStep 1"
    fill = b"/Pattern cs /P scn 0 0 9 9 re f"
    yield (
        "tiles made of themselves",
        pdf(
            fill,
            resources=b"/Pattern<</P 5 0 R>>",
            more=stream(5, own + b"/Resources<</Pattern<</P 5 0 R>>>>", fill * 20),
        ),
    )
    function = b"<</FunctionType 0/Domain[0 1 0 1]/Range[0 1 0 1 0 1]/Size[65535 65535]/BitsPerSample 8"
    shade = b"<</ShadingType 1/ColorSpace/DeviceRGB/Function 6 0 R>>"
    yield (
        "a shade of four billion samples",
        pdf(
            b"/S sh",
            resources=b"/Shading<</S 5 0 R>>",
            more=pdf_object(5, shade) + stream(6, function[2:], b"\0" * 100),
        ),
    )
    dashes = b"[.00001] 0 d 0.0001 w 0 0 m 100000000 100000000 l S\n" * 50
    yield "a line of endless dashes", pdf(dashes)
    glyph = b"1000 0 0 0 750 750 d1 BT /F 1 Tf (aaaaaaaaaa) Tj ET"
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 6 0 R>>/Encoding"
    )
    font += b"<</Differences[97/a]>>/FirstChar 97/LastChar 97/Widths[9]/Resources<</Font<</F 5 0 R>>>>>>"
    yield (
        "a letter that writes itself",
        pdf(
            b"BT /F 9 Tf (aaaaaaaaaa) Tj ET",
            resources=b"/Font<</F 5 0 R>>",
            more=pdf_object(5, font) + stream(6, b"", glyph),
        ),
    )
    yield "a page of a kilometre", pdf(box=b"0 0 9999999 9999999")
    yield (
        "a hundred pages of blanks without end",
        pdf(packed_twice(1000, b" "), TWICE, count=100, kids=b"[" + b"3 0 R " * 100 + b"]"),
    )


def inside():
    """Pictures, letters and colours inside a page that are larger than they look."""
    huge = b"/Width 60000/Height 60000"
    yield "a picture of three gigapixels", picture(huge + TWICE, packed_twice(2000, b"\0"))
    yield "a picture packed with LZW", picture(huge + b"/Filter/LZWDecode", lzw(2_000_000))
    flat = zlib.compress(b"\x81\0" * 30_000_000, 9)
    runs = b"/Filter[/FlateDecode/RunLengthDecode]"
    yield "a picture packed in runs", picture(huge + runs, flat)
    fax = b"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 60000/Rows 2000000000>>"
    yield "a fax of two billion lines", picture(b"/Width 60000/Height 2000000000" + fax, b"\x80" * 5000)
    info = (65_000).to_bytes(4, "big") * 2 + bytes(11)
    jbig = b"\0\0\0\0\x30\0\x01" + len(info).to_bytes(4, "big") + info
    region = (65_000).to_bytes(4, "big") * 2 + bytes(9) + b"\0\0\3\xff\xfd\xff\2\xfe\xfe\xfe" + bytes(99)
    jbig += b"\0\0\0\1\x26\0\x01" + len(region).to_bytes(4, "big") + region
    yield "a fax in JBIG2 of four gigapixels", picture(b"/Width 65000/Height 65000/Filter/JBIG2Decode", jbig)
    sides = (2_000_000_000).to_bytes(4, "big") * 2 + bytes(8) + (1).to_bytes(4, "big") * 2 + bytes(8)
    jpx = b"\xff\x4f\xff\x51" + (47).to_bytes(2, "big") + b"\0\0" + sides + b"\0\3" + b"\x07\1\1" * 3
    yield "a JPEG 2000 of a billion tiles", picture(huge + b"/Filter/JPXDecode", jpx + bytes(500))
    mask = b"/SMask 5 0 R/Width 9/Height 9"
    yield "a picture that is its own mask", picture(mask, bytes(243))
    columns = b"/DecodeParms<</Predictor 15/Colors 32/BitsPerComponent 16/Columns 2147483647>>"
    yield (
        "a line of two billion points",
        picture(huge + b"/Filter/FlateDecode" + columns, inflates_to(200, b"\4")),
    )
    profile = b"/Width 9/Height 9/ColorSpace[/ICCBased 6 0 R]"
    yield (
        "a profile of colours of a gigabyte",
        picture(profile, bytes(243), stream(6, b"/N 3" + TWICE, packed_twice(1000, b"\0"))),
    )
    font = (
        b"<</Type/Font/Subtype/TrueType/BaseFont/A/FirstChar 97/LastChar 97/Widths[9]/FontDescriptor 6 0 R>>"
    )
    about = b"<</Type/FontDescriptor/FontName/A/Flags 4/FontFile2 7 0 R>>"
    yield (
        "a font of a gigabyte",
        pdf(
            b"BT /F 9 Tf (aaa) Tj ET",
            resources=b"/Font<</F 5 0 R>>",
            more=pdf_object(5, font)
            + pdf_object(6, about)
            + stream(7, TWICE, packed_twice(1000, b"\0\1\0\0")),
        ),
    )
    letters = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
    ranges = b"begincodespacerange <00000000> <ffffffff> endcodespacerange 100 beginbfrange\n"
    ranges += b"<00000000> <ffffffff> <0041>\n" * 100 + b"endbfrange"
    yield (
        "an alphabet of four billion letters",
        pdf(
            b"BT /F 9 Tf (aaa) Tj ET",
            resources=b"/Font<</F 5 0 R>>",
            more=pdf_object(5, letters) + stream(6, b"", ranges),
        ),
    )
