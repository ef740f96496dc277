"""What is wrong with a case that is brought in is named, the rest comes in, and nothing else is touched."""

import errno
import hashlib
import io
import json
import os
import shutil
import struct
import zipfile
import zlib
from io import BufferedReader

import pytest

from secondop_desktop.base.errors import Cancelled, FieldError, UserError
from secondop_desktop.case import documents, questions
from secondop_desktop.flows import bring_in as bringing
from secondop_desktop.flows.bring_in import bring_in, look
from secondop_desktop.flows.give_out import give_out
from secondop_desktop.handover import parcel_in
from secondop_desktop.handover.given import MARK
from secondop_desktop.handover.parcel_in import Checked
from tests.encrypted_case import PASSPHRASE
from tests.flows.given_case import (
    LETTER,
    bring,
    change_rows,
    filled,
    given_once,
    mark_again,
    nothing_new,
    out,
    stops_after,
)

FIXTURES = (bring, filled, given_once, out)


# --- in: damage ---


def test_a_changed_file_is_named_left_out_and_its_entry_stays(out, bring):
    (out / "records" / "blood-tests.pdf").write_bytes(LETTER.read_bytes()[:-1] + b"X")
    made = bring(out)
    assert len(made.troubles) == 1
    assert "“Blood tests”: its file records/blood-tests.pdf is not the one" in made.troubles[0]
    assert made.files == 0
    with made.vault.read() as session:
        assert [record.title for record in documents.everything(session)] == ["Blood tests"]
        assert len(questions.everything(session)) == 1
    assert made.vault.adds_up()


@pytest.mark.parametrize("change", [lambda b: b[:-1], lambda b: b + b"x", lambda b: b"X" + b[1:]])
def test_a_file_that_was_cut_or_grew_or_changed_is_not_the_one(change):
    content = b"records" * 20_000
    known = len(content), hashlib.sha256(content).hexdigest()
    with BufferedReader(Checked(io.BytesIO(content), *known, strict=True)) as whole:
        assert whole.read() == content
    other = BufferedReader(Checked(io.BytesIO(change(content)), *known, strict=True))
    with other, pytest.raises(parcel_in.Broken):
        other.read()
    loose = Checked(io.BytesIO(change(content)), *known)
    with BufferedReader(loose) as other:
        assert len(other.read()) <= len(content)
        assert not loose.whole


def test_missing_files_and_lists_are_named(out, bring):
    shutil.rmtree(out / "records")
    (out / "data" / "question.jsonl").unlink()
    told = " ".join(bring(out).troubles)
    assert "records/blood-tests.pdf is missing" in told
    assert "data/question.jsonl with 1 entry is missing" in told


def test_a_list_that_was_changed_is_named_and_read_as_far_as_it_can_be(out, bring):
    file = out / "data" / "question.jsonl"
    file.write_bytes(b'not JSON\n{"id":[1]}\n\xff\n' + file.read_bytes())
    made = bring(out)
    told = " ".join(made.troubles)
    assert "data/question.jsonl was changed or damaged" in told
    assert "A question (line 1): left out, because it cannot be read." in told


WRONG = (
    ("rank", {"rank": "one"}),
    ("rank", {"rank": 1 << 70}),
    ("rank", {"rank": True}),
    ("starred", {"starred": 1}),
    ("text", {"text": None}),
    ("text", {"text": "\ud800"}),
    ("id", {"id": "../../x"}),
    ("id", {"id": ""}),
    ("binned_at", {"binned_at": "2026-01-01T00:00:00"}),
    ("binned_at", {"binned_at": "yesterday"}),
)


def test_entries_that_cannot_be_are_named_one_by_one_and_the_rest_comes_in(out, bring):
    def change(row):
        return [
            row,
            row,
            *({**row, "id": f"q{n}", "why": f"{n}", **wrong} for n, (_, wrong) in enumerate(WRONG)),
            {**row, "id": "last", "text": "Whole"},
        ]

    change_rows(out, "question", change)
    made = bring(out)
    fields = ["id", *(field for field, _ in WRONG)]
    assert len(made.troubles) == len(fields)
    for field, sentence in zip(fields, made.troubles, strict=True):
        assert sentence.endswith(f": left out, because its “{field}” cannot be kept.")
    with made.vault.read() as session:
        assert {one.text for one in questions.everything(session)} == {"Could we wait?", "Whole"}
    assert made.vault.adds_up()


