"""Page after page from a scanner: what came before a stop or a trouble is kept."""

import pytest

from secondop_desktop.base.progress import Progress
from secondop_desktop.flows import scan
from secondop_desktop.intake.scanner import GREY, Abilities, Device, Wish
from secondop_desktop.intake.scanner_words import FeederEmpty
from tests.a_scanner import needs_sane, plug_in, stand_in

pytestmark = needs_sane
DEVICE = Device("test:0", "Noname frontend-tester")
CAN = Abilities({GREY: "Gray"}, (75,), "Flatbed", "Automatic Document Feeder", 200, 200)
PAGE, FEEDER = Wish(GREY, 75, size=(20, 20)), Wish(GREY, 75, from_feeder=True, size=(20, 20))


@pytest.fixture
def feeder(monkeypatch, tmp_path):
    """A feeder with so many sheets, which ends as SANE spells it."""
    plug_in(monkeypatch, tmp_path / "sane")

    def feeder(sheets, then="SANE_STATUS_NO_DOCS"):
        count = tmp_path / "count"
        count.write_text("")
        script = (
            f'if [ $(wc -c < "{count}") -ge {sheets} ]; then set -- "$@" --read-return-value {then}; fi\n'
            f'printf x >> "{count}"\nexec "$REAL" "$@"'
        )
        stand_in(monkeypatch, tmp_path / "bin", script)

    return feeder


def test_the_scanner_is_found_and_asked(feeder):
    feeder(0)
    assert scan.look_for_scanners() == [DEVICE]
    assert scan.what_it_can(DEVICE).feeder == "Automatic Document Feeder"


def test_the_glass_gives_one_page(feeder):
    feeder(9)
    stack = scan.scan_pages(DEVICE, CAN, PAGE)
    assert [(page.width, page.height, page.resolution) for page in stack.pages] == [(59, 59, 75)]
    assert stack.problem is None


def test_a_feeder_gives_all_its_pages_and_is_then_empty(feeder):
    feeder(3)
    said = []
    stack = scan.scan_pages(DEVICE, CAN, FEEDER, Progress(lambda _, text: said.append(text)))
    assert (len(stack.pages), stack.problem) == (3, None)
    assert list(dict.fromkeys(said)) == ["Page 1", "Page 2", "Page 3", "Page 4"]


def test_an_empty_feeder_is_said(feeder):
    feeder(0)
    stack = scan.scan_pages(DEVICE, CAN, FEEDER)
    assert stack.pages == ()
    assert isinstance(stack.problem, FeederEmpty)


def test_pages_before_a_paper_jam_are_kept(feeder):
    feeder(2, "SANE_STATUS_JAMMED")
    stack = scan.scan_pages(DEVICE, CAN, FEEDER)
    assert len(stack.pages) == 2
    assert "stuck" in stack.problem.what


def test_pages_before_a_stop_are_kept(feeder):
    feeder(9)
    said = []
    progress = Progress(lambda _, text: said.append(text), lambda: "Page 3" in said)
    stack = scan.scan_pages(DEVICE, CAN, FEEDER, progress)
    assert (len(stack.pages), stack.problem) == (2, None)


def test_a_feeder_that_never_gets_empty_is_ended(feeder, monkeypatch):
    feeder(99)
    monkeypatch.setattr(scan, "MOST_IN_A_STACK", 3)
    assert len(scan.scan_pages(DEVICE, CAN, FEEDER).pages) == 3
