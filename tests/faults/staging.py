"""Plays workflows under the recorder, each in its own folder; run as a program with `recorder.c` in front.

The programs `workflows` and `workflows_of_files` say what is done; test_power_cuts.py starts this one and
reads what it left: for each workflow the folder as it was before, the log, and the folder as it is after.
"""

import contextlib
import io
import json
import os
import shutil
import stat
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.case import appointments, bin, doctors, notes, questions, tasks
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.questions import Question
from secondop_desktop.case.tasks import Task
from secondop_desktop.cli.__main__ import main as secondop
from secondop_desktop.flows import open_case
from secondop_desktop.flows.take_in import take_in_bytes
from secondop_desktop.vault import case_file, cipher
from secondop_desktop.vault.errors import WrongSecret
from tests.encrypted_case import PASSPHRASE, cheap_ways
from tests.faults.recording import Recorder, Recording, read_log, what_lies_in

CASE = "My case.secondop"
HOME = "home"
"""Where the program's own files lie in a workflow that writes outside a case."""
FRESH = "eleven quiet boats beyond the bar"
REPORT = b"Pathology of 2 March. The margins are clear.\n" * 60
BINNED = b"A letter that was attached by mistake.\n" * 40


def rows_of(vault):
    """What all rows of an open case add up to: the same for exactly the same entries."""
    return f"{vault.rows.rows}:{vault.rows.total:x}"


def words_in(vault):
    """Every text of every entry; what is in the bin begins with "bin: ", half-typed words with "draft: "."""
    said = set()
    with vault.connection() as connection:
        raw = connection.connection.driver_connection  # ten times as quick, thousands of times
        for (table,) in raw.execute(
            "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE TABLE%binned_at%'"
        ):
            cursor = raw.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a name from the schema
            columns = [column[0] for column in cursor.description]
            for values in cursor:
                row = dict(zip(columns, values, strict=True))
                prefix = "bin: " if row["binned_at"] else ""
                said |= {prefix + value for value in values if isinstance(value, str)}
                if table == "draft":
                    said |= {f"draft: {value}" for value in json.loads(row["state"]).values()}
    return said


@dataclass
class Stage:
    """Where one workflow plays: `root` is recorded, `beside` is not. It gives the acknowledgements."""

    root: Path
    beside: Path
    ways: case_file.Ways
    recorder: Recorder | None = None

    @property
    def case(self):
        """The folder of the case."""
        return self.root / CASE

    def open(self, secret=PASSPHRASE):
        """The case, opened as the program opens it."""
        return open_case.open_case(self.case, secret, self.ways)

    @contextlib.contextmanager
    def opened(self):
        """The case, open until it is closed at the end."""
        vault = self.open()
        yield vault
        vault.close()

    def promise(self, **what):
        """Acknowledge: what is said replaces what was said of the same thing before (see judging.py)."""
        if self.recorder is not None:
            self.recorder.note(what)

    def watch(self, vault):
        """Acknowledge each commit of the case when it returns."""
        if vault.folder == self.case:
            self.promise(case=True, rows=rows_of(vault))
            vault.on_change(lambda _families: self.promise(rows=rows_of(vault)))
        return vault

    def secondop(self, *words):
        """Type a command; it is watched like everything else."""
        passphrase = self.beside / "passphrase"
        passphrase.write_text(PASSPHRASE)
        command, *rest = words
        group = [command, rest.pop(0)] if command in {"doctor", "appointment", "question"} else [command]
        with contextlib.redirect_stdout(io.StringIO()):
            code = secondop([*group, str(self.case), *rest, "--passphrase-file", str(passphrase)])
        assert code == 0, words


@dataclass(frozen=True)
class Workflow:
    """One thing a person does: what lies there before, and what is done, recorded."""

    name: str
    prepare: Callable[[Stage], None]
    act: Callable[[Stage], None]


WORKFLOWS: dict[str, Workflow] = {}


def furnished(stage):
    """The usual beginning: a copy of the case that was furnished once."""
    shutil.copytree(stage.beside.parents[1] / "model" / CASE, stage.case)


def nothing(_stage):
    """The beginning without a case."""


def workflow(name, prepare=furnished):
    """Put a function among the workflows."""

    def take(act):
        WORKFLOWS[name] = Workflow(name, prepare, act)
        return act

    return take


def attached(vault, content, name):
    """The id of a record that was attached as the program does it."""
    return take_in_bytes(vault, content, name).document_id


