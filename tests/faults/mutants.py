"""Makes broken files out of true ones: each mutant follows from a seed and a number alone."""

import random
import re
import struct
from collections.abc import Callable, Sequence

EDGES = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)
"""Numbers at which programs break: too big, negative when read with a sign, one too few."""

_PDF = b"""obj endobj stream endstream xref trailer startxref /Length /Kids /Filter /FlateDecode /LZWDecode
/JBIG2Decode /JPXDecode /DCTDecode /CCITTFaxDecode /ASCII85Decode /RunLengthDecode /Crypt /ObjStm /XRef /Prev
/DecodeParms<</Predictor/15>> <</Columns#2099999999>> << >> [ ] ( ) /Type/Pages /W[1,9,9] /Index[0,1e9]
/Subtype/Type3 /JS(app.alert(1)) /OpenAction /Launch /SMask /Mask /Encrypt /Contents"""
_TAGS = (256, 257, 258, 259, 273, 277, 279, 322, 330)
"""Width, height, bits, packing, places, samples, lengths, tiles and inner folders of a TIFF."""
WORDS = {
    "pdf": (
        *_PDF.split(),
        *(b"[" * 600, b"(" * 600, b"<<" * 300, b"1 0 R", b"/Count -1", b"/Count 99999999", b"/Rotate 91"),
        *(b"/MediaBox[0 0 1e38 -1]", b"/Predictor 15 /Columns 99999999", b"/Length 4294967296"),
    ),
    "png": tuple(b"IHDR IDAT IEND PLTE tRNS iCCP zTXt iTXt acTL fcTL fdAT gAMA sBIT eXIf".split()),
    "jpeg": tuple(bytes((0xFF, mark)) for mark in (*range(0xC0, 0xE3), 0xFE)),
    "tiff": tuple(struct.pack("<HHII", tag, 4, 1, n) for tag in _TAGS for n in EDGES[6:]),
    "webp": (b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP", b"EXIF", b"XMP "),
    "heic": tuple(b"ftyp meta iloc iinf infe iprp ipco ipma ispe hvcC idat iref grid pitm irot clap".split()),
    "text": (
        *(b"<!ENTITY x SYSTEM 'file:///etc/passwd'>", b"&x;", b"\xff\xfe", b"\xef\xbb\xbf"),
        *(b"\0", b"\f", b"\x1b[2J", b"\xed\xa0\x80", b"\xf4\x90\x80\x80"),
    ),
}
"""For each kind the words that mean something in it."""

Chance = random.Random
Mutator = Callable[[bytearray, Chance, str, Sequence[bytes]], None]


def mutant(content: bytes, kind: str, others: Sequence[bytes], seed: int) -> bytes:
    """A broken version of `content`; `others` are true files whose parts may be put into it. Never empty."""
    chance = Chance(seed)
    made = bytearray(content)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        chance.choice(_MUTATORS)(made, chance, kind, others)
        if not made:
            made = bytearray(content[:1])
    return bytes(made)


def _flip_bits(made, chance, _kind, _others):
    for _ in range(chance.choice((1, 1, 2, 8, 40))):
        made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)


def _set_bytes(made, chance, _kind, _others):
    at = chance.randrange(len(made))
    made[at : at + chance.randint(1, 8)] = bytes([chance.choice((0, 0xFF, 0x80, chance.randrange(256)))]) * 4


def _set_a_number(made, chance, _kind, _others):
    """Put a number where some length, count or offset may stand, in either order of bytes."""
    form = chance.choice(("<H", ">H", "<I", ">I", "<I", ">I", ">Q"))
    at, size = chance.randrange(len(made)), struct.calcsize(form)
    made[at : at + size] = struct.pack(form, chance.choice(EDGES) % (1 << 8 * size))


def _set_a_written_number(made, chance, _kind, _others):
    """Change a number that is written in digits, as lengths and places are in a PDF."""
    found = list(re.finditer(rb"-?\d+", made[:50_000]))
    if found:
        place = chance.choice(found)
        number = chance.choice((*EDGES, -1, int(place[0][:9]) + 1, 10**20))
        made[place.start() : place.end()] = b"%d" % number


def _cut_off(made, chance, _kind, _others):
    del made[chance.randrange(len(made)) :]


def _take_out(made, chance, _kind, _others):
    at = chance.randrange(len(made))
    del made[at : at + chance.choice((1, 4, 12, 100, 1000))]


def _double(made, chance, _kind, _others):
    at = chance.randrange(len(made))
    piece = bytes(made[at : at + chance.choice((1, 12, 100, 1000))])
    made[at:at] = piece * chance.choice((1, 1, 2, 40))


def _move(made, chance, _kind, _others):
    at, to = chance.randrange(len(made)), chance.randrange(len(made))
    piece = bytes(made[at : at + chance.choice((4, 40, 400))])
    del made[at : at + len(piece)]
    made[to:to] = piece


def _splice(made, chance, _kind, others):
    """Put a part of another true file in."""
    other = chance.choice(others)
    start = chance.randrange(len(other))
    piece = other[start : start + chance.choice((4, 40, 400, 4000))]
    at = chance.randrange(len(made))
    made[at : at + chance.choice((0, len(piece)))] = piece


def _say_a_word(made, chance, kind, _others):
    """Put a word in that means something to readers of this kind of file."""
    word = chance.choice(WORDS.get(kind, WORDS["text"]))
    at = chance.randrange(len(made))
    made[at : at + chance.choice((0, len(word)))] = word


def _change_a_word(made, chance, kind, _others):
    """Exchange one meaningful word for another one."""
    words = WORDS.get(kind, WORDS["text"])
    there = [word for word in words if word in made]
    if there:
        old = chance.choice(there)
        places = [found.start() for found in re.finditer(re.escape(old), made)]
        at = chance.choice(places)
        made[at : at + len(old)] = chance.choice(words)


_MUTATORS: tuple[Mutator, ...] = (
    *(_flip_bits, _flip_bits, _set_bytes, _set_a_number, _set_a_number, _set_a_written_number, _cut_off),
    *(_take_out, _double, _move, _splice, _say_a_word, _change_a_word),
)
