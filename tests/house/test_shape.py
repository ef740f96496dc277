"""Files and functions fit in a head, names say something, and the tests weigh as much as what they test."""

import ast
import io
import re
import statistics
import tokenize

import pytest

from tests.house.source import (
    HOUSE,
    ROOT,
    functions,
    house_files,
    kept_files,
    our_tests,
    place_of,
    text_of,
    tool_files,
    tree_of,
)

LONGEST_FILE = 400
LONGEST_SCRIPT = 460
"""The launcher has to be one file, since it runs before anything is installed."""
LONGEST_FUNCTION = 40
USUAL_FUNCTION = 25
"""Nine functions of ten are not longer than this."""
TEST_LINES_PER_LINE = 0.9
VAGUE = "util utils helper helpers common misc core manager service handler legacy"

# Written with a letter in brackets, so that this file does not contain what it looks for.
OTHER_ROOMS = r"(?<![\w.])/[w]ork/|(?<![\w.])/[r]oot/|\b[s]hared/(?!corpus\b)"
NOT_SAID = (
    r"(?i)\b[p]rototypes?\b|\b[c]laude\b|[a]nthropic|[o]penai\b|[c]hatgpt|\b[c]opilot\b|\b[l]lms?\b"
    r"|\b[a]rtificial intelligence\b|\bas an [a]i\b|\b[a]i (?:model|assistant|agent|tool)s?\b"
)
PACKAGE_HOSTS = r"(?i)\b[p]ypi\.org|[p]ythonhosted\.org|\b[c]rates\.io|[r]egistry\.npmjs|[p]roxy\.golang"
OUR_CODE = (*house_files(), *tool_files())


SILENT = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}


def lines_of(files):
    """Lines of code: without blank lines, comments and docstrings."""
    return sum(len(lines_that_do(file)) for file in files)


def lines_that_do(file):
    lines = set()
    for token in tokenize.generate_tokens(io.StringIO(text_of(file)).readline):
        if token.type not in SILENT:
            lines.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(tree_of(file)):
        first = node.body[0] if isinstance(getattr(node, "body", None), list) and node.body else None
        if isinstance(first, ast.Expr) and isinstance(getattr(first.value, "value", None), str):
            lines.difference_update(range(first.lineno, first.end_lineno + 1))
    return lines


def length(function):
    return function.end_lineno - function.lineno + 1


@pytest.mark.parametrize("file", [*OUR_CODE, *our_tests()], ids=place_of)
def test_a_file_is_introduced_and_fits_in_the_head(file):
    assert ast.get_docstring(tree_of(file)), "the first line says in one sentence what this file is for"
    count = text_of(file).count("\n")
    longest = LONGEST_SCRIPT if file.name == "run.py" else LONGEST_FILE
    assert count <= longest, f"{count} lines; find the second room in it"


def test_functions_can_be_read_at_a_glance():
    code = [(place_of(f), function) for f in OUR_CODE for function in functions(tree_of(f))]
    long = [f"{place}:{f.lineno} {f.name}: {length(f)}" for place, f in code if length(f) > LONGEST_FUNCTION]
    assert not long, f"at most {LONGEST_FUNCTION} lines:\n  " + "\n  ".join(long)
    usual = statistics.quantiles([length(f) for _, f in code], n=10)[-1]
    assert usual <= USUAL_FUNCTION, f"nine of ten functions are up to {usual} lines long"


def words_in(name):
    """The words of a path or a CamelCase name, in small letters."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def test_no_name_says_nothing():
    names = [(place_of(f), place_of(f).removesuffix(".py")) for f in (*OUR_CODE, *our_tests())]
    for file in OUR_CODE:
        classes = (node for node in ast.walk(tree_of(file)) if isinstance(node, ast.ClassDef))
        names += [(f"{place_of(file)}: {node.name}", node.name) for node in classes]
    vague = [place for place, name in names if words_in(name).intersection(VAGUE.split())]
    assert not vague, "name it after what it does:\n  " + "\n  ".join(vague)


def test_the_name_of_every_test_is_a_sentence():
    short = [
        f"{place_of(file)}:{function.lineno} {function.name}"
        for file in our_tests()
        for function in functions(tree_of(file))
        if function.name.startswith("test") and len(function.name.split("_")) < 5
    ]
    assert not short, "say what is true when the test passes, in four words or more:\n  " + "\n  ".join(short)


def readable_files():
    for file in kept_files():
        head = file.read_bytes()[:4096] if file.suffix not in {".pdf", ".png", ".ttf", ".db"} else b"\0"
        if b"\0" not in head:
            yield file, file.read_text(encoding="utf-8", errors="replace")


@pytest.mark.parametrize(
    ("pattern", "why", "not_in"),
    [
        (OTHER_ROOMS, "it works on one computer only", ()),
        (NOT_SAID, "it does not belong to the project", ("resources/passphrase/",)),
        (PACKAGE_HOSTS, "only the lock file says where packages come from", ("uv.lock",)),
    ],
    ids=["folders", "words", "hosts"],
)
def test_no_file_speaks_of_the_workshop(pattern, why, not_in):
    found = [
        f"{place_of(file)}:{number}: {line.strip()[:90]}"
        for file, text in readable_files()
        if not (not_in and place_of(file).startswith(not_in))
        for number, line in enumerate(text.splitlines(), 1)
        if re.search(pattern, line)
    ]
    assert not found, f"{why}:\n  " + "\n  ".join(found)


@pytest.mark.parametrize("backwards", ["niam/krow/ ees", "ngised/derahs/..", "epytotorP", "gro.detsohnohtyp"])
def test_the_search_for_workshop_words_finds_them(backwards):
    assert re.search(f"{OTHER_ROOMS}|{NOT_SAID[4:]}|{PACKAGE_HOSTS[4:]}", backwards[::-1], re.IGNORECASE)


def test_the_tests_weigh_as_much_as_what_they_test():
    code, tests = lines_of(OUR_CODE), lines_of(our_tests())
    ratio = tests / code
    assert ratio >= TEST_LINES_PER_LINE, f"{tests} lines of tests for {code} lines: {ratio:.2f} to one"


def test_every_room_is_mirrored_in_the_tests():
    rooms = {file.relative_to(HOUSE).parts[0] for file in house_files() if file.parent != HOUSE}
    missing = sorted(room for room in rooms if not (ROOT / "tests" / room).is_dir())
    assert not missing, f"these rooms have no folder in tests: {missing}"
