"""Opening, the sample, the first answers, the journey, printing, checking and remembering a key."""

from datetime import timedelta

import pytest

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.settings import Settings
from secondop_desktop.case import (
    appointments,
    diagnosis,
    doctors,
    documents,
    person,
    questions,
    reasons,
    tasks,
)
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.questions import Question
from secondop_desktop.flows import (
    back_up,
    check_case,
    keep_key,
    make_sample,
    open_case,
    print_sheet,
    see_journey,
    visit_words,
)
from secondop_desktop.flows.first_answers import keep_first_answers
from secondop_desktop.flows.plan import Plan
from secondop_desktop.flows.sheet_list import KINDS
from secondop_desktop.flows.showcase import make_showcase
from secondop_desktop.flows.take_in import take_in_bytes
from secondop_desktop.journey.stages import next_stage
from secondop_desktop.paper.style import PaperStyle
from secondop_desktop.vault import keychain, new_passphrase
from tests.encrypted_case import PASSPHRASE
from tests.every_sheet import plan_of


@pytest.fixture
def sample(folder, ways):
    made = make_sample.make_sample(folder, make_sample.PASSPHRASE, ways)
    yield made.vault
    made.vault.close()


def test_the_usual_ways_know_every_table_and_the_real_key_derivation():
    ways = open_case.usual_ways()
    assert ways.version == ways.steps[-1][0]
    assert ways.profiles[0].memory_kib == 256 * 1024
    open_case.warm_up()


def test_an_offered_passphrase_is_good_and_a_name_is_not():
    offered = open_case.offer_passphrase()
    assert len(offered.split()) == 6
    assert open_case.judge_passphrase(offered).ok
    assert not open_case.judge_passphrase("Margaret Ellison", "Margaret Ellison").ok


def test_a_case_that_cannot_be_filled_is_closed_again_and_its_place_is_free(folder, ways, monkeypatch):
    def crash(*_args):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(person, "keep", crash)
        with pytest.raises(RuntimeError):
            open_case.create(folder, PASSPHRASE, "Margaret", ways)
    assert not folder.exists()
    open_case.create(folder, PASSPHRASE, "Margaret", ways).vault.close()


def test_a_new_passphrase_brings_a_new_sheet_and_the_old_file_goes_at_the_next_unlock(vault, folder, ways):
    old = open_case.recovery_lines(vault)
    changed = open_case.change_passphrase(vault, "a kettle and nine brass buttons", ways=ways)
    assert changed.recovery_lines != old
    changed.vault.close()
    assert (folder / new_passphrase.KEPT).exists()
    looked = open_case.open_case(folder, "\n".join(changed.recovery_lines), ways)
    looked.close()
    assert not (folder / new_passphrase.KEPT).exists()


def test_the_sample_tells_the_whole_story_around_today(sample, frozen_clock):
    with sample.read() as session:
        owner = person.known(session)
        visits = appointments.upcoming(session, frozen_clock.now())
        starred = [q for q in questions.everything(session) if q.starred]
        listed = questions.for_appointment(session, visits[0])
        states = {d.state for d in documents.everything(session)}
    assert owner.sample
    assert (visits[0].date - frozen_clock.today()).days == 3
    assert len(starred) == 3
    assert len(listed) == 12
    assert states == {documents.WAITING}
    assert sample.adds_up()
    assert check_case.check_case(sample).good


def test_only_a_sample_can_be_deleted_as_one(sample, folder, tmp_path, ways):
    own = open_case.create(tmp_path / "own", PASSPHRASE, "Margaret", ways).vault
    with pytest.raises(ValueError, match="only the sample"):
        make_sample.delete_sample(own)
    own.close()
    assert (tmp_path / "own" / "case.db").exists()
    place = back_up.first_place(sample)
    assert back_up.back_up(sample, [place])[0].safe
    make_sample.delete_sample(sample)
    assert not folder.exists()
    assert not place.exists()


def test_the_first_answers_are_put_where_they_belong(vault, frozen_clock):
    day = PartialDate.of(frozen_clock.today() + timedelta(days=5))
    keep_first_answers(vault, "A lump in the left breast.", day, "Operate or wait?", frozen_clock)
    with vault.read() as session:
        assert diagnosis.known(session).sentence == "A lump in the left breast."
        assert reasons.purpose(session).decision == "Operate or wait?"
        (visit,) = appointments.everything(session)
    assert (visit.day, visit.zone) == (day.iso(), "America/Chicago")


def test_an_answer_that_was_skipped_leaves_nothing_and_half_a_date_becomes_a_reminder(vault, frozen_clock):
    keep_first_answers(vault, " ", PartialDate(2026, 4), "", frozen_clock)
    with vault.read() as session:
        assert diagnosis.known(session) is None
        assert reasons.purpose(session) is None
        assert [t.text for t in tasks.everything(session)] == [
            "Find out the day of the appointment in April 2026"
        ]
    keep_first_answers(vault, "", None, "", frozen_clock)


