"""The limits of a query: of what kind, from whom, and how old the things may be that are found."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from secondop_desktop.base.dates import PartialDate
from secondop_desktop.base.language import tr
from secondop_desktop.search.query import Query
from secondop_desktop.search.words import folded, holds_all

KIND_WORDS = {
    "note notes nota notas": ("note", "captured", "handout"),
    "answer answers respuesta respuestas": ("answer",),
    "question questions pregunta preguntas": ("question",),
    "pin pins": ("pin",),
    "doctor doctors medico medicos": ("doctor", "doctor_note"),
    "visit visits appointment appointments visita visitas cita citas": ("appointment", "wanted"),
    "reminder reminders task tasks recordatorio recordatorios": ("task",),
    "medicine medicines drug drugs medicina medicinas medicamento medicamentos": ("medicine", "medicines"),
    "recording recordings sound grabacion grabaciones": ("recording",),
    "opinion opinions opiniones": ("opinion",),
    "diagnosis diagnostico": ("diagnosis",),
    "reason reasons motivo motivos": ("reason",),
    "person persona": ("person",),
    "request requests solicitud solicitudes": ("request",),
    "examination examinations slides examen examenes laminas": ("examination",),
    "record records report reports document documents page pages": ("document", "page"),
    "informe informes documento documentos pagina paginas": ("document", "page"),
    "pathology patologia": ("pathology",),
    "imaging scan scans xray radiology imagen imagenes radiologia": ("imaging",),
    "lab labs blood laboratorio sangre analisis": ("lab",),
    "operation operations surgery operacion cirugia": ("operation",),
    "letter letters carta cartas": ("clinic_letter", "letter"),
    "treatment treatments tratamiento tratamientos": ("treatment",),
    "event events suceso sucesos": ("event",),
    "result results resultado resultados": ("result",),
    "shared sharing compartido": ("sharing",),
    "plan plans planes": ("treatment_plan",),
    "discharge alta": ("discharge",),
    "insurance seguro": ("insurance",),
}
"""What one may write after kind:, in English or Spanish, and the kinds of things or of records it means."""
OF_RECORDS = frozenset(
    {
        "pathology",
        "imaging",
        "lab",
        "operation",
        "clinic_letter",
        "treatment_plan",
        "medicines",
        "discharge",
        "insurance",
    }
)
"""Those of them that are kinds of a record (case/documents.py)."""


EVERYWHERE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Limits:
    """What may be found. No kinds at all mean any kind; `remarks` are sentences about limits.

    `within` are the kinds of hits that whoever asks can show, none for all.
    """

    kinds: frozenset[str] = frozenset()
    origins: tuple[str, ...] = ()
    after: PartialDate | None = None
    before: PartialDate | None = None
    remarks: tuple[str, ...] = ()
    within: frozenset[str] = EVERYWHERE

    @property
    def dated(self) -> bool:
        """Whether only things with a date are found."""
        return bool(self.after or self.before)

    @property
    def closer(self) -> bool:
        """Whether there is more to look at than the kind."""
        return self.dated or bool(self.origins)

    def allows_kind(self, kind: str) -> bool:
        """Whether things of this kind may be found; records may be by the kind they are of."""
        if self.within and kind not in self.within:
            return False
        if not self.kinds or kind in self.kinds:
            return True
        return kind in ("document", "page") and bool(self.kinds & OF_RECORDS)

    def allows_record(self, kind: str) -> bool:
        """Whether a record of a kind such as pathology may be found."""
        of_records = self.kinds & OF_RECORDS
        return not of_records or kind in of_records or bool(self.kinds & {"document", "page"})

    def allows(self, origin: str, dated: PartialDate | None) -> bool:
        """Whether something from somebody, of some date, may be found."""
        if any(not holds_all(origin, wanted) for wanted in self.origins):
            return False
        if not self.dated:
            return True
        if dated is None:
            return False
        late_enough = self.after is None or _last(dated) >= _first(self.after)
        return late_enough and (self.before is None or _first(dated) < _first(self.before))


def limits_of(query: Query) -> Limits:
    """The limits that a query names, with a remark for each one that nobody can understand."""
    kinds: set[str] = set()
    remarks = list(query.remarks)
    for word in query.kinds:
        meant = _meant_by(word)
        kinds.update(meant)
        if not meant:
            said = tr("There is no kind called “{word}”, so all kinds were searched.", word=word)
            remarks.append(said)
    if query.after:
        remarks.append(tr("Only what has a date, from {day} on.", day=query.after.words()))
    if query.before:
        remarks.append(tr("Only what has a date, before {day}.", day=query.before.words()))
    return Limits(frozenset(kinds), query.origins, query.after, query.before, tuple(remarks))


def _meant_by(word: str) -> frozenset[str]:
    """The kinds that a word means, or that words mean which begin like it while it is being typed."""
    wanted = folded(word).replace("-", "")
    whole = {kind for words, kinds in KIND_WORDS.items() if wanted in words.split() for kind in kinds}
    if whole:
        return frozenset(whole)
    return frozenset(
        kind
        for words, kinds in KIND_WORDS.items()
        if any(known.startswith(wanted) for known in words.split())
        for kind in kinds
    )


def _first(day: PartialDate) -> date:
    return date(day.year, day.month or 1, day.day or 1)


def _last(day: PartialDate) -> date:
    month = day.month or 12
    return date(day.year, month, day.day or monthrange(day.year, month)[1])
