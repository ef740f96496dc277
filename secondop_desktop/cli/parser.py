"""What can be typed: every command with its words."""

from __future__ import annotations

import argparse
from typing import Any, TypeAlias

from secondop_desktop import __version__
from secondop_desktop.case import appointments, doctors, documents
from secondop_desktop.cli import (
    commands,
    copies,
    entries,
    letters,
    mending,
    packets,
    photos,
    self_test,
    sheets,
    sound,
    track_words,
    visits,
    whole_case,
)
from secondop_desktop.flows.plan import RECIPIENTS
from secondop_desktop.flows.sheet_list import KINDS
from secondop_desktop.paper.letter_forms import IN_ORDER

_EXAMPLE = """\
Example:
  secondop new "My case.secondop" --name "Margaret Ellison"
  secondop doctor add "My case.secondop" --name "Dr Okafor" --specialty "Breast surgeon"
  secondop appointment add "My case.secondop" --doctor "Dr Okafor" --when "14 may 10:30"
  secondop question suggest "My case.secondop"
  secondop print "My case.secondop" question-sheet --appointment next --out questions.pdf

The passphrase is asked for, or read with --passphrase-file FILE (- is standard input).
Exit codes: 0 done, 1 a problem you can solve, 2 not understood, 3 the case is damaged."""


class _AnyOrder(argparse.ArgumentParser):
    """Takes words after options, too: `question add CASE --star Could we wait?`."""

    _inside = False

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:  # noqa: ANN401 - overloaded there
        """Sort the options out first, then the words; the call below comes here again."""
        if self._inside:
            return super().parse_known_args(args, namespace)
        self._inside = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._inside = False


Adder: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - it has no public name


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(
        prog="secondop",
        description="Keeps an encrypted case file for a second medical opinion.",
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"SecondOp {__version__}")
    adder = top.add_subparsers(metavar="COMMAND", required=True)
    _add_case_commands(adder)
    _add_doctor(adder)
    _add_appointment(adder)
    _add_question(adder)
    _add_records(adder)
    _add_tracking(adder)
    _add_print(adder)
    _add_packet(adder)
    _add_letter(adder)
    _add_sound(adder)
    _add_copies(adder)
    return top


def _command(
    adder: Adder, name: str, run: commands.Command, text: str, *, case: bool = True
) -> argparse.ArgumentParser:
    made = adder.add_parser(name, help=text, description=text)
    if case:
        made.add_argument("case", metavar="CASE", help="the folder of the case")
    made.add_argument(
        "--passphrase-file", metavar="FILE", help="read the passphrase from FILE; - is standard input"
    )
    made.add_argument("--json", action="store_true", help="answer in JSON, for other programs")
    made.set_defaults(run=run)
    return made


def _group(adder: Adder, name: str, text: str) -> Adder:
    made = adder.add_parser(name, help=text, description=text)
    return made.add_subparsers(metavar="WHAT", required=True, parser_class=_AnyOrder)


def _words(made: argparse.ArgumentParser, *names: str) -> None:
    for name in names:
        made.add_argument(f"--{name}", default="", metavar=name.upper())


def _some(text: str) -> int:
    """A whole number from 1 on."""
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def _add_case_commands(adder: Adder) -> None:
    made = _command(adder, "new", commands.new, "Make a new encrypted case.")
    made.add_argument("--name", default="", help="whose case it is")
    _command(adder, "sample", commands.sample, "Make a sample case with an invented person.")
    _command(adder, "self-test", self_test.run, "Try out every part of the program.", case=False)
    _command(adder, "info", commands.info, "Say how things stand in a case.")
    made = _command(adder, "check", mending.check, "Check every page, entry and file of a case.")
    made.add_argument("--deep", action="store_true", help="read its newest safe copies to their end as well")
    made = _command(adder, "repair", mending.repair, "Rescue a damaged case into a new one.")
    made.add_argument("--into", required=True, metavar="NEW", help="the folder of the new case")
    made.add_argument(
        "--without-copies", action="store_true", help="take nothing from safe copies, only from the case"
    )
    made = _command(adder, "passphrase", commands.change_passphrase, "Give a case a new passphrase.")
    made.add_argument("--new-passphrase-file", metavar="FILE", help="read the new passphrase from FILE")


def _add_doctor(adder: Adder) -> None:
    group = _group(adder, "doctor", "Add and list doctors.")
    made = _command(group, "add", entries.doctor_add, "Add a doctor.")
    made.add_argument("--name", required=True)
    made.add_argument("--role", choices=doctors.ROLES, default="other")
    _words(made, "specialty", "hospital", "phone")
    made = _command(group, "note", entries.doctor_note, "Note something about a doctor.")
    made.add_argument("--doctor", required=True, metavar="NAME")
    made.add_argument("--text", required=True)
    _words(made, "topic", "source", "date")
    _command(group, "list", entries.doctor_list, "List the doctors.")


