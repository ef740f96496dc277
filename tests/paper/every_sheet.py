"""Every sheet the program can print, drawn once for all tests from the sample case on one winter morning."""

import functools
import inspect
import itertools
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from secondop_desktop.base import language
from secondop_desktop.base.clock import StoppedClock
from secondop_desktop.case import appointments
from secondop_desktop.flows import letters, make_sample, print_sheet
from secondop_desktop.flows.letter_facts import Aim
from secondop_desktop.flows.plan import Plan
from secondop_desktop.flows.sheet_list import KINDS
from secondop_desktop.paper import draw
from secondop_desktop.paper.sheets import RecoverySheet
from secondop_desktop.paper.style import PaperStyle
from tests.encrypted_case import PASSPHRASE, cheap_ways

MORNING = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)
PAGES = ("A4", "Letter")
LANGUAGES = ("en", "qps")
KEY = tuple(f"{n}  7KQ{n} M9XD 0AB{n}" for n in range(1, 10))


@dataclass(frozen=True)
class Look:
    """One way to print a sheet."""

    page: str = "A4"
    large: bool = False
    language: str = "en"

    def __str__(self):
        return f"{self.page}-{'large' if self.large else 'ordinary'}-{self.language}"


LOOKS = tuple(itertools.starmap(Look, itertools.product(PAGES, (False, True), LANGUAGES)))
USUAL = Look()
HARDEST = Look("Letter", large=True, language="qps")
HALF = tuple(look for look in LOOKS if (look.page == "Letter") ^ look.large ^ (look.language == "qps") == 0)
"""Each paper with each size, each size with each language, and so on; enough where little is translated."""


class EverySheet:
    """The open sample case, and its sheets as PDFs; each is drawn once."""

    def __init__(self, folder):
        self.clock = StoppedClock(MORNING, "America/Chicago")
        self.vault = make_sample.make_sample(folder, PASSPHRASE, cheap_ways(self.clock)).vault
        with self.vault.write() as session:
            visits = appointments.everything(session)
            upcoming = appointments.upcoming(session, self.clock.now())
            told = [one for one in visits if one.day and one.day < MORNING.date().isoformat()]
            self._next, self._last = upcoming[0], max(told, key=lambda one: one.day)
            self._letters = {f"letter-{kind}": self._written(session, kind) for kind in letters.kinds()}
        self.pdf = functools.cache(self._drawn)
        self.data = {}

    def _written(self, session, kind):
        form = letters.kinds()[kind]
        receiver = self._next.doctor_id if form.needs_receiver else ""
        asked = self._last if form.needs_receiver else self._next
        aim = Aim(
            kind,
            tone=form.tones[0] if form.tones else "",
            doctor=asked.doctor_id or "",
            receiver=receiver or "",
            visit=self._next.id,
        )
        return letters.write(session, aim, self.clock)

    @staticmethod
    def all_names():
        """Every kind of sheet, every kind of letter, and the recovery sheet."""
        written = (f"letter-{kind}" for kind in letters.kinds())
        return [*(key for key in KINDS if key != "letter"), *written, "recovery"]

    @staticmethod
    def looks(name):
        """How a sheet is looked at."""
        return HALF if name.startswith("letter-") else LOOKS

    def _drawn(self, name, look=USUAL):
        """The sheet `name` as a PDF; its plain data is in `data` from then on."""
        real = {key: value for key, value in vars(draw).items() if inspect.isfunction(value)}
        with pytest.MonkeyPatch.context() as patch:
            for key, function in real.items():
                patch.setattr(draw, key, self._noting(name, look, function))
            return self._printed(name, look)

    def _noting(self, name, look, function):
        def note(data, *rest, **options):
            self.data[name, look] = data
            return function(data, *rest, **options)

        return note

    def _printed(self, name, look):
        if name == "recovery":
            style = PaperStyle(look.page, look.large, look.language)
            with language.speaking(look.language):
                sheet = RecoverySheet(
                    "Margaret", KEY, "2 March 2026", "SECONDOP-SHEET-1:" + "7KQ2M9XD0ABC-" * 9
                )
                return draw.recovery_sheet(sheet, style, fixed=True)
        letter = self._letters.get(name, "")
        visit = self._last if name == "after-visit" else self._next
        plan = Plan(
            "letter" if letter else name,
            visit.id,
            parts=frozenset({"notes"}) if letter else None,
            letter=letter,
            large=look.large,
            page=look.page,
            language=look.language,
        )
        return print_sheet.sheet(self.vault, plan, self.clock)
