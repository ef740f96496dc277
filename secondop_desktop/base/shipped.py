"""Tables that ship with the program, each read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from secondop_desktop.base.paths import resources


def table(name: str) -> Mapping[str, Any]:
    """A TOML file below the shipped resources, "search/same-words.toml" for one."""
    return at(resources() / name)


@cache
def at(path: Path) -> Mapping[str, Any]:
    """A TOML file at any place; a bad one is a ValueError. What is given out must not be changed."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def in_language(folder: str, language: str, other: str = "en") -> Path:
    """The file of a language (BCP 47) in a shipped folder: its own, that without a region, or `other`."""
    shelf = resources() / folder
    for code in (language, language.partition("-")[0]):
        # A code that is no plain word must not lead out of the shelf.
        if code.replace("-", "").isalnum() and (shelf / f"{code}.toml").is_file():
            return shelf / f"{code}.toml"
    return shelf / f"{other}.toml"