def _add_appointment(adder: Adder) -> None:
    group = _group(adder, "appointment", "Add and list visits.")
    made = _command(group, "add", entries.appointment_add, "Add a visit.")
    made.add_argument("--when", required=True, help='such as "14 may 10:30" or 2026-05-14T10:30')
    made.add_argument("--kind", choices=appointments.KINDS, default="second_opinion")
    _words(made, "doctor", "place", "goal", "companion", "zone")
    _command(group, "list", entries.appointment_list, "List the visits.")
    made = _command(adder, "visit", visits.visit, "Say how far off a visit is, and put it into a calendar.")
    made.add_argument("--appointment", default="next", metavar="ID", help='the id of a visit, or "next"')
    made.add_argument("--ics", default="", metavar="FILE", help="write a calendar file")
    made = _command(group, "note", entries.note_write, "Write the free page of a visit.")
    made.add_argument("--appointment", default="next", metavar="ID", help='the id of a visit, or "next"')
    made.add_argument("text", nargs="+")


def _add_question(adder: Adder) -> None:
    group = _group(adder, "question", "Add, star, list and suggest questions.")
    made = _command(group, "add", entries.question_add, "Add a question.")
    made.add_argument("text", nargs="*", help="the question in your own words")
    made.add_argument("--star", action="store_true", help="ask this one first")
    _words(made, "catalogue", "appointment")
    made = _command(group, "star", entries.question_star, "Give a question a star.")
    made.add_argument("question", metavar="ID")
    made.add_argument("--off", action="store_true", help="take the star away")
    _command(group, "list", entries.question_list, "List the questions.")
    made = _command(group, "suggest", entries.question_suggest, "Suggest questions that fit this case.")
    made.add_argument("--reason", action="append", metavar="KEY")
    made.add_argument("--situation", action="append", metavar="KEY", help="surgery, palliative, remote ...")
    made.add_argument("--limit", type=int, default=20)
    _words(made, "cancer-type")


def _add_records(adder: Adder) -> None:
    group = _group(adder, "record", "Take in files, and make records of photos of paper.")
    for made in (
        _command(adder, "attach", entries.attach, "Take files into a case."),
        _command(group, "add", entries.attach, "Take files into a case, also all files in folders."),
        _command(adder, "add", visits.add, "Take files in: invitations (.ics) as visits, others as records."),
    ):
        made.add_argument("files", nargs="+", metavar="FILE", help="a file, or a folder with files")
        made.add_argument("--kind", choices=documents.KINDS, default="other")
        _words(made, "title", "date", "facility", "doctor")
    made = _command(group, "add-photos", photos.record_add_photos, "Make one record of several photos.")
    made.add_argument("files", nargs="+", metavar="PHOTO")
    made.add_argument("--kind", choices=documents.KINDS, default="other")
    made.add_argument("--record", default="", metavar="ID", help="put them behind the pages of this record")
    _words(made, "title", "date", "facility")
    _command(adder, "read", commands.read, "Read the text of all records that wait for it.")
    made = _command(adder, "search", commands.search, "Find words everywhere in a case.")
    made.add_argument("words", nargs="+", metavar="WORD", help='such as: liver "kind:note" "after:2026-03"')
    made.add_argument("--most", type=_some, default=50, metavar="NUMBER", help="so many hits at most")
    made.add_argument("--as-typed", action="store_true", help="no other words when nothing is found")


def _add_tracking(adder: Adder) -> None:
    group = _group(adder, "track", "Say and write down where each record is, and what a visit needs.")
    track_words.add_commands(lambda name, run, text: _command(group, name, run, text))


def _add_sound(adder: Adder) -> None:
    group = _group(adder, "sound", "List, bring in and save recordings of visits.")
    made = _command(group, "list", sound.sound_list, "List the recordings.")
    made.add_argument("--appointment", default="", metavar="ID", help='the id of a visit, or "next"')
    made = _command(group, "import", sound.sound_import, "Bring a recording made on a phone to a visit.")
    made.add_argument("file", metavar="FILE")
    made.add_argument("--appointment", default="next", metavar="ID", help='the id of a visit, or "next"')
    made.add_argument("--began", default="", metavar="WHEN", help="when it began, as 2026-05-14T10:30")
    made = _command(group, "save", sound.sound_save, "Save a recording as a file that is not encrypted.")
    made.add_argument("recording", metavar="ID")
    made.add_argument("--out", required=True, metavar="FILE", help="save it here")