def furnish(vault, attach=attached):
    """What the case holds before: a visit with questions and a note, tasks, a record, and one in the bin."""
    with vault.write() as session:
        doctor = doctors.keep(session, Doctor(name="Dr Okafor"))
        session.flush()
        visit = Appointment(day="2031-05-14", hour="10:30", zone="UTC", doctor_id=doctor.id)
        visit = appointments.keep(session, visit)
        session.flush()
        notes.write(session, visit.id, "What was written before", SYSTEM_CLOCK.now())
        for text in ("Is there a trial for me?", "What if I wait?"):
            question = questions.keep(session, Question(text=text))
            session.flush()
            questions.ask_at(session, question.id, visit.id)
        for number in range(3):
            tasks.keep(session, Task(text=f"Task {number}"))
    attach(vault, REPORT, "Pathology 2 March.txt")
    gone = attach(vault, BINNED, "By mistake.txt")
    with vault.write() as session:
        bin.throw_away(session, "document", gone)


def _without_waiting():
    """The usual care for a connection, but it does not wait for the disk."""
    careful = cipher._be_careful

    def careless(connection):
        careful(connection)
        connection.execute("PRAGMA synchronous = OFF")

    return careless


def _flush_only(kind):
    """A flush that does nothing but for files or folders; the database has its own."""
    flush = os.fsync
    return lambda file: flush(file) if kind(os.fstat(file).st_mode) else None


CARELESS = {
    "database is not flushed": lambda: setattr(cipher, "_be_careful", _without_waiting()),
    "files are not flushed": lambda: setattr(os, "fsync", _flush_only(stat.S_ISDIR)),
    "folders are not flushed": lambda: setattr(os, "fsync", _flush_only(stat.S_ISREG)),
}
"""What the program would be like without its care: the controls, in which the same test must find losses."""


def play(place: Path, chosen: Workflow, ways):
    """Play one workflow below `place` and leave what is needed to cut it."""
    stage = Stage(place / "root", place / "beside", ways)
    for folder in (stage.root, stage.beside):
        folder.mkdir(parents=True)
    chosen.prepare(stage)
    record(place, stage, chosen.act)


def record(place: Path, stage: Stage, act):
    """Record `act` on the root of a stage; open cases are watched meanwhile."""
    before = what_lies_in(stage.root)
    inodes = {path: inode for path, (inode, _) in before.items()}
    (place / "before.json").write_text(json.dumps(inodes))
    shutil.copytree(stage.root, place / "before")
    opening = case_file.open_with_key
    with Recorder(stage.root, place / "log") as stage.recorder:
        case_file.open_with_key = lambda *what, **how: stage.watch(opening(*what, **how))
        try:
            act(stage)
        finally:
            case_file.open_with_key = opening


def recorded(place: Path):
    """What was recorded at a place, to be played."""
    root, before = place / "root", {}
    for path, inode in json.loads((place / "before.json").read_text()).items():
        copy = place / f"before{path.removeprefix(str(root))}"
        before[path] = (inode, None if copy.is_dir() else copy.read_bytes())
    return Recording(str(root), before, read_log(place / "log"))


def recover(stage):
    """What the program does with a case after a power cut."""
    if case_file.is_case(stage.case):
        try:
            stage.open().close()
        except WrongSecret:
            stage.open(FRESH).close()


def main(plan):
    """Play the workflows of a plan, or the recovery of folders after a cut, one after the other."""
    from tests.faults import workflows, workflows_of_files

    assert workflows, workflows_of_files
    stage = Path(plan["stage"])
    ways = cheap_ways()
    open_case.usual_ways = lambda: ways
    if plan.get("recover"):
        for name in plan["recover"]:
            place = stage / name
            (place / "beside").mkdir()
            record(place, Stage(place / "root", place / "beside", ways), recover)
        return
    vault = case_file.create(stage / "model" / CASE, PASSPHRASE, ways)
    furnish(vault)
    vault.close()
    CARELESS.get(plan.get("careless"), lambda: None)()
    for name in plan["workflows"] or WORKFLOWS:
        play(stage / name.replace(" ", "-"), WORKFLOWS[name], ways)


if __name__ == "__main__":
    # The workflows register themselves in the module of this name, not in the one that was started.
    from tests.faults import staging

    staging.main(json.loads(sys.argv[1]))
