"""A visit keeps its name in the calendar: every change reaches the same entry, an invitation its visit."""

from datetime import date

import pytest
from icalendar import Calendar

from secondop_desktop.base.errors import UserError
from secondop_desktop.case import appointments, bin, doctors, visit_plans
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.flows import invitations, visit_calendar
from tests.calendars.test_invitation import a_file


@pytest.fixture
def visit_id(keep):
    def plan(session):
        doctor = doctors.keep(session, Doctor(name="Dr Lee", role="second", specialty="Oncology"))
        session.flush()
        visit = Appointment(day="2026-03-08", hour="10:30", zone="America/Chicago", doctor_id=doctor.id)
        visit.place, visit.goal = "Cancer center, floor 4", "Decide about surgery"
        return appointments.keep(session, visit).id

    return keep(plan)


@pytest.fixture
def write(vault, visit_id, frozen_clock):
    """The file that is written now, and the event in it."""

    def write():
        content = visit_calendar.write(vault, visit_id, frozen_clock)
        (event,) = Calendar.from_ical(content).events
        return content, event

    return write


@pytest.fixture
def take(vault, keep, frozen_clock):
    """Take an invitation in and say what became of each appointment in it."""

    def take(content):
        return keep(lambda s: invitations.take_in(s, invitations.look(content, frozen_clock), frozen_clock))

    return take


@pytest.fixture
def visits(vault):
    def visits():
        with vault.read() as session:
            return list(appointments.everything(session))

    return visits


def change(keep, visit_id, **values):
    def command(session):
        for name, value in values.items():
            setattr(appointments.one(session, visit_id), name, value)

    keep(command)


def plan_of(keep, visit_id, **values):
    def command(session):
        plan = visit_plans.of_visit(session, visit_id)
        for name, value in values.items():
            setattr(plan, name, value)
        visit_plans.keep(session, plan)

    keep(command)


# --- out ---


def test_nothing_of_illness_doctor_or_place_is_in_the_file_unless_it_was_chosen(write, keep, visit_id):
    content = write()[0].decode()
    for word in ("Lee", "Oncology", "Cancer", "floor", "surgery", "opinion", "SecondOp"):
        assert word.lower() not in content.lower(), word
    plan_of(keep, visit_id, calendar_title="Dr Lee", calendar_place=True, link="https://zoom.us/j/1")
    event = write()[1]
    assert (event["SUMMARY"], event["LOCATION"]) == ("Dr Lee", "Cancer center, floor 4")
    assert event["URL"] == "https://zoom.us/j/1"


def test_the_name_stays_and_the_number_grows_only_with_a_change(write, keep, visit_id, frozen_clock):
    first, again = write()[1], write()[1]
    assert first["UID"] == again["UID"] != ""
    assert (first["SEQUENCE"], again["SEQUENCE"]) == (0, 0)
    change(keep, visit_id, hour="11:00")
    moved = write()[1]
    assert (moved["UID"], moved["SEQUENCE"]) == (first["UID"], 1)
    change(keep, visit_id, goal="Something else")
    assert write()[1]["SEQUENCE"] == 1
    change(keep, visit_id, status="cancelled")
    content, off = write()
    assert (off["UID"], off["SEQUENCE"], off["STATUS"]) == (first["UID"], 2, "CANCELLED")
    assert b"METHOD:CANCEL" in content
    change(keep, visit_id, status="planned")
    assert (write()[1]["SEQUENCE"], write()[1]["STATUS"]) == (3, "CONFIRMED")


def test_the_name_is_kept_although_the_file_could_not_be_written(write, tmp_path):
    content, event = write()
    with pytest.raises(UserError, match="could not be saved there"):
        visit_calendar.save(content, tmp_path / "no" / "folder" / "a.ics")
    assert write()[1]["UID"] == event["UID"]
    file = tmp_path / "appointment.ics"
    visit_calendar.save(content, file)
    assert file.read_bytes() == content


def test_it_is_laid_out_for_the_calendar_program_under_a_neutral_name(write):
    file = visit_calendar.lay_out(write()[0])
    assert file.name == "appointment.ics"
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert file.stat().st_mode & 0o777 == 0o400


