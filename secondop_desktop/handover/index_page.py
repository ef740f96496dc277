"""The whole case as one page that any browser shows and prints, without a script and without the network."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from secondop_desktop.base import language
from secondop_desktop.base.dates import PartialDate, day_words
from secondop_desktop.base.language import tr
from secondop_desktop.base.paths import resources
from secondop_desktop.case.diagnosis import Diagnosis
from secondop_desktop.case.documents import Document
from secondop_desktop.case.file_passwords import FilePassword
from secondop_desktop.case.letters import Letter
from secondop_desktop.case.notes import Note
from secondop_desktop.case.person import Person
from secondop_desktop.case.photos import Photo
from secondop_desktop.case.pins import Pin
from secondop_desktop.case.questions import Asking, Question
from secondop_desktop.case.reasons import Purpose, Reason
from secondop_desktop.case.recordings import SoundOriginal
from secondop_desktop.handover import html, lists, lists_health, visit_articles
from secondop_desktop.handover.given import Given
from secondop_desktop.handover.html import Html, tag
from secondop_desktop.handover.listed import Listed, doctor_name, visit_name, yes
from secondop_desktop.handover.listed import listed as listed_as

_ISO = re.compile(r"(?P<day>\d{4}-[01]\d(-[0-3]\d)?)( (?P<hour>\d\d:\d\d))?")
"""A date as the lists write it, perhaps with an hour."""
MOST_COLUMNS = 6
"""A list with more columns than this is shown entry by entry: it would fit no paper and no phone."""
_OPENED_SAFELY = frozenset({".pdf", ".jpg", ".jpeg", ".png", ".txt", ".ogg", ".wav", ".mp3", ".csv", ".ics"})
"""What a browser shows or plays without running it; everything else is offered to be saved."""


@dataclass(frozen=True)
class Section:
    """A part of the page with a heading of its own; without a body it is not shown."""

    key: str
    title: str
    body: tuple[Html, ...]


def write(given: Given, others: Iterable[tuple[str, str]]) -> bytes:
    """The page. `others` are the other files of the export: a path and what it is."""
    owner = given.only(Person)
    title = tr("The case of {name}", name=owner.name) if owner and owner.name else tr("A whole case")
    sections = [one for one in _sections(given, others) if any(one.body)]
    top = tag(
        "header",
        tag("h1", title, dir="auto"),
        tag(
            "p", tr("Written on {day} by SecondOp.", day=day_words(given.made.astimezone(given.zone).date()))
        ),
        tag("p", _warning(), class_="warn"),
    )
    ways = tag("ul", *(tag("li", tag("a", one.title, href=f"#{one.key}")) for one in sections))
    body = html.joined(
        [
            tag("a", tr("Go to the contents"), href="#main", class_="skip"),
            top,
            tag("nav", tag("h2", tr("What is here")), ways, aria_label=tr("What is here")),
            tag("main", *(_shown(one) for one in sections), id="main"),
            tag("footer", tag("p", tr("Prepared by the patient. Not a medical record."))),
        ]
    )
    style = (resources() / "handover" / "page.css").read_text(encoding="utf-8")
    return html.page(language.code(), title, style, body)


def _warning() -> str:
    return tr(
        "These files are not encrypted: whoever has them can read them. To delete them, delete this folder "
        "and empty the trash. A disk, a stick or a cloud may keep copies all the same."
    )


def _shown(section: Section) -> Html:
    heading = f"{section.key}-title"
    return tag(
        "section",
        tag("h2", section.title, id=heading),
        *section.body,
        id=section.key,
        aria_labelledby=heading,
    )


def _sections(given: Given, others: Iterable[tuple[str, str]]) -> Iterator[Section]:
    yield Section("about-me", tr("About me"), tuple(_about_me(given)))
    yield Section("diagnosis", tr("What was found"), tuple(_diagnosis(given)))
    yield Section("why", tr("Why I would like a second opinion"), tuple(_why(given)))
    yield Section("visits", tr("Appointments"), tuple(visit_articles.articles(given)))
    yield Section("questions", tr("My questions"), tuple(_list(_questions(given))))
    for listed in lists.all_lists(given):
        if listed.name not in _TOLD_ELSEWHERE:
            yield Section(listed.name.replace(" ", "-"), listed.title, tuple(_list(listed)))
    yield Section("more-of-records", tr("More about records"), tuple(_more_of_records(given)))
    yield Section("letters", tr("Letters"), tuple(_letters(given)))
    yield Section("notes", tr("Notes"), tuple(_notes(given)))
    yield Section("bin", tr("In the bin"), tuple(_bin(given)))
    yield Section("files", tr("Other files here"), (_others(others),))


"""Fields that name an entry, the best first."""
_TOLD_ELSEWHERE = frozenset({"appointments", "diagnosis", "questions and answers"})


def _about_me(given: Given) -> Iterator[Html]:
    owner = given.only(Person)
    if owner is None:
        return
    if owner.sample:
        yield tag("p", tr("This is a sample with an invented person."))
    yield html.facts(
        [
            (tr("Name"), owner.name),
            (tr("Called"), owner.preferred_name),
            (tr("Date of birth"), owner.birth_date.words() if owner.birth_date else ""),
            (tr("Phone"), owner.phone),
            (tr("Language"), owner.language),
            (tr("What I need at a visit"), owner.needs),
            (tr("Allergies"), owner.allergies),
            (tr("Medicines"), owner.medicines),
            (tr("Other illnesses"), owner.conditions),
            (tr("Who comes along"), owner.companion),
            (tr("About me"), owner.about_me),
        ]
    )


def _diagnosis(given: Given) -> Iterator[Html]:
    told = given.only(Diagnosis)
    if told is not None:
        yield html.facts(
            [
                (tr("Diagnosis"), told.sentence),
                (tr("Kind of cancer"), given.word(told.cancer_type)),
                (tr("Where"), ", ".join(part for part in (told.site, told.side) if part)),
                (tr("Found on"), told.diagnosed_on.words() if told.diagnosed_on else ""),
                (tr("Source"), told.source),
                (tr("Date of the source"), told.source_date.words() if told.source_date else ""),
                (tr("First plan"), told.first_plan),
                (tr("Treatment so far"), told.treatment_so_far),
            ]
        )
    yield from _list(lists_health.diagnosis_facts(given))


def _why(given: Given) -> Iterator[Html]:
    reasons = [
        tag(
            "li",
            f"{given.word(one.key)}. {one.own_words}" if one.own_words else given.word(one.key),
            dir="auto",
        )
        for one in given.of(Reason)
    ]
    if reasons:
        yield tag("ul", *reasons)
    purpose = given.only(Purpose)
    if purpose is not None:
        yield html.facts(
            [
                (tr("Where I stand"), given.word(purpose.moment)),
                (tr("The decision I want help with"), purpose.decision),
                (tr("Until when"), purpose.decide_by.words() if purpose.decide_by else ""),
                (tr("What was said about waiting"), purpose.waiting_said),
                (tr("Who said it"), purpose.waiting_said_by),
                (tr("When"), purpose.waiting_said_on.words() if purpose.waiting_said_on else ""),
            ]
        )


def _questions(given: Given) -> Listed:
    """Each question once; the answers stand with the visits."""
    asked: dict[str, list[str]] = {}
    for one in given.of(Asking):
        where = visit_name(given, one.appointment_id) or doctor_name(given, one.doctor_id)
        asked.setdefault(one.question_id, []).append(where)
    return listed_as(
        "questions",
        tr("My questions"),
        sorted(given.of(Question), key=lambda one: (one.rank, one.id)),
        (tr("Question"), lambda one: one.text),
        (tr("Ask first"), lambda one: yes(one.starred)),
        (tr("Put to"), lambda one: "\n".join(part for part in asked.get(one.id, []) if part)),
        (tr("Why it matters"), lambda one: one.why),
    )


def _list(listed: Listed) -> Iterator[Html]:
    """A list as a table without empty columns, or entry by entry when it is too wide."""
    used = [place for place in range(len(listed.head)) if any(row[place].strip() for row in listed.rows)]
    if not listed.rows or not used:
        return
    head = [listed.head[place] for place in used]
    linked = {listed.head.index(one) for one in (tr("File"), tr("Text")) if one in listed.head}
    rows = [[_cell(row[place], link=place in linked) for place in used] for row in listed.rows]
    if len(head) <= MOST_COLUMNS:
        yield html.table(listed.title, head, rows)
        return
    for row in rows:
        name = row[0] if row[0].strip() else listed.title
        yield tag("article", tag("h3", name, dir="auto"), html.facts(zip(head[1:], row[1:], strict=True)))


def _cell(told: str, *, link: bool) -> str | Html:
    """A cell as one reads it: dates in words, files as links."""
    if link and told:
        return file_link(told)
    found = _ISO.fullmatch(told)
    if not found:
        return told
    hour = f", {found['hour']}" if found["hour"] else ""
    said = PartialDate.from_iso(found["day"]).short_words() + hour
    return tag("time", said, datetime=told)


def file_link(path: str) -> Html:
    """A link to a file, shown by its name."""
    pure = PurePosixPath(path)
    return html.link(path, pure.name, save=pure.suffix.lower() not in _OPENED_SAFELY)


def _more_of_records(given: Given) -> Iterator[Html]:
    """Photos, pinned notes, passwords of locked files, and files as they came from a phone."""
    titles = {one.id: one.title for one in given.all_of(Document)}
    photos = [
        (titles[one.document_id], file_link(given.file(one.blob)))
        for one in sorted(given.of(Photo), key=lambda photo: (photo.document_id, photo.rank, photo.id))
        if given.file(one.blob)
    ]
    if photos:
        yield html.table(tr("Photos of pages"), (tr("Record"), tr("File")), photos)
    pins = [(titles[one.document_id], str(one.number), one.text) for one in given.of(Pin)]
    if pins:
        yield html.table(tr("Notes pinned to pages"), (tr("Record"), tr("Page"), tr("Note")), pins)
    locked = [(titles[one.document_id], one.password) for one in given.of(FilePassword)]
    if locked:
        yield html.table(tr("Passwords of locked files"), (tr("Record"), tr("Password")), locked)
    sounds = [
        (one.file_name, file_link(given.file(one.blob)))
        for one in given.of(SoundOriginal)
        if given.file(one.blob)
    ]
    if sounds:
        yield html.table(tr("Recordings as they came"), (tr("Name"), tr("File")), sounds)


def _letters(given: Given) -> Iterator[Html]:
    for one in sorted(given.of(Letter), key=lambda letter: (letter.made_at, letter.id), reverse=True):
        sent = one.sent_on.words() if one.sent_on else ""
        told = html.facts(
            [
                (tr("To whom"), one.recipient),
                (tr("Address"), one.address),
                (tr("Subject"), one.subject),
                (tr("Sent on"), sent),
                (tr("How"), one.sent_how),
            ]
        )
        name = one.title or one.subject or tr("Letter")
        yield tag("article", tag("h3", name, dir="auto"), told, html.words(one.body))


def _notes(given: Given) -> Iterator[Html]:
    for one in given.of(Note):
        if one.appointment_id is None and one.text.strip():
            yield html.words(one.text)


def _bin(given: Given) -> Iterator[Html]:
    """What lies in the bin, by its words; all of it is in the JSON files."""
    found = []
    for name, entries in given.entries.items():
        for one in entries:
            words = next((getattr(one, part) for part in _NAMES if getattr(one, part, "")), "")
            if one.binned_at is not None and words:
                found.append(
                    (
                        str(words),
                        name.replace("_", " "),
                        day_words(one.binned_at.astimezone(given.zone).date()),
                    )
                )
    if found:
        yield html.table(tr("In the bin"), (tr("What"), tr("Kind"), tr("Since")), found)


_NAMES = (
    "title",
    "name",
    "text",
    "what",
    "facility",
    "file_name",
    "goal",
    "day",
    "answer",
    "marker",
    "own_words",
)


def _others(others: Iterable[tuple[str, str]]) -> Html:
    items = [tag("li", html.link(path, path), f" – {what}") for path, what in others]
    return tag("ul", *items)
