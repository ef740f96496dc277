"""What the tests of records and printing share: a house with a tray, and records out of small PDFs."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from secondop_desktop.case import documents
from secondop_desktop.flows.take_in import Details, take_in_bytes
from secondop_desktop.ui.record_tray import RecordTray

LONG = 15_000
"""Milliseconds that a worker process may take to start on a busy computer."""


@pytest.fixture
def tray(qapp, work, notices, frozen_clock):
    """Takes records in; it reads only after `tray.begin()`."""
    made, lower_edge = RecordTray(work, notices, clock=frozen_clock), QWidget()
    made.panel.setParent(lower_edge)
    yield made
    made.reader.stop()
    lower_edge.deleteLater()


@pytest.fixture
def with_tray(house, tray):
    return replace(house, tray=tray)


@pytest.fixture
def put(vault, frozen_clock):
    """Put a file into the case: `put(content, "name.pdf", title=..., kind=...)`; the answer is its id."""

    def put(content, name="report.pdf", **details):
        return take_in_bytes(vault, content, name, Details(**details), frozen_clock).document_id

    return put


@pytest.fixture
def titles(fetch):
    return lambda: sorted(record.title for record in fetch(documents.everything))
