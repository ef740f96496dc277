"""Words of medicine in plain words: found however they are written, and never guessed."""

from secondop_desktop.glossary.entries import Entry, Group
from secondop_desktop.glossary.look import Glossary, load, words

__all__ = ["Entry", "Glossary", "Group", "load", "words"]
