"""Files that no entry speaks of are cleared away after a day; everything else stays."""

import io
import os
from datetime import timedelta

from secondop_desktop.case import bin as bin_
from secondop_desktop.case import documents
from secondop_desktop.case.documents import Document
from secondop_desktop.flows.sweep_leftovers import sweep_leftovers
from secondop_desktop.flows.take_in import take_in_bytes
from secondop_desktop.vault import case_file


def age(vault, clock, days):
    """Make every stored file this many days old."""
    moment = (clock.now() - timedelta(days=days)).timestamp()
    for path in (vault.folder / "blobs").rglob("*"):
        os.utime(path, (moment, moment))


def test_an_orphan_is_swept_after_a_day_and_not_before(vault, frozen_clock):
    vault.blobs.keep(io.BytesIO(b"stored, and then the power went"))
    age(vault, frozen_clock, 0.5)
    assert sweep_leftovers(vault, frozen_clock) == 0
    age(vault, frozen_clock, 2)
    assert sweep_leftovers(vault, frozen_clock) == 1
    assert list(vault.blobs.names()) == []


def test_what_any_entry_ever_named_stays_for_good(vault, frozen_clock):
    kept = take_in_bytes(vault, b"words of a letter", "a.txt")
    binned = take_in_bytes(vault, b"words of another letter", "b.txt")
    gone = take_in_bytes(vault, b"a letter that was deleted for good", "c.txt")
    with vault.write() as session:
        bin_.throw_away(session, "document", binned.document_id)
        session.delete(session.get(Document, gone.document_id))
    age(vault, frozen_clock, 400)
    assert sweep_leftovers(vault, frozen_clock) == 0
    assert len(list(vault.blobs.names())) == 3
    with vault.read() as session:
        assert documents.one(session, kept.document_id).title


def test_a_case_that_is_only_looked_at_is_left_alone(vault, folder, ways, frozen_clock):
    vault.blobs.keep(io.BytesIO(b"orphan"))
    age(vault, frozen_clock, 9)
    looked = case_file.look(folder, vault.key, ways, "because")
    assert sweep_leftovers(looked, frozen_clock) == 0
    looked.close()
    assert len(list(vault.blobs.names())) == 1
