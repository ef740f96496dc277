"""What is said of files that came in names what one should know of each."""

from datetime import UTC, datetime

import pytest

from secondop_desktop.case.documents import READ, WAITING, Document
from secondop_desktop.flows.bring import Brought
from secondop_desktop.flows.take_in import TakenIn
from secondop_desktop.ui.tray_words import headline, rows

MACROS = "It holds macros."


def record(kind, state=WAITING):
    return Document(
        id="1", title="x", blob="b", file_kind=kind, state=state, added_at=datetime(2026, 3, 1, tzinfo=UTC)
    )


def test_of_a_single_file_the_remark_stands_behind_the_news():
    said = headline(Brought((TakenIn("letter.docm", "1", remark=MACROS),)))
    assert said == "“letter.docm” is in your records now. It holds macros."
    two = Brought((TakenIn("a.docm", "1", remark=MACROS), TakenIn("b.pdf", "2")))
    assert headline(two) == "2 files are in your records now."


@pytest.mark.parametrize(
    ("kind", "state", "said"),
    [
        ("mp3", WAITING, "This is a sound recording."),
        ("docm", WAITING, "It waits to be read. It holds macros."),
        ("docm", READ, "It was read. It holds macros."),
    ],
)
def test_each_row_says_what_one_should_know(kind, state, said):
    brought = Brought((TakenIn("a file", "1", remark=MACROS),))
    (row,) = rows(brought, {"1": record(kind, state)})
    assert row.subtitle.startswith(said)
