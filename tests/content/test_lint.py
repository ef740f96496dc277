"""No sentence of the program ranks, predicts, diagnoses, blames, promises, cheers or shouts."""

import re

import pytest

from secondop_desktop import glossary
from secondop_desktop.directory import centers, places
from secondop_desktop.paper.letter_forms import load as letters
from secondop_desktop.questions.catalogue import MOST_WORDS, load
from tests.content.banned import BANS, BRITISH, MAY_SAY
from tests.content.words import RESOURCES, everything, in_resources, in_source

MAY_SPELL = {
    ("cancelled", "resources/handover/en.toml"),
    ("grey", "resources/handover/en.toml"),
}
"""Values that a case holds since its first day; they are explained as they stand in the file."""
FIGURE = re.compile(
    r"\d+(?:\.\d+)? ?(?:%|percent\b)|\b\d+ (?:out )?(?:of|in) (?:every )?(?:10|100|1,?000)\b"
    r"|\b(?:one|two|three|nine) (?:out of|in) (?:every )?(?:three|four|five|ten|a hundred)\b"
    r"|\b\d+(?:[–-]| to )?\d* (?:people|patients|women|men|trials|studies)\b",
    re.IGNORECASE,
)
"""A number about people, as a study or a doctor says it."""
NO_CLAIM = re.compile(
    r"\bsuch as \d|\bout of 100 people like (?:me|you)\b|^How many of 100\b|^100 % is as wide", re.IGNORECASE
)
"""A number that explains a word, or that is asked for; it says nothing about an illness."""
LINK = re.compile(r"https?:|www\.", re.IGNORECASE)


def place_may(ban, place):
    return any(ban == name and place.startswith(there) for name, there in MAY_SAY)


@pytest.mark.parametrize("ban", BANS, ids=lambda ban: ban.name)
def test_no_sentence_says_what_is_banned(ban):
    found = [
        (s.place, hit, s.text)
        for s in everything()
        if (hit := ban.hit(s.text)) and not place_may(ban.name, s.place)
    ]
    assert not found, (
        ban.why + "\n" + "\n".join(f"{place}: {hit!r} in {text!r}" for place, hit, text in found)
    )


@pytest.mark.parametrize(("ban", "sentence"), [(ban, t) for ban in BANS for t in ban.tries])
def test_the_search_for_what_is_banned_finds_it(ban, sentence):
    assert ban.hit(sentence)


@pytest.mark.parametrize("ban", BANS, ids=lambda ban: ban.name)
def test_each_ban_says_why_in_a_sentence(ban):
    assert ban.why[0].isupper()
    assert ban.why.endswith(".")
    assert len(ban.why.split()) >= 8 or ban.name == "exclamation mark"
    assert len(ban.tries) >= 2


@pytest.mark.parametrize(("name", "place"), MAY_SAY)
def test_every_exception_is_still_needed(name, place):
    ban = next(ban for ban in BANS if ban.name == name)
    assert any(ban.hit(said.text) for said in everything() if said.place.startswith(place))


@pytest.mark.parametrize(
    "harmless",
    [
        "Ask which of the two is better for you.",
        "Say who does it, as far as you know.",
        "Bones that break more easily.",
        "Ask how long they have treated this type.",
        "When you have cancer, some laws protect your job.",
        "The promised answer is late.",
        "Pain that breaks through is called breakthrough pain.",
    ],
)
def test_plain_words_are_left_alone(harmless):
    assert not [ban.name for ban in BANS if ban.hit(harmless)]


def test_spelling_is_that_of_the_united_states_everywhere():
    found = [(s.place, hit[0]) for s in everything() if (hit := BRITISH.search(s.text))]
    assert not [
        f"{place}: {word}"
        for place, word in found
        if not any(word == ok and place.startswith(there) for ok, there in MAY_SPELL)
    ]


@pytest.mark.parametrize(
    "twin",
    ["tumour", "centre", "colours", "organised", "analyse", "oesophagus", "leukaemia", "programme", "licence",
     "grey",
     "cancelled", "labelled", "haemoglobin", "counselling", "catalog", "behaviour", "practise"],
)  # fmt: skip
def test_the_search_for_british_twins_finds_them(twin):
    assert BRITISH.search(f"It says {twin} here.")


@pytest.mark.parametrize(
    "word",
    ["tumor", "center", "program", "license", "analysis", "hemoglobin", "counselor", "catalogue", "dialog",
     "promise",
     "exercise", "laboratory", "hemorrhoid", "advise", "revised", "meter",
     "storage", "controlled", "filled", "otherwise"],
)  # fmt: skip
def test_american_words_are_left_alone(word):
    assert not BRITISH.search(f"It says {word} here.")


def test_every_figure_about_people_has_its_source_beside_it():
    bare = [
        (said.place, said.text)
        for said in everything()
        if FIGURE.search(said.text)
        and not said.sourced
        and said.field != "example"
        and not NO_CLAIM.search(said.text)
        and not said.place.startswith("resources/samples/")
    ]
    assert not bare
    assert any(said.sourced and FIGURE.search(said.text) for said in in_resources()), (
        "the sourced ones are seen"
    )


def test_links_are_safe_and_no_sentence_holds_a_page_that_may_move():
    for said in everything():
        assert "http://" not in said.text, said
        assert not LINK.search(said.text.replace("It begins with https://", "")), said
    addresses = re.findall(r'^\w*(?:site|url|link|list)\w* = "([^"]+)"', _all_toml(), re.MULTILINE)
    assert len(addresses) >= 45
    for address in addresses:
        assert re.fullmatch(r"(?:https://)?[a-z0-9.-]+\.(?:org|com|gov|edu|net)(?:/[\w./~-]*)?", address), (
            address
        )


def _all_toml():
    return "\n".join(
        path.read_text(encoding="utf-8") for path in sorted((RESOURCES / "directory").glob("*.toml"))
    )


def test_every_id_names_one_thing():
    assert len(load().by_id) == len(load().questions)
    words = glossary.load("en").entries
    assert len({entry.key for entry in words}) == len(words)
    entries = places.load().entries
    assert len({entry.key for entry in entries}) == len(entries)
    there = centers.load().centers
    assert len({center.name for center in there}) == len(there)
    assert len(letters("en")) == len({form.title for form in letters("en").values()})


def test_no_sentence_is_half_english_and_half_marks():
    for said in everything():
        assert "  " not in said.text.strip(), said
        assert not re.search(r" [,.;?](?:\s|$)", said.text), said
        assert not re.search(r"\b(\w{2,}) \1\b(?! \1)", said.text.lower()) or said.field == "example", said


def test_every_question_is_short_and_says_in_one_line_why_it_is_asked():
    for question in load().questions:
        assert len(question.text.split()) <= MOST_WORDS == 25, question.id
        assert 3 <= len(question.why.split()) <= 25, question.id
        assert "\n" not in question.why, question.id


def test_the_lint_reads_the_whole_program():
    assert len(in_source()) > 4000
    places_read = {said.place.split()[0].split(":")[0] for said in everything()}
    for needed in (
        "secondop_desktop/ui/screens/home.py",
        "secondop_desktop/cli/parser.py",
        "resources/questions/en/childhood-cancer.toml",
        "resources/questions/en/vocabulary.toml",
        "resources/glossary/en.toml",
        "resources/directory/en.toml",
        "resources/letters/en/tumor-board.toml",
    ):
        assert needed in places_read, needed
