"""How the program looks and behaves on this computer; never anything about a person's health."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from secondop_desktop.base import paths

MOST_RECENT_CASES = 8
TEXT_SIZES = (100, 115, 130, 150, 175, 200)


@dataclass
class Settings:
    """Read from `settings.json`; unknown or damaged values fall back to these defaults one by one."""

    theme: str = "system"
    text_size: int = 100
    language: str = ""
    lock_after_minutes: int = 10
    recent_cases: list[str] = field(default_factory=list)
    window: list[int] = field(default_factory=list)
    maximized: bool = False
    paper: str = ""
    large_print: bool = False

    def remember_case(self, folder: Path) -> None:
        """Put a case in front of the list of recent ones."""
        text = str(folder.absolute())
        self.recent_cases = [text, *(c for c in self.recent_cases if c != text)][:MOST_RECENT_CASES]

    def forget_case(self, folder: Path) -> None:
        """Take a case from the list of recent ones."""
        self.recent_cases = [c for c in self.recent_cases if c != str(folder.absolute())]


def load(file: Path | None = None) -> Settings:
    """Read the settings; a missing or unreadable file gives the defaults."""
    try:
        kept = json.loads((file or _file()).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    settings = Settings()
    for known in fields(Settings):
        value = kept.get(known.name) if isinstance(kept, dict) else None
        if type(value) is type(getattr(settings, known.name)):
            setattr(settings, known.name, value)
    if settings.text_size not in TEXT_SIZES:
        settings.text_size = 100
    return settings


def save(settings: Settings, file: Path | None = None) -> None:
    """Write the settings so that a power cut leaves the old or the new ones."""
    text = json.dumps(asdict(settings), ensure_ascii=False, indent=1)
    paths.write_safely(file or _file(), text.encode())


def _file() -> Path:
    return paths.config_folder() / "settings.json"
