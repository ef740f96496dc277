"""The strict tools have nothing to say: ruff's rules and layout, mypy --strict."""

import subprocess
import sys

import pytest

from tests.house.source import ROOT, place_of, tool_files

TOOLS = {
    "ruff check": ["ruff", "check", "--no-cache", "."],
    "ruff format": ["ruff", "format", "--no-cache", "--check", "."],
    "mypy": ["mypy", "-p", "secondop_desktop"],
    "mypy for the tools": ["mypy", *(place_of(file) for file in tool_files())],
}


def run(command, folder=ROOT):
    called = [sys.executable, "-m", *command]
    done = subprocess.run(called, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("tool", TOOLS)
def test_the_tool_has_nothing_to_say(tool):
    code, said = run(TOOLS[tool])
    assert code == 0, f"{tool}:\n{said[-6000:]}"


@pytest.mark.parametrize(
    ("tool", "fault"),
    [
        (["ruff", "check"], '"""A file."""\n\n\ndef go(x: int) -> None:\n    """Go."""\n    print(x)\n'),
        (["ruff", "format", "--check"], '"""A file."""\nx=1\n'),
        (["mypy"], '"""A file."""\n\n\ndef go(x):\n    return x\n'),
    ],
    ids=["a print call", "careless layout", "an untyped function"],
)
def test_the_tools_notice_a_fault(tool, fault, tmp_path):
    file = tmp_path / "faulty.py"
    file.write_text(fault, encoding="utf-8")
    settings = ROOT / "pyproject.toml"
    option = ["--config-file", str(settings)] if tool == ["mypy"] else ["--config", str(settings)]
    code, said = run([*tool, *option, str(file)], tmp_path)
    assert code == 1, said


def test_nobody_switches_a_rule_off_for_a_whole_file():
    off = [f for f in (ROOT / "secondop_desktop").rglob("*.py") if "# ruff: noqa" in f.read_text("utf-8")]
    off += [f for f in (ROOT / "secondop_desktop").rglob("*.py") if "# mypy: " in f.read_text("utf-8")]
    assert off == []
