"""A case leaves the terminal as a folder or a zip file, and comes back as a new case."""

import json
import zipfile
from pathlib import Path

import pytest

from secondop_desktop.base import paths
from secondop_desktop.cli.__main__ import DONE, PROBLEM

LETTER = paths.resources() / "samples" / "en" / "blood-tests.pdf"


@pytest.fixture
def filled(secondop, made):
    secondop("attach", made, LETTER, "--title", "Blood tests")
    secondop("question", "add", made, "Could we wait?")
    return made


@pytest.mark.parametrize("name", ["whole", "whole.zip"])
def test_a_case_goes_out_and_comes_in_again(secondop, filled, tmp_path, name):
    place, new = tmp_path / name, tmp_path / "new.secondop"
    out = secondop("export", filled, "--to", place)
    assert out.code == DONE
    assert "not encrypted" in out.out
    if place.is_dir():
        assert (place / "records" / "blood-tests.pdf").read_bytes() == LETTER.read_bytes()
    else:
        with zipfile.ZipFile(place) as whole:
            assert whole.read("records/blood-tests.pdf") == LETTER.read_bytes()
    back = secondop("import", place, "--into", new, "--json")
    assert (back.code, back.err) == (DONE, "")
    assert back.data["files"] == 1
    assert back.data["troubles"] == []
    assert [q["text"] for q in secondop("question", "list", new, "--json").data] == ["Could we wait?"]
    assert secondop("check", new, "--json").data["good"]


def test_into_a_folder_that_is_there_a_new_one_is_put(secondop, filled, tmp_path):
    for number in ("", " (2)"):
        answer = secondop("export", filled, "--to", tmp_path, "--json")
        place = Path(answer.data["place"])
        assert place.parent == tmp_path
        assert place.name.startswith("My whole case ")
        assert place.name.endswith(number)
    assert (place / "index.html").is_file()


def test_what_is_none_is_told_before_a_passphrase_is_asked_for(secondop, tmp_path):
    (tmp_path / "x.zip").write_bytes(b"PK")
    for place in (tmp_path, tmp_path / "x.zip", tmp_path / "not there"):
        answer = secondop("import", place, "--into", tmp_path / "new", "--passphrase-file", tmp_path / "none")
        assert (answer.code, answer.out, answer.err.count("\n")) == (PROBLEM, "", 1)
    assert not (tmp_path / "new").exists()


def test_a_weak_passphrase_and_a_place_that_is_taken_are_refused(secondop, filled, tmp_path):
    place = tmp_path / "whole"
    secondop("export", filled, "--to", place)
    weak = tmp_path / "weak"
    weak.write_text("short")
    assert secondop("import", place, "--into", tmp_path / "new", "--passphrase-file", weak).code == PROBLEM
    assert secondop("import", place, "--into", filled).code == PROBLEM
    assert not (tmp_path / "new").exists()
    assert secondop("export", filled, "--to", Path(filled) / "inside").code == PROBLEM


def test_the_log_tells_that_the_case_was_given_out(secondop, filled, tmp_path):
    secondop("export", filled, "--to", tmp_path / "one")
    secondop("export", filled, "--to", tmp_path / "two")
    lines = (tmp_path / "two" / "data" / "sharing.jsonl").read_text(encoding="utf-8").splitlines()
    (logged,) = map(json.loads, lines)
    assert (logged["what"], logged["how"], logged["blob"]) == ("whole_case", "exported", None)
