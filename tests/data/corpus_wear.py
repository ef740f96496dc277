"""What scanners, fax machines, copiers and telephones make of a clean page; the same in every run."""

import io

import cv2
import numpy as np
import pypdfium2
from PIL import Image

DPI = 300
FAX_FINE, FAX_PLAIN = (204, 196), (204, 98)
"""Dots an inch across and lines an inch down (ITU-T T.4, standard and optional higher resolution)."""


def drawn(pdf, dpi=DPI):
    """The page of a PDF in shades of grey."""
    with pypdfium2.PdfDocument(pdf) as document:
        return np.asarray(document[0].render(scale=dpi / 72).to_pil().convert("L"))


def saved(pixels, kind, **options):
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, kind, **options)
    return out.getvalue()


def resized(grey, scale_x, scale_y=None):
    high, wide = grey.shape[:2]
    size = (round(wide * scale_x), round(high * (scale_y or scale_x)))
    return cv2.resize(grey, size, interpolation=cv2.INTER_AREA)


def clouds(dice, shape, patches):
    """Soft noise between -1 and 1."""
    rough = dice.uniform(-1, 1, (patches + 1, patches + 1)).astype(np.float32)
    return cv2.resize(rough, shape[::-1], interpolation=cv2.INTER_CUBIC)


def turned(grey, degrees, paper=255):
    high, wide = grey.shape[:2]
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1.0)
    return cv2.warpAffine(grey, turn, (wide, high), flags=cv2.INTER_CUBIC, borderValue=paper)


def clipped(pixels):
    return np.clip(pixels, 0, 255).astype(np.uint8)


def scanned(grey, dice, dpi):
    """A good office scanner: a little soft, paper not quite white, faint grain."""
    page = cv2.GaussianBlur(resized(grey, dpi / DPI), (0, 0), 0.4 + dpi / 1000).astype(np.float32)
    return clipped(
        18 + page * (228 / 255) + 3 * clouds(dice, page.shape, 5) + dice.normal(0, 2.0, page.shape)
    )


def clean(dpi):
    return lambda grey, dice: (saved(scanned(grey, dice, dpi), "PNG", dpi=(dpi, dpi)), "png")


def skewed(grey, dice):
    """Laid on the glass aslant."""
    angle = float(dice.uniform(1.0, 2.5)) * (1 if dice.random() < 0.5 else -1)
    return saved(scanned(turned(grey, angle), dice, 200), "JPEG", quality=75, dpi=(200, 200)), "jpeg"


def squeezed(grey, dice):
    """Small and squeezed by JPEG."""
    return saved(scanned(grey, dice, 150), "JPEG", quality=40, dpi=(150, 150)), "jpeg"


def faxed(dpi):
    """One bit a dot, ragged letters, a few lines that were lost, specks."""

    def wear(grey, dice):
        page = resized(turned(grey, float(dice.uniform(-0.6, 0.6))), dpi[0] / DPI, dpi[1] / DPI)
        page = cv2.GaussianBlur(page, (0, 0), 0.6).astype(np.float32)
        page += dice.normal(0, 18, page.shape) + 10 * clouds(dice, page.shape, 6)
        ink = page < 150
        ink |= dice.random(ink.shape) < 0.0002
        for down in dice.integers(1, ink.shape[0], 2):
            ink[down] = np.roll(ink[down - 1], 2)
        return saved(~ink, "TIFF", compression="group4", dpi=dpi), "tiff"

    return wear


def photocopied(grey, dice):
    """A copy of a copy: letters eaten and fat by turns, specks, the dark edge of the book, then scanned."""
    page = resized(turned(grey, float(dice.uniform(-0.8, 0.8))), 200 / DPI).astype(np.float32)
    for _ in range(2):
        page = cv2.GaussianBlur(page, (0, 0), 0.85)
        page += dice.normal(0, 14, page.shape) + 22 * clouds(dice, page.shape, 7)
        page = 255 / (1 + np.exp(-(page - 172) / 12))
    specks = (dice.random(page.shape) < 0.0006).astype(np.uint8)
    page -= 210.0 * cv2.dilate(specks, np.ones((2, 2), np.uint8))
    edge = np.minimum(np.arange(page.shape[1]), 90) / 90.0
    page -= 190 * (1 - edge)[None, :] ** 2
    return saved(clipped(12 + page * 0.93), "JPEG", quality=70, dpi=(200, 200)), "jpeg"


def photographed(grey, dice):
    """By telephone over the table: perspective, a lamp on one side, the shadow of a hand, not quite sharp."""
    wide, high = 2250, 3000
    page = cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)
    corner = [(0, 0), (page.shape[1], 0), (page.shape[1], page.shape[0]), (0, page.shape[0])]
    goal = [(110, 100), (wide - 110, 100), (wide - 110, high - 100), (110, high - 100)]
    moved = np.float32(goal) + dice.uniform(-70, 70, (4, 2)).astype(np.float32)
    warp = cv2.getPerspectiveTransform(np.float32(corner), moved)
    table = np.float32([70, 105, 140]) * (1 + 0.1 * clouds(dice, (high, wide), 12))[:, :, None]
    laid = cv2.warpPerspective(page, warp, (wide, high), flags=cv2.INTER_AREA).astype(np.float32)
    cover = cv2.warpPerspective(np.ones(page.shape[:2], np.float32), warp, (wide, high))[:, :, None]
    scene = table * (1 - cover) + (14 + 0.88 * laid * np.float32([0.93, 0.97, 1.0])) * cover
    x, y = np.linspace(0, 1, wide)[None, :], np.linspace(0, 1, high)[:, None]
    lamp = 1.05 - 0.35 * x - 0.2 * y
    hand = 1 - 0.25 / (1 + np.exp(-(x * 0.8 + y * 1.2 - 1.35) * 18))
    scene = cv2.GaussianBlur(scene * (lamp * hand)[:, :, None], (0, 0), 1.1)
    scene += dice.normal(0, 3.5, scene.shape)
    return saved(clipped(scene)[:, :, ::-1], "JPEG", quality=82), "jpeg"


WEARS = {
    "clean 300 dpi": clean(300),
    "clean 200 dpi": clean(200),
    "clean 150 dpi": clean(150),
    "skewed": skewed,
    "JPEG 40, 150 dpi": squeezed,
    "fax 204x196": faxed(FAX_FINE),
    "fax 204x98": faxed(FAX_PLAIN),
    "photocopy": photocopied,
    "photo": photographed,
}
