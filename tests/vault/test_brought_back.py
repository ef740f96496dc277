"""A case that is made of a copy is the same case, with every attached file that is whole anywhere."""

import pytest
from sqlalchemy import text

from secondop_desktop.vault import case_file, cipher, copy_place, generations, indexes
from secondop_desktop.vault.bring_back import bring_back
from secondop_desktop.vault.errors import CaseDamaged, WrongSecret
from secondop_desktop.vault.new_passphrase import ChangedAndClosed, NotChanged
from tests.encrypted_case import PASSPHRASE
from tests.vault.copy_parts import LETTER, attach, flip, names_of, note, spoil_row, words_in


@pytest.fixture
def place(tmp_path):
    copy_place.prepare(tmp_path / "copies")
    return tmp_path / "copies"


@pytest.fixture
def made(vault, place):
    """A copy of a case with a word and two letters, and the names of those."""
    note(vault)
    names = sorted([attach(vault), attach(vault, b"another")])
    generations.copy_blobs(vault, names, place)
    return generations.make(vault, place), names


def new_folder(tmp_path):
    folder = tmp_path / "Again.secondop"
    folder.mkdir(mode=0o700)
    return folder


def blob(folder, name):
    return folder / name[:2] / name


def test_a_case_comes_back_with_all_its_words_and_files(vault, made, tmp_path, ways):
    folder = new_folder(tmp_path)
    assert bring_back(made[0], vault.key, ways, folder, names_of) == ()
    there = {path.name for path in folder.iterdir()}
    assert there == {"case.db", "blobs", "README.txt"}
    assert (folder / "README.txt").read_bytes() == case_file.read_me()
    assert (folder / "case.db").stat().st_mode & 0o777 == 0o600
    again = case_file.unlock(folder, PASSPHRASE, ways)
    assert again.same_rows_as(vault)
    assert words_in(again) == words_in(vault)
    assert sorted(again.blobs.names()) == made[1]
    for name in made[1]:
        again.blobs.verify(name)
    again.close()


def test_a_file_that_is_damaged_in_one_place_comes_from_another_and_else_is_named(
    vault, made, tmp_path, ways
):
    generation, (first, second) = made
    flip(blob(generation.place / "blobs", first), -1)
    blob(generation.place / "blobs", second).unlink()
    kept = vault.blobs.folder
    some = new_folder(tmp_path)
    assert bring_back(generation, vault.key, ways, some, names_of, [tmp_path / "none", kept]) == ()
    assert blob(some / "blobs", first).read_bytes() == blob(kept, first).read_bytes()
    flip(blob(kept, first), -1)
    none = tmp_path / "None.secondop"
    none.mkdir()
    assert bring_back(generation, vault.key, ways, none, names_of, [kept]) == (first,)
    assert not list((none / "blobs").glob("*.part"))
    assert blob(none / "blobs", second).is_file()


def test_another_key_brings_nothing_back(vault, made, tmp_path, ways):
    folder = new_folder(tmp_path)
    with pytest.raises(WrongSecret):
        bring_back(made[0], bytes(32), ways, folder, names_of)
    assert not (folder / "case.db").exists()


def test_a_copy_whose_rows_were_changed_is_not_taken_for_the_case(vault, made, tmp_path, ways):
    copy = made[0].file
    connection = cipher.connect(copy, vault.key, bytes.fromhex(vault.public_name))
    connection.execute("UPDATE task SET text = 'something else'")
    connection.close()
    with pytest.raises(CaseDamaged):
        bring_back(made[0], vault.key, ways, new_folder(tmp_path), names_of)


def test_a_copy_can_be_asked_where_it_lies(vault, made):
    assert generations.ask(made[0], vault, words_in) == ["Ring the clinic"]
    assert generations.ask(made[0], vault, lambda copy: copy.read_only)


def test_an_index_that_lost_a_word_is_noticed_and_made_anew(vault):
    attach(vault, LETTER)
    assert "task" in indexes.tables_of(vault)
    assert "manifest" not in indexes.tables_of(vault)
    assert indexes.texts_whole(vault)
    assert all(indexes.table_whole(vault, table) is True for table in indexes.tables_of(vault))
    with vault.connection() as connection:
        (name, *_) = indexes._full_text(connection)
        connection.execute(text(f"INSERT INTO \"{name}\"(rowid, text) VALUES (99, 'lost')"))  # noqa: S608
        connection.commit()
    assert not indexes.texts_whole(vault)
    indexes.make_anew(vault)
    assert indexes.texts_whole(vault)


def test_a_table_that_lost_its_index_is_not_whole(vault):
    note(vault)
    with vault.connection() as connection:
        raw = connection.connection.driver_connection
        raw.execute("PRAGMA writable_schema = ON")
        raw.execute("CREATE INDEX fewer ON version (item) WHERE item = 'none'")
        roots = dict(raw.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'index'").fetchall())
        for name, other in (("version_item", "fewer"), ("fewer", "version_item")):
            raw.execute("UPDATE sqlite_master SET rootpage = ? WHERE name = ?", (roots[other], name))
        raw.execute("PRAGMA writable_schema = RESET")
    assert indexes.table_whole(vault, "version") is False
    assert indexes.table_whole(vault, "task") is True
    indexes.make_anew(vault)
    assert indexes.table_whole(vault, "version") is True


def test_a_row_that_was_spoiled_does_not_spoil_its_index(vault):
    note(vault)
    spoil_row(vault)
    assert indexes.table_whole(vault, "task")


@pytest.mark.parametrize("kind", [NotChanged, ChangedAndClosed])
def test_a_passphrase_that_was_not_changed_or_only_just_is_told(kind):
    error = kind()
    assert error.what[0].isupper()
    assert error.what.endswith(".")
    assert error.advice[0].isupper()
    assert error.advice.endswith(".")
