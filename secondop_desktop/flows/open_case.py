"""Making, opening and re-keying a case: where the tables of the case and the vault come together."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.progress import NO_PROGRESS, Progress
from secondop_desktop.case import bin as _families  # noqa: F401 - every family must be known to the mapper
from secondop_desktop.case import carry_overs as _carry_overs  # noqa: F401
from secondop_desktop.case import closings as _closings  # noqa: F401
from secondop_desktop.case import diagnosis as _diagnosis  # noqa: F401
from secondop_desktop.case import drafts as _drafts  # noqa: F401
from secondop_desktop.case import file_passwords as _file_passwords  # noqa: F401
from secondop_desktop.case import line_stamps as _line_stamps  # noqa: F401
from secondop_desktop.case import migrations, person
from secondop_desktop.case import own_spellings as _own_spellings  # noqa: F401
from secondop_desktop.case import page_turns as _page_turns  # noqa: F401
from secondop_desktop.case import permissions as _permissions  # noqa: F401
from secondop_desktop.case import read_tries as _read_tries  # noqa: F401
from secondop_desktop.case import reasons as _reasons  # noqa: F401
from secondop_desktop.case import recordings as _recordings  # noqa: F401
from secondop_desktop.case import share_choices as _share_choices  # noqa: F401
from secondop_desktop.case import task_origins as _task_origins  # noqa: F401
from secondop_desktop.case import twins_kept as _twins_kept  # noqa: F401
from secondop_desktop.case import visit_plans as _visit_plans  # noqa: F401
from secondop_desktop.case.person import Person
from secondop_desktop.flows import back_up
from secondop_desktop.flows.back_up import Copied
from secondop_desktop.flows.record_sound import join_left
from secondop_desktop.flows.sweep_leftovers import sweep_leftovers
from secondop_desktop.vault import case_file, half_made, new_passphrase, passphrases, recovery
from secondop_desktop.vault.case_file import Ways
from secondop_desktop.vault.vault import Vault


@cache
def usual_ways() -> Ways:
    """How cases are opened: the newest tables, the computer's clock, the real key derivation."""
    return Ways(steps=migrations.steps(), before_upgrade=back_up.before_upgrade)


@dataclass(frozen=True)
class OpenedCase:
    """A case that was just made or re-keyed, with the lines of its recovery sheet.

    `copied` tells of the copies that were made under the new key.
    """

    vault: Vault
    recovery_lines: tuple[str, ...]
    copied: tuple[Copied, ...] = ()


def offer_passphrase() -> str:
    """Six random words that are easy to write down."""
    return passphrases.offer()


def judge_passphrase(text: str, name: str = "") -> passphrases.Judgement:
    """Whether a passphrase will do, with a sentence for the person; their own name makes a weak one."""
    return passphrases.judge(text, names=(name,))


def create(folder: Path, passphrase: str, name: str, ways: Ways | None = None) -> OpenedCase:
    """Make a new case for the person called `name` and open it."""
    vault = case_file.create(folder, passphrase, ways or usual_ways())
    try:
        if name.strip():
            with vault.write() as session:
                person.keep(session, Person(name=name))
    except BaseException:
        vault.close()
        half_made.clear(vault.folder)
        raise
    return OpenedCase(vault, recovery_lines(vault))


def open_case(folder: Path, secret: str, ways: Ways | None = None, *, or_look: bool = False) -> Vault:
    """Open a case with its passphrase or its typed recovery sheet; the files of half-done work are swept."""
    return tidied(case_file.unlock(folder, secret, ways or usual_ways(), or_look=or_look))


def tidied(vault: Vault) -> Vault:
    """The case that was just opened, without the file under an older passphrase and without leftovers."""
    if not vault.read_only:
        new_passphrase.forget_old(vault.folder)
        with contextlib.suppress(UserError, OSError):  # what cannot be swept now is swept next time
            sweep_leftovers(vault)
        with contextlib.suppress(UserError, OSError):  # the pieces of a recording stay until then
            join_left(vault)
    return vault


def is_passphrase(vault: Vault, text: str, ways: Ways | None = None) -> bool:
    """Whether `text` is the passphrase of an open case; takes about half a second, like opening it."""
    return case_file.is_passphrase(vault, text, ways or usual_ways())


def recovery_lines(vault: Vault) -> tuple[str, ...]:
    """The lines of the recovery sheet of an open case."""
    return recovery.sheet(vault.key)


def change_passphrase(
    vault: Vault, passphrase: str, progress: Progress = NO_PROGRESS, ways: Ways | None = None
) -> OpenedCase:
    """Give the case a new passphrase; the old recovery sheet no longer opens it, a new one comes back.

    The case is copied before and after. The change itself keeps the old file until the new one has proved
    itself, so a place without room for a copy does not hinder it.
    """
    back_up.back_up_now(vault)
    changed = new_passphrase.change(vault, passphrase, ways or usual_ways(), progress)
    return OpenedCase(changed, recovery_lines(changed), tuple(back_up.back_up_now(changed)))


def warm_up() -> None:
    """Load what opening a case will need, while the passphrase is still being typed."""
    usual_ways()
