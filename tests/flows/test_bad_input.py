"""Odd, broken and harmful files, handed over at once: a sentence for each, kept if possible, others go on."""

import contextlib
import os
import stat
import threading
import tracemalloc
from dataclasses import dataclass

import pytest

from secondop_desktop.base.errors import Cancelled
from secondop_desktop.base.progress import Progress
from secondop_desktop.case import documents
from secondop_desktop.case.documents import READ, UNREADABLE
from secondop_desktop.flows import open_case, read_waiting, take_in
from secondop_desktop.flows.show_pages import PagePictures
from secondop_desktop.intake import patient
from secondop_desktop.intake.names import bare_name
from secondop_desktop.reading.pages import PageText
from tests.encrypted_case import PASSPHRASE, cheap_ways
from tests.flows.bad_input import ALL, SAID, pdf_of_pages
from tests.flows.papers import report


@dataclass(frozen=True)
class Want:
    """What has to come of a file: its kind, whether it is READ, a part of what is said, pages and words."""

    kind: str
    state: str = READ
    said: str = ""
    pages: int = 1
    words: str = ""
    remark: str = ""


SEEN = "seen by sight"
EXPECTED = {
    "a PDF with a password": Want("pdf", UNREADABLE, "locked with a password", 0),
    "a PDF whose places are lost": Want("pdf", words=SAID),
    "a PDF without pages": Want("pdf", UNREADABLE, "It is kept as it is", 0),
    "a PDF of 5,001 pages": Want("pdf", UNREADABLE, "more pages than can be read", 0),
    "a PDF of nothing but fields": Want("pdf", words=SAID),
    "a PDF of a JPEG 2000 picture": Want("pdf", words=SEEN),
    "a PDF of a JBIG2 picture": Want("pdf", words=SEEN),
    "a PDF that swells": Want("pdf", UNREADABLE, "No page of it could be read"),
    "a fax": Want("tiff", pages=3, words=SEEN),
    "a panorama": Want("jpeg", words=SEEN),
    "a JPEG for printers": Want("jpeg", words=SEEN),
    "a TIFF of sixteen bits": Want("tiff", words=SEEN),
    "a picture that moves": Want("webp", said="first picture is shown", words=SEEN),
    "a Word file with macros": Want("docm", words=SAID, remark="never runs them"),
    "an older Word file": Want("doc", UNREADABLE, "save it as PDF", 0, remark="older kind"),
    "a locked Word file": Want("locked", UNREADABLE, "save it without one", 0, remark="locked"),
    "a program called a report": Want("program", UNREADABLE, "never starts it", 0, remark="a program"),
    "an archive that swells": Want("zip", said="1 file in it was not taken out", words="notes.txt"),
    "an archive of archives": Want("zip", words="inner.zip"),
    "a recording": Want("m4a", UNREADABLE, "for your visit", 0, remark="sound recording"),
    "a film": Want("mp4", UNREADABLE, "cannot play it", 0, remark="film"),
    "a table": Want("xlsx", UNREADABLE, "tables or slides", 0, remark="tables"),
    "a name of 300 letters": Want("text", words="a long name"),
    "a name over two lines": Want("text", words="a broken name"),
    "noise": Want("unknown", UNREADABLE, "cannot read it", 0),
    **{f"a photo turned the {turn}. way": Want("jpeg", words=SEEN) for turn in range(1, 9)},
}


@dataclass(frozen=True)
class Came:
    """What became of all of them: the bytes, the answers, the records, and the texts, by what the file is."""

    vault: object
    files: dict
    taken: dict
    records: dict
    texts: dict


