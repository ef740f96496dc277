"""The store of drawn pages never takes more memory than it may, and lets the oldest go first."""

import pytest
from PySide6.QtGui import QImage

from secondop_desktop.ui.page_store import PageStore

SIDE = 100
BYTES = SIDE * SIDE * 4


def image(height=SIDE):
    return QImage(SIDE, height, QImage.Format.Format_RGB32)


@pytest.fixture
def store():
    return PageStore(3 * BYTES)


def test_a_picture_comes_back_until_there_is_no_room_for_it(store):
    for page in range(1, 5):
        store.put(page, image())
    assert store.get(1) is None
    assert [page in store for page in (2, 3, 4)] == [True] * 3
    assert store.bytes == 3 * BYTES


def test_what_was_looked_at_last_stays_longest(store):
    for page in (1, 2, 3):
        store.put(page, image())
    assert store.get(1) is not None
    store.put(4, image())
    assert 1 in store
    assert 2 not in store


def test_a_picture_put_again_counts_once(store):
    store.put(1, image())
    store.put(1, image(SIDE // 2))
    assert (len(store), store.bytes) == (1, BYTES // 2)


def test_a_picture_too_large_alone_is_not_kept(store):
    store.put(1, image())
    store.put(2, image(4 * SIDE))
    assert 1 in store
    assert 2 not in store


def test_three_thousand_pages_take_no_more_than_allowed():
    store = PageStore(10 * BYTES)
    for page in range(3_000):
        store.put(page, image())
        assert store.bytes <= 10 * BYTES
    assert len(store) == 10


def test_a_store_that_was_cleared_is_empty(store):
    store.put(1, image())
    store.clear()
    assert (len(store), store.bytes, store.get(1)) == (0, 0, None)
