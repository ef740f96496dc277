"""The words of a letter: what is known stands there, what is not is a blank, and nothing is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondop_desktop.paper import letter_forms, letter_text, letter_words
from secondop_desktop.paper.letter_forms import LetterForm, Part
from secondop_desktop.paper.letter_words import Known

FORMS = letter_forms.load("en")


def a_form(*parts, **more):
    known = {"title": "T", "about": "A", "to": "doctor", "looks": "letter", "subject": "About {name}"}
    return LetterForm(key="k", parts=parts, **known | more)


def test_what_is_known_stands_there_and_what_is_not_is_a_blank():
    form = a_form(Part("Name: {name}\nBorn on: {birth_date}\n"))
    known = Known({"name": "Margaret"})
    assert letter_words.fill(form, "", known) == "Name: Margaret\nBorn on: ____"
    assert letter_words.subject(form, Known()) == "About ____"


def test_parts_belong_where_their_conditions_say():
    form = a_form(
        Part("always"),
        Part("short", tones=("short",)),
        Part("with {name}", only_with=("name",)),
        Part("without", only_without=("name",)),
        Part("children", reasons=("fertility",), moments=("fertility_dismissed",)),
        tones=("short", "warm"),
    )
    assert letter_words.fill(form, "short", Known()) == "always\nshort\nwithout"
    known = Known({"name": "M"}, reasons={"fertility": ""})
    assert letter_words.fill(form, "warm", known) == "always\nwith M\nchildren"
    assert letter_words.fill(form, "warm", Known(moment="fertility_dismissed")).endswith("children")


def test_a_list_has_a_line_for_each_thing_and_lines_to_write_on_when_it_is_empty():
    form = a_form(Part("• {item}", each="records", none="• ____\n• ____"))
    assert letter_words.fill(form, "", Known(records=["Report", "Slides"])) == "• Report\n• Slides"
    assert letter_words.fill(form, "", Known()) == "• ____\n• ____"


def test_a_reason_is_said_in_the_tone_with_the_persons_own_words_after_it():
    form = a_form(
        Part("• {item}", each="reasons"), tones=("short",), reasons={"sure": {"short": "I want to be sure."}}
    )
    said = letter_words.fill(form, "short", Known(reasons={"sure": "it keeps me\nawake", "unknown": "x"}))
    assert said == "• I want to be sure. it keeps me awake."


@pytest.mark.parametrize("odd", ["# Not a heading", "☐ no box", "____", "{name}", "{item}", "• dot", "%s {}"])
def test_words_of_the_case_never_become_marks_or_blanks_of_the_letter(odd):
    form = a_form(Part("# Head\nI was told: {diagnosis}\n"), Part("• {item}", each="questions"))
    said = letter_words.fill(form, "", Known({"diagnosis": f"{odd}\n{odd}"}, questions=[odd]))
    kinds = [line.kind for line in letter_text.lines(said)]
    assert kinds[:1] == ["heading"]
    assert set(kinds[1:]) <= {"text", "blank", "point"}
    assert len(kinds) == 3
    assert said.count(odd) >= 3


def test_lines_are_read_as_what_they_look_like():
    body = "\n\nDear Dr Lee,\n\n\n# Who\n• one\n- two\n☐ yes\nDay: ____\n____\n☐ a  ☐ b"
    body += "\nDay: ____ Time: ____\n\n"
    found = letter_text.lines(body)
    assert [line.kind for line in found] == [
        "text", "space", "heading", "point", "point", "boxes", "blank", "blank", "boxes", "blank",
    ]  # fmt: skip
    assert [line.words for line in found[3:5]] == ["one", "two"]
    assert found[8].choices == ("a", "b")
    assert found[9].choices == ("Day:", "Time:")


def test_a_sentence_with_blanks_stays_a_sentence():
    line = letter_text.lines("From ____ to ____ I was in Harrow Mill.")[0]
    assert (line.kind, line.choices) == ("text", ())
    assert "_" * 16 in letter_text.wide_blanks(line.words)
    point = letter_text.lines("• ____")[0]
    assert (point.kind, point.words, point.blank) == ("point", "", True)


@given(st.text(alphabet="ab #•-☐_[]:?\n", max_size=80))
def test_no_word_is_lost_whatever_is_typed(body):
    said = "".join(line.words + "".join(line.choices) for line in letter_text.lines(body))
    assert set("ab") & set(body) == set("ab") & set(said)
    assert [line.kind for line in letter_text.lines(body)][:1] != ["space"]


FAULTS = [
    ('to = "doctor"', 'to = "nobody"', "nobody"),
    ('to = "doctor"', 'to = "doctor"\nfrom = "me"', "from"),
    ('title = "T"', 'title = " "', "title"),
    ("{name}", "{nmae}", "nmae"),
    ('text = "Hello {name}"', 'text = "{item}"', "item"),
    ('text = "Hello {name}"', 'text = "a"\neach = "things"', "things"),
    ('text = "Hello {name}"', 'text = "a"\ntones = ["loud"]', "tone"),
    ('text = "Hello {name}"', 'use = "nothing"', "nothing"),
    ('text = "Hello {name}"', 'txt = "a"', "txt"),
    ("[[part]]", "[[fact]]\ntext = 'f'\n[[part]]", "source"),
    ('text = "Hello {name}"', 'text = "a"\nonly_with = ["nmae"]', "nmae"),
]


@pytest.mark.parametrize(("right", "wrong", "named"), FAULTS)
def test_a_fault_in_a_letter_is_named(tmp_path, monkeypatch, right, wrong, named):
    text = 'title = "T"\nabout = "A"\nto = "doctor"\nlooks = "letter"\nsubject = "S"\n'
    text += '[[part]]\ntext = "Hello {name}"\n'
    assert right in text
    monkeypatch.setattr(letter_forms, "IN_ORDER", ("one",))
    (tmp_path / "shared.toml").write_text("", encoding="utf-8")
    (tmp_path / "one.toml").write_text(text.replace(right, wrong), encoding="utf-8")
    with pytest.raises(ValueError, match=r"letter one: ") as caught:
        letter_forms.read.__wrapped__(tmp_path)
    assert named in str(caught.value)


@pytest.mark.parametrize("language", ["en-GB", "xx", "qps", "", "../en", "/"])
def test_a_language_without_letters_gets_the_english_ones(language):
    assert letter_forms.load(language) is FORMS


@pytest.mark.parametrize("key", FORMS)
def test_every_letter_can_be_filled_with_nothing_known(key):
    form = FORMS[key]
    for tone in form.tones or ("",):
        said = letter_words.fill(form, tone, Known())
        assert "{" not in said
        assert "____" in said
        assert "\n\n\n" not in said
