"""A case given out and brought in again is the same case: every family, every field, every byte."""

import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secondop_desktop.case import sharings
from secondop_desktop.flows.bring_in import bring_in, look
from secondop_desktop.flows.give_out import give_out
from secondop_desktop.vault import case_file
from tests.encrypted_case import PASSPHRASE
from tests.handover import random_case

ONLY_HERE = ("data/history.jsonl", "data/case.json")
"""A new case begins a new history, and the mark names its length."""


@pytest.fixture
def give(vault, tmp_path, frozen_clock):
    def give(name="out", case=vault, **more):
        return give_out(case, tmp_path / name, clock=frozen_clock, **more)

    return give


@pytest.fixture
def bring(tmp_path, ways):
    """Bring in a case; all of them are closed at the end."""
    opened = []

    def bring(place, name="new"):
        opened.append(bring_in(place, tmp_path / f"{name}.secondop", PASSPHRASE, ways))
        return opened[-1]

    yield bring
    for one in opened:
        one.vault.close()


def contents(place):
    """Every file of an export by its path."""
    if place.is_dir():
        files = [file for file in place.rglob("*") if file.is_file()]
        return {file.relative_to(place).as_posix(): file.read_bytes() for file in files}
    with zipfile.ZipFile(place) as whole:
        return {info.filename: whole.read(info) for info in whole.infolist()}


def data(place):
    return {path: content for path, content in contents(place).items() if path not in ONLY_HERE}


@settings(
    max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(st.integers(0, 1 << 32), st.booleans())
def test_any_case_that_is_given_out_and_brought_in_gives_the_same_files_again(
    tmp_path_factory, ways, frozen_clock, seed, zipped
):
    place = tmp_path_factory.mktemp("any")
    vault = case_file.create(place / "a.secondop", PASSPHRASE, ways)
    random_case.fill(vault, seed, most=2)
    first = give_out(vault, place / "one", zipped=zipped, clock=frozen_clock)
    vault.close()
    new = bring_in(place / "one", place / "b.secondop", PASSPHRASE, ways)
    assert new.troubles == ()
    assert new.files == first.files
    give_out(new.vault, place / "two", clock=frozen_clock)
    assert new.vault.adds_up()
    new.vault.close()
    assert data(place / "one") == data(place / "two")


def test_the_files_come_out_byte_for_byte(vault, give):
    random_case.fill(vault, 1, most=2)
    given_out = give()
    found = {content for path, content in contents(given_out.place).items() if not path.startswith("data/")}
    with vault.read() as session:
        from secondop_desktop.flows.given_files import FilePlan

        plan = FilePlan()
        plan.add_all(session)
    for blob in plan.files:
        with vault.blobs.open(blob) as opened:
            assert opened.read_all() in found


def test_it_stands_in_the_log_without_the_case_in_it_once_more(vault, give):
    done = give()
    with vault.read() as session:
        (logged,) = sharings.everything(session)
    assert (logged.what, logged.recipient, logged.how, logged.blob) == (
        "whole_case",
        "myself",
        "exported",
        None,
    )
    assert logged.size == done.size


def test_a_look_tells_how_much_there_is(vault, give):
    random_case.fill(vault, 2, most=2)
    done = give()
    found = look(done.place)
    assert found.files == done.files
    assert found.entries > 30
    assert found.program.startswith("SecondOp")
