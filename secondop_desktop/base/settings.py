"""How the program looks and behaves on this computer; never anything about a person's health."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from types import GenericAlias
from typing import Any, get_args, get_origin, get_type_hints

from secondop_desktop.base import outside_files, paths

MOST_RECENT_CASES = 8
TEXT_SIZES = (100, 115, 130, 150, 175, 200)


@dataclass
class Settings:
    """Read from `settings.json`; unknown or damaged values fall back to these defaults one by one.

    What is told of safe copies stands under the random id of a case: `second_place` is the folder the person
    chose, `copies` what is known of each place ("place" its folder, "made" and "drilled" moments),
    `place_names` the name of the disk of a folder, `reminded` until when nobody is reminded of a second
    place. `sheet_read` is the day the recovery sheet was last read with care, by the salt of the case: a new
    passphrase brings a new sheet. `case_ids` tells which copies belong to a folder that is gone or damaged.
    `remembered` names, by their salts, the cases whose keys the keychain of this computer holds: only for
    them is it asked, since a locked keychain asks the person.

    `scan_folder` is the folder of the scanner, by the id of a case; `scan_by_itself` are the ids of the cases
    that take new scans in unasked. Which files were seen there stands in the case: their names tell too much.
    `spelling` is the language in which spelling is looked at: empty as the app's own, "en", "es", or "off".
    """

    theme: str = "system"
    text_size: int = 100
    language: str = ""
    lock_after_minutes: int = 10
    recent_cases: list[str] = field(default_factory=list)
    window: list[int] = field(default_factory=list)
    maximized: bool = False
    paper: str = ""
    large_print: bool = False
    remind: bool = True
    neutral_title: bool = True
    hide_from_capture: bool = False
    line_times: bool = False
    spelling: str = ""
    second_place: dict[str, str] = field(default_factory=dict)
    copies: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    place_names: dict[str, str] = field(default_factory=dict)
    reminded: dict[str, str] = field(default_factory=dict)
    sheet_read: dict[str, str] = field(default_factory=dict)
    remembered: list[str] = field(default_factory=list)
    case_ids: dict[str, str] = field(default_factory=dict)
    scan_folder: dict[str, str] = field(default_factory=dict)
    scan_by_itself: list[str] = field(default_factory=list)

    def remember_case(self, folder: Path, case_id: str = "") -> None:
        """Put a case in front of the list of recent ones."""
        text = str(folder.absolute())
        if case_id:
            self.case_ids[text] = case_id
        self.recent_cases = [text, *(c for c in self.recent_cases if c != text)][:MOST_RECENT_CASES]

    def note_key(self, name: str, *, kept: bool) -> None:
        """Note whether the keychain holds the key of the case of this public name."""
        others = [known for known in self.remembered if known != name]
        self.remembered = [*others, name] if kept else others

    def forget_case(self, folder: Path) -> None:
        """Take a case from the list of recent ones."""
        self.recent_cases = [c for c in self.recent_cases if c != str(folder.absolute())]


def load(file: Path | None = None) -> Settings:
    """Read the settings; a missing or unreadable file gives the defaults."""
    try:
        kept = json.loads((file or _file()).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    settings, kinds = Settings(), get_type_hints(Settings)
    for known in fields(Settings):
        value = kept.get(known.name) if isinstance(kept, dict) else None
        if _is(value, kinds[known.name]):
            setattr(settings, known.name, _sound(value, kinds[known.name]))
    if settings.text_size not in TEXT_SIZES:
        settings.text_size = 100
    return settings


def save(settings: Settings, file: Path | None = None) -> None:
    """Write the settings so that a power cut leaves the old or the new ones."""
    text = json.dumps(asdict(settings), ensure_ascii=False, indent=1)
    outside_files.write(file or _file(), text.encode())


def _is(value: object, kind: type | GenericAlias) -> bool:
    return type(value) is (get_origin(kind) or kind)


def _sound(value: Any, kind: type | GenericAlias) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """The part of a value that is as it should be: one damaged entry must not take the others with it."""
    if not get_args(kind):
        return value
    inner = get_args(kind)[-1]
    if isinstance(value, dict):
        return {name: _sound(item, inner) for name, item in value.items() if _is(item, inner)}
    return [_sound(item, inner) for item in value if _is(item, inner)]


def _file() -> Path:
    return paths.config_folder() / "settings.json"
