"""Where a passphrase comes from: a prompt, a file or standard input; never an argument or the environment."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr


def passphrase(file: str | None, prompt: str, *, twice: bool = False) -> str:
    """The passphrase from `file` ("-" is standard input), else typed at a prompt without being shown.

    A recovery sheet may stand in a file as well; one line end is dropped. Raises UserError without one.
    """
    if file is not None:
        return _from_file(file)
    if not sys.stdin.isatty():
        raise UserError(
            tr("A passphrase is needed."),
            tr("Type it at the prompt, or name a file with --passphrase-file (- is standard input)."),
        )
    typed = getpass.getpass(prompt + " ")
    if twice and getpass.getpass(tr("Once more:") + " ") != typed:
        raise UserError(
            tr("The two passphrases are not the same."), tr("Nothing was changed. Please try again.")
        )
    return typed


def _from_file(file: str) -> str:
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        raise UserError(
            tr("The passphrase file could not be read."), tr("Nothing was changed. Please check its name.")
        ) from error
    return text.removesuffix("\n").removesuffix("\r")
