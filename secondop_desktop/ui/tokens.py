"""Colours and measures: the one source for the palette, the style sheet and everything painted by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace

CONTROL_HEIGHT = 44
SIDEBAR_WIDTH = 232
READING_WIDTH = 640
LINE_HEIGHT_PERCENT = 140
THEMES = ("light", "dark", "contrast")


@dataclass(frozen=True)
class Colours:
    """One theme; every value is `#RRGGBB`."""

    canvas: str
    surface: str
    sunken: str
    sidebar: str
    hover: str
    text: str
    text2: str
    text3: str
    border: str
    edge: str
    scroll: str
    primary: str
    primary_hover: str
    primary_press: str
    on_primary: str
    primary_soft: str
    primary_soft_edge: str
    on_soft: str
    warn: str
    warn_soft: str
    ok: str
    ok_soft: str
    danger: str
    danger_soft: str
    info: str
    info_soft: str
    focus: str
    focus_on_primary: str


LIGHT = Colours(
    canvas="#F7F5F0", surface="#FFFFFF", sunken="#F0EDE6", sidebar="#ECE8DF", hover="#E3DED2",
    text="#1E2A2F", text2="#435056", text3="#566369",
    border="#DED8CC", edge="#7C878B", scroll="#C9C2B4",
    primary="#1B6A68", primary_hover="#155654", primary_press="#0F4341", on_primary="#FFFFFF",
    primary_soft="#DDEDEB", primary_soft_edge="#BFDAD7", on_soft="#125251",
    warn="#9A5B00", warn_soft="#FBF0DA", ok="#2A6E45", ok_soft="#E1F1E6",
    danger="#A8322B", danger_soft="#FAE7E4", info="#2B5C94", info_soft="#E4EDF7",
    focus="#1A5FB4", focus_on_primary="#F2B441",
)  # fmt: skip

DARK = Colours(
    canvas="#14191B", surface="#1D2426", sunken="#181E20", sidebar="#181E20", hover="#283134",
    text="#ECEFEE", text2="#B8C2C4", text3="#A0ACAF",
    border="#323C3F", edge="#7F8B8F", scroll="#5B676B",
    primary="#6CC5BE", primary_hover="#84D2CB", primary_press="#A0DFD9", on_primary="#06201F",
    primary_soft="#1E3B3B", primary_soft_edge="#2E5452", on_soft="#9ADBD5",
    warn="#F0B860", warn_soft="#3A2E18", ok="#83CF9F", ok_soft="#1D3527",
    danger="#F29A91", danger_soft="#43211F", info="#94BEEA", info_soft="#1D2F42",
    focus="#8AB8FF", focus_on_primary="#1A3E8C",
)  # fmt: skip

CONTRAST = replace(
    LIGHT,
    canvas="#FFFFFF", sunken="#FFFFFF", sidebar="#FFFFFF", hover="#E6E6E6",
    text="#000000", text2="#000000", text3="#000000",
    border="#000000", edge="#000000", scroll="#000000",
    primary="#003F5C", primary_hover="#002B40", primary_press="#001722",
    primary_soft="#FFFFFF", primary_soft_edge="#000000", on_soft="#00324A",
    warn="#5C3500", warn_soft="#FFFFFF", ok="#00401C", ok_soft="#FFFFFF",
    danger="#8A0000", danger_soft="#FFFFFF", info="#00308F", info_soft="#FFFFFF",
    focus="#B000B0", focus_on_primary="#FFD23F",
)  # fmt: skip

COLOURS = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}

# Sizes in logical pixels at 100 %.
_TYPE = {"display": 30, "h1": 24, "h2": 19, "h3": 16.5, "body": 16, "small": 14.5, "least": 13.5, "note": 18}
_SPACE = {"none": 0, "hair": 2, "xxs": 4, "xs": 8, "s": 12, "m": 16, "l": 24, "xl": 32, "xxl": 48}
_MOST_SPACE_SCALE = 1.5


@dataclass(frozen=True)
class Tokens:
    """A theme at a text size; `scale` is 1.0 to 2.0."""

    theme: str = "light"
    scale: float = 1.0

    @property
    def colours(self) -> Colours:
        """The colours of the theme."""
        return COLOURS[self.theme]

    def px(self, at_full_size: float) -> int:
        """A measure given at 100 %, at the present text size."""
        return round(at_full_size * self.scale)

    def type(self, role: str) -> int:
        """The letter size of a role in pixels."""
        return self.px(_TYPE[role])

    def space(self, name: str) -> int:
        """A distance in pixels; it grows less than the letters do, so that large print keeps its room."""
        return round(_SPACE[name] * min(self.scale, _MOST_SPACE_SCALE))

    @property
    def control(self) -> int:
        """The height of everything that can be pressed."""
        return self.px(CONTROL_HEIGHT)

    @property
    def line(self) -> int:
        """The width of hairlines and edges."""
        return 2 if self.theme == "contrast" else 1

    radius_small: int = 6
    radius: int = 9
    radius_large: int = 14


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
