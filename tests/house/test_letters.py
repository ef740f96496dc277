"""The shipped letters are plain, courteous and correct: each rule has its source, each blank a name."""

import re

import pytest

from secondop_desktop.base.paths import resources
from secondop_desktop.case.reasons import Reason
from secondop_desktop.paper.letter_forms import BLANKS, IN_ORDER, load
from secondop_desktop.questions import catalogue
from tests.house.source import ROOT
from tests.house.test_catalogue import BANNED, BRITISH, ByVowels

assert Reason
FORMS = load("en")
BOTH = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())

NEVER = re.compile(
    r"66 ?%|66 of 100|\bAI\b|\bshould\b|\bdemand\b|\brefus|\blawyer|\bsue\b|\billegal|\bnever\b|\bASAP\b"
    r"|\bunfortunately\b|\bplease be advised\b|\bhereby\b|\bpursuant\b|\bherein\b|\bthe undersigned\b"
    r"|\bchemo\b|\bhonest|\btrust me\b|\bsimply\b",
    re.IGNORECASE,
)
"""Figures that mean something else, threats, lawyers' words and what sounds like an order."""
TERMS = re.compile(
    r"psychotherapy|reproductive endocrinologist|pathologists?|radiologist|pathology|radiation|fertility"
    r"|\(DICOM\)|\(45 CFR 164\.524\)|referral|permission|deductible|exception|second opinions?"
    r"|Medicare Part B|operation",
    re.IGNORECASE,
)
"""Words that the office uses itself or that everybody on this way has heard; each counts as one easy word."""
HIGHEST_GRADE = 7.0
HIGHEST_OF_A_LINE = 9.0
"""Of one sentence; in a short one a single long word is a grade and a half."""
LONGEST = 32  # words in one sentence
US_LAW = re.compile(r"\bCFR\b")


def words_of(form):
    """Everything a person can read in a letter, as (where, text)."""
    yield "title", form.title
    yield "about", form.about
    yield from (("tip", tip) for tip in form.tips)
    yield from (("fact", fact.text) for fact in form.facts)
    for part in form.parts:
        for line in (part.text + "\n" + part.none).splitlines():
            yield "part", line
    for key, said in (form.reasons or {}).items():
        yield from ((f"{key} {tone}", text) for tone, text in said.items())


def sentences(text):
    """The sentences of a line, without its marks; a blank counts as one short word."""
    plain = re.sub(r"^[#•☐]\s*", "", text.strip()).replace("____", "").strip()
    plain = re.sub(r"\{\w+\}", "Lee", plain)
    return [part for part in re.split(r"(?<=[.?:])\s+", plain) if len(part.split()) > 2]


@pytest.fixture
def grade(monkeypatch):
    """The Flesch-Kincaid grade of a text, by textstat, terms counted as one easy word."""
    import textstat

    monkeypatch.setattr("textstat.backend.counts._count_syllables.get_cmudict", lambda lang: ByVowels())
    return lambda text: textstat.textstat.flesch_kincaid_grade(TERMS.sub("word", text))


def test_every_letter_of_the_list_is_there_and_no_file_is_forgotten():
    assert tuple(FORMS) == IN_ORDER
    files = {path.stem for path in (resources() / "letters" / "en").glob("*.toml")}
    assert files == {*IN_ORDER, "shared"}


@BOTH
def test_a_letter_as_a_whole_is_of_grade_seven_or_less(form, grade):
    said = " ".join(
        sentence if sentence.endswith((".", "?")) else sentence.rstrip(":") + "."
        for _where, text in words_of(form)
        for sentence in sentences(text)
    )
    assert grade(said) <= HIGHEST_GRADE, grade(said)


@BOTH
def test_no_sentence_is_hard_or_long(form, grade):
    hard = {
        sentence: grade(sentence)
        for _where, text in words_of(form)
        for sentence in sentences(text)
        if (len(sentence.split()) > 5 and grade(sentence) > HIGHEST_OF_A_LINE)
        or len(sentence.split()) > LONGEST
    }
    assert not hard


@BOTH
def test_no_letter_threatens_promises_blames_or_sounds_like_a_lawyer(form):
    found = {text for _where, text in words_of(form) if BANNED.search(text) or NEVER.search(text)}
    assert not found


