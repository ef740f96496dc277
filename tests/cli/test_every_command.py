"""What holds for every command alike: one JSON document, one line for a problem, nothing changed by it."""

import json
import os
import subprocess
import sys
import wave
from pathlib import Path

import pytest

from secondop_desktop.base import paths
from secondop_desktop.cli.__main__ import DAMAGED, DONE, PROBLEM, USAGE

LETTER = str(paths.resources() / "samples" / "en" / "blood-tests.pdf")
SPOKEN = (
    "Bác sĩ có đồng ý với chẩn đoán không?",
    "ما هي خياراتي غير الجراحة؟",
    "מה ההבדל בין שתי הדעות?",
    "Ask 王医師 about 👩‍⚕️ 🌷",
    'He said "wait\\see" <b>& {so}</b> %s',
)

EVERY = {
    "info": ("info",),
    "check": ("check", "--deep"),
    "repair": ("repair", "--into", "{new}"),
    "doctor add": ("doctor", "add", "--name", "Dr X"),
    "doctor note": ("doctor", "note", "--doctor", "Dr A", "--text", "Kind"),
    "doctor list": ("doctor", "list"),
    "appointment add": ("appointment", "add", "--when", "2031-05-14T10:30"),
    "appointment list": ("appointment", "list"),
    "appointment note": ("appointment", "note", "--", "Words"),
    "question add": ("question", "add", "--", "Why?"),
    "question star": ("question", "star", "{question}"),
    "question list": ("question", "list"),
    "question suggest": ("question", "suggest"),
    "attach": ("attach", LETTER),
    "record add": ("record", "add", LETTER),
    "add": ("add", LETTER),
    "visit": ("visit",),
    "track add": ("track", "add", "--what", "MRI"),
    "track list": ("track", "list"),
    "track move": ("track", "move", "{piece}", "--state", "sent"),
    "track back": ("track", "back", "{piece}"),
    "track ask": ("track", "ask", "--facility", "City Hospital", "--", "{piece}"),
    "track requests": ("track", "requests"),
    "track waiting": ("track", "waiting"),
    "track need": ("track", "need", "--", "Slides"),
    "track link": ("track", "link", "{line}", "--settled"),
    "track ready": ("track", "ready"),
    "sound list": ("sound", "list"),
    "sound import": ("sound", "import", "{sound}"),
    "sound save": ("sound", "save", "{recording}", "--out", "{outside}"),
    "export": ("export", "--to", "{out}.zip"),
    "read": ("read",),
    "search": ("search", "wait"),
    "print": ("print", "summary", "--out", "{out}"),
    "letter write": ("letter", "write", "--kind", "call-insurance"),
    "letter list": ("letter", "list"),
    "letter sent": ("letter", "sent", "{letter}"),
    "given": ("given",),
    "packet": ("packet", "--all", "--sheets", "summary", "--out", "{out}"),
    "passphrase": ("passphrase", "--new-passphrase-file", "{fresh}"),
}


@pytest.fixture
def filled(secondop, made):
    """A case with a doctor, a visit and a question."""
    secondop("doctor", "add", made, "--name", "Dr A", "--role", "second")
    secondop("appointment", "add", made, "--when", "2031-05-14T10:30", "--doctor", "Dr A")
    secondop("question", "add", made, "Could we wait?", "--appointment", "next")
    return made


