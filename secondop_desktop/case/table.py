"""What every record has, and how one is kept, found, binned and brought back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, TypeVar

from sqlalchemy import ForeignKey, LargeBinary, SQLColumnExpression, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    MappedAsDataclass,
    Session,
    mapped_column,
)

from secondop_desktop.base.clock import SYSTEM_CLOCK, Clock
from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.errors import FieldError, UserError
from secondop_desktop.base.ids import new_id
from secondop_desktop.base.language import tidy, tr
from secondop_desktop.case.columns import InstantColumn, PartialDateColumn


class Record(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False, repr=False):
    """Base of all tables; records are handed out detached and hold no lazy parts.

    There is no `repr` on purpose: a record that ends up in a log line must not show its values.
    """

    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: InstantColumn,
        PartialDate: PartialDateColumn,
        bytes: LargeBinary,
    }


class Kept(MappedAsDataclass, kw_only=True, eq=False, repr=False):
    """Mixin: identity, a revision that refuses stale edits, and the keyed digest the vault writes.

    `revision` and `digest` stand first in the row so that the check at unlock need not read long texts.
    """

    id: Mapped[str] = mapped_column(primary_key=True, default_factory=new_id, sort_order=-9)
    revision: Mapped[int] = mapped_column(default=0, sort_order=-8)
    digest: Mapped[bytes] = mapped_column(default=b"", sort_order=-7)
    binned_at: Mapped[datetime | None] = mapped_column(default=None, sort_order=-6)

    __mapper_args__: ClassVar[dict[str, Any]] = {
        "version_id_col": revision,
        "version_id_generator": False,
    }


def points_to(target: str) -> ForeignKey:
    """A reference to another record, checked when the transaction ends, so the order of writing is free."""
    return ForeignKey(target, deferrable=True, initially="DEFERRED")


Family = TypeVar("Family", bound=Kept)


def all_of(session: Session, family: type[Family], *order: SQLColumnExpression[Any]) -> Sequence[Family]:
    """Every record of one family that is not in the bin."""
    query = select(family).where(family.binned_at.is_(None)).order_by(*order, family.id)
    return session.scalars(query).all()


def find(session: Session, family: type[Family], record_id: str) -> Family:
    """One record by its id, also when it lies in the bin."""
    found = session.get(family, record_id)
    if found is None:
        raise UserError(
            tr("This entry is no longer there."),
            tr("It may have been deleted in another window. Nothing else changed."),
        )
    return found


def keep(session: Session, record: Family) -> Family:
    """Add a new record or save an edited one; a stale edit raises SQLAlchemy's StaleDataError."""
    return session.merge(record)


def bin_it(session: Session, record: Kept, clock: Clock = SYSTEM_CLOCK) -> None:
    """Move a record to the bin; nothing is lost."""
    record.binned_at = clock.now()


def needed(value: str, field: str, sentence: str) -> str:
    """The tidied text, or a FieldError with `sentence` when nothing was typed."""
    clean = tidy(value)
    if not clean:
        raise FieldError(field, sentence)
    return clean
