"""Counts and measures the words of the program; `python -m tests.content.measure` prints them."""

import statistics
import sys
from collections import Counter

import pytest

from secondop_desktop import glossary
from secondop_desktop.directory import centers, places
from secondop_desktop.paper.letter_forms import load as letters
from secondop_desktop.questions.catalogue import load
from tests.content.alike import near_doubles, nearest
from tests.content.banned import BANS, BRITISH
from tests.content.words import in_resources, in_source
from tests.house.test_catalogue import TERMS, ByVowels

TYPES = {
    "breast": ("breast",),
    "prostate": ("prostate",),
    "lung": ("lung",),
    "colorectal": ("colorectal",),
    "melanoma": ("melanoma",),
    "blood": ("leukemia", "lymphoma", "myeloma", "blood_other"),
    "gynecologic": ("uterus", "ovary", "cervix"),
    "pancreatic": ("pancreas",),
    "brain": ("brain_spine",),
    "thyroid": ("thyroid",),
    "kidney and bladder": ("kidney", "bladder"),
    "head and neck": ("head_neck",),
    "sarcoma": ("sarcoma",),
    "children": ("childhood",),
}
"""The sets for types of cancer that the catalogue must have, by the keys of its vocabulary."""
SITUATIONS = {
    "before surgery": "surgery",
    "chemotherapy": "chemotherapy",
    "radiation": "radiotherapy",
    "targeted or immunotherapy": "targeted_immune",
    "recurrence": "recurrence",
    "palliative care": "palliative",
    "remote visit": "remote",
    "pathology review": "pathology",
    "clinical trial": "trials",
    "fertility": "fertility",
    "cost": "cost",
}
"""The situations that the catalogue must serve, by the key of a situation, a reason, a moment or a phase."""


def of_types():
    """How many questions are for each set of TYPES."""
    return {
        name: sum(not set(keys).isdisjoint(q.cancer_types) for q in load().questions)
        for name, keys in TYPES.items()
    }


def of_situations():
    """How many questions of the catalogue serve each of SITUATIONS."""
    return {
        name: sum(key in {*q.situations, *q.reasons, *q.moments, q.phase} for q in load().questions)
        for name, key in SITUATIONS.items()
    }


def of_reasons():
    """How many questions serve each reason."""
    return Counter(reason for q in load().questions for reason in q.reasons)


def grades(texts):
    """The Flesch-Kincaid grades of texts, by textstat, a term that is the matter itself as one easy word."""
    import textstat

    with pytest.MonkeyPatch.context() as patched:  # textstat would fetch a dictionary
        patched.setattr("textstat.backend.counts._count_syllables.get_cmudict", lambda lang: ByVowels())
        return [textstat.textstat.flesch_kincaid_grade(TERMS.sub("thing", text)) for text in texts]


def sentences_on_screen():
    """The whole sentences of the source: what ends like one and has at least six words."""
    return [s.text for s in in_source() if s.text.endswith((".", "?")) and len(s.text.split()) >= 6]


def figures():
    """Everything that is counted and measured, by a name that says what it is."""
    known, words, there = load(), glossary.load("en"), places.load()
    level = {
        "questions": grades([q.text for q in known.questions]),
        "why to ask": grades([q.why for q in known.questions]),
        "glossary entries": grades([entry.plain for entry in words.entries]),
        "directory entries": grades([entry.what for entry in there.entries]),
        "sentences on screen": grades(sentences_on_screen()),
    }
    near = nearest(known.questions)
    return {
        "questions": len(known.questions),
        "longest question, words": max(len(q.text.split()) for q in known.questions),
        "longest why, words": max(len(q.why.split()) for q in known.questions),
        "phases": len(known.phases),
        "reasons": len(known.reasons),
        "types of cancer": len(known.cancer_types),
        "near-duplicates": len(near_doubles(known.questions)),
        "nearest two questions": f"{near[0]:.0f} of 100: {near[1]}, {near[2]}",
        "glossary entries": len(words.entries),
        "letters": len(letters("en")),
        "directory entries": len(there.entries),
        "cancer centers": len(centers.load().centers),
        "texts on screen": len(in_source()),
        "texts in resources": len(in_resources()),
        "bans": len(BANS),
        "British twins": sum(bool(BRITISH.search(said.text)) for said in in_source()),
        **{f"mean grade, {name}": round(statistics.mean(of), 1) for name, of in level.items()},
        **{f"worst grade, {name}": round(max(of), 1) for name, of in level.items()},
    }


def report():
    """All of it as lines."""
    yield from (f"{name}: {value}" for name, value in figures().items())
    for title, counts in (("for", of_types()), ("when", of_situations()), ("because", of_reasons())):
        yield from (f"questions {title} {name}: {count}" for name, count in counts.items())


if __name__ == "__main__":
    sys.stdout.write("\n".join(report()) + "\n")
