"""The password of a locked PDF is asked for once; then it lies in the encrypted case, with the file."""

import contextlib

import pytest

from secondop_desktop.case import documents, file_passwords
from secondop_desktop.case.documents import READ, UNREADABLE
from secondop_desktop.flows import take_in
from secondop_desktop.flows.read_waiting import read_locked, read_waiting
from secondop_desktop.flows.show_pages import PagePictures
from secondop_desktop.reading.errors import Protected
from secondop_desktop.vault import case_file
from tests.encrypted_case import PASSPHRASE
from tests.flows.papers import locked, report

PASSWORD = "brightwater-1958"


@pytest.fixture
def letter(vault):
    """The id of a locked letter that waits in the case."""
    content = locked(report("margins free"), PASSWORD)
    identity = take_in.take_in_bytes(vault, content, "letter.pdf").document_id
    read_waiting(vault)
    return identity


def record(vault, identity):
    with vault.read() as session:
        return documents.one(session, identity)


def pages(vault, identity):
    with contextlib.closing(PagePictures.of_record(vault, record(vault, identity))) as pictures:
        return pictures.open()


def test_a_locked_letter_waits_for_its_password_in_a_sentence(vault, letter):
    assert record(vault, letter).state == UNREADABLE
    assert "you can enter it here" in record(vault, letter).problem
    with pytest.raises(Protected):
        pages(vault, letter)


def test_the_right_password_is_kept_and_never_asked_for_again(vault, letter, folder, ways):
    read_locked(vault, letter, PASSWORD)
    assert record(vault, letter).state == READ
    assert pages(vault, letter) == 1
    with vault.write() as session:
        documents.read_again(session, [letter])
    assert read_waiting(vault).unreadable == []
    assert vault.adds_up()
    vault.close()
    again = case_file.unlock(folder, PASSPHRASE, ways)
    try:
        assert pages(again, letter) == 1
    finally:
        again.close()


def test_a_wrong_password_is_not_kept(vault, letter):
    with pytest.raises(Protected):
        read_locked(vault, letter, "wrong")
    with vault.read() as session:
        assert file_passwords.of_document(session, letter) == ""


def test_another_password_takes_the_place_of_the_first(vault, letter):
    for word in ("one", "two", "two"):
        with vault.write() as session:
            file_passwords.keep(session, letter, word)
    with vault.read() as session:
        assert file_passwords.of_document(session, letter) == "two"


def test_it_stands_nowhere_outside_the_encrypted_case(vault, letter, folder):
    read_locked(vault, letter, PASSWORD)
    stored = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    assert PASSWORD.encode() not in stored
