"""The room for packets: ticked and ordered by mouse and keys, made, seen, saved, written down, forgotten."""

import dataclasses
import io

import pikepdf
import pytest
from PySide6.QtCore import Qt

from secondop_desktop.case import bin as waste
from secondop_desktop.case import sharings
from secondop_desktop.flows import print_queue
from secondop_desktop.flows.print_queue import Choices
from secondop_desktop.ui import printer_part
from secondop_desktop.ui.places import BACK, PACKET, PRINT, Place
from secondop_desktop.ui.screens import packet as module
from secondop_desktop.ui.screens.packet import PacketScreen
from secondop_desktop.ui.screens.print_share import PrintShareScreen
from secondop_desktop.ui.share_words import what_words
from tests import packets

LONG = 30_000
WORDS = "seven grey herons over the weir"


@pytest.fixture
def no_printer(monkeypatch):
    monkeypatch.setattr(print_queue, "printers", list)
    monkeypatch.setattr(print_queue, "choices", lambda _name: Choices())
    monkeypatch.setattr(printer_part, "by_dialog", lambda: False)


@pytest.fixture
def records(vault, frozen_clock):
    """Two records and a tape; their ids."""
    kept = [
        packets.keep_record(vault, frozen_clock, packets.pdf("Alpha"), "pdf", "Report A", pages=1),
        packets.keep_record(vault, frozen_clock, packets.pdf("Beta", "Beta two"), "pdf", "Report B", pages=2),
        packets.keep_record(vault, frozen_clock, b"RIFF", "wav", "Tape"),
    ]
    return dict(zip("abt", kept, strict=True))


@pytest.fixture
def screen(enter, records, no_printer):
    shown = enter(PacketScreen, Place(PACKET))
    shown.sheets.tick([])
    return shown


def make(qtbot, screen):
    """Press the button and wait for the packet."""
    qtbot.mouseClick(screen.making.make, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen._job is None, timeout=LONG)
    screen.work.flush()
    return screen._made


def blobs(vault):
    return {file.name for file in vault.blobs.folder.rglob("*") if file.is_file()}


def test_the_button_in_print_and_share_leads_here(enter, qtbot, no_printer, visit_id):
    shown = enter(PrintShareScreen, Place(PRINT, visit_id, "summary"))
    qtbot.mouseClick(shown.view.packet, Qt.MouseButton.LeftButton)
    assert shown.went[-1] == Place(PACKET, visit_id, "summary")


def test_nothing_can_be_made_before_something_is_ticked(screen, qtbot):
    assert not screen.making.make.isEnabled()
    assert screen.making.estimate.text() == "Tick at least one record or one of your own pages."
    qtbot.mouseClick(screen.records.all, Qt.MouseButton.LeftButton)
    assert screen.making.make.isEnabled()
    assert "about 5 pages" in screen.making.estimate.text()
    qtbot.mouseClick(screen.records.none, Qt.MouseButton.LeftButton)
    assert not screen.making.make.isEnabled()


