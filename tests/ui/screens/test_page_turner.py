"""The turner brings only the latest page of the latest file, and no file outlives the page that shows it."""

import pytest

from secondop_desktop.flows.show_pages import PagePictures
from secondop_desktop.ui.page_turner import PageTurner
from secondop_desktop.ui.widgets.page_view import PageView
from tests.flows.papers import locked, report
from tests.ui.screens.paperwork import LONG


@pytest.fixture
def view(qtbot, house):
    view = PageView()
    qtbot.addWidget(view)
    view.resize(600, 500)
    view.show()
    return view


@pytest.fixture
def turner(work, view):
    turner = PageTurner(work, view)
    yield turner
    turner.close()


def drawn(qtbot, view):
    qtbot.waitUntil(lambda: not view.canvas.image.isNull() and not view.sentence(), timeout=LONG)


def test_a_file_is_drawn_at_the_page_asked_for(qtbot, turner, view):
    turner.open(PagePictures.of_pdf(report("one", "two", "three")), 2)
    drawn(qtbot, view)
    assert (view.page, view.pages) == (2, 3)


def test_a_page_beyond_the_end_becomes_the_last_one(qtbot, turner, view):
    turner.open(PagePictures.of_pdf(report("one", "two")), 9)
    qtbot.waitUntil(lambda: view.pages == 2, timeout=LONG)
    assert view.page == 2
    drawn(qtbot, view)


def test_running_through_the_pages_ends_at_the_last_one(qtbot, turner, view):
    turner.open(PagePictures.of_pdf(report(*(f"page {number}" for number in range(9)))))
    drawn(qtbot, view)
    with qtbot.waitSignal(turner.shown, check_params_cb=lambda page: page == 9, timeout=LONG):
        for _ in range(8):
            view.leaf(1)


def test_the_answer_of_an_older_file_is_not_shown(qtbot, turner, view, work):
    first = PagePictures.of_pdf(report("one", "two", "three"))
    turner.open(first)
    qtbot.waitUntil(lambda: bool(work.jobs()), timeout=LONG)
    turner.open(PagePictures.of_pdf(report("other")))
    drawn(qtbot, view)
    assert view.pages == 1


def test_closing_shows_nothing_and_ends_the_worker(qtbot, turner, view, work):
    pictures = PagePictures.of_pdf(report("one"))
    turner.open(pictures)
    drawn(qtbot, view)
    turner.close("Put away.")
    assert view.canvas.image.isNull()
    assert view.sentence() == "Put away."
    qtbot.waitUntil(lambda: not work.jobs(), timeout=LONG)
    assert pictures._reader.pid == 0


def test_a_file_that_cannot_be_shown_says_why(qtbot, turner, view, notices):
    with qtbot.waitSignal(turner.refused, timeout=LONG) as refused:
        turner.open(PagePictures.of_pdf(locked(report("one"), "rose")))
    assert view.sentence() == refused.args[0].sentence
    assert notices.problems == [], "the sentence stands where the page would be"
    turner.open(PagePictures.of_pdf(locked(report("one"), "rose")), 1, "rose")
    drawn(qtbot, view)


def test_the_lock_does_not_wait_for_a_page(qtbot, turner, view, work):
    turner.open(PagePictures.of_pdf(report("one")))
    qtbot.waitUntil(lambda: bool(work.jobs()), timeout=LONG)
    work.close()
    assert work.jobs() == []
