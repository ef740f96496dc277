"""Reads the project's own source, so that the tests of the house can judge it."""

import ast
import functools
import subprocess
from pathlib import Path
from shutil import which

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "secondop_desktop"
NOT_OURS = {
    ".git",
    ".venv",
    "build",
    "dist",
    "__pycache__",
    ".hypothesis",
    ".pytest_cache",
    ".mypy_cache",
    ".ruff_cache",
}


@functools.cache
def text_of(path):
    return path.read_text(encoding="utf-8")


@functools.cache
def tree_of(path):
    return ast.parse(text_of(path), filename=str(path))


def place_of(path):
    """The path as the tables of rules write it: "secondop_desktop/ui/theme.py"."""
    return path.relative_to(ROOT).as_posix()


@functools.cache
def house_files():
    """Every Python file of the package."""
    return tuple(sorted(HOUSE.rglob("*.py")))


@functools.cache
def our_tests():
    return tuple(sorted((ROOT / "tests").rglob("*.py")))


@functools.cache
def tool_files():
    """Python files outside the package that a person runs."""
    return (ROOT / "run.py", *sorted((ROOT / "packaging").rglob("*.py")))


@functools.cache
def kept_files():
    """Every file that belongs to the project: what git knows or would take up."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False) if which("git") else None
    if listed is not None and listed.returncode == 0:
        paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    else:
        paths = [p for p in ROOT.rglob("*") if not NOT_OURS.intersection(p.relative_to(ROOT).parts)]
    return tuple(sorted(p for p in paths if p.is_file()))


def name_of(node):
    """`a.b.c` for the expression a.b.c or a.b.c(...); empty for anything that is not a plain name."""
    if isinstance(node, ast.Call):
        return name_of(node.func)
    if isinstance(node, ast.Attribute):
        return f"{name_of(node.value)}.{node.attr}".lstrip(".")
    return node.id if isinstance(node, ast.Name) else ""


def last_name(node):
    """`c` for a.b.c, also where `a` is not a plain name."""
    return name_of(node).rpartition(".")[2]


def calls(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def imported(tree):
    """(line, "module" or "module.name") for everything a file imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
