"""Going through a visit: one page after another, every word kept, and it goes on where one stopped."""

from PySide6.QtCore import Qt

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.case import (
    appointments,
    captured,
    carry_overs,
    closings,
    examinations,
    medicines,
    notes,
    questions,
    task_origins,
    tasks,
)
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.flows.sheet_list import KINDS
from secondop_desktop.ui.places import APPOINTMENT_MODE, AS_WRITTEN, PRINT, SUMMARY, VISIT, Place
from tests.ui.screens import visits
from tests.ui.screens.gone_through import come_in, field, go_on, go_to, visited

assert come_in
assert visited


def test_the_pages_come_one_after_another_and_end_with_the_summary(come_in, work, visited):
    screen = come_in(visited)
    seen = []
    while screen.walk.shown() != SUMMARY:
        seen.append(screen.walk.shown())
        assert screen.walk.page._title.text().endswith("?")
        go_on(screen, work)
    assert seen == ["open", "steps", "tests", "named", "report", "words", "felt", "understood"]
    screen.walk.on.click()
    assert screen.went == [Place(VISIT, visited)]


def test_back_leads_to_the_page_before_and_at_last_to_the_visit(come_in, work, visited):
    screen = come_in(visited)
    go_to(screen, work, "tests")
    for before in ("steps", "open"):
        screen.walk.back.click()
        assert screen.walk.shown() == before
    screen.walk.back.click()
    assert screen.went == [Place(VISIT, visited)]


def test_it_goes_on_where_one_stopped(come_in, work, visited, fetch):
    first = come_in(visited)
    go_to(first, work, "report")
    assert first.leave()
    assert come_in(visited).walk.shown() == "report"
    go_to(first, work, SUMMARY)
    assert fetch(lambda s: closings.of_visit(s, visited)).finished_at is not None
    assert come_in(visited).walk.shown() == SUMMARY


def test_what_was_caught_is_there_with_who_said_so(come_in, visited, fetch):
    come_in(visited)
    assert [t.text for t in fetch(tasks.everything)] == [
        "Send the slides to Dr Nguyễn",
        "Come back 14 May",
        "Plan this test: Breast MRI",
    ]
    sources = {origin.source for origin in fetch(task_origins.everything).values()}
    assert sources == {"Dr Nguyễn Thị Hạnh said, 3 March 2026"}
    assert fetch(medicines.everything)[0].state == medicines.NAMED


def test_an_open_question_is_carried_to_another_visit(come_in, work, visited, keep, fetch):
    coming = keep(
        lambda s: (
            appointments.keep(
                s,
                Appointment(day="2026-05-05", hour="09:00", doctor_id=appointments.one(s, visited).doctor_id),
            ).id
        )
    )
    screen = come_in(visited)
    assert len(screen.steps["open"].list.rows) == 2
    field(screen, "open", "fate").set_value(f"visit:{coming}")
    go_on(screen, work)
    asked = fetch(lambda s: questions.for_appointment(s, appointments.one(s, coming)))
    assert [entry.question.text for entry in asked] == [visits.TEXTS[1]]
    assert len(fetch(carry_overs.everything)) == 1


def test_all_open_questions_can_be_let_go_at_once(come_in, work, visited, fetch):
    screen = come_in(visited)
    screen.steps["open"].all.set_value(carry_overs.LET_GO)
    work.flush()
    assert {c.decision for c in fetch(carry_overs.everything).values()} == {carry_overs.LET_GO}
    assert field(screen, "open", "fate", 1).value() == carry_overs.LET_GO


def test_what_was_decided_for_all_is_taken_back_as_one(come_in, work, visited, keep, fetch):
    day = {"day": "2026-05-05", "hour": "09:00"}
    coming = keep(lambda s: appointments.keep(s, Appointment(**day)).id)
    screen = come_in(visited)
    screen.steps["open"].all.set_value(f"visit:{coming}")
    work.flush()
    there = lambda s: questions.for_appointment(s, appointments.one(s, coming))  # noqa: E731
    assert len(fetch(there)) == 2
    work.undo.undo()
    work.flush()
    assert fetch(there) == []
    assert fetch(carry_overs.everything) == {}
    assert field(screen, "open", "fate").value() == carry_overs.OPEN


def test_a_test_that_was_added_is_taken_back_with_all_that_came_of_it(come_in, work, visited, fetch):
    screen = come_in(visited, "tests")
    screen.steps["tests"].add.line.set_value("Blood test")
    screen.steps["tests"].add.give()
    work.flush()
    assert len(screen.steps["tests"].list.rows) == 2
    work.undo.undo()
    work.flush()
    assert [e.what for e in fetch(examinations.everything)] == ["Breast MRI"]
    assert "Plan this test: Blood test" not in [t.text for t in fetch(tasks.everything)]
    work.undo.redo()
    work.flush()
    assert len(screen.steps["tests"].list.rows) == 2


def test_a_step_gets_an_owner_and_a_day_while_one_types(come_in, work, visited, fetch, qtbot):
    screen = come_in(visited)
    go_to(screen, work, "steps")
    qtbot.keyClicks(field(screen, "steps", "owner").control, "Tom")
    qtbot.keyClicks(field(screen, "steps", "due").control, "14 March 2026")
    go_on(screen, work)
    task = fetch(tasks.everything)[0]
    assert task.due == PartialDate(2026, 3, 14)
    assert fetch(lambda s: task_origins.of_task(s, task.id)).owner == "Tom"


def test_a_step_that_was_forgotten_in_the_room_is_added(come_in, work, visited, fetch, qtbot):
    screen = come_in(visited)
    go_to(screen, work, "steps")
    line = screen.steps["steps"].add.line.control
    qtbot.keyClicks(line, "Ring the office")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    work.flush()
    assert "Ring the office" in [t.text for t in fetch(tasks.everything)]
    assert len(screen.steps["steps"].list.rows) == 3
    assert screen.steps["steps"].add.half_typed() == {}


