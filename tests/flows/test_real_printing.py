"""Every sheet through a real print system: it arrives whole, as it was wished, and what keeps it is said."""

import re
import threading
from pathlib import Path

import pypdfium2
import pytest

from secondop_desktop.base.errors import UserError
from secondop_desktop.case import documents
from secondop_desktop.flows import make_sample, packet, print_queue, print_sheet
from secondop_desktop.flows.plan import Plan
from secondop_desktop.flows.print_queue import Choices, Printer, Wishes
from secondop_desktop.flows.print_state import state
from secondop_desktop.flows.sheet_list import KINDS
from tests.a_print_system import PATIENCE, cups, needs_cups, print_system
from tests.encrypted_case import cheap_ways
from tests.every_sheet import plan_of

FIXTURES = cups, print_system
pytestmark = needs_cups


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    made = make_sample.make_sample(
        tmp_path_factory.mktemp("sample") / "Sample.secondop", make_sample.PASSPHRASE, cheap_ways()
    )
    yield made.vault
    made.vault.close()


def until(sent, *stages):
    """The state of a job once it has come to one of these stages."""
    waiting, found = threading.Event(), state(sent)
    for _ in range(PATIENCE * 20):
        if found.stage in stages:
            return found
        waiting.wait(0.05)
        found = state(sent)
    raise AssertionError(f"the job does not get on: {found}")


