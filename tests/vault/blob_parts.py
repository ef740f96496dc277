"""What the tests of blobs share: a store, contents, and ways to spoil a file."""

import io
import random
from datetime import UTC, datetime, timedelta

import pytest

from secondop_desktop.vault import blob_format as form
from secondop_desktop.vault.blob_errors import DamagedBlob

KEY = bytes(range(32))
SEGMENT = form.SEGMENT
SIZES = [0, 1, SEGMENT - 1, SEGMENT, SEGMENT + 1, 2 * SEGMENT, 3 * SEGMENT + 7]
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
LONG_AGO = (NOW - timedelta(days=30)).timestamp()


def content_of(size):
    return random.Random(size).randbytes(size)  # noqa: S311 - a test that repeats itself


def keep(store, content):
    return store.keep(io.BytesIO(content))


def path_of(store, name):
    return store.folder / name[:2] / name


def files_in(store):
    return sorted(path for path in store.folder.rglob("*") if path.is_file())


def flip(path, place, bit=1):
    with path.open("r+b") as file:
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ bit]))


def read_whole(store, name):
    with store.open(name) as reader:
        return reader.read_all()


def refused(store, name):
    """Whether neither reading nor verifying gives anything out."""
    with pytest.raises(DamagedBlob):
        read_whole(store, name)
    return refused_by_verify(store, name)


def refused_by_verify(store, name):
    with pytest.raises(DamagedBlob) as raised:
        store.verify(name)
    assert raised.value.name == name
    assert raised.value.advice
    return True
