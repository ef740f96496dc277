"""What happens to a clean page on its way: a scanner, a fax line, a telephone held over the kitchen table."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

Grey = NDArray[np.float32]
SCAN_DPI = 200
FAX_DPI = (204, 196)
"""Fine resolution of a fax machine: dots an inch across and lines an inch down."""


def pages_of(pdf: bytes, dpi: float) -> list[Image.Image]:
    """Each page of a PDF as a clean colour picture."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]
    finally:
        document.close()


def clouds(dice: np.random.Generator, size: tuple[int, int], coarse: int) -> Grey:
    """Soft noise between -1 and 1 for a picture of `size` (width, height), `coarse` patches across."""
    rough = dice.uniform(-1, 1, (coarse + 2, coarse + 2)).astype(np.float32)
    picture = Image.fromarray(rough)
    return np.asarray(picture.resize(size, Image.Resampling.BICUBIC), dtype=np.float32)


def _picture(grey: NDArray[np.floating[Any]]) -> Image.Image:
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))


def stamp(page: Image.Image, words: tuple[str, str], at: tuple[int, int], turn: float) -> Image.Image:
    """Press a rubber stamp onto a grey page: uneven ink, a little turned, centred on `at`."""
    big, small = (ImageFont.load_default(size) for size in (44, 24))
    inked = Image.new("L", (340, 130), 0)
    pen = ImageDraw.Draw(inked)
    pen.rounded_rectangle((4, 4, 335, 125), 12, outline=255, width=5)
    pen.text((170, 46), words[0], 255, big, anchor="mm", stroke_width=1)
    pen.text((170, 96), words[1], 255, small, anchor="mm")
    dice = np.random.default_rng(77)
    uneven = 0.62 + 0.25 * clouds(dice, inked.size, 7) + 0.1 * dice.standard_normal(inked.size[::-1])
    ink = _picture(np.asarray(inked, dtype=np.float32) * np.clip(uneven, 0.15, 0.9).astype(np.float32))
    ink = ink.rotate(turn, Image.Resampling.BICUBIC, expand=True)
    layer = Image.new("L", page.size, 0)
    layer.paste(ink, (at[0] - ink.width // 2, at[1] - ink.height // 2))
    return ImageChops.subtract(page, layer)


def scanned(page: Image.Image, seed: int, skew: float, punched: bool = True) -> Image.Image:
    """A grey page from an office scanner: toner spread, skewed, toned paper, dust, dark edge, punch holes."""
    dice = np.random.default_rng(seed)
    grey = page.convert("L").filter(ImageFilter.GaussianBlur(0.75))
    grey = grey.point([int(255 * (v / 255) ** 1.35) for v in range(256)])
    if punched:
        grey = _punched(grey)
    grey = grey.rotate(skew, Image.Resampling.BICUBIC, fillcolor=255)
    pixels = np.asarray(grey, dtype=np.float32)
    high, wide = pixels.shape
    paper = 243 + 3.0 * clouds(dice, (wide, high), 5)
    edge = np.minimum(np.arange(wide), 60) / 60.0
    paper -= 46 * (1 - edge)[None, :] ** 3
    paper -= 16 * np.exp(-(((np.arange(high) - 0.335 * high) / 2.4) ** 2))[:, None]
    dust = dice.random((high, wide)) < 0.00004
    worn = 30 + pixels / 255 * (paper - 30) + 1.6 * dice.standard_normal((high, wide))
    worn[dust] -= dice.uniform(40, 150, int(dust.sum()))
    return _picture(worn).filter(ImageFilter.GaussianBlur(0.45))


def _punched(grey: Image.Image) -> Image.Image:
    """Three punch holes at the left, through which the dark lid of the scanner shows."""
    pen = ImageDraw.Draw(grey)
    radius = round(0.14 * SCAN_DPI)
    for down in (0.146, 0.5, 0.854):
        x, y = round(0.42 * SCAN_DPI), round(down * grey.height)
        pen.ellipse((x - radius - 3, y - radius - 3, x + radius, y + radius), fill=205)
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=82)
    return grey.filter(ImageFilter.GaussianBlur(0.4))


def scan_pdf(pages: list[Image.Image], quality: int) -> bytes:
    """A PDF that holds nothing but one JPEG a page, as a scanner writes it; same pages, same bytes."""
    pdf = pikepdf.new()
    for page in pages:
        points = [side * 72 / SCAN_DPI for side in page.size]
        jpeg = io.BytesIO()
        page.save(jpeg, "JPEG", quality=quality, optimize=True)
        picture = pikepdf.Stream(pdf, jpeg.getvalue())
        picture.stream_dict = pikepdf.Dictionary(
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=page.width,
            Height=page.height,
            ColorSpace=pikepdf.Name.DeviceGray,
            BitsPerComponent=8,
            Filter=pikepdf.Name.DCTDecode,
        )
        leaf = pdf.add_blank_page(page_size=(points[0], points[1]))
        leaf.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=picture))
        leaf.Contents = pdf.make_stream(f"q {points[0]} 0 0 {points[1]} 0 0 cm /Scan Do Q".encode())
    whole = io.BytesIO()
    pdf.save(whole, deterministic_id=True)
    return whole.getvalue()


