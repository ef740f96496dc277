"""Make the scanned reports of the sample case, always the same bytes; run it with no argument."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from sample_reports import imaging, lab, letter, pathology, wear
from sample_reports.sheet import ROOT, Sheet

SAMPLES = ROOT / "resources" / "samples" / "en"
TRUTH = ROOT / "tests" / "samples" / "truth"
FAX_HEADER = "ALDER CREEK BREAST CLINIC   FAX 555-0143        16:42        TO 555-0127        P. {page}/2"

STAMP = ("RECEIVED", "MEDICAL RECORDS")


def reports() -> dict[str, tuple[bytes, str]]:
    """Each file's name with its bytes and the truth of what stands on its pages (form feed between pages)."""
    made = (_pathology(), _imaging(), _lab(), _letter())
    return {name: (whole, sheet.truth()) for name, whole, sheet in made}


def _pathology() -> tuple[str, bytes, Sheet]:
    sheet = pathology.draw()
    first, second = wear.pages_of(sheet.pdf(), wear.SCAN_DPI)
    received = wear.stamp(first.convert("L"), STAMP, (1420, 250), 5)
    sheet.written[0] += [(87, 460, STAMP[0]), (106, 460, STAMP[1])]
    pages = [wear.scanned(received, seed=101, skew=0.7), wear.scanned(second, seed=102, skew=-0.35)]
    return "pathology-report-scan.pdf", wear.scan_pdf(pages, quality=38), sheet


def _imaging() -> tuple[str, bytes, Sheet]:
    sheet = imaging.draw()
    page = wear.pages_of(sheet.pdf(), 176)[0]
    return "mammogram-report-photo.jpg", wear.photographed(page, seed=201, quality=58), sheet


def _lab() -> tuple[str, bytes, Sheet]:
    sheet = lab.draw()
    return "blood-tests.pdf", sheet.pdf(), sheet


def _letter() -> tuple[str, bytes, Sheet]:
    sheet = letter.draw()
    clean = wear.pages_of(sheet.pdf(), wear.FAX_DPI[0])
    pages = [
        wear.faxed(page, seed=300 + number, header=FAX_HEADER.format(page=number), skew=-0.4 * number)
        for number, page in enumerate(clean, 1)
    ]
    for number, written in enumerate(sheet.written, 1):
        written.append((10, 20, FAX_HEADER.format(page=number)))
    return "first-opinion-letter-fax.tif", wear.fax_tiff(pages), sheet


def write(made: Mapping[str, tuple[bytes, str]], samples: Path, truth: Path) -> None:
    """Write the reports into `samples` and what stands on them, as text, into `truth`."""
    for folder in (samples, truth):
        folder.mkdir(parents=True, exist_ok=True)
    for name, (whole, words) in made.items():
        (samples / name).write_bytes(whole)
        (truth / Path(name).with_suffix(".txt")).write_text(words, encoding="utf-8")


def main() -> None:
    """Write all reports, by default to their places in this repository."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=Path, default=SAMPLES)
    parser.add_argument("--truth", type=Path, default=TRUTH)
    chosen = parser.parse_args()
    write(reports(), chosen.samples, chosen.truth)


if __name__ == "__main__":
    main()
