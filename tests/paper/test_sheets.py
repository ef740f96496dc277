"""What a sheet says is plain data that needs no drawing library."""

import dataclasses
import subprocess
import sys

import pytest

from secondop_desktop.paper.sheets import QuestionLine, Summary


def test_a_sheet_can_be_filled_without_the_drawing_library():
    code = (
        "import sys; import secondop_desktop.paper.sheets, secondop_desktop.paper.draw; "
        "sys.exit('reportlab' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()


def test_what_is_on_a_sheet_cannot_change_while_it_is_drawn():
    with pytest.raises(dataclasses.FrozenInstanceError):
        QuestionLine("Why?", starred=True).text = "How?"


def test_a_summary_keeps_the_order_in_which_a_doctor_reads_it():
    names = [field.name for field in dataclasses.fields(Summary)]
    order = ["name", "allergies", "decision", "diagnosis", "facts", "timeline", "treatment", "plan"]
    order += ["medicines", "conditions", "records_here", "records_missing", "top_questions", "companion"]
    assert sorted(order, key=names.index) == order
