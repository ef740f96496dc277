"""A packet from a case: what is in it and where, what is not and why, and that nothing is left half-made."""

import io
import json
import zlib

import pikepdf
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.errors import Cancelled, UserError
from secondop_desktop.base.paths import resources
from secondop_desktop.base.progress import Progress
from secondop_desktop.case import appointments, documents, file_passwords, page_turns, person, photos, wanted
from secondop_desktop.case import bin as waste
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.documents import Page
from secondop_desktop.case.photos import Photo
from secondop_desktop.case.wanted import Line
from secondop_desktop.flows import packet, packet_size
from secondop_desktop.flows.packet import Wishes
from secondop_desktop.flows.packet_records import needed_for, why
from secondop_desktop.flows.packet_take import Taker
from secondop_desktop.flows.plan import Plan
from secondop_desktop.reading import errors
from secondop_desktop.reading.bindery import Bindery, Fell
from secondop_desktop.reading.errors import unreadable
from tests import packets
from tests.reading import made_files


@pytest.fixture
def record(vault, frozen_clock):
    """Keep a record: `record(content, kind, title)` gives its id."""

    def record(content, kind="pdf", title="Report", **more):
        return packets.keep_record(vault, frozen_clock, content, kind, title, **more)

    return record


@pytest.fixture
def make(vault, frozen_clock):
    """Make a packet of records: the Packet and its bytes."""

    def make(*ids, wishes=Wishes(), progress=Progress(), **plan):  # noqa: B008 - both never change
        wanted = Plan(packet.PACKET, records=ids, **plan)
        made = packet.make_packet(vault, wanted, wishes, frozen_clock, progress)
        return made, b"".join(packet.in_pieces(vault, made))

    return make


@pytest.fixture
def kept(vault):
    """The names of all files in the case, also unfinished ones."""
    return lambda: sorted(file.name for file in vault.blobs.folder.rglob("*") if file.is_file())


def test_the_contents_name_the_page_on_which_each_record_begins(make, record):
    first = record(packets.pdf("Alpha one", "Alpha two"), title="Pathology report", facility="Fairview")
    second = record(packets.picture(), "jpeg", "Photo of a letter")
    made, content = make(first, second, wishes=Wishes(("missing",)), recipient="doctor", name="Dr. Okafor")
    pages = packets.texts(content)
    assert made.pages == len(pages) == 6
    assert "Records of Margaret Ellison" in pages[0]
    assert "Dr. Okafor" in pages[0]
    assert [(one.number, one.first, one.last) for one in made.inside] == [(0, 3, 3), (1, 4, 5), (2, 6, 6)]
    for line in ("Pathology report", "Fairview", "4–5", "Photo of a letter", "6"):
        assert line in pages[1]
    assert "Alpha one" in pages[3]
    assert "Record 1, page 2 of 2 · Pathology report" in pages[4]
    assert "Packet page 5 of 6" in pages[4]
    assert "Record 2, page 1 of 1" in pages[5]
    assert made.contents.splitlines()[1:] == ["Record 1: Pathology report", "Record 2: Photo of a letter"]


def test_bookmarks_and_page_labels_say_what_the_stamps_say(make, record):
    _, content = make(record(packets.pdf("a", "b", "c"), title="Scan of the chest"))
    with pikepdf.open(io.BytesIO(content)) as opened:
        with opened.open_outline() as outline:
            titles = [one.title for one in outline.root]
        assert titles == ["Cover and contents", "Record 1: Scan of the chest"]
        assert [opened.pages[n].label for n in (0, 2, 4)] == [
            "Cover and contents, page 1", "Record 1, page 1", "Record 1, page 3",
        ]  # fmt: skip
        assert str(opened.docinfo["/Title"]) == "Records of Margaret Ellison"


