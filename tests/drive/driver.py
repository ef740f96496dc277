"""Uses a program from outside, as a person does: looks at its accessibility tree, moves the mouse, types.

It runs with the Python of the system (python3-gi lives there) and knows nothing of the program but the roles
and names that a screen reader is told. So what cannot be found here, a blind person cannot find either.
"""

import re
import signal
import subprocess
import time
from functools import cached_property
from pathlib import Path

from stage import PATIENCE, wait_until

HERE = Path(__file__).parent
OF_BEING_LOOKED_AT = ("qt.accessibility.atspi", "QAccessibleList::child: Invalid index")
"""How lines of Qt begin that a program cannot help: a list grew shorter while a screen reader read it."""
MOST_CHILDREN = 2_000
MOST_TURNS = 200
SHUT = {"combo box", "list", "text"}
HIDDEN_YET_THERE = {"menu item", "list item"}
NEWER_NAMES = {"button": "push button"}
CONTROLS = {
    "push button", "toggle button", "check box", "radio button", "text", "entry", "password text",
    "combo box", "list", "table", "tree", "spin button", "slider", "link", "page tab",
}  # fmt: skip


class Thing:
    """One node of the accessibility tree, as a screen reader sees it."""

    def __init__(self, node, kit):
        self._node, self._kit = node, kit
        self.role = NEWER_NAMES.get(node.get_role_name(), node.get_role_name())

    @cached_property
    def name(self):
        """What a screen reader calls it."""
        return (self._node.get_name() or "").replace("&", "")

    def __repr__(self):
        return f"[{self.role}] {self.name!r}"

    def key(self):
        """What tells it from every other thing, wherever it is scrolled to."""
        return self._node.path

    def has(self, state):
        """Whether it is FOCUSED, CHECKED, SENSITIVE, SHOWING and so on."""
        return self._node.get_state_set().contains(getattr(self._kit.StateType, state))

    def text(self):
        """What is written in it; its name when it holds no text."""
        face = self._node.get_text_iface()
        if not face:
            return self.name
        return self._kit.Text.get_text(face, 0, self._kit.Text.get_character_count(face))

    def cursor(self):
        """How many letters stand before the cursor."""
        return self._kit.Text.get_caret_offset(self._node.get_text_iface())

    def box(self):
        """Where it is on the screen: left, top, width, height."""
        box = self._node.get_component_iface().get_extents(self._kit.CoordType.SCREEN)
        return box.x, box.y, box.width, box.height

    def labels(self):
        """The words beside it that belong to it."""
        kind = self._kit.RelationType.LABELLED_BY
        found = (r for r in self._node.get_relation_set() if r.get_relation_type() == kind)
        return [(r.get_target(i).get_name() or "") for r in found for i in range(r.get_n_targets())]

    def inside(self):
        """What it holds; a menu or list tells of what is scrolled away too."""
        for at in range(min(self._node.get_child_count(), MOST_CHILDREN)):
            node = self._node.get_child_at_index(at)
            if node is not None:
                thing = Thing(node, self._kit)
                if thing.has("SHOWING") or thing.role in HIDDEN_YET_THERE:
                    yield thing

    def parent(self):
        """What holds it."""
        return Thing(self._node.get_parent(), self._kit)

    def press(self):
        """Press it in the way a screen reader does."""
        face = self._node.get_action_iface()
        actions = [self._kit.Action.get_action_name(face, i).lower() for i in range(face.get_n_actions())]
        wanted = next(i for i, name in enumerate(actions) if name in {"press", "toggle", "click"})
        self._kit.Action.do_action(face, wanted)


