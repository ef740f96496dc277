"""Hears over D-Bus that the screen was locked or that the computer goes to sleep, and has the sleep wait."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusPendingCall,
    QDBusPendingCallWatcher,
    QDBusUnixFileDescriptor,
    QDBusVariant,
)

from secondop_desktop.base.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable

SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)
"""Each tells ActiveChanged(b) on the session bus when the screen is locked and when it is open again."""
LOGIN = "org.freedesktop.login1"
MANAGER_PATH = "/org/freedesktop/login1"
MANAGER = "org.freedesktop.login1.Manager"
SESSION = "org.freedesktop.login1.Session"
PROPERTIES = "org.freedesktop.DBus.Properties"


class LinuxWatch(QObject):
    """Calls `left` when the screen is locked or sleep is near, `ending` when the computer shuts down.

    Before the computer sleeps or shuts down, login1 waits for everybody who holds a *delay* lock, which is an
    open file (systemd's "Inhibitor Locks"). One is held while the case is open. It is closed when the lock
    replaces this process, so the computer sleeps when the key is gone from memory; where nothing could be
    locked it is let go, and taken again after the sleep.
    Every question is asked without waiting for the answer: a service that is missing, slow or says something
    odd changes nothing.
    """

    def __init__(
        self,
        left: Callable[[], None],
        ending: Callable[[], None],
        buses: tuple[QDBusConnection, QDBusConnection] | None = None,
    ) -> None:
        super().__init__()
        self._left, self._ending = left, ending
        self._session_bus, self._system_bus = buses if buses is not None else (_session_bus(), _system_bus())
        self._waiting: set[QDBusPendingCallWatcher] = set()
        self._hooks: list[tuple[QDBusConnection, str, str, str, str]] = []
        self._session_path = ""
        self._delay = -1
        self._listens = False

    def begin(self) -> None:
        """Listen on both buses and ask for the delay."""
        self._listens = True
        for saver in SAVERS:
            self._hear(self._session_bus, "", "", saver, "ActiveChanged")
        for told in ("PrepareForSleep", "PrepareForShutdown"):
            self._hear(self._system_bus, LOGIN, MANAGER_PATH, MANAGER, told)
        self._take_delay()
        self._ask("GetSession", ["auto"], self._found_session, self._ask_by_name)

    def may_sleep(self) -> None:
        """Nothing to do: the delay is an open file that ends with this process, and not before its memory."""

    def stop(self) -> None:
        """Listen no longer."""
        self._listens = False
        for bus, service, path, interface, name in self._hooks:
            bus.disconnect(service, path, interface, name, self, _slot())
        self._hooks = []
        for waiting in self._waiting:
            waiting.deleteLater()  # with whatever it was answered
        self._waiting = set()
        self._let_go()

    def holds_delay(self) -> bool:
        """Whether the computer would wait for this program before it sleeps."""
        return self._delay >= 0

    # --- what is heard ---

    @Slot(QDBusMessage)
    def _heard(self, message: QDBusMessage) -> None:
        said, words = message.member(), message.arguments()
        if not self._listens:
            return
        if said == "Lock" or (said == "ActiveChanged" and _first(words) is True):
            self._left()
        elif said in {"PrepareForSleep", "PrepareForShutdown"} and _first(words) is True:
            (self._left if said == "PrepareForSleep" else self._ending)()
            self._let_go()  # still here: it could not be saved, and more time would not help
        elif said in {"PrepareForSleep", "PrepareForShutdown"} and _first(words) is False:
            self._take_delay()
        elif said == "PropertiesChanged" and _first(words) == SESSION:
            self._ask_if_locked()

    def _hear(self, bus: QDBusConnection, service: str, path: str, interface: str, name: str) -> None:
        """Have a signal call `_heard`; an empty service or path means any."""
        if bus.isConnected() and bus.connect(service, path, interface, name, self, _slot()):
            self._hooks.append((bus, service, path, interface, name))

    # --- what is asked ---

    def _ask(
        self,
        method: str,
        words: list[str],
        then: Callable[[list[Any]], None],
        otherwise: Callable[[], None] | None = None,
        of: tuple[str, str] = (MANAGER_PATH, MANAGER),
    ) -> None:
        if not self._system_bus.isConnected():
            return
        question = QDBusMessage.createMethodCall(LOGIN, *of, method)
        question.setArguments(words)
        waiting = QDBusPendingCallWatcher(QDBusPendingCall(self._system_bus.asyncCall(question)))
        self._waiting.add(waiting)
        waiting.finished.connect(lambda: self._answered(waiting, then, otherwise))

    def _answered(
        self,
        waiting: QDBusPendingCallWatcher,
        then: Callable[[list[Any]], None],
        otherwise: Callable[[], None] | None,
    ) -> None:
        self._waiting.discard(waiting)
        waiting.deleteLater()
        if not self._listens:
            return
        if not waiting.isError():
            then(waiting.reply().arguments())
        elif otherwise is not None:
            otherwise()

    def _take_delay(self) -> None:
        if self._delay < 0:
            why = tr("Your last words are being saved and the case is being locked.")
            self._ask("Inhibit", ["sleep:shutdown", "SecondOp", why, "delay"], self._got_delay)

    def _got_delay(self, words: list[Any]) -> None:
        given = _first(words)
        if self._delay < 0 and isinstance(given, QDBusUnixFileDescriptor) and given.isValid():
            # Taken out of the answer, which may live on for a while: the file ends when it is closed here,
            # or with this program, because no other one inherits it.
            self._delay = given.takeFileDescriptor()

    def _let_go(self) -> None:
        if self._delay >= 0:
            os.close(self._delay)
            self._delay = -1

    def _ask_by_name(self) -> None:
        """Find the session in the way that older login1 and elogind know."""
        name = os.environ.get("XDG_SESSION_ID", "")
        if name:
            self._ask("GetSession", [name], self._found_session)

    def _found_session(self, words: list[Any]) -> None:
        given = _first(words)
        if isinstance(given, QDBusObjectPath):
            self._session_path = given.path()
            self._hear(self._system_bus, LOGIN, self._session_path, SESSION, "Lock")
            self._hear(self._system_bus, LOGIN, self._session_path, PROPERTIES, "PropertiesChanged")

    def _ask_if_locked(self) -> None:
        self._ask("Get", [SESSION, "LockedHint"], self._told_if_locked, of=(self._session_path, PROPERTIES))

    def _told_if_locked(self, words: list[Any]) -> None:
        given = _first(words)
        if isinstance(given, QDBusVariant) and given.variant() is True:
            self._left()


def _slot() -> bytes:
    # Qt's own spelling of a slot; PySide takes it as text although its types say bytes.
    return SLOT("_heard(QDBusMessage)")  # type: ignore[return-value]


def _first(words: list[Any]) -> Any:  # noqa: ANN401 - whatever a foreign program has sent
    return words[0] if words else None


def _session_bus() -> QDBusConnection:
    """The bus of this session, or one that is not connected: asking for none may start a new one."""
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    if os.environ.get("DBUS_SESSION_BUS_ADDRESS") or (folder and (Path(folder) / "bus").exists()):
        return QDBusConnection.sessionBus()
    return QDBusConnection("no session bus here")


def _system_bus() -> QDBusConnection:
    return QDBusConnection.systemBus()
