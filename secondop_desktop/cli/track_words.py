"""What can be typed after `secondop track`: the commands about where the records are."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from secondop_desktop.case import examinations, pieces, requests
from secondop_desktop.cli import tracking
from secondop_desktop.cli.commands import Command

Maker = Callable[[str, Command, str], argparse.ArgumentParser]


def add_commands(make: Maker) -> None:
    """Add every command of the group; `make(name, run, text)` makes one that takes a case."""
    _add_examinations(make)
    _add_requests(make)
    _add_needs(make)


def _words(made: argparse.ArgumentParser, *names: str) -> None:
    for name in names:
        made.add_argument(f"--{name}", default="", metavar=name.upper())


def _add_examinations(make: Maker) -> None:
    made = make("add", tracking.add, "Write down an examination, so that its pieces can be tracked.")
    made.add_argument("--what", required=True, help='such as "core biopsy"')
    made.add_argument("--kind", choices=examinations.KINDS, default="other")
    made.add_argument("--form", choices=pieces.FORMS, action="append", help="may be given several times")
    _words(made, "date", "facility", "phone", "side", "site", "accession")
    made = make("list", tracking.listing, "List every piece with where it is.")
    made.add_argument("--late", action="store_true", help="only what is late")
    made = make("move", tracking.move, "Write the same step down for one piece or several.")
    made.add_argument("pieces", nargs="+", metavar="ID")
    made.add_argument("--state", choices=pieces.STATES, required=True)
    _words(made, "day", "who", "doctor", "contact", "how", "fee", "carrier", "tracking", "due", "note")
    made = make("back", tracking.back, "Take the last step of a piece back.")
    made.add_argument("pieces", nargs="+", metavar="ID")


def _add_requests(make: Maker) -> None:
    made = make("ask", tracking.ask, "Write down a request for records.")
    made.add_argument("pieces", nargs="*", metavar="ID", help="the pieces that were asked for")
    made.add_argument("--facility", required=True)
    made.add_argument("--kind", choices=requests.KINDS, default=requests.ACCESS)
    _words(made, "day", "phone", "contact", "how", "fee", "receiver", "expires", "note")
    make("requests", tracking.asked, "List the requests with how long each has waited.")
    make("waiting", tracking.waiting, "List what somebody owes, late things first.")


def _add_needs(make: Maker) -> None:
    made = make("need", tracking.need, "Put things on the list of a visit.")
    made.add_argument("text", nargs="*", help="one thing each")
    made.add_argument(
        "--list", default="", metavar="FILE", help="one line for one thing; - is standard input"
    )
    made.add_argument("--usual", action="store_true", help="begin with what such a visit usually needs")
    made.add_argument("--helpful", action="store_true", help="these are not required")
    _visit(made)
    made = make("link", tracking.link, "Say which piece a line of a list is.")
    made.add_argument("line", metavar="LINE")
    made.add_argument("--piece", default="", metavar="ID")
    made.add_argument("--settled", action="store_true", help="it is taken care of, whatever the records say")
    made = make("ready", tracking.ready, "Say whether everything is there for a visit.")
    _visit(made)


def _visit(made: argparse.ArgumentParser) -> None:
    made.add_argument("--appointment", default="next", metavar="ID", help='the id of a visit, or "next"')
