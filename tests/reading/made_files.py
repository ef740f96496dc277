"""Files of writing made on the spot, byte by byte, so that a test knows all that is in them."""

import io
import itertools
import struct
import zipfile
from email.message import EmailMessage

from PIL import Image

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)
ODT = "application/vnd.oasis.opendocument.text"


def zipped(*parts, packing=zipfile.ZIP_DEFLATED):
    """An archive of (name, content) in that order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return out.getvalue()


def paragraph(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def docx(body, *more):
    """A Word file; `body` is what stands between the tags of the body, `more` are further parts."""
    document = f'<?xml version="1.0"?><w:document {W}><w:body>{body}</w:body></w:document>'
    return zipped(("[Content_Types].xml", "<Types/>"), ("word/document.xml", document), *more)


def odt(body, *more, mimetype=ODT):
    """An OpenDocument text; its type stands first and is not packed."""
    content = f'<?xml version="1.0"?><office:document-content {ODF}>{body}</office:document-content>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), mimetype)
        for name, part in (("content.xml", content), *more):
            archive.writestr(name, part)
    return out.getvalue()


def png(width=400, height=300, colour="white"):
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


def letter(text="The slides are on their way.", subject="Slides", attachments=(), html=""):
    """An e-mail that went by post, with (name, content) attached."""
    made = EmailMessage()
    made["From"], made["To"] = "Dr. Okafor <okafor@brightwater.example>", "margaret@home.example"
    made["Subject"], made["Message-ID"] = subject, "<1@brightwater.example>"
    made["Date"] = "Tue, 03 Mar 2026 10:30:00 +0100"
    made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html")
    for name, content in attachments:
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


SECTOR, END, NOTHING = 512, 0xFFFFFFFE, 0xFFFFFFFF


def compound(tree):
    """A compound file ([MS-CFB]): names to bytes or to further trees. Each stream has its own sectors."""
    entries, sectors = [None], []
    entries[0] = ["Root Entry", 5, NOTHING, _children(tree, entries, sectors), END, 0]
    directory = b"".join(_entry(*entry) for entry in entries)
    directory += _entry("", 0, NOTHING, NOTHING, 0, 0) * (-len(entries) % 4)
    chains = [following for _, following in sectors]
    first = len(sectors)
    count = len(directory) // SECTOR
    chains += [first + n + 1 for n in range(count - 1)] + [END]
    tables = 1 + (len(chains) + 1) // 128
    chains += [0xFFFFFFFD] * tables
    table = b"".join(struct.pack("<I", c) for c in chains).ljust(tables * SECTOR, b"\xff")
    places = [first + count + n for n in range(tables)]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, first, 0, 4096, END, 0, END, 0)
    head += b"".join(struct.pack("<I", place) for place in places)
    return head.ljust(SECTOR, b"\xff") + b"".join(content for content, _ in sectors) + directory + table


def _children(tree, entries, sectors):
    """Put the children of a folder in a row, each to the right of the one before; the first one's number."""
    numbers = []
    for name, content in tree.items():
        numbers.append(len(entries))
        entries.append(None)
        if isinstance(content, dict):
            entries[numbers[-1]] = [name, 1, NOTHING, _children(content, entries, sectors), 0, 0]
            continue
        start = len(sectors)
        long = content.ljust(4096, b"\0")  # shorter ones would lie in a stream of another kind
        pieces = [long[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(long), SECTOR)]
        sectors += [(piece, start + n + 1) for n, piece in enumerate(pieces)]
        sectors[-1] = (sectors[-1][0], END)
        entries[numbers[-1]] = [name, 2, NOTHING, NOTHING, start, len(long)]
    for number, following in itertools.pairwise(numbers):
        entries[number][2] = following
    return numbers[0] if numbers else NOTHING


def _entry(name, kind, right, child, start, size):
    wide = name.encode("utf-16-le")
    named = wide.ljust(64, b"\0") + struct.pack("<H", len(wide) + 2 if name else 0)
    return named + struct.pack("<BBIII36xIQ", kind, 1, NOTHING, right, child, start, size)


def msg(text="The blocks can be sent on Monday.", attachments=()):
    """A message as Outlook saves it ([MS-OXMSG])."""
    sent = struct.pack("<IIQ", 0x00390040, 6, 134_170_002_000_000_000)
    tree = {
        "__properties_version1.0": bytes(32) + sent,
        "__substg1.0_0037001F": "Blocks".encode("utf-16-le"),
        "__substg1.0_0C1A001F": "Pathology desk".encode("utf-16-le"),
        "__substg1.0_5D01001F": "desk@brightwater.example".encode("utf-16-le"),
        "__substg1.0_0E04001F": "Margaret".encode("utf-16-le"),
        "__substg1.0_1000001F": text.encode("utf-16-le"),
    }
    for number, (name, content) in enumerate(attachments):
        tree[f"__attach_version1.0_#{number:08X}"] = {
            "__substg1.0_3707001F": name.encode("utf-16-le"),
            "__substg1.0_37010102": content,
        }
    return compound(tree)


RTF = rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}{\*\generator x}\f0 Gr\'f6\'dfe \b 12 mm\b0\par "
RTF += rb"Ki-67 \u8804? 5 %\par\cell\row}"
PAGE = """<!DOCTYPE html><html><head><title>Your results</title><style>p {color: red}</style>
<script>document.write("evil")</script></head><body><p>Hemoglobin   <b>13.1</b> g/dL</p>
<table><tr><td>ER</td><td>95 %</td></tr></table><img src="https://portal.example/chart.png">
<img width="1" height="1" src="https://portal.example/seen.gif"></body></html>"""