def _add_print(adder: Adder) -> None:
    made = _command(adder, "print", sheets.print_out, "Print a sheet, or save it as a PDF.")
    made.add_argument("sheet", choices=tuple(KINDS))
    made.add_argument("--appointment", default="", metavar="ID", help='the id of a visit, or "next"')
    made.add_argument("--out", default="", metavar="FILE", help="save the PDF here")
    made.add_argument("--printer", default="", metavar="NAME", help="hand it to this printer")
    made.add_argument("--copies", type=int, default=1)
    made.add_argument("--sides", choices=("one", "book", "calendar"), default="", help="on one side or both")
    made.add_argument("--black", action="store_true", help="black and white")
    made.add_argument("--large", action="store_true", help="large print")
    made.add_argument("--page", choices=("A4", "Letter"), default="A4")
    made.add_argument(
        "--for",
        dest="recipient",
        choices=RECIPIENTS,
        default="myself",
        help="who reads it",
    )
    made.add_argument("--name", default="", metavar="NAME", help="who that is")
    made.add_argument("--letter", default="", metavar="ID", help="which letter, for the sheet “letter”")
    made.add_argument("--only", default=None, metavar="PARTS", help="these parts, with commas, and no others")
    made.add_argument("--without", default="", metavar="PARTS", help="leave these parts out")
    made.add_argument("--parts", action="store_true", help="say which parts the sheet has, and print nothing")
    made = _command(adder, "given", sheets.given_list, "Say what was given to whom, and save it once more.")
    made.add_argument("--again", default="", metavar="ID", help="save the very pages of this one again")
    made.add_argument("--out", default="", metavar="FILE", help="save them here")


def _add_letter(adder: Adder) -> None:
    group = _group(adder, "letter", "Write letters and call sheets from the case.")
    made = _command(group, "write", letters.write, "Write a letter from the case.")
    made.add_argument("--kind", choices=IN_ORDER, required=True)
    made.add_argument("--tone", choices=("short", "warm", "direct"), default="")
    made.add_argument("--doctor", default="", metavar="NAME", help="whom it goes to, or is about")
    made.add_argument("--place", default="", metavar="NAME", help="the hospital or office it goes to")
    made.add_argument("--receiver", default="", metavar="NAME", help="the doctor who gets the records")
    made.add_argument("--request", default="", metavar="ID", help="the request it is for")
    _command(group, "list", letters.listing, "List the letters.")
    made = _command(group, "sent", letters.sent, "Keep the pages of a letter, and mark it as sent.")
    made.add_argument("letter", metavar="ID")
    _words(made, "day", "how")
    made.add_argument("--waiting", action="store_true", help="also write down that records were asked for")


def _add_packet(adder: Adder) -> None:
    made = _command(adder, "packet", packets.packet_out, "Put records together as one PDF.")
    made.add_argument("records", nargs="*", metavar="ID", help="the ids of records, in their order")
    made.add_argument("--all", action="store_true", help="all records")
    made.add_argument("--needed", action="store_true", help="all that the visit needs, first")
    made.add_argument("--appointment", default="", metavar="ID", help='the id of a visit, or "next"')
    made.add_argument("--sheets", default="", metavar="KEYS", help="sheets in front of them, with commas")
    made.add_argument("--out", default="", metavar="FILE", help="save the PDF here")
    made.add_argument("--small", action="store_true", help="make pictures smaller for e-mail")
    made.add_argument(
        "--open-with",
        default="",
        metavar="FILE",
        help="encrypt it with the passphrase in a file (- is stdin)",
    )
    made.add_argument("--estimate", action="store_true", help="say how large it would be, and make nothing")
    made.add_argument("--large", action="store_true", help="large print")
    made.add_argument("--page", choices=("A4", "Letter"), default="A4")
    made.add_argument("--for", dest="recipient", choices=RECIPIENTS, default="doctor", help="who reads it")
    made.add_argument("--name", default="", metavar="NAME", help="who that is")


def _add_copies(adder: Adder) -> None:
    made = _command(adder, "backup", copies.backup, "Copy a case into its safe places.")
    made.add_argument("--to", default="", metavar="FOLDER", help="copy it into this folder as well")
    made = _command(adder, "restore", copies.restore, "List copies, or make a case of one.", case=False)
    made.add_argument("--from", default="", dest="source", metavar="FOLDER", help="where the copies are")
    made.add_argument("--number", type=int, default=0, help="which copy; the newest one if not named")
    made.add_argument("--into", default="", metavar="NEW", help="the folder of the new case")
    _command(adder, "drill", copies.try_out, "Bring the newest copy back for a try.")
    made = _command(adder, "export", whole_case.export, "Write a whole case, not encrypted, to a folder.")
    made.add_argument("--to", required=True, metavar="PLACE", help="a folder, or a file that ends in .zip")
    made = _command(adder, "import", whole_case.import_, "Make a case of an exported one.", case=False)
    made.add_argument("source", metavar="PLACE", help="the folder or the zip file of an export")
    made.add_argument("--into", required=True, metavar="NEW", help="the folder of the new case")