def faxed(page: Image.Image, seed: int, header: str, skew: float) -> Image.Image:
    """A black and white page out of a fax machine: header line, ragged letters, dropped lines, specks."""
    dice = np.random.default_rng(seed)
    size = (round(8.5 * FAX_DPI[0]), round(11 * FAX_DPI[1]))
    grey = page.convert("L").rotate(skew, Image.Resampling.BICUBIC, fillcolor=255)
    grey = grey.resize(size, Image.Resampling.LANCZOS).filter(ImageFilter.GaussianBlur(0.7))
    pixels = np.asarray(grey, dtype=np.float32) + 20 * dice.standard_normal(size[::-1])
    pixels += 12 * clouds(dice, size, 6)
    ink = pixels < 158
    ink |= dice.random(ink.shape) < 0.00014
    for down in dice.integers(0, size[1], 2):
        ink[down] = np.roll(ink[down - 1], 3)
    ink[:, round(0.913 * size[0])] |= dice.random(size[1]) < 0.55
    black = Image.fromarray(~ink)
    pen = ImageDraw.Draw(black)
    pen.fontmode = "1"
    pen.rectangle((0, 0, size[0], 46), fill=1)
    pen.text((60, 10), header, 0, ImageFont.load_default(26))
    return black


def fax_tiff(pages: list[Image.Image]) -> bytes:
    """Black and white pages in one TIFF with Group 4 compression."""
    out = io.BytesIO()
    first, *others = pages
    first.save(out, "TIFF", save_all=True, append_images=others, compression="group4", dpi=FAX_DPI)
    return out.getvalue()


def photographed(page: Image.Image, seed: int, quality: int) -> bytes:
    """A colour JPEG of a page lying on a wooden table, a little turned, with the shadow of a hand."""
    dice = np.random.default_rng(seed)
    size = (1536, 2048)
    corners = [(104, 92), (1448, 60), (1492, 1964), (58, 1992)]
    mask = Image.new("L", page.size, 255)
    flat = _folded(page).filter(ImageFilter.GaussianBlur(0.5))
    warp = _warp(corners, page.size)
    laid = flat.transform(size, Image.Transform.PERSPECTIVE, warp, Image.Resampling.BICUBIC)
    shape = mask.transform(size, Image.Transform.PERSPECTIVE, warp, Image.Resampling.BICUBIC)
    table = _table(dice, size, shape)
    paper = np.asarray(laid, dtype=np.float32) * np.array([0.965, 0.95, 0.905], dtype=np.float32)
    cover = np.asarray(shape, dtype=np.float32)[:, :, None] / 255
    scene = table * (1 - cover) + (paper + 7) * cover
    scene *= _light(dice, size)[:, :, None]
    scene += 2.2 * dice.standard_normal(scene.shape).astype(np.float32)
    out = io.BytesIO()
    photo = Image.fromarray(np.clip(scene, 0, 255).astype(np.uint8))
    photo.save(out, "JPEG", quality=quality, optimize=True, dpi=(72, 72))
    return out.getvalue()


def _folded(page: Image.Image) -> Image.Image:
    """A page that came in an envelope: the thirds catch the light a little differently."""
    y = np.arange(page.height, dtype=np.float32)
    tone = np.ones_like(y)
    for crease, depth in ((0.335, 0.05), (0.668, 0.045)):
        away = (y - crease * page.height) / page.height
        tone -= depth * np.exp(-((away / 0.0011) ** 2)) + 0.03 * np.where(away > 0, np.exp(-away / 0.05), 0)
        tone += 0.02 * np.where(away < 0, np.exp(away / 0.03), 0)
    return _picture(np.asarray(page, dtype=np.float32) * tone[:, None, None])


def _warp(corners: list[tuple[int, int]], page: tuple[int, int]) -> tuple[float, ...]:
    """The eight numbers that carry a point of the photo back onto the page."""
    wide, high = page
    rows, goal = [], []
    for (x, y), (u, v) in zip(corners, [(0, 0), (wide, 0), (wide, high), (0, high)], strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        goal += [u, v]
    return tuple(float(n) for n in np.linalg.solve(np.array(rows, float), np.array(goal, float)))


def _table(dice: np.random.Generator, size: tuple[int, int], shape: Image.Image) -> Grey:
    """Wood with its grain running across, darker beside the page where the paper shades it."""
    wide, high = size
    grain = np.repeat(dice.standard_normal((high, 1)).astype(np.float32), wide, axis=1)
    waves = np.sin(np.arange(high)[:, None] / 21 + 3.2 * clouds(dice, size, 4))
    tone = 1 + 0.035 * grain + 0.06 * waves + 0.06 * clouds(dice, size, 9)
    shade = shape.filter(ImageFilter.GaussianBlur(16))
    tone *= 1 - 0.35 * np.asarray(shade, dtype=np.float32) / 255
    return np.asarray(tone[:, :, None] * np.array([150, 108, 72], dtype=np.float32), dtype=np.float32)


def _light(dice: np.random.Generator, size: tuple[int, int]) -> Grey:
    """A window at the upper left, and the soft shadow of the hand that holds the telephone."""
    x = np.linspace(0, 1, size[0], dtype=np.float32)[None, :]
    y = np.linspace(0, 1, size[1], dtype=np.float32)[:, None]
    window = 1.02 - 0.14 * x - 0.12 * y + 0.015 * clouds(dice, size, 4)
    hand = 1 / (1 + np.exp(-(x * 0.9 + y * 1.25 - 1.72) * 16))
    return np.asarray(window * (1 - 0.22 * hand), dtype=np.float32)