def words_of(pdf):
    """All words of a PDF; what the filters do with spaces between letters does not matter."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = " ".join(page.get_textpage().get_text_range() for page in document)
    return set(re.findall(r"[A-Za-z]{4,}", text))


def pages_of(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return [tuple(round(side) for side in page.get_size()) for page in document]


def test_the_print_system_says_what_its_printers_can_do(print_system):
    print_system.add_bare("Küche")
    print_system.order("lpadmin", "-d", "Küche")
    try:
        assert print_queue.printers() == [Printer("Küche", usual=True), Printer("Desk")]
        assert print_queue.choices("Küche") == Choices()
    finally:
        print_system.remove("Küche")
    can = print_queue.choices("Desk")
    assert can.sides == ("one", "book", "calendar")
    assert {"A4", "Letter"} <= set(can.papers)
    assert can.inks == ("ColorModel", "Gray", "RGB")


@pytest.mark.parametrize("what", KINDS)
def test_every_sheet_arrives_with_its_pages_and_its_words(print_system, sample, frozen_clock, what):
    pdf = print_sheet.sheet(sample, plan_of(what, sample, frozen_clock), frozen_clock)
    sent = print_queue.send(pdf, "Desk")
    assert "has taken all of it" in until(sent, "taken", "failed").sentence
    paper = print_system.paper(sent.number).read_bytes()
    assert pages_of(paper) == pages_of(pdf)
    lost = words_of(pdf) - words_of(paper)
    assert len(lost) <= len(words_of(pdf)) * 0.02, lost  # Ghostscript draws a ligature or two as one sign


def test_copies_both_sides_paper_and_ink_are_as_wished(print_system, sample, frozen_clock):
    pdf = print_sheet.sheet(sample, plan_of("summary", sample, frozen_clock), frozen_clock)
    inks = print_queue.choices("Desk").inks
    sent = print_queue.send(pdf, "Desk", Wishes(3, "book", "Letter", True, inks))
    until(sent, "taken")
    assert print_system.noted(sent.number) == {
        "pages": 3 * len(pages_of(pdf)),
        "sides": "two-sided-long-edge",
        "media": "na_letter_8.5x11in",
        "colours": "monochrome",
        "title": "SecondOp",
    }
    assert set(pages_of(print_system.paper(sent.number).read_bytes())) == {(612, 792)}
    colour = print_queue.send(pdf, "Desk", Wishes(1, "calendar", "A4", False, inks))
    until(colour, "taken")
    noted = print_system.noted(colour.number)
    assert (noted["sides"], noted["colours"]) == ("two-sided-short-edge", "color")


def test_a_file_in_pieces_arrives_as_one(print_system, sample, frozen_clock):
    pdf = print_sheet.sheet(sample, plan_of("question-sheet", sample, frozen_clock), frozen_clock)
    sent = print_queue.send((pdf[at : at + 1000] for at in range(0, len(pdf), 1000)), "Desk")
    until(sent, "taken")
    assert pages_of(print_system.paper(sent.number).read_bytes()) == pages_of(pdf)


def test_a_packet_is_printed_piece_by_piece_out_of_its_encrypted_file(print_system, sample, frozen_clock):
    with sample.read() as session:
        records = tuple(record.id for record in documents.everything(session))
    plan = Plan(packet.PACKET, recipient="doctor", records=records)
    made = packet.make_packet(sample, plan, packet.Wishes(("summary",)), frozen_clock)
    sent = print_queue.send(packet.in_pieces(sample, made), "Desk")
    until(sent, "taken")
    assert len(pages_of(print_system.paper(sent.number).read_bytes())) == made.pages > len(records)
    packet.forget(sample, made)


def test_a_file_that_breaks_off_is_not_printed_and_the_next_one_is(print_system, sample, frozen_clock):
    pdf = print_sheet.sheet(sample, plan_of("summary", sample, frozen_clock), frozen_clock)
    before = print_system.papers()

    def half():
        yield pdf[: len(pdf) // 2]
        raise UserError("The record is damaged.")

    with pytest.raises(UserError, match="damaged"):
        print_queue.send(half(), "Desk")
    sent = print_queue.send(pdf, "Desk")
    until(sent, "taken")
    assert print_system.papers() == before + 1


def test_a_printer_that_is_paused_keeps_the_job_and_says_so(print_system, sample, frozen_clock):
    print_system.order("cupsdisable", "Desk")
    pdf = print_sheet.sheet(sample, plan_of("summary", sample, frozen_clock), frozen_clock)
    sent = print_queue.send(pdf, "Desk")
    assert "is paused" in until(sent, "stuck").sentence
    print_system.order("cupsenable", "Desk")
    until(sent, "taken")


def test_a_job_that_somebody_takes_off_the_list_is_not_said_to_be_printed(print_system):
    print_system.order("cupsdisable", "Desk")
    sent = print_queue.send(b"%PDF-1.4\n", "Desk")
    print_system.order("cancel", f"Desk-{sent.number}")
    assert "taken off the list" in until(sent, "failed").sentence


def test_a_printer_that_takes_nothing_or_is_gone_says_so(print_system):
    print_system.order("cupsreject", "Desk")
    with pytest.raises(UserError, match="takes no print jobs"):
        print_queue.send(b"%PDF-", "Desk")
    print_system.add_bare("Gone")
    assert Printer("Gone") in print_queue.printers()
    print_system.remove("Gone")
    with pytest.raises(UserError, match="is no longer there"):
        print_queue.send(b"%PDF-" * 1_000_000, "Gone")


def test_the_sheet_lies_nowhere_but_in_the_print_system(print_system, private_home, sample, frozen_clock):
    own = Path("~root").expanduser() / "PDF"  # where cups-pdf lays paper as a rule
    folders = (private_home, Path("/var/spool/cups-pdf"), own)

    def everything():
        return sorted(file for folder in folders for file in folder.rglob("*") if file.is_file())

    before = everything()
    sent = print_queue.send(print_sheet.sheet(sample, plan_of("summary", sample, frozen_clock)), "Desk")
    until(sent, "taken")
    assert everything() == before


def test_a_print_system_that_stops_leaves_no_printer_and_says_so(print_system):
    print_system.halt()
    try:
        assert print_queue.printers() == []
        with pytest.raises(UserError, match="does not answer"):
            print_queue.send(b"%PDF-", "Desk")
    finally:
        print_system.start()
