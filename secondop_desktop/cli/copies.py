"""The commands about copies of a case: making them, bringing a case back from one, and trying one out."""

from __future__ import annotations

import contextlib
from pathlib import Path

from secondop_desktop.base import settings
from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.base.dates import moment_words
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.base.progress import Progress
from secondop_desktop.cli.commands import Given, opened
from secondop_desktop.cli.say import Voice
from secondop_desktop.cli.secrets import passphrase
from secondop_desktop.flows import back_up, drill, open_case
from secondop_desktop.flows import restore as restoring
from secondop_desktop.vault.errors import WrongSecret
from secondop_desktop.vault.generations import Generation

Opened = list[tuple[Generation, bytes]]


def _remember(known: settings.Settings) -> None:
    """Write down what is known of the copies; they are made, also where there is no room for the note."""
    with contextlib.suppress(OSError):
        settings.save(known)


def backup(given: Given, voice: Voice) -> None:
    """Copy a case into its safe places and, with --to, into a folder; exit code 1 when a place took none."""
    known = settings.load()
    with opened(given) as vault:
        places = back_up.places_of(known, vault)
        if given.to:
            more = back_up.prepare_chosen(vault, Path(given.to))
            places += [] if more in places else [more]
        copied = back_up.back_up(vault, places, Progress(voice.progress), thorough=True)
        back_up.note(known, vault.case_id, copied)
        _remember(known)
    for one in copied:
        if one.generation is not None:
            voice.tell(tr("Copied to {place}", place=one.place))
    voice.data([_copied(one) for one in copied])
    for one in copied:
        if one.problem is not None:
            raise one.problem


def _copied(one: back_up.Copied) -> dict[str, object]:
    return {
        "place": str(one.place),
        "number": one.generation.number if one.generation else None,
        "made": one.made.isoformat(timespec="seconds"),
        "safe": one.safe,
        "problem": one.problem.sentence if one.problem else "",
    }


def restore(given: Given, voice: Voice) -> None:
    """List the copies that a passphrase opens, tell what is in one, or make a case of it with --into."""
    places = _places(given)
    found = restoring.generations(places)
    if not found:
        raise UserError(
            tr("There is no copy of a case there."), tr("Name the folder or the stick with --from FOLDER.")
        )
    secret = passphrase(given.passphrase_file, tr("Passphrase of the copy, or its recovery sheet:"))
    fitting = restoring.opened_by(found, secret, open_case.usual_ways())
    if not fitting:
        raise WrongSecret
    if given.into:
        _bring_back(given, voice, _chosen(fitting, given.number), places)
    elif given.number:
        _look_into(voice, _chosen(fitting, given.number))
    else:
        rows: list[dict[str, object]] = [_told(one) for one, _key in fitting]
        voice.rows(rows, ("number", "when", "place"), "")


def _places(given: Given) -> list[Path]:
    if given.source:
        return restoring.places_under(Path(given.source).absolute())
    return back_up.all_places(settings.load())


def _told(one: Generation) -> dict[str, object]:
    return {
        "number": one.number,
        "when": moment_words(one.made.astimezone(SYSTEM_CLOCK.zone())),
        "made": one.made.isoformat(),
        "place": str(one.place),
    }


def _chosen(fitting: Opened, number: int) -> tuple[Generation, bytes]:
    """The copy with this number, the newest one without; never a guess between two cases."""
    wanted = [pair for pair in fitting if number in (0, pair[0].number)]
    if not wanted:
        raise UserError(
            tr("There is no copy with this number."), tr("Leave out --number and --into to list them.")
        )
    if len({one.place.name for one, _key in wanted}) > 1:
        raise UserError(
            tr("There are copies of more than one case."),
            tr("Name the place of the one you want with --from, as the list shows it."),
        )
    return wanted[0]


def _look_into(voice: Voice, chosen: tuple[Generation, bytes]) -> None:
    one, key = chosen
    inside = restoring.look_into(one, key, open_case.usual_ways())
    voice.tell(str(_told(one)["when"]))
    if inside.name:
        voice.tell(tr("The case of {name}.", name=inside.name))
    for said in inside.counts:
        voice.tell(said)
    for title in inside.missing:
        voice.tell(tr("The file of “{title}” is not whole in this copy.", title=title))
    voice.data(
        {
            **_told(one),
            "name": inside.name,
            "holds": list(inside.counts),
            "records": list(inside.documents),
            "newest": inside.newest.isoformat() if inside.newest else None,
            "missing": list(inside.missing),
        }
    )


def _bring_back(given: Given, voice: Voice, chosen: tuple[Generation, bytes], places: list[Path]) -> None:
    one, key = chosen
    more = [place for place in places if place.name == one.place.name and place != one.place]
    progress = Progress(voice.progress)
    made = restoring.restore(one, key, Path(given.into), open_case.usual_ways(), progress, more_places=more)
    voice.tell(
        tr("The copy of {when} is a case again: {folder}", when=_told(one)["when"], folder=made.folder)
    )
    for title in made.missing:
        voice.tell(tr("The file of “{title}” could not be brought back.", title=title))
    voice.data({**_told(one), "case": str(made.folder), "missing": list(made.missing)})


def try_out(given: Given, voice: Voice) -> None:
    """Bring the newest copies back for a try; exit code 1 when one is not whole and could not be mended."""
    known = settings.load()
    with opened(given, or_look=True) as vault:
        places = back_up.places_of(known, vault)
        drilled = drill.drill_and_mend(vault, places, open_case.usual_ways(), Progress(voice.progress))
        drill.note(known, vault.case_id, drilled)
        _remember(known)
    voice.data(
        {
            "good": drilled.ok,
            "day": drilled.day.isoformat(),
            "number": drilled.generation.number if drilled.generation else None,
            "sentence": drilled.sentence,
        }
    )
    if not drilled.ok:
        raise UserError(drilled.sentence)
    voice.tell(drilled.sentence)
