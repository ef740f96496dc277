"""The shipped questions are many, plain, short, neutral and different from one another."""

import re
from collections import Counter
from difflib import SequenceMatcher
from itertools import combinations

import pytest

from secondop_desktop.base.paths import resources
from secondop_desktop.questions.catalogue import MOST_WORDS, MOST_WORDS_WHY, load, read

WHOLE = load()
BIG_TYPES = ("breast", "prostate", "lung", "colorectal", "melanoma", "leukemia", "lymphoma", "myeloma")
WITHOUT_OWN = ("other",)
"""Types that say nothing about the cancer, so that no question can be for them alone."""

BANNED = re.compile(
    r"!|\bcur(?:e[ds]?|ing)\b|\bmiracle|\bguarantee|\bbreakthrough|\bbattle|\bfight|\bvictim|\bsuffer"
    r"|\bbest (?:treatment|doctor|hospital|center|choice|option|plan|drug)|\bwrong|\bmistake"
    r"|\bblunder|\bfault"
    r"|\bdeadly|\bterminal|\bhopeless|\bdie\b|\bdying|\bdeath|\bdon't worry|\bof course\b|\bobviously",
    re.IGNORECASE,
)
"""Promises, rankings, blame, false cheer and words that frighten."""
MAY_SAY_CURE = "goal.aim"
"""The one question that has to name all three aims a treatment can have, as aims and not as promises."""
BRITISH = re.compile(r"tumour|centre|colour|oesoph|haemat|gynaec|favour|leukaemia|\bprogramme", re.IGNORECASE)

OF_ONE_TYPE = re.compile(
    r"\b(?:ER|PR|HER2|BRCA\d?|PSA|PSMA|Gleason|EGFR|ALK|PD-L1|MSI|KRAS|NRAS|BRAF|Lynch|Breslow|sentinel"
    r"|Mohs|BCG|TURBT|FISH|CAR T|IDH1?|MGMT|HPV|AFP|hCG|LDH|Ki-67|PRRT|HRD|POLE|p53|FGFR2|DOTATATE|stoma"
    r"|lump|breast|prostate|lung|colon|rectum|bladder|pancreas|thyroid|uterus|marrow|transplant"
    r"|active surveillance|residual disease)\b"
)
"""Words that assume a certain type of cancer; a question for everyone must do without them."""

TERMS = re.compile(
    r"gynecologic oncologist|fertility|patholog(?:ists?|y)|radiation|immunotherapy|chemo|surgery"
    r"|biomarkers?|(?:non)?seminoma|melanoma|sarcoma|measurable residual disease"
    r"|somatostatin receptor|radioactive iodine|medicines?|supplements",
    re.IGNORECASE,
)
"""Terms that are the matter of their question and that a person will hear; each counts as one easy word."""
MEAN_GRADE = 7
HIGHEST_GRADE = 9
"""Of one question, terms apart. In a sentence of eight words one syllable more is a grade and a half more."""

SMALL = frozenset(
    re.findall(
        r"\w+",
        """a an and are at be by can could do does for has have how i if in is it may me my need of on or
        should so that the there this to was what when which who will with would you your""",
    )
)
"""Words that carry no meaning of their own."""


def content(text):
    """The words that carry the meaning."""
    return frozenset(re.findall(r"[\w'-]+", text.lower())) - SMALL


def shown_together(one, other):
    return not one.cancer_types or not other.cancer_types or set(one.cancer_types) & set(other.cancer_types)


def alike(one, other):
    """Whether two questions ask nearly the same: most words shared, or nearly the same letters."""
    mine, theirs = content(one), content(other)
    shared = len(mine & theirs) / max(1, len(mine | theirs))
    return shared >= 0.75 or (shared >= 0.3 and SequenceMatcher(None, one, other).ratio() >= 0.85)


def syllables(word):
    """The syllables of an English word: its groups of vowels, `di-a` and `bi-o` apart, no silent e."""
    count = len(re.findall(r"(?<![tsc])i(?=[ao])|[aeiouy]+", word))
    silent = word.endswith("e") and not re.search(r"(?:[aeiouy]|[^aeiouy]l)e$", word)
    return max(1, count - bool(silent) - bool(re.search(r"[^tdaeiouy]ed$", word)))


class ByVowels(dict):
    """Stands in for the dictionary of sounds that textstat would fetch from the network."""

    def __missing__(self, word):
        return [["A0"] * syllables(word)]


@pytest.fixture
def grade(monkeypatch):
    """The Flesch-Kincaid grade of a text, by textstat."""
    import textstat

    monkeypatch.setattr("textstat.backend.counts._count_syllables.get_cmudict", lambda lang: ByVowels())
    return textstat.textstat.flesch_kincaid_grade


def every_line():
    """(what it is, text) of all that a person can read in the catalogue."""
    for q in WHOLE.questions:
        yield q.id, q.text
        yield q.id, q.why
    for phase in WHOLE.phases:
        yield phase.key, phase.title
        yield phase.key, phase.about
    for word in (*WHOLE.reasons, *WHOLE.moments, *WHOLE.cancer_types):
        yield word.key, word.title
        yield word.key, word.because


