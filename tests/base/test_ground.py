"""The ground floor: settings that survive damage, words, progress, files, logs without values."""

import json
import logging
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from secondop_desktop.base import clock, ids, language, logs, paths, settings
from secondop_desktop.base.errors import Cancelled, FieldError, UserError
from secondop_desktop.base.language import as_typed, tidy, tr, trn
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.base.settings import Settings


def test_settings_come_back_as_they_were_saved(tmp_path):
    kept = Settings(theme="dark", text_size=150, lock_after_minutes=5)
    kept.remember_case(tmp_path / "a")
    kept.remember_case(tmp_path / "b")
    kept.remember_case(tmp_path / "a")
    settings.save(kept, tmp_path / "settings.json")
    assert settings.load(tmp_path / "settings.json") == kept
    assert [Path(c).name for c in kept.recent_cases] == ["a", "b"]
    kept.forget_case(tmp_path / "a")
    assert [Path(c).name for c in kept.recent_cases] == ["b"]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff\xfe", b'{"theme": 5, "text_size": 7, "unknown": 1}']
)
def test_damaged_settings_fall_back_to_the_defaults(tmp_path, content):
    (tmp_path / "settings.json").write_bytes(content)
    assert settings.load(tmp_path / "settings.json") == Settings()


def test_a_damaged_entry_does_not_take_the_others_with_it(tmp_path):
    content = {
        "recent_cases": ["a", 5, None, "b"],
        "second_place": {"one": "/stick", "two": 7, "three": None},
        "copies": {"one": [{"place": "/stick", "made": 3}, "x"], "two": "no list", "three": []},
        "place_names": ["no dictionary"],
        "window": [1, "2", True, 4],
    }
    (tmp_path / "settings.json").write_text(json.dumps(content))
    kept = settings.load(tmp_path / "settings.json")
    assert kept.recent_cases == ["a", "b"]
    assert kept.second_place == {"one": "/stick"}
    assert kept.copies == {"one": [{"place": "/stick"}], "three": []}
    assert kept.place_names == {}
    assert kept.window == [1, 4]


def test_settings_lie_in_a_private_folder(private_home):
    settings.save(Settings(theme="contrast"))
    assert settings.load().theme == "contrast"
    folder = paths.config_folder()
    assert private_home in folder.parents
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "settings.json").stat().st_mode & 0o777 == 0o600
    assert json.loads((folder / "settings.json").read_text())["theme"] == "contrast"


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    target = tmp_path / "f"
    paths.write_safely(target, b"old")

    def no_room(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(OSError, match="No space"):
        paths.write_safely(target, b"new")
    assert target.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["f"]


def test_a_folder_that_was_open_to_others_is_made_private(tmp_path):
    (tmp_path / "open").mkdir(mode=0o755)
    assert paths.private_folder(tmp_path / "open").stat().st_mode & 0o777 == 0o700


def test_the_programs_own_files_are_found():
    assert (paths.resources() / "fonts").is_dir()
    for folder in (paths.cache_folder(), paths.runtime_folder()):
        assert folder.stat().st_mode & 0o777 == 0o700
    assert paths.usual_case_folder().is_absolute()


def test_sentences_are_filled_in_and_counted():
    assert tr("Saved at {hour}", hour="10:42") == "Saved at 10:42"
    assert tr("100 % {sure}") == "100 % {sure}"
    assert [trn("{n} page", "{n} pages", n) for n in (1, 2)] == ["1 page", "2 pages"]


def test_the_pseudo_language_touches_words_and_leaves_names_alone():
    language.use(language.PSEUDO)
    said = tr("Saved at {hour}", hour="10:42")
    assert said.startswith("⟦Sávéd át 10:42")
    assert trn("{n} page", "{n} pages", 3).startswith("⟦3 págéš")
    assert language.code() == "en"


def test_an_unknown_language_speaks_english(tmp_path):
    language.use("xx", tmp_path)
    assert tr("Save") == "Save"
    assert language.code() == "xx"


def test_text_is_tidied_without_touching_what_it_says():
    assert tidy("  a\u0301\r\nb\x00\x07 \t") == "á\nb"
    assert tidy("Ng\u0303uye\u0302\u0303n 🌷 د") == "Ng\u0303uyễn 🌷 د"
    assert as_typed("  a\u0301\x00 \ud800b ") == "  a\u0301\x00 b "


def test_progress_reports_and_stops():
    heard = []
    progress = Progress(lambda fraction, text: heard.append((round(fraction, 2), text)))
    assert list(progress.part(0.5, 1.0).each("ab", "{done} of {total}")) == ["a", "b"]
    assert heard == [(0.5, "1 of 2"), (0.75, "2 of 2")]
    assert list(NO_PROGRESS.each([])) == []
    stopped = Progress(stopped=lambda: True)
    with pytest.raises(Cancelled):
        stopped.at(0.1)
    with pytest.raises(Cancelled):
        stopped.part(0, 1).at(0.1)


def test_errors_say_what_happened_and_what_to_do():
    error = FieldError("name", "A doctor needs a name.", "Type one.")
    assert (error.field, error.what, error.sentence) == (
        "name",
        "A doctor needs a name.",
        "A doctor needs a name. Type one.",
    )
    assert UserError("It stopped.").sentence == "It stopped."


def test_ids_are_unique_and_sort_by_time():
    made = [ids.new_id() for _ in range(1000)]
    assert len(set(made)) == 1000
    assert made == sorted(made)
    assert made[0][14] == "7"


def test_a_stopped_clock_moves_only_when_it_is_moved():
    stopped = clock.StoppedClock(datetime(2026, 3, 2, 4, 0, tzinfo=UTC), "America/Chicago")
    assert stopped.today().isoformat() == "2026-03-01"
    stopped.move_on(timedelta(hours=3))
    assert stopped.now().hour == 7
    assert stopped.monotonic() == 3 * 3600
    assert clock.SYSTEM_CLOCK.now().tzinfo is UTC
    assert clock.SYSTEM_CLOCK.zone() is not None
    assert clock.SYSTEM_CLOCK.monotonic() <= clock.SYSTEM_CLOCK.monotonic()


def test_logs_say_where_but_never_what_was_typed(capsys):
    logs.start()
    try:
        try:
            raise ValueError("grade 3 carcinoma") from KeyError("Margaret")
        except ValueError:
            logging.getLogger("secondop_desktop.x").debug("a bug")
            line = logs._NoValues().format(
                logging.LogRecord("n", logging.ERROR, "p", 1, "failed", (), __import__("sys").exc_info())
            )
    finally:
        logging.getLogger("secondop_desktop").handlers.clear()
        logging.getLogger("secondop_desktop").propagate = True
    assert "ValueError" in line
    assert "KeyError" in line
    assert "test_ground.py" in line
    assert "carcinoma" not in line + capsys.readouterr().err
    assert "Margaret" not in line
