"""Damage of every kind in a case file: whoever reads on gets what was written, or is told."""

import multiprocessing
import os
import random
import shutil
from collections import Counter
from pathlib import Path

import pytest

from secondop_desktop.base.errors import UserError
from secondop_desktop.flows.mend_index import mend_index
from secondop_desktop.vault import ledger
from secondop_desktop.vault.blob_errors import DamagedBlob
from secondop_desktop.vault.case_file import open_with_key
from secondop_desktop.vault.digest import RowSeal
from secondop_desktop.vault.vault import Vault
from tests.faults import figures
from tests.faults.reading_alone import Reader, asks_of, read_all
from tests.faults.wrecks import PAGE, Story

WORKERS = 2
MEMORY = Path("/dev/shm")
TOLD = []


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """A folder in memory where there is one, so that no disk is worn out."""
    folder = tmp_path_factory.mktemp("damage")
    if os.access(MEMORY, os.W_OK):
        folder = MEMORY / f"{folder.name}-{os.getpid()}"
        folder.mkdir(mode=0o700)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def story(room):
    """The case, closed; its file is written anew for each trial."""
    return Story(room / "case.secondop")


def in_processes(story, room, work, trials):
    """Share `trials` among processes, each with a case of its own; answer all counts and what was silent."""
    TOLD.append(story)  # what the processes inherit; a story cannot be sent to them
    jobs = []
    for number in range(WORKERS):
        own = room / f"{work.__name__}-{number}.secondop"
        shutil.copytree(story.folder, own, dirs_exist_ok=True)
        jobs.append((own, number, trials // WORKERS))
    with multiprocessing.get_context("fork").Pool(WORKERS) as pool:
        answers = pool.starmap(work, jobs)
    return sum((count for count, _ in answers), Counter()), [one for _, silent in answers for one in silent]


def flips(own, seed, trials):
    """Flip one bit after the other, and read everything alone each time."""
    story = TOLD[-1]
    story.folder = own
    os.environ["XDG_CACHE_HOME"] = str(own / "cache")
    reader, dice = Reader(story), random.Random(seed)  # noqa: S311 - damage, not a secret
    content = bytearray(story.now.content)
    for _ in range(trials):
        bit = dice.randrange(len(content) * 8)
        content[bit // 8] ^= 1 << bit % 8
        story.database.write_bytes(content)
        reader.look(bit // 8 // PAGE)
        content[bit // 8] ^= 1 << bit % 8
    return reader.count, reader.silent


def test_a_flipped_bit_never_gives_another_value_silently(story, room, many):
    trials = many(60, 10_000)
    count, silent = in_processes(story, room, flips, trials)
    assert count["told"], "no flip did any harm, so this proved nothing"
    reached = f"{len(silent)} silent of {count['trials']}: {count['not opened']} not opened, "
    reached += f"{count['said at unlock']} said at unlock, {count['told']} single reads refused"
    figures.keep("bit-flips", reached, held=not silent and count["trials"] == trials)


def test_a_flipped_bit_in_an_attached_file_is_always_refused(story, many):
    story.database.write_bytes(story.now.content)
    dice = random.Random(3)  # noqa: S311 - damage, not a secret
    vault = open_with_key(story.folder, story.key, story.ways)
    try:
        for _ in range(many(300, 5_000)):
            name = dice.choice(story.blobs)
            path = story.folder / "blobs" / name[:2] / name
            content = path.read_bytes()
            bit = dice.randrange(len(content) * 8)
            path.write_bytes(_flipped(content, bit))
            with pytest.raises(DamagedBlob), vault.blobs.open(name) as opened:
                opened.read_all()
            path.write_bytes(content)
    finally:
        vault.close()


def _flipped(content, bit):
    spoiled = bytearray(content)
    spoiled[bit // 8] ^= 1 << bit % 8
    return spoiled


def spoilt_by_old_pages(story, dice):
    """The file as it stands with older authentic pages in it, cut short, or mixed of two moments."""
    earlier = dice.choice(story.tellings[:-1])
    now, old = story.now.content, earlier.content
    pages = min(len(now), len(old)) // PAGE
    differing = [n for n in range(pages) if page_of(now, n) != page_of(old, n)]
    kind = dice.choice(("put back", "put back", "cut", "mixed"))
    if kind == "cut":
        lengths = (dice.randrange(len(now)), PAGE * dice.randrange(len(now) // PAGE))
        return kind, now[: dice.choice(lengths)], earlier
    most = 3 if kind == "put back" else len(differing) - 1
    chosen = set(dice.sample(differing, dice.randint(1, most)))
    spoiled = b"".join(page_of(old if n in chosen else now, n) for n in range(len(now) // PAGE))
    return kind, spoiled, earlier


def page_of(content, number):
    return content[number * PAGE : (number + 1) * PAGE]


def old_pages(own, seed, trials):
    """Put older pages back, and see whether that is noticed at unlock, when read, or in an index."""
    story = TOLD[-1]
    story.folder = own
    os.environ["XDG_CACHE_HOME"] = str(own / "cache")
    reader, dice = Reader(story), random.Random(seed)  # noqa: S311 - damage, not a secret
    for _ in range(trials):
        kind, spoiled, earlier = spoilt_by_old_pages(story, dice)
        story.database.write_bytes(spoiled)
        reader.count[kind] += 1
        notice(reader, kind, earlier)
    return reader.count, reader.silent


def notice(reader, kind, earlier):
    """Open as the program does, let it look at the indexes, then read everything; nobody may be misled.

    When every page that holds entries is the older one, it is the whole older case, which nobody can tell
    from a copy that was brought back.
    """
    story = reader.story
    reader.count["trials"] += 1
    try:
        vault = open_with_key(story.folder, story.key, story.ways)
    except UserError:
        reader.count["noticed at unlock"] += 1
        return
    try:
        try:
            reader.count["index made anew"] += mend_index(vault)
        except UserError:
            reader.count["noticed in an index"] += 1
            return
        told, wrong = read_all(vault, reader.asks)
        older = bool(wrong) and not read_all(vault, asks_of(earlier))[1]
    finally:
        vault.close()
    if wrong and not older:
        reader.silent.append((kind, wrong))
    elif told:
        reader.count["noticed when read"] += 1
    else:
        reader.count["the whole older case" if older else "harmless"] += 1


def test_older_pages_cuts_and_mixes_are_noticed(story, room, many):
    trials = many(60, 3_000)
    count, silent = in_processes(story, room, old_pages, trials)
    parts = ("noticed at unlock", "noticed in an index", "noticed when read", "harmless")
    parts += ("the whole older case", "index made anew")
    reached = f"{len(silent)} silent of {count['trials']}: "
    reached += ", ".join(f"{count[part]} {part}" for part in parts if count[part])
    figures.keep("old-pages", reached, held=not silent and count["trials"] == trials)


def test_the_control_without_digests_lets_older_pages_pass(story, room, many, monkeypatch):
    """With the digests of rows and of the whole switched off, the same run must miss changes."""
    monkeypatch.setattr(RowSeal, "fits", lambda *_: True)
    monkeypatch.setattr(Vault, "adds_up", lambda _: True)
    monkeypatch.setattr(ledger, "_check", lambda *_: None)
    trials = many(24, 600)
    count, silent = in_processes(story, room, old_pages, trials)
    reached = f"{len(silent)} of {count['trials']} went unnoticed"
    figures.keep("control-digest-off", reached, held=len(silent) > trials // 10)


def test_a_whole_older_file_is_as_good_as_an_older_backup(story):
    """Said openly: whoever puts a whole older file back gets the case as it was then."""
    story.database.write_bytes(story.tellings[0].content)
    vault = open_with_key(story.folder, story.key, story.ways)
    vault.close()
