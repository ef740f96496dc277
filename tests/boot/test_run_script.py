"""./run on a computer without Python: one line to type, with everything in it."""

import os
import re
import shutil
import subprocess

import pytest

import run
from tests.house.source import ROOT

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows has py run.py")
TOOLS = ("sh", "dirname", "sed", "sort", "tr")


@pytest.fixture
def bare_computer(tmp_path):
    """A folder of programs for PATH: no Python, no uv, an ordinary person, Debian."""
    for tool in TOOLS:
        (tmp_path / tool).symlink_to(shutil.which(tool))
    write_program(tmp_path, "id", "echo 1000")
    write_program(tmp_path, "uname", "echo Linux")
    write_program(tmp_path, "apt-get", "exit 1")
    return tmp_path


def write_program(folder, name, body):
    program = folder / name
    program.write_text(f"#!{shutil.which('sh')}\n{body}\n", encoding="utf-8")
    program.chmod(0o755)


def start(programs, *arguments):
    done = subprocess.run(
        [ROOT / "run", *arguments], env={"PATH": str(programs)}, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stderr


def packages_said(text):
    return re.search(r"sudo apt install (.+)", text)[1].split()


def libraries():
    lines = (ROOT / "packaging" / "linux-libraries.txt").read_text(encoding="utf-8").splitlines()[1:]
    return {line.split()[1] for line in lines}


def test_without_python_one_line_names_everything(bare_computer):
    code, said = start(bare_computer)
    assert code == 1
    assert "needs Python 3.11" in said
    assert set(packages_said(said)) == {"python3", "python3-venv", "ca-certificates"} | libraries()


def test_the_line_for_the_tests_has_their_programs_too(bare_computer):
    _, said = start(bare_computer, "test")
    assert set(" ".join(run.TEST_PROGRAMS.values()).split()) < set(packages_said(said))


def test_a_python_that_is_too_old_gets_a_newer_one_beside_it(bare_computer):
    write_program(bare_computer, "python3", "exit 1")
    code, said = start(bare_computer)
    assert code == 1
    assert packages_said(said)[:2] == ["python3.11", "python3.11-venv"]


def test_a_system_without_apt_gets_a_plain_sentence(bare_computer):
    (bare_computer / "apt-get").unlink()
    code, said = start(bare_computer)
    assert code == 1
    assert "apt" not in said
    assert "your system's package program" in said


def test_a_mac_gets_its_own_line(bare_computer):
    (bare_computer / "apt-get").unlink()
    write_program(bare_computer, "uname", "echo Darwin")
    assert "brew install python@3" in start(bare_computer)[1]


def test_the_first_python_that_is_new_enough_takes_over(bare_computer):
    write_program(bare_computer, "python3", "exit 1")
    write_program(bare_computer, "python3.12", '[ "$1" = -c ] || echo "$@" >&2')
    code, said = start(bare_computer, "test", "tests/a name with blanks")
    assert code == 0
    assert said == "-I run.py test tests/a name with blanks\n"


def test_uv_brings_a_python_when_there_is_none(bare_computer):
    write_program(bare_computer, "uv", 'echo "uv $@" >&2')
    assert start(bare_computer, "--help")[1].endswith("run.py --help\n")


def test_root_installs_python_before_anything_is_said(bare_computer):
    write_program(bare_computer, "id", "echo 0")
    write_program(bare_computer, "apt-get", 'echo "apt-get $@" >&2')
    said = start(bare_computer)[1]
    assert "apt-get update" in said
    assert re.search(r"apt-get install .*python3 python3-venv ca-certificates", said)
