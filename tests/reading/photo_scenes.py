"""Photos of typeset pages made on the spot: a page on a table, with corners that are known to the pixel."""

import random
from dataclasses import dataclass

import cv2
import numpy as np

from secondop_desktop.base.paths import resources

WIDE, HIGH = 1600, 1200
WORDS = ("invasive", "ductal", "grade", "tumour", "margins", "clear", "receptor", "biopsy", "node", "mm")
TABLES = ("dark wood", "bright table", "clutter", "grey cloth")
TROUBLES = ("none", "shadow", "finger", "low contrast", "dim", "slanted light")


@dataclass(frozen=True)
class Scene:
    """A photo in RGB, and the true corners in fractions of it: upper left, then clockwise."""

    rgb: np.ndarray
    corners: np.ndarray
    table: str
    trouble: str
    turn: float


def typeset(seed=0, width=1240, height=1754):
    """A report as we would print it: a frame, lines of words and numbers, a box."""
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.truetype(str(resources() / "fonts" / "NotoSans-Regular.ttf"), round(width / 63))
    chance = random.Random(seed)  # noqa: S311 - as below
    sheet = Image.new("RGB", (width, height), "white")
    draw, unit = ImageDraw.Draw(sheet), width / 1240
    draw.rectangle([round(side * unit) for side in (80, 70, 1160, 160)], outline="black", width=3)
    for place, line in enumerate(lines_of(seed)):
        top = (200 + 38 * place) * unit
        draw.text((90 * unit, top), line, fill=(30, 30, 30), font=font)
    box = [round(side * unit) for side in (80, 1380, 1160, 1540)]
    draw.rectangle(box, outline="black", width=2)
    draw.text((100 * unit, 1420 * unit), f"Ki-67 {chance.randint(1, 99)} %", fill=(60, 60, 60), font=font)
    return np.asarray(sheet)


def lines_of(seed=0):
    """What stands on a typeset page, line by line."""
    chance = random.Random(seed)  # noqa: S311 - as below
    return [" ".join(f"{chance.choice(WORDS)} {chance.randint(1, 999)}" for _ in range(5)) for _ in range(30)]


def scene(page, seed, table="dark wood", trouble="none", most_turn=25.0, size=(WIDE, HIGH)):
    """Photograph a page (RGB array) that lies on a table; the same seed gives the same photo."""
    chance = random.Random(seed)  # noqa: S311 - no secret, the same photo each time
    numbers = np.random.default_rng(seed)
    width, height = size
    ground = _table(table, width, height, chance, numbers)
    turn = chance.uniform(-most_turn, most_turn)
    corners = _corners(page, width, height, turn, chance)
    paper = page.astype(np.float32)
    if trouble == "low contrast":
        paper = paper * 0.86 + 20
    matrix = cv2.getPerspectiveTransform(_of_page(page), corners)
    lying = cv2.warpPerspective(paper, matrix, (width, height), flags=cv2.INTER_AREA)
    there = cv2.warpPerspective(
        np.full(page.shape[:2], 1.0, np.float32), matrix, (width, height), flags=cv2.INTER_LINEAR
    )
    soft = cv2.GaussianBlur(np.roll(there, (5, 4), (0, 1)), (0, 0), 6)
    lit = ground * (1 - 0.35 * soft[:, :, None])
    photo = lit * (1 - there[:, :, None]) + lying * there[:, :, None]
    photo = _light(photo, trouble, chance)
    if trouble == "finger":
        photo = _finger(photo, corners[chance.randrange(4)], chance)
    photo = cv2.GaussianBlur(photo, (0, 0), 0.8) + numbers.normal(0, 3.0, photo.shape)
    rgb = np.clip(photo, 0, 255).astype(np.uint8)
    return Scene(rgb, corners / (width, height), table, trouble, turn)


def jpeg(rgb, quality=88, exif=b""):
    """A photo as a phone would keep it."""
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.fromarray(rgb).save(out, "JPEG", quality=quality, exif=exif)
    return out.getvalue()


def bare_table(seed=1, table="clutter"):
    """A photo without any page."""
    chance = random.Random(seed)  # noqa: S311 - as above
    numbers = np.random.default_rng(seed)
    ground = _table(table, WIDE, HIGH, chance, numbers)
    return np.clip(cv2.GaussianBlur(ground, (0, 0), 0.8), 0, 255).astype(np.uint8)


def errors(found, scene):
    """How far each corner is off, as a share of the page's longer side in the photo."""
    size = np.array(scene.rgb.shape[1::-1])
    true = scene.corners * size
    sides = np.linalg.norm(true - np.roll(true, -1, axis=0), axis=1)
    best = min(
        (np.linalg.norm(np.roll(np.asarray(found) * size, n, axis=0) - true, axis=1) for n in range(4)),
        key=np.max,
    )
    return best / sides.max()


