"""Calls a method of an object of macOS, for the few things that Qt has no word for.

Not run on macOS yet: the tests call it with a stand-in for the system library.
"""

from __future__ import annotations

import ctypes
from typing import Any

LIBRARY = "/usr/lib/libobjc.A.dylib"
_POINTER = ctypes.c_void_p


def library() -> Any:  # noqa: ANN401 - a library has any function
    """The runtime of Objective-C (developer.apple.com/documentation/objectivec)."""
    return ctypes.CDLL(LIBRARY)


def send(receiver: int | str, method: str, *values: int | str) -> int:
    """Call a method of an object, or of a class by its name; texts become texts of macOS.

    Every value here is a pointer or a whole number, which are passed alike; so is the answer, 0 for none.
    """
    objc = library()
    if isinstance(receiver, str):
        receiver = _call(objc["objc_getClass"], receiver.encode())
    given = [_text(value) if isinstance(value, str) else value for value in values]
    return _call(objc["objc_msgSend"], receiver, _call(objc["sel_registerName"], method.encode()), *given)


def _call(function: Any, *given: int | bytes) -> int:  # noqa: ANN401 - a function of a library
    function.restype = _POINTER
    function.argtypes = [ctypes.c_char_p if isinstance(value, bytes) else _POINTER for value in given]
    return int(function(*given) or 0)


def _text(words: str) -> int:
    letters = ctypes.create_string_buffer(words.encode())
    return send("NSString", "stringWithUTF8String:", ctypes.addressof(letters))
