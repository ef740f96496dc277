"""What the tests of the pictures share: a ruler for words, things at random, and who stands on whom."""

from hypothesis import strategies as st

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.paper.picture import Box, Disc, Line, Path, Room, Words
from secondop_desktop.paper.results_data import Value
from secondop_desktop.paper.timeline_data import KINDS, Entry

LETTERS = st.characters(codec="utf-8", categories=("L", "M", "N", "P", "Zs"))
NAMES = st.one_of(
    st.sampled_from(
        ["Radiation", "Nguyễn Thị Hạnh", "fever", "ما هي خياراتي", "Knochendichtemessung-und-mehr"]
    ),
    st.text(LETTERS, min_size=1, max_size=200).filter(str.strip),
)


def ruler(text, size, bold):
    """How wide words are where every letter is as wide as the others."""
    return len(text) * size * (0.62 if bold else 0.55)


def room(width=450.0, size=11.0, height=0.0):
    return Room(width, size, ruler, height)


@st.composite
def partial_dates(draw, first=1986, last=2027):
    year = draw(st.integers(first, last))
    month = draw(st.integers(0, 12))
    return PartialDate(year, month, draw(st.integers(0, 28)) if month else 0)


@st.composite
def entries(draw, most=40):
    made = []
    for number in range(draw(st.integers(0, most))):
        dates = st.none() | partial_dates()
        made.append(
            Entry(
                f"treatment:{number}",
                draw(st.sampled_from(KINDS)),
                draw(NAMES),
                draw(dates),
                draw(dates),
                going_on=draw(st.booleans()),
                planned=draw(st.booleans()),
                note=draw(st.sampled_from(["", "stopped early"])),
            )
        )
    return tuple(made)


@st.composite
def values(draw, most=30):
    made = []
    for number in range(draw(st.integers(1, most))):
        figure = draw(st.floats(-50, 5000).map(lambda n: round(n, 2)))
        bound = draw(st.sampled_from(["", "", "", "<", ">"]))
        high = draw(st.sampled_from(["", "35", "100"]))
        known = draw(st.integers(0, 9)) > 0
        made.append(
            Value(
                f"result:{number}",
                f"{bound}{figure}" if known else "positive",
                figure if known else None,
                draw(st.none() | partial_dates(2015)),
                draw(st.sampled_from(["U/mL", "U/mL", "kU/L", ""])),
                bound if known else "",
                high=high,
                high_number=float(high) if high else None,
            )
        )
    return tuple(made)


def box_of(words, measure=ruler):
    """Where a line of words stands: left, top, right, bottom."""
    wide = measure(words.text, words.size, words.bold)
    left = {"start": words.x, "middle": words.x - wide / 2, "end": words.x - wide}[words.anchor]
    return left, words.y - 0.75 * words.size, left + wide, words.y + 0.2 * words.size


def collisions(picture, measure=ruler):
    """Pairs of lines of words that stand on each other."""
    boxes = [(shape.text, box_of(shape, measure)) for shape in picture.shapes if isinstance(shape, Words)]
    found = []
    for number, (text, one) in enumerate(boxes):
        for other_text, other in boxes[number + 1 :]:
            apart = one[2] <= other[0] + 0.01 or other[2] <= one[0] + 0.01
            if not apart and one[1] < other[3] and other[1] < one[3]:
                found.append((text, other_text))
    return found


def edges(shape, measure=ruler):
    """The outermost points of a shape: left, top, right, bottom."""
    if isinstance(shape, Words):
        return box_of(shape, measure)
    if isinstance(shape, Line):
        return (
            min(shape.x1, shape.x2),
            min(shape.y1, shape.y2),
            max(shape.x1, shape.x2),
            max(shape.y1, shape.y2),
        )
    if isinstance(shape, Box):
        return shape.x, shape.y, shape.x + shape.width, shape.y + shape.height
    if isinstance(shape, Disc):
        r = shape.radius
        return shape.x - r, shape.y - r, shape.x + r, shape.y + r
    assert isinstance(shape, Path)
    xs, ys = [p[0] for p in shape.points], [p[1] for p in shape.points]
    return min(xs), min(ys), max(xs), max(ys)


def outside(picture, measure=ruler, spare=8.0):
    """Shapes that do not lie on the picture, but for a tip or a half mark at its edge."""
    found = []
    for shape in picture.shapes:
        left, top, right, bottom = edges(shape, measure)
        if left < -spare or top < -spare or right > picture.width + spare or bottom > picture.height + spare:
            found.append(shape)
    return found


def said(drawn):
    """All words of a drawing without blanks, those on it and those beside it."""
    texts = [text for picture in drawn.pictures for text in picture.texts()]
    return squeezed("".join([*texts, *drawn.told]))


def squeezed(text):
    return "".join(text.split())
