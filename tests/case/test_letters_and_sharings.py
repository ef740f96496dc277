"""Letters stay as they were sent; what was given to whom is listed; choices are remembered by recipient."""

from datetime import timedelta

import pytest

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.errors import UserError
from secondop_desktop.case import appointments, letters, share_choices, sharings
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.letters import Letter
from secondop_desktop.case.share_choices import ShareChoice
from secondop_desktop.case.sharings import Sharing


@pytest.fixture
def letter(vault, frozen_clock):
    with vault.write() as session:
        made = Letter(kind="records", title="Slides, please", body="Dear all", made_at=frozen_clock.now())
        return letters.keep(session, made).id


def test_a_letter_can_be_changed_until_it_was_sent(vault, letter):
    with vault.write() as session:
        one = letters.one(session, letter)
        one.body = "Dear Dr Ash"
        letters.keep(session, one)
    with vault.write() as session:
        letters.mark_sent(session, letter, PartialDate(2026, 3, 4), " by fax ")
    with vault.read() as session:
        other = letters.one(session, letter)
    other.body = "Something else"
    with pytest.raises(UserError, match="was sent"), vault.write() as session:
        letters.keep(session, other)
    with vault.read() as session:
        there = letters.one(session, letter)
        assert (there.body, there.sent_how, there.sent_on) == (
            "Dear Dr Ash",
            "by fax",
            PartialDate(2026, 3, 4),
        )


def test_a_letter_that_was_not_sent_after_all_can_be_changed_again(vault, letter):
    with vault.write() as session:
        letters.mark_sent(session, letter, PartialDate(2026, 3, 4), "by post")
    with vault.write() as session:
        one = letters.take_back_sent(session, letter)
        one.body = "Changed"
        letters.keep(session, one)
    with vault.read() as session:
        assert letters.one(session, letter).body == "Changed"


def test_the_newest_letter_comes_first(vault, letter, frozen_clock):
    with vault.write() as session:
        newer = Letter(kind="records", made_at=frozen_clock.now() + timedelta(hours=1))
        newest = letters.keep(session, newer).id
    with vault.read() as session:
        assert [one.id for one in letters.everything(session)] == [newest, letter]


def test_what_was_given_is_found_by_sheet_recipient_and_visit(vault, frozen_clock):
    now = frozen_clock.now()
    with vault.write() as session:
        visit = appointments.keep(session, Appointment(day="2026-03-05")).id
        session.flush()
        for number, (name, place) in enumerate((("Dr Ash", None), ("Dr Ash", visit), ("Dr Elm", None))):
            given = Sharing(what="summary", recipient="doctor", name=name, appointment_id=place, given_at=now)
            given.number, given.given_at = number, now + timedelta(minutes=number)
            sharings.keep(session, given)
    with vault.read() as session:
        assert [one.number for one in sharings.of_what(session, "summary", "doctor", "Dr Ash", "")] == [0]
        assert [one.number for one in sharings.of_what(session, "summary", "doctor", "Dr Ash", visit)] == [1]
        there = sharings.everything(session)
        assert [one.number for one in there] == [2, 1, 0]
        assert sharings.one(session, there[0].id).name == "Dr Elm"


def test_what_a_recipient_sees_is_remembered_for_each_sheet(vault):
    with vault.write() as session:
        share_choices.choose(session, "summary", "doctor", {"medicines", "allergies"})
        share_choices.choose(session, "summary", "insurer", set())
    with vault.write() as session:
        share_choices.choose(session, "summary", "doctor", {"medicines"})
    with vault.read() as session:
        assert share_choices.chosen(session, "summary", "doctor") == {"medicines"}
        assert share_choices.chosen(session, "summary", "insurer") == frozenset()
        assert share_choices.chosen(session, "missing", "doctor") is None


@pytest.mark.parametrize("parts", ["no json", "7"])
def test_a_choice_that_cannot_be_read_counts_as_none(vault, parts):
    with vault.write() as session:
        session.add(ShareChoice(what="summary", recipient="doctor", parts=parts))
    with vault.read() as session:
        assert share_choices.chosen(session, "summary", "doctor") is None
