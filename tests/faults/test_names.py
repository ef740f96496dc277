"""Hostile file names through every door: taken in, shown, saved, brought back; no file lands outside."""

import json
import os
import re
import shutil
import sys
import unicodedata
from pathlib import Path

import pytest

from secondop_desktop.base import paths
from secondop_desktop.case import documents
from secondop_desktop.case.documents import Document
from secondop_desktop.cli.__main__ import main
from secondop_desktop.flows import open_case
from secondop_desktop.flows.repair import repair
from secondop_desktop.flows.restore import restore
from secondop_desktop.flows.save_copy import name_of_copy, save_copy
from secondop_desktop.flows.take_in import take_in, take_in_bytes
from secondop_desktop.vault import case_file, copy_place, generations
from tests.encrypted_case import PASSPHRASE, cheap_ways
from tests.faults import figures
from tests.faults.hostile_names import MARK, names

RESERVED = re.compile(r"(con|prn|aux|nul|con(in|out)\$|clock\$|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)
NEVER_SHOWN = ("Cc", "Cs", "Cf")
ALLOWED = "\u200c\u200d"
ELSEWHERE = [
    Path(place) for place in ("/", "/tmp", "/dev/shm", "/etc", "/root", "/var/tmp", "/proc/self/cwd")
]


def everything_under(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def marked_elsewhere():
    """Files with the mark in places that names point to."""
    found = []
    for place in (*ELSEWHERE, Path.home(), Path.cwd()):
        if place.is_dir() and os.access(place, os.R_OK):
            found += [file for file in place.iterdir() if MARK in file.name]
    return found


def is_plain(name):
    """Whether any system takes a name as one visible file in the folder where it is put."""
    return (
        0 < len(os.fsencode(name)) <= 240
        and not re.search(r'[/\\:*?"<>|]', name)
        and not any(unicodedata.category(c) in NEVER_SHOWN and c not in ALLOWED for c in name)
        and not RESERVED.fullmatch(name)
        and name.strip(" .") == name
        and name[0] not in "-~"
    )


def can_be_shown(text):
    """Whether a text has nothing that commands a terminal, turns the writing, or cannot be encoded."""
    return all(unicodedata.category(c) not in NEVER_SHOWN or c in ALLOWED + "\n" for c in text)


def back_from_a_copy(vault, ways, house):
    place = house / "copies"
    copy_place.prepare(place)
    made = generations.make(vault, place)
    restore(made, vault.key, house / "Again.secondop", ways)


def into_a_repaired_case(vault, ways, house):
    repair(vault, house / "Again.secondop", ways)


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A folder for each thing, inside one that is looked at from outside; in memory where that can be."""
    memory = Path("/dev/shm")
    place = (memory if memory.is_dir() else tmp_path) / f"names-{os.getpid()}-{tmp_path.name}"
    for name in ("given", "saved", "work"):
        (place / name).mkdir(parents=True)
    monkeypatch.chdir(place / "work")
    yield place
    shutil.rmtree(place)


@pytest.fixture
def vault(house, ways):
    """A case among the other things."""
    vault = case_file.create(house / "My case.secondop", PASSPHRASE, ways)
    yield vault
    vault.close()


def hand_over(vault, house, name, content):
    """Take a file of that name in; as a real file where the disk can hold the name."""
    try:
        file = house / "given" / name
        if "/" in name or name in ("", ".", ".."):
            raise ValueError
        file.write_bytes(content)
    except (OSError, ValueError):
        return take_in_bytes(vault, content, name)
    taken = take_in(vault, [file])[0]
    file.unlink()
    return taken


def goes_through(vault, house, name, content):
    """Take one file in and save it again under the name that is offered; what was wrong with that."""
    taken = hand_over(vault, house, name, content)
    if not can_be_shown(taken.name):
        return f"shown as {taken.name!r}"
    with vault.read() as session:
        record = documents.one(session, taken.document_id)
    if not (record.title and can_be_shown(record.title) and can_be_shown(record.file_name)):
        return f"title {record.title!r} of {record.file_name!r}"
    for file_name, title in ((record.file_name, record.title), (name, "x"), ("", name)):
        record.file_name, record.title = file_name, title  # as a program that is not ours might have
        offered = name_of_copy(record)
        if not is_plain(offered):
            return f"offered as {offered!r}"
        save_copy(vault, record, house / "saved" / offered)
        if [file.name for file in (house / "saved").iterdir()] != [offered]:
            return f"not saved as {offered!r}"
        if (house / "saved" / offered).read_bytes() != content:
            return "changed"
        (house / "saved" / offered).unlink()
    return ""


@pytest.mark.skipif(sys.platform == "win32", reason="hands over names that Windows cannot hold")
def test_no_name_leads_a_file_outside(many, vault, house):
    chosen = names(many(10_000, 10_000))[:: many(50, 1)]
    wrong = {}
    before = everything_under(house)
    for number, name in enumerate(chosen):
        said = goes_through(vault, house, name, b"record %d" % number)
        if said:
            wrong[name] = said
    new = sorted(everything_under(house) - before)
    outside = [*marked_elsewhere(), *(name for name in new if not name.startswith("My case.secondop/"))]
    reached = f"{len(chosen) - len(wrong):,} of {len(chosen):,} names; {len(outside)} files outside"
    some = "".join(f"; {ascii(name)[:60]} {ascii(said)[:80]}" for name, said in list(wrong.items())[:5])
    figures.keep("names", reached + some, held=not wrong and not outside)


@pytest.mark.skipif(sys.platform == "win32", reason="hands over names that Windows cannot hold")
def test_the_command_line_takes_them_too(many, vault, house, capsys, monkeypatch):
    given = []
    for number, name in enumerate(names(10_000)[:: many(500, 25)]):
        try:
            file = house / "given" / (name.replace("/", "\u2215") or "x")
            file.write_bytes(b"record %d" % number)
        except (OSError, ValueError):
            continue
        given.append(str(file))
    secret, ways = house / "secret", cheap_ways()
    secret.write_text(PASSPHRASE)
    monkeypatch.setattr(open_case, "usual_ways", lambda: ways)
    vault.close()
    to_case = ["attach", str(vault.folder), "--passphrase-file", str(secret)]
    answer = main([*to_case, "--json", *given])
    said = capsys.readouterr()
    assert answer == 0, said.err
    assert all(one["document_id"] and can_be_shown(one["name"]) for one in json.loads(said.out))
    assert not marked_elsewhere()
    assert main([*to_case, str(house / "no\x1b[2Jne")]) == 1
    assert can_be_shown(capsys.readouterr().err)


@pytest.mark.parametrize("bring", [back_from_a_copy, into_a_repaired_case])
def test_a_case_that_names_its_files_as_paths_touches_nothing_outside(vault, ways, house, bring):
    """A copy may come from somebody who put other names in; they lead nowhere, also not to be removed."""
    precious = house / "precious.part"
    precious.write_bytes(b"mine")
    upward = [f"{'../' * up}precious" for up in range(1, 6)]
    with vault.write() as session:
        for name in (*upward, str(house / "precious"), "..", "a/b", "", "ab" * 32):
            documents.keep(session, Document(title="Letter", blob=name, added_at=vault.clock.now()))
    before = everything_under(house)
    bring(vault, ways, house)
    assert precious.read_bytes() == b"mine"
    new = {name.split("/")[0] for name in everything_under(house) - before}
    assert new <= {"copies", "Again.secondop", "My case.secondop"}


def test_a_long_name_can_be_saved(house):
    """While a file is being written its name is longer; that must not be what makes it too long."""
    for name in ("ä" * 120 + ".pdf", "n" * 251 + ".pdf"):
        paths.write_safely(house / "saved" / name, b"copy")
        assert [file.name for file in (house / "saved").iterdir()] == [name]
        (house / "saved" / name).unlink()
