"""What the first version gave out comes in for ever, whatever is added to the families later."""

from pathlib import Path

from secondop_desktop.case.person import Person
from secondop_desktop.flows.bring_in import bring_in, look
from secondop_desktop.vault.check import check
from tests.encrypted_case import PASSPHRASE

FIRST = Path(__file__).parent / "golden" / "first.zip"
"""A case with entries of every family there was on 21 November 2026, filled with words nobody thought of."""


def test_a_case_that_the_first_version_gave_out_comes_in_whole(tmp_path, ways):
    found = look(FIRST)
    made = bring_in(FIRST, tmp_path / "new.secondop", PASSPHRASE, ways)
    try:
        assert made.troubles == ()
        assert (made.entries, made.files) == (found.entries, found.files)
        with made.vault.read() as session:
            assert "Margaret Ellison" in [one.name for one in session.query(Person)]
        told = check(made.vault)
        assert told.adds_up
        assert told.history_agrees
    finally:
        made.vault.close()
