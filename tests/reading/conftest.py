"""Documents made on the spot, and readers that are always closed."""

import io
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from secondop_desktop.base.paths import resources
from secondop_desktop.reading import child
from secondop_desktop.reading.reader import Reader

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"


@pytest.fixture
def reader():
    with Reader() as opened:
        yield opened


@pytest.fixture
def pretend_worker(monkeypatch):
    """Puts a script of the test in the place of the worker, as if someone had taken it over."""

    def put(script):
        command = [sys.executable, "-I", "-c", "import struct, sys, json\n" + SPEAK + script]
        monkeypatch.setattr(child, "worker_command", lambda _kind: command)

    return put


SPEAK = """
def say(header, payload=b"", claim=None, header_claim=None):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    lengths = struct.pack(">IQ", header_claim or len(text), len(payload) if claim is None else claim)
    sys.stdout.buffer.write(lengths + text + payload)
    sys.stdout.buffer.flush()

def hear():
    lengths = struct.unpack(">IQ", sys.stdin.buffer.read(12))
    header = json.loads(sys.stdin.buffer.read(lengths[0]))
    return header, sys.stdin.buffer.read(lengths[1])

def hang():
    while sys.stdin.buffer.read(1):
        pass

say({"ready": True})
hear()
"""


@pytest.fixture(scope="session")
def pdf_of():
    """Makes a PDF out of pages; a page is a list of (x, y, text) in points from the upper left corner."""

    def make(*pages, encrypt=None, size=A4):
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=size, encrypt=encrypt)
        for page in pages:
            for x, y, text in page:
                canvas.drawString(x, size[1] - y, text)
            canvas.showPage()
        canvas.save()
        return out.getvalue()

    return make


@pytest.fixture(scope="session")
def scan_of():
    """Makes a picture of a page at about 150 dpi with lines of text on white paper."""

    def make(lines, size=(1240, 1000), letters=32):
        font = ImageFont.truetype(str(resources() / "fonts" / "Inter-Regular.otf"), letters)
        page = Image.new("RGB", size, "white")
        pen = ImageDraw.Draw(page)
        for number, line in enumerate(lines):
            pen.text((90, 80 + number * letters * 1.7), line, font=font, fill="black")
        return page

    return make


@pytest.fixture(scope="session")
def saved():
    """The bytes of a picture in a format."""

    def save(image, kind, **options):
        out = io.BytesIO()
        image.save(out, kind, **options)
        return out.getvalue()

    return save