def test_there_are_many_questions_in_every_corner():
    assert len(WHOLE.questions) >= 120
    assert all(len(WHOLE.in_phase(phase.key)) >= 3 for phase in WHOLE.phases)
    assert all(len(WHOLE.for_reason(reason.key)) >= 3 for reason in WHOLE.reasons)
    by_moment = Counter(moment for q in WHOLE.questions for moment in q.moments)
    assert all(by_moment[moment.key] >= 3 for moment in WHOLE.moments)


def test_every_reason_is_the_main_one_of_at_least_three_questions():
    main = Counter(q.reasons[0] for q in WHOLE.questions)
    assert not [reason.key for reason in WHOLE.reasons if main[reason.key] < 3]


def test_every_type_of_cancer_has_its_own_questions():
    own = Counter(kind for q in WHOLE.questions for kind in q.cancer_types)
    assert not [kind.key for kind in WHOLE.cancer_types if own[kind.key] < 4 and kind.key not in WITHOUT_OWN]
    assert not [key for key in BIG_TYPES if own[key] < 8]


def test_no_text_occurs_twice():
    assert not [text for text, times in Counter(q.text for q in WHOLE.questions).items() if times > 1]


def test_no_two_questions_that_can_meet_ask_nearly_the_same():
    pairs = [
        (one.id, other.id)
        for one, other in combinations(WHOLE.questions, 2)
        if shown_together(one, other) and alike(one.text, other.text)
    ]
    assert not pairs


def test_the_search_for_near_doubles_finds_one():
    assert alike("How sure are you of the diagnosis?", "How sure are you of this diagnosis?")
    assert not alike("How sure are you of the diagnosis?", "What stage is it?")


def test_every_question_is_one_short_question():
    for q in WHOLE.questions:
        assert q.text.endswith("?"), q.id
        assert q.text.count("?") == 1, q.id
        assert len(q.text.split()) <= MOST_WORDS, q.id
        assert len(q.why.split()) <= MOST_WORDS_WHY, q.id
        assert q.why.endswith("."), q.id
        assert q.text[0].isupper(), q.id
        assert q.why[0].isupper(), q.id


def test_no_line_promises_ranks_blames_or_frightens():
    found = [(key, hit[0]) for key, text in every_line() if (hit := BANNED.search(text))]
    assert found == [(MAY_SAY_CURE, "cure")]


@pytest.mark.parametrize("line", ["This will cure you.", "The best hospital.", "Good luck!", "He was wrong."])
def test_the_search_for_banned_words_finds_them(line):
    assert BANNED.search(line)


def test_spelling_is_american_throughout():
    assert not [(key, text) for key, text in every_line() if BRITISH.search(text)]


def test_a_question_for_everyone_assumes_no_type_of_cancer():
    assert not [q.id for q in WHOLE.questions if not q.cancer_types and OF_ONE_TYPE.search(q.text)]
    assert OF_ONE_TYPE.search(WHOLE.by_id["prostate.psa"].text)


def test_questions_whether_it_came_back_wait_until_a_person_says_so():
    assert all("recurrence" in q.only_for for q in WHOLE.questions if q.id.startswith("recurrence."))


def test_the_questions_are_plain_english(grade):
    grades = [grade(q.text) for q in WHOLE.questions]
    assert sum(grades) / len(grades) <= MEAN_GRADE
    explained = [grade(q.why) for q in WHOLE.questions]
    assert sum(explained) / len(explained) <= MEAN_GRADE


def test_no_single_question_is_hard_to_read(grade):
    hard = {q.id: grade(TERMS.sub("thing", q.text)) for q in WHOLE.questions}
    assert not {key: value for key, value in hard.items() if value > HIGHEST_GRADE}


def test_the_measure_of_reading_tells_hard_from_easy(grade):
    assert grade("How sure are you?") < 2
    assert (
        grade("Notwithstanding considerable histopathological uncertainty, is multimodality advisable?") > 15
    )


@pytest.mark.parametrize(
    ("word", "count"), [("cancer", 2), ("stage", 1), ("treated", 2), ("biopsy", 3), ("radiation", 4)]
)
def test_syllables_are_counted_as_they_are_said(word, count):
    assert syllables(word) == count


def test_the_three_shortest_questions_are_there_and_central():
    three = [WHOLE.by_id[f"options.{key}"] for key in ("which", "good-and-harm", "how-likely")]
    assert all(q.weight == 3 and len(q.text.split()) <= 13 for q in three)


def test_both_doctors_can_be_asked_the_same_when_they_differ():
    both = [q for q in WHOLE.in_phase("disagreement") if q.why.startswith("Ask both doctors")]
    assert len(both) >= 5
    assert all(q.weight == 3 for q in both)


def test_reasons_are_said_in_the_first_person_and_answered_in_the_second():
    for reason in WHOLE.reasons:
        assert re.search(r"\b(?:I|me|[Mm]y)\b", reason.title), reason.key
    for word in (*WHOLE.reasons, *WHOLE.moments, *WHOLE.cancer_types):
        assert re.fullmatch(r"Because [^.]+\.", word.because), word.key
        assert not re.search(r"\b(?:I|[Mm]y)\b", word.because), word.key


def test_every_language_has_the_same_questions():
    for folder in (path for path in (resources() / "questions").iterdir() if path.is_dir()):
        other = read(folder)
        assert set(other.by_id) == set(WHOLE.by_id), folder.name
        assert [reason.key for reason in other.reasons] == [reason.key for reason in WHOLE.reasons], (
            folder.name
        )
