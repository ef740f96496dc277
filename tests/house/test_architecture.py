"""The house keeps its shape: storeys import downstairs only, and each library lives in one room."""

import re
import subprocess
import sys

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.house.source import ROOT, house_files

SETTINGS = ROOT / "pyproject.toml"
HEAVY = ("PySide6", "rapidocr", "onnxruntime", "cv2", "numpy")
"""What takes long to load: Qt belongs to ui, and the rest to worker processes that read a page."""

WRONG = {
    # A file of a small house, the line in it that is wrong, and the contract that has to notice.
    "base/errors.py": ("import secondop_desktop.flows.take_in", "One staircase"),
    "attic/__init__.py": ("", "One staircase"),
    "reading/ocr.py": ("import secondop_desktop.paper.draw", "One staircase"),
    "case/notes.py": ("import secondop_desktop.vault.keys", "One staircase"),
    "flows/take_in.py": ("from PySide6 import QtCore", "Only ui knows Qt"),
    "paper/draw.py": ("import sqlcipher3", "Only vault touches the cipher"),
    "ui/screens/home.py": ("import sqlalchemy.orm", "No SQL in ui"),
    "ui/screens/people.py": ("import secondop_desktop.ui.screens.home", "Screens do not visit each other"),
    "ui/widgets/labels.py": ("import secondop_desktop.case.notes", "Widgets know nothing of the case"),
    "ui/theme.py": ("import secondop_desktop.ui.window", "Inside ui"),
}
SOUND = {
    **dict.fromkeys((place for place in WRONG if not place.startswith("attic")), ""),
    "vault/keys.py": "import sqlcipher3, argon2, cryptography, keyring",
    "ui/window.py": "import PySide6, shiboken6",
    "ui/tokens.py": "",
    "case/table.py": "import sqlalchemy",
}


def broken_contracts(folder):
    """The names of the contracts that the package in `folder` breaks, and all that was said."""
    command = (
        "import sys; from importlinter.cli import lint_imports as lint; lint(sys.argv[1], no_cache=True)"
    )
    run = [sys.executable, "-c", command, str(SETTINGS)]
    said = subprocess.run(run, cwd=folder, capture_output=True, text=True, check=False).stdout
    return re.findall(r"^(.+) BROKEN$", said, re.MULTILINE), said


def build(folder, files):
    for name, text in files.items():
        file = folder / "secondop_desktop" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text + "\n", encoding="utf-8")
        for room in file.relative_to(folder).parents:
            (folder / room / "__init__.py").touch()


def test_every_import_contract_is_kept(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    outcome = lint_imports(str(SETTINGS), no_logo=True)
    said = capsys.readouterr().out
    assert outcome == EXIT_STATUS_SUCCESS, f"an import goes where it must not:\n{said}"


def test_a_sound_small_house_breaks_no_contract(tmp_path):
    build(tmp_path, SOUND)
    broken, said = broken_contracts(tmp_path)
    assert "Contracts: " in said, said
    assert broken == []


@pytest.mark.parametrize("place", WRONG)
def test_a_wrong_import_breaks_its_contract(place, tmp_path):
    line, contract = WRONG[place]
    build(tmp_path, SOUND | {place: line})
    broken, said = broken_contracts(tmp_path)
    assert any(name.startswith(contract) for name in broken), said


def loaded_by(modules):
    """Which of the heavy modules are loaded once `modules` have been imported in a fresh process."""
    check = f"import sys, {', '.join(modules)}; print(*[m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", check], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def modules_below_the_window():
    for file in house_files():
        parts = file.relative_to(ROOT).with_suffix("").parts
        if "ui" not in parts and parts[1] != "app" and parts[-1] not in {"__main__", "__init__"}:
            yield ".".join(parts)


def test_nothing_below_the_window_loads_qt():
    assert "PySide6" not in loaded_by(modules_below_the_window())


def test_typing_a_command_does_not_load_the_reading_engine():
    upper = [m for m in modules_below_the_window() if m.split(".")[1] in {"base", "cli", "flows"}]
    assert loaded_by(upper) == [], "the engine belongs to the worker process that reads a page"