def test_what_points_nowhere_is_emptied_where_it_may_be_and_else_the_entry_is_left_out(out, bring):
    def records(row):
        wrong = {"dated": "2026-13"}, {"doctor_id": "nobody"}, {"blob": "../../secret"}
        return [row, *({**row, "id": f"d{n}", **each} for n, each in enumerate(wrong))]

    change_rows(out, "document", records)
    lost = {"id": "p1", "document_id": "none"}
    change_rows(out, "page", lambda row: [row, row | lost, row | {"id": "p2"}])
    made = bring(out)
    left = "left out, because its “{field}” cannot be kept."
    assert made.troubles == (
        f"Record “Blood tests”: {left.format(field='dated')}",
        "Record “Blood tests”: what its “doctor_id” points to is not here.",
        "The file ../../secret is not in the list of files.",
        f"The text of a page: {left.format(field='document_id')}",
        f"The text of a page: {left.format(field='document_id')}",
    )
    with made.vault.read() as session:
        assert len(documents.everything(session)) == 3


def test_packed_words_that_would_swell_without_end_are_not_kept(out, bring):
    import base64

    bomb = base64.b64encode(zlib.compress(b"[" + b" " * (64 << 20) + b"]", 9)).decode()
    change_rows(out, "page", lambda row: [{**row, "words": bomb}])
    made = bring(out)
    assert "Where its words stand cannot be read" in " ".join(made.troubles)
    with made.vault.read() as session:
        record = documents.everything(session)[0]
        (page,) = documents.pages_of(session, record.id)
    assert (page.text, page.words) == ("Hemoglobin", b"")


def test_a_visit_whose_day_is_none_is_left_out_and_an_unknown_zone_is_said(filled, tmp_path, bring):
    from secondop_desktop.case import appointments
    from secondop_desktop.case.appointments import Appointment

    with filled.write() as session:
        for goal in ("one", "two"):
            appointments.keep(session, Appointment(day="2026-05-14", hour="10:30", goal=goal))
    out = give_out(filled, tmp_path / "out").place
    wrong = {"one": {"day": "soon"}, "two": {"zone": "Mars/Base"}}
    long = {"id": "long", "minutes": 1 << 40}
    change_rows(out, "appointment", lambda row: [row | wrong[row["goal"]], row | long])
    made = bring(out)
    assert "its “minutes” cannot be kept" in " ".join(made.troubles)
    assert "its “day” cannot be kept" in " ".join(made.troubles)
    assert "counts as UTC" in " ".join(made.troubles)
    with made.vault.read() as session:
        (visit,) = appointments.everything(session)
    assert (visit.goal, visit.zone) == ("two", "UTC")


# --- in: other versions ---


def change_mark(out, **values):
    mark = json.loads((out / MARK).read_text(encoding="utf-8"))
    (out / MARK).write_text(json.dumps(mark | values), encoding="utf-8")


def test_a_newer_form_is_refused_with_the_program_that_wrote_it(out, tmp_path, ways):
    change_mark(out, version=2, program="SecondOp 9")
    for call in (look, lambda place: bring_in(place, tmp_path / "new", PASSPHRASE, ways)):
        with pytest.raises(UserError, match=r"newer version \(SecondOp 9\)"):
            call(out)
    assert not (tmp_path / "new").exists()


def test_what_a_newer_program_added_is_named_and_the_rest_is_read(out, bring):
    change_rows(out, "question", lambda row: [{**row, "mood": "brave"}])
    mark = json.loads((out / MARK).read_text(encoding="utf-8"))
    mark["families"]["dream"] = mark["families"]["question"]
    (out / MARK).write_text(json.dumps(mark), encoding="utf-8")
    made = bring(out)
    told = " ".join(made.troubles)
    assert "“mood” of “question” is not known to this version" in told
    assert "kind “dream” are not known" in told
    with made.vault.read() as session:
        assert len(questions.everything(session)) == 1


