"""My health: all is added, changed, thrown away and brought back, and the pictures open what they show."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case import (
    appointments,
    diagnosis,
    doctors,
    documents,
    events,
    medicines,
    person,
    results,
    tasks,
    treatments,
)
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.diagnosis import Diagnosis, DiagnosisFact
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.documents import Document
from secondop_desktop.case.events import Event
from secondop_desktop.case.medicines import Medicine
from secondop_desktop.case.person import Person
from secondop_desktop.case.results import Result
from secondop_desktop.case.treatments import Treatment
from secondop_desktop.ui.places import MY_HEALTH, PRINT, STORY, VISIT, Place
from secondop_desktop.ui.screens.my_health import MyHealthScreen

NOW = datetime(2026, 3, 2, tzinfo=UTC)
LEFT = Qt.MouseButton.LeftButton
FAMILIES = ("treatment", "event", "medicine", "result")
READ = {
    "treatment": treatments.everything,
    "event": events.everything,
    "medicine": medicines.everything,
    "result": results.everything,
}
FIRST = {"treatment": "name", "event": "text", "medicine": "name", "result": "marker"}


def words_on(screen):
    return [made.text() for made in screen.findChildren(QLabel) if made.isVisible() and made.text()]


@pytest.fixture
def screen(enter):
    return enter(MyHealthScreen, Place(MY_HEALTH))


@pytest.fixture
def read(fetch):
    """Everything of a family that is not in the bin."""
    return lambda family: list(fetch(READ[family]))


@pytest.fixture
def write(screen, work, qtbot):
    """Add an entry by its form: `write("treatment", name="Radiation", started="March 2026")`."""

    def write(family, **values):
        entries = screen.page.lists[family]
        qtbot.mouseClick(entries.add, LEFT)
        for name, value in values.items():
            field = entries.form.field(name)
            if hasattr(field, "understood"):
                field.line.setText(value)
            else:
                field.set_value(value)
        qtbot.mouseClick(entries._save, LEFT)
        work.flush()

    return write


def test_every_empty_part_says_what_it_is_for_with_one_button(screen):
    told = words_on(screen)
    for family in FAMILIES:
        assert screen.page.lists[family].add.isVisible()
        assert screen.page.lists[family]._purpose.isVisible()
    assert any(words.startswith("Here a picture shows all that happened") for words in told)
    assert any(words.startswith("Here stands what was found") for words in told)
    assert not screen.page.timeline.part.isVisible()
    assert not screen.page.charts.isVisible()


def test_a_treatment_is_kept_with_a_partial_date_and_its_source(write, read, screen, qtbot):
    write(
        "treatment",
        name="Radiation",
        kind="radiotherapy",
        state="done",
        started="March 2026",
        ended="2 may 2026",
        source="Letter from Dr Lee",
        dated="2026",
    )
    (kept,) = read("treatment")
    assert (kept.started, kept.ended) == (PartialDate(2026, 3), PartialDate(2026, 5, 2))
    assert (kept.kind, kept.state, kept.doctor_id) == ("radiotherapy", "done", None)
    qtbot.waitUntil(lambda: "Mar 2026 to 2 May 2026" in words_on(screen))
    assert "Letter from Dr Lee, 2026" in words_on(screen)
    assert [spot.key for spot in screen.page.timeline.part.view.spots()] == [f"treatment:{kept.id}"]


def test_a_treatment_without_a_name_is_refused_at_its_field(write, read, screen):
    write("treatment", dose="10 times")
    assert screen.page.lists["treatment"].form.field("name").problem() == "Please write what treatment it is."
    assert read("treatment") == []


def test_an_event_a_result_and_a_medicine_are_kept(write, read):
    write("event", text="Fever", kind="symptom", day="3 march 2026", until="5 march 2026")
    write("result", marker="CA 15-3", value="<0.5", unit="U/mL", high="35", day="March 2026", page="2")
    write("medicine", name="Letrozole", strength="2.5 mg", state="taking", started="2026")
    (event,), (result,), (medicine,) = read("event"), read("result"), read("medicine")
    assert (event.day, event.until) == (PartialDate(2026, 3, 3), PartialDate(2026, 3, 5))
    assert (result.value, result.page, result.document_id) == ("<0.5", 2, None)
    assert (medicine.strength, medicine.started) == ("2.5 mg", PartialDate(2026))


def test_a_page_that_is_no_number_is_refused_at_its_field(write, read, screen):
    write("result", marker="CA 15-3", value="22", page="two")
    problem = screen.page.lists["result"].form.field("page").problem()
    assert problem == "Please write the page as a number, such as 2."
    assert read("result") == []


def test_a_medicine_is_stopped_with_the_reason(enter, keep, work, read, qtbot):
    keep(lambda s: medicines.keep(s, Medicine(name="Letrozole", state="taking")))
    screen = enter(MyHealthScreen)
    entries = screen.page.lists["medicine"]
    assert entries.open_entry(read("medicine")[0].id)
    form = entries.form
    assert form.field("stopped_why").isHidden()
    form.field("state").set_value("stopped")
    assert form.field("stopped_why").isVisible()
    form.field("stopped_why").set_value("Joint pain")
    form.field("stopped").line.setText("May 2026")
    qtbot.mouseClick(entries._save, LEFT)
    work.flush()
    (kept,) = read("medicine")
    assert (kept.state, kept.stopped, kept.stopped_why) == ("stopped", PartialDate(2026, 5), "Joint pain")
    qtbot.waitUntil(lambda: "Stopped: May 2026, Joint pain" in " ".join(words_on(screen)))


@pytest.mark.parametrize("family", FAMILIES)
def test_what_is_thrown_away_can_be_brought_back(family, write, read, screen, work, notices, qtbot):
    first = {FIRST[family]: "Something"} | ({"value": "12"} if family == "result" else {})
    write(family, **first)
    entries = screen.page.lists[family]
    entries.open_entry(read(family)[0].id)
    qtbot.mouseClick(entries._delete, LEFT)
    work.flush()
    assert read(family) == []
    notices.undos[-1]()
    work.flush()
    assert [getattr(each, FIRST[family]) for each in read(family)] == ["Something"]


def test_the_diagnosis_is_at_a_glance_with_source_and_date_of_each_fact(enter, keep, qtbot):
    def fill(session):
        told = Diagnosis(sentence="Early breast cancer", source="Dr Lee", source_date=PartialDate(2026, 3, 4))
        diagnosis.keep(session, told)
        fact = DiagnosisFact(
            topic="Grade", text="2 of 3", source="Report, page 1", as_of=PartialDate(2026, 3)
        )
        diagnosis.keep_fact(session, fact)
        diagnosis.keep_fact(session, DiagnosisFact(topic="Stage", text="IA", rank=1))

    keep(fill)
    screen = enter(MyHealthScreen)
    told = words_on(screen)
    assert {"Early breast cancer", "Dr Lee, 4 March 2026", "Grade", "Report, page 1, March 2026"} <= set(told)
    assert "No source written yet" in told
    qtbot.mouseClick(screen.page.glance.change, LEFT)
    assert screen.went == [Place(STORY)]


def test_a_mark_of_the_timeline_opens_its_entry(enter, keep, read, qtbot):
    def fill(session):
        doctor = doctors.keep(session, Doctor(name="Dr Lee"))
        session.flush()
        treatments.keep(session, Treatment(name="Radiation", started=PartialDate(2026, 3, 3)))
        diagnosis.keep(session, Diagnosis(sentence="Cancer", diagnosed_on=PartialDate(2026, 2)))
        day = Appointment(day="2026-03-05", doctor_id=doctor.id, zone="UTC", status="done")
        return appointments.keep(session, day).id

    visit_id = keep(fill)
    screen = enter(MyHealthScreen)
    view = screen.page.timeline.part.view
    treatment = read("treatment")[0]
    qtbot.mouseClick(view, LEFT, pos=view.place_of(f"treatment:{treatment.id}").toPoint())
    entries = screen.page.lists["treatment"]
    assert entries.is_open()
    assert entries.form.field("name").value() == "Radiation"
    assert (
        screen.page.viewport()
        .rect()
        .contains(
            entries.mapTo(screen.page.viewport(), entries._editor.pos() + entries._editor.rect().topLeft())
        )
    )
    view.opened.emit(f"visit:{visit_id}")
    view.opened.emit("diagnosis:")
    assert screen.went == [Place(VISIT, visit_id), Place(STORY)]


def test_two_values_of_one_marker_become_a_picture_whose_points_open_them(enter, keep, read, qtbot):
    for number, name in enumerate(("CA 15-3", "Ca 15-3", "TSH")):
        made = Result(marker=name, value=str(20 + number), unit="U/mL", day=PartialDate(2026, number + 1, 3))
        keep(lambda s, made=made: results.keep(s, made))
    screen = enter(MyHealthScreen)
    (chart,) = screen.page.charts.parts.values()
    assert chart.view.accessibleName() == "Ca 15-3 over time"
    first = next(each for each in read("result") if each.value == "20")
    qtbot.mouseClick(chart.view, LEFT, pos=chart.view.place_of(f"result:{first.id}").toPoint())
    assert screen.page.lists["result"].form.field("value").value() == "20"


def test_a_search_hit_opens_its_entry(enter, keep):
    kept = keep(lambda s: events.keep(s, Event(text="Fever")))
    screen = enter(MyHealthScreen, Place(MY_HEALTH, f"event:{kept.id}"))
    assert screen.page.lists["event"].form.field("text").value() == "Fever"
    gone = enter(MyHealthScreen, Place(MY_HEALTH, "event:nothing"))
    assert not gone.page.lists["event"].is_open()


def test_many_values_are_shown_a_part_at_a_time(enter, keep, qtbot):
    def fill(session):
        for n in range(60):
            day = PartialDate(1990 + n // 336, n // 28 % 12 + 1, n % 28 + 1)
            session.add(Result(marker="CA 15-3", value=str(n % 60), unit="U/mL", high="35", day=day))

    keep(fill)
    screen = enter(MyHealthScreen)
    entries = screen.page.lists["result"]
    assert len(entries._rows) == 25
    assert entries.more.isVisible()
    qtbot.mouseClick(entries.more, LEFT)
    assert len(entries._rows) == 50
    qtbot.mouseClick(entries.more, LEFT)
    assert len(entries._rows) == 60
    assert not entries.more.isVisible()
    places = [entries._rows[entry_id].y() for entry_id in entries._ids]
    assert places == sorted(set(places))
    (chart,) = screen.page.charts.parts.values()
    assert len(chart.view.spots()) == 60


def test_allergies_and_conditions_are_kept_while_they_are_typed(enter, keep, fetch, work):
    keep(lambda s: person.keep(s, Person(name="Margaret")))
    screen = enter(MyHealthScreen)
    screen.page.own_words.field("allergies").set_value("Penicillin: rash, 1998")
    screen.page.own_lines.field("medicines").set_value("Levothyroxine")
    assert screen.leave()
    owner = fetch(person.known)
    assert (owner.allergies, owner.medicines) == ("Penicillin: rash, 1998", "Levothyroxine")


def test_a_record_and_a_doctor_can_be_chosen(enter, keep, work, read, qtbot):
    def fill(session):
        lee = doctors.keep(session, Doctor(name="Dr Lee")).id
        return lee, documents.keep(session, Document(title="Blood tests", blob="b", added_at=NOW)).id

    doctor_id, record_id = keep(fill)
    screen = enter(MyHealthScreen)
    for family, field, value, words in (
        ("treatment", "doctor_id", doctor_id, {"name": "Radiation"}),
        ("result", "document_id", record_id, {"marker": "TSH", "value": "2.6", "page": "1"}),
    ):
        entries = screen.page.lists[family]
        entries.write_new()
        for name, word in words.items():
            entries.form.field(name).set_value(word)
        entries.form.field(field).set_value(value)
        entries.save()
        work.flush()
    assert read("treatment")[0].doctor_id == doctor_id
    assert read("result")[0].document_id == record_id
    qtbot.waitUntil(lambda: "Blood tests, page 1" in words_on(screen))


def test_what_is_half_typed_outlives_a_lock_and_leaving_keeps_it(screen, enter, fetch, read, work):
    entries = screen.page.lists["treatment"]
    entries.write_new()
    entries.form.field("name").set_value("Radiation")
    entries.form.field("started").line.setText("some day in spring")
    half = screen.half_typed()
    again = enter(MyHealthScreen)
    again.come_back(half, lambda: None)
    work.flush()
    form = again.page.lists["treatment"].form
    assert form.field("name").value() == "Radiation"
    assert form.field("started").typed() == "some day in spring"
    assert again.leave()
    work.flush()
    assert read("treatment") == []
    assert "some day in spring" in next(task.text for task in fetch(tasks.everything))


def test_escape_closes_the_form(screen):
    screen.page.lists["event"].write_new()
    assert screen.escape()
    assert not screen.page.lists["event"].is_open()
    assert not screen.escape()


def test_in_a_case_that_is_only_read_nothing_can_be_changed(enter, keep, house):
    keep(lambda s: treatments.keep(s, Treatment(name="Radiation", started=PartialDate(2026, 3))))
    screen = enter(MyHealthScreen, in_house=replace(house, why_read_only="It is only to be read."))
    assert not any(each.add.isVisible() for each in screen.page.lists.values())
    assert not screen.page.own_words.isEnabled()
    assert not screen.page.glance.change.isVisible()
    assert screen.saved.text() == "Only to read"
    screen.open_entry(screen.page.timeline.part.view.spots()[0].key)
    assert not screen.page.lists["treatment"].is_open()


def test_contradicting_dates_are_kept_as_told_and_said(enter, keep, qtbot):
    def fill(session):
        turned = Treatment(
            name="Radiation", started=PartialDate(2026, 6), ended=PartialDate(2026, 3), state="done"
        )
        treatments.keep(session, turned)
        events.keep(session, Event(text="In the future", day=PartialDate(2190)))
        results.keep(session, Result(marker="CA 15-3", value="1,234"))
        results.keep(session, Result(marker="CA 15-3", value="12", day=PartialDate(2026)))

    keep(fill)
    screen = enter(MyHealthScreen)
    assert any("as its end an earlier day is written" in words for words in words_on(screen))
    assert "no date written down" in words_on(screen)
    assert not screen.page.charts.isVisible()  # only one of the two can be drawn


def test_the_timeline_can_be_printed_from_here_once_there_is_one(screen, keep, qtbot):
    assert not screen.page.print.isVisible()
    keep(lambda s: treatments.keep(s, Treatment(name="Radiation", started=PartialDate(2026, 3))))
    qtbot.waitUntil(screen.page.print.isVisible)
    qtbot.mouseClick(screen.page.print, LEFT)
    assert screen.went == [Place(PRINT, part="timeline")]


def test_a_change_from_elsewhere_is_shown_anew(screen, keep, qtbot):
    made = keep(lambda s: treatments.keep(s, Treatment(name="Radiation", started=PartialDate(2026, 3))))
    qtbot.waitUntil(lambda: "Radiation" in words_on(screen))

    def change(session):
        one = treatments.one(session, made.id)
        one.name = "Proton therapy"
        treatments.keep(session, one)

    keep(change)
    qtbot.waitUntil(lambda: "Proton therapy" in words_on(screen) and "Radiation" not in words_on(screen))


def test_the_keys_stay_at_their_mark_when_something_else_changes(enter, keep, qtbot):
    keep(lambda s: treatments.keep(s, Treatment(name="Radiation", started=PartialDate(2026, 3))))
    screen = enter(MyHealthScreen)
    view = screen.page.timeline.part.view
    view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    said = view.accessibleName()
    keep(lambda s: medicines.keep(s, Medicine(name="Letrozole")))
    qtbot.waitUntil(lambda: "Letrozole" in words_on(screen))
    assert view.accessibleName() == said
    opened = []
    view.opened.connect(opened.append)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert len(opened) == 1
