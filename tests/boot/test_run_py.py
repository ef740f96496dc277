"""run.py: what it asks of the system, what it installs from the lock, when it is ready, and what it says."""

import ast
import hashlib
import importlib.util
import os
import re
import subprocess
import sys
import zipfile

import pytest

import run
from tests.house.source import ROOT, text_of

needs_venv = pytest.mark.skipif(
    not importlib.util.find_spec("ensurepip"), reason="this Python cannot make an environment"
)
needs_linux = pytest.mark.skipif(not run.LINUX, reason="only Linux is asked for libraries, apt and a display")
WHEEL = "small_thing-1.0-py3-none-any.whl"


@pytest.fixture
def own_environment(tmp_path, monkeypatch):
    """Let run.py make its environment below tmp_path."""
    venv = tmp_path / ".venv"
    scripts = venv / run.SCRIPTS.name
    monkeypatch.setattr(run, "VENV", venv)
    monkeypatch.setattr(run, "SCRIPTS", scripts)
    monkeypatch.setattr(run, "PYTHON", scripts / run.PYTHON.name)
    monkeypatch.setattr(run, "STAMP", venv / run.STAMP.name)
    return venv


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project that depends on one small wheel, which lies in a folder instead of on a server."""
    wheel = tmp_path / "wheels" / WHEEL
    wheel.parent.mkdir()
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("small_thing.py", "ANSWER = 42\n")
        info = "small_thing-1.0.dist-info"
        archive.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: small-thing\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    (tmp_path / "secondop_desktop").mkdir()
    (tmp_path / "secondop_desktop" / "__init__.py").write_text("def main():\n    print('it runs')\n")
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nname = "x"\nscripts = {greet = "secondop_desktop:main"}\n'
    )
    write_lock(tmp_path, hashlib.sha256(wheel.read_bytes()).hexdigest())
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheel.parent))
    monkeypatch.setenv("PATH", str(tmp_path))  # no uv here
    return tmp_path


def write_lock(folder, digest):
    (folder / "uv.lock").write_text(
        f"""
