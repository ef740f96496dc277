"""Words of medicine in plain words: found however they are written, and never guessed."""

from secondop_desktop.glossary.entries import Entry, Group
from secondop_desktop.glossary.look import Glossary, load, words
from secondop_desktop.glossary.writing import folded

__all__ = ["Entry", "Glossary", "Group", "folded", "load", "words"]
