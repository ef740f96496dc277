"""Whatever can be typed in any room is there again after a lock: on its page, or kept in the case."""

import shutil

import pytest
from PIL import Image
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit
from sqlalchemy import select

from secondop_desktop.base.settings import Settings
from secondop_desktop.case.table import Kept, Record
from secondop_desktop.flows import make_sample
from secondop_desktop.flows.photos import add_photos
from secondop_desktop.ui import places
from secondop_desktop.ui.places import Place
from secondop_desktop.ui.window import Window
from secondop_desktop.ui.work import Work
from secondop_desktop.vault import case_file
from tests.encrypted_case import cheap_ways
from tests.ui.test_every_room import SIGHTS, a_letter, given_away, the_visit
from tests.ui.unlocking import locks

OPENED = {
    "home": lambda screen: screen.reminders.write_new(),
    "story": lambda screen: screen.facts.write_new(),
    "doctor": lambda screen: screen.page.facts.write_new(),
    "my_health": lambda screen: [each.write_new() for each in screen.page.lists.values()],
    "requests": lambda screen: screen.list.write_new(),
    "where": lambda screen: screen.page.add_one.click(),
}
"""What is opened first, so that there is something to type into."""
MORE = {
    "new-doctor": lambda _: Place(places.DOCTOR, part=places.NEW),
    "glossary": lambda _: Place(places.GLOSSARY),
    **{
        f"after-{part}": lambda session, part=part: Place(places.AFTER_VISIT, the_visit(session), part)
        for part in ("steps", "report", "felt", "understood")
    },
}
PLACES = {**SIGHTS, **MORE}
WITHOUT = {
    "after_visit",
    "bin",
    "photos",
    "settings",
    "appointments",
    "doctors",
    "print",
    "catalogue",
    "letters",
    "new-letter",
    "packet",
    "whole_case",
}
"""Rooms in which nothing is typed, or only what is looked for; what is typed after a visit is in MORE."""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("drafts") / "Sample case.secondop"
    vault = make_sample.make_sample(folder, make_sample.PASSPHRASE, cheap_ways()).vault
    files = [folder.parent / "one.jpg"]
    Image.new("RGB", (300, 400), "white").save(files[0])
    add_photos(vault, files)
    a_letter(vault)
    given_away(vault)
    vault.close()
    return folder


@pytest.fixture
def stay(qtbot, made, tmp_path):
    """One stay after another in a copy of the sample case."""
    folder = shutil.copytree(made, tmp_path / "case.secondop")
    open_ones = []

    def stay():
        vault = case_file.unlock(folder, make_sample.PASSPHRASE, cheap_ways())
        work, window = Work(vault), Window(Settings(theme="light"), keep=lambda _: None)
        open_ones.append((vault, work, window))
        window.resize(1366, 768)
        window.show_rooms(work, "Sample case", resume=True)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        qtbot.waitUntil(lambda: not window.drafts._waits, timeout=10_000)
        work.flush()
        return window

    def leave():
        vault, work, window = open_ones.pop()
        window.rooms = None
        window.hide()
        work.close()
        vault.close()
        window.deleteLater()
        QApplication.sendPostedEvents(window, 0)

    stay.leave = leave
    yield stay
    while open_ones:
        leave()


def editors(screen):
    found = []
    for kind in (QLineEdit, QPlainTextEdit, QTextEdit):
        found += [
            e for e in screen.findChildren(kind) if e.isVisible() and e.isEnabled() and not e.isReadOnly()
        ]
    return found


def text_of(editor):
    return editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()


def type_into(qtbot, editor, word):
    editor.setFocus()
    if isinstance(editor, QLineEdit):
        editor.end(False)
    else:
        editor.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(editor, " " + word)


def kept_in(vault):
    """All text of the case, drafts apart."""
    with vault.read() as session:
        families = [m.class_ for m in Record.registry.mappers if issubclass(m.class_, Kept)]
        asked = [family for family in families if family.__tablename__ not in ("draft", "page")]
        rows = [row for family in asked for row in session.scalars(select(family))]
        fields = [(row, column.key) for row in rows for column in row.__mapper__.column_attrs]
        return "\n".join(str(getattr(row, key)) for row, key in fields)


@pytest.mark.parametrize("sight", [sight for sight in PLACES if sight not in WITHOUT])
def test_what_was_typed_is_there_after_a_lock(qtbot, stay, sight):
    window = stay()
    with window._work.vault.read() as session:
        place = PLACES[sight](session)
    assert window.rooms.go(place) or window.rooms.place == place
    window._work.flush()
    screen = window.rooms.shown()
    if sight in OPENED:
        OPENED[sight](screen)
    words = {}
    for number, editor in enumerate(editors(screen)):
        word = f"Zebra{'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'[number]}"
        type_into(qtbot, editor, word)
        if word in text_of(editor):
            words[word] = editor.accessibleName()
    assert words, "nothing to type into"
    locks(qtbot, window)
    stay.leave()
    window = stay()
    everything = kept_in(window._work.vault)
    shown = "\n".join(
        text_of(editor)
        for kind in (QLineEdit, QPlainTextEdit, QTextEdit)
        for editor in window.findChildren(kind)
    )
    lost = {name for word, name in words.items() if word not in shown and word not in everything}
    assert not lost
    stay.leave()
