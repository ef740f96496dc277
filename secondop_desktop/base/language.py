"""Every sentence a person reads passes through here on its way out."""

from __future__ import annotations

import gettext
import unicodedata
from pathlib import Path

DOMAIN = "secondop"
PSEUDO = "qps"

_ACCENTED = str.maketrans("aeiouyAEIOUYcnsz", "áéíóúýÁÉÍÓÚÝçñšž")
_translations: gettext.NullTranslations = gettext.NullTranslations()
_code = "en"


def use(code: str, folder: Path | None = None) -> None:
    """Speak language `code` from now on; an unknown one speaks English, `qps` a pseudo-language."""
    global _translations, _code  # noqa: PLW0603 - one process speaks one language at a time
    _code = code
    if code == PSEUDO:
        _translations = _Pseudo()
    elif folder is None:
        _translations = gettext.NullTranslations()
    else:
        _translations = gettext.translation(DOMAIN, folder, languages=[code], fallback=True)


def code() -> str:
    """The language spoken now, as a BCP 47 code."""
    return "en" if _code == PSEUDO else _code


def tr(text: str, /, **values: object) -> str:
    """The sentence in the person's language, with `{names}` filled in."""
    said = _translations.gettext(text)
    return said.format(**values) if values else said


def trn(one: str, many: str, n: int, /, **values: object) -> str:
    """The sentence for a count: `trn("{n} page", "{n} pages", 3)`; `{n}` is filled in."""
    return _translations.ngettext(one, many, n).format(n=n, **values)


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