def test_what_cannot_be_on_paper_is_named_with_its_reason(make, record):
    fine = record(packets.pdf("Fine"), title="Fine")
    others = {
        "Locked report": (packets.locked(packets.pdf("x"), "river"), "pdf", "locked with a password"),
        "Visit on tape": (b"RIFF", "wav", "sound recording"),
        "Damaged letter": (b"%PDF-1.4 nothing", "pdf", "damaged"),
        "Table of costs": (b"PK", "xlsx", "tables or slides"),
        "Torn photo": (packets.picture()[:900], "jpeg", "damaged"),
    }
    ids = [record(content, kind, title) for title, (content, kind, _) in others.items()]
    made, content = make(fine, *ids)
    assert {one.title: why(one.reason) for one in made.not_in}.keys() == others.keys()
    told = " ".join(packets.texts(content)[1].split())
    assert "Not in this packet" in told
    for title, (_, _, reason) in others.items():
        assert title in told
        assert reason in told
    assert [one.title for one in made.inside] == ["Fine"]
    assert "Record 1, page 1 of 1" in packets.texts(content)[2]


def test_nothing_that_can_be_on_paper_is_told_and_makes_no_packet(make, record, kept):
    before_ids = record(b"RIFF", "wav", "Tape")
    before = kept()
    with pytest.raises(UserError, match="None of the chosen records"):
        make(before_ids)
    with pytest.raises(UserError, match="Nothing is chosen"):
        make()
    assert kept() == before


def test_a_locked_record_opens_with_the_password_that_is_known(make, record, keep):
    identity = record(packets.locked(packets.pdf("Behind the lock"), "river"))
    keep(lambda s: file_passwords.keep(s, identity, "river"))
    made, content = make(identity)
    assert not made.not_in
    assert "Behind the lock" in packets.texts(content)[2]
    assert b"river" not in packets.everything_in(content)


def test_a_page_that_was_turned_by_hand_lies_turned(make, record, keep):
    identity = record(packets.pdf("Turned", "Not turned"))
    keep(lambda s: page_turns.turn(s, identity, 1, 90))
    _, content = make(identity)
    with pikepdf.open(io.BytesIO(content)) as opened:
        shapes = [[round(float(side)) for side in page.mediabox][2:] for page in opened.pages]
    assert shapes[2] == [842, 595]
    assert shapes[3] == [595, 842]


def test_words_of_a_letter_become_pages_with_its_pictures_behind(make, record):
    word = made_files.docx(
        made_files.paragraph("Dear Margaret") + made_files.paragraph("The slides are here.")
    )
    mail = made_files.letter("See you on Monday.")
    made, content = make(
        record(word, "docx", "Letter"), record(mail, "email", "Mail"), record(b"Plain", "text", "Note")
    )
    pages = packets.texts(content)
    assert [one.first for one in made.inside] == [3, 4, 5]
    assert "The slides are here." in pages[2]
    assert "Record 1, page 1 of 1 · Letter" in pages[2]
    assert "See you on Monday." in pages[3]
    assert "Plain" in pages[4]


def test_a_record_of_photos_is_on_its_pages_and_a_lost_photo_is_said(make, record, vault, keep):
    first, second = packets.picture(), packets.picture(colour="grey")
    identity = record(first, photos.KIND, "Photographed letter")
    lost = vault.blobs.keep(io.BytesIO(second))
    kept_first = vault.blobs.keep(io.BytesIO(first))
    shots = [
        Photo(document_id=identity, blob=blob, file_kind="jpeg", size=9)
        for blob in (kept_first.name, lost.name)
    ]
    keep(lambda s: photos.add(s, shots))
    vault.blobs.forget(lost)
    made, content = make(identity)
    assert made.inside[0].remark == "Page 2 of it is damaged and cannot be shown."
    pages = packets.texts(content)
    assert "This page of the record is damaged" in pages[3]
    assert packets.seen(content, 2).getextrema()[0] < 60


def test_words_that_were_read_from_a_scan_can_be_found_in_the_packet(make, record, keep):
    identity = record(packets.picture(), "jpeg", "Scan")
    words = zlib.compress(json.dumps([["Karzinom", 0.1, 0.1, 0.4, 0.13]]).encode())
    page = Page(document_id=identity, number=1, source="ocr", text="Karzinom", words=words)
    keep(lambda s: documents.keep_page(s, page))
    _, content = make(identity)
    assert "Karzinom" in packets.texts(content)[2]


def test_a_passphrase_locks_all_of_it(make, record):
    made, content = make(record(packets.pdf("Alpha")), wishes=Wishes(passphrase="seven grey herons over"))
    assert made.locked
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(content))
    assert "Alpha" in packets.texts(content, "seven grey herons over")[2]
    assert b"Report" not in content


