"""Every kind that is only kept has a sentence and a way on; a remark is made only when it is needed."""

import io

import pytest

from secondop_desktop.flows.kept_words import remark, why_kept
from secondop_desktop.intake.examine import examine
from secondop_desktop.intake.kinds import KEPT, MEDIA_TYPES
from tests.flows.papers import report
from tests.intake.test_kinds import EXE
from tests.reading import made_files as made


@pytest.mark.parametrize("kind", KEPT)
def test_what_is_kept_says_so_in_whole_sentences(kind):
    said = why_kept(kind)
    assert "kept" in said.what
    assert said.sentence.endswith(".")
    assert said.advice or kind == "unknown"


@pytest.mark.parametrize("kind", sorted(set(MEDIA_TYPES) - set(KEPT)))
def test_what_is_read_has_no_such_sentence(kind):
    assert why_kept(kind) is None


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (report("words"), "report.pdf", ""),
        (report("words"), "report.docx", "It is not the kind of file that its name says."),
        (EXE, "report.pdf", "This is a program"),
        (made.docx("", ("word/vbaProject.bin", "x")), "letter.docx", "It holds macros"),
        (b"ID3\3" + bytes(20), "visit.mp3", "This is a sound recording."),
        (b"\1\2\3\4", "image.dcm", ""),
        (b"\1\2\3\4", "scan.pdf", "This kind of file is kept safely"),
    ],
)
def test_a_remark_says_what_one_should_know_at_once(content, name, said):
    told = remark(examine(io.BytesIO(content), name))
    assert told.startswith(said)
    assert bool(told) is bool(said)
