"""What the project sets out to cover by name occurs in the words of the program."""

import functools
import re

import pytest

from secondop_desktop import glossary
from tests.content.words import everything

NAMED = {
    "Decide": """
        confirm the diagnosis:sure the diagnosis is right|understand the options:know all my choices
        clearer explanation:explained more clearly|choose between options:choose between treatments
        clinical trials:clinical trials?|a specialist:specialist in my type
        rare cancer:rare or unusual|no definite diagnosis:cannot say for sure
        doctor is not a specialist:does not often treat this|disagreement:do not agree with the plan
        comfort:at ease with my doctor|communication:hard to talk
        hospital and support:another hospital or more support|newer treatments:newer treatments
        insurer:insurer asks for a second opinion|peace of mind:peace of mind
        intuition:does not feel right|newly diagnosed:treatment has not started
        uncertain result:test result is not clear
        fertility dismissed:having children were not taken up
        treatment changed:stopped working or is being changed|unsatisfied:not satisfied with my care
        follow-up unclear:what happens after treatment|recurrence:cancer has come back
        risk in waiting:any risk in waiting|decide-by date:date do I need to decide
        reproductive endocrinologist:reproductive endocrinologist
        both results are normal:both are good results""",
    "Tell the current doctor": """
        a referral:write a referral|another doctor in the practice:could I see another doctor here
        whom they would name:knows the most about exactly""",
    "Find a doctor": """
        Colorectal Cancer Alliance:Colorectal Cancer Alliance
        International Myeloma Foundation:International Myeloma Foundation
        Harvard:Mass General Brigham|Cleveland Clinic:Cleveland Clinic|Johns Hopkins:Johns Hopkins
        Dana-Farber:Dana-Farber|Barrow:Barrow|Yale:Yale|Stanford:Stanford
        ASCO:American Society of Clinical Oncology|ACS:American Cancer Society
        Commission on Cancer:Commission on Cancer|named centers:National Cancer Institute
        years of practice:how long have you treated this kind
        independence:work closely with my first doctor""",
    "Insurance and money": """
        network:plan's network|required:ask for one before treatment
        covered:pay for a second opinion|treatment there:treated there later|Medicare:Medicare
        reference number:Reference number of the call""",
    "Gather the records": """
        pathology report:pathology report|slides:tissue slides|images:DICOM|mammogram:mammogram
        ultrasound:ultrasound|operative report:operation report|medication list:medicines?
        treatment plan:treatment plan|release:permission|30 days:30 days""",
    "Prepare the questions": """
        own pathologist:Will your own pathologist look|agreement:Do you agree with the plan
        side effects:side effects|recording:May I record our talk|brochures:website or booklet""",
    "Appointment": """
        repeat labs:tests have to be done again|report follows:written report be ready""",
    "Compare and decide": """
        how arrived:How did you arrive|guidelines and studies:Which guidelines and studies
        trials in people like me:studies show for people like me|results vary:results differ much
        give the other treatment:give me the other doctor's treatment
        doctors talk:talk with the other doctor|third opinion:third opinion
        tumor board:who sits on it|NCCN:NCCN|PDQ:PDQ""",
}
"""By stage, `what is named:how the program says it`; what stands after the colon is a pattern."""
TERMS = ["diagnosis", "oncologist", "clinical trial", "pathology report", "surgery", "tissue"]
TERMS += ["stage", "grade", "pathologist", "mammogram", "fertility", "recurrence"]
"""What a glossary for this way must explain."""


def named():
    for stage, rows in NAMED.items():
        for row in re.split(r"\||\n", rows.strip()):
            item, _, said = row.strip().partition(":")
            yield pytest.param(said, id=f"{stage}, {item}")


@functools.cache
def all_words():
    return "\n".join(said.text for said in everything())


@pytest.mark.parametrize("said", list(named()))
def test_what_is_named_occurs(said):
    assert re.search(said, all_words(), re.IGNORECASE)


@pytest.mark.parametrize("term", TERMS)
def test_what_is_named_is_explained(term):
    entry = glossary.load("en").look_up(term)
    assert entry is not None
    assert entry.plain


def test_a_thing_that_is_not_there_is_not_found():
    assert not re.search("unicorn center", all_words(), re.IGNORECASE)