def test_birth_dates_are_for_those_who_need_them(make, record, keep, frozen_clock):
    born = PartialDate.of(frozen_clock.today())
    keep(lambda s: person.write(s, {"birth_date": born}))
    identity = record(packets.pdf("x"))
    assert "Born:" in packets.texts(make(identity, recipient="doctor")[1])[0]
    assert "Born:" not in packets.texts(make(identity, recipient="family")[1])[0]


def test_the_summary_in_a_packet_names_no_record_that_is_not_in_it(make, record):
    chosen = record(packets.pdf("x"), title="Chosen report")
    record(packets.pdf("y"), title="Quiet report")
    _, content = make(chosen, wishes=Wishes(("summary",)), recipient="doctor")
    assert b"Quiet report" not in packets.everything_in(content)
    assert not any("Quiet" in text for text in packets.texts(content))


def test_a_record_deleted_before_or_while_it_is_made_stops_it_and_leaves_nothing(make, record, kept, vault):
    staying, going = record(packets.pdf("a")), record(packets.pdf("b"))
    before = kept()

    def delete(_fraction, text):
        if text == "Putting the packet together" and not gone:
            gone.append(True)
            with vault.write() as session:
                waste.throw_away(session, "document", going)

    gone = []
    with pytest.raises(UserError, match="not there any more"):
        make(staying, going, progress=Progress(delete))
    assert gone
    with pytest.raises(UserError, match="not there any more"):
        make(staying, going)
    assert kept() == before


@pytest.mark.parametrize("steps", [1, 4, 8, 12])
def test_stopped_at_any_moment_it_leaves_nothing(make, record, kept, steps):
    ids = [record(packets.picture(), "jpeg", f"Photo {n}") for n in range(2)]
    before, asked = kept(), []

    def stop():
        asked.append(1)
        return len(asked) > steps

    with pytest.raises(Cancelled):
        make(*ids, progress=Progress(stopped=stop))
    assert kept() == before


def test_a_full_disk_is_told_and_leaves_nothing(make, record, kept, vault, monkeypatch):
    identity = record(packets.pdf("x"))
    before = kept()

    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("secondop_desktop.vault.blobs._write_all", full)
    with pytest.raises(UserError):
        make(identity)
    monkeypatch.undo()
    assert kept() == before


def test_piles_of_pictures_are_taken_away_when_the_packet_is_made(make, record, kept):
    identity = record(packets.tiff(3), "tiff")
    before = kept()
    made, _ = make(identity)
    assert set(kept()) - set(before) == {made.blob.name}


def test_a_packet_that_was_given_to_nobody_can_be_taken_away(make, record, kept, vault):
    identity = record(packets.pdf("x"))
    before = kept()
    made, _ = make(identity)
    packet.forget(vault, made)
    assert kept() == before


def test_a_record_that_takes_the_worker_down_is_named_and_the_others_are_in(make, record, monkeypatch):
    fine, poison = record(packets.pdf("Fine"), title="Fine"), record(packets.pdf("x"), title="Poison")
    real = Taker.take

    def take(self, chosen, as_pictures, progress):
        if chosen.title == "Poison":
            self._bindery.kill()
            raise unreadable(errors.STOPPED)
        return real(self, chosen, as_pictures, progress)

    monkeypatch.setattr(Taker, "take", take)
    made, content = make(poison, fine)
    assert [one.title for one in made.not_in] == ["Poison"]
    assert "Fine" in packets.texts(content)[2]


def test_pages_that_cannot_be_bound_are_tried_as_pictures_once(make, record, monkeypatch):
    identity = record(packets.pdf("Alpha"))
    real, tries = Bindery.bind, []

    def bind(self, binding, progress):
        tries.append(1)
        if len(tries) == 1:
            raise Fell(0)
        yield from real(self, binding, progress)

    monkeypatch.setattr(Bindery, "bind", bind)
    made, content = make(identity)
    assert not made.not_in
    assert b"/Subtype /Image" in packets.everything_in(content)


