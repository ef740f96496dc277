"""A form shows each error beside the field it is about."""

from datetime import UTC, date, datetime

import pytest

from secondop_desktop.base.clock import StoppedClock
from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.errors import FieldError, UserError
from secondop_desktop.ui.form import Form
from secondop_desktop.ui.widgets.date_fields import DateField
from secondop_desktop.ui.widgets.fields import LineField


@pytest.fixture
def elsewhere():
    return []


@pytest.fixture
def form(qtbot, elsewhere):
    made = Form(elsewhere.append)
    qtbot.addWidget(made)
    clock = StoppedClock(datetime(2026, 5, 11, tzinfo=UTC))
    made.add("name", LineField("Name"))
    made.add_beside(("day", DateField("Day", clock=clock)), ("place", LineField("Place")))
    made.show()
    return made


def test_a_refused_value_is_explained_beside_its_field_and_the_cursor_goes_there(qtbot, form, elsewhere):
    with qtbot.waitActive(form):
        form.activateWindow()
    form.refuse(FieldError("name", "A doctor needs a name."))
    assert form.field("name").problem() == "A doctor needs a name."
    assert form.field("name").line.hasFocus()
    assert elsewhere == []


def test_an_error_of_no_field_goes_elsewhere(form, elsewhere):
    errors = [UserError("The disk is full."), FieldError("hat", "No hat.")]
    for error in errors:
        form.refuse(error)
    assert elsewhere == errors


def test_values_are_read_by_name(form):
    form.fill({"name": "Dr Okafor", "day": date(2026, 5, 14), "other": 1})
    assert form.read() == {"name": "Dr Okafor", "day": PartialDate(2026, 5, 14), "place": ""}


def test_a_date_that_cannot_be_read_is_refused_at_its_field(form):
    form.field("day").line.setText("yesterweek")
    assert form.read() is None
    assert "yesterweek" in form.field("day").problem()


def test_filling_is_not_typing(qtbot, form):
    with qtbot.assertNotEmitted(form.changed):
        form.fill({"name": "Dr Okafor"})
    with qtbot.waitSignal(form.changed):
        form.field("name").line.setText("Dr Roy")


def test_typing_takes_the_sentence_away(form):
    form.refuse(FieldError("name", "A doctor needs a name."))
    form.field("name").line.setText("D")
    assert form.field("name").problem() == ""
