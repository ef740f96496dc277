"""A packet of one record holds nothing of the other ninety-nine: not in its words, not in its streams."""

import io
from datetime import UTC, datetime

import pytest
from reportlab.pdfgen.canvas import Canvas

from secondop_desktop.base.clock import StoppedClock
from secondop_desktop.case import documents
from secondop_desktop.flows import open_case, packet
from secondop_desktop.flows.plan import Plan
from secondop_desktop.flows.sheet_list import KINDS
from secondop_desktop.flows.take_in import take_in_bytes
from tests.encrypted_case import PASSPHRASE, cheap_ways
from tests.paper.canary_case import read_from, words_in

MANY = 100
CLOCK = StoppedClock(datetime(2026, 3, 2, 15, 30, tzinfo=UTC), "America/Chicago")


def a_record(number):
    """A small PDF that says who it is in its words and in what is put down about it."""
    paper = io.BytesIO()
    canvas = Canvas(paper)
    canvas.setTitle(f"Zq{number:03d}x title")
    canvas.setSubject(f"Zq{number:03d}x subject")
    canvas.drawString(72, 700, f"Zq{number:03d}x text")
    canvas.bookmarkPage(f"Zq{number:03d}x")
    canvas.addOutlineEntry(f"Zq{number:03d}x", f"Zq{number:03d}x")
    canvas.save()
    return paper.getvalue()


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """A case with a hundred records; their ids."""
    folder = tmp_path_factory.mktemp("archive") / "Case.secondop"
    vault = open_case.create(folder, PASSPHRASE, "Somebody", cheap_ways(CLOCK)).vault
    taken = [take_in_bytes(vault, a_record(n), f"Zq{n:03d}x.pdf").document_id for n in range(MANY)]
    with vault.write() as session:
        for number, identity in enumerate(taken):
            record = documents.one(session, identity)
            record.title, record.facility, record.note = (f"Zq{number:03d}x {part}" for part in "abc")
            documents.keep(session, record)
    yield vault, taken
    vault.close()


@pytest.mark.parametrize("sheets", [(), tuple(KINDS)])
def test_a_packet_of_one_record_holds_nothing_of_the_other_99(archive, sheets):
    vault, taken = archive
    plan = Plan(packet.PACKET, recipient="doctor", records=(taken[57],))
    made = packet.make_packet(vault, plan, packet.Wishes(sheets), CLOCK)
    pdf = b"".join(packet.in_pieces(vault, made))
    packet.forget(vault, made)
    assert made.pages > 1
    assert words_in(pdf) == {"Zq057x"}
    assert "Zq057x text" in " ".join(" ".join(read_from(pdf)).split())
    assert b"Zq057x subject" not in pdf, "what a stranger put down about the file stays behind"


def test_a_packet_keeps_the_order_that_was_chosen(archive):
    vault, taken = archive
    chosen = (99, 3, 40, 41)
    plan = Plan(packet.PACKET, recipient="doctor", records=tuple(taken[n] for n in chosen))
    made = packet.make_packet(vault, plan, packet.Wishes(), CLOCK)
    pdf = b"".join(packet.in_pieces(vault, made))
    packet.forget(vault, made)
    assert words_in(pdf) == {f"Zq{number:03d}x" for number in chosen}
    text = " ".join(" ".join(read_from(pdf)).split())
    places = [text.index(f"Zq{number:03d}x text") for number in chosen]
    assert places == sorted(places)
