"""Names for things that never clash between two laptops."""

from __future__ import annotations

import uuid6


def new_id() -> str:
    """A fresh UUIDv7 (RFC 9562) as 36 characters; later ids sort after earlier ones."""
    return str(uuid6.uuid7())
