"""Letters are filled from the case, keep every word of the person, and stay as they were sent."""

import io
import json

import pikepdf
import pypdfium2
import pytest

from secondop_desktop.base import language
from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.errors import UserError
from secondop_desktop.case import (
    appointments,
    doctors,
    letters,
    person,
    pieces,
    questions,
    reasons,
    requests,
    sharings,
)
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.examinations import Examination
from secondop_desktop.case.questions import Question
from secondop_desktop.case.reasons import Purpose
from secondop_desktop.case.requests import Request
from secondop_desktop.flows import letter_facts, letter_sheet, see_letter, send_letter, share
from secondop_desktop.flows import letters as write_letters
from secondop_desktop.flows.letter_facts import Aim
from secondop_desktop.flows.plan import Plan
from secondop_desktop.flows.sheet_list import KINDS

LAB = "Harrow Mill Lab"


@pytest.fixture
def told(keep):
    """A case with two doctors, a lab that still has two pieces, and a visit; gives back their ids."""

    def tell(session):
        person.write(session, {"birth_date": PartialDate(1965, 3, 9), "phone": "555-0164"})
        first = Doctor(
            name="Dr Samuel Okafor", role="first", hospital="Alder Creek", address="17 Road", fax="9"
        )
        second = Doctor(name="Dr Hạnh", role="second", hospital="Kestrel Bay", phone="555-0187")
        ids = {"first": doctors.keep(session, first).id, "second": doctors.keep(session, second).id}
        biopsy = Examination(
            what="Core biopsy", kind="biopsy", facility=LAB, accession="S26-1", phone="555-3"
        )
        biopsy.dated, biopsy.side = PartialDate(2026, 2, 3), "left"
        _, made = pieces.start(session, biopsy, ("report", "slides"))
        _, got = pieces.start(session, Examination(what="CT", facility=LAB), ("images",))
        session.flush()
        pieces.move(session, [got[0].id], pieces.RECEIVED, {})
        ids["report"] = made[0].id
        reasons.choose(session, {"fertility": "", "trials": "I read about one"})
        purpose = Purpose(
            decision="Operation or not", decide_by=PartialDate(2026, 4, 1), moment="newly_diagnosed"
        )
        reasons.keep_purpose(session, purpose)
        questions.keep(session, Question(text="Why now?", starred=True))
        visit = Appointment(day="2026-03-20", zone="UTC", doctor_id=ids["second"])
        ids["visit"] = appointments.keep(session, visit).id
        return ids

    return keep(tell)


@pytest.fixture
def write(keep, frozen_clock):
    return lambda *args, **more: keep(lambda s: write_letters.write(s, Aim(*args, **more), frozen_clock))


@pytest.fixture
def fetch(vault):
    def fetch(letter_id):
        with vault.read() as session:
            return letters.one(session, letter_id)

    return fetch


