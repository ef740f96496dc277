"""The rows of a card list as plain data, and the model the list view reads them from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from secondop_desktop.base.language import tr

Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """What the delegate asks the model for."""

    ROW = int(Qt.ItemDataRole.UserRole) + 1


@dataclass(frozen=True)
class CardRow:
    """One row: `ticked` and `starred` are None when the row has no such mark; `tone` colours the chip."""

    id: str
    title: str
    subtitle: str = ""
    icon: str = "file-text"
    chip: str = ""
    tone: str = "plain"
    ticked: bool | None = None
    starred: bool | None = None
    done: bool = False
    spoken: str = ""

    def words(self) -> str:
        """The row as a screen reader says it."""
        parts = [self.spoken or self.title, self.subtitle, self.chip]
        if self.ticked is not None:
            parts.append(tr("ticked") if self.ticked else tr("not ticked"))
        if self.starred:
            parts.append(tr("starred"))
        return ". ".join(part.rstrip(".") for part in parts if part)


class CardModel(QAbstractListModel):
    """Holds the rows of one list."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: list[CardRow] = []
        self.draggable = False

    def set_rows(self, rows: Sequence[CardRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rows(self) -> list[CardRow]:
        """The rows in their present order."""
        return list(self._rows)

    def card(self, row: int) -> CardRow:
        """The row at a position."""
        return self._rows[row]

    def position(self, identity: str) -> int:
        """Where the row with this id is; -1 when it is not there."""
        return next((at for at, card in enumerate(self._rows) if card.id == identity), -1)

    def mark(self, row: int, **changes: bool) -> None:
        """Change `ticked` or `starred` of one row in place."""
        self._rows[row] = replace(self._rows[row], **changes)  # type: ignore[arg-type]
        self.dataChanged.emit(self.index(row), self.index(row))

    def shift(self, row: int, to: int) -> None:
        """Move one row so that it ends up at position `to`."""
        if row == to:
            return
        beyond = to + 1 if to > row else to
        if self.beginMoveRows(QModelIndex(), row, row, QModelIndex(), beyond):
            self._rows.insert(to, self._rows.pop(row))
            self.endMoveRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, D102
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401, D102
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        card = self._rows[index.row()]
        if role == Role.ROW:
            return card
        if role == Qt.ItemDataRole.DisplayRole:
            return card.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return card.words()
        if role == Qt.ItemDataRole.CheckStateRole and card.ticked is not None:
            return Qt.CheckState.Checked if card.ticked else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:  # noqa: D102
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled if self.draggable else Qt.ItemFlag.NoItemFlags
        return flags | Qt.ItemFlag.ItemIsDragEnabled if self.draggable else flags

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: D102
        return Qt.DropAction.MoveAction