@pytest.fixture
def words(secondop, filled, tmp_path):
    """The words of a command on the case, with what they name put in."""
    question = secondop("question", "list", filled, "--json").data[0]["id"]
    fresh = tmp_path / "fresh.txt"
    fresh.write_text("a kettle and nine brass buttons")
    names = {"question": question, "out": tmp_path / "out.pdf", "new": tmp_path / "new", "fresh": fresh}
    names |= {"sound": tmp_path / "memo.wav", "outside": tmp_path / "outside.wav"}
    with wave.open(str(names["sound"]), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes(bytes(32_000))
    names["recording"] = secondop("sound", "import", filled, names["sound"], "--json").data["id"]
    names["piece"] = secondop("track", "add", filled, "--what", "CT", "--json").data["pieces"]["report"]
    names["letter"] = secondop("letter", "write", filled, "--kind", "take-back", "--json").data["id"]
    names["line"] = secondop("track", "need", filled, "Insurance card", "--json").data["ids"][0]

    def make(name):
        spoken = [word.format(**names) for word in EVERY[name]]
        group = (
            2
            if spoken[0] in ("doctor", "appointment", "question", "record", "sound", "track", "letter")
            else 1
        )
        return [*spoken[:group], filled, *(word for word in spoken[group:] if word != "--")]

    return make


@pytest.mark.parametrize("name", sorted(EVERY))
def test_every_command_answers_a_machine_with_one_document_and_nothing_else(secondop, words, name):
    answer = secondop(*words(name), "--json")
    assert (answer.code, answer.err) == (DONE, "")
    value, end = json.JSONDecoder().raw_decode(answer.out)
    assert answer.out[end:] == "\n"
    assert isinstance(value, dict | list)


def test_every_command_answers_a_person_in_plain_lines(secondop, words):
    for name in EVERY:  # the passphrase is changed last
        answer = secondop(*words(name))
        assert (answer.code, answer.err) == (DONE, ""), name
        assert answer.out.strip(), name
        assert not answer.out.startswith(("{", "[")), name
        assert answer.out.endswith("\n"), name


def test_a_wrong_passphrase_stops_every_command_with_one_line(secondop, words, filled, tmp_path):
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("seven grey herons under the weir")
    every = {name: words(name) for name in EVERY}
    before = Path(filled, "case.db").read_bytes()
    for name, spoken in every.items():
        for as_json in ((), ("--json",)):
            answer = secondop(*spoken, "--passphrase-file", wrong, *as_json)
            assert (answer.code, answer.out) == (PROBLEM, ""), name
            assert answer.err.count("\n") == 1, name
            assert answer.err.startswith("This passphrase does not open this case."), name
    assert Path(filled, "case.db").read_bytes() == before
    assert not (tmp_path / "out.pdf").exists()


def test_where_there_is_no_case_every_command_says_so(secondop, words, tmp_path):
    for name in EVERY:
        spoken = [str(tmp_path / "no") if word.endswith(".secondop") else word for word in words(name)]
        answer = secondop(*spoken)
        assert (answer.code, answer.out, answer.err.count("\n")) == (PROBLEM, "", 1), name
        assert not (tmp_path / "no").exists()


@pytest.mark.parametrize("name", sorted({n.split()[0] for n in EVERY} | {"new", "sample"}))
def test_every_command_explains_itself(secondop, name):
    answer = secondop(name, "--help")
    assert answer.code == DONE
    assert answer.out.startswith(f"usage: secondop {name}")
    assert "." in answer.out


@pytest.mark.parametrize(
    "spoken",
    [
        ("question", "star"),
        ("print", "x", "poster"),
        ("doctor", "add", "x"),
        ("doctor", "add", "x", "--name", "A", "--role", "wizard"),
        ("question", "suggest", "x", "--limit", "many"),
        ("info",),
        (),
    ],
)
def test_what_is_not_understood_is_answered_with_the_usage_before_any_passphrase(secondop, spoken):
    answer = secondop(*spoken)
    assert (answer.code, answer.out) == (USAGE, "")
    assert answer.err.startswith("usage: secondop")


@pytest.mark.parametrize("text", SPOKEN)
def test_words_of_every_script_come_back_to_a_machine_and_to_a_person(secondop, made, text):
    added = secondop("question", "add", made, text, "--json")
    assert added.data["text"] == text
    secondop("doctor", "add", made, "--name", text)
    assert [q["text"] for q in secondop("question", "list", made, "--json").data] == [text]
    assert [d["name"] for d in secondop("doctor", "list", made, "--json").data] == [text]
    assert secondop("doctor", "list", made).out == f"{text}\n"
    found = secondop("appointment", "add", made, "--when", "2031-05-14", "--doctor", text.upper(), "--json")
    assert found.code == DONE
    assert secondop("appointment", "list", made, "--json").data[0]["doctor"] == text


def test_a_terminal_of_another_alphabet_is_no_reason_to_stop(filled, secondop, secret):
    secondop("question", "add", filled, SPOKEN[0], SPOKEN[3])
    code = """
import sys
from secondop_desktop.case import migrations
from secondop_desktop.cli.__main__ import main
from secondop_desktop.flows import open_case
from secondop_desktop.vault.case_file import Ways
from secondop_desktop.vault.keys import KdfProfile
cheap = KdfProfile(number=99, memory_kib=64, time_cost=1, lanes=1)
open_case.usual_ways = lambda: Ways(migrations.steps(), profiles=(cheap,), profile_for_new_case=lambda: cheap)
case, secret = sys.argv[1:]
sys.exit(main(["question", "list", case, "--passphrase-file", secret])
         or main(["question", "list", case, "--json", "--passphrase-file", secret]))
"""
    done = subprocess.run(
        [sys.executable, "-c", code, filled, secret],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    answer = done.stdout.decode("ascii")
    rows = json.loads(answer[answer.index("\n[") :])
    assert rows[1]["text"] == f"{SPOKEN[0]} {SPOKEN[3]}"


def test_no_text_from_a_case_can_command_the_terminal(secondop, filled):
    secondop("appointment", "note", filled, "wait \x1b[2J\x1b]0;owned\x07 here\u202egnp.exe")
    for spoken in (("search", filled, "wait"), ("question", "list", filled), ("info", filled)):
        answer = secondop(*spoken)
        assert answer.code == DONE
        assert not set("\x1b\x07\x9b\x00") & set(answer.out)
    assert "here" in secondop("search", filled, "here").out


def test_each_row_is_one_line_also_when_its_text_has_several(secondop, made):
    secondop("question", "add", made, "First line\nsecond line")
    secondop("question", "add", made, "Other")
    assert secondop("question", "list", made).out.count("\n") == 2
    assert secondop("question", "list", made, "--json").data[0]["text"] == "First line\nsecond line"


@pytest.mark.parametrize("when", ["2031-05-14T10:30+02:00", "2031-05-14T10:30Z"])
def test_an_hour_with_its_own_offset_is_not_taken_for_the_hour_here(secondop, made, when):
    answer = secondop("appointment", "add", made, "--when", when)
    assert (answer.code, answer.out) == (PROBLEM, "")
    assert "--zone" in answer.err
    assert secondop("appointment", "list", made, "--json").data == []


@pytest.mark.parametrize("zone", ["America", "Mars/X", "../UTC"])
def test_a_place_that_is_no_time_zone_adds_no_visit(secondop, made, zone):
    answer = secondop("appointment", "add", made, "--when", "2031-05-14T10:30", "--zone", zone)
    assert (answer.code, answer.err) == (PROBLEM, "This time zone is not known.\n")
    assert secondop("appointment", "list", made, "--json").data == []


def test_a_question_whose_star_is_refused_is_not_added_either(secondop, made):
    for number in range(3):
        secondop("question", "add", made, f"Question {number}?", "--star")
    answer = secondop("question", "add", made, "A fourth?", "--star")
    assert (answer.code, answer.out) == (PROBLEM, "")
    assert len(secondop("question", "list", made, "--json").data) == 3


def test_a_damaged_case_is_told_to_a_machine_as_well(secondop, made):
    secondop("attach", made, LETTER)
    (blob,) = [p for p in Path(made, "blobs").rglob("*") if p.is_file()]
    blob.unlink()
    answer = secondop("check", made, "--json")
    assert answer.code == DAMAGED
    assert answer.data["good"] is False
    assert answer.err.strip() == " ".join(answer.data["findings"])


def test_a_passphrase_is_asked_for_without_showing_it_and_twice_for_a_new_case(
    secondop, case, monkeypatch, tmp_path
):
    typed = iter(["seven grey herons over the weir", "seven grey herons under the weir"])
    asked = []

    def answer(prompt):
        asked.append(prompt)
        return next(typed)

    class Terminal:
        def isatty(self):
            return True

    monkeypatch.setattr("getpass.getpass", answer)
    from secondop_desktop.cli.__main__ import main

    monkeypatch.setattr(sys, "stdin", Terminal())
    assert main(["new", case]) == PROBLEM
    assert asked[0].startswith("New passphrase")
    assert asked[1] == "Once more: "
    assert not Path(case).exists()
    typed = iter(["seven grey herons over the weir"] * 3)
    assert main(["new", case]) == DONE
    assert main(["info", case]) == DONE


def test_a_passphrase_file_may_end_as_files_of_other_systems_do(secondop, made, tmp_path):
    for number, ending in enumerate(("", "\n", "\r\n")):
        file = tmp_path / f"{number}.txt"
        file.write_bytes(b"seven grey herons over the weir" + ending.encode())
        assert secondop("info", made, "--passphrase-file", file).code == DONE
    file.write_bytes(b"\xff\xfe not text")
    assert "could not be read" in secondop("info", made, "--passphrase-file", file).err
