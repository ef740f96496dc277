"""The decision worksheet: what is known stands on it, the rest can be filled in, and nothing adds up."""

import re

import pytest

from secondop_desktop.paper import draw
from secondop_desktop.paper.sheets_own import Choice, Step, Worksheet
from secondop_desktop.paper.style import PaperStyle
from tests.house.test_catalogue import grade
from tests.paper.test_margins import outside
from tests.paper.test_side_by_side_page import fields

assert grade  # the fixture that judges how easy words are
A4 = PaperStyle("A4")
STYLES = [PaperStyle(page, large=large) for page in ("A4", "Letter") for large in (False, True)]
KNOWN = Worksheet(
    person="Margaret Ellison",
    printed_on="15 May 2026",
    decision="Operate now, or wait?",
    decide_by="20 May 2026",
    waiting="Four weeks are safe (Dr Lee)",
    reasons=("I want to be sure",),
    choices=(Choice("Operation first", "What the doctor advises: Dr Lee"), Choice("Wait and watch")),
    people=("Tom, my son",),
    asked=("Who reads the slides?",),
    steps=(Step("Send the slides", "Tom", "12 March"), Step("Ring")),
)


def words_of(pdf, read):
    return " ".join(" ".join(read.pages(pdf)).split())


@pytest.mark.parametrize("style", STYLES, ids=lambda s: f"{s.page}-{s.large}")
def test_what_the_case_knows_stands_on_it(style, read):
    pdf = draw.worksheet(KNOWN, style)
    said = words_of(pdf, read)
    for words in (
        "A decision to think about", "Name: Margaret Ellison", "Printed on: 15 May 2026",
        "What I have to decide Operate now, or wait?", "I need to decide by: 20 May 2026",
        "What was said about waiting: Four weeks are safe (Dr Lee)", "I want to be sure",
        "Choice 1 Operation first",
        "What the doctor advises: Dr Lee", "Choice 2 Wait and watch", "Choice 3: another way", "Tom, my son",
        "Who reads the slides?", "Send the slides", "Tom 12 March", "Do not add the numbers up.",
        "It does not choose for you",
    ):  # fmt: skip
        assert words in said, words
    assert not read.complaints(pdf)
    assert outside(pdf, style) == []


@pytest.mark.parametrize("sheet", [KNOWN, Worksheet()], ids=["known", "empty"])
def test_a_screen_reader_says_each_heading_before_what_stands_below_it(sheet, read):
    told = read.poppler("pdfinfo", "-struct-text", pdf=draw.worksheet(sheet, A4))
    order = (
        "A decision to think", "What I have to", "Where I am", "How far I have", "Who decides",
        "The choices, and",
        "Choice 1", "What speaks for", "People, and what", "What I still need", "What I still want",
        "Four things to", "I can say in my", "Next steps", "Who does it",
    )  # fmt: skip
    places = [told.index(f'"{words}') for words in order]
    assert places == sorted(places)


def test_an_empty_one_asks_for_everything(read):
    pdf = draw.worksheet(Worksheet(), A4)
    said, named = words_of(pdf, read), fields(pdf)
    for words in ("What was said about waiting", "Why I want", "These questions of mine", "Name: Margaret"):
        assert words not in said, words
    assert {"What I have to decide", "I need to decide by:", "In my own words:"} <= set(named)
    assert said.count(": another way") == 3


def test_each_reason_has_its_number_and_each_choice_the_same_fields():
    named = fields(draw.worksheet(KNOWN, A4))
    for choice in (1, 2, 3):
        for side in ("What speaks for it", "What speaks against it"):
            assert named.count(f"Choice {choice}, {side}") == 3
            assert named.count(f"Choice {choice}, {side}: how much") == 3


def test_nobody_is_told_what_to_choose_and_every_tick_says_what_it_is_about(read):
    pdf = draw.worksheet(KNOWN, A4)
    said, named = words_of(pdf, read), fields(pdf)
    for words in ("score", "total", "sum", "result", "best", "points"):
        assert words not in said.casefold(), words
    ticks = [words for words in named if words.endswith(("Yes", "Not yet"))]
    assert len(ticks) == 8
    assert all(len(words) > 20 for words in ticks), "“Yes” alone says nothing to somebody who cannot see"


def test_what_is_known_of_a_step_is_printed_and_the_rest_can_be_written():
    named = fields(draw.worksheet(KNOWN, A4))
    assert "Send the slides: By when" not in named
    assert {"Ring: Who does it", "Ring: By when", "Tom, my son: What they think", "What", "By when"} <= {
        words.replace("What: ", "") for words in named
    }


def test_monstrous_choices_lose_nothing(read):
    long = " ".join(f"word{n}x" for n in range(3000))
    sheet = Worksheet(
        "P" * 200,
        decision=long,
        choices=(Choice(long, "S" * 200), *[Choice(f"Choice of doctor {n}x") for n in range(12)]),
        people=("T" * 200,),
        steps=(Step(long, "W" * 200, "D" * 200),),
    )
    pdf = draw.worksheet(sheet, A4)
    said = read.text(pdf)
    assert [said.count(f"word{n}x") for n in (0, 1500, 2999)] == [3, 3, 3]
    assert all(f"Choiceofdoctor{n}x" in said for n in range(12))
    assert outside(pdf, A4) == []


@pytest.mark.parametrize("style", STYLES, ids=lambda s: f"{s.page}-{s.large}")
def test_no_page_holds_only_an_empty_row(style, read):
    for steps in range(6):
        sheet = Worksheet(steps=tuple(Step(f"Step {n}") for n in range(steps)))
        last = read.pages(draw.worksheet(sheet, style))[-1]
        assert "Next steps" in last or "Step" in last.replace("Next steps", ""), steps


def test_its_words_are_easy(read, grade):
    paragraphs = re.split(r"[\r\n]{2,}", "\n".join(read.pages(draw.worksheet(Worksheet(), A4))))
    said = " ".join(" ".join(paragraphs).split())
    sentences = re.findall(r"(?:This|It|Leave|Write|Beside|Do|They|I|The|If|Is|Then) [^.?]{12,}[.?]", said)
    assert len(sentences) > 8
    assert grade(" ".join(sentences)) <= 7
