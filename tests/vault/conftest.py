"""What the tests of the vault need besides a real encrypted case."""

import gettext
import re
import sys

import pytest

from secondop_desktop.base import language
from secondop_desktop.base.errors import UserError
from secondop_desktop.vault.blobs import BlobStore
from tests.vault.blob_parts import KEY


@pytest.fixture
def store(tmp_path):
    """An empty store of blobs."""
    return BlobStore(tmp_path / "blobs", KEY)


WHOLE = re.compile(r"[A-Z“{].*[\w.?”}]", re.DOTALL)
SHOUTED = re.compile(r"\b(?!(?:IDC|SQL|PDF|RAM)\b)[A-Z]{3,}|XX")


def _by_a_window():
    """Whether a part of a window asked: one of an earlier test may still be there, and a button says less."""
    return sys._getframe(3).f_globals.get("__name__", "").startswith("secondop_desktop.ui")


class _Sayings(gettext.NullTranslations):
    """Every sentence the vault asks for, as the catalogue of a language would be asked."""

    def __init__(self, said):
        super().__init__()
        self.said = said

    def gettext(self, message):
        if not _by_a_window():
            self.said.append(message)
        return super().gettext(message)

    def ngettext(self, msgid1, msgid2, n):
        if not _by_a_window():
            self.said.extend((msgid1, msgid2))
        return super().ngettext(msgid1, msgid2, n)


@pytest.fixture(autouse=True)
def every_sentence_is_whole(monkeypatch):
    """Whatever the vault says while a test runs is a whole sentence of a level voice."""
    said = []
    errors = []
    make = UserError.__init__

    def kept(self, what, advice=""):
        make(self, what, advice)
        errors.append((what, advice))

    monkeypatch.setattr(UserError, "__init__", kept)
    monkeypatch.setattr(language, "_translations", _Sayings(said))
    yield
    odd = [one for one in said if not isinstance(one, str) or not WHOLE.fullmatch(one) or SHOUTED.search(one)]
    assert not odd, f"not a whole sentence: {odd}"
    halves = [pair for pair in errors if not all(isinstance(part, str) for part in pair) or not pair[0]]
    assert not halves, f"an error without its words: {halves}"
