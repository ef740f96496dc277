"""What nobody may write in this house, where it is allowed after all, and a sentence that says why.

Every rule carries an example of what it forbids, and has to find it: a rule that finds nothing is no rule.
"""

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.house.source import (
    calls,
    house_files,
    imported,
    last_name,
    name_of,
    our_tests,
    place_of,
    text_of,
    tool_files,
    tree_of,
)

EVERYWHERE = ("secondop_desktop/", "tests/", "packaging/", "run.py")
HOUSE = ("secondop_desktop/",)
TESTS = ("tests/",)


@dataclass(frozen=True)
class Rule:
    """Lines found by `find` in a file below `rooms` are faults, unless the file is `allowed`."""

    name: str
    find: Callable[[ast.Module, str], Iterable[int]]
    why: str
    example: str
    rooms: tuple[str, ...] = HOUSE
    allowed: tuple[str, ...] = ()


def call_of(pattern):
    """Lines that call, or hand on, something whose dotted name ends in `pattern`."""
    wanted = re.compile(rf"(?:^|\.)(?:{pattern})$")

    def find(tree, _source):
        names = (node for node in ast.walk(tree) if isinstance(node, ast.Name | ast.Attribute))
        return [node.lineno for node in names if wanted.search(name_of(node) or last_name(node))]

    return find


def import_of(pattern):
    wanted = re.compile(rf"^(?:{pattern})(?:\.|$)")
    return lambda tree, _source: [line for line, name in imported(tree) if wanted.match(name)]


def comment(pattern):
    """Lines whose comment matches; a string that looks like one does not count."""
    wanted = re.compile(pattern)

    def find(_tree, source):
        tokens = tokenize.generate_tokens(io.StringIO(source).readline)
        return [t.start[0] for t in tokens if t.type == tokenize.COMMENT and wanted.search(t.string)]

    return find


def text(pattern):
    """Lines with a string literal that matches."""
    wanted = re.compile(pattern)

    def find(tree, _source):
        strings = (n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str))
        return [node.lineno for node in strings if wanted.search(node.value)]

    return find


def swallowed_errors(tree, _source):
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            kinds = {last_name(node.type)} if node.type else {"Exception"}
            nothing = all(isinstance(step, ast.Pass | ast.Continue) for step in node.body)
            if nothing and kinds & {"Exception", "BaseException"}:
                yield node.lineno
        elif isinstance(node, ast.Call) and last_name(node) == "suppress":
            kinds = {last_name(kind) for kind in node.args}
            yield from [node.lineno] if kinds & {"Exception", "BaseException"} else []


def log_with_values(tree, _source):
    """Log calls with a ready-made text: f-string, format() or %, which may carry what a person typed."""
    levels = {"debug", "info", "warning", "error", "critical", "exception", "log"}
    for call in calls(tree):
        logs = last_name(call) in levels and "log" in name_of(call).rpartition(".")[0].lower()
        texts = call.args[:2] if last_name(call) == "log" else call.args[:1]
        if logs and any(isinstance(a, ast.JoinedStr | ast.BinOp | ast.Call) for a in texts):
            yield call.lineno