[[package]]
name = "x"
source = {{ editable = "." }}
dependencies = [{{ name = "small-thing" }}, {{ name = "not-here", marker = "sys_platform == 'plan9'" }}]
[package.dev-dependencies]
test = []
[[package]]
name = "small-thing"
version = "1.0"
source = {{ registry = "somewhere" }}
wheels = [{{ url = "{WHEEL}", hash = "sha256:{digest}" }}]
""",
        encoding="utf-8",
    )


LOCK = {
    "package": [
        {
            "name": "app",
            "source": {"editable": "."},
            "dependencies": [{"name": "a", "extra": ["fast"]}, {"name": "only-windows", "marker": "win"}],
            "dev-dependencies": {"test": [{"name": "tester"}]},
        },
        {
            "name": "a",
            "version": "1",
            "source": {},
            "wheels": [{"hash": "sha256:aa"}, {"hash": "sha256:bb"}],
            "dependencies": [
                {"name": "forked", "version": "2", "marker": "new"},
                {"name": "forked", "version": "1", "marker": "old"},
                {"name": "a"},
            ],
            "optional-dependencies": {"fast": [{"name": "speed"}]},
        },
        {"name": "forked", "version": "1", "source": {}, "resolution-markers": ["old"]},
        {"name": "forked", "version": "2", "source": {}, "resolution-markers": ["new"]},
        {"name": "speed", "version": "3", "source": {}, "dependencies": [{"name": "forked"}]},
        {"name": "only-windows", "version": "4", "source": {}},
        {"name": "tester", "version": "5", "source": {}},
    ]
}


def names(lines):
    return [line.split()[0] for line in lines]


def test_the_lock_gives_what_this_computer_needs():
    lines = run.pinned(LOCK, set(), lambda marker: marker == "old")
    assert names(lines) == ["a==1", "forked==1", "speed==3"]
    assert lines[0] == "a==1 --hash=sha256:aa --hash=sha256:bb"


def test_another_python_gets_the_other_fork():
    assert "forked==2" in names(run.pinned(LOCK, set(), lambda marker: marker == "new"))


def test_a_group_adds_its_packages_and_a_marker_those_of_a_system():
    lines = run.pinned(LOCK, {"test"}, lambda marker: marker in {"old", "win"})
    assert names(lines) == ["a==1", "forked==1", "only-windows==4", "speed==3", "tester==5"]


def test_a_lock_without_a_fork_for_this_computer_is_refused():
    with pytest.raises(run.Trouble, match="forked"):
        run.pinned(LOCK, set(), lambda _marker: False)


@pytest.mark.skipif(
    not importlib.util.find_spec("ensurepip"), reason="this Python cannot make an environment"
)
def test_pip_makes_an_environment_that_runs_the_program(project, own_environment, capsys):
    assert not run.is_ready(set())
    run.set_up({"test"})
    assert run.is_ready(set())
    assert run.is_ready({"test"})
    assert "Setting up" in capsys.readouterr().out
    check = [run.PYTHON, "-I", "-c", "import small_thing, secondop_desktop; print(small_thing.ANSWER)"]
    assert subprocess.run(check, capture_output=True, text=True, check=True).stdout == "42\n"
    assert list(own_environment.rglob("small_thing.*.pyc")), "bytecode is compiled while installing"
    if os.name == "posix":
        said = subprocess.run([run.SCRIPTS / "greet"], capture_output=True, text=True, check=True).stdout
        assert said == "it runs\n"


@pytest.mark.skipif(
    not importlib.util.find_spec("ensurepip"), reason="this Python cannot make an environment"
)
def test_a_file_that_is_not_the_expected_one_is_not_installed(project, own_environment):
    write_lock(project, "0" * 64)
    with pytest.raises(run.Trouble, match="not the file that was expected"):
        run.set_up(set())
    assert not run.is_ready(set())
    assert not list(own_environment.rglob("small_thing.py"))


def test_a_changed_lock_or_folder_is_brought_up_to_date(project, own_environment, monkeypatch):
    run.PYTHON.parent.mkdir(parents=True)
    run.PYTHON.touch()
    run.STAMP.write_text(run.stamp_text({"test"}), encoding="utf-8")
    assert run.is_ready(set())
    (project / "uv.lock").write_text("changed", encoding="utf-8")
    assert not run.is_ready(set())
    assert run.groups_present() == {"test"}, "what was there before is installed again"


def test_tests_need_more_than_the_program(project, own_environment):
    run.PYTHON.parent.mkdir(parents=True)
    run.PYTHON.touch()
    run.STAMP.write_text(run.stamp_text(set()), encoding="utf-8")
    assert run.is_ready(set())
    assert not run.is_ready({"test"})


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full."),
        ("error sending request for url: dns error", "connection to the internet"),
        ("Temporary failure in name resolution", "connection to the internet"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "not the file that was expected"),
        ("PermissionError: [Errno 13] Permission denied: '.venv'", "cannot be written"),
    ],
)
def test_a_failed_installer_is_explained_in_a_sentence(output, sentence):
    assert sentence in run.reason(output)


def test_an_unknown_failure_shows_the_last_lines(capfd):
    with pytest.raises(run.Trouble, match="could not install"):
        run.run_installer(
            [sys.executable, "-c", "import sys; print('odd', file=sys.stderr); sys.exit(3)"], {}
        )
    assert "odd" in capfd.readouterr().err


@needs_linux
def test_a_missing_library_is_named_by_its_package(tmp_path, monkeypatch):
    listed = tmp_path / "libraries.txt"
    listed.write_text("# a heading\nlibc.so.6 libc6\nlibnowhere.so.9 libnowhere9\n", encoding="utf-8")
    monkeypatch.setattr(run, "LIBRARIES", listed)
    assert run.missing_libraries() == ["libnowhere9"]


@pytest.fixture
def an_ordinary_person(tmp_path, monkeypatch):
    (tmp_path / "apt-get").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    (tmp_path / "apt-get").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)


@needs_linux
def test_an_ordinary_person_is_told_one_line(an_ordinary_person):
    with pytest.raises(run.Trouble, match=r"sudo apt install liba1 qpdf\n"):
        run.prepare_system(["liba1"], ["qpdf"])


@needs_linux
def test_programs_that_only_tests_want_do_not_stop_the_start(an_ordinary_person, capsys):
    run.prepare_system([], ["qpdf"])
    assert "sudo apt install qpdf" in capsys.readouterr().out


def test_a_system_that_has_everything_is_left_alone(capsys):
    run.prepare_system([], [])
    assert capsys.readouterr().out == ""


@needs_linux
def test_a_display_is_looked_for_in_the_environment(monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not run.has_display()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert run.has_display()


def test_the_whole_suite_uses_all_processors_and_one_file_does_not():
    assert "-n" in run.pytest_command([])
    assert "-n" in run.pytest_command(["tests/vault"])
    assert "-n" not in run.pytest_command(["tests/vault/test_blobs.py"])
    assert run.pytest_command(["-n", "0"]).count("-n") == 1


def started(*arguments):
    command = [sys.executable, "-I", ROOT / "run.py", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    return done.returncode, done.stdout


def test_the_help_names_every_command():
    code, said = started("--help")
    assert code == 0
    assert all(re.search(rf"\./run {name}\b", said) for name in run.COMMANDS)


def test_a_misspelt_command_is_refused_in_a_sentence():
    code, said = started("tset")
    assert code == 1
    assert '"tset" is not a command' in said


def test_an_old_python_can_read_far_enough_to_say_so():
    ast.parse(text_of(ROOT / "run.py"), feature_version=(3, 8))
    steps = text_of(ROOT / "run.py").split("import sys\n", 1)[1]
    assert steps.index("sys.version_info < (3, 11)") < steps.index("import tomllib")
