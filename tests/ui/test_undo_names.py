"""Every command of the window says what it is, so that it can be undone by name."""

import ast
from pathlib import Path

from secondop_desktop.ui import undo

UI = Path(undo.__file__).parent
SAVERS = {"ui/drafts.py", "ui/form_saver.py", "ui/saver.py"}
NO_COMMANDS = {"ui/scan_watch.py", "ui/record_acts.py:read_again", "ui/screens/after_visit.py:_move"}
"""What the program notes for itself: which scans it saw, what it reads again, which page was open."""


def test_every_command_of_the_window_has_a_name():
    nameless = set()
    for file in sorted(UI.rglob("*.py")):
        name = file.relative_to(UI.parent).as_posix()
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
            for call in [node for node in ast.walk(function) if isinstance(node, ast.Call)]:
                if _is_nameless(call):
                    nameless.add(name if name in SAVERS | NO_COMMANDS else f"{name}:{function.name}")
    assert nameless <= SAVERS | NO_COMMANDS


def _is_nameless(call):
    """Whether this writes into the case without a name for Undo."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in ("write", "insist"):
        return False
    if ast.unparse(call.func.value).split(".")[-1] not in ("work", "_work"):
        return False
    places = 5 if call.func.attr == "write" else 4
    return len(call.args) < places and not any(keyword.arg == "name" for keyword in call.keywords)