def test_an_older_one_that_knows_fewer_fields_comes_in_with_what_a_new_entry_has(out, bring):
    change_rows(out, "question", lambda row: [{name: row[name] for name in ("id", "text")}])
    made = bring(out)
    assert made.troubles == ()
    with made.vault.read() as session:
        (question,) = questions.everything(session)
    assert (question.text, question.starred, question.rank) == ("Could we wait?", False, 0)


# --- in: hostile parcels ---


@pytest.mark.parametrize(
    "content", [b"", b"PK\x05\x06" + bytes(18), b"no zip at all", b"PK\x03\x04" + bytes(100)]
)
def test_what_is_no_case_is_refused(tmp_path, content):
    (tmp_path / "x.zip").write_bytes(content)
    (tmp_path / "empty").mkdir()
    for place in (tmp_path / "x.zip", tmp_path / "empty", tmp_path / "none"):
        with pytest.raises(UserError) as told:
            look(place)
        assert "Nothing was changed" in told.value.what


@pytest.mark.parametrize(
    "mark",
    ids=range(4),
    argvalues=[b"[" * 100_000, b"{}", b'{"format":"secondop-whole-case","version":1}', b"\xff"],
)
def test_a_mark_that_makes_no_sense_is_refused(out, mark):
    (out / MARK).write_bytes(mark)
    with pytest.raises(UserError, match="not a case that SecondOp gave out"):
        look(out)


def zipped(out, place, *more):
    """A folder as a zip file that somebody else packed, in a folder of its own, with more parts."""
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as whole:
        for file in sorted(out.rglob("*")):
            if file.is_file():
                whole.write(file, f"Her case/{file.relative_to(out).as_posix()}")
        for info, content in more:
            whole.writestr(info, content)
    return place


def test_a_folder_that_somebody_packed_again_comes_in(out, tmp_path, bring):
    made = bring(zipped(out, tmp_path / "again.zip"))
    assert (made.troubles, made.files) == ((), 1)


def test_a_folder_around_the_folder_comes_in(out, tmp_path, bring):
    (tmp_path / "Downloads").mkdir()
    out.rename(tmp_path / "Downloads" / "out")
    assert bring(tmp_path / "Downloads").troubles == ()


OUTSIDE = [
    "../secret.pdf",
    "/etc/passwd",
    "records/../../secret.pdf",
    "C:/x",
    "a\\b",
    "records/",
    "",
    ".",
    "a//b",
]


@pytest.mark.parametrize("path", OUTSIDE)
def test_a_path_that_leads_anywhere_else_is_not_opened(out, tmp_path, path):
    (tmp_path / "secret.pdf").write_bytes(b"secret")
    with parcel_in.opened(out, MARK) as parcel, pytest.raises(parcel_in.NotThere):
        parcel.open(path)


def test_nothing_outside_of_the_folder_is_read(out, tmp_path, bring):
    (tmp_path / "secret.pdf").write_bytes(LETTER.read_bytes())
    file = out / "data" / "files.jsonl"
    told = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**told, "path": "../secret.pdf"}) + "\n", encoding="utf-8")
    change_rows(out, "document", lambda row: [{**row, "blob": "../secret.pdf"}])
    made = bring(out)
    assert made.files == 0
    assert made.troubles


@pytest.mark.skipif(os.name != "posix", reason="links need a right of their own there")
@pytest.mark.parametrize("which", ["file", "folder", "pipe"])
def test_links_and_pipes_are_not_followed(out, tmp_path, which):
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "blood-tests.pdf").write_bytes(LETTER.read_bytes())
    file = out / "records" / "blood-tests.pdf"
    file.unlink()
    if which == "file":
        file.symlink_to(tmp_path / "secret" / "blood-tests.pdf")
    elif which == "pipe":
        os.mkfifo(file)
    else:
        file.parent.rmdir()
        file.parent.symlink_to(tmp_path / "secret")
    with parcel_in.opened(out, MARK) as parcel, pytest.raises(parcel_in.NotThere):
        parcel.open("records/blood-tests.pdf")


