"""Makes a case for the visit of a story: `python furnished_case.py FOLDER`; it says the passphrase.

It is run with the program's own Python, the story itself with that of the system.
"""

import sys
from datetime import timedelta
from pathlib import Path

from secondop_desktop.base.clock import SYSTEM_CLOCK
from secondop_desktop.case import appointments, doctors, migrations, questions
from secondop_desktop.case.appointments import Appointment
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.questions import Question
from secondop_desktop.flows import open_case
from secondop_desktop.vault.case_file import Ways
from secondop_desktop.vault.keys import PROFILES

PASSPHRASE = "seven grey herons over the weir"
DOCTOR = "Dr Hanh Nguyen"
QUESTIONS = (
    "How sure are you of the diagnosis?",
    "What happens if I wait?",
    "Is there a trial for me?",
)


def furnish(folder):
    """A doctor, a visit in a quarter of an hour, and three questions for it."""
    ways = Ways(migrations.steps(), SYSTEM_CLOCK, PROFILES, lambda: PROFILES[0])
    vault = open_case.create(folder, PASSPHRASE, "Margaret", ways).vault
    soon = SYSTEM_CLOCK.now().astimezone(SYSTEM_CLOCK.zone()) + timedelta(minutes=15)
    with vault.write() as session:
        doctor = doctors.keep(session, Doctor(name=DOCTOR, specialty="breast surgeon"))
        session.flush()
        visit = appointments.keep(
            session,
            Appointment(
                day=soon.date().isoformat(),
                hour=f"{soon:%H:%M}",
                zone=str(SYSTEM_CLOCK.zone()),
                doctor_id=doctor.id,
            ),
        )
        session.flush()
        for text in QUESTIONS:
            question = questions.keep(session, Question(text=text))
            session.flush()
            questions.ask_at(session, question.id, visit.id)
    vault.close()


if __name__ == "__main__":
    furnish(Path(sys.argv[1]))
    sys.stdout.write(PASSPHRASE)