def test_a_visit_without_hour_and_length_fits_a_calendar_too(write, keep, visit_id):
    assert (write()[1].decoded("DTEND") - write()[1].decoded("DTSTART")).seconds == 3600
    change(keep, visit_id, hour="")
    assert write()[1].decoded("DTSTART") == date(2026, 3, 8)


# --- in ---


def test_an_invitation_becomes_a_planned_visit_with_the_doctor_it_names(take, visits, visit_id, vault):
    content = a_file(
        "DTSTART;TZID=America/New_York:20260514T090000", "DURATION:PT45M", "LOCATION:Clinic 4",
        "DESCRIPTION:Dr Lee asks for your slides", "X-GOOGLE-CONFERENCE:https://meet.google.com/a",
    )  # fmt: skip
    (came,) = take(content)
    visit = next(v for v in visits() if v.id == came.visit_id)
    assert (came.state, came.when) == ("new", "Thursday 14 May 2026, 09:00")
    assert (visit.zone, visit.minutes, visit.place, visit.mode) == (
        "America/New_York",
        45,
        "Clinic 4",
        "video",
    )
    assert (visit.kind, visit.status) == ("second_opinion", "planned")
    assert visit.office_asked == "Consultation\nDr Lee asks for your slides"
    with vault.read() as session:
        assert doctors.one(session, visit.doctor_id).name == "Dr Lee"
        assert visit_plans.of_visit(session, visit.id).link == "https://meet.google.com/a"


def test_the_same_invitation_twice_is_one_visit(take, visits):
    content = a_file("DTSTART:20260514T140000Z")
    assert [take(content)[0].state, take(content)[0].state] == ["new", "same"]
    assert len(visits()) == 1


def test_an_update_moves_the_visit_and_keeps_ones_own_words(take, visits, keep):
    (came,) = take(a_file("DTSTART:20260514T140000Z", "DESCRIPTION:Bring your card"))
    change(keep, came.visit_id, goal="My goal", office_asked="Bring your card\nand the list")
    (moved,) = take(a_file("DTSTART:20260515T150000Z", "DESCRIPTION:Bring your card", "SEQUENCE:1"))
    (visit,) = visits()
    assert (moved.state, visit.day, visit.hour, visit.goal) == ("changed", "2026-05-15", "10:00", "My goal")
    assert visit.office_asked == "Bring your card\nand the list\nConsultation"
    (old,) = take(a_file("DTSTART:20260514T140000Z"))
    assert (old.state, visits()[0].day) == ("older", "2026-05-15")


def test_a_whole_day_does_not_take_the_hour_away_that_is_known(take, visits, keep):
    (came,) = take(a_file("DTSTART;VALUE=DATE:20260514"))
    change(keep, came.visit_id, hour="09:30")
    assert take(a_file("DTSTART;VALUE=DATE:20260514", "SEQUENCE:1"))[0].state == "same"
    assert visits()[0].hour == "09:30"
    take(a_file("DTSTART;VALUE=DATE:20260520", "SEQUENCE:2"))
    assert (visits()[0].day, visits()[0].hour) == ("2026-05-20", "")


def test_an_invitation_that_is_called_off_marks_the_visit(take, visits):
    take(a_file("DTSTART:20260514T140000Z"))
    off = a_file("DTSTART:20260514T140000Z", "SEQUENCE:1", head=("METHOD:CANCEL",))
    assert [take(off)[0].state, take(off)[0].state] == ["called_off", "same"]
    assert visits()[0].status == "cancelled"
    assert take(a_file("DTSTART:20260514T140000Z", "SEQUENCE:2"))[0].state == "changed"
    assert visits()[0].status == "planned"


def test_what_calls_off_an_unknown_visit_changes_nothing(take, visits):
    (came,) = take(a_file("DTSTART:20260514T140000Z", head=("METHOD:CANCEL",)))
    assert (came.state, visits()) == ("unknown", [])
    assert invitations.sentence((came,)).startswith("This calls off a visit that is not in your case.")


