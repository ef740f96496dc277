"""What keys do on the page of a record, in words."""

from __future__ import annotations

from secondop_desktop.base.language import tr


def key_words() -> list[tuple[str, str]]:
    """The keys with what they do, those for the page itself last."""
    return [
        (tr("Ctrl+F"), tr("Find words in this record. Enter or F3 goes to the next place, Shift+F3 back.")),
        (tr("Ctrl+G"), tr("Type a page number.")),
        (tr("Ctrl+M"), tr("Pin a note to the chosen words, or to the middle of what you see.")),
        (tr("Ctrl+E"), tr("Show the text of this page, to be read aloud or copied.")),
        (tr("Ctrl+D"), tr("Read another record beside this one, or put it away.")),
        (tr("F6 or Ctrl+Tab"), tr("Go to the other side.")),
        (tr("F1"), tr("Show or hide these keys.")),
        (tr("Page Up, Page Down"), tr("Scroll, and leaf on at the end of a page.")),
        (tr("Ctrl+Home, Ctrl+End"), tr("Go to the first or the last page.")),
        (tr("+ and -"), tr("Show the page larger or smaller.")),
        (tr("0 and 9"), tr("Show the page as wide as there is room, or all of it.")),
        (tr("R and Shift+R"), tr("Turn the page to the right or to the left. It stays so.")),
        (tr("T"), tr("Show or hide the small pictures of all pages.")),
        (tr("Ctrl+Left, Ctrl+Right"), tr("Choose a word on the page.")),
        (tr("Shift+arrows"), tr("Choose more words or lines.")),
        (tr("Ctrl+A, Ctrl+C"), tr("Choose all words of the page, and copy what is chosen.")),
        (tr("F2"), tr("What does the chosen word mean?")),
        (tr("Ctrl+arrows in the list of notes"), tr("Move the chosen note on its page.")),
    ]
