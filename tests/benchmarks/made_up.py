"""Invented words and cases of any size, the same in every run."""

import itertools
import random
import zlib

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.case.documents import READ, Document, Page
from secondop_desktop.case.notes import Note
from secondop_desktop.case.questions import Asking, Question

PAGES_OF_A_RECORD = 50
WORDS_OF_A_PAGE = 300
AT_ONCE = 1000
_BEGINNINGS = ("ad", "ca", "de", "ep", "fo", "ga", "hy", "in", "lo", "me", "ne", "os", "pa", "ra", "so", "tu")
_MIDDLES = ("ba", "ci", "do", "fe", "li", "ma", "no", "pa", "ri", "sto", "the", "vi")
_ENDINGS = ("al", "cin", "gram", "ia", "lar", "ma", "nal", "ous", "rapy", "sis", "tic", "tion")


def vocabulary():
    """Some 27,000 words, the common ones first, as often as words are in a language (Zipf)."""
    parts = itertools.product(_BEGINNINGS, _MIDDLES, _MIDDLES, _ENDINGS)
    found = ["".join(word) for word in parts]
    random.Random(7).shuffle(found)  # noqa: S311 - nothing secret
    return found, list(itertools.accumulate(1 / (rank + 10) for rank in range(len(found))))


def page_texts(count):
    """So many page texts of 300 words."""
    dice, (words, weights) = random.Random(11), vocabulary()  # noqa: S311 - nothing secret
    for _ in range(count):
        yield " ".join(dice.choices(words, cum_weights=weights, k=WORDS_OF_A_PAGE))


def fill_with_pages(vault, texts):
    """Records of fifty pages each, read already; each page has its words' places as a real one has."""
    places = zlib.compress(random.Random(5).randbytes(2000), 1)  # noqa: S311 - nothing secret
    for start in range(0, len(texts), PAGES_OF_A_RECORD):
        with vault.write() as session:
            record = Document(
                title=f"Report {start}", blob=f"{start:064x}", added_at=SYSTEM_CLOCK.now(), state=READ
            )
            session.add(record)
            for number, text in enumerate(texts[start : start + PAGES_OF_A_RECORD], 1):
                session.add(Page(document_id=record.id, number=number, text=text, words=places))


def fill_with_rows(vault, rows):
    """Notes, questions and answers until the case holds `rows` rows; every second row is its history."""
    made = 0
    while made < rows // 2:
        now = min(AT_ONCE, rows // 2 - made)
        with vault.write() as session:
            for number in range(made, made + now):
                session.add(_record(number, session))
        made += now


def _record(number, session):
    if number % 4 == 0:
        question = Question(text=f"What would change if we waited {number} days?", phase="timing")
        session.info["question"] = question.id
        return question
    if number % 4 == 1:
        return Asking(question_id=session.info["question"], answer="Nothing that we know of. " * 4)
    return Note(written_at=SYSTEM_CLOCK.now(), text="Slept badly. Asked about the second report. " * 5)