def test_a_link_in_a_zip_file_and_a_name_that_stands_twice_are_not_read(out, tmp_path, bring):
    link = zipfile.ZipInfo("Her case/records/link.pdf")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    twice = zipfile.ZipInfo("Her case/data/question.jsonl")
    with pytest.warns(UserWarning, match="Duplicate name"):
        place = zipped(out, tmp_path / "x.zip", (link, "/etc/passwd"), (twice, "{}"))
    with parcel_in.opened(place, MARK) as parcel:
        for path in ("records/link.pdf", "data/question.jsonl"):
            with pytest.raises(parcel_in.NotThere):
                parcel.open(path)
    assert "data/question.jsonl with 1 entry is missing" in " ".join(bring(place).troubles)


def test_a_file_gives_no_more_bytes_than_it_is_said_to_have(out, tmp_path, bring):
    file = out / "records" / "blood-tests.pdf"
    file.write_bytes(bytes(64 << 20))  # a bomb: 64 MB of nothing, in a few bytes of a zip file
    place = zipped(out, tmp_path / "bomb.zip")
    file.unlink()
    assert place.stat().st_size < 1 << 20
    made = bring(place)
    assert "is not the one" in made.troubles[0]
    assert sum(f.stat().st_size for f in (tmp_path / "new.secondop").rglob("*") if f.is_file()) < 8 << 20


def test_what_says_that_it_is_larger_than_the_disk_is_refused_at_once(out, tmp_path, ways):
    file = out / "data" / "files.jsonl"
    told = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**told, "size": 1 << 60}) + "\n", encoding="utf-8")
    mark_again(out)
    with pytest.raises(UserError, match="not enough room"):
        bring_in(out, tmp_path / "new.secondop", PASSPHRASE, ways)
    assert nothing_new(tmp_path, "out")


def test_a_list_of_contents_that_asks_for_all_memory_is_refused(out, tmp_path):
    place = zipped(out, tmp_path / "x.zip")
    content = bytearray(place.read_bytes())
    end = content.rfind(b"PK\x05\x06")
    at = struct.unpack_from("<I", content, end + 16)[0]
    struct.pack_into("<II", content, end + 12, parcel_in.MOST_CONTENTS + 1, at)
    content = content[:at] + bytes(parcel_in.MOST_CONTENTS) + content[at:]
    place.write_bytes(content)
    with pytest.raises(UserError, match="not a case"):
        look(place)


def test_an_entry_that_never_ends_is_passed_over_without_holding_it(out, bring, monkeypatch):
    from secondop_desktop.handover import lines

    monkeypatch.setattr(lines, "LONGEST_LINE", 4000)
    file = out / "data" / "question.jsonl"
    file.write_bytes(b'{"text":"' + b"x" * 19000 + b'"}\n' + file.read_bytes())
    mark_again(out)
    made = bring(out)
    assert made.troubles == ("A question (line 1): left out, because it cannot be read.",)


# --- in: the place of the new case ---


def test_a_taken_place_and_a_weak_passphrase_leave_nothing(out, tmp_path, ways, folder):
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    with pytest.raises(FieldError):
        bring_in(out, folder, PASSPHRASE, ways)
    with pytest.raises(FieldError):
        bring_in(out, tmp_path / "new.secondop", "short", ways)
    assert nothing_new(tmp_path, "out")


@pytest.mark.parametrize("steps", [0, 2])
def test_a_stop_leaves_nothing_of_the_new_case(out, tmp_path, ways, steps):
    with pytest.raises(Cancelled):
        bring_in(out, tmp_path / "new.secondop", PASSPHRASE, ways, stops_after(steps))
    assert nothing_new(tmp_path, "out")


def test_a_full_disk_leaves_nothing_of_the_new_case(out, tmp_path, ways, monkeypatch):
    def full(*_args, **_named):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(bringing.paths, "sync_folder", full)
    with pytest.raises(UserError):
        bring_in(out, tmp_path / "new.secondop", PASSPHRASE, ways)
    monkeypatch.undo()


def test_the_export_is_not_changed_by_bringing_it_in(out, bring):
    before = {file: file.read_bytes() for file in out.rglob("*") if file.is_file()}
    bring(out)
    assert {file: file.read_bytes() for file in out.rglob("*") if file.is_file()} == before