@BOTH
def test_spelling_is_that_of_the_united_states_and_quotes_are_round(form):
    for where, text in words_of(form):
        assert not BRITISH.search(text), (where, text)
        assert "'" not in text, (where, text)
        assert '"' not in text, (where, text)
        assert "  " not in text.strip(), (where, text)


@BOTH
def test_every_fact_has_a_source_and_every_rule_of_law_says_where_it_stands(form):
    for fact in form.facts:
        assert len(fact.source) > 10, fact.text
        assert fact.text.endswith("."), fact.text
    about_law = [fact for fact in form.facts if US_LAW.search(fact.source)]
    assert bool(about_law) == form.law
    assert all(fact.source.startswith("United States, ") for fact in about_law)


def test_the_permission_to_send_records_has_every_field_of_a_valid_authorization():
    """45 CFR 164.508(c)(1) and (2): what, who sends, who gets, why, until when, and the three statements."""
    for key in ("records-to-a-doctor", "slides-to-a-doctor", "doctors-talk"):
        text = "\n".join(line for where, line in words_of(FORMS[key]) if where == "part")
        for needed in ("# What", "# Who", "# Why", "{receiver}", "{expires_on}", "take this permission back",
                       "I write to the office", "depend on whether I sign", "share them again",
                       "If somebody else signs"):  # fmt: skip
            assert needed in text, (key, needed)
        assert FORMS[key].is_letter, "a permission has a line to sign on and one for the day"
    sends = "\n".join(line for where, line in words_of(FORMS["records-to-a-doctor"]) if where == "part")
    assert "{place}" in sends


def test_the_request_for_ones_own_records_names_the_rule_and_the_one_longer_time():
    """45 CFR 164.524(b)(2): thirty days, and once thirty more with the reason in writing."""
    form = FORMS["records-for-me"]
    said = " ".join(fact.text for fact in form.facts)
    assert said.count("30 days") >= 2
    assert "once" in said
    assert "164.524(b)(2)(ii)" in " ".join(fact.source for fact in form.facts)
    assert not form.needs_receiver


def test_an_insurance_call_asks_everything_that_has_to_be_known():
    text = "\n".join(line for where, line in words_of(FORMS["call-insurance"]) if where == "part")
    for wanted in ("Day: ____", "Time: ____", "Who I spoke to: ____", "Department: ____", "Case manager",
                   "Reference number of the call: ____", "Member number: ____", "Number I call: ____",
                   "pay for a second opinion", "ask for one before treatment", "in my network", "referral",
                   "approval", "slides and images again", "video", "treated there later", "deductible",
                   "most I have to pay", "in writing", "Who does it: ____", "By which day: ____",
                   "I call again on: ____"):  # fmt: skip
        assert wanted in text, wanted


def test_each_reason_of_the_vocabulary_is_said_in_each_tone_and_never_twice_the_same():
    form = FORMS["tell-my-doctor"]
    known = {reason.key for reason in catalogue.load("en").reasons}
    assert set(form.reasons) == known
    assert form.tones == ("short", "warm", "direct")
    said = [text for by_tone in form.reasons.values() for text in by_tone.values()]
    assert len(set(said)) == len(said) == 3 * len(known)
    for by_tone in form.reasons.values():
        assert len(by_tone["short"].split()) <= 13, by_tone["short"]


def test_reasons_and_moments_that_letters_ask_for_are_in_the_vocabulary():
    words = catalogue.load("en")
    reasons, moments = {r.key for r in words.reasons}, {m.key for m in words.moments}
    for form in FORMS.values():
        for part in form.parts:
            assert set(part.reasons) <= reasons, form.key
            assert set(part.moments) <= moments, form.key


def test_nothing_pretends_to_be_the_form_of_a_hospital():
    for form in FORMS.values():
        said = " ".join(text for _where, text in words_of(form)).lower()
        assert "official" not in said
        assert "form no" not in said


def test_every_blank_and_every_letter_is_explained():
    said = (ROOT / "docs" / "letters.md").read_text(encoding="utf-8")
    assert not [name for name in BLANKS if not re.search(rf"\b{name}\b", said)]
    assert not [key for key in IN_ORDER if f"`{key}`" not in said]
