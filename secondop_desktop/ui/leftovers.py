"""What was typed and cannot be kept where it was typed becomes a reminder, so that no word is lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from secondop_desktop.base.language import tr
from secondop_desktop.case import tasks
from secondop_desktop.case.tasks import Task
from secondop_desktop.ui.unsaved import NotSavedYet
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

    def then(_: str) -> None:
        screen.notices.tell(
            tr("What you typed was not finished. It is kept as a reminder on the Home page."),
            undo=work.undo.way_back(),
            undo_text=tr("Throw it away"),
        )

    work.insist(screen, command, then, tr("keep words as a reminder"))


def settle(screen: Screen, savers: Sequence[FormSaver] = (), lists: Sequence[Entries] = ()) -> bool:
    """Keep everything typed on a screen that is about to be left; False when the disk refuses.

    What can be kept in its place is kept there. What the case cannot take there (an unreadable date, an
    entry without its first words) becomes a reminder, so that leaving or locking never waits for a person.
    """
    if not put_down(screen, savers):
        return False
    for saver in savers:
        _give_up(screen, saver)
    for entries in lists:
        if entries.is_half_typed():
            _finish(screen, entries)
        entries.close_editor()
    return True


def put_down(screen: Screen, savers: Sequence[FormSaver] = ()) -> bool:
    """Keep what the case can take; what it cannot take stays on the screen. False on a full disk."""
    kept = [saver.flush() for saver in savers]
    pairs = zip(savers, kept, strict=True)
    return told(screen, all(done or saver.behind() == saver.unkeepable() for saver, done in pairs))


def told(screen: Screen, kept: bool) -> bool:
    """Say why a page stays open unless its words are `kept`; gives back whether they are."""
    if not kept:
        screen.notices.problem(
            NotSavedYet(
                tr("Your last words are not saved yet, so this page stays open."),
                tr("They are kept here. Please make some room on the disk, and they are saved at once."),
            )
        )
    return kept


def _give_up(screen: Screen, saver: FormSaver) -> None:
    left = in_words(saver.behind())
    for field in saver.behind():
        saver.give_up(field)
    if left:
        keep_as_reminder(screen, left)


def _finish(screen: Screen, entries: Entries) -> None:
    words = entries.typed_words()
    entries.save()
    screen.work.flush()
    if entries.is_open() and words:
        keep_as_reminder(screen, words)