def test_records_are_ticked_and_moved_by_keys_and_lie_so_in_the_packet(screen, qtbot, records):
    listed = screen.records.list
    order = [row.id for row in listed.rows()]
    for identity in (records["a"], records["b"]):
        listed.select(identity)
        qtbot.keyClick(listed, Qt.Key.Key_Space)
    listed.select(order[1])
    qtbot.keyClick(listed, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [row.id for row in listed.rows()][:2] == [order[1], order[0]]
    ticked = [one for one in (order[1], order[0], *order[2:]) if one in (records["a"], records["b"])]
    assert screen.records.ids() == tuple(ticked)
    made = make(qtbot, screen)[0]
    names = {records["a"]: "Report A", records["b"]: "Report B"}
    assert [one.title for one in made.inside] == [names[one] for one in ticked]


def test_moving_among_the_ticked_ones_leaves_the_others_where_they_are(screen, records):
    before = [row.id for row in screen.records.list.rows()]
    screen.records.tick([before[0], before[2]])
    screen.records.filter.choose("ticked")
    screen.records._show()
    screen.records.list._move(0, 1)
    screen.records.filter.choose("all")
    screen.records._show()
    assert [row.id for row in screen.records.list.rows()] == [before[2], before[1], before[0]]


def test_what_is_not_for_paper_is_marked_before_and_named_after(screen, qtbot, records):
    row = next(row for row in screen.records.list.rows() if row.id == records["t"])
    assert row.chip == "Not for paper"
    assert row.subtitle == "It is a sound recording."
    qtbot.mouseClick(screen.records.all, Qt.MouseButton.LeftButton)
    make(qtbot, screen)
    assert screen.making.said.text().startswith("The packet is ready: 5 pages, about ")
    assert "Tape: It is a sound recording." in screen.making.left_out.text()


def test_a_packet_that_was_saved_is_on_the_list_with_its_very_bytes(
    screen, qtbot, records, tmp_path, monkeypatch, fetch, notices
):
    file = tmp_path / "out.pdf"
    monkeypatch.setattr(module, "save_file", lambda *_: file)
    screen.records.tick([records["b"]])
    made = make(qtbot, screen)[0]
    qtbot.waitUntil(lambda: not screen.preview.view.canvas.image.isNull(), timeout=LONG)
    qtbot.mouseClick(screen.making.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(fetch(sharings.everything)), timeout=LONG)
    (given,) = fetch(sharings.everything)
    assert (given.what, given.how, given.pages) == ("packet", "saved", 4)
    assert given.blob == made.blob.name
    assert given.contents == "Record 1: Report B"
    assert what_words(given.what) == "Packet"
    assert "Beta two" in packets.texts(file.read_bytes())[3]
    assert "It is not encrypted." in notices.told[-1]


def test_another_choice_takes_away_a_packet_that_was_given_to_nobody(screen, qtbot, records, vault):
    before = blobs(vault)
    screen.records.tick([records["a"]])
    make(qtbot, screen)
    assert len(blobs(vault)) == len(before) + 1
    screen.records.tick([records["b"]])
    screen.work.flush()
    qtbot.waitUntil(lambda: blobs(vault) == before, timeout=LONG)
    assert screen.making.said.isHidden()


def test_a_weak_passphrase_is_refused_at_its_field_and_a_good_one_locks(screen, qtbot, records, vault):
    screen.records.tick([records["a"]])
    screen.sending.open()
    screen.sending.passphrase.set_value("river")
    qtbot.mouseClick(screen.making.make, Qt.MouseButton.LeftButton)
    assert screen._job is None
    screen.sending.passphrase.set_value(WORDS)
    made = make(qtbot, screen)[0]
    assert WORDS in screen.making.open_with.text()
    assert screen.printer.isHidden()
    with vault.blobs.open(made.blob.name) as kept:
        content = io.BytesIO(kept.read_all())
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(content)
    assert WORDS not in str(screen.standing())


def test_a_record_deleted_meanwhile_leaves_the_list_and_the_choice(screen, qtbot, records, keep):
    screen.records.tick([records["a"], records["b"]])
    screen.work.write(screen, lambda s: waste.throw_away(s, "document", records["a"]))
    screen.work.flush()
    qtbot.waitUntil(lambda: screen.records.ids() == (records["b"],), timeout=LONG)


def test_stopping_leaves_nothing_and_says_so(screen, qtbot, records, vault):
    before = blobs(vault)
    screen.records.tick([records["b"]])
    qtbot.mouseClick(screen.making.make, Qt.MouseButton.LeftButton)
    screen._stop()
    qtbot.waitUntil(lambda: screen._job is None, timeout=LONG)
    if screen._made is None:
        assert "No packet was made." in screen.preview.view.sentence()
        assert blobs(vault) == before


def test_what_was_chosen_is_there_again_after_a_lock(screen, enter, records):
    screen.records.tick([records["b"]])
    screen.sheets.tick(["missing"])
    state = screen.standing()
    again = enter(PacketScreen, Place(PACKET))
    again.take_up(state)
    assert again.records.ids() == (records["b"],)
    assert again.sheets.keys() == ("missing",)


def test_in_a_case_that_can_only_be_looked_at_no_packet_is_offered(enter, house, records, no_printer):
    shown = enter(PacketScreen, BACK, in_house=dataclasses.replace(house, why_read_only="In use."))
    assert shown.making.make.isHidden()
    assert "can only be looked at" in shown.making.estimate.text()
