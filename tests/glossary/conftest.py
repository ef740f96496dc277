"""The glossaries that ship, and a small one of our own."""

import pytest

from secondop_desktop import glossary
from secondop_desktop.base import shipped
from secondop_desktop.glossary import entries
from secondop_desktop.glossary.look import Glossary


@pytest.fixture(scope="session")
def words():
    """The English one."""
    return glossary.load("en")


@pytest.fixture
def made(tmp_path):
    """Make a glossary of the text of a file."""

    def make(text):
        file = tmp_path / f"{len(list(tmp_path.iterdir()))}.toml"
        file.write_text(text, encoding="utf-8")
        return Glossary(entries.read(file))

    yield make
    shipped.at.cache_clear()
