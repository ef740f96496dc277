"""How exactly the page is found in photos with known corners, and what straightening does for reading."""

import numpy as np
import pytest

from secondop_desktop.reading.page_finder import find_page
from secondop_desktop.reading.pages import read_page
from secondop_desktop.reading.photo_pack import AS_TAKEN, KIND, PAPER, WHOLE, Shot, packed
from secondop_desktop.reading.photo_reader import PhotoReader
from secondop_desktop.reading.reader import Eyes
from tests.benchmarks.measure import SHORT, share, timed
from tests.data.corpus_score import Score, score
from tests.data.corpus_wear import drawn
from tests.data.make_corpus import LAYOUTS, typeset
from tests.reading.photo_scenes import TABLES, TROUBLES, bare_table, errors, jpeg, scene

GOAL, WORST = 0.005, 0.02
"""How far a corner may be off, of the page's longer side: in the middle, and in nineteen of twenty photos."""
EACH = 1 if SHORT else 6
LARGE = (3200, 2400)
READ = 1 if SHORT else 6


def pages():
    """A page of each layout as pixels at 200 dpi, with its truth."""
    for layout in LAYOUTS:
        pdf, truth = typeset(layout)
        yield np.repeat(drawn(pdf, 200)[:, :, None], 3, axis=2), truth


@pytest.fixture(scope="module")
def sheets():
    return list(pages())


def test_where_the_corners_are(table, sheets):
    off, missed, seconds = {}, 0, []
    for number, (kind, trouble) in enumerate((a, b) for a in TABLES for b in TROUBLES):
        for seed in range(EACH):
            seen = scene(sheets[(number + seed) % len(sheets)][0], 31 * number + seed, kind, trouble)
            found = []
            seconds.append(timed(lambda seen=seen, found=found: found.append(find_page(seen.rgb))))
            missed += found[0] is None
            far = errors(found[0] or WHOLE, seen)
            off.setdefault(kind, []).extend(far)
            off.setdefault(trouble, []).extend(far)
    everywhere = [far for name in TABLES for far in off[name]]
    rows = [["corners, off by a share of the page", "photos", "median", "p95", "worst"]]
    for name, far in (*off.items(), ("all", everywhere)):
        rows.append([name, str(len(far) // 4), *(f"{share(far, part):.2%}" for part in (0.5, 0.95, 1.0))])
    alone = [find_page(bare_table(seed, kind)) for seed in range(EACH) for kind in TABLES]
    others = {
        "no page found where there is one": str(missed),
        "a page found where there is none": f"{sum(a is not None for a in alone)} of {len(alone)}",
        "seconds for one photo": f"{share(seconds, 0.5):.2f}",
    }
    rows += [[name, said, "", "", ""] for name, said in others.items()]
    table.tell(rows)
    assert share(everywhere, 0.5) <= GOAL
    assert share(everywhere, 0.95) <= WORST


def test_what_straightening_does_for_reading(table, sheets):
    sums = {"whole photo as taken": Score(), "straightened": Score(), "straightened and lit": Score()}
    with PhotoReader() as reader, Eyes() as eyes:
        for number, (sheet, truth) in enumerate(sheets[:READ]):
            trouble = TROUBLES[(number + 1) % len(TROUBLES)]
            seen = scene(sheet, 5 + number, TABLES[number % len(TABLES)], trouble, size=LARGE)
            content = jpeg(seen.rgb)
            corners = reader.look(Shot(content, "jpeg")).corners
            shots = (
                Shot(content, "jpeg", WHOLE, 0, AS_TAKEN),
                Shot(content, "jpeg", corners, 0, AS_TAKEN),
                Shot(content, "jpeg", corners, 0, PAPER),
            )
            for name, shot in zip(sums, shots, strict=True):
                reader.open(packed([shot]), KIND)
                sums[name] += score(truth, read_page(reader, eyes, 1).text)
    rows = [["reading photos", "pages", "letters wrong", "numbers found", "wrong numbers a page"]]
    for name, total in sums.items():
        rows.append(
            [name, str(total.pages), f"{total.error:.2%}", f"{total.found:.1%}", f"{total.wrong_numbers:.2f}"]
        )
    table.tell(rows)
    assert sums["straightened and lit"].error <= sums["whole photo as taken"].error + 0.01
