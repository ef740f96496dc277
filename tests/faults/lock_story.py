"""Opens a case by real keys, types, has the case locked in several ways, and looks at what is left.

Run with the Python of the system, which finds tests/drive on its path: `lock_story.py PLAN`, a JSON file.
`told.json` beside it holds what was seen in each round: the seconds, the tree of accessibility, pictures and
the memory.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import memory_of
from driver import Program
from stage import Stage, wait_until

HERE = Path(__file__).resolve().parent

PICTURE = (
    "import sys; from PySide6.QtGui import QGuiApplication; app = QGuiApplication([]);"
    "assert app.primaryScreen().grabWindow(0).save(sys.argv[1])"
)


class Story:
    """One plan, lived through."""

    def __init__(self, plan, stage):
        self.plan, self.stage = plan, stage
        self.folder = Path(plan["folder"])
        self.report = self.folder / "handed_on.json"
        command = [plan["python"], HERE / "lock_program.py", self.report, plan["how"], plan["case"]]
        self.program = Program(stage, [str(word) for word in command])
        address = stage.surroundings["DBUS_SYSTEM_BUS_ADDRESS"] = stage.surroundings[
            "DBUS_SESSION_BUS_ADDRESS"
        ]
        self.system = subprocess.Popen(
            [plan["python"], HERE.parent / "system_stand_in.py", address],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.hears("ready")

    def live(self):
        """Every round; a round by `idle` needs a program that was started here."""
        told = []
        for number, one in enumerate(self.plan["rounds"]):
            if not self.program.running() or one["by"] == "idle":
                self.program.stop()
                self.program.start()
            told.append(self.once(number, **one))
        self.program.stop()
        self.system.stdin.close()
        self.system.wait(10)
        return told

    def once(self, number, by, words):
        """Unlock, type, be locked, look."""
        self.unlock()
        answer = self.program.field("What the doctor said")
        self.program.click(answer)
        self.program.key("ctrl+End")
        self.program.type(words)
        wait_until(lambda: words.strip() in answer.text(), "the words did not arrive")
        self.hears("held")
        seen = {"by": by, "before": self.picture(f"{number}-before")}
        seen["knew"] = self.memory() if self.plan["needles"] and not number else {}
        pid, begun = self.program.pid(), time.monotonic()
        self.sign(by)
        if self.plan["how"] == "go":
            self.wait_for_new_process(pid, begun)
            seen["seconds"] = time.monotonic() - begun
            self.program.find("Open the case", "push button", patience=30)
            seen["door"] = time.monotonic() - begun
            self.hears("released")
        else:
            self.program.find("Everything is saved. The case is being locked.", "label")
        seen["after"] = self.picture(f"{number}-after")
        seen["tree"] = everything(self.program)
        wait_until(lambda: time.monotonic() - begun > self.plan["memory_after"], "time stands still", 30)
        seen["memory"] = self.memory() if self.plan["needles"] else {}
        seen["children"] = self.program.children()
        seen["handed_on"] = json.loads(self.report.read_text()) if self.report.exists() else {}
        return seen

    def unlock(self):
        see = self.program
        see.find("Open the case", "push button", patience=30)
        see.click("Passphrase", "password text")
        see.type(self.plan["passphrase"])
        see.key("Return")
        inside = wait_until(
            lambda: see.seen("What the doctor said") or see.seen("Start appointment"), see.tree, 30
        )
        if inside.name == "Start appointment":
            see.click(inside)

    def sign(self, by):
        """What tells the program that it shall lock."""
        if by == "ctrl+l":
            self.program.key("ctrl+l")
        elif by == "idle":
            os.kill(self.program.pid(), signal.SIGUSR1)
        else:
            self.system.stdin.write(f"emit {'gnome' if by == 'screen' else by} 1\n")
            self.system.stdin.flush()

    def wait_for_new_process(self, pid, begun):
        """Until the process is another program; nothing of the old one is in memory then."""
        size, _threads = size_and_threads(pid)
        while True:
            now, threads = size_and_threads(pid)
            if now < size / 2 or threads == 1:
                return
            assert time.monotonic() - begun < 30, f"it was not locked:\n{self.program.tree()}"

    def memory(self):
        needles = {
            name: [bytes.fromhex(form) for form in forms] for name, forms in self.plan["needles"].items()
        }
        found, read = memory_of.search(self.program.pid(), needles)
        return {"found": found, "read": read}

    def picture(self, name):
        file = self.folder / f"{name}.png"
        self.stage.tool(self.plan["python"], "-c", PICTURE, file)
        return str(file)

    def hears(self, word):
        said = self.system.stdout.readline().strip()
        assert said == word, f"the system said {said!r}, not {word!r}"


def size_and_threads(pid):
    """Both begin anew when a process becomes another program; its number does not (proc(5))."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return int(fields[20]), int(fields[17])


def everything(program):
    """Names, descriptions and texts of every node, shown or not, of every window of the program."""
    told, waiting = [], program._windows()
    while waiting:
        thing = waiting.pop()
        node = thing._node
        told += [node.get_name() or "", node.get_description() or "", thing.text()]
        children = (node.get_child_at_index(at) for at in range(min(node.get_child_count(), 2000)))
        waiting += [type(thing)(child, thing._kit) for child in children if child is not None]
    return " | ".join(word for word in told if word)


def main(file):
    """Live through the plan in `file`."""
    plan = json.loads(Path(file).read_text(encoding="utf-8"))
    with Stage(plan["folder"]) as stage:
        story = Story(plan, stage)
        try:
            told = story.live()
        finally:
            story.program.kill()
            story.system.kill()
    Path(plan["folder"], "told.json").write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
