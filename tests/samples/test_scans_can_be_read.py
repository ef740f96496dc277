"""Worn as they are, the scanned reports stay readable: to the eye, and to the reader that the app uses."""

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageSequence

SCANS = ("pathology-report-scan.pdf", "mammogram-report-photo.jpg", "first-opinion-letter-fax.tif")
MOST_WRONG = 0.02
"""Share of characters that may be read wrongly on a page."""


@pytest.fixture(scope="module")
def engine():
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "error",
            "Rec.rec_batch_num": 1,
            "EngineConfig.onnxruntime.intra_op_num_threads": 2,
        }
    )


def pages_of(file):
    if file.suffix == ".pdf":
        with pypdfium2.PdfDocument(file) as document:
            return [np.asarray(page.render(scale=200 / 72).to_pil().convert("RGB")) for page in document]
    with Image.open(file) as picture:
        return [np.asarray(frame.convert("RGB")) for frame in ImageSequence.Iterator(picture)]


def read(engine, page):
    """The lines of a page from top to bottom, the tilt of the paper taken out."""
    found = engine(page[:, :, ::-1])
    boxes = [np.asarray(box) for box in found.boxes]
    long = [box for box in boxes if box[1][0] - box[0][0] > 200]
    tilt = np.median([(box[1][1] - box[0][1]) / (box[1][0] - box[0][0]) for box in long])
    rows = []
    for box, words in zip(boxes, found.txts, strict=True):
        x, y = box.mean(axis=0)
        rows.append((y - tilt * x, x, np.ptp(box[:, 1]) - abs(tilt) * np.ptp(box[:, 0]), words))
    lines = []
    for y, x, high, words in sorted(rows):
        if lines and abs(y - np.mean([row[0] for row in lines[-1]])) < 0.55 * high:
            lines[-1].append((y, x, words))
        else:
            lines.append([(y, x, words)])
    return "".join("".join(row[2] for row in sorted(line, key=lambda row: row[1])) for line in lines)


def error_rate(truth, got):
    """Edits from `got` to `truth` for each character of the truth, spaces aside (Levenshtein)."""
    truth, got = ("".join(text.split()) for text in (truth, got))
    letters = np.array([ord(letter) for letter in got])
    across = np.arange(len(got) + 1)
    row = across.copy()
    for number, letter in enumerate(truth, 1):
        best = np.minimum(row[:-1] + (letters != ord(letter)), row[1:] + 1)
        row = np.minimum.accumulate(np.concatenate(([number], best)) - across) + across
    return row[-1] / len(truth)


def test_the_error_rate_counts_edits():
    assert error_rate("kitten", "sitting") == pytest.approx(3 / 6)
    assert error_rate("grade 2", "grade2") == 0
    assert error_rate("grade 2", "") == 1


@pytest.mark.slow
@pytest.mark.parametrize("name", SCANS)
def test_a_reader_gets_the_words_of_every_page(name, engine, samples, truth):
    pages = pages_of(samples / name)
    wanted = truth[name.rsplit(".", 1)[0]]
    rates = [round(error_rate(text, read(engine, page)), 4) for text, page in zip(wanted, pages, strict=True)]
    assert max(rates) < MOST_WRONG, rates


@pytest.mark.slow
def test_a_reader_finds_the_word_to_search_for(story, engine, samples):
    page = pages_of(samples / story["search_file"])[story["search_page"] - 1]
    assert story["search_word"] in read(engine, page)
