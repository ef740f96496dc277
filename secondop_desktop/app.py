"""The front door: puts the storeys together, nothing else."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from secondop_desktop import __version__
from secondop_desktop.base import logs
from secondop_desktop.base.language import tr
from secondop_desktop.base.privacy import keep_files_private, keep_memory_private

if TYPE_CHECKING:
    import argparse

    from secondop_desktop.ui.desktop import Outside
    from secondop_desktop.ui.door.calls import Entered, Judgement, OpenedCase
    from secondop_desktop.vault.vault import Vault


FROZEN_SWITCH = "--read-worker"
"""What reading.child passes to start a worker of a bundled program; app loads no craft to know it."""
SOUND_SWITCH = "--sound-worker"
"""What sound.process passes to start a process for the sound device, likewise."""
LOCKED_SWITCH = "--locked"
"""Start behind the lock: nobody gets in without the passphrase, also where the key is remembered."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Start the program in a window; `--showcase FOLDER` draws it there without one."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] == [FROZEN_SWITCH]:
        return _work_as_reader(words[1:])
    if words[:1] == [SOUND_SWITCH]:
        return _work_with_sound(words[1:])
    given = _parser().parse_args(words)
    logs.start()
    keep_memory_private()
    keep_files_private()
    if given.showcase:
        return _showcase(Path(given.showcase))
    if _no_screen():
        sys.stderr.write(tr("There is no screen here. The command line twin is: secondop --help") + "\n")
        return 1
    from secondop_desktop.ui.desktop import run

    return run(_outside(), Path(given.case).absolute() if given.case else None, locked=given.locked)


def _work_as_reader(words: list[str]) -> int:
    """Be the worker process that reads files; a bundled program has no other way to start one."""
    from secondop_desktop.reading import worker

    worker.main(words)
    return 0


def _work_with_sound(words: list[str]) -> int:
    """Be the process that touches the sound device."""
    from secondop_desktop.sound import worker

    worker.main(words)
    return 0


def _parser() -> argparse.ArgumentParser:
    import argparse

    parser = argparse.ArgumentParser(prog="secondop-desktop", description=tr("SecondOp in a window."))
    parser.add_argument("case", nargs="?", help="the folder of a case to open")
    parser.add_argument(LOCKED_SWITCH, action="store_true", help=argparse.SUPPRESS)
    parser.add_argument(
        "--showcase", metavar="FOLDER", help="make the sample case, its sheets and pictures there"
    )
    parser.add_argument("--version", action="version", version=f"SecondOp {__version__}")
    return parser


def _no_screen() -> bool:
    wanted = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform.startswith("linux") and not any(os.environ.get(name) for name in wanted)


def _outside() -> Outside:
    from secondop_desktop.ui.desktop import Outside
    from secondop_desktop.ui.door.calls import DoorCalls

    calls = DoorCalls(
        offer_passphrase=_offer_passphrase,
        judge_passphrase=_judge_passphrase,
        create=_create,
        open=_open,
        recovery_pdf=_recovery_pdf,
        sample=_sample,
        check_line=_check_line,
        check_place=_check_place,
        places_of=_places_of,
        remembers=_remembers,
        open_remembered=_open_remembered,
    )
    return Outside(calls, _warm_up, _keep_answers, _replace_process)


def _warm_up() -> None:
    from secondop_desktop.flows import open_case

    open_case.warm_up()


def _offer_passphrase() -> str:
    from secondop_desktop.flows import open_case

    return open_case.offer_passphrase()


def _judge_passphrase(text: str) -> Judgement:
    from secondop_desktop.flows import open_case

    return open_case.judge_passphrase(text)


def _create(folder: Path, passphrase: str, name: str) -> OpenedCase:
    from secondop_desktop.flows import open_case

    return open_case.create(folder, passphrase, name)


def _open(folder: Path, secret: str) -> Vault:
    from secondop_desktop.flows import open_case

    return open_case.open_case(folder, secret, or_look=True)


def _remembers(folder: Path) -> bool:
    from secondop_desktop.base import settings
    from secondop_desktop.flows import keep_key

    return keep_key.is_remembered_folder(folder, settings.load())


def _open_remembered(folder: Path) -> Vault | None:
    from secondop_desktop.flows import keep_key

    return keep_key.open_remembered(folder, or_look=True)


def _recovery_pdf(lines: tuple[str, ...], name: str) -> bytes:
    from secondop_desktop.flows import print_sheet

    return print_sheet.recovery_pdf(lines, name)


def _sample(folder: Path) -> Vault:
    from secondop_desktop.flows import make_sample, open_case

    return make_sample.make_sample(folder, make_sample.PASSPHRASE, open_case.usual_ways()).vault


def _check_line(vault: Vault, number: int, typed: str) -> None:
    from secondop_desktop.flows import sheet_drill

    sheet_drill.check_line(vault, number, typed)


def _check_place(vault: Vault, folder: Path) -> None:
    from secondop_desktop.flows import back_up

    back_up.prepare_chosen(vault, folder)


def _places_of(folder: Path) -> list[Path]:
    """Where copies of the case that lies or lay in `folder` may be; of an unknown one, all there are."""
    from secondop_desktop.base import settings
    from secondop_desktop.flows import back_up

    known = settings.load()
    case_id = known.case_ids.get(str(folder.absolute()), "")
    cases = [case_id] if case_id else [*known.second_place, *known.copies]
    places = [place for one in cases for place in back_up.places_for(known, one)]
    return list(dict.fromkeys([*places, *([] if case_id else back_up.all_first_places())]))


def _keep_answers(vault: Vault, entered: Entered) -> None:
    from secondop_desktop.flows.first_answers import keep_first_answers

    answers = entered.answers
    if answers is not None:
        keep_first_answers(vault, answers.what_happened, answers.next_appointment, answers.why)


def _replace_process(case: Path) -> None:
    """Put a fresh process in place of this one: Python cannot wipe a key from its own memory."""
    command = [sys.executable, "-m", "secondop_desktop", LOCKED_SWITCH, str(case)]
    if getattr(sys, "frozen", False):
        command = [sys.executable, LOCKED_SWITCH, str(case)]
    if os.name == "posix":
        os.execv(command[0], command)  # noqa: S606 - our own program, no shell
    import subprocess

    subprocess.Popen(command, close_fds=True)
    os._exit(0)


def _showcase(folder: Path) -> int:
    from secondop_desktop.flows.showcase import make_showcase
    from secondop_desktop.ui.showcase import draw_screens

    made = make_showcase(folder)
    try:
        made.files.extend(draw_screens(made.vault, folder))
    finally:
        made.vault.close()
    for file in made.files:
        sys.stdout.write(f"{file}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
