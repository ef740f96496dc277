"""The front door: what it answers without a screen, and what it hands to the window."""

import os
import subprocess
import sys

import pytest

from secondop_desktop import __version__, app
from tests.encrypted_case import cheap_ways


def started(*words, **environment):
    """Run `python -m secondop_desktop …` in a bare environment."""
    bare = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME") or k.startswith("XDG")}
    command = [sys.executable, "-m", "secondop_desktop", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**bare, **environment})


def test_the_version_is_told():
    assert started("--version").stdout == f"SecondOp {__version__}\n"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a screen")
def test_without_a_screen_the_other_way_is_shown():
    answer = started()
    assert answer.returncode == 1
    assert "secondop --help" in answer.stderr
    assert "PySide6" not in answer.stderr


def test_the_flows_behind_the_door_are_the_real_ones(tmp_path, monkeypatch):
    from secondop_desktop.base import settings
    from secondop_desktop.flows import keep_key, open_case

    ways = cheap_ways()
    monkeypatch.setattr(open_case, "usual_ways", lambda: ways)
    monkeypatch.setattr(keep_key, "usual_ways", lambda: ways)
    kept = {}
    monkeypatch.setattr(keep_key.keychain, "recall", kept.get)
    monkeypatch.setattr(keep_key.keychain, "remember", kept.__setitem__)
    calls = app._outside().calls
    passphrase = calls.offer_passphrase()
    assert calls.judge_passphrase(passphrase).ok
    made = calls.create(tmp_path / "case", passphrase, "Margaret")
    keep_key.remember(made.vault)
    noted = settings.Settings(remembered=[made.vault.public_name])
    made.vault.close()
    assert not calls.remembers(tmp_path / "case")  # nobody noted it, so nobody looks
    settings.save(noted)
    calls.open(tmp_path / "case", passphrase).close()
    assert calls.remembers(tmp_path / "case")
    assert not calls.remembers(tmp_path / "no case")
    calls.open_remembered(tmp_path / "case").close()
    assert calls.recovery_pdf(made.recovery_lines, "case").startswith(b"%PDF-")
    sample = calls.sample(tmp_path / "Sample case.secondop")
    assert not sample.read_only
    sample.close()


def test_the_lock_puts_a_fresh_process_in_place_of_this_one(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(app.os, "execv", lambda program, words: asked.append((program, words)))
    monkeypatch.setattr(subprocess, "Popen", lambda *_args, **_more: None)
    monkeypatch.setattr(app.os, "_exit", lambda _code: None)
    app._replace_process(tmp_path)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    app._replace_process(tmp_path)
    program = sys.executable
    assert asked == [
        (program, [program, "-m", "secondop_desktop", "--locked", str(tmp_path)]),
        (program, [program, "--locked", str(tmp_path)]),
    ]


@pytest.mark.parametrize(("words", "locked"), [([], False), (["--locked"], True)])
def test_the_lock_is_handed_on_to_the_window(tmp_path, monkeypatch, words, locked):
    from secondop_desktop.ui import desktop

    asked = []

    def run(_outside, case, *, locked):
        asked.append((case, locked))
        return 0

    monkeypatch.setattr(desktop, "run", run)
    monkeypatch.setattr(app, "_no_screen", lambda: False)
    monkeypatch.setattr(app.logs, "start", lambda: None)
    monkeypatch.setattr(app, "keep_memory_private", lambda: None)
    monkeypatch.setattr(app, "keep_files_private", lambda: None)
    assert app.main([*words, str(tmp_path)]) == 0
    assert asked == [(tmp_path, locked)]


def test_the_switch_of_the_lock_is_no_matter_for_people():
    assert "--locked" not in started("--help").stdout


def test_answers_that_were_not_asked_for_are_not_kept():
    from pathlib import Path

    from secondop_desktop.ui.door.calls import Entered

    app._keep_answers(None, Entered(None, Path()))


def test_a_bundled_program_can_be_its_own_reader():
    from secondop_desktop.reading.child import FROZEN_SWITCH

    assert app.FROZEN_SWITCH == FROZEN_SWITCH
    command = [sys.executable, "-m", "secondop_desktop", FROZEN_SWITCH, "parser"]
    done = subprocess.run(command, input=b"", capture_output=True, check=False, timeout=60)
    assert done.stderr == b""
