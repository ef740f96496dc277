"""One fact that a report seems to state, and what each topic is called."""

from __future__ import annotations

from dataclasses import dataclass

from secondop_desktop.base.language import tr

TYPE, SIZE, GRADE, MARGINS, NODES, STAGE = "type", "size", "grade", "margins", "nodes", "stage"
ESTROGEN, PROGESTERONE, HER2, KI67 = "er", "pr", "her2", "ki67"
TOPICS = (TYPE, SIZE, GRADE, ESTROGEN, PROGESTERONE, HER2, KI67, MARGINS, NODES, STAGE)

NOT_DONE = "not done"
"""What `Finding.meaning` is when the report says that something was not examined, or not yet."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a report says about one of TOPICS.

    `words` are the words of the page from `start` to `end` (in characters), as they are printed. `meaning`
    is the same in one form for all reports, so that two of them can be compared: "positive", "21 mm", "2/18",
    or NOT_DONE. It is for comparing only; a person is shown the words.
    """

    topic: str
    words: str
    start: int
    end: int
    meaning: str


def topic_words() -> dict[str, str]:
    """What each of TOPICS is called."""
    return {
        TYPE: tr("Type of cancer"),
        SIZE: tr("Size"),
        GRADE: tr("Grade"),
        ESTROGEN: tr("Estrogen receptor (ER)"),
        PROGESTERONE: tr("Progesterone receptor (PR)"),
        HER2: tr("HER2"),
        KI67: tr("Ki-67"),
        MARGINS: tr("Margins"),
        NODES: tr("Lymph nodes"),
        STAGE: tr("Stage"),
    }
