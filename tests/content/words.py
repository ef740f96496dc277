"""Gathers every English sentence that a person can read, in the source and in the files that ship with it."""

import ast
import functools
import tomllib
from dataclasses import dataclass

from tests.house.source import ROOT, calls, house_files, last_name, place_of, tree_of

RESOURCES = ROOT / "resources"
READ = {
    "questions/en/*.toml": {"text", "why", "title", "about", "because"},
    "glossary/en.toml": {"term", "title", "plain", "example"},
    "directory/en.toml": {
        "name",
        "what",
        "find",
        *["finder", "remote", "foundation", "facts", "trials", "money", "support"],
    },
    "letters/en/*.toml": None,
    "handover/en.toml": None,
    "samples/en/story.toml": None,
}
"""The files with words, and the fields that hold them; None is every field.

Not read here: word lists for passphrases and spelling, and names that only the search knows. They hold other
spellings on purpose. Spanish has a lint of its own beside the glossary.
"""
NOT_WORDS = {"source", "id", "key", "catalogue", "site", "file", "image", "search_word", "email"}
"""Fields that are looked up or only say where a fact comes from."""


@dataclass(frozen=True)
class Said:
    """A text, where it stands, the name of its field (`tr` in the source), and if its source is named."""

    place: str
    field: str
    text: str
    sourced: bool = False


@functools.cache
def in_source():
    """What stands in tr(), trn() and in the help of the command line."""
    return tuple(said for file in house_files() for said in _of_tree(place_of(file), tree_of(file)))


def _of_tree(place, tree):
    for call in calls(tree):
        for text in call.args[: {"tr": 1, "trn": 2}.get(last_name(call), 0)]:
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield Said(f"{place}:{text.lineno}", "tr", text.value)
        for given in call.keywords:
            if (
                given.arg == "help"
                and isinstance(given.value, ast.Constant)
                and isinstance(given.value.value, str)
            ):
                yield Said(f"{place}:{given.value.lineno}", "help", given.value.value)


@functools.cache
def in_resources():
    """What stands in the files that ship, entry by entry."""
    found = []
    for pattern, fields in READ.items():
        for path in sorted(RESOURCES.glob(pattern)):
            table = tomllib.loads(path.read_text(encoding="utf-8"))
            found += _of_table(path.relative_to(ROOT).as_posix(), table, fields)
    return tuple(found)


def _of_table(place, value, fields, field="", sourced=False):
    if isinstance(value, dict):
        here = f"{place} {value.get('id') or value.get('key') or value.get('term') or ''}".rstrip()
        named = bool(value.get("source"))
        return [one for key, inner in value.items() for one in _of_table(here, inner, fields, key, named)]
    if isinstance(value, list):
        return [one for inner in value for one in _of_table(place, inner, fields, field, sourced)]
    wanted = isinstance(value, str) and field not in NOT_WORDS and (fields is None or field in fields)
    return [Said(place, field, value, sourced)] if wanted else []


def everything():
    """All of it."""
    return (*in_source(), *in_resources())
