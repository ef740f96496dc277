"""The rooms of the window in their order, each made when it is first entered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from secondop_desktop.base.language import tr
from secondop_desktop.ui import places

if TYPE_CHECKING:
    from secondop_desktop.ui.screen import House, Screen


@dataclass(frozen=True)
class Room:
    """A room: its key in a Place, its name, its icon, the module of its screen in `ui/screens`, its class.

    `side` is "top" or "bottom" of the sidebar, or "" for a room reached from another one; `under` names the
    room whose button is lit while one is here. A `wide` room has the whole window, without the sidebar. In a
    `calm` one nothing interrupts: notices wait.
    """

    key: str
    title: Callable[[], str]
    icon: str
    screen: str
    side: str = ""
    under: str = ""
    wide: bool = False
    calm: bool = False

    @property
    def module(self) -> str:
        """The module of the screen."""
        return f"secondop_desktop.ui.screens.{self.key}"

    def there(self) -> bool:
        """Whether the screen exists; found without importing it."""
        return find_spec(self.module) is not None

    def make(self, house: House) -> Screen:
        """Import the screen and make it."""
        made: Screen = getattr(import_module(self.module), self.screen)(house)
        return made


ROOMS: tuple[Room, ...] = (
    Room(places.HOME, lambda: tr("Home"), "house", "HomeScreen", "top"),
    Room(places.APPOINTMENTS, lambda: tr("Appointments"), "calendar-days", "AppointmentsScreen", "top"),
    Room(places.QUESTIONS, lambda: tr("Questions"), "message-circle-question-mark", "QuestionsScreen", "top"),
    Room(places.RECORDS, lambda: tr("Records"), "folder-open", "RecordsScreen", "top"),
    Room(places.DOCTORS, lambda: tr("Doctors"), "stethoscope", "DoctorsScreen", "top"),
    Room(places.MY_HEALTH, lambda: tr("My health"), "activity", "MyHealthScreen", "top"),
    Room(places.PRINT, lambda: tr("Print and share"), "printer", "PrintShareScreen", "top"),
    Room(places.SETTINGS, lambda: tr("Settings"), "settings", "SettingsScreen", "bottom"),
    Room(
        places.STORY,
        lambda: tr("What happened and why"),
        "notebook-pen",
        "StoryScreen",
        under=places.HOME,
    ),
    Room(places.VISIT, lambda: tr("Visit"), "calendar-days", "VisitScreen", under=places.APPOINTMENTS),
    Room(
        places.APPOINTMENT_MODE,
        lambda: tr("Appointment"),
        "notebook-pen",
        "AppointmentModeScreen",
        under=places.APPOINTMENTS,
        wide=True,
        calm=True,
    ),
    Room(
        places.AFTER_VISIT,
        lambda: tr("After the visit"),
        "clipboard-check",
        "AfterVisitScreen",
        under=places.APPOINTMENTS,
    ),
    Room(places.RECORD, lambda: tr("Record"), "file-text", "RecordScreen", under=places.RECORDS),
    Room(places.PHOTOS, lambda: tr("Pages of paper"), "image", "PhotosScreen", under=places.RECORDS),
    Room(places.WHERE, lambda: tr("Where everything is"), "map-pin", "WhereScreen", under=places.RECORDS),
    Room(places.REQUESTS, lambda: tr("Requests"), "mail", "RequestsScreen", under=places.RECORDS),
    Room(
        places.EXAMINATION,
        lambda: tr("Examination"),
        "microscope",
        "ExaminationScreen",
        under=places.RECORDS,
    ),
    Room(places.LETTERS, lambda: tr("Letters"), "mail", "LettersScreen", under=places.PRINT),
    Room(places.LETTER, lambda: tr("Letter"), "square-pen", "LetterScreen", under=places.PRINT),
    Room(
        places.WHOLE_CASE,
        lambda: tr("Give out the whole case"),
        "share-2",
        "WholeCaseScreen",
        under=places.PRINT,
    ),
    Room(places.DOCTOR, lambda: tr("Doctor"), "stethoscope", "DoctorScreen", under=places.DOCTORS),
    Room(places.GIVEN, lambda: tr("What was given to whom"), "share-2", "GivenScreen", under=places.PRINT),
    Room(places.PACKET, lambda: tr("Packet"), "paperclip", "PacketScreen", under=places.PRINT),
    Room(places.GLOSSARY, lambda: tr("What words mean"), "book-open", "GlossaryScreen", under=places.HOME),
    Room(places.BIN, lambda: tr("Bin"), "trash-2", "BinScreen", under=places.SETTINGS),
)


def existing() -> tuple[Room, ...]:
    """The rooms whose screens exist; what does not exist is not shown."""
    return tuple(room for room in ROOMS if room.there())
