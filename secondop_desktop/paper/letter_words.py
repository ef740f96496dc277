"""Fills a letter with what is known; what is not known becomes a line to write on, never a guess."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from secondop_desktop.base.language import tr
from secondop_desktop.paper.letter_forms import LetterForm, Part

BLANK = "____"
"""Stands in the text where somebody has to write."""
_NAMED = re.compile(r"\{(\w+)\}")
_ENDS = '.?!…”")'


@dataclass(frozen=True)
class Known:
    """What the case has for a letter: words by the name of their blank, lists, and the chosen reasons.

    `reasons` are keys of the question vocabulary with the person's own words, which may be empty.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    records: Sequence[str] = ()
    questions: Sequence[str] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)
    moment: str = ""

    def value(self, name: str) -> str:
        """The words for a blank, in one paragraph; empty when nothing is known."""
        return one_line(self.values.get(name, ""))


def other_rules() -> str:
    """The sentence that goes with every rule of law."""
    return tr(
        "Rules differ from country to country and from state to state. This is no legal advice. The hospital "
        "may ask for its own form."
    )


def one_line(text: str) -> str:
    """Words of the case inside a letter: no line of theirs may begin like a heading or a box."""
    return " ".join(text.split())


def fill(form: LetterForm, tone: str, known: Known) -> str:
    """The text of a letter in one of its tones."""
    said = [_part(form, part, tone, known) for part in form.parts if _belongs(part, tone, known)]
    apart = re.sub(r"\n(?=#)", "\n\n", "\n".join(said))
    return re.sub(r"\n{3,}", "\n\n", apart).strip()


def subject(form: LetterForm, known: Known) -> str:
    """What the letter is about, in one line."""
    return filled(form.subject, known)


def filled(text: str, known: Known, item: str = "") -> str:
    """A text with each {name} in it filled in; what is not known is a blank."""
    return _NAMED.sub(lambda m: item if m[1] == "item" else known.value(m[1]) or BLANK, text)


def items(form: LetterForm, name: str, tone: str, known: Known) -> list[str]:
    """What a list holds, a line each."""
    if name == "reasons":
        return [_reason(form, key, tone, words) for key, words in known.reasons.items() if _has(form, key)]
    return [one_line(text) for text in (known.records if name == "records" else known.questions)]


def _has(form: LetterForm, key: str) -> bool:
    return key in (form.reasons or {})


def _reason(form: LetterForm, key: str, tone: str, own_words: str) -> str:
    said = (form.reasons or {})[key][tone]
    own = one_line(own_words)
    if not own:
        return said
    return f"{said} {own}" if own[-1] in _ENDS else f"{said} {own}."


def _part(form: LetterForm, part: Part, tone: str, known: Known) -> str:
    if not part.each:
        return filled(part.text, known).removesuffix("\n")
    found = items(form, part.each, tone, known)
    if not found:
        return filled(part.none, known).removesuffix("\n")
    return "\n".join(filled(part.text, known, item) for item in found)


def _belongs(part: Part, tone: str, known: Known) -> bool:
    if part.tones and tone not in part.tones:
        return False
    suits = set(part.reasons) & set(known.reasons) or known.moment in part.moments
    if (part.reasons or part.moments) and not suits:
        return False
    if any(known.value(name) for name in part.only_without):
        return False
    return all(known.value(name) for name in part.only_with)
