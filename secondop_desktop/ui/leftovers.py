"""What was typed and cannot be kept where it was typed becomes a reminder, so that no word is lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr
from secondop_desktop.case import bin, tasks
from secondop_desktop.case.tasks import Task
from secondop_desktop.ui.widgets.fields import in_words

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secondop_desktop.ui.entries import Entries
    from secondop_desktop.ui.form_saver import FormSaver
    from secondop_desktop.ui.screen import Screen


def keep_as_reminder(screen: Screen, sentence: str) -> None:
    """Add a reminder that says `sentence`, tell where it went, and offer to throw it away.

    The form it was typed in is empty by now, so a full disk must not be the end of it.
    """
    work = screen.work

    def command(session: Session) -> str:
        return tasks.keep(session, Task(text=sentence)).id

    def then(task_id: str) -> None:
        screen.notices.tell(
            tr("What you typed was not finished. It is kept as a reminder on the Home page."),
            undo=lambda: work.write(screen, lambda session: bin.throw_away(session, "task", task_id)),
            undo_text=tr("Throw it away"),
        )

    work.insist(screen, command, then)


def settle(screen: Screen, savers: Sequence[FormSaver] = (), lists: Sequence[Entries] = ()) -> bool:
    """Keep everything typed on a screen that is about to be left; False when the disk refuses.

    What can be kept in its place is kept there. What the case cannot take there (an unreadable date, an
    entry without its first words) becomes a reminder, so that leaving or locking never waits for a person.
    """
    kept = [saver.flush() for saver in savers]
    for saver, all_kept in zip(savers, kept, strict=True):
        if not all_kept and not _give_up(screen, saver):
            screen.notices.problem(
                UserError(
                    tr("Your last words are not saved yet, so this page stays open."),
                    tr("They are kept here. Please make some room on the disk, and they are saved at once."),
                )
            )
            return False
    for entries in lists:
        if entries.is_half_typed():
            _finish(screen, entries)
        entries.close_editor()
    return True


def _give_up(screen: Screen, saver: FormSaver) -> bool:
    if saver.behind() != saver.unkeepable():
        return False
    left = in_words(saver.behind())
    for field in saver.behind():
        saver.give_up(field)
    if left:
        keep_as_reminder(screen, left)
    return True


def _finish(screen: Screen, entries: Entries) -> None:
    words = entries.typed_words()
    entries.save()
    screen.work.flush()
    if entries.is_open() and words:
        keep_as_reminder(screen, words)