class Program:
    """The program under test on a stage, and the hands and eyes of the person who uses it."""

    def __init__(self, stage, command):
        import gi

        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi, GLib

        self._stage, self._command, self._kit, self._gone = stage, command, Atspi, GLib.Error
        self.said = stage.folder / "program.log"
        self._process = None
        Atspi.init()

    # --- life ---

    def start(self, *more):
        """Start it and wait for its window."""
        with self.said.open("ab") as said:
            self._process = subprocess.Popen(
                [*self._command, *more],
                env=self._stage.surroundings, stdout=said, stderr=said, cwd=self._stage.home,
            )  # fmt: skip
        wait_until(lambda: not self.running() or list(self.things()), "no window came", 40)
        wait_until(lambda: self.focused() is not None, "nothing in the window hears the keyboard")
        assert self.running(), f"it ended at once:\n{self.said.read_text()}"

    def start_second(self, *more):
        """Start it once more beside the first one; the answer is the exit code of the second."""
        words = [*self._command, *more]
        return subprocess.run(words, check=False, env=self._stage.surroundings, timeout=30).returncode

    def pid(self):
        """The number of its process; a program that replaces itself keeps it."""
        return self._process.pid

    def complaints(self):
        """What it said on standard error, but for what Qt says about being looked at."""
        lines = self.said.read_text(encoding="utf-8").splitlines()
        return [line for line in lines if line.strip() and not line.startswith(OF_BEING_LOOKED_AT)]

    def started_with(self):
        """The words its process was started with; a program that replaces itself changes them."""
        listed = ["ps", "-p", str(self.pid()), "-o", "args="]
        return subprocess.run(listed, check=False, capture_output=True, text=True).stdout.strip()

    def children(self):
        """What it started and what still runs, by the words it was started with."""
        listed = ["ps", "--ppid", str(self.pid()), "-o", "stat=,args="]
        lines = subprocess.run(listed, check=False, capture_output=True, text=True).stdout.splitlines()
        return [line for line in lines if not line.startswith("Z")]

    def running(self):
        """Whether it has not ended."""
        return self._process is not None and self._process.poll() is None

    def kill(self):
        """Take its life as a power cut would, without a word of warning."""
        self._end(signal.SIGKILL)

    def stop(self):
        """End it politely."""
        self._end(signal.SIGTERM)

    def _end(self, by):
        if self.running():
            self._process.send_signal(by)
            self._process.wait(10)

    # --- eyes ---

    def things(self, role=None, open_lists=True):
        """Everything that shows now, from the outside in, of one role or of any."""
        waiting = self._windows()
        while waiting:
            thing = waiting.pop(0)
            if role is None or thing.role == role:
                yield thing
            if thing.role in {"label", "push button"} or (thing.role in SHUT and not open_lists):
                continue
            try:
                waiting[:0] = thing.inside()
            except self._gone:
                continue

    def seen(self, name, role=None):
        """The first thing of that name (or matching that pattern), or None."""
        try:
            return next((thing for thing in self.things(role) if _named(thing, name)), None)
        except self._gone:
            return None

    def find(self, name, role=None, patience=PATIENCE):
        """Wait until something of that name shows."""
        return wait_until(
            lambda: self.seen(name, role), lambda: f"no {role or 'thing'} is called {name!r}:\n{self.tree()}",
            patience,
        )  # fmt: skip

    def field(self, label):
        """The field with that name, or with that label beside it (a choice is named after its value)."""

        def look():
            fields = [
                thing
                for thing in self.things(open_lists=False)
                if thing.role in CONTROLS - {"push button", "list"}
            ]
            named = [thing for thing in fields if _named(thing, label)]
            return next(iter(named or [t for t in fields if label in t.labels()]), None)

        return wait_until(lambda: self._safely(look), lambda: f"no field {label!r}:\n{self.tree()}")

    def gone(self, name, role=None):
        """Wait until nothing of that name shows any more."""
        wait_until(lambda: self.seen(name, role) is None, f"{name!r} is still there")

    def tree(self):
        """Roles and names of everything, for a person who looks why a step failed."""
        if not self.running():
            return f"the program has ended with {self._process.returncode}"
        return "\n".join(repr(thing) for thing in self.things() if thing.name) or "nothing shows"

    def focused(self):
        """What would hear the keyboard now."""
        found = [t for t in self.things(open_lists=False) if t.role in CONTROLS and t.has("FOCUSED")]
        return found[-1] if found else None

    # --- hands ---

    def click(self, wanted, role=None):
        """Move the mouse to the middle of something and press its left button."""
        thing = self.find(wanted, role) if isinstance(wanted, str | re.Pattern) else wanted
        if thing.role == "list item":
            self._scroll_to(thing)
        left, top, width, height = thing.box()
        assert min(width, height) > 0, f"{thing} has no size on the screen"
        self._stage.tool("xdotool", "mousemove", left + width // 2, top + height // 2, "click", 1)
        return thing

    def _scroll_to(self, row):
        """Turn the wheel over a list until the middle of that row of it shows: what else would be clicked?"""
        left, top, width, height = row.parent().box()
        for _ in range(MOST_TURNS):
            _, row_top, _, row_height = row.box()
            middle = row_top + row_height // 2
            if not height or top <= middle < top + height:
                return
            wheel = 5 if middle > top else 4
            over = ("mousemove", left + width // 2, top + height // 2)
            self._stage.tool("xdotool", *over, "click", wheel, "sleep", "0.05")
        raise AssertionError(f"{row} cannot be scrolled to")

    def key(self, *keys):
        """Press keys such as ctrl+l or Tab, one after another."""
        for key in keys:
            self._stage.tool("xdotool", "key", "--clearmodifiers", key)

    def type(self, text, pause_ms=6):
        """Type where the keyboard is heard; text with letters that no key has is pasted in one piece."""
        if text.isascii():
            self._stage.tool("xdotool", "type", "--delay", pause_ms, text)
            return
        copy = ["xclip", "-selection", "clipboard"]
        self._stage.tool(*copy, input=text.encode(), stderr=subprocess.DEVNULL)
        self.key("ctrl+v")

    def copy_file(self, file):
        """Copy a file, as one does in a file manager."""
        copy = ["xclip", "-selection", "clipboard", "-target", "text/uri-list"]
        self._stage.tool(*copy, input=f"{file.as_uri()}\r\n".encode(), stderr=subprocess.DEVNULL)

    def drop_files(self, files, onto, then):
        """Drag files out of a file manager, let them go over a thing, and wait for what is said `then`."""
        left, top = 4, 4
        words = [self._command[0], HERE / "dragged_files.py", left, top, *files]
        told = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
        x, y, width, height = self.find(onto).box()
        over = (x + width // 2, y + height // 2)
        steps = [("mousemove", left + 60, top + 30), ("mousedown", 1)]
        steps += [("mousemove", left + 60 + step, top + 30 + step) for step in (4, 12, 24)]
        steps += [("mousemove", over[0] - step, over[1]) for step in (30, 20, 10, 0)] + [("mouseup", 1)]
        manager = subprocess.Popen([str(w) for w in words], env=self._stage.surroundings, **told)
        try:
            assert manager.stdout.readline() == "here\n", "the file manager did not start"
            for step in steps:
                self._stage.tool("xdotool", *step, "sleep", "0.05")  # as fast as a hand, not as a wire
            return self.find(then, patience=60)  # a file manager stays: the files are fetched after the drop
        finally:
            manager.kill()
            manager.communicate()

    def walk_to(self, wanted, key="Tab", most=90):
        """Press Tab, or shift+Tab, until something of that name hears the keyboard."""
        for _ in range(most):
            now = self._safely(self.focused)
            if now is not None and _named(now, wanted):
                return now
            before = now.key() if now is not None else ""
            self.key(key)
            self._waits_for_another(before)
        message = f"Tab does not come to {wanted!r}:\n{self.tree()}"
        raise AssertionError(message)

    def hears(self, wanted, role=None):
        """Wait until something of that name hears the keyboard; the answer is that."""

        def look():
            now = self._safely(self.focused)
            return now if now is not None and _named(now, wanted) and role in {None, now.role} else None

        return wait_until(look, lambda: f"{wanted!r} is not what hears the keyboard:\n{self.tree()}")

    def write(self, label, text):
        """Click into a field, type, and see that it stands there."""
        field = self.field(label)
        self.click(field)
        self.type(text)
        if field.role != "password text":
            wait_until(lambda: text in field.text(), lambda: f"{label!r} holds {field.text()!r}")
        return field

    def choose(self, label, words):
        """Open a choice by the keyboard and take the entry with these words."""
        field = self.field(label)
        self.click(field)
        self.click(words, "list item")
        return field

    # --- what has to hold on every page ---

    def unnamed(self):
        """Controls that a screen reader could not name."""
        return [f"{thing} at {thing.box()}" for thing in self._controls() if not thing.name.strip()]

    def out_of_reach(self, most=90):
        """Controls that the Tab key alone does not come to."""
        controls, reached = self._controls(), set()
        before = self._focused_of(controls)
        for _ in range(most):
            self.key("Tab")
            before = self._moved_on(controls, before)
            if before in reached:
                break
            reached.add(before)
        return [thing for thing in controls if thing.key() not in reached]

    def _controls(self):
        able = [thing for thing in self.things(open_lists=False) if thing.role in CONTROLS]
        return [thing for thing in able if thing.has("FOCUSABLE") and thing.has("SENSITIVE")]

    # --- below ---

    def _focused_of(self, controls):
        return next((thing.key() for thing in controls if thing.has("FOCUSED")), "")

    def _moved_on(self, controls, before):
        """What has the focus after a Tab key; where there is one control only, it is the same as before."""
        end = time.monotonic() + 0.5
        while (now := self._focused_of(controls)) in {before, ""} and time.monotonic() < end:
            pass
        return now

    def _waits_for_another(self, before):
        """A moment until the focus went on; it stays where there is nothing else."""
        end = time.monotonic() + 0.5
        while time.monotonic() < end:
            now = self._safely(self.focused)
            if now is not None and now.key() != before:
                return

    def _safely(self, look):
        try:
            return look()
        except self._gone:
            return None

    def _windows(self):
        desktop, found = self._kit.get_desktop(0), []
        for at in range(desktop.get_child_count()):
            try:
                program = desktop.get_child_at_index(at)
                if program is not None and program.get_process_id() == self._process.pid:
                    found += Thing(program, self._kit).inside()
            except self._gone:
                continue
        # As long as a dialog asks something, nothing behind it can be used.
        return [window for window in found if window.role == "dialog"] or found


def _named(thing, name):
    return bool(name.search(thing.name)) if isinstance(name, re.Pattern) else thing.name == name
