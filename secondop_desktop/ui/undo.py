"""What can be taken back: the commands of the open case by their names, the newest last.

The stack lives as long as the case is open. It holds what the rows were, in memory only: nothing of it is
logged, and a lock ends the process that has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QObject, Signal

from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr

if TYPE_CHECKING:
    from secondop_desktop.vault.steps import Step
    from secondop_desktop.vault.vault import Vault

    Run = Callable[[Callable[[Vault], Step], Callable[[Step], None], Callable[[Exception], None]], object]

MOST = 200


@dataclass(eq=False)
class Done:
    """A command: its name, how to turn it round, and where the window was before and after."""

    name: str
    step: Step
    asked_at: object = None
    went_to: object = None


@dataclass(frozen=True)
class WayBack:
    """Takes one command back when it is called; for the notice that tells of it."""

    done: Done
    stack: UndoStack

    def __call__(self) -> bool:
        """Do it; False when it was done already."""
        return self.stack.take_back(self.done)


@dataclass(frozen=True)
class WayForth:
    """Does one command again that was taken back."""

    done: Done
    stack: UndoStack
    icon: ClassVar[str] = "redo-2"

    def __call__(self) -> bool:
        """Do it; False when it was done already."""
        return self.stack.do_again(self.done)


class UndoStack(QObject):
    """Commands that were done, and those that were taken back; each may also be turned round by itself.

    `run(task(vault), then, failed)` does things in the case in their order. `undone` and `redone` carry the
    Done, `refused` the error, `changed` says that `undo_name` or `redo_name` may be others. `where` tells
    where the window is.
    """

    changed = Signal()
    undone = Signal(object)
    redone = Signal(object)
    refused = Signal(object)

    def __init__(self, run: Run, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self._done: list[Done] = []
        self._back: list[Done] = []
        self._newest: Done | None = None
        self.where: Callable[[], object] = lambda: None

    def newest(self) -> Done | None:
        """What `undo` would take back."""
        return self._done[-1] if self._done else None

    def undo_name(self) -> str:
        """What `undo` would take back; empty when there is nothing."""
        return self._done[-1].name if self._done else ""

    def redo_name(self) -> str:
        """What `redo` would do again; empty when there is nothing."""
        return self._back[-1].name if self._back else ""

    def undo(self) -> bool:
        """Take the newest command back; False when there is none."""
        return bool(self._done) and self.take_back(self._done[-1])

    def redo(self) -> bool:
        """Do again what was taken back last; False when there is nothing."""
        return bool(self._back) and self.do_again(self._back[-1])

    def take_back(self, done: Done) -> bool:
        """Take one command back, wherever it stands."""
        return self._turn(done, self._done, self._back, self.undone.emit, again=False)

    def do_again(self, done: Done) -> bool:
        """Do one command again that was taken back."""
        return self._turn(done, self._back, self._done, self.redone.emit, again=True)

    def way_back(self) -> WayBack | None:
        """How to take back the command whose result is being handed over just now; None if nothing changed.

        It is for the notice that tells of the command.
        """
        return None if self._newest is None else WayBack(self._newest, self)

    @contextmanager
    def handing_over(self, name: str, step: Step | None, asked_at: object) -> Iterator[None]:
        """Take up a command that is through, while its owner is told of it."""
        if step:
            self._newest = Done(name, step, asked_at, asked_at)
            self._done = [*self._done[1 - MOST :], self._newest]
            self._back.clear()
            self.changed.emit()
        newest = self._newest
        try:
            yield
        finally:
            self._newest = None
            if newest is not None:
                newest.went_to = self.where()

    def _turn(
        self,
        done: Done,
        source: list[Done],
        target: list[Done],
        told: Callable[[Done], object],
        *,
        again: bool,
    ) -> bool:
        if done not in source:
            what = tr("“{name}” was done again already.", name=done.name)
            undone = tr("“{name}” was taken back already.", name=done.name)
            self.refused.emit(UserError(what if again else undone, tr("Nothing was changed now.")))
            return False
        source.remove(done)
        self.changed.emit()

        def task(vault: Vault) -> Step:
            from secondop_desktop.flows import undo

            return undo.take_back(vault, done.step, done.name, again=again)

        def then(back: Step) -> None:
            done.step = back
            target.append(done)
            self.changed.emit()
            told(done)

        def failed(error: Exception) -> None:
            from secondop_desktop.flows.undo import NotAsItWas

            if not isinstance(error, NotAsItWas):
                source.append(done)
                self.changed.emit()
            self.refused.emit(error)

        self._run(task, then, failed)
        return True
