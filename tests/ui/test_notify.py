"""A sentence on the desktop, shown by a real server on a real bus; without one there is silence."""

import pytest

from secondop_desktop.ui import notify_linux
from secondop_desktop.ui.notify import TrayNotifier, notifier_here
from secondop_desktop.ui.notify_linux import LinuxNotifier
from tests import private_bus
from tests.a_notification_server import a_server

SAYING = "You have an appointment at 10:30."
on_a_bus = pytest.mark.skipif(bool(private_bus.LACKING), reason=f"this needs {private_bus.LACKING}")


@pytest.fixture(scope="module")
def bus():
    with private_bus.a_bus() as address:
        yield address


@on_a_bus
def test_the_server_is_told_in_the_way_of_the_specification(bus):
    notifier = LinuxNotifier(bus)
    with a_server(bus) as shown:
        notifier.tell(SAYING).join(10)
        told = shown.next()
    assert told[0] == "susssasa{sv}i"
    assert told[1:7] == ["SecondOp", 0, "", SAYING, "", []]
    assert told[7] == {"urgency": ["y", 1], "desktop-entry": ["s", "org.secondop.SecondOp"]}
    assert told[8] == -1
    notifier.stop()


@on_a_bus
def test_the_sender_stays_on_the_bus_so_that_the_sentence_stays_on_the_screen(bus):
    notifier = LinuxNotifier(bus)
    with a_server(bus) as shown:
        for sentence in (SAYING, "You have an appointment tomorrow."):
            notifier.tell(sentence).join(10)
            assert shown.next()[4] == sentence
        assert notifier._bus is not None
        notifier.stop()
        notifier.stop()
    assert notifier._bus is None


@on_a_bus
@pytest.mark.parametrize("mode", ["silent", "refuse"])
def test_a_server_that_does_not_answer_or_refuses_hinders_nobody(bus, mode, monkeypatch):
    monkeypatch.setattr(notify_linux, "_PATIENCE", 0.2)
    notifier = LinuxNotifier(bus)
    with a_server(bus, mode) as shown:
        notifier.tell(SAYING).join(10)
        assert shown.next()[4] == SAYING
    notifier.stop()


@on_a_bus
def test_without_a_server_there_is_silence_and_the_next_try_may_find_one(bus, monkeypatch):
    notifier = LinuxNotifier(bus)
    notifier.tell(SAYING).join(10)
    with a_server(bus) as shown:
        notifier.tell(SAYING).join(10)
        assert shown.next()[4] == SAYING
    notifier.stop()


@pytest.mark.parametrize("address", ["", "unix:path=/nowhere/bus", "tcp:host=", "nonsense"])
def test_without_a_bus_there_is_silence(address, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    notifier = LinuxNotifier(address)
    sender = notifier.tell(SAYING)
    sender.join(10)
    assert not sender.is_alive()
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    notifier.tell(SAYING).join(10)


@on_a_bus
def test_the_bus_of_the_session_is_found_by_its_address(bus, monkeypatch):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus)
    notifier = notifier_here("linux")
    with a_server(bus) as shown:
        notifier.tell(SAYING).join(10)
        assert shown.next()[4] == SAYING
    notifier.stop()


def test_where_there_is_no_tray_there_is_silence(qapp):
    notifier = notifier_here("win32")
    assert isinstance(notifier, TrayNotifier)
    assert notifier.tell(SAYING) is False
    notifier.stop()


class Tray:
    """Stands where the tray of the system is: the platform of the tests has none, and Qt warns of that."""

    made = ()

    def __init__(self, picture, _parent):
        self.picture, self.said, self.shown = picture, [], False
        Tray.made = (*Tray.made, self)

    @staticmethod
    def isSystemTrayAvailable():
        return True

    def icon(self):
        return self.picture

    def setToolTip(self, words):
        self.said.append(words)

    def showMessage(self, title, sentence, _icon, milliseconds):
        self.said.append((title, sentence, milliseconds))

    def show(self):
        self.shown = True

    def hide(self):
        self.shown = False

    def deleteLater(self):
        self.said.append("gone")


def test_the_icon_in_the_tray_goes_with_its_sentence(qapp, monkeypatch):
    monkeypatch.setattr("secondop_desktop.ui.notify.QSystemTrayIcon", Tray)
    monkeypatch.setattr(Tray, "made", ())
    notifier = notifier_here("darwin")
    assert notifier.tell(SAYING) is True
    assert notifier.tell(SAYING) is True
    (tray,) = Tray.made
    assert (tray.shown, tray.said) == (True, ["SecondOp", (SAYING, "", 20_000), (SAYING, "", 20_000)])
    notifier._over.timeout.emit()
    assert (tray.shown, tray.said[-1]) == (False, "gone")
