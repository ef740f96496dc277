"""Packets, against a bare merge of the same files in memory; and how much memory more pages take."""

import functools
import io
import os
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.base.paths import resources
from secondop_desktop.flows import packet
from secondop_desktop.flows.packet import Wishes
from secondop_desktop.flows.plan import Plan
from secondop_desktop.reading import bindery
from secondop_desktop.reading.warm import SPARE
from secondop_desktop.vault import case_file
from tests import packets
from tests.benchmarks.made_up import page_texts
from tests.benchmarks.measure import CEILING, SHORT, in_turn, timed
from tests.encrypted_case import PASSPHRASE

GOAL, FLAT = 2.0, 2.5 if SHORT else 1.5
PAGES = 40 if SHORT else 200
FEW, MANY = (10, 60) if SHORT else (50, 500)
TRIES = 3 if SHORT else 9
SAMPLES = resources() / "samples" / "en"


def scan(number):
    """A record of five scanned pages at 200 dots an inch, each a picture of some 200 KB."""
    return _scan(number % 3) + f"\n%{number}".encode()


@functools.cache
def _scan(number, count=5):
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=packets.A4)
    for page in range(count):
        noise = Image.effect_noise((830, 1170), 20 + number + page).resize((1654, 2339))
        shot = io.BytesIO()
        noise.save(shot, "JPEG", quality=50)
        canvas.drawImage(ImageReader(io.BytesIO(shot.getvalue())), 0, 0, *packets.A4)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def letter(texts):
    """A record of typed pages."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=packets.A4)
    for text in texts:
        words = text.split()
        for line in range(0, len(words), 9):
            canvas.drawString(60, 780 - 20 * (line // 9), " ".join(words[line : line + 9]))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def real_records(pages):
    """Records as people have them: lab reports, scans and letters, until there are so many pages."""
    texts = list(page_texts(60))
    kinds = [(SAMPLES / name).read_bytes() for name in ("blood-tests.pdf", "pathology-report-scan.pdf")]
    found, count, number = [], 0, 0
    while count < pages:
        content = (*kinds, letter(texts[number % 50 :][:4]), scan(number))[number % 4]
        with pikepdf.open(io.BytesIO(content)) as opened:
            here = len(opened.pages)
        found.append((content, min(here, pages - count)))
        count, number = count + here, number + 1
    return [content for content, _ in found], count


def bare_merge(files, target):
    """What the library does by itself: all pages one behind the other, in a file that is safe on the disk."""
    with pikepdf.new() as merged:
        sources = [pikepdf.open(file) for file in files]
        for source in sources:
            merged.pages.extend(source.pages)
        merged.save(target)
        for source in sources:
            source.close()
    with target.open("rb") as written:
        os.fsync(written.fileno())


@pytest.fixture(autouse=True)
def awake():
    """A worker is ready, as it is in the window while a case is open."""
    SPARE.begin()
    SPARE.settle()
    yield
    SPARE.end()


@pytest.fixture
def vault(tmp_path, cheap_ways):
    vault = case_file.create(tmp_path / "c.secondop", PASSPHRASE, cheap_ways)
    yield vault
    vault.close()


def kept(vault, records):
    return tuple(
        packets.keep_record(vault, SYSTEM_CLOCK, content, "pdf", f"Report {n}")
        for n, content in enumerate(records, start=1)
    )


def test_a_packet_takes_at_most_twice_a_bare_merge(table, vault, tmp_path):
    records, pages = real_records(PAGES)
    files = [tmp_path / f"{number}.pdf" for number in range(len(records))]
    for file, content in zip(files, records, strict=True):
        file.write_bytes(content)
    plan = Plan(packet.PACKET, records=kept(vault, records), recipient="doctor")

    def ours():
        made = packet.make_packet(vault, plan, Wishes())
        assert made.pages > pages
        assert not made.not_in
        packet.forget(vault, made)

    def floor():
        bare_merge(files, tmp_path / "merged.pdf")

    def mine():
        SPARE.settle()
        return timed(ours)

    mine()
    ours_s, floor_s = in_turn(mine, lambda: timed(floor), TRIES)
    name = f"packet: {pages} pages of real records (floor: bare merge to a file)"
    table.medians(name, ours_s, floor_s, GOAL, ceiling=CEILING)


def test_ten_times_the_pages_take_hardly_more_memory(table, vault, monkeypatch):
    if not Path("/proc/self/status").exists():
        pytest.skip("The memory of a process is read from /proc, which is not on this computer.")
    peaks = []
    ended = bindery.Bindery.close

    def close(self):
        if self.pid:
            peaks.append(peak_of(self.pid))
        ended(self)

    monkeypatch.setattr(bindery.Bindery, "close", close)
    for pages in (FEW, MANY):
        ids = kept(vault, [scan(n) for n in range(pages // 5)])
        packet.forget(vault, packet.make_packet(vault, Plan(packet.PACKET, records=ids), Wishes()))
    few, many = peaks
    table.tell([["memory of the binder", f"{FEW} pages", f"{MANY} pages", "ratio", "goal"],
                ["peak, MB", f"{few:.0f}", f"{many:.0f}", f"{many / few:.2f}", f"{FLAT}"]])  # fmt: skip
    assert many / few < MANY / FEW, "more than as many times the memory as pages"


def peak_of(pid):
    """The most memory a process had so far, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
