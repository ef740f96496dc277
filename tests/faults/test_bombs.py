"""Files made to use up memory or time: each is told about within seconds, kept, and hinders nobody."""

import itertools
import resource
from dataclasses import dataclass

import pytest

from secondop_desktop.case import documents
from secondop_desktop.flows.read_waiting import MOST_IN_A_ROW, read_waiting
from secondop_desktop.flows.take_in import take_in_bytes
from tests.faults import bombs, figures

SOON = 10.0
"""Seconds of computing within which a bomb has to be refused, whatever else the computer is doing."""
AS_THEY_ARE = {
    *("a billion laughs", "fifty thousand times fifty thousand", "a report that asks for another file"),
    *("a million tags, one in the other", "a million brackets of JSON", "a text that is one word"),
    *("a text of marks on one letter", "a letter that writes itself", "an archive of archives of archives"),
}
"""Nothing is unfolded in these; they are read letter by letter like any other file."""
PAGE_AFTER_PAGE = "a hundred pages of blanks without end"
EVERY = 9
"""The short form takes one bomb of so many, and those that once were told about too late."""
ALWAYS = (PAGE_AFTER_PAGE,)


@dataclass
class Told:
    """What became of one bomb: how long it took, what is said, and how many letters were read."""

    seconds: float
    problem: str
    letters: int


def computed():
    """Seconds of computing of this process and of all workers that ended."""
    mine, theirs = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return mine.ru_utime + mine.ru_stime + theirs.ru_utime + theirs.ru_stime


def explode(vault, file, content):
    """Take a file in and read it, as the program does."""
    begun = computed()
    taken = take_in_bytes(vault, content, file)
    read_waiting(vault)
    seconds = computed() - begun
    with vault.read() as session:
        record = documents.one(session, taken.document_id)
        letters = sum(len(page.text) for page in documents.pages_of(session, record.id))
    with vault.blobs.open(record.blob) as blob:
        assert blob.read_all() == content
    return Told(seconds, record.problem, letters)


def is_well(name, content, told):
    """Whether a bomb was told about, or read as it is without growing, and soon enough."""
    longest = SOON * MOST_IN_A_ROW if name == PAGE_AFTER_PAGE else SOON
    if name in AS_THEY_ARE:
        return told.seconds < longest and told.letters <= len(content)
    return told.seconds < longest and told.problem.endswith(".") and not told.letters


def test_every_bomb_is_told_about_soon_and_kept(many, vault):
    chosen = list(bombs.all_of_them())
    few = [bomb for place, bomb in enumerate(chosen) if place % EVERY == 0 or bomb[0] in ALWAYS]
    bad, slowest = [], 0.0
    chosen = many(few, chosen)
    for name, file, content in chosen:
        told = explode(vault, file, content)
        slowest = max(slowest, told.seconds if name != PAGE_AFTER_PAGE else 0.0)
        if not is_well(name, content, told):
            bad.append(f"{name}: {told.seconds:.1f} s, {told.letters} letters, {told.problem!r}")
    after = explode(vault, "notes.txt", b"the file that comes after all of them")
    assert (after.problem, after.letters) == ("", 37)
    reached = (
        f"{len(chosen) - len(bad)} of {len(chosen)} told about and kept; the slowest took {slowest:.1f} s"
    )
    figures.keep("bombs", reached + "".join(f"; {line}" for line in bad), held=not bad)


def test_there_are_more_than_forty_and_no_two_are_the_same():
    names, _, contents = zip(*bombs.all_of_them(), strict=True)
    assert len(names) == len(set(names)) >= 40
    assert all(one != other for one, other in itertools.combinations(contents, 2))
    assert max(map(len, contents)) < 26 << 20


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("any", Told(11.0, "It is kept.", 0)),
        ("any", Told(1.0, "", 0)),
        ("any", Told(1.0, "It is kept.", 5)),
        ("a billion laughs", Told(1.0, "", 10**9)),
    ],
)
def test_the_judge_can_say_no(name, told):
    assert not is_well(name, b"123", told)
