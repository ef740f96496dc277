"""The card for a companion: one page, each part only where there is something to say, nothing cut."""

import pytest

from secondop_desktop.paper import draw
from secondop_desktop.paper.sheets import CompanionCard
from secondop_desktop.paper.style import PaperStyle

CARD = CompanionCard(
    person="Margaret Ellison",
    companion="Tom",
    doctor="Dr Nguyễn Thị Hạnh",
    when="Thursday 14 May 2026, 10:30",
    arrive="10:15",
    place="St Anne’s Hospital, Clinic 4. Parking: Garage B",
    decision="Operate now, or wait three months?",
    duty="Please write for me",
    duties=("Write down what the doctor says.", "Ask how to spell the names."),
    questions=("Do you agree with the diagnosis?", "Can I wait?", "What would you do?"),
    to_write=("What they advise, and why", "What happens next"),
    helps="A short break",
    calm=("Ask what can wait.",),
)
STYLES = [PaperStyle(page, large=large) for page in ("A4", "Letter") for large in (False, True)]


@pytest.mark.parametrize("style", STYLES, ids=lambda s: f"{s.page}-{s.large}")
def test_everything_stands_on_both_papers_on_one_page_but_in_large_print(style, read):
    pages = read.pages(draw.companion_card(CARD, style))
    said = " ".join(" ".join(pages).split())
    for words in (
        "For Tom, who comes with me", "From: Margaret Ellison", "With: Dr Nguyễn Thị Hạnh",
        "Be there at: 10:15",
        "The decision I need help with: Operate now, or wait three months?", "Please write for me",
        "Ask how to spell the names.", "My first questions", "Can I wait?", "Please write down",
        "What they advise, and why", "If it gets too much for me", "This helps me: A short break",
        "Ask what can wait.", "Prepared by the patient. Not a medical record.",
    ):  # fmt: skip
        assert words in said, words
    assert len(pages) <= (2 if style.large else 1)


def test_what_is_not_known_is_left_out(read):
    (page,) = read.pages(draw.companion_card(CompanionCard("", questions=("Can I wait?",)), PaperStyle("A4")))
    assert "For the one who comes with me" in page
    assert "My first question " in f"{' '.join(page.split())} "
    for words in ("From:", "With:", "Be there", "decision", "write down", "too much"):
        assert words not in page, words


def test_a_long_card_goes_on_and_loses_nothing(read):
    long = " ".join(f"word{n}" for n in range(400))
    card = CompanionCard("M", questions=(long, "Can I wait?"), duties=(long,), to_write=("A",), helps=long)
    pages = read.pages(draw.companion_card(card, PaperStyle("Letter", large=True)))
    said = " ".join(" ".join(pages).split())
    assert len(pages) > 1
    assert [said.count(f"word{n} ") + said.count(f"word{n}.") for n in (0, 200)] == [3, 3]


def test_a_reader_meets_headings_and_lists_in_their_order(read):
    told = read.poppler("pdfinfo", "-struct-text", pdf=draw.companion_card(CARD, PaperStyle("A4")))
    order = ("H1", "H2", "Please write for me", "\n  L ", "LBody", "My first questions", "Can I wait?")
    places = [told.index(part) for part in order]
    assert places == sorted(places)
