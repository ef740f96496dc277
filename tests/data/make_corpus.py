"""Makes the pages that reading is measured with: made-up reports, typeset, worn, and what stands on them.

Nothing is kept in the repository: seeds and templates make the same pages everywhere. Run it with a folder to
look at them: `python tests/data/make_corpus.py build/corpus`.
"""

import random
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np

from tests.data import corpus_english, corpus_spanish, corpus_tables
from tests.data.corpus_wear import WEARS, drawn

LAYOUTS = {**corpus_english.LAYOUTS, **corpus_tables.LAYOUTS, **corpus_spanish.LAYOUTS}
SPANISH = tuple(corpus_spanish.LAYOUTS)


@dataclass(frozen=True)
class Sample:
    """One worn page as a file, and its truth."""

    layout: str
    wear: str
    file: bytes
    kind: str
    truth: str

    @property
    def name(self):
        return f"{self.layout}, {self.wear}".replace(" ", "_").replace(",", "")


def typeset(layout, seed=0):
    """A report as a PDF, and what stands on it; the same for the same seed."""
    return LAYOUTS[layout](random.Random(f"{layout} {seed}"))  # noqa: S311 - nothing secret


def sample(layout, wear, seed=0):
    """One page of the corpus."""
    pdf, truth = typeset(layout, seed)
    dice = np.random.default_rng(zlib.crc32(f"{layout} {wear} {seed}".encode()))
    file, kind = WEARS[wear](drawn(pdf), dice)
    return Sample(layout, wear, file, kind, truth)


def everything():
    """All layouts in all conditions, each page with figures of its own."""
    for number, wear in enumerate(WEARS):
        for layout in LAYOUTS:
            yield sample(layout, wear, number)


def a_few():
    """A page of each condition, no layout twice."""
    for number, (wear, layout) in enumerate(zip(WEARS, LAYOUTS, strict=False)):
        yield sample(layout, wear, number)


def main(folder):
    """Write all pages and their truths into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for page in everything():
        (folder / f"{page.name}.{page.kind}").write_bytes(page.file)
        (folder / f"{page.name}.txt").write_text(page.truth, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