def _of_page(page):
    height, width = page.shape[:2]
    return np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)


def _corners(page, width, height, turn, chance):
    """Where the corners come to lie: the sheet turned on the table, and the camera held at a slant."""
    half = np.array([page.shape[1], page.shape[0]]) / max(page.shape) / 2
    flat = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]]) * [*half, 0]
    slant = cv2.Rodrigues(np.radians([chance.uniform(-26, 26), chance.uniform(-26, 26), 0]))[0]
    spun = flat @ cv2.Rodrigues(np.radians([0.0, 0.0, turn]))[0].T @ slant.T
    focus = 1.15 * width  # about that of a phone
    shift = np.array([chance.uniform(-0.04, 0.04), chance.uniform(-0.03, 0.03)])
    for away in np.linspace(1.3, 4.0, 60):  # as near as all of it is on the photo
        there = spun + np.array([*shift, away])
        seen = there[:, :2] / there[:, 2:] * focus + (width / 2, height / 2)
        if seen.min() > 8 and (seen.max(axis=0) < (width - 9, height - 9)).all():
            return seen.astype(np.float32)
    raise AssertionError("the sheet has no place on the photo")


def _table(kind, width, height, chance, numbers):
    if kind == "bright table":
        colour = np.array([214, 208, 198], np.float32)
        return np.ones((height, width, 3), np.float32) * colour + _grain(width, height, numbers, 2.5)
    if kind == "grey cloth":
        colour = np.array([128, 132, 140], np.float32)
        return np.ones((height, width, 3), np.float32) * colour + _grain(width, height, numbers, 14)
    wood = np.ones((height, width, 3), np.float32) * np.array([126, 88, 58], np.float32)
    veins = cv2.GaussianBlur(numbers.normal(0, 1, (height, 1)).astype(np.float32), (0, 0), 3)
    wood += (veins / max(1e-6, veins.std()) * 9)[:, :, None] + _grain(width, height, numbers, 6)
    if kind == "clutter":
        for _ in range(14):
            _thing(wood, chance)
    return wood


def _grain(width, height, numbers, strength):
    small = numbers.normal(0, 1, (height // 3 + 1, width // 3 + 1)).astype(np.float32)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)[:, :, None] * strength


def _thing(ground, chance):
    """A pen, a book, a cup or another sheet that lies about."""
    height, width = ground.shape[:2]
    middle = (chance.uniform(0, width), chance.uniform(0, height))
    size = (chance.uniform(20, 420), chance.uniform(12, 260))
    box = cv2.boxPoints((middle, size, chance.uniform(0, 180))).astype(np.int32)
    colour = [chance.uniform(20, 235) for _ in range(3)]
    if chance.random() < 0.25:
        cv2.circle(ground, box[0].tolist(), int(chance.uniform(30, 110)), colour, -1, cv2.LINE_AA)
    else:
        cv2.fillPoly(ground, [box], colour, cv2.LINE_AA)


def _light(photo, trouble, chance):
    height, width = photo.shape[:2]
    down, across = np.mgrid[0:height, 0:width].astype(np.float32)
    if trouble == "dim":
        return photo * 0.42
    if trouble == "slanted light":
        angle = chance.uniform(0, 2 * np.pi)
        slope = (across / width - 0.5) * np.cos(angle) + (down / height - 0.5) * np.sin(angle)
        return photo * (0.78 + 0.6 * slope)[:, :, None]
    if trouble == "shadow":
        angle = chance.uniform(0, np.pi)
        edge = (across - width / 2) * np.cos(angle) + (down - height / 2) * np.sin(angle)
        dark = 1 / (1 + np.exp(edge / 18))
        return photo * (1 - 0.42 * dark)[:, :, None]
    return photo * 0.97


def _finger(photo, corner, chance):
    """A thumb that holds the sheet down at a corner."""
    skin = np.zeros(photo.shape[:2], np.float32)
    middle = np.array(photo.shape[1::-1]) / 2
    out = (corner - middle) / np.linalg.norm(corner - middle)
    tip = corner - out * 30
    cv2.line(skin, (tip - out * 5).astype(int).tolist(), (tip + out * 260).astype(int).tolist(), 1.0, 64)
    skin = cv2.GaussianBlur(skin, (0, 0), 3)[:, :, None]
    return photo * (1 - skin) + np.array([206, 152, 124], np.float32) * skin * chance.uniform(0.8, 1.0)
