"""What keys of a case are called for people, where the case itself has no words for them."""

from __future__ import annotations

from secondop_desktop.base.language import tr


def visit_kinds() -> dict[str, str]:
    """What a visit is for."""
    return {
        "first_opinion": tr("First opinion"),
        "second_opinion": tr("Second opinion"),
        "third_opinion": tr("Third opinion"),
        "test": tr("Test or scan"),
        "follow_up": tr("Follow-up"),
        "other": tr("Other visit"),
    }


def visit_modes() -> dict[str, str]:
    """How a visit takes place."""
    return {"in_person": tr("In person"), "video": tr("By video"), "phone": tr("By phone")}


def visit_states() -> dict[str, str]:
    """What became of a visit."""
    return {"planned": tr("Planned"), "done": tr("Took place"), "cancelled": tr("Called off")}


def record_kinds() -> dict[str, str]:
    """What a record is."""
    return {
        "pathology": tr("Pathology report"),
        "imaging": tr("Scan or X-ray report"),
        "lab": tr("Blood or other test"),
        "operation": tr("Operation report"),
        "clinic_letter": tr("Doctor’s letter"),
        "treatment_plan": tr("Treatment plan"),
        "medicines": tr("Medicines list"),
        "discharge": tr("Hospital discharge letter"),
        "insurance": tr("Insurance paper"),
        "other": tr("Another kind of record"),
    }


def given_how() -> dict[str, str]:
    """How something left the case."""
    return {
        "printed": tr("Printed"),
        "saved": tr("Saved as a file"),
        "exported": tr("Given out as a whole"),
        "handed": tr("Handed over"),
    }


def request_kinds() -> dict[str, str]:
    """On which ground records are asked for."""
    return {
        "access": tr("My own records"),
        "authorization": tr("Sent to somebody else with my permission"),
    }


def plain(key: str) -> str:
    """A key for which there are no words: "treatment_plan" as "treatment plan"."""
    return key.replace("_", " ").replace("-", " ")
