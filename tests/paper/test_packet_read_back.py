"""A packet of two hundred pages, read back by other people's programs page by page."""

import io
import re

import pikepdf
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from secondop_desktop.base.paths import resources
from secondop_desktop.case import appointments
from secondop_desktop.flows import packet
from secondop_desktop.flows.packet import Wishes
from secondop_desktop.flows.plan import Plan
from tests import packets
from tests.paper.conftest import squeezed
from tests.paper.every_sheet import EverySheet

SHEETS = ("summary", "decision", "medicines")
LENGTHS = (120, 1, 74)


@pytest.fixture(scope="module")
def thick(tmp_path_factory):
    """The packet, and the bytes of it; its records have a word of their own on each page."""
    pdfmetrics.registerFont(TTFont("Thick", str(resources() / "fonts" / "NotoSans-Regular.ttf")))
    made = EverySheet(tmp_path_factory.mktemp("thick") / "Sample case.secondop")
    with made.vault.read() as session:
        visit = appointments.upcoming(session, made.clock.now())[0].id
    records = tuple(
        packets.keep_record(
            made.vault,
            made.clock,
            packets.pdf(*(f"Record{number}word{n}end" for n in range(length)), font="Thick"),
            "pdf",
            f"Report number {number}",
        )
        for number, length in enumerate(LENGTHS, start=1)
    )
    plan = Plan(packet.PACKET, visit=visit, records=records, recipient="doctor", name="Dr Lee")
    whole = packet.make_packet(made.vault, plan, Wishes(SHEETS), made.clock)
    yield whole, b"".join(packet.in_pieces(made.vault, whole))
    made.vault.close()


def test_each_page_of_each_record_stands_there_once_with_its_stamp(thick, read):
    whole, pdf = thick
    pages = read.poppler("pdftotext", pdf=pdf).split("\f")[:-1]
    assert len(pages) == whole.pages >= 200
    at = whole.pages - sum(LENGTHS)
    for number, length in enumerate(LENGTHS, start=1):
        for n in range(length):
            page = pages[at]
            assert re.findall(r"Record\d+word\d+end", page) == [f"Record{number}word{n}end"]
            assert f"Record {number}, page {n + 1} of {length}" in page
            assert f"Packet page {at + 1} of {whole.pages}" in page
            at += 1


def test_the_contents_lead_to_the_pages_that_they_name(thick, read):
    whole, pdf = thick
    pages = read.poppler("pdftotext", "-layout", pdf=pdf).split("\f")
    front = squeezed("".join(pages[:3]))
    for one in whole.inside:
        assert squeezed(one.title) in front
        assert squeezed(f"{one.first}–{one.last}" if one.last > one.first else str(one.first)) in front
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_outline() as outline:
        marks = {item.title: opened.pages.index(pikepdf.Page(item.destination[0])) for item in outline.root}
    for one in whole.inside:
        if one.number:
            assert marks[f"Record {one.number}: {one.title}"] == one.first - 1


def test_it_is_whole_tagged_and_its_own_letters_are_embedded(thick, read):
    _whole, pdf = thick
    assert not read.complaints(pdf)
    told = read.poppler("pdfinfo", pdf=pdf)
    assert re.search(r"^Tagged: +yes$", told, re.MULTILINE)
    fonts = read.poppler("pdffonts", pdf=pdf).splitlines()[2:]
    assert fonts
    assert all(re.search(r" yes yes yes +\d+ +\d+$", line) for line in fonts)


def test_it_says_its_title_and_leaves_no_field_without_its_place(thick):
    whole, pdf = thick
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        with opened.open_metadata() as said:
            assert said["dc:title"] == whole.title
            assert said["dc:language"] == {"en"}
        tags = [str(one.S) for one in opened.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one]
    assert "/TD" in tags
    assert "/Form" not in tags


def test_it_is_read_aloud_from_the_cover_over_the_sheets_to_the_last_record(thick, read):
    _whole, pdf = thick
    tree = read.poppler("pdfinfo", "-struct-text", pdf=pdf)
    told = squeezed("".join(re.findall(r'^ *"(.*)"$', tree, re.MULTILINE)))
    wanted = (
        "Records of Margaret Ellison",
        "What is inside",
        "The decision I want help with",
        "Medicines of",
    )
    wanted += ("Next steps", "Record1word0end", "Record1word119end", "Record2word0end", "Record3word73end")
    places = [told.find(squeezed(words)) for words in wanted]
    assert -1 not in places
    assert places == sorted(places)
    assert [f'Part "Record {number}: Report number {number}"' in tree for number in (1, 2, 3)] == [True] * 3
