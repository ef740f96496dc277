"""Records that say the same are found by their text; a person says what happens, and keeping both is safe."""

import io

import pikepdf

from secondop_desktop.case import bin as bin_
from secondop_desktop.case import documents
from secondop_desktop.flows import take_in
from secondop_desktop.flows.read_waiting import read_waiting
from secondop_desktop.flows.twins import keep_both, text_digest, twins_of
from tests.flows.papers import report
from tests.reading import made_files as made

LINES = [
    f"Finding {n} of the pathology report: invasive carcinoma, margins free, {n} mm away" for n in range(4)
]


def saved_again(content):
    """The same PDF as another program writes it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.docinfo["/Producer"] = "another program"
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def keep_and_read(vault, *files):
    ids = [take_in.take_in_bytes(vault, content, name).document_id for name, content in files]
    read_waiting(vault)
    return ids


def twins(vault, identity):
    with vault.read() as session:
        return [twin.document_id for twin in twins_of(session, identity)]


def test_a_pdf_that_was_saved_again_is_found_from_both_sides(vault):
    first = report(*LINES)
    one, two = keep_and_read(vault, ("report.pdf", first), ("report (1).pdf", saved_again(first)))
    assert one != two
    assert (twins(vault, one), twins(vault, two)) == ([two], [one])
    with vault.read() as session:
        assert twins_of(session, two)[0].sentence == (
            "This looks the same as “report”. It may have been saved twice."
        )


def test_one_number_that_differs_makes_another_record(vault):
    other = [line.replace("3 mm", "8 mm") for line in LINES]
    one, _ = keep_and_read(vault, ("a.pdf", report(*LINES)), ("b.pdf", report(*other)))
    assert twins(vault, one) == []


def test_the_same_words_on_other_pages_are_another_record(vault):
    one, _ = keep_and_read(vault, ("a.pdf", report(*LINES)), ("b.pdf", report(*LINES, "one page more")))
    assert twins(vault, one) == []


def test_the_same_letter_in_another_kind_of_file_is_said_so(vault):
    text = "\n".join(LINES)
    body = "".join(made.paragraph(line) for line in LINES)
    one, two = keep_and_read(vault, ("letter.txt", text.encode()), ("letter.docx", made.docx(body)))
    with vault.read() as session:
        (twin,) = twins_of(session, two)
    assert (twin.document_id, twin.title) == (one, "letter")
    assert "in another kind of file" in twin.sentence


def test_short_texts_are_not_compared(vault):
    one, _ = keep_and_read(
        vault, ("a.txt", b"Thank you, see you soon"), ("b.txt", b"Thank you, see you soon\n")
    )
    assert twins(vault, one) == []
    with vault.read() as session:
        assert text_digest(session, one) == ""


def test_what_was_said_to_be_wanted_twice_is_not_asked_again(vault):
    first = report(*LINES)
    one, two = keep_and_read(vault, ("a.pdf", first), ("b.pdf", saved_again(first)))
    for _ in range(2):
        with vault.write() as session:
            keep_both(session, two, one)
    assert (twins(vault, one), twins(vault, two)) == ([], [])
    assert vault.adds_up()


def test_nothing_is_dropped_and_what_lies_in_the_bin_is_no_twin(vault):
    first = report(*LINES)
    one, two = keep_and_read(vault, ("a.pdf", first), ("b.pdf", saved_again(first)))
    with vault.read() as session:
        assert {d.id for d in documents.everything(session)} == {one, two}
    with vault.write() as session:
        bin_.throw_away(session, "document", one)
    assert (twins(vault, one), twins(vault, two)) == ([], [])


def test_a_record_that_was_not_read_has_no_twins(vault):
    taken = take_in.take_in_bytes(vault, report(*LINES), "a.pdf")
    assert twins(vault, taken.document_id) == []
