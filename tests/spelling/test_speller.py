"""The dictionaries know right words, do not know wrong ones, and offer what was meant."""

import pytest

from secondop_desktop.spelling import speller
from secondop_desktop.spelling.checkable import words_to_check

WRONG = """
acheive accomodate adress agressive alot apparant arguement beleive catagory collegue comming definately
dissapear embarass enviroment existance experiance familar finaly freind happend immediatly independant
knowlege neccessary noticable occured persistant realy recieve refered religous rember seperate sucessful
suprise tommorow truely unfortunatly untill wierd diahrea oncoligist biopsie tumer cancor treatmant medecine
perscription apointment docter sympton opertion radiaton tumoure organisse numbre sence
"""
BRITISH = "tumour colour organise anaesthetic oesophagus centre travelled haemoglobin analysed defence"


@pytest.fixture(scope="module")
def english():
    return speller.load("en", ["Trastuzumab", "Kowalski"])


@pytest.fixture(scope="module")
def spanish():
    return speller.load("es")


def test_ordinary_letters_to_oneself_hold_no_mistake(english):
    text = (
        "Dr Lee said the biopsy shows a small tumour; we'll talk about chemotherapy next Tuesday. I didn't "
        "understand the follow up. My sister's notes are in the kitchen. Don't forget the pathologist's "
        "report and the 20 mg tablets. She isn't worried, but I'm scared and it's hard to sleep."
    )
    assert [word for _, _, word in words_to_check(text) if not english.knows(word)] == []


def test_of_fifty_common_mistakes_nearly_all_are_noticed(english):
    assert [word for word in WRONG.split() if english.knows(word)] == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chemoterapy", "chemotherapy"),
        ("recieve", "receive"),
        ("hte", "the"),
        ("Docter", "Doctor"),
        ("symptons", "symptoms"),
        ("trastuzumap", "trastuzumab"),
        ("lymphnode", "lymph node"),
        ("doesnt", "doesn't"),
    ],
)
def test_what_was_meant_is_among_the_first(english, typed, meant):
    found = english.suggestions(typed)
    assert meant in found[:3]
    assert len(found) <= speller.MOST_SUGGESTIONS


def test_nothing_is_offered_for_what_is_like_no_word(english):
    assert english.suggestions("qqqqqqqqqqzzx") == []


def test_own_words_are_known_in_every_form_and_more_can_come(english):
    assert english.knows("trastuzumab")
    assert english.knows("Kowalski’s")
    more = english.with_words(["Zapplet"])
    assert more.knows("zapplet")
    assert more.knows("trastuzumab")
    assert not english.knows("zapplet")


def test_british_letters_are_right_too(english):
    assert [word for word in BRITISH.split() if not english.knows(word)] == []


def test_a_spanish_letter_to_oneself_holds_no_mistake(spanish):
    text = (
        "La doctora me preguntó cómo me sentía y le conté que estaba cansada. Mañana hablaremos de la "
        "quimioterapia. No entendí lo que explicó sobre los ganglios linfáticos. Tenemos que pedir las "
        "láminas y enviárselas al otro hospital. ¿Podríamos esperar dos semanas? Quisiera saber cuáles son "
        "los efectos secundarios. El oncólogo confirmó el diagnóstico. Llámame cuando llegues. Ayúdame, Sra."
    )
    assert [word for _, _, word in words_to_check(text) if not spanish.knows(word)] == []


def test_spanish_is_another_dictionary(spanish, english):
    for word in ("biopsia", "quimioterapia", "médico", "mañana", "preguntó", "señora", "tumor"):
        assert spanish.knows(word), word
    for word in ("medico", "quimoterapia", "docter", "manana"):
        assert not spanish.knows(word), word
    assert "médico" in spanish.suggestions("medico")
    assert "quimioterapia" in spanish.suggestions("quimoterapia")
    assert not english.knows("quimioterapia")


def test_a_language_without_a_list_is_a_bug_that_says_so():
    with pytest.raises(FileNotFoundError):
        speller.load("xx")
