"""The turner brings only the latest page of the latest file, and no file outlives the page that shows it."""

import threading

import pytest

from secondop_desktop.flows.show_pages import PagePictures
from secondop_desktop.ui.page_turner import PageTurner, Wish
from secondop_desktop.ui.widgets.page_view import PageView
from secondop_desktop.ui.work import BENCHES
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


def thick(pages=6):
    return PagePictures.of_pdf(report(*(f"page {number}" for number in range(1, pages + 1))))


def at_rest(qtbot, turner):
    qtbot.waitUntil(lambda: not turner._busy and not turner._near, timeout=LONG)


def test_the_pages_beside_are_drawn_ahead_and_no_others(qtbot, turner, view):
    turner.open(thick(), 3)
    drawn(qtbot, view)
    at_rest(qtbot, turner)
    across = view._asked[1]
    there = [page for page in range(1, 7) if Wish(page, across) in turner.store]
    assert there == [2, 3, 4, 5]


def test_leafing_back_draws_ahead_what_comes_before(qtbot, turner, view):
    turner.open(thick(), 5)
    drawn(qtbot, view)
    at_rest(qtbot, turner)
    view.leaf(-1)
    at_rest(qtbot, turner)
    assert Wish(2, view._asked[1]) in turner.store


def test_what_is_looked_at_comes_before_what_is_near_and_small(qtbot, turner, view):
    asked = []
    turner.small_wanted = lambda: asked.append(1)
    turner.open(thick())
    drawn(qtbot, view)
    turner._busy = True
    turner._near = [Wish(4, 300)]
    turner._part = Wish(1, 4_000, (0.1, 0.1, 0.2, 0.2))
    turner._page = Wish(2, 600)
    asked.clear()
    order = [turner._next() for _ in range(4)]
    turner._busy = False
    assert [(wish.page, wish.box is not None) if wish else None for wish in order] == [
        (2, False),
        (1, True),
        (4, False),
        None,
    ]
    assert asked == [1]


def test_small_pictures_come_one_by_one_until_nobody_wants_more(qtbot, turner, view):
    wanted, came = [1, 2, 3], []
    turner.small_came.connect(came.append)
    turner.small_wanted = lambda: next(
        (Wish(page, 92, small=True) for page in wanted if turner.small.get(page) is None), None
    )
    turner.open(thick())
    qtbot.waitUntil(lambda: came == wanted, timeout=LONG)
    assert [turner.small.get(page).width() for page in wanted] == [92] * 3
    assert view.page == 1


def test_a_sharper_part_is_laid_over_the_page(qtbot, turner, view):
    turner.open(thick())
    drawn(qtbot, view)
    view.part_wanted.emit((1, 4_000, (0.0, 0.0, 0.25, 0.25)))
    qtbot.waitUntil(lambda: view.canvas._part is not None, timeout=LONG)
    assert view.canvas._part[0].width() == pytest.approx(1_000, abs=2)
    view.leaf(1)
    drawn(qtbot, view)
    assert view.canvas._part is None


def test_long_flows_do_not_hold_up_a_page(qtbot, turner, view, work):
    held = threading.Event()
    for _ in range(BENCHES):
        work.start("Reading", lambda _vault, _progress: held.wait(60), quiet=True)
    turner.open(thick())
    drawn(qtbot, view)
    held.set()
