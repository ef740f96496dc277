"""What a person does with whole files: attaching, reading, copies, a new passphrase, a new schema."""

import dataclasses
import hashlib
import io
from datetime import timedelta
from pathlib import Path

import pytest

from secondop_desktop.base import settings as settings_file
from secondop_desktop.base.clock import SYSTEM_CLOCK, StoppedClock
from secondop_desktop.base.settings import Settings
from secondop_desktop.case import bin, documents, tasks
from secondop_desktop.case.documents import Document
from secondop_desktop.case.tasks import Task
from secondop_desktop.flows import (
    back_up,
    open_case,
    print_sheet,
    renew_passphrase,
    repair,
    restore,
    save_copy,
)
from secondop_desktop.flows.check_case import check_case
from secondop_desktop.flows.read_waiting import read_waiting
from secondop_desktop.flows.sweep_leftovers import sweep_leftovers
from secondop_desktop.flows.take_in import take_in, take_in_bytes
from secondop_desktop.vault import case_file, cipher, copy_place, generations, recovery
from tests.encrypted_case import PASSPHRASE
from tests.faults.staging import (
    BINNED,
    CASE,
    FRESH,
    HOME,
    REPORT,
    Stage,
    furnish,
    furnished,
    words_in,
    workflow,
)

SCAN = b"%PDF-1.4\n" + bytes(range(256)) * 40


