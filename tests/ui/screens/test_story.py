"""What happened and why is kept field by field, and no word of it is ever lost."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.errors import UserError
from secondop_desktop.case import diagnosis, person, reasons, tasks
from secondop_desktop.case.diagnosis import Diagnosis, DiagnosisFact
from secondop_desktop.case.person import Person
from secondop_desktop.case.reasons import Purpose
from secondop_desktop.ui.places import HOME, STORY, Place
from secondop_desktop.ui.screens.story import StoryScreen

LEFT = Qt.MouseButton.LeftButton
FACT = {"topic": "Grade", "text": "2 of 3", "source": "Report, page 1"}


@pytest.fixture
def come_in(enter):
    return lambda: enter(StoryScreen, Place(STORY))


@pytest.fixture
def told(fetch):
    return lambda: fetch(diagnosis.known)


@pytest.fixture
def reminders(fetch):
    return lambda: fetch(lambda s: [t.text for t in tasks.everything(s)])


def type_into(qtbot, field, text):
    field.control.setFocus()
    qtbot.keyClicks(field.control, text)


def test_what_is_typed_is_saved_when_the_field_is_left(come_in, qtbot, work, told):
    screen = come_in()
    type_into(qtbot, screen.told.field("sentence"), "A lump in my left breast.")
    assert screen.saved.text() == "Saving"
    screen.told.field("site").control.setFocus()
    work.flush()
    assert told().sentence == "A lump in my left breast."
    assert screen.saved.text() == "Saved"


def test_what_is_typed_is_saved_after_a_pause_too(come_in, qtbot, told):
    screen = come_in()
    type_into(qtbot, screen.told.field("site"), "Upper part")
    qtbot.waitUntil(lambda: told() is not None and told().site == "Upper part", timeout=5000)


def test_leaving_keeps_what_was_typed_last(come_in, qtbot, told):
    screen = come_in()
    type_into(qtbot, screen.plan.field("first_plan"), "Operate")
    assert screen.leave()
    assert told().first_plan == "Operate"


def test_everything_that_is_known_is_shown(come_in, keep):
    def fill(session):
        person.keep(session, Person(name="Ana Lee", birth_date=PartialDate(1965, 3, 9), needs="Speak up"))
        diagnosis.keep(session, Diagnosis(sentence="A lump", cancer_type="breast", side="left"))
        reasons.keep_purpose(session, Purpose(decision="Which one", decide_by=PartialDate(2026, 4)))
        reasons.choose(session, {"peace_of_mind": "To sleep"})

    keep(fill)
    screen = come_in()
    assert screen.owner.field("name").value() == "Ana Lee"
    assert screen.owner.field("birth_date").value() == PartialDate(1965, 3, 9)
    assert screen.owner.field("needs").value() == "Speak up"
    assert screen.told.field("cancer_type").value() == "breast"
    assert screen.told.field("side").value() == "left"
    assert screen.why.field("decide_by").value() == PartialDate(2026, 4)
    assert screen.why.field("reasons").value() == {"peace_of_mind": "To sleep"}


def test_showing_the_page_writes_nothing(come_in, keep, work, told):
    keep(lambda s: diagnosis.keep(s, Diagnosis(sentence="  A  lump ", diagnosed_on=PartialDate(2026, 1))))
    before = told().revision
    screen = come_in()
    screen.saver.save_now()
    work.flush()
    assert told().revision == before


def test_a_change_from_elsewhere_leaves_alone_what_is_being_typed(come_in, keep, qtbot, work):
    screen = come_in()
    type_into(qtbot, screen.told.field("sentence"), "Mine")

    def elsewhere(session):
        diagnosis.keep(session, Diagnosis(sentence="Theirs", site="Left"))

    keep(elsewhere)
    work.flush()
    assert screen.told.field("sentence").value() == "Mine"
    assert screen.told.field("site").value() == "Left"


def test_a_blank_at_the_end_is_not_taken_from_under_the_cursor(come_in, qtbot, work):
    screen = come_in()
    field = screen.told.field("site")
    type_into(qtbot, field, "Upper ")
    screen.saver.save_now()
    work.flush()
    qtbot.keyClicks(field.control, "part")
    assert field.line.text() == "Upper part"


def test_details_can_be_written_before_the_name(come_in, qtbot, work, fetch):
    screen = come_in()
    type_into(qtbot, screen.owner.field("phone"), "555")
    assert screen.leave()
    assert fetch(person.known).phone == "555"


def test_a_name_that_is_there_cannot_be_wiped_out(come_in, keep, work, fetch):
    keep(lambda s: person.keep(s, Person(name="Ana")))
    screen = come_in()
    screen.owner.field("name").line.clear()
    screen.saver.save_now()
    work.flush()
    assert screen.owner.field("name").problem() == "Please write whose case this is."
    assert screen.leave()
    assert fetch(person.known).name == "Ana"
    assert screen.owner.field("name").value() == "Ana"


def test_a_date_that_cannot_be_read_is_kept_as_a_reminder_when_one_leaves(
    come_in, qtbot, work, told, reminders, notices
):
    screen = come_in()
    type_into(qtbot, screen.told.field("diagnosed_on"), "after Easter")
    assert screen.leave()
    work.flush()
    assert reminders() == ["When I was told: after Easter"]
    assert told() is None
    assert "kept as a reminder" in notices.told[0]
    assert screen.told.field("diagnosed_on").line.text() == ""


def test_when_the_disk_refuses_the_page_stays_and_tries_again(
    come_in, qtbot, vault, told, notices, monkeypatch
):
    screen = come_in()
    monkeypatch.setattr(vault, "write", refuse)
    type_into(qtbot, screen.told.field("sentence"), "A lump")
    assert not screen.leave()
    assert screen.saved.text() == "Not saved yet"
    assert "stays open" in notices.problems[-1].what
    monkeypatch.undo()
    qtbot.waitUntil(lambda: told() is not None and told().sentence == "A lump", timeout=5000)
    qtbot.waitUntil(lambda: screen.saved.text() == "Saved")


def refuse():
    message = "The disk is full."
    raise UserError(message)


def test_ticking_a_reason_shows_a_line_for_ones_own_words(come_in, qtbot, work, fetch):
    screen = come_in()
    picks = screen.why.field("reasons")
    assert "peace_of_mind" not in picks.own
    qtbot.mouseClick(picks.ticks["peace_of_mind"], LEFT)
    own = picks.own["peace_of_mind"]
    assert not own.isHidden()
    own.editor.setPlainText("To sleep")
    assert screen.leave()
    kept = {r.key: r.own_words for r in fetch(reasons.chosen)}
    assert kept == {"peace_of_mind": "To sleep"}
    qtbot.mouseClick(picks.ticks["peace_of_mind"], LEFT)
    assert screen.leave()
    assert fetch(reasons.chosen) == []


def test_reasons_that_were_not_chosen_are_folded_away(come_in, keep, qtbot):
    keep(lambda s: reasons.choose(s, {"peace_of_mind": ""}))
    picks = come_in().why.field("reasons")
    assert [key for key, tick in picks.ticks.items() if not tick.isHidden()] == ["peace_of_mind"]
    qtbot.mouseClick(picks.all, LEFT)
    assert not any(tick.isHidden() for tick in picks.ticks.values())


# --- facts ---


@pytest.fixture
def facts(fetch):
    return lambda: fetch(lambda s: [(f.topic, f.text, f.source, f.as_of) for f in diagnosis.facts(s)])


def test_a_fact_is_added_with_its_source_and_date(come_in, work, facts):
    screen = come_in()
    screen.facts.write_new()
    form = screen.facts.form
    form.field("offered").set_value("Grade")
    form.field("text").set_value("2 of 3")
    form.field("source").set_value("Report")
    form.field("as_of").line.setText("March 2026")
    screen.facts.save()
    work.flush()
    assert facts() == [("Grade", "2 of 3", "Report", PartialDate(2026, 3))]
    assert not screen.facts.is_open()


def test_a_fact_about_something_else_gets_its_own_word(come_in, work, facts):
    screen = come_in()
    screen.facts.write_new()
    form = screen.facts.form
    assert form.field("topic").isHidden()
    form.field("offered").set_value("")
    assert not form.field("topic").isHidden()
    form.field("topic").set_value("Dense breasts")
    form.field("text").set_value("Yes")
    screen.facts.save()
    work.flush()
    assert facts() == [("Dense breasts", "Yes", "", None)]


def test_a_fact_without_words_is_refused_beside_its_field(come_in, work, facts):
    screen = come_in()
    screen.facts.write_new()
    screen.facts.save()
    work.flush()
    assert screen.facts.form.field("text").problem() == "Please write what was found."
    assert facts() == []


def test_a_fact_is_changed_in_its_place(come_in, keep, work, facts):
    keep(lambda s: diagnosis.keep_fact(s, DiagnosisFact(**FACT)))
    screen = come_in()
    screen.facts.edit(screen.facts._entries[0])
    screen.facts.form.field("text").set_value("3 of 3")
    screen.facts.save()
    work.flush()
    assert facts() == [("Grade", "3 of 3", "Report, page 1", None)]


def test_a_deleted_fact_can_be_brought_back(come_in, keep, work, facts, notices):
    keep(lambda s: diagnosis.keep_fact(s, DiagnosisFact(**FACT)))
    screen = come_in()
    screen.facts.edit(screen.facts._entries[0])
    screen.facts._delete.click()
    work.flush()
    assert facts() == []
    notices.undos[0]()
    work.flush()
    assert len(facts()) == 1


def test_a_half_typed_fact_is_kept_when_the_page_is_left(come_in, work, facts, reminders):
    screen = come_in()
    screen.facts.write_new()
    screen.facts.form.field("text").set_value("Maybe grade 2")
    assert screen.leave()
    assert [fact[:2] for fact in facts()] == [("Type", "Maybe grade 2")]
    screen.facts.write_new()
    screen.facts.form.field("source").set_value("The nurse")
    assert screen.leave()
    work.flush()
    assert reminders() == ["Who says so: The nurse"]


def test_only_to_read_nothing_can_be_typed(enter, house):
    screen = enter(StoryScreen, Place(STORY), in_house=replace(house, why_read_only="It is open elsewhere."))
    assert not screen.told.isEnabled()
    assert screen.facts.add.isHidden()
    assert screen.saved.text() == "Only to read"


def test_the_way_back_leads_home(come_in, qtbot):
    screen = come_in()
    qtbot.mouseClick(screen._page.back, LEFT)
    assert screen.went == [Place(HOME)]


def test_the_page_has_one_column_where_there_is_little_room(enter):
    screen = enter(StoryScreen, Place(STORY), size=(700, 700))
    cards = (screen.told, screen.why)
    left, right = (form.mapTo(screen, form.rect().topLeft()) for form in cards)
    assert left.x() == right.x()
    assert left.y() < right.y()