def test_a_damaged_file_of_the_case_is_named_as_damaged(make, record, vault):
    fine, torn = record(packets.pdf("Fine")), record(packets.pdf("Torn", "Torn too"), title="Torn")
    with vault.read() as session:
        name = documents.one(session, torn).blob
    file = vault.blobs.folder / name[:2] / name
    content = bytearray(file.read_bytes())
    content[200] ^= 1
    file.write_bytes(content)
    made, _ = make(fine, torn)
    assert [(one.title, one.reason) for one in made.not_in] == [("Torn", errors.BROKEN)]


def test_the_estimate_is_near_what_comes_of_it(make, record, vault):
    ids = [record(packets.picture(quality=95), "jpeg"), record(packets.tiff(3), "tiff", pages=3)]
    ids.append(record(packets.pdf(*(f"Page {n}" for n in range(30))), pages=30))
    with vault.read() as session:
        about = packet_size.estimate([documents.one(session, one) for one in ids], small=False)
    made, _ = make(*ids)
    assert about.pages == made.pages
    assert 0.4 < about.size / made.blob.size < 2.5
    assert about.words == f"{packet_size.size_words(about.size)}, about {made.pages} pages"
    assert packet_size.size_words(12_400_000) == "about 12 MB"
    assert packet_size.size_words(1_000_000) == "about 1 MB"
    assert packet_size.size_words(3_000) == "about 10 KB"


def test_programs_outside_find_nothing_wrong_with_it(make, record, keep, tmp_path):
    keep(lambda s: person.write(s, {"name": "Margaret أحمد"}))
    pdfmetrics.registerFont(TTFont("Embedded", str(resources() / "fonts" / "NotoSans-Regular.ttf")))
    ids = [record(packets.pdf("Alpha", "Beta", size=(842, 595), font="Embedded"), title="Ärztlicher Bericht")]
    for content, kind, title in (
        (packets.picture(), "jpeg", "王医師"),
        (packets.tiff(2), "tiff", "Fax"),
        (b"Words", "text", "Note"),
    ):
        ids.append(record(content, kind, title))
    _, content = make(*ids, wishes=Wishes(("summary", "missing")), recipient="doctor")
    file = tmp_path / "packet.pdf"
    file.write_bytes(content)
    checked = packets.tool("qpdf", "--check", str(file))
    info = packets.tool("pdfinfo", str(file))
    fonts = packets.tool("pdffonts", str(file))
    told = packets.tool("pdfinfo", "-struct-text", str(file))
    if None in (checked, info, fonts, told):
        pytest.skip("qpdf or poppler's tools are not on this computer")
    assert checked[0] == 0, checked[1]
    assert "Tagged:          yes" in info[1]
    lines = fonts[1].splitlines()[2:]
    assert lines
    for line in lines:
        assert "yes" in line[55:75] or "Type 3" in line, line
    assert "What is inside" in told[1]
    assert "My summary on one page" in told[1]


def test_what_a_visit_needs_is_found_in_the_order_of_its_list(record, keep, vault, frozen_clock):
    ids = [record(packets.pdf(str(n)), title=f"Report {n}") for n in range(3)]

    def plan(session):
        at = Appointment(day="2026-03-09", hour="10:30", zone="America/Chicago")
        visit = appointments.keep(session, at)
        session.flush()
        wanted.add(session, visit.id, [Line("Second"), Line("First"), Line("Nothing")])
        lines = wanted.for_visit(session, visit.id)
        lines[0].document_id, lines[1].document_id = ids[2], ids[0]
        return visit.id

    visit = keep(plan)
    with vault.read() as session:
        assert needed_for(session, visit) == [ids[2], ids[0]]


def test_more_than_a_worker_can_hold_is_refused_with_a_sentence_and_much_gets_a_larger_one(
    make, record, kept, monkeypatch
):
    identity = record(packets.pdf("Alpha"))
    before = kept()
    monkeypatch.setattr("secondop_desktop.reading.limits.BIND_MOST", 10)
    with pytest.raises(UserError, match="too large for one packet"):
        make(identity)
    assert kept() == before
    monkeypatch.undo()
    monkeypatch.setattr("secondop_desktop.reading.limits.BIND_MUCH", 10)
    assert "Alpha" in packets.texts(make(identity)[1])[2]
