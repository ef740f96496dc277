"""The reports of the sample case are what their names say, and the script draws the same ones again."""

import io

import make_sample_reports
import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageSequence
from sample_reports.sheet import MARK, Sheet, Style

PATHOLOGY, IMAGING = "pathology-report-scan.pdf", "mammogram-report-photo.jpg"
LAB, LETTER = "blood-tests.pdf", "first-opinion-letter-fax.tif"
LIMITS = {PATHOLOGY: 500_000, IMAGING: 400_000, LAB: 100_000, LETTER: 150_000}


def text_layer(whole):
    """The text that a PDF carries, a string a page."""
    with pypdfium2.PdfDocument(whole) as document:
        return [page.get_textpage().get_text_range() for page in document]


def pictures(name, whole):
    """Each page of a report as grey numbers, small enough to compare."""
    if name.endswith(".pdf"):
        with pypdfium2.PdfDocument(whole) as document:
            pages = [page.render(scale=0.5).to_pil().convert("L") for page in document]
    else:
        with Image.open(io.BytesIO(whole)) as picture:
            pages = [
                frame.convert("L").resize((300, 400), Image.Resampling.BOX)
                for frame in ImageSequence.Iterator(picture)
            ]
    return [np.asarray(page, dtype=float) for page in pages]


@pytest.fixture(scope="module")
def made():
    return make_sample_reports.reports()


def test_every_document_of_the_story_is_there_and_no_other(story, samples):
    told = {record["file"] for record in story["documents"]}
    assert told == {file.name for file in samples.iterdir()} - {"story.toml"} == set(LIMITS)


def test_the_files_are_small(samples):
    for name, limit in LIMITS.items():
        assert 5_000 < (samples / name).stat().st_size <= limit, name
    assert sum(file.stat().st_size for file in samples.rglob("*")) <= 2_000_000


def test_the_pathology_report_is_two_scanned_pages_without_text(samples):
    assert text_layer(samples / PATHOLOGY) == ["", ""]
    with pikepdf.open(samples / PATHOLOGY) as pdf:
        for page in pdf.pages:
            (scan,) = page.Resources.XObject.values()
            assert scan.Filter == pikepdf.Name.DCTDecode
            assert scan.ColorSpace == pikepdf.Name.DeviceGray
            assert (scan.Width, scan.Height) == (1700, 2200), "US Letter at 200 dots an inch"
            assert [float(side) for side in page.mediabox] == [0, 0, 612, 792]


def test_the_mammogram_report_is_a_colour_photo(samples):
    with Image.open(samples / IMAGING) as photo:
        assert (photo.format, photo.mode, photo.size) == ("JPEG", "RGB", (1536, 2048))


def test_the_letter_is_a_fax_of_two_black_and_white_pages(samples):
    with Image.open(samples / LETTER) as fax:
        assert (fax.format, fax.n_frames) == ("TIFF", 2)
        for frame in ImageSequence.Iterator(fax):
            assert frame.mode == "1"
            assert frame.info["compression"] == "group4"
            assert frame.info["dpi"] == (204, 196)


def test_the_blood_tests_carry_their_text(samples, truth):
    (text,) = text_layer(samples / LAB)
    for words in ("Dr Nguyễn Thị Hạnh", "mL/min/1.73 m²", "10⁹/L", "3.80 – 5.10", MARK):
        assert words in text
    assert sorted(text.split()) == sorted(truth["blood-tests"][0].split())


def test_every_page_says_that_the_person_is_invented(truth):
    pages = [page for name in truth for page in truth[name]]
    assert len(pages) == 6
    assert all(MARK in page for page in pages)


def test_the_word_to_search_for_stands_on_one_page_only(story, samples, truth):
    word = story["search_word"]
    name = story["search_file"].rsplit(".", 1)[0]
    found = [
        (report, number) for report in truth for number, page in enumerate(truth[report], 1) if word in page
    ]
    assert found == [(name, story["search_page"])]
    assert (samples / "story.toml").read_text(encoding="utf-8").count(word) == 1


def test_story_and_reports_tell_the_same(truth):
    pathology, letter = " ".join(truth["pathology-report-scan"]), " ".join(truth["first-opinion-letter-fax"])
    photo = truth["mammogram-report-photo"][0]
    for words in ("Allred 8/8", "Allred 7/8", "IHC 1+", "Nottingham grade 2", "14 mm"):
        assert words in pathology
    for words in ("ER 8/8, PR 7/8, HER2 negative (1+), Ki-67 12%", "cT1c cN0 cM0, stage IA", "six weeks"):
        assert words in letter
    assert "14 x 11 x 12 mm" in photo
    assert "BI-RADS category 5" in photo
    for page in (pathology, letter, photo, truth["blood-tests"][0]):
        assert "1965" in page


def test_the_numbers_of_the_blood_count_agree_with_each_other(truth):
    rows = [line.split() for line in truth["blood-tests"][0].splitlines()]

    def value(*name):
        return next(float(row[len(name)]) for row in rows if tuple(row[: len(name)]) == name)

    red, hemoglobin, hematocrit = value("Red", "blood", "cells"), value("Hemoglobin"), value("Hematocrit")
    assert value("MCV") == pytest.approx(hematocrit / red * 10, abs=0.1)
    assert value("MCH") == pytest.approx(hemoglobin / red * 10, abs=0.1)
    # CKD-EPI 2021 for a woman of 61 with this creatinine (Inker et al., NEJM 2021)
    egfr = 142 * (value("Creatinine") / 0.7) ** -1.2 * 0.9938**61 * 1.012
    assert int(next(row[3] for row in rows if row[:1] == ["eGFR"])) == round(egfr)


def test_drawing_twice_gives_the_same_bytes(made):
    assert make_sample_reports.reports() == made


def test_the_reports_in_the_repository_are_those_that_the_script_draws(made, samples, truth):
    assert set(made) == set(LIMITS)
    for name, (whole, words) in made.items():
        assert words.split("\f") == truth[name.rsplit(".", 1)[0]], name
        kept = pictures(name, (samples / name).read_bytes())
        drawn = pictures(name, whole)
        for ours, theirs in zip(kept, drawn, strict=True):
            # other builds of the picture libraries round differently by a shade or two
            assert np.abs(ours - theirs).mean() < 2, f"{name}: please run packaging/make_sample_reports.py"


def test_writing_puts_reports_and_truth_in_their_folders(tmp_path, made):
    make_sample_reports.write(made, tmp_path / "samples", tmp_path / "truth")
    assert {file.name for file in (tmp_path / "samples").iterdir()} == set(LIMITS)
    assert (tmp_path / "truth" / "blood-tests.txt").read_text(encoding="utf-8") == made[LAB][1]


def test_truth_reads_lines_from_left_to_right_and_pages_in_order():
    sheet = Sheet("Try")
    plain = Style()
    sheet.text(300, 50.5, "right", plain)
    sheet.text(50, 50, "left", plain)
    sheet.turn_page()
    sheet.paragraph(50, 50, 60, "one two three four", plain)
    assert sheet.truth() == "left right\n\fone two\nthree four\n"
    first, second = text_layer(sheet.pdf())
    assert sorted(first.split()) == ["left", "right"]
    assert second.split() == ["one", "two", "three", "four"]


def test_a_hidden_date_is_black_and_has_no_text():
    sheet = Sheet("Try")
    sheet.hidden_date(100, 100)
    whole = sheet.pdf()
    assert text_layer(whole) == [""]
    (page,) = pictures("try.pdf", whole)
    assert page[46:50, 55:75].max() < 40
