"""Has the real program locked on a screen of its own, and reads back what was seen there."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from PySide6.QtGui import QImage

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.case import appointments, questions
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.questions import Question
from secondop_desktop.flows import open_case
from secondop_desktop.reading.pages import Picture
from tests.drive.stage import missing
from tests.encrypted_case import PASSPHRASE

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LACKING = missing()
LONGEST = 1800


def a_case(folder):
    """A case that the program itself can open, with a visit today; the bytes of its file key."""
    vault = open_case.create(folder, PASSPHRASE, "Margaret").vault
    with vault.write() as session:
        tomorrow = SYSTEM_CLOCK.today() + timedelta(days=1)
        visit = appointments.keep(session, Appointment(day=tomorrow.isoformat(), hour="10:30"))
        question = questions.keep(session, Question(text="What if I wait?"))
        session.flush()
        questions.ask_at(session, question.id, visit.id)
    key = vault.key
    vault.close()
    return key


def lived(tmp_path, rounds, how="go", needles=None, memory_after=0.0):
    """Live through `rounds` of (way, words) with the case in `tmp_path`; what was seen in each."""
    stage = tmp_path / "stage"
    stage.mkdir()
    plan = {
        "python": sys.executable, "folder": str(stage), "case": str(tmp_path / "My case.secondop"),
        "passphrase": PASSPHRASE, "how": how, "memory_after": memory_after,
        "rounds": [{"by": way, "words": words} for way, words in rounds],
        "needles": {n: [form.hex() for form in forms] for n, forms in (needles or {}).items()},
    }  # fmt: skip
    (stage / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    done = subprocess.run(
        ["/usr/bin/python3", HERE / "lock_story.py", stage / "plan.json"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests" / "drive")])},
        check=False, capture_output=True, text=True, timeout=LONGEST,
    )  # fmt: skip
    log = stage / "program.log"
    said = log.read_text(encoding="utf-8") if log.exists() else ""
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}\n{said}"
    return json.loads((stage / "told.json").read_text(encoding="utf-8"))


def answer_in(folder):
    """What the case holds for the one question."""
    vault = open_case.open_case(folder, PASSPHRASE)
    try:
        with vault.read() as session:
            (visit,) = appointments.everything(session)
            return questions.for_appointment(session, visit)[0].asking.answer
    finally:
        vault.close()


def read_from(eyes, file):
    """The text that can be read in a picture of the screen, without spaces and in small letters."""
    image = QImage(str(file)).convertToFormat(QImage.Format.Format_RGB888)
    rows = bytes(image.constBits())
    wide = image.bytesPerLine()
    rgb = b"".join(rows[y * wide : y * wide + image.width() * 3] for y in range(image.height()))
    return eyes.read(Picture(image.width(), image.height(), rgb)).text.replace(" ", "").casefold()
