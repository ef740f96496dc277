"""Signs that the reader of lines mixes up are mended; digits, units and names are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondop_desktop.reading.slips import mended


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("BRCAl, BRCA2 or PALB2", "BRCA1, BRCA2 or PALB2"),
        ("CYPlAl", "CYP1A1"),
        ("cTlc cNO cMO, stage IA", "cT1c cN0 cM0, stage IA"),
        ("pTI pNO(sn) ypTO", "pT1 pN0(sn) ypT0"),
        ("!Atención! Ayuno de 8 horas", "¡Atención! Ayuno de 8 horas"),
        ("(!Urgente!)", "(¡Urgente!)"),
        ("RECEIVED:06/25/2025", "RECEIVED: 06/25/2025"),
        ("positivos,Allred", "positivos, Allred"),
        ("Ki－67：12％", "Ki-67:12%"),
        ("No nodes。", "No nodes."),
    ],
)
def test_what_is_told_for_sure_is_mended(seen, meant):
    assert mended(seen) == meant


@pytest.mark.parametrize(
    "line",
    [
        *("HCl 0.9 %, NaCl, KCl", "Al and A2", "5 l/min", "10l", "at 8:30, 1,200 mg, 3:1", "Call 5 l of ALL"),
        *(
            "Stop! Now!",
            "NO MO TO",
            "pTis pN1mi pNX cMX pT1 cN0",
            "pNow",
            "http://a.example:80/x,y",
            "her@clinic.example:work",
            "HER2:CEP17 1.4",
            "p.R1538G",
        ),
        *("Dr. A:B", "il faut", "Ill", "12,5 mg;", "a,b", "¡Atención!", "ER,PR"),
    ],
)
def test_everything_else_stays_as_it_is(line):
    assert mended(line) in (line, line.replace("ER,PR", "ER, PR"))


@given(st.text(alphabet="0123456789.,:/+-% ", max_size=40))
def test_no_number_is_ever_changed(line):
    assert mended(line) == line


@given(st.text(max_size=60))
def test_mending_twice_mends_no_more(line):
    assert mended(mended(line)) == mended(line)
