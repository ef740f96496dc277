"""A desktop that shows notifications, on a bus of its own: `a_server(address)` gives what it was told.

As a program, `python tests/a_notification_server.py ADDRESS [silent|refuse]`, it says `ready` and then each
call it gets as a line of JSON.
"""

import json
import queue
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

NAME = "org.freedesktop.Notifications"
PATIENCE = 20


class Shown:
    """What the server was told, in its order."""

    def __init__(self, process):
        self._lines = queue.SimpleQueue()
        threading.Thread(target=self._listen, args=(process,), daemon=True).start()

    def next(self):
        """The next notification, as the arguments of its call; waits for it."""
        return json.loads(self._lines.get(timeout=PATIENCE))

    def nothing(self):
        """Whether nothing else was told."""
        return self._lines.empty()

    def ready(self):
        """Wait until it listens."""
        assert self._lines.get(timeout=PATIENCE) == "ready"

    def _listen(self, process):
        for line in process.stdout:
            self._lines.put(line.strip())


@contextmanager
def a_server(address, mode=""):
    """A notification server on the bus at `address`."""
    command = [sys.executable, Path(__file__), address, mode]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        shown = Shown(process)
        shown.ready()
        yield shown
    finally:
        process.kill()
        process.wait(10)
        process.stdout.close()


def serve(address, mode):
    """Answer calls until somebody ends this."""
    from jeepney import HeaderFields, MessageType, message_bus, new_error, new_method_return
    from jeepney.io.blocking import open_dbus_connection

    bus = open_dbus_connection(address)
    bus.send_and_get_reply(message_bus.RequestName(NAME))
    say("ready")
    while True:
        call = bus.receive()
        fields = call.header.fields
        if call.header.message_type is not MessageType.method_call:
            continue
        if fields.get(HeaderFields.member) != "Notify":
            bus.send(new_error(call, "org.freedesktop.DBus.Error.UnknownMethod"))
            continue
        say(json.dumps([fields.get(HeaderFields.signature), *call.body]))
        if mode == "refuse":
            bus.send(new_error(call, "org.freedesktop.DBus.Error.LimitsExceeded"))
        elif mode != "silent":
            bus.send(new_method_return(call, "u", (7,)))


def say(line):
    """Tell whoever started this."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "")
