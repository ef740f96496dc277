"""Reads the text in pixels with the models inside the rapidocr package. Runs in the OCR worker only.

The settings were measured on scans, faxes and photos of reports. The finder of lines sees the page small,
which is as good and needs half the memory; the reader of lines gets them as sharp as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import rapidocr
from numpy.typing import NDArray

from secondop_desktop.reading import errors
from secondop_desktop.reading.errors import Refused
from secondop_desktop.reading.layout import Piece, rows, text_of
from secondop_desktop.reading.pages import OCR, PageText, Picture, Word, letters
from secondop_desktop.reading.slips import mended
from secondop_desktop.reading.soften import softened
from secondop_desktop.reading.turns import as_it_lies
from secondop_desktop.reading.words import split_lines

Pixels = NDArray[np.uint8]

FINDER_SIDE = 1280
"""Pixels of the longer side of the page as the finder of lines sees it: with less it misses lone digits."""
SURE = 0.8
"""A page whose letters are read with less confidence than this is tried the other way round."""
VERY_SURE = 0.9
"""A page that is read with more confidence than this once it was turned stands upright; upside down: 0.7."""
_CLOCKWISE = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


class Ocr:
    """The loaded models; raises Refused when a page cannot be read."""

    def __init__(self) -> None:
        models = Path(rapidocr.__file__).parent / "models"
        settings = {
            "Global.use_cls": False,
            "Global.max_side_len": 20_000,
            "Global.log_level": "critical",
            "Rec.rec_batch_num": 1,
            "Det.limit_type": "max",
            "Det.limit_side_len": FINDER_SIDE,
            "EngineConfig.onnxruntime.intra_op_num_threads": 2,
            # Named files are only opened; a model that is looked for by its version may be downloaded.
            "Det.model_path": str(models / "PP-OCRv6_det_small.onnx"),
            "Rec.model_path": str(models / "PP-OCRv6_rec_small.onnx"),
        }
        self._engine: Any = rapidocr.RapidOCR(params=settings)

    def read(self, picture: Picture) -> PageText:
        """The text of a page, whichever way it lies; places are those of the picture as it was given."""
        pixels = np.frombuffer(picture.rgb, np.uint8).reshape(picture.height, picture.width, 3)[:, :, ::-1]
        pixels = softened(np.ascontiguousarray(pixels))
        best = first = self._seen(pixels, 0)
        for turn in _other_turns(first):
            turned = self._seen(_turned(pixels, turn), turn)
            best = max(best, turned, key=_worth)
            if turned.confidence > VERY_SURE and not turned.on_its_side:
                break
        return _page_text(best)

    def _seen(self, pixels: Pixels, turn: int) -> _Seen:
        try:
            found = self._engine(pixels)
        except (RuntimeError, ValueError, cv2.error) as error:
            raise Refused(errors.TOO_BIG if "alloc" in str(error) else errors.BROKEN_PAGE) from error
        lines = [] if found.boxes is None else list(zip(found.boxes, found.txts, found.scores, strict=True))
        return _Seen(pixels.shape[1], pixels.shape[0], lines, turn)


class _Seen:
    """What was read of a page that was turned by `turn` degrees clockwise."""

    def __init__(self, width: int, height: int, lines: Sequence[Any], turn: int) -> None:
        self.width, self.height, self.turn = width, height, turn
        self.pieces = [_piece(box, mended(str(text))) for box, text, _ in lines]
        weights = [len(piece.text) for piece in self.pieces]
        scores = [float(score) for _, _, score in lines]
        weighed = sum(score * weight for score, weight in zip(scores, weights, strict=True))
        self.confidence = weighed / sum(weights) if weights else 0.0
        upright = sum(
            w for p, w in zip(self.pieces, weights, strict=True) if p.y1 - p.y0 > 1.5 * (p.x1 - p.x0)
        )
        self.on_its_side = upright * 2 > sum(weights)


def _worth(seen: _Seen) -> float:
    """How much was read and how surely; lines that stand on end are read too, but in no good order."""
    order = 0.5 if seen.on_its_side else 1.0
    return order * seen.confidence**2 * sum(letters(piece.text) for piece in seen.pieces)


def _other_turns(seen: _Seen) -> tuple[int, ...]:
    """The turns under which a page might be read better than as it lies."""
    if seen.on_its_side:
        return (90, 270)
    return (180,) if seen.pieces and seen.confidence < SURE else ()


def _turned(pixels: Pixels, turn: int) -> Pixels:
    return np.asarray(cv2.rotate(np.ascontiguousarray(pixels), _CLOCKWISE[turn]), np.uint8)


def _piece(box: Any, text: str) -> Piece:  # noqa: ANN401 - an array of four corners
    """A line out of its corners, of which the first is the upper left one, then clockwise."""
    xs, ys = [float(corner[0]) for corner in box], [float(corner[1]) for corner in box]
    rise = (ys[1] + ys[2] - ys[0] - ys[3]) / 2
    return Piece(text, min(xs), min(ys), max(xs), max(ys), rise)


def _page_text(seen: _Seen) -> PageText:
    found = rows(seen.pieces)
    words = as_it_lies((_fraction(word, seen) for word in split_lines(found)), seen.turn)
    text = text_of(found)
    return PageText(
        text=text,
        words=words,
        source=OCR if text else "",
        confidence=round(seen.confidence, 4),
        turn=seen.turn,
    )


def _fraction(word: Word, seen: _Seen) -> Word:
    """A word's place in fractions of the page as it was seen."""
    return Word(
        word.text, word.x0 / seen.width, word.y0 / seen.height, word.x1 / seen.width, word.y1 / seen.height
    )
