"""What a print queue says of itself and of its jobs, in its own words, and what becomes of them in ours."""

import pytest

from secondop_desktop.base.errors import Cancelled, UserError
from secondop_desktop.base.progress import Progress
from secondop_desktop.flows import print_queue, print_state
from secondop_desktop.flows.print_queue import Choices, Sent, Wishes
from secondop_desktop.flows.print_state import state

SENT = Sent("Kitchen", 7, 1)


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """The programs of CUPS as small scripts: `programs("lpstat", "echo Kitchen")`."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def write(name, body):
        program = folder / name
        program.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{body}\n", encoding="utf-8")
        program.chmod(0o755)

    return write


@pytest.fixture
def says(monkeypatch):
    """What CUPS answers, by the words that are asked: `says({"lpstat -e": "Kitchen"})`."""

    def answer(answers):
        monkeypatch.setattr(print_queue, "said", lambda *asked: answers.get(" ".join(asked), ""))
        monkeypatch.setattr(print_state, "said", lambda *asked: answers.get(" ".join(asked), ""))

    return answer


@pytest.mark.parametrize(
    ("names", "usual", "found"),
    [
        ("", "no system default destination", []),
        ("Attic\nKitchen\n", "system default destination: Kitchen", ["Kitchen!", "Attic"]),
        ("Küche\nأعلى\n", "no system default destination", ["Küche", "أعلى"]),
        ("One\nTwo\nThree\n", "", ["One", "Three", "Two"]),
    ],
)
def test_the_usual_printer_comes_first_then_the_others_by_name(programs, names, usual, found):
    programs("lp", "")
    programs("lpstat", f"if [ $1 = -e ]; then printf '{names}'; else echo '{usual}'; fi")
    assert [p.name + "!" * p.usual for p in print_queue.printers()] == found


@pytest.mark.parametrize("body", ["exit 1", "kill -9 $$", None])
def test_a_print_system_that_is_stopped_or_missing_has_no_printers(programs, body):
    if body is not None:
        programs("lp", "")
        programs("lpstat", body)
    assert print_queue.printers() == []


def test_a_print_system_that_does_not_answer_is_not_waited_for(programs, monkeypatch):
    programs("lp", "")
    programs("lpstat", "exec sleep 60")
    monkeypatch.setattr(print_queue, "ANSWER_SECONDS", 0.2)
    assert print_queue.printers() == []
    assert print_queue.choices("Kitchen") == Choices()


OFFICE = """PageSize/Media Size: Letter *A4 A5 Custom.WIDTHxHEIGHT
InputSlot/Paper Source: *Auto Tray1
Duplex/2-Sided Printing: None *DuplexNoTumble DuplexTumble
ColorModel/Output Mode: *RGB Gray
cupsPrintQuality/Quality: Draft *Normal High
"""


@pytest.mark.parametrize(
    ("said", "can"),
    [
        (
            OFFICE,
            Choices(
                ("one", "book", "calendar"), "book", ("A4", "Letter", "A5"), ("ColorModel", "Gray", "RGB")
            ),
        ),
        ("Duplex/Both sides: *None\nColorModel/Ink: *Gray\n", Choices()),
        ("Duplex/Both sides: *None DuplexNoTumble\n", Choices(("one", "book"))),
        (
            "ColorMode/Colour: *Mono Color\n",
            Choices(inks=("ColorMode", "Mono", "Color"), usually_black=True),
        ),
        ("BRMonoColor/Colour: *Auto Mono\n", Choices(inks=("BRMonoColor", "Mono", "Auto"))),
        (
            "print-color-mode/x: monochrome *color\n",
            Choices(inks=("print-color-mode", "monochrome", "color")),
        ),
        ("media/x: na_letter_8.5x11in *iso_a4_210x297mm\n", Choices(papers=("A4", "Letter"))),
        ("no colon here\n:\n: *\n/:\n", Choices()),
        ("", Choices()),
    ],
)
def test_only_what_a_queue_has_is_offered(says, said, can):
    says({"lpoptions -p Kitchen -l": said})
    assert print_queue.choices("Kitchen") == can


@pytest.mark.parametrize(
    ("wishes", "options"),
    [
        (Wishes(), "-n 1"),
        (Wishes(copies=99), "-n 99"),
        (Wishes(copies=100), "-n 99"),
        (Wishes(sides="one"), "-n 1 -o sides=one-sided"),
        (Wishes(sides="book"), "-n 1 -o sides=two-sided-long-edge"),
        (Wishes(sides="calendar"), "-n 1 -o sides=two-sided-short-edge"),
        (Wishes(sides="book", landscape=True), "-n 1 -o sides=two-sided-short-edge"),
        (Wishes(sides="calendar", landscape=True), "-n 1 -o sides=two-sided-long-edge"),
        (Wishes(paper="A4"), "-n 1 -o media=iso_a4_210x297mm -o fit-to-page"),
        (Wishes(paper="papyrus"), "-n 1"),
        (Wishes(black=True), "-n 1"),
        (
            Wishes(black=True, inks=("ColorModel", "Gray", "RGB")),
            "-n 1 -o ColorModel=Gray -o print-color-mode=monochrome",
        ),
        (
            Wishes(black=False, inks=("ColorModel", "Gray", "RGB")),
            "-n 1 -o ColorModel=RGB -o print-color-mode=color",
        ),
    ],
)
def test_wishes_go_to_the_queue_and_the_sheet_comes_on_standard_input(programs, tmp_path, wishes, options):
    programs("lp", f'echo "$@" >{tmp_path}/asked; cat >{tmp_path}/came; echo request id is Big-Kitchen-12 ')
    assert print_queue.send(b"%PDF-sheet", "Kitchen", wishes) == Sent("Kitchen", 12, wishes.copies)
    assert (tmp_path / "asked").read_text() == f"-d Kitchen {options} -t SecondOp -\n"
    assert (tmp_path / "came").read_bytes() == b"%PDF-sheet"


def test_pieces_of_any_number_arrive_as_one_file(programs, tmp_path):
    programs("lp", f"cat >{tmp_path}/came")
    sent = print_queue.send((bytes([n]) * 70_000 for n in range(20)), "Kitchen")
    assert sent.number == 0
    assert (tmp_path / "came").read_bytes() == b"".join(bytes([n]) * 70_000 for n in range(20))


def broken_pieces():
    yield b"%PDF-"
    raise UserError("The record is damaged.")


def test_when_a_piece_cannot_be_had_the_program_never_sees_an_end(programs, tmp_path):
    programs("lp", f"cat >/dev/null; touch {tmp_path}/printed")
    with pytest.raises(UserError, match="damaged"):
        print_queue.send(broken_pieces(), "Kitchen")
    assert not (tmp_path / "printed").exists()


def test_who_stops_while_it_is_handed_over_prints_nothing(programs, tmp_path):
    programs("lp", f"cat >/dev/null; touch {tmp_path}/printed")
    handed = []

    def pieces():
        for _ in range(3):
            handed.append(1)
            yield b"x" * 1000

    progress = Progress(stopped=lambda: len(handed) == 2)
    with pytest.raises(Cancelled):
        print_queue.send(pieces(), "Kitchen", progress=progress)
    assert not (tmp_path / "printed").exists()


@pytest.mark.parametrize("body", ["exec sleep 60", "cat >/dev/null; exec sleep 60"])
def test_a_queue_that_stands_still_is_given_up_with_a_sentence(programs, monkeypatch, body):
    programs("lp", body)
    programs("lpstat", "[ $1 = -r ] && echo scheduler is running || echo Kitchen")
    monkeypatch.setattr(print_queue, "STILL_SECONDS", 0.2)
    with pytest.raises(UserError, match="did not take the sheet") as said:
        print_queue.send(b"x" * 1_000_000, "Kitchen")
    assert "save the sheet as a PDF" in said.value.advice


@pytest.mark.parametrize(
    ("complaint", "running", "sentence"),
    [
        ("lp: Destination Kitchen is not accepting jobs.", True, "takes no print jobs"),
        ("lp: Error - The printer or class does not exist.", True, "is no longer there"),
        ("lp: Error - The printer or class does not exist.", False, "printing system .* does not answer"),
        ("lp: something else", True, "did not take"),
        ("", False, "printing system .* does not answer"),
    ],
)
def test_why_a_queue_takes_nothing_is_said(programs, complaint, running, sentence):
    programs("lp", f"echo '{complaint}' >&2; exit 1")
    answer = "scheduler is running" if running else "scheduler is not running"
    programs("lpstat", f"[ $1 = -r ] && echo {answer} || echo Kitchen")
    with pytest.raises(UserError, match=sentence) as said:
        print_queue.send(b"%PDF-" * 100_000, "Kitchen")
    assert "PDF" in said.value.advice


def test_a_computer_without_lp_says_that_nothing_answers(programs):
    with pytest.raises(UserError, match="does not answer"):
        print_queue.send(b"%PDF-", "Kitchen")


def about(first, alerts="none"):
    return f"printer Kitchen {first}\n\tready\n\tAlerts: {alerts}\n"


def job(alerts, status=None):
    told = f"\tStatus: {status}\n" if status is not None else ""
    other = "Kitchen-17  me  1024  today\n\tAlerts: job-printing\n\tqueued for Kitchen\n"
    return f"{other}Kitchen-7  me  1024  today\n{told}\tAlerts: {alerts}\n\tqueued for Kitchen\n"


IDLE, BUSY, OFF = "is idle.  enabled since today", "now printing Kitchen-7.", "disabled since today -"


@pytest.mark.parametrize(
    ("printer", "waiting", "stage", "words"),
    [
        (about(IDLE), job("none"), "waiting", "waits for the printer"),
        (about(BUSY), job("job-printing"), "printing", "is printing"),
        (about(OFF), job("none"), "stuck", "is paused"),
        (about(IDLE, "paused"), job("none"), "stuck", "is paused"),
        (about(BUSY, "media-empty-error"), job("job-printing"), "stuck", "has no paper"),
        (about(BUSY, "toner-low-warning"), job("job-printing"), "printing", "is printing"),
        (about(BUSY, "media-jam,cover-open-error"), job("job-printing"), "stuck", "Paper is stuck"),
        (about(BUSY, "door-open-report"), job("none"), "stuck", "is open"),
        (about(BUSY, "offline-report"), job("job-printing"), "stuck", "switched on"),
        (about(IDLE), job("resources-are-not-ready"), "stuck", "cannot be reached"),
        ("", job("none"), "stuck", "no longer there"),
    ],
)
def test_a_job_on_its_way_is_told_of_in_a_sentence(says, printer, waiting, stage, words):
    says({"lpstat -l -W not-completed -o": waiting, "lpstat -l -p Kitchen": printer})
    found = state(SENT)
    assert (found.stage, found.over) == (stage, False)
    assert words in found.sentence
    assert found.sentence.endswith((".", "?"))


@pytest.mark.parametrize(
    ("past", "stage", "words"),
    [
        (job("processing-to-stop-point", ""), "taken", "has taken all of it"),
        (job("job-completed-successfully", "Ready to print."), "taken", "every page"),
        (job("none", "Backend failed"), "failed", "could not print"),
        (job("none", "Filter failed"), "failed", "could not print"),
        (job("job-canceled-by-user"), "failed", "taken off the list"),
        ("Kitchen-17  me  1024  today\n\tStatus: \n", "taken", "has taken"),
    ],
)
def test_a_job_that_is_over_is_told_of_in_a_sentence(says, past, stage, words):
    says({"lpstat -l -W completed -o": past, "lpstat -r": "scheduler is running"})
    found = state(SENT)
    assert (found.stage, found.over) == (stage, True)
    assert words in found.sentence


def test_a_print_system_that_stopped_meanwhile_leaves_the_end_open(says):
    says({"lpstat -r": "scheduler is not running"})
    found = state(SENT)
    assert (found.stage, found.over) == ("unknown", False)
