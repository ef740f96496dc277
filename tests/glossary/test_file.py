"""How a glossary is read from its file, and what is said of a bad one."""

import tomllib
from time import process_time

import pytest

from secondop_desktop.base import shipped
from secondop_desktop.glossary import entries
from secondop_desktop.glossary.look import Glossary

GOOD = """
[first]
title = 'The first'
[first.knee]
term = 'knee'
also = 'kneecap, patella'
capitals = 'KN'
forms = 'kneeling'
plain = 'It bends the leg.'
example = 'The knee is fine.'
see = 'leg'
[first.leg]
term = 'leg'
plain = 'One walks on two.'
"""


def test_every_field_is_read(made):
    knee, leg = made(GOOD).entries
    assert knee.names == ("knee", "kneecap", "patella", "KN", "kneeling")
    assert (knee.plain, knee.example, knee.see, knee.group) == (
        "It bends the leg.",
        "The knee is fine.",
        ("leg",),
        "first",
    )
    assert (leg.also, leg.example, leg.see) == ((), "", ())
    assert made(GOOD).groups[0].title == "The first"
    assert made(GOOD).linked(knee) == [leg]


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("title = 'The first'", "", "first has no title"),
        ("plain = 'It bends the leg.'\n", "", "knee has no term or no plain words"),
        ("see = 'leg'", "sea = 'leg'", "knee has a field that nobody reads"),
        ("see = 'leg'", "see = ['leg']", "knee has a field that is no text"),
        ("also = 'kneecap, patella'", "also = ' '", "knee has a field that is no text"),
    ],
)
def test_a_fault_is_named_with_its_entry(made, right, wrong, said):
    with pytest.raises(ValueError, match=said):
        made(GOOD.replace(right, wrong))


def test_the_whole_glossary_is_read_in_little_more_than_the_time_of_its_file():
    file = shipped.in_language("glossary", "en")

    def best(work):
        def once():
            shipped.at.cache_clear()
            start = process_time()
            work()
            return process_time() - start

        return min(once() for _ in range(5))

    plain = best(lambda: tomllib.loads(file.read_text(encoding="utf-8")))
    whole = best(lambda: Glossary(entries.read(file)))
    assert whole < 2.5 * plain
    assert whole < 0.15


def test_a_shipped_table_is_read_once_and_by_its_language():
    assert shipped.table("search/same-words.toml") is shipped.table("search/same-words.toml")
    assert shipped.in_language("glossary", "en-US").name == "en.toml"
    assert shipped.in_language("glossary", "qq").name == "en.toml"
    assert shipped.in_language("glossary", "../questions").name == "en.toml"
