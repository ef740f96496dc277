"""Stands in for login1 and the screen savers on a bus of its own: a program that takes orders line by line.

`python tests/system_stand_in.py ADDRESS [silent|odd|refuse|old]`. Orders: `emit WHAT 0|1`. It says
`ready`, then `held` when somebody took a delay lock and `released` when that one was closed again.
"""

import os
import select
import sys
from contextlib import suppress

from jeepney import (
    DBusAddress,
    HeaderFields,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import open_dbus_connection

LOGIN = "org.freedesktop.login1"
SESSION_PATH = "/org/freedesktop/login1/session/_34"
MANAGER = DBusAddress("/org/freedesktop/login1", LOGIN, LOGIN + ".Manager")
SESSION = DBusAddress(SESSION_PATH, LOGIN, LOGIN + ".Session")
OTHER_SESSION = DBusAddress("/org/freedesktop/login1/session/_39", LOGIN, LOGIN + ".Session")
PROPERTIES = DBusAddress(SESSION_PATH, LOGIN, "org.freedesktop.DBus.Properties")
SAVERS = ("freedesktop", "gnome", "cinnamon", "mate", "xfce")


def signals(what, on):
    """The messages that mean `what`, as the real services send them."""
    if what in SAVERS:
        saver = DBusAddress(f"/org/{what}/ScreenSaver", f"org.{what}.ScreenSaver", f"org.{what}.ScreenSaver")
        return new_signal(saver, "ActiveChanged", "b", (on,))
    if what in {"sleep", "shutdown"}:
        return new_signal(MANAGER, f"PrepareFor{what.capitalize()}", "b", (on,))
    if what == "hint":
        changed = (LOGIN + ".Session", {"LockedHint": ("b", on)}, [])
        return new_signal(PROPERTIES, "PropertiesChanged", "sa{sv}as", changed)
    odd = {
        "lock": (SESSION, "Lock", "", ()),
        "other-lock": (OTHER_SESSION, "Lock", "", ()),
        "odd-sleep": (MANAGER, "PrepareForSleep", "s", ("true",)),
        "empty-sleep": (MANAGER, "PrepareForSleep", "", ()),
        "odd-change": (PROPERTIES, "PropertiesChanged", "s", ("org.example",)),
    }
    return new_signal(*odd[what])


class StandIn:
    """Answers as `mode` says, and remembers who was promised a delay."""

    def __init__(self, address, mode):
        self._mode, self._hint = mode, False
        self._bus = open_dbus_connection(address, enable_fds=True)
        self._delays = []
        for name in (LOGIN, *(f"org.{saver}.ScreenSaver" for saver in SAVERS)):
            self._bus.send_and_get_reply(message_bus.RequestName(name))

    def live(self):
        """Take orders and calls until nobody gives orders any more."""
        say("ready")
        while True:
            ready, _, _ = select.select([sys.stdin, self._bus.sock, *self._delays], [], [])
            for delay in [d for d in self._delays if d in ready]:
                os.close(delay)
                self._delays.remove(delay)
                say("released")
            if sys.stdin in ready:
                orders = os.read(0, 4096).decode()
                if not orders:
                    return
                for order in orders.splitlines():
                    self._obey(*order.split())
            if self._bus.sock in ready:
                with suppress(TimeoutError):
                    while True:
                        self._answer(self._bus.receive(timeout=0))

    def _obey(self, _emit, what, on):
        if what == "hint":
            self._hint = on == "1"
        self._bus.send(signals(what, on == "1"))

    def _answer(self, message):
        asked = message.header.fields.get(HeaderFields.member)
        if message.header.message_type is not MessageType.method_call or self._mode == "silent":
            return
        if self._mode == "refuse" or (self._mode == "old" and message.body == ("auto",)):
            self._bus.send(new_error(message, "org.freedesktop.DBus.Error.AccessDenied"))
        elif self._mode == "odd":
            self._bus.send(new_method_return(message, "as", (["what", "was", "asked"],)))
        elif asked == "GetSession":
            self._bus.send(new_method_return(message, "o", (SESSION_PATH,)))
        elif asked == "Get":
            self._bus.send(new_method_return(message, "v", (("b", self._hint),)))
        elif asked == "Inhibit":
            self._promise(message)

    def _promise(self, message):
        what, _who, _why, how = message.body
        assert "sleep" in what.split(":"), what
        assert how == "delay", how
        reading, writing = os.pipe()
        self._delays.append(reading)
        self._bus.send(new_method_return(message, "h", (writing,)))
        os.close(writing)
        say("held")


def say(word):
    """Tell whoever gives the orders."""
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    StandIn(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "").live()