RULES = [
    Rule(
        "processEvents",
        call_of("processEvents"),
        "Events run where they belong; put long work on a lane of ui/work.py.",
        "app.processEvents()",
    ),
    Rule(
        "QSettings",
        call_of("QSettings"),
        "QSettings leaves plain text in the registry or an ini file; use base/settings.py.",
        "kept = QSettings()",
    ),
    Rule(
        "QThread",
        call_of("QThread"),
        "Only ui/work.py knows threads; ask it for a lane.",
        "thread = QThread(self)",
        allowed=("secondop_desktop/ui/work.py",),
    ),
    Rule(
        "QMessageBox",
        call_of("QMessageBox(?:\\..*)?"),
        "Use the notice strip with undo, or a dialog of ui/dialogs for what cannot be undone.",
        "QMessageBox.question(self, title, text)",
        allowed=("secondop_desktop/ui/dialogs/",),
    ),
    Rule(
        "print",
        call_of("(?<!\\.)print"),
        "Speak to a person through the window or cli/say.py, to a developer through logging.",
        "print(name)",
    ),
    Rule(
        "what time it is",
        call_of("datetime.(?:now|utcnow|today)|date.today|time.(?:time|time_ns|monotonic|perf_counter)"),
        "Ask a Clock of base/clock.py, so that a test can say what time it is.",
        "made = datetime.datetime.now(UTC)",
        allowed=("secondop_desktop/base/clock.py",),
    ),
    Rule(
        "tempfile",
        import_of("tempfile"),
        "A temporary file is plain text on the disk; keep it in memory, or beside the case and encrypted.",
        "from tempfile import mkdtemp",
    ),
    Rule(
        "temporary files of Qt",
        call_of("QTemporaryFile|QTemporaryDir|QSaveFile"),
        "A temporary file is plain text on the disk; keep it in memory, or beside the case and encrypted.",
        "file = QTemporaryFile()",
    ),
    Rule(
        "the name of the case database",
        text(r"(?:^|/)case\.db"),
        "Only the vault opens the live case file, and SQLite alone reads it; ask the vault.",
        "(folder / 'case.db').read_bytes()",
        allowed=("secondop_desktop/vault/",),
    ),
    Rule(
        "the keychain",
        lambda tree, source: [*import_of("keyring")(tree, source), *text(r"^keyring(?:\.|$)")(tree, source)],
        "Only the vault knows the system's keychain; importing it by its name in a string counts too.",
        "backend = import_module('keyring')",
        allowed=("secondop_desktop/vault/",),
    ),
    Rule(
        "values in the log",
        log_with_values,
        "Log an event and a place in the code, never a value; pass arguments, not an f-string.",
        'log.warning(f"could not read {name}")',
    ),
    Rule(
        "setStyleSheet",
        call_of("setStyleSheet"),
        "Colours and sizes live in ui/theme.py, where contrast and large text are looked after.",
        "self.name.setStyleSheet('color: red')",
        allowed=("secondop_desktop/ui/theme.py",),
    ),
    Rule(
        "the network",
        import_of("requests|httpx|aiohttp|urllib3|urllib\\.request|http\\.client|ftplib|smtplib|imaplib"),
        "The program promises never to talk to the network.",
        "import urllib.request",
    ),
    Rule(
        "the network through Qt",
        call_of("QNetworkAccessManager|QTcpSocket|QUdpSocket|QWebSocket|create_connection"),
        "The program promises never to talk to the network.",
        "ask = QNetworkAccessManager()",
    ),
    Rule(
        "a shell",
        call_of("os.system|os.popen|QProcess"),
        "Start a program with subprocess and a list of arguments, never through a shell.",
        "os.system('lp out.pdf')",
    ),
    Rule(
        "pickle",
        import_of("pickle|shelve|marshal|dill"),
        "Unpickling runs what it finds; write JSON.",
        "import pickle",
    ),
    Rule(
        "blanket noqa",
        comment(r"#\s*(?:ruff:\s*)?noqa(?!:\s*[A-Z]+\d)"),
        "Say which rule does not apply here, and why.",
        "x = 1  # noqa",
        EVERYWHERE,
    ),
    Rule(
        "type: ignore without a code",
        comment(r"#\s*type:\s*ignore(?!\[)"),
        "Say which complaint is ignored, so that the next one is still heard.",
        "x = y  # type: ignore",
        EVERYWHERE,
    ),
    Rule(
        "swallowed errors",
        swallowed_errors,
        "An error that nobody hears of is silently wrong; name the kind that is expected.",
        "try:\n    go()\nexcept Exception:\n    pass",
        EVERYWHERE,
    ),
    Rule(
        "sleeping tests",
        call_of("time.sleep|qtbot.wait|QTest.qWait|qSleep"),
        "Wait for what should happen, with qtbot.waitUntil or waitSignal, never for a time.",
        "qtbot.wait(200)",
        TESTS,
        # These draw pictures for people to look at; they are no tests.
        allowed=("tests/ui/gallery.py", "tests/ui/screens/shots.py"),
    ),
    Rule(
        "mocks",
        import_of("unittest.mock|mock|pytest_mock"),
        "Use the real thing; only the clock and the keyring are faked.",
        "from unittest.mock import Mock",
        TESTS,
    ),
]


def applies(rule, place):
    return place.startswith(rule.rooms) and not (rule.allowed and place.startswith(rule.allowed))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_rule_finds_its_own_example(rule):
    assert list(rule.find(ast.parse(rule.example), rule.example))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_house_keeps_the_rule(rule):
    files = [f for f in (*house_files(), *our_tests(), *tool_files()) if applies(rule, place_of(f))]
    faults = [f"{place_of(f)}:{line}" for f in files for line in rule.find(tree_of(f), text_of(f))]
    assert not faults, f"{rule.name}: {rule.why}\n  " + "\n  ".join(faults)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_exception_to_a_rule_names_a_real_place(rule):
    root = Path(__file__).parents[2]
    gone = [place for place in rule.allowed if not (root / place).exists()]
    assert not gone, "an exception for a place that is gone would hide a new fault there"


def test_a_word_in_a_string_or_a_comment_is_not_a_fault():
    harmless = '"print(x) with QThread"  # processEvents, tempfile and noqa are only mentioned'
    found = [rule.name for rule in RULES if list(rule.find(ast.parse(harmless), harmless))]
    assert found == []
