"""Sets up everything SecondOp needs beside this file, then starts the app or its tests.

    ./run                     open SecondOp; without a display, do its main job and save the results in build/
    ./run test [arguments]    run the tests; arguments go to pytest, for example: ./run test tests/vault
    ./run check               run the linters, the type checker and the tests
    ./run faults              run the tests that cut the power, fill the disk and kill the program
    ./run bench               run the measurements
    ./run --help              show this text

On Windows write "py run.py" in place of "./run". Only the standard library is used here.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python starts first
    sys.exit("[SecondOp] SecondOp needs Python 3.11 or newer. This is Python " + sys.version.split()[0] + ".")

import contextlib
import ctypes
import errno
import hashlib
import importlib
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sysconfig
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
LINUX = sys.platform.startswith("linux")
SCRIPTS = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = SCRIPTS / ("python.exe" if WINDOWS else "python")
STAMP = VENV / "secondop-stamp"
BUILD = ROOT / "build"
LIBRARIES = ROOT / "packaging" / "linux-libraries.txt"
TEST_PROGRAMS = {
    "pdftotext": "poppler-utils",
    "qpdf": "qpdf",
    "Xvfb": "xvfb xauth openbox xdotool xclip dbus at-spi2-core python3-gi gir1.2-atspi-2.0 procps",
    "cc": "gcc libc6-dev",
    "strace": "strace",
    "scanimage": "sane-utils",
    "gnome-keyring-daemon": "gnome-keyring",
    "pulseaudio": "pulseaudio pulseaudio-utils libportaudio2 libasound2-plugins",
    "/usr/sbin/cupsd": "cups printer-driver-cups-pdf",
}
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")

OFFLINE = "The packages could not be downloaded. Please check the connection to the internet."
# What an installer writes when it fails, and what that means for the person who waits for it.
REASONS = {
    "No space left on device|not enough space on the disk": "The disk is full. Please free about 2 GB.",
    "HASHES|Hash mismatch": "A download was not the file that was expected, so it was not used.",
    "Permission denied|Read-only file system": "This folder cannot be written to.",
    "NewConnectionError|dns error|error sending request|name resolution|Failed to establish|Could not connect"
    "|Connection refused|timed out|No matching distribution|Could not resolve": OFFLINE,
}


class Trouble(Exception):
    """Something that stops the start; its text says what happened and what to do."""


def say(*words: str) -> None:
    """Print one line for the person in front of the terminal."""
    print("[SecondOp]", *words, flush=True)


# --- what the system has to bring along -------------------------------------------------------------------


def missing_libraries() -> list[str]:
    """The Debian packages of the shared libraries that cannot be loaded here."""
    missing = []
    for line in LIBRARIES.read_text(encoding="utf-8").splitlines()[1:] if LINUX else ():
        soname, package = line.split()
        try:
            ctypes.CDLL(soname)
        except OSError:
            missing.append(package)
    return missing


def missing_setup_packages() -> list[str]:
    """The Debian packages that making the environment needs; a finished environment needs none of them."""
    if not LINUX or not shutil.which("apt-get") or shutil.which("uv"):
        return []
    venv = [] if importlib.util.find_spec("ensurepip") else [f"python3.{sys.version_info.minor}-venv"]
    return venv if CERTIFICATES.exists() else [*venv, "ca-certificates"]


def missing_test_packages() -> list[str]:
    """The Debian packages of what the tests read PDFs with and press the buttons of the window with."""
    return " ".join(name for program, name in TEST_PROGRAMS.items() if not shutil.which(program)).split()


def prepare_system(needed: list[str], wanted: list[str]) -> None:
    """Install packages as root; otherwise say the line to type, and stop only if `needed` is not empty."""
    packages = [*needed, *wanted]
    if not packages:
        return
    if not shutil.which("apt-get"):
        say("This system may lack what these Debian packages hold:", *packages)
        return
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        apt_install(packages)
        return
    line = "Please type this line, then start again:\n\n    sudo apt install " + " ".join(packages) + "\n"
    if needed:
        raise Trouble("Some parts of the system are missing. " + line)
    say("Some tests are skipped because programs are missing. To run them too:", line)


def apt_install(packages: list[str]) -> None:
    """Install Debian packages, with a fresh list of packages if the first try fails."""
    say("Installing from the system's packages:", *packages)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    if subprocess.run(install, env=env, capture_output=True, check=False).returncode:
        subprocess.run(["apt-get", "update", "-qq"], env=env, capture_output=True, check=False)
        run_installer(install, env)


# --- the environment beside this file ---------------------------------------------------------------------


def stamp_text(groups: set[str]) -> str:
    """What the environment was made from; any difference means it has to be brought up to date."""
    made_from = hashlib.sha256()
    for part in (
        (ROOT / "uv.lock").read_bytes(),
        (ROOT / "pyproject.toml").read_bytes(),
        Path(__file__).read_bytes(),
    ):
        made_from.update(hashlib.sha256(part).digest())
    made_from.update(f"{sys.version_info[:2]} {sysconfig.get_platform()} {ROOT}".encode())
    return f"{made_from.hexdigest()} {' '.join(sorted(groups))}"


def groups_present() -> set[str]:
    """The dependency groups that the last finished setup installed."""
    try:
        return set(STAMP.read_text(encoding="utf-8").split()[1:])
    except OSError:
        return set()


def is_ready(groups: set[str]) -> bool:
    """Whether the environment was finished from exactly these files, with at least these groups."""
    present = groups_present()
    try:
        return (
            groups <= present and PYTHON.exists() and STAMP.read_text(encoding="utf-8") == stamp_text(present)
        )
    except OSError:
        return False


def set_up(groups: set[str]) -> None:
    """Make the environment or bring it up to date; an interrupted setup goes on at the next start."""
    groups = groups | groups_present()
    say("Setting up. The first time this downloads about 400 MB and takes a few minutes.")
    STAMP.unlink(missing_ok=True)
    uv = shutil.which("uv")
    if not (uv and install_with_uv(uv, groups)):
        install_with_pip(groups)
    link_source()
    STAMP.write_text(stamp_text(groups), encoding="utf-8")


def install_with_uv(uv: str, groups: set[str]) -> bool:
    """Install exactly what uv.lock says; False if this uv cannot do it, so that pip may try."""
    if VENV.exists() and not works("import sys"):
        shutil.rmtree(VENV)
    chosen = [part for group in sorted(groups) for part in ("--group", group)]
    options = ["--frozen", "--no-install-project", "--no-build", "--compile-bytecode", "--no-default-groups"]
    env = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(VENV)}
    try:
        run_installer([uv, "sync", *options, *chosen, "--python", sys.executable], env)
    except Trouble as trouble:
        if str(trouble) in REASONS.values():
            raise
        say("uv could not read the list of packages, so pip does it.")
        return False
    return True


def install_with_pip(groups: set[str]) -> None:
    """Install what uv.lock says with pip: pinned, with hashes, wheels only, compiled."""
    if not works("import pip"):
        shutil.rmtree(VENV, ignore_errors=True)
        run_installer([sys.executable, "-m", "venv", str(VENV)], dict(os.environ))
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    listed = VENV / "requirements.txt"
    listed.write_text("\n".join(pinned(lock, groups, marker_of_pip())) + "\n", encoding="utf-8")
    options = ["--disable-pip-version-check", "--no-input", "--require-hashes", "--no-deps"]
    files = ["--only-binary", ":all:", "-r", str(listed)]
    run_installer([str(PYTHON), "-m", "pip", "install", *options, *files], dict(os.environ))


def works(statement: str) -> bool:
    """Whether the environment's own Python is the running version and can execute `statement`."""
    check = f"import sys; assert sys.version_info[:2] == {sys.version_info[:2]}; {statement}"
    try:
        return subprocess.run([PYTHON, "-c", check], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def site_packages() -> Path:
    """The folder of the environment that holds the installed packages."""
    return Path(sysconfig.get_path("purelib", "venv", vars={"base": str(VENV), "platbase": str(VENV)}))


def marker_of_pip() -> Callable[[str], bool]:
    """How pip itself judges a marker such as "sys_platform == 'win32'", for the running Python."""
    sys.path.insert(0, str(site_packages()))
    try:
        marker = importlib.import_module("pip._vendor.packaging.markers").Marker
    finally:
        sys.path.pop(0)
    return lambda text: bool(marker(text).evaluate())


def pinned(lock: dict[str, Any], groups: set[str], applies: Callable[[str], bool]) -> list[str]:
    """Lines for `pip install --require-hashes`: every package of the lock that this computer needs.

    Walks from the project along the dependencies whose markers apply, since the lock holds the packages
    of all systems and, for a few, one version per Python.
    """
    project = next(package for package in lock["package"] if "editable" in package["source"])
    waiting = list(project.get("dependencies", ()))
    for group in groups:
        waiting += project.get("dev-dependencies", {})[group]
    lines: dict[str, str] = {}
    extras_done: set[tuple[str, str]] = set()
    while waiting:
        wanted = waiting.pop()
        if "marker" in wanted and not applies(wanted["marker"]):
            continue
        package = locked_package(lock, wanted, applies)
        name = package["name"]
        if name not in lines:
            hashes = [f"--hash={wheel['hash']}" for wheel in package.get("wheels", ())]
            lines[name] = " ".join([f"{name}=={package['version']}", *hashes])
            waiting += package.get("dependencies", ())
        for extra in set(wanted.get("extra", ())) - {extra for of, extra in extras_done if of == name}:
            extras_done.add((name, extra))
            waiting += package.get("optional-dependencies", {}).get(extra, ())
    return sorted(lines.values())


def locked_package(
    lock: dict[str, Any], wanted: dict[str, Any], applies: Callable[[str], bool]
) -> dict[str, Any]:
    """The one entry of the lock that a dependency means on this computer."""
    for package in lock["package"]:
        same = package["name"] == wanted["name"] and wanted.get("version") in (None, package["version"])
        forks = package.get("resolution-markers")
        if same and (forks is None or any(applies(marker) for marker in forks)):
            return dict(package)
    raise Trouble(f"uv.lock has no {wanted['name']} for this computer.")


def link_source() -> None:
    """Let the environment find this folder and give it the commands named in pyproject.toml.

    A path file does what an editable install would, without a build; a relative path in it survives a
    folder that is moved or whose name is not ASCII.
    """
    site = site_packages()
    (site / "secondop-source.pth").write_text(os.path.relpath(ROOT, site) + "\n", encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for name, target in {**project.get("scripts", {}), **project.get("gui-scripts", {})}.items():
        module, function = target.split(":")
        call = f"import sys; from {module} import {function}; sys.argv[0] = '{name}'; sys.exit({function}())"
        if WINDOWS:
            (SCRIPTS / f"{name}.cmd").write_text(f'@"%~dp0python.exe" -I -c "{call}" %*\n', encoding="utf-8")
            continue
        command = SCRIPTS / name
        command.unlink(missing_ok=True)
        line = f'exec {shlex.quote(str(PYTHON))} -I -c "{call}" "$@"'
        command.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        command.chmod(0o755)


def run_installer(command: list[str], env: dict[str, str]) -> None:
    """Run an installer quietly; if it fails, show its last lines and raise what they mean."""
    done = subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    if done.returncode == 0:
        return
    output = done.stdout + done.stderr
    print(*output.splitlines()[-12:], sep="\n", file=sys.stderr)
    raise Trouble(reason(output) or f"{Path(command[0]).name} could not install what is needed.")


def reason(output: str) -> str:
    """What a failed installer means in one sentence; empty if it is something else."""
    return next((sentence for signs, sentence in REASONS.items() if re.search(signs, output)), "")


@contextlib.contextmanager
def one_setup_at_a_time() -> Iterator[None]:
    """Let a second `./run` in the same folder wait for the first; the lock ends with the process."""
    if WINDOWS:
        yield
        return
    flock, exclusive = importlib.import_module("fcntl").flock, importlib.import_module("fcntl").LOCK_EX
    handle = os.open(ROOT, os.O_RDONLY)
    try:
        flock(handle, exclusive)
        yield
    finally:
        os.close(handle)


# --- what a person can ask for ----------------------------------------------------------------------------


def has_display() -> bool:
    """Whether a window can be shown; only Linux has to be asked."""
    return not LINUX or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def become(*command: str, **env: str) -> NoReturn:
    """Hand over to the environment's Python for good."""
    argv = [str(PYTHON), *command]
    if WINDOWS:
        raise SystemExit(subprocess.run(argv, env={**os.environ, **env}, check=False).returncode)
    sys.stdout.flush()
    os.execve(PYTHON, argv, {**os.environ, **env})  # noqa: S606 - no shell is wanted


def call(*command: str, **env: str) -> int:
    """Run the environment's Python and wait for it."""
    return subprocess.run([PYTHON, *command], cwd=ROOT, env={**os.environ, **env}, check=False).returncode


def start_app(arguments: list[str]) -> int:
    """Open the window; without a display do the main job and say where the results are."""
    if arguments or has_display():
        become("-I", "-m", "secondop_desktop", *arguments)
    say("There is no display here, so SecondOp does its main job without a window.")
    BUILD.mkdir(exist_ok=True)
    failed = call("-I", "-m", "secondop_desktop", "--showcase", str(BUILD), QT_QPA_PLATFORM="offscreen")
    if failed:
        raise Trouble("The main job did not end well. What went wrong is written above.")
    say(f"The results are in {BUILD}:")
    for file in sorted(BUILD.rglob("*")):
        if file.suffix in {".pdf", ".png"}:
            print(f"    {file.relative_to(BUILD)}  ({file.stat().st_size // 1024 + 1} KB)")
    return 0


def pytest_command(arguments: list[str]) -> list[str]:
    """The call of pytest: on all processors, unless one file is asked for or the arguments decide it."""
    command = ["-m", "pytest", "-q"]
    if not any(a.startswith("tests/benchmarks") for a in arguments):
        command.append("--ignore=tests/benchmarks")
    alone = any(
        ".py" in a or a.startswith(("-n", "--pdb", "--numprocesses", "-h", "--co")) for a in arguments
    )
    return [*command, *([] if alone else ["-n", "auto", "--dist", "loadfile"]), *arguments]


def test(arguments: list[str]) -> int:
    """Run the tests."""
    become(*pytest_command(arguments), QT_QPA_PLATFORM="offscreen")


def check(arguments: list[str]) -> int:
    """Run everything that has to be right before a change is kept, all of it even if one part fails."""
    parts = {
        "ruff check": ["-m", "ruff", "check", "."],
        "ruff format": ["-m", "ruff", "format", "--check", "."],
        "mypy": ["-m", "mypy", "-p", "secondop_desktop", "-m", "run"],
        "import contracts": [
            "-c",
            "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())",
        ],
        "tests": pytest_command(arguments),
    }
    failed = []
    for name, command in parts.items():
        say(f"Checking: {name}")
        if call(*command, QT_QPA_PLATFORM="offscreen"):
            failed.append(name)
    say("Not right yet: " + ", ".join(failed) if failed else "Everything is right.")
    return 1 if failed else 0


def part_of_tests(folder: str, *options: str, **env: str) -> Callable[[list[str]], int]:
    """A command that runs one folder of tests in one process."""

    def run_it(arguments: list[str]) -> int:
        if not (ROOT / folder).is_dir():
            raise Trouble(f"There is no folder {folder} yet.")
        say("This runs:", "pytest", folder, *options, *arguments)
        become("-m", "pytest", "-q", folder, *options, *arguments, QT_QPA_PLATFORM="offscreen", **env)

    return run_it


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "test": test,
    "check": check,
    "faults": part_of_tests("tests/faults", SECONDOP_FAULTS="full"),
    "bench": part_of_tests("tests/benchmarks", "-s"),
}


def start(arguments: list[str]) -> int:
    """Make sure that everything is there, then do what the arguments ask for."""
    first = arguments[0] if arguments else ""
    if first in {"--help", "-h", "help"}:
        print((__doc__ or "").rstrip())
        return 0
    if first and first not in COMMANDS and not first.startswith("-") and not Path(first).exists():
        raise Trouble(f'"{first}" is not a command or a folder here. ./run --help shows the commands.')
    groups = {"test"} if first in COMMANDS else set()
    ready = is_ready(groups)
    needed = missing_libraries() + ([] if ready else missing_setup_packages())
    prepare_system(needed, missing_test_packages() if LINUX and first in {"test", "check", "faults"} else [])
    if not ready:
        with one_setup_at_a_time():
            if not is_ready(groups):
                set_up(groups)
    return COMMANDS[first](arguments[1:]) if first in COMMANDS else start_app(arguments)


def main() -> int:
    """Start, and turn what can go wrong into one sentence."""
    try:
        return start(sys.argv[1:])
    except Trouble as trouble:
        say(str(trouble))
    except KeyboardInterrupt:
        say("Stopped. The next start goes on from here.")
        return 130
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        what = "The disk is full." if full else f"The system refused: {error.strerror}."
        say(what, f"({error.filename})" if error.filename else "")
    return 1


if __name__ == "__main__":
    sys.exit(main())
