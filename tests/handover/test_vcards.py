"""Cards that another library reads as they are meant, whatever a name holds."""

import re

import pytest
import vobject

from secondop_desktop.case.doctors import Doctor, DoctorFact
from secondop_desktop.handover import vcards

ODD = ("Dr Lee", "Nguyễn, Thị; Hạnh\\", "د. أحمد", "A\nB", "🌷" * 60, "x" * 400, "=1+1")


def cards(content):
    return list(vobject.readComponents(content.decode()))


@pytest.mark.parametrize("name", ODD)
def test_every_word_comes_back(name):
    doctor = Doctor(
        name=name, specialty=name, hospital=name, note=name, phone="+1 555", fax="556", email="a@b.org"
    )
    (card,) = cards(vcards.write([doctor], [DoctorFact(doctor_id=doctor.id, topic="Board", text=name)]))
    assert card.version.value == "4.0"
    assert card.fn.value == name
    assert card.title.value == name
    assert card.org.value == [name]
    assert card.note.value == f"{name}\nBoard: {name}"
    assert [tel.value for tel in card.tel_list] == ["+1 555", "556"]
    assert card.email.value == "a@b.org"


def test_an_address_is_the_street_and_keeps_its_lines():
    (card,) = cards(vcards.write([Doctor(name="A", address="17 Creek Road\nAlder; Creek")]))
    assert card.adr.value.street == "17 Creek Road\nAlder; Creek"


@pytest.mark.parametrize("name", ODD)
def test_lines_are_short_end_as_the_standard_wants_and_cut_no_letter(name):
    content = vcards.write([Doctor(name=name, note=name * 3)])
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in content.replace(b"\r\n", b"")
    for line in lines:
        line.decode()


def test_what_is_not_known_is_not_there_and_ids_stay():
    doctors = [Doctor(name="A"), Doctor(name="B", id="from elsewhere")]
    content = vcards.write(doctors).decode()
    assert set(re.findall(r"^([A-Z]+)[:;]", content, re.MULTILINE)) == {
        "BEGIN",
        "VERSION",
        "UID",
        "KIND",
        "FN",
        "END",
    }
    assert f"UID:urn:uuid:{doctors[0].id}" in content
    assert vcards.write(doctors) == vcards.write(doctors)