def sha_of(file: Path):
    """The SHA-256 of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _attach(stage, vault, content, name):
    taken = take_in_bytes(vault, content, name)
    assert taken.document_id, taken.problem
    stage.promise(files=[hashlib.sha256(content).hexdigest()])
    return taken


@workflow("attach files")
def _attach_files(stage: Stage):
    held = [hashlib.sha256(content).hexdigest() for content in (REPORT, BINNED)]
    with stage.opened() as vault:
        for number in range(3):
            file = stage.beside / f"Scan {number}.pdf"
            file.write_bytes(SCAN * (number + 1))
            assert not take_in(vault, [file])[0].problem
            held.append(hashlib.sha256(SCAN * (number + 1)).hexdigest())
            stage.promise(files=held)


@workflow("attach a large file")
def _attach_large(stage: Stage):
    with stage.opened() as vault:
        _attach(stage, vault, SCAN * 60, "Imaging.pdf")


@workflow("attach the same again")
def _attach_again(stage: Stage):
    with stage.opened() as vault:
        assert _attach(stage, vault, REPORT, "Again.txt").already_here
        assert _attach(stage, vault, BINNED, "Out of the bin.txt").already_here
        _attach(stage, vault, SCAN, "New.pdf")
        assert _attach(stage, vault, SCAN, "New, again.pdf").already_here


@workflow("a record into the bin and back")
def _bin_record(stage: Stage):
    with stage.opened() as vault:
        taken = _attach(stage, vault, SCAN, "Scan.pdf")
        with vault.write() as session:
            bin.throw_away(session, "document", taken.document_id)
        with vault.write() as session:
            bin.bring_back(session, "document", taken.document_id)


@workflow("read a record")
def _read(stage: Stage):
    with stage.opened() as vault:
        done = read_waiting(vault)
        assert done.documents == 1, done.unreadable
        with vault.read() as session:
            pages = [p.text for d in documents.everything(session) for p in documents.pages_of(session, d.id)]
        assert pages
        stage.promise(texts=pages)


@workflow("commands: attach and check")
def _commands(stage: Stage):
    file = stage.beside / "Letter.pdf"
    file.write_bytes(SCAN)
    stage.secondop("attach", str(file), "--title", "The letter of March")
    stage.promise(texts=["The letter of March"], files=[hashlib.sha256(SCAN).hexdigest()])
    stage.secondop("check")
    stage.secondop("info")


@workflow("sweep leftovers")
def _sweep(stage: Stage):
    """What nobody refers to goes; what only the history refers to stays."""
    with stage.opened() as vault:
        with vault.write() as session:
            document = documents.everything(session)[0]
            session.delete(document)
        for number in range(3):
            (stage.case / "blobs" / f"{number:032x}.part").write_bytes(b"half")
            with (stage.beside / "orphan").open("wb+") as stream:
                stream.write(bytes([number]) * 5000)
                stream.seek(0)
                vault.blobs.keep(stream)
        later = StoppedClock(SYSTEM_CLOCK.now() + timedelta(days=2))
        assert sweep_leftovers(vault, later) == 6
        stage.promise(blobs=[hashlib.sha256(REPORT).hexdigest()])


@workflow("new passphrase")
def _new_passphrase(stage: Stage):
    stage.promise(secrets=[PASSPHRASE])
    vault = stage.open()
    sheet = renew_passphrase.renew_passphrase(vault, PASSPHRASE, FRESH, ways=stage.ways)
    stage.promise(secrets=[FRESH, "\n".join(sheet)])
    vault = stage.open(FRESH)
    with vault.write() as session:
        tasks.keep(session, Task(text="Burn the old sheet"))
    stage.promise(texts=["Burn the old sheet"])
    vault.close()


@workflow("open with the recovery sheet")
def _sheet(stage: Stage):
    vault = stage.open()
    sheet = "\n".join(recovery.sheet(vault.key))
    stage.promise(secrets=[PASSPHRASE, sheet])
    vault.close()
    vault = stage.open(sheet)
    with vault.write() as session:
        tasks.keep(session, Task(text="Forgot the passphrase"))
    stage.promise(texts=["Forgot the passphrase"])
    vault.close()


def _attached_at_first(vault, content, name):
    """The id of a record in the tables of the first step, where attaching of today misses the later ones."""
    blob = vault.blobs.keep(io.BytesIO(content))
    about = {"title": name, "file_name": name, "file_kind": "text", "size": len(content)}
    with vault.write() as session:
        record = Document(**about, blob=blob.name, added_at=SYSTEM_CLOCK.now())
        return documents.keep(session, record).id


def _older_schema(stage: Stage):
    old = dataclasses.replace(stage.ways, steps=stage.ways.steps[:1])
    vault = case_file.create(stage.case, PASSPHRASE, old)
    furnish(vault, _attached_at_first)
    vault.close()


@workflow("upgrade of the tables", _older_schema)
def _upgrade(stage: Stage):
    with stage.opened() as vault:
        with vault.write() as session:
            tasks.keep(session, Task(text="After the upgrade"))
        stage.promise(texts=["After the upgrade", "Task 0"])


def _copies(stage):
    place = stage.root / "stick" / "copies"
    copy_place.prepare(place)
    return place


def _copied(stage, vault, place):
    copied = back_up.back_up(vault, [place])[0]
    assert copied.safe, copied.problem
    stage.promise(copies={"place": "stick/copies", "newest": copied.generation.file.name})


@workflow("back up")
def _back_up(stage: Stage):
    with stage.opened() as vault:
        place = _copies(stage)
        _copied(stage, vault, place)
        _attach(stage, vault, SCAN, "Scan.pdf")
        _copied(stage, vault, place)


def _with_copies(stage: Stage):
    furnished(stage)
    with stage.opened() as vault:
        place = _copies(stage)
        for number in range(3):
            with vault.write() as session:
                tasks.keep(session, Task(text=f"Of day {number}"))
            assert back_up.back_up(vault, [place])[0].safe


@workflow("back up and thin out", _with_copies)
def _thin_out(stage: Stage):
    last, tiers = generations.LAST, generations.TIERS
    generations.LAST, generations.TIERS = 2, ()
    try:
        with stage.opened() as vault:
            for number in range(2):
                with vault.write() as session:
                    tasks.keep(session, Task(text=f"Then {number}"))
                _copied(stage, vault, stage.root / "stick" / "copies")
    finally:
        generations.LAST, generations.TIERS = last, tiers


@workflow("restore", _with_copies)
def _restore(stage: Stage):
    with stage.opened() as vault:
        key = vault.key
    place = stage.root / "stick" / "copies"
    newest = restore.generations([place])[0]
    stage.promise(copies={"place": "stick/copies", "newest": newest.file.name})
    done = restore.restore(newest, key, stage.root / "Back" / "Restored.secondop", stage.ways)
    assert not done.missing
    stage.promise(other={"folder": "Back/Restored.secondop", "texts": ["Of day 2"], "whole": True})


def _damaged(stage: Stage):
    """Some pages of the case are destroyed; none of them holds entries that nothing else could tell."""
    furnished(stage)
    with (stage.case / "case.db").open("rb+") as file:
        file.seek(3 * cipher.PAGE_SIZE)
        file.write(bytes(cipher.PAGE_SIZE))


@workflow("repair", _damaged)
def _repair(stage: Stage):
    stage.promise(outside={f"{CASE}/case.db": sha_of(stage.case / "case.db")})
    mended = stage.root / "New" / "Mended.secondop"
    repair.repair_closed(stage.case, PASSPHRASE, mended, stage.ways)
    vault = open_case.open_case(mended, PASSPHRASE, stage.ways)
    assert check_case(vault).good
    words = sorted(words_in(vault))
    vault.close()
    stage.promise(other={"folder": "New/Mended.secondop", "texts": words, "whole": True})


def _with_another_stick(stage: Stage):
    """The person's own folder was there long before."""
    _with_copies(stage)
    (stage.root / "other stick").mkdir()


@workflow("commands: backup", _with_another_stick)
def _backup_command(stage: Stage):
    stick = stage.root / "other stick"
    stage.secondop("backup", "--to", str(stick))
    place = next((stick / back_up.COPIES).iterdir())
    stage.promise(
        copies={
            "place": place.relative_to(stage.root).as_posix(),
            "newest": generations.listed(place)[0].file.name,
        }
    )


@workflow("settings, sheet and copy of a record")
def _outside(stage: Stage):
    kept: dict[str, str] = {}

    def remember(file: Path):
        kept[file.relative_to(stage.root).as_posix()] = sha_of(file)
        stage.promise(outside=dict(kept))

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(stage.root / HOME))
        _save_outside(stage, remember)


def _save_outside(stage: Stage, remember):
    for size in (130, 150, 175):
        settings_file.save(Settings(text_size=size), stage.root / "settings.json")
        remember(stage.root / "settings.json")
    for pdf in (b"an older sheet", SCAN):
        print_sheet.save(pdf, stage.root / "sheet.pdf")
        remember(stage.root / "sheet.pdf")
    with stage.opened() as vault:
        with vault.read() as session:
            record = documents.everything(session)[0]
        save_copy.save_copy(vault, record, stage.root / "copy.txt")
    remember(stage.root / "copy.txt")
