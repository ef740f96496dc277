"""Runs commands as a terminal would, on a case whose key derivation is cheap."""

import io
import json
from dataclasses import dataclass

import pytest

from secondop_desktop.cli.__main__ import main
from secondop_desktop.flows import open_case
from tests.encrypted_case import PASSPHRASE, cheap_ways


@dataclass
class Answer:
    """What a command answered: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str

    @property
    def data(self):
        return json.loads(self.out)


@pytest.fixture
def secret(tmp_path):
    file = tmp_path / "passphrase.txt"
    file.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return str(file)


@pytest.fixture
def case(tmp_path):
    return str(tmp_path / "My case.secondop")


@pytest.fixture
def cheap_key(monkeypatch):
    ways = cheap_ways()
    monkeypatch.setattr(open_case, "usual_ways", lambda: ways)
    return ways


@pytest.fixture
def secondop(capsys, cheap_key, secret, monkeypatch):
    """Run `secondop …`; the passphrase file is added unless the test names its own way."""

    def run(*words, stdin=None):
        words = [str(word) for word in words]
        if stdin is not None:
            monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        elif "--help" not in words and "--passphrase-file" not in words:
            words += ["--passphrase-file", secret]
        code = main(words)
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return run


@pytest.fixture
def made(secondop, case):
    """A new case of Margaret."""
    assert secondop("new", case, "--name", "Margaret Ellison").code == 0
    return case
