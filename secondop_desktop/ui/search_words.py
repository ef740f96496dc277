"""What is said about a search: the kinds of things found, where each is shown, and how to ask for more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secondop_desktop.base.language import tr
from secondop_desktop.ui import places
from secondop_desktop.ui.places import Place

if TYPE_CHECKING:
    from secondop_desktop.search.find import Found
    from secondop_desktop.search.hits import Hit

ICONS = {
    "page": "file-search",
    "document": "file-text",
    "question": "message-circle-question-mark",
    "answer": "notebook-pen",
    "note": "notebook-pen",
    "captured": "notebook-pen",
    "recording": "mic",
    "handout": "file-text",
    "opinion": "stethoscope",
    "pin": "map-pin",
    "doctor": "stethoscope",
    "doctor_note": "stethoscope",
    "appointment": "calendar-days",
    "task": "list-checks",
    "diagnosis": "microscope",
    "medicine": "pill",
    "person": "user-round",
    "reason": "heart-handshake",
    "examination": "microscope",
    "request": "mail",
    "wanted": "clipboard-check",
    "treatment": "activity",
    "event": "calendar-days",
    "result": "chart-line",
    "letter": "mail",
    "sharing": "share-2",
}


def kind_words() -> dict[str, str]:
    """What a thing that was found is, for the chip of its row."""
    return {
        "page": tr("In a record"),
        "document": tr("Record"),
        "question": tr("Question"),
        "answer": tr("Answer"),
        "note": tr("Note"),
        "captured": tr("Line from a visit"),
        "recording": tr("Recording"),
        "handout": tr("Paper from a visit"),
        "opinion": tr("What a doctor said"),
        "pin": tr("Pinned note"),
        "doctor": tr("Doctor"),
        "doctor_note": tr("About a doctor"),
        "appointment": tr("Visit"),
        "task": tr("Reminder"),
        "diagnosis": tr("What was found"),
        "medicine": tr("Medicines"),
        "person": tr("About you"),
        "reason": tr("Reason"),
        "examination": tr("Examination"),
        "request": tr("Request"),
        "wanted": tr("Needed for a visit"),
        "treatment": tr("Treatment"),
        "event": tr("What happened"),
        "result": tr("Result"),
        "letter": tr("Letter"),
        "sharing": tr("Given to somebody"),
    }


def place_of(hit: Hit, marks: str, visits: frozenset[str]) -> Place:
    """Where to go for something that was found, with the words to mark there."""
    if hit.kind in ("page", "pin"):
        return Place(places.RECORD, hit.item, str(hit.page), marks)
    if hit.item in visits:
        return Place(places.VISIT, hit.item)
    if hit.kind in ("answer", "note", "appointment", "wanted"):
        return Place(places.QUESTIONS, hit.item)
    if hit.kind in ("treatment", "event", "result", "medicine"):
        return Place(places.MY_HEALTH, f"{hit.kind}:{hit.item}")
    room = {
        "document": places.RECORD,
        "question": places.QUESTIONS,
        "doctor": places.DOCTOR,
        "doctor_note": places.DOCTOR,
        "opinion": places.DOCTOR,
        "examination": places.EXAMINATION,
        "request": places.REQUESTS,
        "task": places.HOME,
        "letter": places.LETTER,
        "sharing": places.GIVEN,
    }.get(hit.kind, places.STORY)
    return Place(room, "" if room in (places.HOME, places.STORY, places.PRINT) else hit.item)


def below_line(hit: Hit) -> str:
    """The words around what was found, with the page in front."""
    if hit.page and hit.excerpt:
        return tr("Page {page}: {words}", page=hit.page, words=hit.excerpt)
    return tr("Page {page}", page=hit.page) if hit.page else hit.excerpt


def told(found: Found) -> list[str]:
    """What there is to say about a search, in sentences: other words that were searched, and its limits."""
    said = [tr("Showing results for “{words}”.", words=found.instead)] if found.instead else []
    if found.also:
        said.append(tr("Also found: {words}.", words=", ".join(found.also)))
    return [*said, *found.remarks]


def how_to_search() -> list[tuple[str, str]]:
    """What one can type, each with what it finds, in plain words."""
    return [
        (tr("liver scan"), tr("Both words must be there. The order does not matter.")),
        (tr("metas"), tr("The beginning of a word is enough while you type the last one.")),
        (tr("“lymph node”"), tr("Words in quotes must stand side by side, exactly as you type them.")),
        (tr("pain or ache"), tr("One of the two is enough.")),
        (tr("scan -brain"), tr("A minus sign leaves out what has this word. So does NOT in capitals.")),
        (
            tr("kind:note"),
            tr("Only your notes. Others: answer, visit, doctor, medicine, record, letter, lab."),
        ),
        (tr("from:lee"), tr("Only what comes from a doctor or a place with this name.")),
        (
            tr("after:2026-03"),
            tr("Only what is dated March 2026 or later. A year or a day works too."),
        ),
        (tr("before:2026"), tr("Only what is dated before 2026.")),
        (tr("mets"), tr("Other words for the same thing are found too, such as metastases.")),
        (tr("biospy"), tr("If a word is found nowhere, a word of your case that looks like it is tried.")),
    ]