def test_a_line_that_was_typed_and_not_added_is_added_when_one_goes_on(come_in, work, visited, fetch, qtbot):
    screen = come_in(visited)
    go_to(screen, work, "tests")
    qtbot.keyClicks(screen.steps["tests"].add.line.control, "Blood test")
    assert screen.half_typed()["typed"]["add"]["line"] == "Blood test"
    go_on(screen, work)
    assert "Blood test" in [e.what for e in fetch(examinations.everything)]
    assert screen.half_typed() == {}


def test_a_date_becomes_an_appointment(come_in, work, visited, fetch, qtbot):
    screen = come_in(visited)
    go_to(screen, work, "steps")
    row = list(screen.steps["steps"].list.rows.values())[1]
    button = next(b for b in buttons(row) if b.text() == "It is an appointment")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    work.flush()
    assert [v.day for v in fetch(appointments.everything)] == ["2026-03-03", "2026-05-14"]
    assert len(screen.steps["steps"].list.rows) == 1


def buttons(widget):
    from secondop_desktop.ui.widgets.buttons import Button

    return widget.findChildren(Button)


def test_what_is_not_needed_goes_into_the_bin_and_comes_back_by_undo(
    come_in, work, visited, fetch, notices, qtbot
):
    screen = come_in(visited)
    go_to(screen, work, "tests")
    row = next(iter(screen.steps["tests"].list.rows.values()))
    qtbot.mouseClick(buttons(row)[-1], Qt.MouseButton.LeftButton)
    work.flush()
    assert fetch(examinations.everything) == []
    assert screen.steps["tests"].list.rows == {}
    assert notices.told == ["The test is in the bin."]
    notices.undos[0]()
    work.flush()
    assert [e.what for e in fetch(examinations.everything)] == ["Breast MRI"]


def test_a_test_with_a_day_needs_no_planning_any_more(come_in, work, visited, fetch, qtbot):
    screen = come_in(visited)
    go_to(screen, work, "tests")
    qtbot.keyClicks(field(screen, "tests", "dated").control, "20 March 2026")
    go_on(screen, work)
    (test,) = fetch(examinations.everything)
    assert test.dated == PartialDate(2026, 3, 20)
    plan = next(t for t in fetch(tasks.everything) if t.text.startswith("Plan this test"))
    assert plan.done_at is not None


def test_a_medicine_is_taken_only_when_the_person_says_so(come_in, work, visited, fetch):
    screen = come_in(visited)
    go_to(screen, work, "named")
    assert field(screen, "named", "state").value() == medicines.NAMED
    field(screen, "named", "state").set_value(medicines.TAKING)
    go_on(screen, work)
    assert fetch(medicines.everything)[0].state == medicines.TAKING


def test_the_report_has_a_day_and_a_name(come_in, work, visited, fetch, qtbot):
    screen = come_in(visited)
    go_to(screen, work, "report")
    form = screen.steps["report"].form
    qtbot.keyClicks(form.field("report_due").control, "16 March 2026")
    qtbot.keyClicks(form.field("report_from").control, "Dr Lee")
    go_on(screen, work)
    closing = fetch(lambda s: closings.of_visit(s, visited))
    assert (closing.report_from, closing.report_due) == ("Dr Lee", PartialDate(2026, 3, 16))


def test_a_word_is_ticked_once_it_is_clear(come_in, work, visited, fetch):
    screen = come_in(visited)
    go_to(screen, work, "words")
    field(screen, "words", "clear").set_value(True)
    go_on(screen, work)
    lines = {line.text: line.became for line in fetch(lambda s: captured.of_visit(s, visited))}
    assert lines["margin"] == captured.LOOKED_UP


def test_ones_own_words_are_kept_as_they_are_typed(come_in, work, visited, fetch, qtbot):
    screen = come_in(visited)
    go_to(screen, work, "felt")
    qtbot.keyClicks(screen.steps["felt"].note, "Calmer than before. ")
    qtbot.waitUntil(lambda: not screen.steps["felt"].saver.dirty())
    assert fetch(lambda s: closings.of_visit(s, visited)).felt == "Calmer than before. "
    go_on(screen, work)
    qtbot.keyClicks(screen.steps["understood"].note, "It is small.")
    assert screen.leave()
    assert fetch(lambda s: closings.of_visit(s, visited)).understood == "It is small."


def test_the_summary_tells_everything_and_each_part_can_be_changed(come_in, work, visited):
    screen = come_in(visited, SUMMARY)
    told = [section.title for section in screen._data.summary.sections]
    assert told[:3] == ["Questions and answers", "Questions without an answer", "What happens next"]
    screen.summary.changes["tests"].click()
    assert screen.walk.shown() == "tests"
    screen.summary.changes["answers"].click()
    assert screen.went == [Place(APPOINTMENT_MODE, visited)]


def test_the_summary_is_printed_in_the_room_for_it(come_in, work, visited):
    screen = come_in(visited, SUMMARY)
    screen.summary.print.click()
    assert screen.went == [Place(PRINT, visited, "after-visit")]
    assert "after-visit" in KINDS


def test_words_of_the_room_are_shown_though_they_were_edited(come_in, work, visited, keep, frozen_clock):
    keep(lambda s: notes.write(s, visited, "Another page", frozen_clock.now()))
    screen = come_in(visited, SUMMARY)
    screen.walk.read.click()
    assert screen.walk.shown() == AS_WRITTEN
    assert {t.then for t in screen.written._shown.texts} == {"She drew a picture.", "Grade 1."}
    assert "2 March 2026" in screen.walk.page._subtitle.text()
