"""The locked packages are the right ones, for every system, with hashes, and free to be passed on."""

import importlib.metadata
import re
import sys
import tomllib

import pytest
import sqlcipher3
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version
from PySide6.QtCore import QObject, Signal

import run
from tests.house.source import ROOT

LOCK = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = {
    "Linux x86-64": (r"manylinux\w*_x86_64", "linux", "x86_64"),
    "Linux arm64": (r"manylinux\w*_aarch64", "linux", "aarch64"),
    "macOS arm64": (r"macosx_\w*_(?:arm64|universal2)", "darwin", "arm64"),
    "Windows x86-64": (r"win_amd64", "win32", "AMD64"),
}
"""Where SecondOp runs: a pattern for wheels, and how Python there names the system and the processor."""
CIPHER_MODULES = {"sqlcipher3", "sqlcipher3-binary", "sqlcipher3-wheels", "pysqlcipher3", "pysqlcipher"}


def needed_on(system, python, groups=()):
    """The locked packages that this system and Python need: name -> version."""
    _, platform, machine = SYSTEMS[system]
    there = {"python_version": python, "python_full_version": f"{python}.1", "sys_platform": platform}
    there |= {"platform_machine": machine, "os_name": "nt" if platform == "win32" else "posix"}
    there |= {"platform_system": {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}[platform]}
    lines = run.pinned(LOCK, set(groups), lambda marker: Marker(marker).evaluate(there))
    return dict(line.split(" ")[0].split("==") for line in lines)


def runs_on(wheel, pattern, python):
    """Whether a wheel's file name says that it fits a system and a Python."""
    number = int(python.split(".")[1])
    for tag in parse_wheel_filename(wheel)[3]:
        exact = tag.interpreter == f"cp3{number}" and tag.abi in {f"cp3{number}", "abi3", "none"}
        older = re.fullmatch(r"cp3(\d+)", tag.interpreter)
        stable = tag.abi == "abi3" and older is not None and int(older[1]) <= number
        pure = tag.interpreter in {"py3", "py2.py3"} and tag.abi == "none"
        if (exact or stable or pure) and (tag.platform == "any" or re.fullmatch(pattern, tag.platform)):
            return True
    return False


def wheels_of(name, version):
    entry = next(p for p in LOCK["package"] if (p["name"], p.get("version")) == (name, version))
    return [wheel["url"].rpartition("/")[2] for wheel in entry.get("wheels", ())]


def runtime_packages():
    """The names of everything that is shipped, on any system."""
    return {line.split("==")[0] for line in run.pinned(LOCK, set(), lambda _marker: True)}


class Bell(QObject):
    rung = Signal()
    thing = Signal(object)
    number = Signal(int)


def test_emitting_signals_loses_no_references():
    bell, counted = Bell(), (True, False, None)
    bell.rung.connect(lambda: None)
    bell.thing.connect(lambda _thing: None)
    bell.number.connect(lambda _number: None)
    before = [sys.getrefcount(single) for single in counted]
    for number in range(400):
        bell.rung.emit()
        bell.thing.emit(number)
        bell.number.emit(number)
        bell.blockSignals(False)
        bell.setObjectName("bell")
    lost = [now - then for now, then in zip(map(sys.getrefcount, counted), before, strict=True)]
    assert min(lost) > -100, f"True, False and None drifted by {lost}; in the end that aborts the program"


def test_pyside_stays_below_the_version_that_loses_references():
    pins = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
    pyside = next(pin for pin in pins if canonicalize_name(pin.name) == "pyside6-essentials")
    assert not pyside.specifier.contains("6.12.0")
    assert Version(importlib.metadata.version("PySide6-Essentials")) < Version("6.12")


def test_the_cipher_is_new_enough():
    connection = sqlcipher3.connect(":memory:")
    try:
        cipher = connection.execute("PRAGMA cipher_version").fetchone()[0].split()[0]
        sqlite = connection.execute("SELECT sqlite_version()").fetchone()[0]
    finally:
        connection.close()
    assert Version(cipher) >= Version("4.19"), "SQLCipher"
    assert Version(sqlite) >= Version("3.51.3"), "SQLite; older ones can corrupt a database in WAL mode"


def test_there_is_one_cipher_and_no_second_one():
    assert runtime_packages() & CIPHER_MODULES == {"sqlcipher3"}
    here = {canonicalize_name(d.metadata["Name"]) for d in importlib.metadata.distributions()}
    assert here & CIPHER_MODULES == {"sqlcipher3"}


