"""What was given stays as it was given: the same bytes, a number that counts up, whom it went to."""

import dataclasses
import io
import os
from datetime import timedelta

import pytest

from secondop_desktop.base.errors import UserError
from secondop_desktop.case import appointments, doctors, person, questions, sharings
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.questions import Question
from secondop_desktop.case.sharings import HANDED, PRINTED, SAVED
from secondop_desktop.flows import (
    back_up,
    check_case,
    open_case,
    print_sheet,
    restore,
    share,
    sweep_leftovers,
)
from secondop_desktop.flows.plan import Plan
from secondop_desktop.vault.blob_errors import MissingBlob
from tests.encrypted_case import PASSPHRASE


@pytest.fixture
def plan(vault):
    """A plan for a visit with Dr Lee, for Dr Lee."""
    with vault.write() as session:
        person.write(session, {"name": "Margaret"})
        doctor = doctors.keep(session, Doctor(name="Dr Lee"))
        session.flush()
        visit = appointments.keep(session, Appointment(day="2026-05-14", doctor_id=doctor.id))
        questions.keep(session, Question(text="May I wait?"))
        session.flush()
        return Plan("question-sheet", visit.id, "doctor", "Dr Lee", doctor=doctor.id)


@pytest.fixture
def give(vault, frozen_clock):
    """Draw a plan and give it away; the Sharing and its bytes."""

    def give(plan, how=PRINTED):
        pdf = print_sheet.sheet(vault, plan, frozen_clock)
        identity = share.give(vault, plan, pdf, how, frozen_clock)
        with vault.read() as session:
            return sharings.one(session, identity), pdf

    return give


def test_the_very_bytes_come_back_with_all_that_is_known_of_them(vault, plan, give, frozen_clock):
    made, pdf = give(plan)
    assert share.pdf_of(vault, made) == pdf
    assert b"".join(share.in_pieces(vault, made)) == pdf
    assert (made.what, made.recipient, made.name, made.how) == ("question-sheet", "doctor", "Dr Lee", PRINTED)
    assert (made.doctor_id, made.appointment_id, made.letter_id) == (plan.doctor, plan.visit, None)
    assert (made.given_at, made.number, made.size) == (frozen_clock.now(), 1, len(pdf))
    assert made.pages >= 1
    lines = made.contents.splitlines()
    assert "May I wait?" in lines
    assert "Answers so far, and who gave them" not in lines
    assert share.plan_of(made) == plan


def test_the_version_counts_up_only_when_the_sheet_says_something_else(vault, plan, give, keep):
    assert give(plan)[0].number == 1
    assert give(plan, SAVED)[0].number == 1
    keep(lambda session: questions.keep(session, Question(text="What else?")))
    assert give(plan, HANDED)[0].number == 2
    other = dataclasses.replace(plan, name="Dr Roy", doctor="")
    assert give(other)[0].number == 1
    assert give(dataclasses.replace(plan, what="doctor-copy"))[0].number == 1


def test_what_is_gone_to_nobody_known_is_kept_without_them(vault, plan, give):
    made, _ = give(dataclasses.replace(plan, what="summary", visit="", doctor="no-such-doctor"))
    assert (made.doctor_id, made.appointment_id) == (None, None)


def test_a_plan_is_read_as_it_was_written_and_nonsense_is_no_plan(plan):
    told = dataclasses.replace(plan, parts=frozenset({"goal", "answers"}), records=("a", "b"), large=True)
    assert Plan.of_json(told.as_json()) == told
    for nonsense in ("", "[]", "7", '{"parts": 3}', "{}"):
        assert Plan.of_json(nonsense) is None


def test_what_was_given_is_never_swept_away_and_always_checked(vault, plan, give, frozen_clock):
    made, _ = give(plan)
    stray = vault.blobs.keep(io.BytesIO(b"nobody knows this"))
    old = (frozen_clock.now() - timedelta(days=9)).timestamp()
    for name in (made.blob, stray.name):
        os.utime(vault.blobs._path(name), (old, old))
    assert sweep_leftovers.sweep_leftovers(vault, frozen_clock, ()) == 1
    assert vault.blobs.has(made.blob)
    vault.blobs._path(made.blob).unlink()
    report = check_case.check_case(vault)
    assert not report.good
    assert any("Dr Lee" in sentence for sentence in report.sentences)
    with pytest.raises(MissingBlob):
        share.pdf_of(vault, made)


def test_a_restored_case_shows_the_very_pages_again(vault, plan, give, tmp_path, ways):
    _, pdf = give(plan)
    (tmp_path / "stick").mkdir()
    place = back_up.prepare_chosen(vault, tmp_path / "stick")
    (copied,) = back_up.back_up(vault, [place])
    back = tmp_path / "restored" / "My case.secondop"
    assert restore.restore(copied.generation, vault.key, back, ways).folder == back
    again = open_case.open_case(back, PASSPHRASE, ways)
    try:
        with again.read() as session:
            (kept,) = sharings.everything(session)
        assert share.pdf_of(again, kept) == pdf
    finally:
        again.close()


def test_a_case_that_can_only_be_looked_at_says_why_nothing_is_written_down(
    vault, plan, folder, ways, frozen_clock
):
    pdf = print_sheet.sheet(vault, plan, frozen_clock)
    looking = open_case.open_case(folder, PASSPHRASE, ways, or_look=True)
    try:
        with pytest.raises(UserError):
            share.give(looking, plan, pdf, PRINTED, frozen_clock)
    finally:
        looking.close()
