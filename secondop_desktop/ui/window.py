"""The one window: first a door, then the rooms of a case."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QIcon, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QVBoxLayout, QWidget

from secondop_desktop.base import settings as settings_file
from secondop_desktop.base.language import tr
from secondop_desktop.base.settings import TEXT_SIZES, Settings
from secondop_desktop.ui import theme
from secondop_desktop.ui.actions import Actions
from secondop_desktop.ui.notices import NoticeStrip
from secondop_desktop.ui.places import HOME, Place
from secondop_desktop.ui.privacy import Privacy
from secondop_desktop.ui.sweeper import Sweeper
from secondop_desktop.ui.ways_in import WaysIn

if TYPE_CHECKING:
    from secondop_desktop.ui.copy_keeper import CopyKeeper
    from secondop_desktop.ui.cover import Cover, Parting
    from secondop_desktop.ui.dialogs.problem import BugCatcher
    from secondop_desktop.ui.drafts import DraftKeeper
    from secondop_desktop.ui.record_tray import RecordTray
    from secondop_desktop.ui.rooms import Room
    from secondop_desktop.ui.rooms_view import RoomsView
    from secondop_desktop.ui.work import Work

SMALLEST, USUAL, TITLE_BAR = (480, 400), (1280, 800), 40


class Window(QMainWindow):
    """Shows the door or the rooms; keeps text size, theme and its own place on the screen.

    What only the rooms need is imported when the door has been passed: the window shall be there at once.

    `lock_asked` when the case shall be locked now and everything typed was kept.
    `closing` when the window is about to close and everything typed was kept.
    """

    lock_asked = Signal()
    closing = Signal()
    settings_changed = Signal()

    def __init__(self, settings: Settings, keep: Callable[[Settings], None] = settings_file.save) -> None:
        super().__init__()
        self.settings = settings
        self._keep = keep
        self._work: Work | None = None
        self.rooms: RoomsView | None = None
        self.door: QWidget | None = None
        self._bugs: BugCatcher | None = None
        self.tray: RecordTray | None = None
        self.cover: Cover | Parting | None = None
        self.drafts: DraftKeeper | None = None
        self.privacy = Privacy(self, settings, self.ask_to_lock)
        self.privacy.says.connect(self._say)
        self._sweeper = Sweeper(self)
        self.privacy.entitle("")
        self.setMinimumSize(*SMALLEST)
        self.notices = NoticeStrip()
        self.notices.bug.connect(self._bug)
        self.actions_ = Actions(self)
        self.ways_in = WaysIn(self, self.notices)
        self._whole, self._frame = QWidget(), QVBoxLayout()
        self._build()
        self._add_actions()
        self._restore()

    def show_door(self, door: QWidget) -> None:
        """Show the unlock or first-run page; the rooms, if any, are thrown away."""
        self._drop_rooms()
        self._drop_door()
        self.door = door
        self._frame.insertWidget(0, door, 1)
        self.privacy.entitle("")

    def show_rooms(
        self,
        work: Work,
        case_name: str,
        why_read_only: str = "",
        rooms: tuple[Room, ...] | None = None,
        resume: bool = False,
        copies: CopyKeeper | None = None,
    ) -> RoomsView:
        """Show the rooms of an open case; `resume` goes where the last run was, with what was half typed."""
        from secondop_desktop.ui.editing import Editing
        from secondop_desktop.ui.record_tray import RecordTray
        from secondop_desktop.ui.rooms_view import RoomsView
        from secondop_desktop.ui.screen import House

        self._drop_door()
        self._drop_rooms()
        self._work = work
        self.notices.watch(work)
        self.tray = RecordTray(work, self.notices, bool(why_read_only))
        house = House(
            work=work,
            notices=self.notices,
            settings=self.settings,
            settings_changed=self.apply_settings,
            lock=self.ask_to_lock,
            case_name=case_name,
            why_read_only=why_read_only,
            tray=self.tray,
            copies=copies,
        )
        self.rooms = RoomsView(house, self.actions_.menu, rooms)
        self.tray.setParent(self.rooms)
        self.rooms.lock_asked.connect(self.ask_to_lock)
        self.privacy.entitle(case_name)
        self.ways_in.enter(house, self.tray, self.rooms, self.actions_)
        self.words = Editing(house, self.rooms, self.actions_, self.settings_changed).words
        self._turn_to(self.rooms, work, resume=resume and not why_read_only)
        return self.rooms

    def put_down(self, *, ending: bool = False) -> bool:
        """Keep everything half typed and wait until it is saved; False when something could not be kept."""
        if self.rooms is None or self._work is None or self._work.closed():
            return True
        if self.drafts is None:
            return self.rooms.leave() and self._work.flush()
        return self.rooms.put_down() and self._work.flush() and self.drafts.keep_now(ending=ending)

    def ask_to_lock(self) -> None:
        """Keep what is half typed, then ask for the lock; words that cannot be kept stay on the screen."""
        if self.rooms is None:
            return
        if self.put_down():
            self._lock(self.rooms)
            return
        from secondop_desktop.ui.unsaved import NotSavedYet

        self.notices.problem(
            NotSavedYet(
                tr("The case was not locked, because your last words could not be saved yet."),
                tr("They are still on the screen. Please make some room on the disk, then lock again."),
            )
        )

    def lock_unattended(self) -> None:
        """Lock for somebody who has gone: words that cannot be kept are hidden until they can be."""
        if self.rooms is None:
            return
        if self._put_down_whatever_happens():
            self._lock(self.rooms)
        elif self.cover is None:
            from secondop_desktop.ui.cover import Cover

            cover = Cover()
            cover.asked.connect(self.lock_unattended)
            self._hide_everything(self.rooms, cover)

    def catch_bugs(self) -> None:
        """Show errors that nobody caught, wherever they happen, and go on with every word in its place."""
        sys.excepthook = self._caught

    def apply_settings(self) -> None:
        """Put on the look the settings say, and keep them."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, self.settings)
        self.privacy.apply()
        self.save_settings()
        self.settings_changed.emit()

    def change_text_size(self, step: int) -> None:
        """Make the letters larger (1), smaller (-1) or as they were made (0)."""
        at = TEXT_SIZES.index(self.settings.text_size) if self.settings.text_size in TEXT_SIZES else 0
        at = max(0, min(len(TEXT_SIZES) - 1, at + step)) if step else 0
        self.settings.text_size = TEXT_SIZES[at]
        self.apply_settings()

    def toggle_full_screen(self) -> None:
        """Show only the page on the whole screen, or go back."""
        on = not self.isFullScreen()
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        if self.rooms is not None:
            self.rooms.show_page_only(on)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the topmost thing: of the page, then a notice, then the full screen."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        screen = self.rooms.shown() if self.rooms is not None and self.cover is None else None
        if (screen is not None and screen.escape()) or self.notices.put_newest_away():
            return
        if self.tray is not None and self.cover is None and not self.tray.panel.isHidden():
            self.tray.panel.put_away()
            return
        if self.isFullScreen():
            self.toggle_full_screen()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close only when everything typed was kept, or when the person says so."""
        if not self.put_down(ending=True) and not self._close_anyway():
            event.ignore()
            return
        self.privacy.forget()
        self._remember()
        self.save_settings()
        self.closing.emit()
        event.accept()

    def _build(self) -> None:
        self._whole.setObjectName("canvas")
        self._whole.setLayout(self._frame)
        self._frame.setContentsMargins(0, 0, 0, 0)
        self._frame.setSpacing(0)
        self._frame.addWidget(self.notices)
        self.setCentralWidget(self._whole)
        self.setWindowIcon(QIcon(theme.pixmap("mark", 64, theme.colours().primary)))

    def _add_actions(self) -> None:
        add = self.actions_.add
        add("view", tr("Larger text"), "Ctrl++ Ctrl+=", lambda: self.change_text_size(1))
        add("view", tr("Smaller text"), "Ctrl+-", lambda: self.change_text_size(-1))
        add("view", tr("Text as it was"), "Ctrl+0", lambda: self.change_text_size(0))
        add("view", tr("Only the page, on the whole screen"), "F11", self.toggle_full_screen)
        add("view", tr("Close SecondOp"), "Ctrl+Q", self.close)

    def _add_room_actions(self, rooms: RoomsView) -> None:
        add = self.actions_.add
        numbered = [room for room in rooms.rooms if room.side]
        for number, room in enumerate(numbered, 1):
            action = add("rooms", room.title(), f"Ctrl+{number}", self._going(Place(room.key)))
            rooms.sidebar.button(room.key).setAccessibleDescription(action.shortcut().toString())
        add("case", tr("Back"), "Alt+Left", rooms.back)
        add("case", tr("Find anything"), "Ctrl+K", self._find)
        add("case", tr("Lock now"), "Ctrl+L", self.ask_to_lock)
        add("case", tr("Open this menu"), "F10", self._open_menu)

    def _going(self, place: Place) -> Callable[[], None]:
        def go() -> None:
            if self.rooms is not None:
                self.rooms.go(place)

        return go

    def _find(self) -> None:
        from secondop_desktop.ui.finder import Finder

        if self.rooms is not None and self._work is not None:
            rooms = self.rooms
            Finder(self, self._work, rooms.rooms, self.actions_, rooms.go).open()

    def _open_menu(self) -> None:
        if self.rooms is None:
            return
        button = self.rooms.topbar.menu_button
        (button if button.isVisible() else self.rooms.sidebar.menu_button).click()

    def _turn_to(self, rooms: RoomsView, work: Work, *, resume: bool) -> None:
        self._frame.insertWidget(0, rooms, 1)
        self._add_room_actions(rooms)
        if not (resume and self._resume(work, rooms)) and rooms.rooms:
            rooms.go(Place(next((r.key for r in rooms.rooms if r.key == HOME), rooms.rooms[0].key)))

    def _resume(self, work: Work, rooms: RoomsView) -> bool:
        from secondop_desktop.ui.drafts import DraftKeeper

        extra = {tr("Find anything"): self._find}
        self.drafts = DraftKeeper(work, rooms, self.privacy.clipboard, extra)
        return self.drafts.resume()

    def _say(self, sentence: str) -> None:
        if self.rooms is not None and self.cover is None:
            self.notices.tell(sentence)

    def _put_down_whatever_happens(self) -> bool:
        """As `put_down`; a bug on the way must not leave an open page to whoever comes by."""
        try:
            return self.put_down()
        except Exception:
            sys.excepthook(*sys.exc_info())
            return False

    def _lock(self, rooms: RoomsView) -> None:
        """All is kept: take it from the screen at once, because closing the case may take a moment."""
        from secondop_desktop.ui.cover import Parting

        if self.cover is None:
            self._hide_everything(rooms, Parting())
        self.lock_asked.emit()

    def _hide_everything(self, rooms: RoomsView, cover: Cover | Parting) -> None:
        """Put a cover in place of all that tells of the case, for eyes and for screen readers.

        What is hidden only would still be in the tree a screen reader walks; without a parent it is in none.
        """
        self.privacy.forget()
        if self.drafts is not None:
            self.drafts.freeze()
        for other in QApplication.topLevelWidgets():
            if other is not self and other.isVisible():
                other.close()
                other.hide()
                if isinstance(other, QDialog):
                    other.deleteLater()
        self.actions_.leave_case()
        for part in (rooms, self.notices):
            part.hide()
            part.setParent(None)
        self.privacy.entitle("")
        self.cover = cover
        self._frame.insertWidget(0, cover, 1)
        cover.show()
        cover.setFocus()
        self._frame.activate()
        self.repaint()

    def _drop_cover(self) -> None:
        if self.cover is not None:
            self.cover.hide()
            self.cover.setParent(None)
            self.cover.deleteLater()
            self.cover = None
            self._frame.addWidget(self.notices)
            self.notices.show()

    def _drop_rooms(self) -> None:
        self._drop_cover()
        self.actions_.leave_case()
        self.notices.clear()
        self.ways_in.leave()
        if self.rooms is not None:
            self.rooms.hide()
            self.rooms.setParent(None)
            self.rooms.deleteLater()
        self.rooms = self._work = self.tray = self.drafts = None

    def _drop_door(self) -> None:
        if self.door is not None:
            self.door.hide()
            self.door.setParent(None)
            self.door.deleteLater()
        self.door = None

    def _close_anyway(self) -> bool:
        from secondop_desktop.ui.dialogs.confirm import confirm

        return confirm(
            self,
            tr("Something could not be saved"),
            tr(
                "What you typed last could not be saved. If you close now, that part is lost; "
                "all the rest is safe."
            ),
            tr("Close without it"),
            tr("Go back"),
        )

    def _bug(self, error: BaseException) -> None:
        from secondop_desktop.ui.dialogs.problem import BugCatcher

        if self._bugs is None:
            self._bugs = BugCatcher(self)
        self.notices.after(partial(self._bugs.show, error))

    def _caught(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        # A signal, because this may be any thread.
        self.notices.bug.emit(error)

    def _restore(self) -> None:
        kept = QRect(*self.settings.window) if len(self.settings.window) == 4 else QRect()
        if kept.isValid() and any(s.availableGeometry().intersects(kept) for s in QGuiApplication.screens()):
            self.setGeometry(kept)
        else:
            room = QGuiApplication.primaryScreen().availableGeometry()
            self.resize(min(USUAL[0], room.width()), min(USUAL[1], room.height() - TITLE_BAR))
        if self.settings.maximized:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _remember(self) -> None:
        self.settings.maximized = self.isMaximized()
        shape = self.normalGeometry() if self.isMaximized() or self.isFullScreen() else self.geometry()
        self.settings.window = [shape.x(), shape.y(), shape.width(), shape.height()]

    def save_settings(self) -> None:
        """Keep the settings; how things look is not worth a word when the disk is full or read-only."""
        with contextlib.suppress(OSError):
            self._keep(self.settings)
