"""The pages that reading is measured with are the same in every run, and the measure counts what it says."""

import io

import pytest
from PIL import Image

from secondop_desktop.reading.pdf import Pdf
from tests.data.corpus_score import NUMBER, Score, edits, numbers, plain, score
from tests.data.make_corpus import LAYOUTS, SPANISH, WEARS, main, sample, typeset


def test_there_are_ten_layouts_two_of_them_spanish_in_nine_conditions():
    assert len(LAYOUTS) == 10
    assert len(WEARS) == 9
    assert set("áéíóúñ¿") <= set("".join(typeset(layout)[1] for layout in SPANISH).lower())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_report_is_the_same_for_the_same_seed_and_its_truth_is_what_it_says(layout):
    pdf, truth = typeset(layout, 3)
    assert (pdf, truth) == typeset(layout, 3)
    assert truth != typeset(layout, 4)[1]
    assert plain(Pdf(pdf).page_text(1).text) == plain(truth)
    assert numbers(truth).total() >= 20


@pytest.mark.parametrize("wear", WEARS)
def test_a_worn_page_is_a_file_of_its_kind(wear):
    page = sample("clinic letter", wear, 1)
    with Image.open(io.BytesIO(page.file)) as picture:
        assert picture.format.lower() == page.kind
        if "fax" in wear:
            assert picture.mode == "1"
            assert "x".join(str(round(side)) for side in picture.info["dpi"]) in wear


def test_a_worn_page_is_the_same_in_every_run():
    assert sample("gene panel", "photocopy", 1) == sample("gene panel", "photocopy", 1)


def test_everything_can_be_written_into_a_folder(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.data.make_corpus.WEARS", {"clean 150 dpi": WEARS["clean 150 dpi"]})
    monkeypatch.setattr("tests.data.make_corpus.LAYOUTS", {"lab table": LAYOUTS["lab table"]})
    main(tmp_path / "corpus")
    assert {file.suffix for file in (tmp_path / "corpus").iterdir()} == {".png", ".txt"}


@pytest.mark.parametrize(
    ("truth", "got", "count"),
    [("kitten", "sitting", 3), ("", "abc", 3), ("abc", "", 3), ("same", "same", 0), ("", "", 0)],
)
def test_the_fewest_edits_are_counted(truth, got, count):
    assert edits(truth, got) == count


def test_numbers_are_found_as_they_stand():
    assert NUMBER.findall("1.5 mg, 12/03/2026, 1,200; pT2 3:1") == ["1.5", "12/03/2026", "1,200", "2", "3:1"]


def test_a_score_counts_letters_blanks_words_and_numbers():
    one = score("ER 95 %, 3.9 - 10.2", "ER 96 %, 3.9-10.2")
    assert (one.letters, one.wrong, one.wrong_without_blanks) == (19, 3, 1)
    assert (one.words, one.words_found) == (6, 2)
    assert (one.numbers, one.numbers_found, one.numbers_wrong) == (3, 2, 1)
    both = one + score("a", "a")
    assert (both.pages, both.wrong_numbers, both.found) == (2, 0.5, pytest.approx(2 / 3))
    assert Score().error == 0


def test_dashes_and_quotes_of_all_kinds_are_the_same():
    assert plain("“A” – ‘b’  10⁹") == "\"A\" - 'b' 109"
