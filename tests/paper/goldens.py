"""Pictures of every sheet as it should look: `python -m tests.paper.goldens` draws them anew after a change.

Each is small and grey, all pages of one sheet below one another. Look at them before you keep them.
"""

import tempfile
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image

FOLDER = Path(__file__).with_name("golden")
DOTS = 50  # an inch
GREYS = 8
TILE = 16  # dots; smaller than a short word
MOST = 14.0
"""By so much of 255 a tile may differ on average. Other edges of letters make 5, a rule moved by a dot 25."""


def picture(pdf):
    """All pages of a PDF below one another, in a few greys."""
    with pypdfium2.PdfDocument(pdf) as document:
        document.init_forms()
        pages = []
        for page in document:
            pages.append(page.render(scale=DOTS / 72, grayscale=True, may_draw_forms=True).to_pil())
            page.close()
    whole = Image.new("L", (max(p.width for p in pages), sum(p.height for p in pages)), 255)
    top = 0
    for page in pages:
        whole.paste(page, (0, top))
        top += page.height
    step = 255 / (GREYS - 1)
    return whole.point([round(round(value / step) * step) for value in range(256)])


def place(name, look):
    """Where the picture of a sheet lies."""
    return FOLDER / f"{name}-{look}.png"


def keep(image, file):
    """Save a picture in as few bytes as it needs."""
    image.quantize(GREYS).save(file, optimize=True, bits=4)


def difference(image, file):
    """What tells a picture from the one that is kept; nothing when they agree."""
    if not file.exists():
        return f"{file.name} is not kept yet"
    kept = Image.open(file).convert("L")
    if kept.size != image.size:
        return f"{file.name}: {image.size} instead of {kept.size}, so it has other pages"
    ours, theirs = (np.asarray(one, dtype=np.int16) for one in (image, kept))
    worst, at = worst_tile(np.abs(ours - theirs))
    if worst <= MOST:
        return ""
    return f"{file.name}: differs by {worst:.0f} near {at[0]} dots from the left and {at[1]} from the top"


def worst_tile(differing):
    """The largest mean of a tile, tiles overlapping by half, and where it lies."""
    half = TILE // 2
    high, wide = (length // half * half for length in differing.shape)
    small = differing[:high, :wide].reshape(high // half, half, wide // half, half).mean(axis=(1, 3))
    tiles = (small[:-1, :-1] + small[1:, :-1] + small[:-1, 1:] + small[1:, 1:]) / 4
    row, column = np.unravel_index(tiles.argmax(), tiles.shape)
    return float(tiles[row, column]), (int(column) * half, int(row) * half)


def renew():
    """Draw all of them anew and forget those of sheets that are gone."""
    from tests.paper.every_sheet import EverySheet

    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        sheets = EverySheet(Path(folder) / "Sample case.secondop")
        wanted = set()
        for name in sheets.all_names():
            for look in sheets.looks(name):
                image, file = picture(sheets.pdf(name, look)), place(name, look)
                wanted.add(file)
                if difference(image, file):
                    keep(image, file)
        sheets.vault.close()
    for file in set(FOLDER.glob("*.png")) - wanted:
        file.unlink()


if __name__ == "__main__":
    renew()