def pages(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_a_permission_names_who_sends_who_gets_and_what_is_still_there(told, write, fetch):
    letter = fetch(write("records-to-a-doctor", place="harrow mill  lab", receiver=told["second"]))
    for wanted in (
        "Full name: Margaret Ellison", "Born on: 9 March 1965", "Former name, if any: ____",
        "Doctor or office: Dr Hạnh", "Hospital: Kestrel Bay", "Phone: 555-0187", "Fax: ____",
        "• Report: Core biopsy, left, 3 February 2026, number S26-1", "The visit is on 20 March 2026.",
        "Last day: ____", "Phone: 555-3",
    ):  # fmt: skip
        assert wanted in letter.body, wanted
    assert "CT" not in letter.body, "what was received is not asked for again"
    assert "Slides" not in letter.body, "slides have a letter of their own"
    assert "Why now" not in letter.body, "a records office is not told more than it needs"


def test_the_letter_for_slides_asks_for_slides_only(told, write, fetch):
    body = fetch(write("slides-to-a-doctor", place=LAB, receiver=told["second"])).body
    assert "• Slides or blocks: Core biopsy" in body
    assert "Report: Core" not in body


def test_a_request_brings_its_own_pieces_place_and_last_day(told, write, fetch, keep, frozen_clock):
    asked = Request(
        facility=LAB, kind="authorization", receiver="dr hạnh", expires_on=PartialDate(2026, 9, 1)
    )
    request = keep(lambda s: requests.ask(s, asked, [told["report"]], frozen_clock))[0]
    letter = fetch(write("records-to-a-doctor", request=request))
    assert (letter.recipient, letter.request_id) == (LAB, request)
    assert "Last day: 1 September 2026" in letter.body
    assert "Hospital: Kestrel Bay" in letter.body
    assert letter.body.count("• Report:") == 1


def test_talking_points_follow_the_reasons_and_the_tone(told, write, fetch):
    warm, direct = (fetch(write("tell-my-doctor", tone, doctor=told["first"])) for tone in ("warm", "direct"))
    assert "Thank you for the care" in warm.body
    assert "I have made up my mind" in direct.body
    for letter in (warm, direct):
        assert "I read about one." in letter.body
        assert "reproductive endocrinologist" in letter.body
        assert "clinical trial that may fit me" in letter.body
        assert "another doctor in this practice" not in letter.body
        assert "1 April 2026" in letter.body


@pytest.mark.parametrize("kind", write_letters.kinds())
def test_with_nothing_known_every_letter_has_blanks_and_no_guess(
    vault, keep, write, fetch, kind, frozen_clock
):
    keep(lambda s: person.write(s, {"name": "Margaret Ellison", "birth_date": None}))
    letter = fetch(write(kind, next(iter(write_letters.kinds()[kind].tones), "")))
    assert "____" in letter.body
    assert "None" not in letter.body
    assert letter.recipient == ""
    plan = letter_sheet.plan_of(letter, False, "A4")
    assert pages(KINDS["letter"].pdf(vault, plan, frozen_clock))


def test_two_doctors_with_the_same_part_are_not_guessed_between(told, write, fetch, keep):
    keep(lambda s: doctors.keep(s, Doctor(name="Dr Other", role="second", hospital="Elsewhere")))
    body = fetch(write("call-insurance")).body
    assert "Dr Hạnh" not in body
    assert "Is this doctor or hospital in my network? ____" in body


def test_a_place_whose_doctors_have_different_addresses_gets_a_blank(told, write, fetch, keep):
    keep(lambda s: doctors.keep(s, Doctor(name="Dr B", hospital="alder creek", address="Another road")))
    assert "Address: ____" in fetch(write("take-back", place="Alder Creek")).body
    with_one = fetch(write("records-to-a-doctor", place="Alder Creek"))
    assert "Fax: 9" in with_one.body


def test_places_are_named_once_however_they_are_written(told, vault, keep):
    keep(lambda s: requests.keep(s, Request(facility="  harrow mill   LAB ")))
    with vault.read() as session:
        assert letter_facts.places(session) == ["Alder Creek", LAB, "Kestrel Bay"]


def test_every_part_can_be_changed_and_nothing_else_is_accepted(told, write, fetch, keep):
    letter_id = write("tumor-board", doctor=told["first"])
    for name in (*write_letters.COLUMNS, *write_letters.EXTRAS):
        keep(lambda s, name=name: write_letters.change(s, letter_id, name, f"My {name}"))
    letter = fetch(letter_id)
    assert letter.body == "My body"
    assert write_letters.extras(letter)["sender"] == "My sender"
    with pytest.raises(KeyError):
        keep(lambda s: write_letters.change(s, letter_id, "kind", "x"))


def test_filling_in_again_changes_what_the_case_says_and_keeps_what_the_person_wrote(
    told, write, fetch, keep, vault, frozen_clock
):
    letter_id = write("tumor-board", doctor=told["first"])
    mine = fetch(letter_id).body.replace("Thank you for your help.", "Warm thanks to you all.")
    keep(
        lambda s: write_letters.change(
            s, letter_id, "body", mine.replace("Phone: 555-0164", "Phone: at work 1")
        )
    )
    keep(lambda s: person.write(s, {"phone": "555-9", "birth_date": PartialDate(1966)}))
    with vault.read() as session:
        offered = write_letters.offers(session, letter_id, frozen_clock)
    told_of = {(change.field, change.after, change.edited) for change in offered}
    assert ("", ("Born on: 1966",), False) in told_of
    assert ("", ("Phone: 555-9",), True) in told_of, "the person wrote here"
    assert ("sender", ("Margaret Ellison\n555-9",), False) in told_of
    sender = [change for change in offered if change.field == "sender"]
    keep(lambda s: write_letters.accept(s, letter_id, sender, frozen_clock))
    letter = fetch(letter_id)
    assert "at work 1" in letter.body
    assert "Warm thanks" in letter.body
    assert write_letters.extras(letter)["sender"].endswith("555-9")
    with vault.read() as session:
        assert write_letters.offers(session, letter_id, frozen_clock) == [], (
            "what was left is not offered again"
        )


def test_a_line_nobody_touched_is_offered_as_it_is_and_taken_over(
    told, write, fetch, keep, vault, frozen_clock
):
    letter_id = write("tumor-board", doctor=told["first"])
    keep(lambda s: questions.keep(s, Question(text="Which trial?", starred=True)))
    with vault.read() as session:
        (change,) = write_letters.offers(session, letter_id, frozen_clock)
    assert (change.after, change.edited) == (("• Which trial?",), False)
    keep(lambda s: write_letters.accept(s, letter_id, [change], frozen_clock))
    body = fetch(letter_id).body
    places = [body.index(each) for each in ("• Why now?", "• Which trial?", "# What I would like to know")]
    assert places == sorted(places)


def test_what_was_sent_is_kept_to_the_byte_and_cannot_be_changed(
    told, write, fetch, keep, vault, frozen_clock
):
    letter_id = write("records-for-me", place=LAB)
    plan = letter_sheet.plan_of(fetch(letter_id), False, "A4")
    sharing_id = see_letter.keep_as_sent(vault, plan, frozen_clock)
    keep(lambda s: letters.mark_sent(s, letter_id, PartialDate(2026, 3, 2), "By post"))
    with pytest.raises(UserError, match="stays as it is"):
        keep(lambda s: write_letters.change(s, letter_id, "body", "Other words"))
    keep(lambda s: person.write(s, {"phone": "1", "name": "Other"}))
    with vault.read() as session:
        sharing = sharings.one(session, sharing_id)
    assert (sharing.how, sharing.letter_id, sharing.name) == (sharings.HANDED, letter_id, LAB)
    assert sharing.recipient == "records_office"
    other_paper = letter_sheet.plan_of(fetch(letter_id), True, "Letter")
    shown = see_letter.see_letter(vault, other_paper, frozen_clock)
    assert shown.pdf == share.pdf_of(vault, sharing)
    assert "Margaret Ellison" in pages(shown.pdf)[0]


def test_a_new_letter_begins_with_the_words_of_an_old_one_and_can_be_changed(
    told, write, fetch, keep, frozen_clock
):
    letter_id = write("tumor-board", doctor=told["first"])
    keep(lambda s: write_letters.change(s, letter_id, "body", "My own words"))
    keep(lambda s: letters.mark_sent(s, letter_id, PartialDate(2026, 1, 1), ""))
    made = fetch(keep(lambda s: write_letters.write_from(s, letter_id, frozen_clock)))
    assert (made.body, made.kind, made.sent_on) == ("My own words", "tumor-board", None)
    assert write_letters.extras(made)["dated"] == "2 March 2026"
    keep(lambda s: write_letters.change(s, made.id, "body", "Newer"))
    assert fetch(letter_id).body == "My own words"


def test_nothing_of_another_letter_and_no_blank_of_the_program_is_in_the_pdf(
    told, write, fetch, vault, frozen_clock
):
    letter_id, other = write("take-back", place=LAB), write("tell-my-doctor", "warm", doctor=told["first"])
    assert other
    plan = letter_sheet.plan_of(fetch(letter_id), False, "A4")
    pdf = KINDS["letter"].pdf(vault, plan, frozen_clock)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        streams = [one for one in document.objects if isinstance(one, pikepdf.Stream)]
        raw = b"".join(bytes(one.read_bytes()) for one in streams)
        everything = raw + repr(dict(document.docinfo)).encode()
    for word in (b"Okafor", b"Operation or not", b"filled", b"Ruetters", b"164.508"):
        assert word not in everything


def test_a_letter_of_a_kind_that_is_not_known_any_more_is_still_shown_and_printed(
    vault, keep, frozen_clock, fetch
):
    made = letters.Letter(
        kind="gone", title="Old", body="Words", made_at=frozen_clock.now(), fields="{broken"
    )
    letter_id = keep(lambda s: letters.keep(s, made)).id
    plan = letter_sheet.plan_of(fetch(letter_id), False, "A4")
    assert "Words" in pages(KINDS["letter"].pdf(vault, plan, frozen_clock))[0]
    with vault.read() as session:
        assert write_letters.offers(session, letter_id, frozen_clock) == []
    keep(lambda s: write_letters.change(s, letter_id, "signer", "M"))
    assert json.loads(fetch(letter_id).fields)["signer"] == "M"


def test_without_a_letter_the_sheet_says_what_to_do(vault, frozen_clock):
    with pytest.raises(UserError, match="no letter yet"):
        KINDS["letter"].pdf(vault, Plan("letter"), frozen_clock)


def test_what_is_good_to_know_is_printed_only_when_it_is_ticked(told, write, fetch, vault, frozen_clock):
    letter = fetch(write("records-for-me", place=LAB))
    plan = letter_sheet.plan_of(letter, False, "A4")
    assert "Source:" not in " ".join(pages(KINDS["letter"].pdf(vault, plan, frozen_clock)))
    ticked = Plan("letter", letter=letter.id, parts=frozenset({"notes"}))
    assert "Source: United States, 45 CFR 164.524" in " ".join(
        pages(KINDS["letter"].pdf(vault, ticked, frozen_clock))
    )


def test_what_a_letter_asks_for_is_waited_for_once_it_is_sent(told, write, fetch, keep, vault, frozen_clock):
    letter_id = write("records-to-a-doctor", place=LAB, receiver=told["second"])
    with vault.read() as session:
        assert send_letter.follows(session, letters.one(session, letter_id)) == "asked"
    day = PartialDate(2026, 3, 1)
    keep(lambda s: send_letter.send(s, letter_id, day, "By post", note=True, clock=frozen_clock))
    with vault.read() as session:
        (request,) = requests.everything(session)
        asked = requests.pieces_of(session)[request.id]
        piece = pieces.one(session, told["report"])
    assert (request.facility, request.kind, request.asked_on, request.how, request.receiver) == (
        LAB, "authorization", day, "By post", "Dr Hạnh",
    )  # fmt: skip
    assert asked == [told["report"]]
    assert piece.state == pieces.ASKED
    assert (fetch(letter_id).request_id, fetch(letter_id).sent_on) == (request.id, day)


def test_a_piece_that_was_crossed_out_is_not_waited_for(told, write, fetch, keep, vault, frozen_clock):
    letter_id = write("records-for-me", place=LAB)
    body = "\n".join(line for line in fetch(letter_id).body.split("\n") if "Core biopsy" not in line)
    keep(lambda s: write_letters.change(s, letter_id, "body", body))
    keep(lambda s: send_letter.send(s, letter_id, PartialDate(2026, 3, 1), "", note=True, clock=frozen_clock))
    with vault.read() as session:
        (request,) = requests.everything(session)
        assert request.kind == "access"
        assert requests.pieces_of(session) == {}


def test_nothing_is_written_down_unasked_or_twice(told, write, fetch, keep, vault, frozen_clock):
    day = PartialDate(2026, 3, 1)
    unasked, talk = write("records-for-me", place=LAB), write("doctors-talk", doctor=told["first"])
    keep(lambda s: send_letter.send(s, unasked, day, "", note=False, clock=frozen_clock))
    keep(lambda s: send_letter.send(s, talk, day, "", note=True, clock=frozen_clock))
    with vault.read() as session:
        assert not requests.everything(session)
    request = keep(lambda s: requests.keep(s, Request(facility=LAB))).id
    of_it = write("records-for-me", request=request)
    keep(lambda s: send_letter.send(s, of_it, day, "", note=True, clock=frozen_clock))
    with vault.read() as session:
        assert [one.id for one in requests.everything(session)] == [request]


def test_a_permission_that_is_taken_back_is_over(told, write, keep, vault, frozen_clock):
    asked = Request(facility=LAB, kind="authorization", receiver="Dr Hạnh")
    request = keep(lambda s: requests.keep(s, asked)).id
    letter_id = write("take-back", request=request)
    day = PartialDate(2026, 3, 1)
    keep(lambda s: send_letter.send(s, letter_id, day, "", note=True, clock=frozen_clock))
    with vault.read() as session:
        assert requests.one(session, request).revoked_on == day


def test_a_letter_says_which_language_it_is_in(told, vault, keep, frozen_clock, fetch):
    with language.speaking("es"):
        letter_id = keep(lambda s: write_letters.write(s, Aim("records-for-me", place=LAB), frozen_clock))
    letter = fetch(letter_id)
    assert letter.language == "en", "there are no letters in Spanish yet"
    assert "9 March 1965" in letter.body
    pdf = KINDS["letter"].pdf(vault, Plan("letter", letter=letter_id, language="es"), frozen_clock)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.Root.Lang) == "en"
