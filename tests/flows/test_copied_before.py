"""A case is copied before something large is done to it, and no file is swept that a copy speaks of."""

import errno
import os
import shutil
from datetime import timedelta

import pytest

from secondop_desktop.flows import back_up, open_case
from secondop_desktop.flows.sweep_leftovers import sweep_leftovers
from secondop_desktop.vault import case_file, copy_place, generations
from secondop_desktop.vault.errors import CaseDamaged, UpgradeRefused
from tests.encrypted_case import PASSPHRASE
from tests.vault.copy_parts import attach, failing, lose_row, note, words_in

NEW = "nine brown otters under the bridge"


@pytest.fixture
def first(vault):
    place = back_up.first_place(vault)
    yield place
    shutil.rmtree(place.parent, ignore_errors=True)


def full(*_args, **_named):
    raise copy_place.trouble(OSError(errno.ENOSPC, ""))


def test_a_new_passphrase_is_copied_before_and_after(vault, first, ways):
    note(vault, "before")
    changed = open_case.change_passphrase(vault, NEW, ways=ways)
    newer, older = generations.listed(first)
    assert case_file.key_for(newer.file, NEW, ways) == changed.vault.key
    assert case_file.key_for(older.file, PASSPHRASE, ways)
    assert [one.safe for one in changed.copied] == [True]
    changed.vault.close()


def test_a_place_without_room_does_not_hinder_a_new_passphrase(vault, first, ways, monkeypatch):
    monkeypatch.setattr(copy_place, "prepare", failing(errno.ENOSPC))
    changed = open_case.change_passphrase(vault, NEW, ways=ways)
    assert [one.safe for one in changed.copied] == [False]
    changed.vault.close()


def upgraded(ways):
    """The ways of a coming version with one more table."""
    number = ways.version + 1
    more = (number, ("CREATE TABLE coming (seq INTEGER PRIMARY KEY)",))
    return case_file.Ways(
        steps=(*ways.steps, more),
        clock=ways.clock,
        profiles=ways.profiles,
        profile_for_new_case=ways.profile_for_new_case,
        before_upgrade=back_up.before_upgrade,
    )


def test_a_case_is_copied_before_its_tables_are_changed(vault, first, folder, ways):
    note(vault, "from before")
    vault.close()
    opened = open_case.open_case(folder, PASSPHRASE, upgraded(ways))
    (copied,) = generations.listed(first)
    copy = generations.opened(copied, opened.key, ways)
    with copy.connection() as connection:
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == ways.version
    assert words_in(copy) == ["from before"]
    copy.close()
    opened.close()
    open_case.open_case(folder, PASSPHRASE, upgraded(ways)).close()
    assert len(generations.listed(first)) == 1


def test_without_a_copy_no_table_is_changed_but_the_case_can_be_looked_at(
    vault, first, folder, ways, monkeypatch
):
    note(vault, "from before")
    vault.close()
    before = (folder / "case.db").read_bytes()
    monkeypatch.setattr(generations, "make", full)
    with pytest.raises(UpgradeRefused, match="copied first"):
        open_case.open_case(folder, PASSPHRASE, upgraded(ways))
    looked = open_case.open_case(folder, PASSPHRASE, upgraded(ways), or_look=True)
    assert words_in(looked) == ["from before"]
    looked.close()
    assert (folder / "case.db").read_bytes() == before


def test_a_damaged_case_of_an_older_version_is_not_changed_but_can_be_looked_at(vault, first, folder, ways):
    note(vault)
    lose_row(vault)
    vault.close()
    with pytest.raises(CaseDamaged):
        open_case.open_case(folder, PASSPHRASE, upgraded(ways))
    looked = open_case.open_case(folder, PASSPHRASE, upgraded(ways), or_look=True)
    with looked.connection() as connection:
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == ways.version
    looked.close()


def test_the_usual_ways_copy_before_an_upgrade():
    assert open_case.usual_ways().before_upgrade is back_up.before_upgrade


def old_orphan(vault, clock, content=b"nobody names it"):
    """A file older than a day that no entry names."""
    name = attach(vault, content)
    path = vault.blobs.folder / name[:2] / name
    moment = (clock.now() - timedelta(days=3)).timestamp()
    os.utime(path, (moment, moment))
    return name, path


def put_back(folder, ways, database):
    """Somebody puts an older database back by hand."""
    (folder / "case.db").write_bytes(database)
    return case_file.unlock(folder, PASSPHRASE, ways)


def test_a_file_that_only_a_copy_names_is_not_swept(vault, first, folder, ways, frozen_clock):
    older = generations.make(vault, _prepared(first)).file.read_bytes()
    _name, path = old_orphan(vault, frozen_clock)
    generations.make(vault, first)
    vault.close()
    again = put_back(folder, ways, older)
    assert back_up.blob_names(again) == set()
    assert sweep_leftovers(again, frozen_clock) == 0
    assert path.exists()
    generations.listed(first)[0].file.unlink()
    assert sweep_leftovers(again, frozen_clock, [first]) == 1
    assert not path.exists()
    again.close()


def test_while_a_copy_cannot_tell_nothing_is_swept(vault, first, folder, ways, frozen_clock):
    older = generations.make(vault, _prepared(first)).file.read_bytes()
    _name, path = old_orphan(vault, frozen_clock)
    generations.listed(first)[0].file.write_bytes(b"damaged" * 9000)
    vault.close()
    again = put_back(folder, ways, older)
    assert sweep_leftovers(again, frozen_clock) == 0
    assert path.exists()
    again.close()


def _prepared(place):
    copy_place.prepare(place)
    return place