@pytest.fixture(scope="module")
def came(tmp_path_factory):
    """All files in one case, read in one go; only what is seen on pictures is not read by the real eyes."""
    folder = tmp_path_factory.mktemp("bad")
    patch = pytest.MonkeyPatch()
    patch.setattr(read_waiting.Eyes, "read", lambda *_: PageText(f"{SEEN}, twenty letters", source="ocr"))
    vault = open_case.create(folder / "bad.secondop", PASSPHRASE, "Margaret Ellison", cheap_ways()).vault
    files = {what: make() for what, (_, make) in ALL.items()}
    taken = {what: take_in.take_in_bytes(vault, files[what], name) for what, (name, _) in ALL.items()}
    read_waiting.read_waiting(vault)
    read_waiting.read_waiting(vault)  # what came out of others
    patch.undo()
    records, texts = {}, {}
    with vault.read() as session:
        for what, one in taken.items():
            if one.document_id:
                records[what] = documents.one(session, one.document_id)
                pages = documents.pages_of(session, one.document_id)
                texts[what] = "\n".join(page.text for page in pages)
    yield Came(vault, files, taken, records, texts)
    vault.close()


@pytest.mark.parametrize("what", EXPECTED)
def test_it_is_kept_and_told_in_a_sentence(came, what):
    record, want = came.records[what], EXPECTED[what]
    assert (record.file_kind, record.state, record.pages) == (want.kind, want.state, want.pages)
    assert want.said in record.problem
    assert bool(want.said) == bool(record.problem)
    assert not record.problem or record.problem.endswith(".")
    assert want.words in came.texts[what]
    assert want.remark in came.taken[what].remark
    assert bool(want.remark) == bool(came.taken[what].remark)
    with came.vault.blobs.open(record.blob) as blob:
        assert blob.read_all() == came.files[what]


def test_every_file_of_the_table_was_tried(came):
    assert set(EXPECTED) | {"nothing at all"} == set(ALL) == set(came.taken)
    assert "is empty" in came.taken["nothing at all"].problem


def test_names_become_one_line_that_can_be_shown(came):
    names = [record.file_name for record in came.records.values()]
    assert all(len(name) <= 255 and "\n" not in name for name in names)
    assert "first line second line.txt" in names
    assert any(name.startswith("nnn") and name.endswith("n.txt") for name in names)


def test_what_was_in_archives_are_records_that_say_where_they_come_from(came):
    with came.vault.read() as session:
        inside = {d.file_name: d for d in documents.everything(session) if d.note.startswith("Came with")}
        words = [page.text for page in documents.pages_of(session, inside["notes.txt"].id)]
    assert set(inside) == {"inner.zip", "notes.txt"}
    assert inside["inner.zip"].file_kind == "zip-inside"
    assert "not unpacked" in inside["inner.zip"].problem
    assert words[0].startswith(SAID)


@pytest.mark.parametrize("what", ["a PDF of a JPEG 2000 picture", "a PDF of a JBIG2 picture", "a fax"])
def test_what_is_packed_in_rare_ways_is_really_shown(came, what):
    pictures = PagePictures.of_record(came.vault, came.records[what])
    try:
        shown = pictures.picture(1, 300)
    finally:
        pictures.close()
    middle = 3 * shown.width // 2
    assert shown.rgb[middle] < 60
    assert shown.rgb[-middle] > 200


def test_five_thousand_pages_are_read_one_by_one_and_can_be_stopped(vault, monkeypatch):
    monkeypatch.setattr(read_waiting.Eyes, "read", lambda *_: PageText("seen"))
    taken = take_in.take_in_bytes(vault, pdf_of_pages(5000), "long.pdf")
    told = []

    def stop_soon():
        return len(told) > 4

    with pytest.raises(Cancelled):
        read_waiting.read_waiting(vault, Progress(lambda *args: told.append(args), stop_soon))
    with vault.read() as session:
        record = documents.one(session, taken.document_id)
        assert (record.pages, record.state) == (5000, documents.WAITING)
        assert 0 < len(documents.pages_of(session, record.id)) < 10


def test_a_file_that_vanishes_while_it_is_read_is_told_and_the_others_come(vault, tmp_path, monkeypatch):
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        (tmp_path / name).write_bytes(report(name))
    whole = patient._opened

    class Gone:
        def __init__(self, file):
            self.file, self.close, self.reads = file, file.close, 0

        def seek(self, *where):
            return self.file.seek(*where)

        def read(self, count):
            self.reads += 1
            if self.reads > 1:
                raise OSError(116, "Stale file handle")
            return self.file.read(count)

    monkeypatch.setattr(
        patient, "_opened", lambda path: Gone(whole(path)) if path.name[0] == "b" else whole(path)
    )
    monkeypatch.setattr(patient, "_STEP", 512)
    found = take_in.take_in(vault, [tmp_path / name for name in ("a.pdf", "b.pdf", "c.pdf")])
    assert [bool(one.document_id) for one in found] == [True, False, True]
    assert found[1].problem == "b.pdf could not be opened. Nothing was changed."


