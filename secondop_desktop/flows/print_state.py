"""How a print job is getting on, from what CUPS says of it, in sentences a person can act on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from secondop_desktop.base.language import tr
from secondop_desktop.flows.print_queue import Sent, called, said

Stage = Literal["waiting", "printing", "stuck", "taken", "failed", "unknown"]


@dataclass(frozen=True, slots=True)
class JobState:
    """How a job stands; nothing more will happen when it is `over`."""

    stage: Stage
    sentence: str

    @property
    def over(self) -> bool:
        """Whether the queue is through with the job."""
        return self.stage in ("taken", "failed")


def state(sent: Sent) -> JobState:
    """How a job stands now; `unknown` when the printing system does not answer."""
    there = _job(sent, "not-completed")
    if there is not None:
        return _on_the_way(sent, there)
    past = _job(sent, "completed")
    if past is None and "scheduler is running" not in said("lpstat", "-r"):
        return JobState("unknown", tr("The printing system of this computer does not answer just now."))
    return _ended(sent.printer, past)


def _job(sent: Sent, which: str) -> str | None:
    """What CUPS says of a job among those that are over or not; None when it is not among them."""
    listed = said("lpstat", "-l", "-W", which, "-o")
    # A job begins at the left edge with the name of its queue, written as in an address, and its number.
    for entry in re.split(r"^(?=\S)", listed, flags=re.MULTILINE):
        if re.match(rf"\S+-{sent.number}\s", entry):
            return entry
    return None


def _on_the_way(sent: Sent, job: str) -> JobState:
    about = said("lpstat", "-l", "-p", sent.printer)
    if not about:
        return JobState("stuck", tr("The printer {name} is no longer there.", name=called(sent.printer)))
    reasons = _alerts(about) | _alerts(job)
    trouble = _trouble(sent.printer, reasons)
    if "disabled since" in about.partition("\n")[0] or "paused" in reasons:
        return JobState(
            "stuck", tr("The printer {name} is paused. Your job waits there.", name=called(sent.printer))
        )
    if trouble:
        return JobState("stuck", trouble)
    if "job-hold-until-specified" in reasons or "resources-are-not-ready" in reasons:
        sentence = tr(
            "The printer {name} cannot be reached. Your job waits there.", name=called(sent.printer)
        )
        return JobState("stuck", sentence)
    if "job-printing" in reasons:
        return JobState("printing", tr("The printer {name} is printing.", name=called(sent.printer)))
    return JobState("waiting", tr("Your job waits for the printer {name}.", name=called(sent.printer)))


def _ended(printer: str, job: str | None) -> JobState:
    """A job that is over; where CUPS keeps no list of those, it is through and nothing else is known."""
    message = re.search(r"^\s*Status: ?(.*)$", job or "", re.MULTILINE)
    if job is not None and message is None:
        return JobState("failed", tr("The job was taken off the list before it was printed."))
    if message and re.search(r"fail|crash|abort|unable|error", message[1], re.IGNORECASE):
        words = tr(
            "The printer {name} could not print this. Please try again, or save a PDF instead.", name=printer
        )
        return JobState("failed", words)
    words = tr(
        "The printer {name} has taken all of it. Please see that every page came out.", name=called(printer)
    )
    return JobState("taken", words)


def _alerts(about: str) -> frozenset[str]:
    """The reasons after "Alerts:", words of IPP (RFC 8011, 5.4.12) without their degree."""
    found = re.search(r"^\s*Alerts: ?(.*)$", about, re.MULTILINE)
    reasons = (found[1] if found else "").replace(",", " ").split()
    return frozenset(re.sub(r"-(error|report)$", "", reason) for reason in reasons)


def _trouble(printer: str, reasons: frozenset[str]) -> str:
    """The first thing that keeps a printer from printing and that a person can put right; or nothing."""
    sentences = {
        "media-empty": tr("The printer {name} has no paper. Please put some in.", name=called(printer)),
        "media-needed": tr("The printer {name} asks for paper. Please put some in.", name=called(printer)),
        "media-jam": tr("Paper is stuck in the printer {name}. Please take it out.", name=called(printer)),
        "toner-empty": tr("The printer {name} has run out of toner.", name=called(printer)),
        "marker-supply-empty": tr("The printer {name} has run out of ink.", name=called(printer)),
        "cover-open": tr("A cover of the printer {name} is open. Please close it.", name=called(printer)),
        "door-open": tr("A door of the printer {name} is open. Please close it.", name=called(printer)),
        "interlock-open": tr("A door of the printer {name} is open. Please close it.", name=called(printer)),
        "input-tray-missing": tr("The paper tray of the printer {name} is missing.", name=called(printer)),
        "output-area-full": tr(
            "The printer {name} has no room for more pages. Please take some out.", name=printer
        ),
        "offline": tr("The printer {name} does not answer. Is it switched on?", name=called(printer)),
        "timed-out": tr("The printer {name} does not answer. Is it switched on?", name=called(printer)),
        "shutdown": tr("The printer {name} does not answer. Is it switched on?", name=called(printer)),
    }
    return next((sentence for reason, sentence in sentences.items() if reason in reasons), "")
