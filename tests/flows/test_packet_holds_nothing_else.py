"""The page never lies: a packet holds what was chosen, and not one word or byte of what was not."""

import io
import json
import zlib

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Dictionary

from secondop_desktop.case import doctors, documents, file_passwords
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.documents import Page
from secondop_desktop.case.notes import Note
from secondop_desktop.flows import packet
from secondop_desktop.flows.packet import Wishes
from secondop_desktop.flows.plan import Plan
from tests import packets
from tests.encrypted_case import PASSPHRASE, cheap_ways

MANY = 100
KINDS = ("pdf", "jpeg", "tiff", "text")


def canary(number):
    """A word that stands in one record only, wherever a record can hold a word."""
    return f"canary{number:03d}zq"


def made(number):
    """The bytes and the kind of a record full of its canary: words, metadata, streams, unused objects."""
    word, kind = canary(number), KINDS[number % len(KINDS)]
    if kind == "text":
        return f"Report {word}\nEnd".encode(), kind
    if kind == "jpeg":
        return packets.picture(size=(80, 110), comment=word.encode()) + word.encode(), kind
    if kind == "tiff":
        return packets.tiff(1, size=(80 + number, 110)) + word.encode(), kind

    def hide(opened):
        opened.docinfo["/Author"] = word
        opened.Root.Metadata = opened.make_stream(word.encode())
        opened.make_indirect(Dictionary(Unused=word))
        opened.make_stream(word.encode())
        opened.attachments[f"{word}.txt"] = word.encode()

    return packets.changed(packets.pdf(f"Report {word}"), hide), kind


@pytest.fixture(scope="module")
def full_case(tmp_path_factory):
    """A case with a hundred records, each with a canary in its title, file, words, notes and password."""
    from secondop_desktop.base.clock import SYSTEM_CLOCK
    from secondop_desktop.vault import case_file

    vault = case_file.create(tmp_path_factory.mktemp("full") / "c.secondop", PASSPHRASE, cheap_ways())
    ids = []
    for number in range(MANY):
        content, kind = made(number)
        word = canary(number)
        ids.append(
            packets.keep_record(
                vault, SYSTEM_CLOCK, content, kind, f"Title {word}",
                note=f"Note {word}", facility=f"Place {word}", file_name=f"{word}.{kind}", pages=1,
            )
        )  # fmt: skip
    with vault.write() as session:
        for number, identity in enumerate(ids):
            word = canary(number)
            words = zlib.compress(json.dumps([[word, 0.1, 0.1, 0.3, 0.12]]).encode())
            page = Page(document_id=identity, number=1, source="ocr", text=f"Read {word}", words=words)
            documents.keep_page(session, page)
            file_passwords.keep(session, identity, f"password {word}")
            doctors.keep(session, Doctor(name=f"Dr. {word}"))
            session.add(Note(written_at=SYSTEM_CLOCK.now(), text=f"Thought {word}"))
    yield vault, ids
    vault.close()


def found_in(content):
    """The numbers of the records of which anything is in a PDF, in any form a byte can have."""
    inside = packets.everything_in(content).lower() + "".join(packets.texts(content)).lower().encode()
    wide = inside.replace(b"\0", b"")  # text strings may be two bytes a letter
    return {n for n in range(MANY) if canary(n).encode() in wide or canary(n).encode().hex().encode() in wide}


def the_packet(vault, ids, **wishes):
    wanted = Plan(packet.PACKET, records=tuple(ids), recipient="doctor", name="Dr. Okafor")
    finished = packet.make_packet(vault, wanted, Wishes(**wishes))
    content = b"".join(packet.in_pieces(vault, finished))
    packet.forget(vault, finished)
    return finished, content


def test_the_canaries_can_be_found_at_all(full_case):
    for number in range(len(KINDS)):
        content, kind = made(number)
        if kind == "pdf":
            assert canary(number).encode() in packets.everything_in(content)
        else:
            assert canary(number).encode() in content


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_a_packet_of_one_record_holds_nothing_of_the_other_ninety_nine(full_case, number):
    vault, ids = full_case
    finished, content = the_packet(vault, ids[number : number + 1])
    assert not finished.not_in
    assert found_in(content) == {number}


def test_sheets_in_front_bring_no_other_record_in(full_case):
    vault, ids = full_case
    _, content = the_packet(vault, ids[7:8], sheets=("summary",), small=True)
    assert found_in(content) == {7}


@given(st.sets(st.integers(0, MANY - 1), min_size=1, max_size=5))
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_ticked_is_in_the_packet_and_nothing_else_is(full_case, numbers):
    vault, ids = full_case
    finished, content = the_packet(vault, [ids[n] for n in sorted(numbers)])
    assert not finished.not_in
    assert found_in(content) == numbers
    assert len([one for one in finished.inside if one.number]) == len(numbers)
    with pikepdf.open(io.BytesIO(content)) as opened:
        assert len(opened.pages) == finished.pages


def test_the_worker_is_handed_no_byte_of_a_record_that_was_not_chosen(full_case, monkeypatch):
    vault, ids = full_case
    opened = []
    real = type(vault.blobs).open

    def watched(self, name):
        opened.append(name)
        return real(self, name)

    monkeypatch.setattr(type(vault.blobs), "open", watched)
    finished, _ = the_packet(vault, [ids[4]])
    with vault.read() as session:
        chosen = documents.one(session, ids[4]).blob
    assert set(opened) == {chosen, finished.blob.name}
