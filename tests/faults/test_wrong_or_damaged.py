"""Whoever types the right passphrase of a damaged case is never told that it is wrong, and the reverse."""

import random
from collections import Counter

import pytest

from secondop_desktop.base.errors import UserError
from secondop_desktop.vault import recovery
from secondop_desktop.vault.case_file import open_with_key, unlock
from secondop_desktop.vault.errors import CaseDamaged, NotACase, WrongSecret
from secondop_desktop.vault.spare import SPARE
from tests.encrypted_case import PASSPHRASE
from tests.faults import figures
from tests.faults.wrecks import PAGE, Story


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """The case, closed, with its spare."""
    story = Story(tmp_path_factory.mktemp("wrong") / "case.secondop", chapters=1)
    open_with_key(story.folder, story.key, story.ways).close()
    return story


def one_bit(content, _spare, dice):
    bit = dice.randrange(len(content) * 8)
    content[bit // 8] ^= 1 << bit % 8


def salt(content, _spare, dice):
    content[: dice.randint(1, 16)] = dice.randbytes(1)


def first_page(content, _spare, dice):
    content[16:PAGE] = dice.randbytes(PAGE - 16)


def first_page_and_salt(content, _spare, dice):
    content[:PAGE] = dice.randbytes(PAGE)


def many_pages(content, _spare, dice):
    pages = len(content) // PAGE
    for page in dice.sample(range(1, pages), dice.randint(1, pages - 1)):
        content[page * PAGE : (page + 1) * PAGE] = dice.randbytes(PAGE)


def every_page(content, _spare, dice):
    content[:] = dice.randbytes(len(content))


def zeros(content, _spare, _dice):
    content[:] = bytes(len(content))


def cut(content, _spare, dice):
    del content[dice.randrange(PAGE, len(content)) :]


def shifted(content, _spare, dice):
    content[:0] = dice.randbytes(dice.randint(1, 64))


def spare_spoilt(content, spare, dice):
    one_bit(spare, spare, dice)
    content[PAGE : 2 * PAGE] = dice.randbytes(PAGE)


def spare_gone(content, spare, dice):
    spare.clear()
    content[PAGE : 2 * PAGE] = dice.randbytes(PAGE)


def nothing(_content, _spare, _dice):
    pass


KINDS = (
    nothing,
    one_bit,
    salt,
    first_page,
    first_page_and_salt,
    many_pages,
    every_page,
    zeros,
    cut,
    shifted,
    spare_spoilt,
    spare_gone,
)


def what_is_said(story, secret):
    """The kind of answer to a secret."""
    try:
        unlock(story.folder, secret, story.ways, or_look=True).close()
    except UserError as error:
        return type(error)
    return None


def test_wrong_and_damaged_are_never_mixed_up(story, many):
    whole, kept = story.now.content, (story.folder / SPARE).read_bytes()
    right = (PASSPHRASE, "\n".join(recovery.sheet(story.key)))
    wrong = ("seven grey herons over the wier", "\n".join(recovery.sheet(bytes(range(32)))))
    dice, count, faults = random.Random(9), Counter(), []  # noqa: S311 - no secret
    for number in range(many(60, 3_000)):
        content, spare = bytearray(whole), bytearray(kept)
        kind = KINDS[number % len(KINDS)]
        kind(content, spare, dice)
        story.database.write_bytes(content)
        (story.folder / SPARE).write_bytes(spare)
        secret = dice.randrange(2)
        said = what_is_said(story, right[secret])
        if said is not None and not issubclass(said, CaseDamaged):
            faults.append((kind.__name__, "right", said))
        if (unsaid := what_is_said(story, wrong[secret])) is not WrongSecret:
            faults.append((kind.__name__, "wrong", unsaid))
        count["opened" if said is None else "told as damaged"] += 1
        count["trials"] += 1
    assert not faults, faults[:5]
    reached = f"{2 * count['trials'] - len(faults)} of {2 * count['trials']} answers right"
    figures.keep("wrong-or-damaged", reached, held=not faults and count["opened"] > 0)


@pytest.mark.parametrize("content", [b"", b"\0" * 5000, b"SQLite format 3\0" + bytes(PAGE)])
def test_what_is_too_little_for_a_case_is_no_matter_of_the_passphrase(story, content):
    story.database.write_bytes(content)
    assert what_is_said(story, PASSPHRASE) is NotACase
    assert what_is_said(story, "seven grey herons over the wier") is NotACase
