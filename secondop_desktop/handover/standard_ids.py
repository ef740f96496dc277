"""Names of entries as other standards want them."""

from __future__ import annotations

import uuid


def as_uuid(identity: str) -> str:
    """The id of an entry as a UUID; one that is none (from elsewhere) is given the same one each time."""
    try:
        return str(uuid.UUID(identity))
    except ValueError:
        return str(uuid.uuid5(uuid.NAMESPACE_OID, identity))


def urn(identity: str) -> str:
    """The same as a URN (RFC 9562, 4)."""
    return f"urn:uuid:{as_uuid(identity)}"