def locked_as_asked(asked, locked):
    """(name, versions, marker) of every requirement: as the project asks, and as the lock was made for."""
    ours = {(canonicalize_name(r.name), r.specifier, str(r.marker or "")) for r in map(Requirement, asked)}
    theirs = set()
    for line in locked:
        marker = line.get("marker", "").replace("'", '"')
        theirs.add((line["name"], SpecifierSet(line.get("specifier", "")), marker))
    return ours, theirs


def test_the_lock_is_in_step_with_the_project():
    entry = next(package for package in LOCK["package"] if "editable" in package["source"])
    ours, theirs = locked_as_asked(PROJECT["project"]["dependencies"], entry["metadata"]["requires-dist"])
    assert ours == theirs, "uv.lock is out of step: run uv lock"
    groups = PROJECT["dependency-groups"]
    assert groups.keys() == entry["metadata"]["requires-dev"].keys()
    for name, asked in groups.items():
        ours, theirs = locked_as_asked(asked, entry["metadata"]["requires-dev"][name])
        assert ours == theirs, f"the group {name} in uv.lock is out of step: run uv lock"
    assert LOCK["requires-python"] == PROJECT["project"]["requires-python"]


def test_every_locked_file_has_a_hash():
    bare = [
        wheel["url"]
        for package in LOCK["package"]
        for wheel in package.get("wheels", ())
        if not re.fullmatch(r"sha256:[0-9a-f]{64}", wheel.get("hash", ""))
    ]
    assert bare == []


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS)
def test_every_package_has_a_ready_made_wheel(system, python):
    pattern = SYSTEMS[system][0]
    needed = needed_on(system, python, {"test"})
    missing = [
        f"{name} {version}"
        for name, version in needed.items()
        if not any(runs_on(wheel, pattern, python) for wheel in wheels_of(name, version))
    ]
    assert not missing, f"nothing to install on {system} with Python {python}: {missing}"


def test_what_is_installed_is_what_is_locked():
    lines = run.pinned(LOCK, {"test"}, lambda marker: Marker(marker).evaluate())
    locked = dict(line.split(" ")[0].split("==") for line in lines)
    here = {canonicalize_name(d.metadata["Name"]): d.version for d in importlib.metadata.distributions()}
    different = {name: (locked[name], here.get(name)) for name in locked if here.get(name) != locked[name]}
    assert different == {}, "package: (locked, installed)"


def test_every_shipped_package_is_named_in_the_notices():
    notices = (ROOT / "THIRD-PARTY-NOTICES.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| ([a-z0-9-]+) \|", notices, re.MULTILINE))
    assert named - {"---"} == runtime_packages()


def test_every_shipped_font_icon_and_word_list_is_named_in_the_notices():
    notices = (ROOT / "THIRD-PARTY-NOTICES.md").read_text(encoding="utf-8")
    files = (ROOT / "resources" / "fonts").glob("*.[ot]tf")
    fonts = {re.sub(r"(?<=[a-z])(?=[A-Z])", " ", file.name.split("-")[0]) for file in files}
    unnamed = [font for font in fonts if not re.search(rf"\b{font}\b", notices)]
    assert not unnamed
    assert "Inter" in fonts
    for source in ("Lucide", "Feather", "SCOWL", "PP-OCRv6", "SQLCipher", "OpenSSL"):
        assert source in notices


def test_no_shipped_package_is_under_the_gpl():
    for name in runtime_packages():
        try:
            about = importlib.metadata.metadata(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # for another system
        licence = about.get("License-Expression") or about.get("License") or ""
        choices = re.split(r"\bOR\b", licence)
        assert not all(re.search(r"(?<!L)A?GPL", choice) for choice in choices), f"{name}: {licence}"


def test_no_library_inside_a_wheel_is_under_the_gpl():
    copyleft = re.compile(r"(?i)(?:^|/)(?:lib)?(?:x26[45]|xvid|poppler|readline|fftw3?|mupdf)\b")
    found = []
    for distribution in importlib.metadata.distributions():
        if canonicalize_name(distribution.metadata["Name"]) in runtime_packages():
            libraries = [
                str(f) for f in distribution.files or () if re.search(r"\.(?:so|dylib|dll)\b", str(f))
            ]
            found += [library for library in libraries if copyleft.search(library)]
    assert found == []
