"""The words of a case are right where they are written, and stay inside of it."""

import pytest

from secondop_desktop.base import language
from secondop_desktop.case import doctors, medicines, own_spellings, person
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.medicines import Medicine
from secondop_desktop.case.person import Person
from secondop_desktop.flows import spelling, undo
from secondop_desktop.flows.item_words import ItemWords
from secondop_desktop.vault.check import check


def test_names_of_people_places_and_medicines_are_words_of_the_case(vault):
    with vault.write() as session:
        doctors.keep(session, Doctor(name="Dr Anna Wójcik", hospital="Szpital Kraków", address="9 Ulica"))
        medicines.keep(session, Medicine(name="Letrozolex"))
        person.keep(session, Person(name="Margaret Okonkwo", medicines="Ramiprilo 5 mg"))
        own_spellings.add(session, "zapplet")
    with vault.read() as session:
        found = spelling.case_words(session)
    assert {"Wójcik", "Kraków", "Letrozolex", "Okonkwo", "Ramiprilo", "zapplet"} <= found


def test_an_own_word_is_kept_once_and_can_be_forgotten(vault):
    for _ in range(2):
        with vault.write() as session:
            own_spellings.add(session, " zapplet ")
            own_spellings.add(session, "  ")
    with vault.read() as session:
        assert own_spellings.everything(session) == {"zapplet"}
    with vault.write() as session:
        own_spellings.forget(session, "zapplet")
        own_spellings.forget(session, "never")
    with vault.read() as session:
        assert own_spellings.everything(session) == frozenset()
    assert check(vault).database_good


def test_adding_a_word_is_taken_back_like_any_command(vault):
    with vault.watch() as step, vault.write() as session:
        own_spellings.add(session, "zapplet")
    again = undo.take_back(vault, step, "add a word")
    with vault.read() as session:
        assert own_spellings.everything(session) == frozenset()
    undo.take_back(vault, again, "add a word", again=True)
    with vault.read() as session:
        assert own_spellings.everything(session) == {"zapplet"}


def test_a_damaged_own_word_has_a_name():
    assert ItemWords(lambda _: None).name(("own_spelling", "x")) == "A word of your own spelling list"


@pytest.mark.parametrize(
    ("chosen", "app", "checked"),
    [("", "en", "en"), ("", "es-MX", "es"), ("es", "en", "es"), ("off", "en", ""), ("", "de", "")],
)
def test_the_language_follows_the_app_unless_another_was_chosen(chosen, app, checked):
    language.use(app)
    assert spelling.language_of(chosen) == checked


def test_the_words_of_medicine_are_in_the_dictionary():
    english = spelling.dictionary("en")
    for word in ("trastuzumab", "lumpectomy", "metastases", "ribociclib"):
        assert english.knows(word), word
    assert not english.knows("lumpectomie")
    assert "lumpectomy" in english.suggestions("lumpectomi")
    assert "quimioterapia" in spelling.dictionary("es").suggestions("quimioterapa")
