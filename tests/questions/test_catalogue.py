"""The catalogue is found, checked and put in order; a fault in a file is named."""

from __future__ import annotations

import dataclasses
import shutil
import time
import tomllib
from pathlib import Path

import pytest

from secondop_desktop.base import paths
from secondop_desktop.case import appointments
from secondop_desktop.questions import catalogue
from secondop_desktop.questions.catalogue import Catalogue, load, read

VOCABULARY = """
[[phase]]
key = "later"
title = "Later"
about = "What comes later."
[[phase]]
key = "first"
title = "First"
about = "What comes first."
visits = ["test"]
[[reason]]
key = "sure"
title = "I want to be sure"
because = "Because you want to be sure."
[[moment]]
key = "new"
title = "I was told today"
because = "Because you were told today."
[[situation]]
key = "remote"
title = "The visit is by phone"
because = "Because the visit is by phone."
[[cancer_type]]
key = "breast"
title = "Breast cancer"
because = "Because it is often asked about breast cancer."
"""
QUESTION = """
[[question]]
id = "a.one"
text = "How sure are you?"
why = "It is fair to ask."
phase = "first"
reasons = ["sure"]
weight = 2
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "vocabulary.toml").write_text(VOCABULARY, encoding="utf-8")
    (tmp_path / "a.toml").write_text(QUESTION, encoding="utf-8")
    return tmp_path


def test_the_english_catalogue_is_found_where_the_program_keeps_its_files() -> None:
    found = load()
    assert (paths.resources() / "questions" / "en" / "vocabulary.toml").is_file()
    assert found.by_id["diagnosis.how-sure"].phase == "diagnosis"
    assert "confirm_diagnosis" in {reason.key for reason in found.reasons}
    assert "breast" in {kind.key for kind in found.cancer_types}


@pytest.mark.parametrize("language", ["en", "en-GB", "xx", "qps", "", "../en", "/", "en/../en", "-"])
def test_a_language_without_a_catalogue_gets_the_english_one(language: str) -> None:
    assert load(language) is load("en")


def test_a_language_with_a_catalogue_gets_its_own_also_with_a_region(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = tmp_path_factory.mktemp("resources")
    shutil.copytree(folder, shelf / "questions" / "pt")
    shutil.copytree(folder, shelf / "questions" / "en")
    monkeypatch.setattr(catalogue, "resources", lambda: shelf)
    assert load("pt-BR") is load("pt")
    assert load("pt") is not load("en")
    assert list(load("pt").by_id) == ["a.one"]


def test_all_fields_of_a_question_are_read(folder: Path) -> None:
    full = (
        'moments = ["new"]\ncancer_types = ["breast"]\n'
        'visits = ["test"]\nonly_for = ["sure", "new", "follow_up", "remote"]\nsituations = ["remote"]\n'
    )
    (folder / "a.toml").write_text(QUESTION + full, encoding="utf-8")
    question = read(folder).by_id["a.one"]
    assert question.text == "How sure are you?"
    assert question.why == "It is fair to ask."
    assert (question.phase, question.weight) == ("first", 2)
    assert (question.reasons, question.moments) == (("sure",), ("new",))
    assert (question.cancer_types, question.visits) == (("breast",), ("test",))
    assert question.only_for == ("sure", "new", "follow_up", "remote")
    assert question.situations == ("remote",)
    assert question.serves == ("sure", "remote")


def test_the_vocabulary_keeps_its_order_and_its_sentences(folder: Path) -> None:
    found = read(folder)
    assert [(phase.key, phase.visits) for phase in found.phases] == [("later", ()), ("first", ("test",))]
    assert found.phases[0].about == "What comes later."
    assert found.moments[0].because == "Because you were told today."
    assert found.serves == [("sure", "I want to be sure"), ("remote", "The visit is by phone")]
    assert found.situations[0].because == "Because the visit is by phone."
    assert found.cancer_types[0].title == "Breast cancer"


def test_what_a_file_says_of_itself_holds_for_questions_that_say_nothing(folder: Path) -> None:
    both = QUESTION.replace("a.one", "b.two").replace('phase = "first"\n', "") + QUESTION.replace(
        "a.one", "b.one"
    )
    (folder / "b.toml").write_text(
        'phase = "later"\ncancer_types = ["breast"]\nvisits = ["test"]\nonly_for = ["new"]\n' + both,
        encoding="utf-8",
    )
    found = read(folder)
    assert (found.by_id["b.two"].phase, found.by_id["b.one"].phase) == ("later", "first")
    assert found.by_id["b.two"].cancer_types == ("breast",)
    assert (found.by_id["b.two"].visits, found.by_id["b.two"].only_for) == (("test",), ("new",))
    assert found.by_id["a.one"].cancer_types == ()


def test_questions_come_by_phase_and_general_ones_before_those_for_a_type(folder: Path) -> None:
    (folder / "a.toml").write_text(
        QUESTION.replace("a.one", "typed") + 'cancer_types = ["breast"]\n' + QUESTION, encoding="utf-8"
    )
    (folder / "b.toml").write_text(
        QUESTION.replace("a.one", "late").replace('"first"', '"later"'), encoding="utf-8"
    )
    found = read(folder)
    assert list(found.by_id) == ["late", "a.one", "typed"]
    assert [q.id for q in found.in_phase("first")] == ["a.one", "typed"]
    assert [q.id for q in found.for_reason("sure")] == ["late", "a.one", "typed"]
    assert found.in_phase("nothing") == found.for_reason("nothing") == []


FAULTS = [
    ('id = "a.one"\n', "", "question number 1"),
    ('"a.one"', '"A one"', "A one"),
    ('"a.one"', "7", "question number 1"),
    ("How sure are you?", "Say how sure you are.", "a.one"),
    ("How sure are you?", "How sure? And why?", "a.one"),
    ("How sure are you?", "How sure are you? Tell me.", "a.one"),
    ("How sure are you?", "How  sure are you?", "a.one"),
    ("How sure are you?", "So " * 25 + "sure?", "a.one"),
    ("How sure are you?", "", "a.one"),
    ("It is fair to ask.", "a " * 30 + "b", "a.one"),
    ('why = "It is fair to ask."\n', "", "a.one"),
    ('"first"', '"middle"', "middle"),
    ('phase = "first"\n', "", "a.one"),
    ('["sure"]', '["doubt"]', "doubt"),
    ('["sure"]', "[]", "a.one"),
    ('["sure"]', '"sure"', "a.one"),
    ('["sure"]', '["sure", "sure"]', "a.one"),
    ('["sure"]', "[1]", "a.one"),
    ("weight = 2", "weight = 4", "a.one"),
    ("weight = 2", "weight = 0", "a.one"),
    ("weight = 2", "weight = true", "a.one"),
    ("weight = 2", 'weight = "2"', "a.one"),
    ("weight = 2", 'weight = 2\nmoment = ["new"]', "moment"),
    ("weight = 2", 'weight = 2\nmoments = ["old"]', "a.one"),
    ("weight = 2", 'weight = 2\nvisits = ["party"]', "party"),
    ("weight = 2", 'weight = 2\nonly_for = ["breast"]', "a.one"),
    ("weight = 2", 'weight = 2\nsituations = ["new"]', "a.one"),
    ("weight = 2", 'weight = 2\ncancer_types = ["toe"]', "toe"),
    ("[[question]]", "[[questions]]", "question"),
    ("[[question]]", "[question]", "question"),
    ("[[question]]", 'fase = "first"\n[[question]]', "fase"),
    ("weight = 2", "weight = ", "cannot be read"),
]


@pytest.mark.parametrize(("right", "wrong", "named"), FAULTS)
def test_a_fault_is_named_with_its_file_and_its_entry(
    folder: Path, right: str, wrong: str, named: str
) -> None:
    assert right in QUESTION
    (folder / "a.toml").write_text(QUESTION.replace(right, wrong), encoding="utf-8")
    with pytest.raises(ValueError, match=r"^a\.toml: ") as caught:
        read(folder)
    assert named in str(caught.value)


@pytest.mark.parametrize(
    ("right", "wrong", "named"),
    [
        ('key = "later"', 'key = "first"', "first: occurs twice"),
        ("[[moment]]", "[[moments]]", "moment"),
        ('key = "sure"', 'key = "sure"\nextra = 1', "sure: unknown field 'extra'"),
        ('because = "Because you were told today."', "", "new: because"),
        ('visits = ["test"]', 'visits = ["party"]', "party"),
        ("[[phase]]", 'word = "x"\n[[phase]]', "word"),
    ],
)
def test_a_fault_in_the_vocabulary_is_named_too(folder: Path, right: str, wrong: str, named: str) -> None:
    (folder / "vocabulary.toml").write_text(VOCABULARY.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=r"^vocabulary\.toml: ") as caught:
        read(folder)
    assert named in str(caught.value)


def test_the_same_id_in_two_files_is_refused(folder: Path) -> None:
    (folder / "b.toml").write_text(QUESTION, encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.one: occurs twice"):
        read(folder)


def test_a_folder_without_a_vocabulary_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"vocabulary\.toml: cannot be read"):
        read(tmp_path)


def test_a_file_that_is_not_utf_8_is_refused_by_name(folder: Path) -> None:
    (folder / "a.toml").write_bytes(QUESTION.replace("sure are", "s\xfcre are").encode("latin-1"))
    with pytest.raises(ValueError, match=r"^a\.toml: cannot be read"):
        read(folder)


def test_the_catalogue_cannot_be_changed_by_those_who_use_it() -> None:
    found = load()
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.questions[0].text = "?"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.questions = ()  # type: ignore[misc]


def test_the_kinds_of_visit_are_those_that_a_case_knows() -> None:
    assert catalogue.VISIT_KINDS == appointments.KINDS


def test_every_id_that_was_ever_shipped_is_still_there() -> None:
    shipped = Path(__file__).with_name("shipped_ids.txt").read_text(encoding="utf-8").split()
    assert len(shipped) > 300
    assert not set(shipped) - set(load().by_id), "cases remember these ids; a question may change, not vanish"


def test_loading_costs_little_more_than_reading_the_files() -> None:
    folder = paths.resources() / "questions" / "en"

    def bare() -> None:
        for path in folder.glob("*.toml"):
            tomllib.loads(path.read_text(encoding="utf-8"))

    def whole() -> Catalogue:
        return read.__wrapped__(folder)

    assert _best_of(whole) < 3 * _best_of(bare)


def _best_of(job: object, times: int = 4) -> float:
    assert callable(job)
    taken = []
    for _ in range(times):
        start = time.thread_time()
        job()
        taken.append(time.thread_time() - start)
    return min(taken)
