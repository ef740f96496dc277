"""Tells the desktop of Linux something by org.freedesktop.Notifications, on the bus of the session.

Qt cannot send this call from Python: it wants an unsigned number, and PySide sends every number signed. So
jeepney speaks here, which the keychain needs too.
(Desktop Notifications Specification 1.2, "Notify": susssasa{sv}i.)
"""

from __future__ import annotations

import contextlib
import os
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection

_SERVICE = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"
_DESKTOP_ENTRY = "org.secondop.SecondOp"
_PATIENCE = 5.0
"""Seconds to wait for a bus or a server that does not answer."""
_AS_THE_SERVER_LIKES = -1
"""How long it is shown."""


class LinuxNotifier:
    """Sends from a thread of its own, for a server may take its time; without a bus or server it is silent.

    The connection stays open: some desktops take a notification away when its sender leaves the bus.
    """

    def __init__(self, address: str = "") -> None:
        self._address = address
        self._bus: DBusConnection | None = None
        self._one_at_a_time = threading.Lock()

    def tell(self, title: str, sentence: str = "") -> threading.Thread:
        """Show a notification; gives the thread that sends it."""
        sender = threading.Thread(target=self._send, args=(title, sentence), name="notify", daemon=True)
        sender.start()
        return sender

    def stop(self) -> None:
        """Leave the bus."""
        bus, self._bus = self._bus, None
        if bus is not None:
            with contextlib.suppress(OSError):
                bus.close()

    def _send(self, title: str, sentence: str) -> None:
        from jeepney import DBusAddress, new_method_call

        address = DBusAddress(_PATH, _SERVICE, _SERVICE)
        hints = {"urgency": ("y", 1), "desktop-entry": ("s", _DESKTOP_ENTRY)}
        body: tuple[Any, ...] = ("SecondOp", 0, "", title, sentence, [], hints, _AS_THE_SERVER_LIKES)
        call = new_method_call(address, "Notify", "susssasa{sv}i", body)
        with self._one_at_a_time:
            try:
                self._connection().send_and_get_reply(call, timeout=_PATIENCE)
            except (OSError, KeyError, ValueError, StopIteration, RuntimeError):
                self.stop()  # nobody listens; the home page says it, too

    def _connection(self) -> DBusConnection:
        from jeepney.io.blocking import open_dbus_connection

        if self._bus is None:
            self._bus = open_dbus_connection(bus=self._address or _session_bus())
        return self._bus


def _session_bus() -> str:
    """The address of the bus of this session; a KeyError when there is none."""
    told = os.environ.get("DBUS_SESSION_BUS_ADDRESS")
    return told or f"unix:path={os.environ['XDG_RUNTIME_DIR']}/bus"
