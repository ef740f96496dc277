"""Mends what the reader of lines gets wrong whatever the words are: a few signs and blanks, no digits.

Each rule rests on how text is set, not on what reports say; it looks at one line.
"""

from __future__ import annotations

import re

_WIDE = {0xFF01 + at: 0x21 + at for at in range(94)} | {ord("。"): ".", ord("、"): ",", 0x3000: " "}
"""Signs of the width of a Chinese character; the models know both and mix them up."""
_ONE_AMONG_CAPITALS = re.compile(r"\b(?=[A-Z]{2})[A-Z0-9]*?[ABD-Z0-9]l[A-Z0-9l]*\b")
"""A small l in a word of capitals, as in a gene's name, is a one; after a C it is chlorine."""
_STAGE = re.compile(r"\b((?:y?[cpra]|rp|rc)(?:T|N|M))([OoIl])(?=[a-d]?\b|[a-d]?\()")
"""A stage such as pT1c or cM0 (UICC, TNM classification): behind T, N and M stand digits, "is", "mi" or X."""
_CALLED_OUT = re.compile(r"(?<!\S)([(\"«]?)!(?=\w[^!¡]*!)")
"""The Spanish sign before what is called out is not known to the models; they take it for the one behind."""
_GLUED = re.compile(r"(?<=[^\W\d_]{2})([:;,])(?=[^\W\d_]{2})|(?<=[^\W\d_]{2}):(?=\d)")
"""A colon, semicolon or comma at the end of a word, with the next one glued to it."""


def mended(line: str) -> str:
    """A line without the slips that can be told for sure."""
    line = line.translate(_WIDE)
    line = _ONE_AMONG_CAPITALS.sub(lambda found: found[0].replace("l", "1"), line)
    line = _STAGE.sub(lambda found: found[1] + ("0" if found[2] in "Oo" else "1"), line)
    line = _CALLED_OUT.sub(r"\1¡", line)
    return line if "//" in line or "@" in line else _GLUED.sub(lambda found: f"{found[0]} ", line)
