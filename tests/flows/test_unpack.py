"""Files inside archives and e-mails become records of their own; the outer one stays as it is."""

import pytest

from secondop_desktop.case import bin as bin_
from secondop_desktop.case import documents
from secondop_desktop.case.documents import READ, UNREADABLE
from secondop_desktop.flows import take_in, unpack
from secondop_desktop.flows.read_waiting import read_waiting
from secondop_desktop.flows.take_in import Details
from secondop_desktop.reading import limits
from tests.flows.papers import report
from tests.reading import made_files as made


def read_all(vault):
    while read_waiting(vault).documents:
        pass


def by_name(vault):
    with vault.read() as session:
        return {document.file_name: document for document in documents.everything(session)}


def taken(vault, content, name, details=None):
    found = take_in.take_in_bytes(vault, content, name, details)
    read_all(vault)
    return found.document_id


def test_attachments_come_with_their_letter_and_say_so(vault):
    letter = made.letter(attachments=[("report.pdf", report("Ki-67 5 %")), ("values.txt", b"Hb 13.1")])
    taken(vault, letter, "slides.eml", Details(facility="Brightwater", kind="clinic_letter"))
    found = by_name(vault)
    assert set(found) == {"slides.eml", "report.pdf", "values.txt"}
    inside = found["report.pdf"]
    assert (inside.note, inside.facility, inside.kind) == ("Came with “slides”.", "Brightwater", "other")
    assert {document.state for document in found.values()} == {READ}
    with vault.read() as session:
        assert "Ki-67 5 %" in documents.pages_of(session, inside.id)[0].text
        assert "The slides are on" in documents.pages_of(session, found["slides.eml"].id)[0].text
    with vault.blobs.open(found["slides.eml"].blob) as blob:
        assert blob.read_all() == letter


def test_reading_it_again_adds_nothing_and_brings_nothing_back(vault):
    outer = taken(vault, made.zipped(("a.txt", b"one"), ("b.txt", b"two")), "papers.zip")
    unwanted = by_name(vault)["a.txt"].id
    with vault.write() as session:
        bin_.throw_away(session, "document", unwanted)
        documents.read_again(session, [outer])
    read_all(vault)
    assert set(by_name(vault)) == {"papers.zip", "b.txt"}


def test_what_is_here_already_is_not_there_twice(vault):
    first = taken(vault, b"one", "mine.txt")
    taken(vault, made.zipped(("a.txt", b"one"), ("b.txt", b"two")), "papers.zip")
    found = by_name(vault)
    assert set(found) == {"mine.txt", "papers.zip", "b.txt"}
    assert found["mine.txt"].id == first
    assert found["mine.txt"].note == ""


def test_what_came_out_of_a_container_is_not_taken_apart_itself(vault):
    inner = made.letter("inner words", attachments=[("deep.txt", b"deep")])
    taken(vault, made.zipped(("inner.eml", inner), ("inner.zip", made.zipped(("c.txt", b"c")))), "all.zip")
    found = by_name(vault)
    assert set(found) == {"all.zip", "inner.eml", "inner.zip"}
    assert (found["inner.eml"].file_kind, found["inner.eml"].state) == ("email-inside", READ)
    assert "1 file in it was not taken out" in found["inner.eml"].problem
    assert (found["inner.zip"].state, found["inner.zip"].pages) == (UNREADABLE, 0)


def test_names_that_are_paths_become_names(vault):
    names = ("../../etc/passwd", "C:\\Windows\\win.ini", "a\nb.txt", "n" * 300 + ".txt", "\u202etxt.exe")
    taken(vault, made.zipped(*((name, f"content of {at}") for at, name in enumerate(names))), "x.zip")
    found = set(by_name(vault)) - {"x.zip"}
    assert {"passwd", "win.ini", "a b.txt", "txt.exe"} < found
    assert all("/" not in name and "\\" not in name and len(name) <= 255 for name in found)


def test_together_they_may_not_be_larger_than_there_is_room(vault, monkeypatch):
    monkeypatch.setattr(limits, "MOST_TAKEN_OUT", 10)
    taken(vault, made.zipped(("a.txt", b"12345678"), ("b.txt", b"12345678"), ("c.txt", b"1")), "x.zip")
    found = by_name(vault)
    assert set(found) == {"x.zip", "a.txt"}
    assert "2 files in it were not taken out" in found["x.zip"].problem


def test_a_damaged_part_does_not_keep_the_others_in(vault):
    content = bytearray(made.zipped(("a.txt", b"one" * 99), ("b.txt", b"two")))
    content[38] ^= 0xFF
    taken(vault, bytes(content), "x.zip")
    found = by_name(vault)
    assert set(found) == {"x.zip", "b.txt"}
    assert (found["x.zip"].state, "1 file in it" in found["x.zip"].problem) == (READ, True)


def test_a_crash_in_the_middle_is_gone_on_from(vault, monkeypatch):
    whole, calls = unpack.take_in_member, []

    def dies_at_second(*args):
        calls.append(args)
        if len(calls) == 2:
            raise RuntimeError
        return whole(*args)

    monkeypatch.setattr(unpack, "take_in_member", dies_at_second)
    take_in.take_in_bytes(vault, made.zipped(("a.txt", b"one"), ("b.txt", b"two")), "x.zip")
    with pytest.raises(RuntimeError):
        read_waiting(vault)
    assert set(by_name(vault)) == {"x.zip", "a.txt"}
    read_all(vault)
    assert set(by_name(vault)) == {"x.zip", "a.txt", "b.txt"}


def test_a_file_that_cannot_be_read_is_kept_from_an_archive_too(vault):
    taken(vault, made.zipped(("visit.mp3", b"ID3\3" + bytes(50)), ("empty.txt", b"")), "x.zip")
    found = by_name(vault)
    assert set(found) == {"x.zip", "visit.mp3"}
    assert "for your visit" in found["visit.mp3"].problem
