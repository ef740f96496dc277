"""When a change is a version of its own, and what its clock says, to the millisecond."""

from datetime import timedelta

import pytest

from secondop_desktop.case import doctors
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.vault import case_file
from secondop_desktop.vault.history import moment_of, versions_of
from tests.encrypted_case import PASSPHRASE


def add(vault, **fields):
    with vault.write() as session:
        return doctors.keep(session, Doctor(name="Dr A", **fields)).id


def call(vault, item, phone):
    with vault.write() as session:
        doctors.one(session, item).phone = phone


def history_of(vault, item):
    with vault.connection() as connection:
        return versions_of(connection, item)


def milliseconds(clock):
    return round(clock.now().timestamp() * 1000)


@pytest.mark.parametrize(("pause", "versions"), [(0, 1), (1, 1), (59_999, 1), (60_000, 2), (60_001, 2)])
def test_only_what_follows_within_a_minute_joins(vault, frozen_clock, pause, versions):
    item = add(vault)
    frozen_clock.move_on(timedelta(milliseconds=pause))
    call(vault, item, "1")
    assert len(history_of(vault, item)) == versions
    assert vault.adds_up()


def test_joined_changes_keep_when_the_first_was_made_and_all_their_fields(vault, frozen_clock):
    item = add(vault, phone="1")
    began = milliseconds(frozen_clock)
    frozen_clock.move_on(timedelta(seconds=30))
    call(vault, item, "2")
    (only,) = history_of(vault, item)
    assert only.began == f"{began:013d}-000000"
    assert only.clock == f"{began + 30_000:013d}-000000"
    assert (only.changes["name"], only.changes["phone"]) == ("Dr A", "2")
    assert moment_of(only.clock) == frozen_clock.now()
    frozen_clock.move_on(timedelta(seconds=30))
    call(vault, item, "3")
    assert len(history_of(vault, item)) == 2, "a minute counts from the first change"


def test_changes_of_one_moment_are_counted(vault, frozen_clock):
    items = [add(vault) for _ in range(3)]
    now = milliseconds(frozen_clock)
    assert [history_of(vault, one)[0].clock for one in items] == [f"{now:013d}-{n:06d}" for n in range(3)]
    frozen_clock.move_on(timedelta(hours=-1))
    assert history_of(vault, add(vault))[0].clock == f"{now:013d}-000003"
    frozen_clock.move_on(timedelta(hours=2))
    assert history_of(vault, add(vault))[0].clock == f"{now + 3_600_000:013d}-000000"


def test_the_clock_of_a_case_goes_on_where_the_last_run_left_it(vault, folder, ways, frozen_clock):
    item = add(vault)
    before = history_of(vault, item)[0]
    vault.close()
    frozen_clock.move_on(timedelta(days=-1))
    again = case_file.unlock(folder, PASSPHRASE, ways)
    call(again, item, "1")
    first, second = history_of(again, item)
    again.close()
    assert first == before
    assert second.clock > first.clock
    assert second.writer != first.writer


def test_each_change_raises_the_revision_by_one_and_says_nothing_of_it(vault, frozen_clock):
    item = add(vault)
    for number in (2, 3):
        frozen_clock.move_on(timedelta(hours=1))
        call(vault, item, str(number))
        with vault.read() as session:
            assert doctors.one(session, item).revision == number
    assert [version.changes for version in history_of(vault, item)[1:]] == [{"phone": "2"}, {"phone": "3"}]


def test_whoever_listens_is_told_which_family_changed_came_or_went(vault):
    heard = []
    vault.on_change(heard.append)
    item = add(vault)
    call(vault, item, "1")
    with vault.write() as session:
        session.delete(doctors.one(session, item))
    gone = history_of(vault, item)[-1]
    assert (gone.kind, gone.changes) == ("gone", {})
    assert heard == [{Doctor}] * 3
