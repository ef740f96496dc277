"""Finds the sheet of paper in a photo: straight lines of light against dark, and the best four of them.

The lines are found in a small copy of the photo. Four lines make a sheet when there is an edge nearly all
along each side, the paper within is alike all round, and it is brighter than what lies beside it. A corner is
where two sides meet, so a finger on it does no harm. Runs in the parser only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Numbers = NDArray[np.float64]
Corners = tuple[tuple[float, float], ...]
"""Upper left, upper right, lower right, lower left, in fractions of the photo."""

WHOLE: Corners = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
SMALL_SIDE = 640
"""Pixels of the longer side of the copy in which lines are looked for."""
SURE = 0.50
"""A sheet with a lower mark than this is no sheet."""
SMALLEST = 0.12
"""The share of the photo that a sheet covers at least."""
MOST_LINES = 26
CLEAR = 7.0
"""How far paper and table differ, in the units of CIELAB as OpenCV has them, where an edge is a clear one."""
_STEPS = 48
"""Places on each side at which it is looked whether there is an edge."""


@dataclass(frozen=True)
class _Line:
    """A straight line as a unit normal and a distance, and how many pixels of edges lie on it."""

    normal: tuple[float, float]
    distance: float
    strength: float


def find_page(rgb: Pixels) -> Corners | None:
    """The corners of the sheet in an upright photo (height x width x 3), None when there is none."""
    scale = SMALL_SIDE / max(rgb.shape[:2])
    small = cv2.resize(rgb, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else rgb
    height, width = small.shape[:2]
    light = cv2.cvtColor(np.asarray(small, np.uint8), cv2.COLOR_RGB2LAB).astype(np.float64)
    lines = _lines(light)
    quads = np.array(list(_quads(lines, width, height)))
    if not len(quads):
        return None
    marks = _marks(quads, light)
    best = int(np.argmax(marks))
    if marks[best] < SURE:
        return None
    return in_order((quads[best] + 0.5) / (width, height))


def in_order(corners: Numbers) -> Corners:
    """Four corners as upper left, upper right, lower right, lower left."""
    middle = corners.mean(axis=0)
    angles = np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0])
    round_about = corners[np.argsort(angles)]
    first = int(np.argmin(round_about.sum(axis=1)))
    return tuple((float(x), float(y)) for x, y in np.clip(np.roll(round_about, -first, axis=0), 0.0, 1.0))


def _lines(light: Numbers) -> list[_Line]:
    """The strongest straight lines of light and colour, also after what is written was wiped away."""
    detector = cv2.createLineSegmentDetector(0)
    planes = [np.clip(light[:, :, channel], 0, 255).astype(np.uint8) for channel in range(3)]
    planes.append(
        np.asarray(cv2.morphologyEx(planes[0], cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8)), np.uint8)
    )
    found: list[tuple[float, ...]] = []
    for plane in planes:
        lines = detector.detect(plane)[0]
        found += [] if lines is None else [tuple(map(float, one)) for one in lines.reshape(-1, 4)]
    return _joined(found, light.shape[1], light.shape[0])


def _joined(segments: list[tuple[float, ...]], width: int, height: int) -> list[_Line]:
    """Pieces that lie on one line count together; the longest first."""
    least = 0.04 * max(width, height)
    pieces = []
    for x0, y0, x1, y1 in segments:
        length = float(np.hypot(x1 - x0, y1 - y0))
        if length >= least:
            pieces.append((length, x0, y0, x1, y1))
    pieces.sort(reverse=True)
    lines: list[_Line] = []
    groups: list[list[tuple[float, ...]]] = []
    for piece in pieces[:400]:
        for group in groups:
            if _on_one_line(group[0], piece):
                group.append(piece)
                break
        else:
            groups.append([piece])
    for group in groups:
        lines.append(_fitted(group))
    lines.sort(key=lambda line: -line.strength)
    return lines[:MOST_LINES]


def _on_one_line(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    length, x0, y0, x1, y1 = one
    normal = (y0 - y1) / length, (x1 - x0) / length
    far = max(
        abs((x - x0) * normal[0] + (y - y0) * normal[1])
        for x, y in ((other[1], other[2]), (other[3], other[4]))
    )
    slope = abs((other[3] - other[1]) * normal[0] + (other[4] - other[2]) * normal[1]) / other[0]
    return far < 4.0 and slope < 0.06


def _fitted(group: list[tuple[float, ...]]) -> _Line:
    points = np.array([(x, y) for _, x0, y0, x1, y1 in group for x, y in ((x0, y0), (x1, y1))])
    weights = np.array([length for length, *_ in group for _ in range(2)])
    middle = np.average(points, axis=0, weights=weights)
    spread = (points - middle) * np.sqrt(weights)[:, None]
    direction = np.linalg.svd(spread)[2][0]
    normal = float(-direction[1]), float(direction[0])
    return _Line(normal, float(middle @ normal), float(weights.sum() / 2))


def _quads(lines: list[_Line], width: int, height: int) -> Iterator[Numbers]:
    """Every four lines of which two and two face each other."""
    pairs = [pair for pair in combinations(lines, 2) if _face(*pair, width, height)]
    for one, other in combinations(pairs, 2):
        if abs(_cosine(one[0], other[0])) > 0.6 or abs(_cosine(one[1], other[1])) > 0.6:
            continue
        corners = [_meet(one[0], other[0]), _meet(one[0], other[1])]
        corners += [_meet(one[1], other[1]), _meet(one[1], other[0])]
        quad = np.array(corners)
        if _may_be_a_sheet(quad, width, height):
            yield quad


def _cosine(one: _Line, other: _Line) -> float:
    return one.normal[0] * other.normal[0] + one.normal[1] * other.normal[1]


def _face(one: _Line, other: _Line, width: int, height: int) -> bool:
    """Whether two lines may be opposite sides: nearly parallel, and some way apart."""
    cosine = _cosine(one, other)
    if abs(cosine) < 0.9:
        return False
    middle = np.array([width / 2, height / 2])
    here = float(middle @ one.normal) - one.distance
    there = (float(middle @ other.normal) - other.distance) * (1 if cosine > 0 else -1)
    return abs(here - there) > 0.2 * min(width, height)


def _meet(one: _Line, other: _Line) -> tuple[float, float]:
    (a, b), (c, d) = one.normal, other.normal
    det = a * d - b * c
    if abs(det) < 1e-6:
        return np.inf, np.inf
    return (one.distance * d - other.distance * b) / det, (other.distance * a - one.distance * c) / det


def _may_be_a_sheet(quad: Numbers, width: int, height: int) -> bool:
    over = 0.04 * max(width, height)
    if not np.isfinite(quad).all() or quad.min() < -over:
        return False
    if quad[:, 0].max() > width + over or quad[:, 1].max() > height + over:
        return False
    sides = np.roll(quad, -1, axis=0) - quad
    turns = sides[:, 0] * np.roll(sides[:, 1], -1) - sides[:, 1] * np.roll(sides[:, 0], -1)
    if not (np.all(turns > 0) or np.all(turns < 0)):
        return False
    lengths = np.linalg.norm(sides, axis=1)
    area = abs(cv2.contourArea(quad.astype(np.float32)))
    if area < SMALLEST * width * height or lengths.max() > 2.4 * lengths.min():
        return False
    corners = np.abs(turns) / (lengths * np.roll(lengths, -1))
    return bool(corners.min() > 0.72)


def _marks(quads: Numbers, light: Numbers) -> Numbers:
    """How much each of the four lines (n x 4 x 2) looks like a sheet, about 0 to 1."""
    height, width = light.shape[:2]
    smooth = np.asarray(cv2.GaussianBlur(light, (0, 0), 1.0), np.float64)
    areas = np.abs(_areas(quads)) / (width * height)
    inner, outer = _along(quads, smooth, 3.0), _along(quads, smooth, -3.0)
    deep, far = _along(quads, smooth, 7.0), _along(quads, smooth, -7.0)
    step = np.maximum(_differ(inner, outer), _differ(deep, far))
    edge = np.clip(step / CLEAR, 0, 1)
    sides = edge.mean(axis=2)
    brighter = (inner[..., 0] - outer[..., 0] > 0).mean(axis=(1, 2))
    # The paper along the four sides is alike, but for the light, which changes slowly.
    shades = np.median(deep, axis=2)
    colour = np.linalg.norm(shades[..., 1:] - shades[..., 1:].mean(axis=1, keepdims=True), axis=2).max(axis=1)
    rough = np.abs(np.diff(deep[..., 0], axis=2))
    calm = np.clip(1.25 - np.median(rough, axis=2).mean(axis=1) / 12, 0, 1)
    alike = np.clip(1.3 - colour / 18, 0, 1)
    mean, least = sides.mean(axis=1), sides.min(axis=1)
    mark = (0.65 * mean + 0.35 * least) * alike * calm
    return np.asarray(mark * (0.72 + 0.28 * brighter) * (0.80 + 0.35 * np.sqrt(areas)))


def _differ(one: Numbers, other: Numbers) -> Numbers:
    """How far two shades are apart; colour counts as much as light."""
    return np.asarray(np.linalg.norm(one - other, axis=-1))


def _areas(quads: Numbers) -> Numbers:
    x, y = quads[..., 0], quads[..., 1]
    return np.asarray((x * np.roll(y, -1, axis=1) - y * np.roll(x, -1, axis=1)).sum(axis=1) / 2)


def _along(quads: Numbers, light: Numbers, inwards: float) -> Numbers:
    """The shades along each side, so many pixels within the sheet (n x 4 x steps x 3)."""
    share = np.linspace(0.04, 0.96, _STEPS)[None, None, :, None]
    start, end = quads[:, :, None, :], np.roll(quads, -1, axis=1)[:, :, None, :]
    places = start + (end - start) * share
    sides = (end - start)[:, :, 0, :]
    normals = np.stack([-sides[..., 1], sides[..., 0]], axis=2)
    normals /= np.maximum(1e-6, np.linalg.norm(normals, axis=2, keepdims=True))
    round_about = np.sign(_areas(quads))[:, None, None]
    places = places + (normals * round_about * inwards)[:, :, None, :]
    height, width = light.shape[:2]
    x = np.clip(np.rint(places[..., 0]), 0, width - 1).astype(np.intp)
    y = np.clip(np.rint(places[..., 1]), 0, height - 1).astype(np.intp)
    return np.asarray(light[y, x])
