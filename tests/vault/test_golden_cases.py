"""Every schema that was ever released opens for ever: a case of each lies here as it was made then.

The folder `golden/schema-N.secondop` was written by the program of that time and is never made anew.
"""

import shutil
from pathlib import Path

import pytest

from secondop_desktop.case import bin, doctors, documents, drafts, migrations, notes, person, questions, tasks
from secondop_desktop.flows import check_case, open_case

GOLDEN = Path(__file__).parent / "golden"
PASSPHRASE = "seven grey herons over the weir"
SHEETS = {
    1: (
        "HWG6 Y8DT AP3K K1TD E6M1 ZKZB S7E1 NXNM JFMH 4VS0 N4T4 1099 TA4M GGV9 HCW6"
        " 1S6H 1Z2H Q48M 7FV3 74J4 QWTK 5DW4 1AKR 0WG6 7BPH 4GTZ 9YKD"
    ),
    2: (
        "Q21V 4ZQK JDGM XN1W RTQC AT0H 767A JNVB 31ME PED6 NN25 X3Q1 4XYA E8GR F795"
        " CG3P BG5K XPXF 8EV5 P29Y R6E3 YJZM 82GB QG08 ZND0 44E6 S79P"
    ),
}
"""The recovery sheet of each, without the numbers of its lines."""
RELEASES = (1, 2, 14)
"""The last step of each release: the steps of one release always come together."""


@pytest.fixture(params=sorted(SHEETS))
def golden(request, tmp_path):
    """A copy of one golden case; the one in the repository is never opened."""
    return shutil.copytree(GOLDEN / f"schema-{request.param}.secondop", tmp_path / "My case.secondop")


def test_each_schema_before_the_present_one_has_a_golden_case():
    present = max(number for number, _ in migrations.steps())
    assert present == RELEASES[-1]
    assert set(SHEETS) == set(RELEASES[:-1])


def test_a_golden_case_opens_and_holds_every_word(golden):
    vault = open_case.open_case(golden, PASSPHRASE)
    with vault.read() as session:
        assert person.known(session).name == "Margaret Hale"
        assert [doctor.phone for doctor in doctors.everyone(session)] == ["555 0100"]
        assert [thing.title for thing in bin.contents(session)] == ["Dr Nobody"]
        assert [(q.text, q.starred) for q in questions.everything(session)] == [("What if I wait?", True)]
        assert [note.text for note in notes.everything(session)] == ["Bring the scans.\n"]
        assert [task.text for task in tasks.everything(session)] == ["Ask for the slides"]
        (record,) = documents.everything(session)
        assert documents.page(session, record.id, 1).text == "Grade 1, hormone sensitive."
    with vault.blobs.open(record.blob) as blob:
        assert blob.read_all() == b"Pathology report\nGrade 1, hormone sensitive.\n"
    assert check_case.check_case(vault).good
    vault.close()


def test_a_golden_case_is_brought_up_to_date_and_can_be_written(golden):
    vault = open_case.open_case(golden, PASSPHRASE)
    with vault.write() as session:
        drafts.keep(session, "window", {"line": "half a ques"})
    vault.close()
    vault = open_case.open_case(golden, PASSPHRASE)
    with vault.read() as session:
        assert drafts.one(session, "window") == {"line": "half a ques"}
    assert check_case.check_case(vault).good
    vault.close()


@pytest.mark.parametrize("schema", sorted(SHEETS))
def test_the_recovery_sheet_of_a_golden_case_opens_it(tmp_path, schema):
    golden = shutil.copytree(GOLDEN / f"schema-{schema}.secondop", tmp_path / "My case.secondop")
    open_case.open_case(golden, SHEETS[schema]).close()
