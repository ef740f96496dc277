"""Every sentence a person reads passes through here on its way out."""

from __future__ import annotations

import gettext
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

DOMAIN = "secondop"
PSEUDO = "qps"

_ACCENTED = str.maketrans("aeiouyAEIOUYcnsz", "áéíóúýÁÉÍÓÚÝçñšž")
_translations: gettext.NullTranslations = gettext.NullTranslations()
_code = "en"
_folder: Path | None = None
_for_now: ContextVar[tuple[str, gettext.NullTranslations] | None] = ContextVar("_for_now", default=None)


def use(code: str, folder: Path | None = None) -> None:
    """Speak language `code` from now on; an unknown one speaks English, `qps` a pseudo-language."""
    global _translations, _code, _folder  # noqa: PLW0603 - the window speaks one language at a time
    _code, _folder = code, folder
    _translations = _words_of(code)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak another language inside, in this thread only: a sheet may be in another one than the window."""
    token = _for_now.set((code, _words_of(code)))
    try:
        yield
    finally:
        _for_now.reset(token)


def known() -> tuple[str, ...]:
    """The languages whose words are here, English first; the pseudo-language only while it is spoken."""
    found = sorted(f.parents[1].name for f in _folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")) if _folder else []
    pseudo = (PSEUDO,) if _code == PSEUDO else ()
    return ("en", *(code for code in found if code != "en"), *pseudo)


def spoken() -> str:
    """The language spoken now as it was named to `use`; `qps` for the pseudo-language."""
    now = _for_now.get()
    return now[0] if now else _code


def code() -> str:
    """The language spoken now, as a BCP 47 code."""
    return "en" if spoken() == PSEUDO else spoken()


def _words_of(code: str) -> gettext.NullTranslations:
    if code == PSEUDO:
        return _Pseudo()
    if _folder is None:
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, _folder, languages=[code], fallback=True)


def _speaker() -> gettext.NullTranslations:
    now = _for_now.get()
    return now[1] if now else _translations


def tr(text: str, /, **values: object) -> str:
    """The sentence in the person's language, with `{names}` filled in."""
    said = _speaker().gettext(text)
    return said.format(**values) if values else said


def trn(one: str, many: str, n: int, /, **values: object) -> str:
    """The sentence for a count: `trn("{n} page", "{n} pages", 3)`; `{n}` is filled in."""
    return _speaker().ngettext(one, many, n).format(n=n, **values)


def tidy(text: str) -> str:
    """Text as it is kept: NFC, no blanks at the ends, no invisible control characters."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in whole if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def as_typed(text: str) -> str:
    """Text exactly as typed; only halves of characters, which no file can hold, are dropped."""
    return text.encode("utf-8", "ignore").decode("utf-8")


class _Pseudo(gettext.NullTranslations):
    """Longer, accented English between brackets: shows what does not fit or was not translated."""

    def gettext(self, message: str) -> str:
        pieces = message.split("{")
        out = [pieces[0].translate(_ACCENTED)]
        for piece in pieces[1:]:
            name, brace, rest = piece.partition("}")
            out.append("{" + name + brace + rest.translate(_ACCENTED))
        return "⟦" + "".join(out) + "~" * (len(message) // 4) + "⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)
