"""Sheets in a packet are paper: what stands in their blanks is on the page, and no field is left."""

import io

import pikepdf
import pypdfium2

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case import reasons
from secondop_desktop.case.reasons import Purpose
from secondop_desktop.flows import packet
from secondop_desktop.flows.packet import Wishes
from secondop_desktop.flows.plan import Plan
from tests import packets


def test_a_date_that_stands_in_a_blank_is_on_the_page(vault, frozen_clock):
    with vault.write() as session:
        reasons.keep_purpose(session, Purpose(decide_by=PartialDate(2026, 12, 11)))
    record = packets.keep_record(vault, frozen_clock, packets.pdf("Grade 2"), "pdf", "Report")
    plan = Plan(packet.PACKET, records=(record,))
    made = packet.make_packet(vault, plan, Wishes(sheets=("decision",)), frozen_clock)
    content = b"".join(packet.in_pieces(vault, made))
    pages = pypdfium2.PdfDocument(content)
    text = " ".join(page.get_textpage().get_text_bounded() for page in pages)
    assert "11 December 2026" in " ".join(text.split())
    with pikepdf.open(io.BytesIO(content)) as document:
        assert "/AcroForm" not in document.Root
        assert all("/Annots" not in page.obj for page in document.pages)
