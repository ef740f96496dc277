"""What is to be put on paper: which sheet, for whom, what of it this person sees, and how it is printed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import Literal

from secondop_desktop.base.language import PSEUDO, tr
from secondop_desktop.paper.style import PaperStyle

RECIPIENTS = (
    "myself",
    "doctor",
    "family_doctor",
    "companion",
    "family",
    "insurer",
    "records_office",
    "other",
)
"""Whom something can be for."""

EVERYBODY = frozenset(RECIPIENTS)
CARE = frozenset({"myself", "doctor", "family_doctor"})
"""Those who need the whole picture to treat."""
CLOSE = frozenset({"companion", "family"})
"""Those who are near and do not treat."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One thing to print or share.

    `what` is a key of `sheet_list.KINDS`, `visit` and `letter` are ids. `name` is who exactly the recipient
    is, in the person's words. `parts` are the keys of the parts that are shown: what stands there is on
    paper, and nothing else; None means what such a recipient sees as a rule, and a sheet is never drawn from
    that before `SheetKind.settled` has put the keys in. `records` are ids, in the order printed; `doctor` is
    the id of a recipient who is a doctor of this case. Without
    `fillable` what is to be filled in is for a pen only.
    """

    what: str
    visit: str = ""
    recipient: str = "myself"
    name: str = ""
    parts: frozenset[str] | None = None
    records: tuple[str, ...] = ()
    letter: str = ""
    large: bool = False
    page: Literal["A4", "Letter"] = "A4"
    language: str = "en"
    doctor: str = ""
    fillable: bool = True

    def shows(self, part: str) -> bool:
        """Whether a part is on the sheet; single things, such as one question, have `shows_item`."""
        if self.parts is None:
            raise RuntimeError("a plan is settled before it is drawn: SheetKind.pdf does it")
        return part in self.parts

    def shows_item(self, family: str, identity: str) -> bool:
        """Whether one single thing is on the sheet, such as the question with this id."""
        return self.shows(item_key(family, identity))

    def style(self) -> PaperStyle:
        """The paper and the size of the print."""
        code = "en" if self.language == PSEUDO else self.language  # what a reader of the PDF can know
        return PaperStyle(self.page, self.large, code, fillable=self.fillable)

    def as_json(self) -> str:
        """The plan as it is kept beside what was given; the same plan gives the same text."""
        told = asdict(self)
        told["parts"] = None if self.parts is None else sorted(self.parts)
        return json.dumps(told, ensure_ascii=False, sort_keys=True)

    @classmethod
    def of_json(cls, text: str) -> Plan | None:
        """What `as_json` gave; None when it cannot be read."""
        try:
            told = json.loads(text)
            known = {field.name: told[field.name] for field in fields(cls) if field.name in told}
            parts = known.get("parts")
            known["parts"] = None if parts is None else frozenset(str(key) for key in parts)
            known["records"] = tuple(str(record) for record in known.get("records", ()))
            return cls(**known)
        except (ValueError, TypeError):
            return None


def item_key(family: str, identity: str) -> str:
    """The key of the part that is one single thing: "question:" and its id."""
    return f"{family}:{identity}"


def recipient_words() -> dict[str, str]:
    """Each of RECIPIENTS in words."""
    return {
        "myself": tr("Myself"),
        "doctor": tr("A doctor I ask for an opinion"),
        "family_doctor": tr("My family doctor"),
        "companion": tr("The one who comes with me"),
        "family": tr("Family or friends"),
        "insurer": tr("My insurance"),
        "records_office": tr("An office that keeps records"),
        "other": tr("Somebody else"),
    }
