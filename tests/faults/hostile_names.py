"""File names that try to lead elsewhere, to mean something to a program, or to look like something else."""

import itertools
import random

MARK = "esc7731"
"""Stands in every name, so that a file that got out can be found."""

_UP = (
    *("..", ".", "...", "..\\..", "../..", "..;", "%2e%2e", "..%2f..", "%252e%252e"),
    *("\uff0e\uff0e", "\u2024\u2024"),
)
_PARTERS = (
    *("/", "\\", "//", "\\\\", ":", "\0", "\n", "%2f", "%5c"),
    *("\u2215", "\u2044", "\uff0f", "\uff3c", "\u29f8", "\ufe68"),  # look like those that part folders
)
_STARTS = (
    *("", "/", "//", "\\", "\\\\server\\share\\", "C:\\", "C:", "c:/", "\\\\?\\C:\\", "\\\\.\\"),
    *(
        "~/",
        "~root/",
        "file:///",
        "file://localhost/",
        "smb://a/b/",
        "/proc/self/root/",
        "/dev/shm/",
        "/tmp/",
    ),
    *("/etc/", "-", "--", "$HOME/", "${HOME}/", "%TEMP%\\", "%USERPROFILE%\\", "`pwd`/", "$(pwd)/"),
    *("|", ">", "<", "&", ";", " ", "."),
)
_SPECIAL = (
    *("CON", "PRN", "AUX", "NUL", "COM1", "COM9", "LPT1", "COM¹", "CONIN$", "CLOCK$", "con.pdf"),
    *("nul.tar.gz", "lpt1.a.b"),
    *("a:b", "a.pdf:hidden", "a.pdf::$DATA", "a.", "a ", "a. . .", " a", ".bashrc", ".ssh", "-rf"),
    *("--out=/tmp/x", "case.db", "holder.json", "README.txt", "settings.json", "blobs", "*", "?", "[a-z]*"),
    *("{a,b}", "!!", "#", "%", "<img src=file:///etc/passwd>", "<b>bold</b>", "&lt;", "{name}", "%s%n"),
    *("{0.__class__}", "'; DROP TABLE d;--", "\u202egnp.exe", "\u2066a\u2069", "\u200b", "a\0b.pdf"),
    *("a\nb.pdf", "a\r\nb", "a\tb", "\x1b[2J", "\x07", "\udcff\udcfe", "\ud800", "\ufeffa", "e\u0301" * 40),
    *("\ufb01", "\U0001f600", "\u0627\u0644", "a\u0300" * 90, "long" * 60, "long" * 2_000, "ä" * 250),
    *("\U0001f600" * 120, "a." * 120, "." * 250, "/" * 300, "../" * 300),
)
_ENDS = (
    *("", ".pdf", ".pdf.exe", ".", " ", "/", "\\", ".lnk", ".desktop", ".db", ":", "\0.pdf", ".part"),
    *(".secondop", ".longer-than-any-ending"),
)


def names(count):
    """That many different hostile names, the same ones each time."""
    chance = random.Random(7731)  # noqa: S311 - the same names each time
    found = dict.fromkeys(_plainly())
    while len(found) < count:
        parts = [chance.choice(_UP + _SPECIAL) for _ in range(chance.randint(0, 4))]
        middle = "".join(part + chance.choice(_PARTERS) for part in parts)
        found[chance.choice(_STARTS) + middle + _marked(chance) + chance.choice(_ENDS)] = None
    return list(found)[:count]


def _plainly():
    for start, special in itertools.product(_STARTS, _SPECIAL):
        yield start + special + MARK
        yield start + MARK + special
    yield from (special for special in (*_UP, *_SPECIAL))


def _marked(chance):
    return MARK + "".join(chance.choice("ab ._-\u0301é\u202e%$'\"") for _ in range(chance.randint(0, 5)))
