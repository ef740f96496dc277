"""Where a page lies on a sheet of the packet: boxes, turns and scales as one matrix of PDF."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

Matrix = tuple[float, float, float, float, float, float]
"""a b c d e f of ISO 32000-1, 8.3.3: x' = a x + c y + e, y' = b x + d y + f."""
UPRIGHT: Matrix = (1, 0, 0, 1, 0, 0)
_UNIT: dict[int, Matrix] = {
    1: UPRIGHT,
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}
"""What the values of the tag "Orientation" of a photo ask for, on the unit square."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a page is as it stands upright in its file, in points; `whole` says whether it can be shown.

    `picture` is set for a page that is only a picture.
    """

    width: float
    height: float
    whole: bool = True
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Painted:
    """A page as an object that a sheet can paint, and the matrix that stands it upright at (0, 0)."""

    drawn: Any
    matrix: Matrix


class Paper(Protocol):
    """A record that was opened: its pages, and each of them painted into a packet."""

    shapes: list[Shape]

    def painted(self, packet: Any, place: int) -> Painted:  # noqa: ANN401 - a pikepdf.Pdf, not loaded yet
        """Page `place` (from 0), copied into the packet."""


def times(first: Matrix, then: Matrix) -> Matrix:
    """One matrix that does `first`, then the other."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def stood_up(box: tuple[float, float, float, float], turn: int) -> Matrix:
    """Bring a box (left, lower, right, upper), turned clockwise by quarters, to the corner at (0, 0)."""
    x0, y0, x1, y1 = box
    return {
        90: (0.0, -1.0, 1.0, 0.0, -y0, x1),
        180: (-1.0, 0.0, 0.0, -1.0, x1, y1),
        270: (0.0, 1.0, -1.0, 0.0, y1, -x0),
    }.get(turn % 360, (1.0, 0.0, 0.0, 1.0, -x0, -y0))


def of_picture(width: float, height: float, orientation: int = 1) -> Matrix:
    """The unit square, in which PDF paints a picture, as wide and high as the page stands."""
    return times(_UNIT.get(orientation, UPRIGHT), (width, 0, 0, height, 0, 0))


def fitted(
    width: float, height: float, turn: int, room: tuple[float, float, float, float]
) -> tuple[Matrix, float]:
    """Turn a page of that size by hand and put it in the middle of `room`, made smaller where it must be.

    It is never enlarged. Also says the scale.
    """
    left, lower, right, upper = room
    across, down = (height, width) if turn % 180 else (width, height)
    scale = min(1.0, (right - left) / across, (upper - lower) / down)
    matrix = times(stood_up((0, 0, width, height), turn), (scale, 0, 0, scale, 0, 0))
    x = left + (right - left - across * scale) / 2
    y = lower + (upper - lower - down * scale) / 2
    return times(matrix, (1, 0, 0, 1, x, y)), scale


def said(matrix: Matrix) -> str:
    """A matrix as PDF source."""
    return " ".join(f"{number:.5f}".rstrip("0").rstrip(".") or "0" for number in matrix)