def test_a_change_to_the_first_day_of_a_series_moves_the_visit_and_another_day_is_another_visit(take, visits):
    take(a_file("DTSTART:20260514T140000Z", "RRULE:FREQ=WEEKLY"))
    moved = a_file("DTSTART:20260514T160000Z", "RECURRENCE-ID:20260514T140000Z", "SEQUENCE:1")
    assert take(moved)[0].state == "changed"
    assert [(visit.day, visit.hour) for visit in visits()] == [("2026-05-14", "11:00")]
    assert take(a_file("DTSTART:20260522T140000Z", "RECURRENCE-ID:20260521T140000Z"))[0].state == "new"
    assert [visit.day for visit in visits()] == ["2026-05-14", "2026-05-22"]


def test_a_visit_in_the_bin_comes_back_and_one_that_took_place_stays_as_it_was(
    take, visits, keep, frozen_clock
):
    (came,) = take(a_file("DTSTART:20260514T140000Z"))
    keep(lambda s: bin.throw_away(s, "appointment", came.visit_id, frozen_clock))
    assert take(a_file("DTSTART:20260514T140000Z"))[0].state == "back"
    change(keep, came.visit_id, status="done")
    assert take(a_file("DTSTART:20260601T140000Z", "SEQUENCE:9"))[0].state == "over"
    assert visits()[0].day == "2026-05-14"


def test_a_file_of_ones_own_turns_nothing_back(write, take, keep, visit_id, visits):
    content = write()[0]
    assert take(content)[0].state == "same"
    change(keep, visit_id, hour="11:45")
    assert take(content)[0].state == "same"
    assert visits()[0].hour == "11:45"
    newer = write()[0]
    assert take(content)[0].state == "older"
    assert take(newer)[0].state == "same"


def test_a_change_of_ones_own_to_an_invited_visit_has_a_number_the_calendar_takes(
    take, vault, frozen_clock, keep
):
    (came,) = take(a_file("DTSTART:20260514T140000Z", "SEQUENCE:4"))
    mine = Calendar.from_ical(visit_calendar.write(vault, came.visit_id, frozen_clock)).events[0]
    assert (mine["UID"], mine["SEQUENCE"]) == ("040000008200E00074C5", 4)
    change(keep, came.visit_id, hour="12:00")
    mine = Calendar.from_ical(visit_calendar.write(vault, came.visit_id, frozen_clock)).events[0]
    assert mine["SEQUENCE"] == 5
    assert take(a_file("DTSTART:20260514T140000Z", "SEQUENCE:5"))[0].state == "changed"


def test_several_are_counted_in_words(take):
    more = "".join(f"BEGIN:VEVENT\nUID:{n}\nDTSTART:202606{n:02d}T140000Z\nEND:VEVENT\n" for n in range(1, 4))
    content = a_file("DTSTART:20260514T140000Z", before=more)
    assert invitations.sentence(take(content)) == "4 visits were written down."
    assert invitations.sentence(take(content)) == "4 visits were left as they were."


def test_what_has_to_be_checked_is_said_once_it_counts(take):
    content = a_file("DTSTART:20260514T140000")
    assert invitations.sentence(take(content)).endswith("Please check the hour.")
    assert "check" not in invitations.sentence(take(content))


def test_files_and_words_of_a_calendar_are_told_from_others(tmp_path, frozen_clock):
    assert invitations.is_calendar_file(tmp_path / "Invite.ICS")
    assert not invitations.is_calendar_file(tmp_path / "report.pdf")
    assert invitations.is_calendar_text("\ufeff\r\nbegin:vcalendar\nx")
    assert not invitations.is_calendar_text("Please see BEGIN:VCALENDAR")
    with pytest.raises(UserError, match=r"could not be read: gone\.ics"):
        invitations.look_at_file(tmp_path / "gone.ics", frozen_clock)
    big = tmp_path / "big.ics"
    big.write_bytes(b"BEGIN:VCALENDAR\n" + b"x" * (1 << 20))
    with pytest.raises(UserError, match="too large"):
        invitations.look_at_file(big, frozen_clock)