def test_the_journey_follows_what_is_in_the_case(vault, frozen_clock):
    def next_key():
        with vault.read() as session:
            return next_stage(see_journey.facts(session, frozen_clock.now())).key

    assert next_key() == "why"
    with vault.write() as session:
        diagnosis.keep(session, diagnosis.Diagnosis(sentence="Early cancer."))
        reasons.choose(session, {"specialist": ""})
        doctor = doctors.keep(session, Doctor(name="Dr A", role="second"))
        visit = appointments.keep(session, Appointment(day="2026-03-05", hour="10:30", doctor_id=doctor.id))
        kept = [questions.keep(session, Question(text=f"{n}?", starred=n == 0)) for n in range(3)]
    assert next_key() == "records"
    taken = take_in_bytes(vault, b"plain words of a letter\n", "letter.txt")
    with vault.write() as session:
        documents.finish_reading(session, taken.document_id)
    assert next_key() == "appointment"
    with vault.write() as session:
        for question in kept:
            asking = questions.ask_at(session, question.id, visit.id)
            questions.write_answer(session, asking.id, "Yes")
        appointments.finish(session, appointments.one(session, visit.id), frozen_clock.now())
    with vault.read() as session:
        found = see_journey.facts(session, frozen_clock.now())
    assert (found.second_visits_done, found.answers, found.unanswered) == (1, 3, 0)
    assert next_stage(found) is None


def test_a_visit_without_an_hour_says_so():
    assert visit_words.when(Appointment(day="2026-03-05")) == "Thursday 5 March 2026, hour not known yet"


def test_every_sheet_of_the_sample_is_a_pdf(sample, frozen_clock):
    for what in KINDS:
        pdf = print_sheet.sheet(sample, plan_of(what, sample, frozen_clock), frozen_clock)
        assert pdf.startswith(b"%PDF-")
    assert print_sheet.recovery_sheet(sample, PaperStyle("Letter"), frozen_clock).startswith(b"%PDF-")
    with pytest.raises(UserError, match="one visit"):
        print_sheet.sheet(sample, Plan("doctor-copy"))


def test_a_visit_without_questions_of_its_own_gets_the_whole_list(vault, frozen_clock):
    with vault.write() as session:
        visit = appointments.keep(session, Appointment(day="2026-03-05"))
        questions.keep(session, Question(text="May I wait?"))
    from secondop_desktop.paper import gather

    with vault.read() as session:
        assert [q.text for q in gather.question_sheet(session, visit.id).questions] == ["May I wait?"]
        empty = gather.summary(session, frozen_clock.today())
    assert empty.name == "Margaret Ellison"
    assert empty.diagnosis == ""


def test_paper_is_letter_where_people_use_it(monkeypatch):
    monkeypatch.setattr(print_sheet.locale, "getlocale", lambda: ("en_US", "UTF-8"))
    assert print_sheet.usual_style().page == "Letter"
    monkeypatch.setattr(print_sheet.locale, "getlocale", lambda: (None, None))
    assert print_sheet.usual_style(large=True) == PaperStyle("A4", large=True)
    assert print_sheet.usual_style(page="Letter").page == "Letter"


def test_a_check_names_what_is_damaged_in_the_persons_words(vault):
    taken = take_in_bytes(vault, b"plain words of a letter\n" * 9000, "letter.txt")
    assert check_case.check_case(vault).good
    with vault.connection() as connection:
        connection.exec_driver_sql("UPDATE person SET name = 'Somebody'")
        connection.exec_driver_sql("DELETE FROM version WHERE family = 'document'")
        connection.commit()
    (name,) = vault.blobs.names()
    (vault.folder / "blobs" / name[:2] / name).unlink()
    said = check_case.check_case(vault).sentences
    assert said == (
        "Record “letter”: its file is missing.",
        "Your own details: damaged. Its history still has it.",
        "There is no whole safe copy of this case.",
        "Of 1 entry an earlier state cannot be read.",
    )
    assert taken.document_id


class Drawer:
    """A keychain that keeps secrets in a drawer."""

    def __init__(self):
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]


def test_a_remembered_key_opens_the_case_until_the_passphrase_changes(vault, folder, ways, monkeypatch):
    monkeypatch.setattr(keychain, "_backend", Drawer().__class__)
    drawer = Drawer()
    monkeypatch.setattr(keychain, "_backend", lambda: drawer)
    noted = Settings(remembered=[vault.public_name])
    assert keep_key.can_remember().ok
    assert not keep_key.is_remembered(vault, noted)
    keep_key.remember(vault)
    assert keep_key.is_remembered(vault, noted)
    assert not keep_key.is_remembered(vault, Settings())  # nothing noted: the keychain is not asked
    vault.close()
    opened = keep_key.open_remembered(folder, ways)
    changed = open_case.change_passphrase(opened, "a kettle and nine brass buttons", ways=ways).vault
    assert not keep_key.is_remembered(changed, Settings(remembered=[changed.public_name]))
    keep_key.remember(changed)
    keep_key.forget(changed)
    changed.close()
    assert keep_key.open_remembered(folder, ways) is None


def test_a_key_that_no_longer_fits_opens_nothing(vault, folder, ways, monkeypatch):
    drawer = Drawer()
    monkeypatch.setattr(keychain, "_backend", lambda: drawer)
    keychain.remember(vault.public_name, b"x" * 32)
    vault.close()
    assert keep_key.open_remembered(folder, ways) is None


def test_without_a_keychain_that_can_be_trusted_this_is_said_and_off():
    assert not keep_key.can_remember().ok
    assert keep_key.can_remember().sentence


@pytest.mark.slow
def test_the_showcase_replaces_its_own_case_and_prints_every_sheet(tmp_path, ways, monkeypatch):
    monkeypatch.setattr(open_case, "usual_ways", lambda: ways)
    for _ in range(2):
        shown = make_showcase(tmp_path / "build")
        shown.vault.close()
    sheets = len(KINDS) - 1  # the invented person has written no letter
    assert sorted(f.suffix for f in shown.files) == [".pdf"] * (2 * sheets) + [".secondop"]
    assert all(f.exists() for f in shown.files)
