"""Reads every entry of a case alone, as the screens do, and says where a wrong value came without a word."""

import random
from collections import Counter

from sqlalchemy import inspect

from secondop_desktop.base.errors import UserError
from secondop_desktop.case import table
from secondop_desktop.vault import vault as vault_module
from secondop_desktop.vault.case_file import open_with_key
from secondop_desktop.vault.digest import raw_row
from tests.faults.wrecks import FAMILIES, lists_of

OTHERS = 12
_engine = vault_module._engine
_first = []


def _engine_that_remembers(*given):
    """An engine that need not compile its statements anew for each of ten thousand cases."""
    engine = _engine(*given)
    if _first:
        engine.dialect, engine._compiled_cache = _first[0].dialect, _first[0]._compiled_cache
    else:
        _first.append(engine)
    return engine


def asks_of(truth):
    """Every question to the case with its right answer."""
    for key, values in truth.entries.items():
        yield key, lambda session, key=key: value_of(session, key), values
    for name, ask in lists_of(truth.entries):
        yield name, ask, truth.lists[name]


def value_of(session, key):
    """One entry, as its family hands it out."""
    kind = FAMILIES[key[0]]
    return raw_row(inspect(kind), table.find(session, kind, key[1]))


def read_all(vault, asks):
    """What came of each question: those refused and those answered wrongly. Only a UserError is a refusal."""
    told, wrong, left = [], [], list(asks)
    while left:
        try:
            with vault.read() as session:
                while left:
                    asked = left.pop()
                    if asked[1](session) != asked[2]:
                        wrong.append(asked[0])
        except UserError:
            told.append(asked)
    return told, wrong


class Reader:
    """Opens a spoiled case again and again and keeps count of what came of it.

    The first time a page is damaged everything is read; later what had to do with that page, and some others.
    """

    def __init__(self, story):
        vault_module._engine = _engine_that_remembers
        self.story = story
        self.asks = list(asks_of(story.now))
        self.count = Counter()
        self.silent = []
        self._touched = {}
        self._dice = random.Random(17)  # noqa: S311 - no secret

    def look(self, page):
        """Open the case as it lies there, with something in `page` damaged, and read alone what is in it."""
        self.count["trials"] += 1
        try:
            vault = open_with_key(self.story.folder, self.story.key, self.story.ways, or_look=True)
        except UserError:
            self.count["not opened"] += 1
            return
        try:
            told, wrong = read_all(vault, self._asks_about(page))
            said = bool(vault.why_read_only)
        finally:
            vault.close()
        self._touched.setdefault(page, told)
        self.count["said at unlock" if said else "opened"] += 1
        self.count["told"] += len(told)
        if wrong:
            self.silent.append((page, wrong, said))

    def _asks_about(self, page):
        if page not in self._touched:
            return self.asks
        return [*self._touched[page], *self._dice.sample(self.asks, OTHERS)]