@pytest.fixture
def dead_disk(monkeypatch):
    """A disk on which every call hangs until the end of the test."""
    answers, asked = threading.Event(), threading.Event()

    def hang(_path):
        asked.set()
        answers.wait(60)
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(patient, "_opened", hang)
    yield asked
    answers.set()


def test_a_disk_that_never_answers_is_given_up(vault, tmp_path, dead_disk, monkeypatch):
    monkeypatch.setattr(patient, "LONGEST_SILENCE", 0.3)
    (found,) = take_in.take_in(vault, [tmp_path / "on the server.pdf"])
    assert "does not answer. Nothing was changed." in found.problem
    with vault.read() as session:
        assert documents.everything(session) == []


def test_a_disk_that_never_answers_can_be_left_at_once(vault, tmp_path, dead_disk):
    with pytest.raises(Cancelled):
        take_in.take_in(vault, [tmp_path / "on the server.pdf"], None, _stopped_when(dead_disk))


def _stopped_when(event):
    """A progress that is stopped as soon as the disk is waited for."""
    return Progress(stopped=event.is_set)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such pipes on this system")
def test_a_pipe_is_not_waited_for(vault, tmp_path):
    os.mkfifo(tmp_path / "report.pdf")
    (found,) = take_in.take_in(vault, [tmp_path / "report.pdf"])
    assert "not a file with content of its own" in found.problem


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden here")
def test_a_file_that_may_not_be_opened_is_told(vault, tmp_path):
    (tmp_path / "secret.pdf").write_bytes(report("x"))
    (tmp_path / "secret.pdf").chmod(0)
    (found,) = take_in.take_in(vault, [tmp_path / "secret.pdf"])
    (tmp_path / "secret.pdf").chmod(stat.S_IRUSR)
    assert found.problem.startswith("You are not allowed to open secret.pdf")


def test_the_sentence_for_what_may_not_be_opened(vault, tmp_path, monkeypatch):
    def refused(_path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(patient, "_opened", refused)
    (found,) = take_in.take_in(vault, [tmp_path / "secret.pdf"])
    assert found.problem.startswith("You are not allowed to open secret.pdf")


def test_a_film_of_hundreds_of_megabytes_streams_into_the_case_and_is_never_fetched(vault, tmp_path):
    size = 300 << 20
    with (tmp_path / "visit.mp4").open("wb") as film:
        film.write(b"\0\0\0\x18ftypmp42" + bytes(12))
        film.truncate(size)
    tracemalloc.start()
    try:
        (found,) = take_in.take_in(vault, [tmp_path / "visit.mp4"])
        read_waiting.read_waiting(vault)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    with vault.read() as session:
        record = documents.one(session, found.document_id)
    assert (record.size, record.state) == (size, UNREADABLE)
    assert "film" in found.remark
    assert most < 64 << 20


def test_a_text_too_large_to_be_read_is_not_fetched_either(vault, monkeypatch):
    found = take_in.take_in_bytes(vault, b"%PDF-1.7 and so on", "huge.pdf")
    with vault.write() as session:
        documents.one(session, found.document_id).size = 3 << 30
    monkeypatch.setattr(vault.blobs, "open", lambda _name: pytest.fail("it was fetched"))
    read_waiting.read_waiting(vault)
    with vault.read() as session:
        assert "too big" in documents.one(session, found.document_id).problem
    pictures = PagePictures.of_record(vault, _one(vault, found.document_id))
    with contextlib.closing(pictures), pytest.raises(Exception, match="too big"):
        pictures.open()


def _one(vault, identity):
    with vault.read() as session:
        return documents.one(session, identity)


def test_names_of_any_length_become_one_that_can_be_kept():
    assert len(bare_name("n" * 3000 + ".pdf")) == 255
    assert bare_name("a\r\nb\t.pdf") == "a  b .pdf"
