"""Pages of a case are destroyed and it is repaired: nothing untouched is lost, and the rest is named."""

import random
import shutil
from collections import Counter

import pytest
from sqlalchemy import inspect, select

from secondop_desktop.flows import back_up, repair
from secondop_desktop.flows.check_case import check_case, check_closed
from secondop_desktop.vault import case_file
from secondop_desktop.vault.digest import raw_row
from secondop_desktop.vault.leaves import leaves
from tests.encrypted_case import PASSPHRASE
from tests.faults import figures
from tests.faults.wrecks import FAMILIES, PAGE, Story

MOST = 50
DERIVED = ("page", "draft")
READ_ANEW = ("state", "revision")
"""What is changed of a record whose page texts are read from its file again."""


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """The case, closed, with a safe copy that was made before its last day."""
    story = Story(tmp_path_factory.mktemp("repair") / "case.secondop")
    story.database.write_bytes(story.tellings[-2].content)
    story.place = story.folder.parent / "copies" / "one"
    vault = case_file.open_with_key(story.folder, story.key, story.ways)
    back_up.copy_place.prepare(story.place)
    assert back_up.back_up(vault, [story.place])[0].safe
    vault.close()
    story.database.write_bytes(story.now.content)
    story.homes = homes(story)
    return story


def homes(story):
    """The pages that each whole row lies on: its leaf, and the pages where a long row goes on."""
    vault = case_file.open_with_key(story.folder, story.key, story.ways)
    found = {}
    with vault.sealed_pages() as pages:
        for number in range(1, pages.count + 1):
            used = [number]

            def fetch(other, pages=pages, used=used):
                used.append(other)
                return pages.content(other)

            for leaf in leaves(pages.content(number), number, fetch):
                found.setdefault(str(leaf.values[1]), set()).update(used)
                del used[1:]
    vault.close()
    return found


def destroyed(story, dice, number):
    """Fill some pages with noise; which ones."""
    content = bytearray(story.now.content)
    chosen = dice.sample(range(len(content) // PAGE), number)
    for page in chosen:
        content[page * PAGE : (page + 1) * PAGE] = dice.randbytes(PAGE)
    story.database.write_bytes(content)
    return {page + 1 for page in chosen}


def state_of(folder):
    """Every byte and every time of change in a folder."""
    files = [folder, *sorted(folder.rglob("*"))]
    return [(str(f), f.stat().st_mtime_ns, f.read_bytes() if f.is_file() else b"") for f in files]


def entries_of(folder, story):
    """Each entry of a case as it is now."""
    vault = case_file.open_with_key(folder, story.key, story.ways)
    try:
        assert check_case(vault, ways=story.ways).good
        with vault.read() as session:
            kinds = FAMILIES.items()
            rows = {(f, r.id): raw_row(inspect(k), r) for f, k in kinds for r in session.scalars(select(k))}
        return rows, set(vault.blobs.names())
    finally:
        vault.close()


def without(row, names):
    return {name: value for name, value in row.items() if name not in names}


class Judge:
    """Compares what was rescued with the truth and with what was said."""

    def __init__(self, story):
        self.story, self.truth = story, story.now.entries
        self.count = Counter()
        self.faults = []

    def judge(self, bad, repaired, rows, blobs, told_before):
        """One repaired case; `bad` are the pages that were destroyed."""
        unnamed = 0
        for key, values in self.truth.items():
            touched = self.story.homes[key[1]] & bad
            if self._same(key, rows.get(key), values):
                self.count["rescued"] += 1
            elif key[0] == "page" and ("document", values["document_id"]) not in rows:
                self.count["read again"] += 1  # from the file, which is kept: its own record is lost
            elif not touched:
                self.faults.append(f"{key[0]} was untouched and is not as it was")
            elif key[0] not in DERIVED:
                self.count["named" if key in repaired.spoken_of else "counted"] += 1
                unnamed += key not in repaired.spoken_of
        if repaired.unknown is not None and unnamed > repaired.unknown:
            self.faults.append(f"{unnamed - repaired.unknown} entries are lost without a word")
        if blobs != set(self.story.blobs):
            self.faults.append("a file is gone")
        if bad and not told_before:
            self.faults.append("the check said nothing")

    @staticmethod
    def _same(key, row, values):
        if row is None:
            return False
        names = (*READ_ANEW, "revision") if key[0] == "document" else ("revision",)
        return without(row, names) == without(values, names)


def trial(story, judge, dice, use_copy):
    """Destroy, check, repair, compare."""
    bad = destroyed(story, dice, dice.randint(1, MOST))
    places = [story.place] if use_copy else []
    before = state_of(story.folder)
    new = story.folder.parent / "new.secondop"
    try:
        told = check_closed(story.folder, PASSPHRASE, story.ways, places).sentences
        made = repair.repair_closed(story.folder, PASSPHRASE, new, story.ways, places)
        assert state_of(story.folder) == before, "the damaged case was changed"
        rows, blobs = entries_of(new, story)
        judge.judge(bad, made, rows, blobs, told)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def test_all_that_is_untouched_is_rescued_and_the_rest_is_named(story, many):
    dice, judge, trials = random.Random(5), Judge(story), many(24, 600)  # noqa: S311 - no secret
    for number in range(trials):
        trial(story, judge, dice, use_copy=bool(number % 2))
    count = judge.count
    reached = f"{trials} wrecks: {count['rescued']} entries rescued as they were, "
    reached += f"{count['read again']} texts left to be read again, {count['named']} lost ones named, "
    reached += f"{count['counted']} counted, {len(judge.faults)} faults"
    figures.keep("destroyed-pages", reached, held=not judge.faults)
