"""The corners of the vault that other tests do not pass: half-made files, odd pages, empty changes."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from secondop_desktop.base import paths
from secondop_desktop.case import documents, migrations, tasks
from secondop_desktop.case.documents import Document, Page
from secondop_desktop.case.tasks import Task
from secondop_desktop.flows import open_case
from secondop_desktop.vault import case_file, cipher, new_passphrase, pages, snapshot
from secondop_desktop.vault.case_file import DATABASE, unlock
from secondop_desktop.vault.errors import CaseDamaged
from secondop_desktop.vault.history import values_ever
from secondop_desktop.vault.vault import Vault
from tests.encrypted_case import PASSPHRASE


def spoil(vault, statement):
    with vault.connection() as connection:
        connection.exec_driver_sql(statement)
        connection.commit()


def test_a_new_file_that_does_not_begin_with_its_salt_is_thrown_away(folder, ways, monkeypatch):
    monkeypatch.setattr(cipher, "read_salt", lambda _path: b"another salt 16b")
    with pytest.raises(RuntimeError, match="salt"):
        case_file.create(folder, PASSPHRASE, ways)
    assert not any(p.suffix in (".db", ".new") for p in folder.iterdir())


def test_a_manifest_that_is_missing_or_not_sealed_by_us_is_damage(vault, folder, ways):
    spoil(vault, "UPDATE manifest SET rows = rows + 1")
    vault.close()
    with pytest.raises(CaseDamaged):
        unlock(folder, PASSPHRASE, ways)


def test_a_case_without_its_manifest_is_damaged(vault, folder, ways):
    spoil(vault, "DELETE FROM manifest")
    vault.close()
    with pytest.raises(CaseDamaged):
        unlock(folder, PASSPHRASE, ways, or_look=True)


def test_a_case_without_its_secret_is_damaged_and_lets_go_of_the_file(vault, folder, ways):
    spoil(vault, "DELETE FROM vault_meta")
    vault.close()
    for _ in range(2):
        with pytest.raises(CaseDamaged):
            unlock(folder, PASSPHRASE, ways)


def test_a_database_of_another_program_is_not_taken_for_a_case(vault, folder, ways):
    spoil(vault, "PRAGMA user_version = 0")
    vault.close()
    with pytest.raises(CaseDamaged):
        unlock(folder, PASSPHRASE, ways)


def test_an_error_while_adding_up_closes_the_case_again(vault, folder, ways, monkeypatch):
    vault.close()

    def crash(_vault):
        raise ZeroDivisionError

    monkeypatch.setattr(Vault, "adds_up", crash)
    with pytest.raises(ZeroDivisionError):
        unlock(folder, PASSPHRASE, ways)
    monkeypatch.undo()
    unlock(folder, PASSPHRASE, ways).close()


def test_a_first_page_that_is_damaged_cannot_be_looked_at_either(vault, folder, ways):
    key = vault.key
    vault.close()
    content = bytearray((folder / DATABASE).read_bytes())
    content[3000] ^= 1
    (folder / DATABASE).write_bytes(content)
    with pytest.raises(CaseDamaged):
        case_file.look(folder, key, ways, "because")
    assert list((paths.cache_folder() / "looking").iterdir()) == []


def test_only_whole_pages_can_prove_a_key(vault, folder):
    key = vault.key
    vault.close()
    database = folder / DATABASE
    salt = cipher.read_salt(database)
    content = bytearray(database.read_bytes())
    for start in range(0, len(content), cipher.PAGE_SIZE):
        content[start + 100] ^= 1
    database.write_bytes(content)
    assert not pages.key_fits_some_page(database, key, salt)
    database.write_bytes(content * (1 + pages._MOST_PAGES * cipher.PAGE_SIZE // len(content)))
    assert not pages.key_fits_some_page(database, key, salt)


def test_the_public_name_is_the_same_from_inside_and_outside(vault, folder):
    name = vault.public_name
    vault.close()
    assert case_file.public_name(folder) == name
    assert len(name) == 32
    assert case_file.is_case(folder)


def test_copies_of_programs_that_ended_are_swept_and_others_are_left(tmp_path):
    home = paths.private_folder(paths.cache_folder() / "looking")
    ended = home / "ended"
    ended.mkdir()
    (tmp_path / DATABASE).write_bytes(b"x" * 32)
    mine = snapshot.Snapshot.of(tmp_path / DATABASE)
    other = snapshot.Snapshot.of(tmp_path / DATABASE)
    assert not ended.exists()
    assert mine.database.exists()
    assert mine.steady
    mine.remove()
    other.remove()
    assert list(home.iterdir()) == []


def changing(monkeypatch, times):
    """Make the next copies look as if the original changed meanwhile, and spoil them."""
    whole = snapshot.Snapshot.of.__func__
    left = [times]

    def of(cls, database):
        made = whole(cls, database)
        if left[0]:
            left[0] -= 1
            made.steady = False
            content = bytearray(made.database.read_bytes())
            content[3000] ^= 1
            made.database.write_bytes(content)
        return made

    monkeypatch.setattr(snapshot.Snapshot, "of", classmethod(of))
    monkeypatch.setattr(case_file, "_MOMENT", 0)


def test_a_copy_that_changed_under_our_hands_is_made_anew(vault, folder, ways, monkeypatch):
    with vault.write() as session:
        tasks.keep(session, Task(text="Ring"))
    changing(monkeypatch, 3)
    looked = case_file.look(folder, vault.key, ways, "because")
    with looked.read() as session:
        assert [t.text for t in tasks.everything(session)] == ["Ring"]
    looked.close()


def test_a_copy_that_never_holds_still_is_given_up_with_a_sentence(vault, folder, ways, monkeypatch):
    changing(monkeypatch, 10_000)
    with pytest.raises(CaseDamaged):
        case_file.look(folder, vault.key, ways, "because")
    assert list((paths.cache_folder() / "looking").iterdir()) == []


def test_a_copy_whose_rows_do_not_add_up_yet_is_made_anew(vault, folder, ways, monkeypatch):
    whole = snapshot.Snapshot.of.__func__

    def unsteady(cls, database):
        made = whole(cls, database)
        made.steady = False
        return made

    answers = iter([False, False, True])
    monkeypatch.setattr(snapshot.Snapshot, "of", classmethod(unsteady))
    monkeypatch.setattr(Vault, "adds_up", lambda _vault: next(answers))
    monkeypatch.setattr(case_file, "_MOMENT", 0)
    case_file.look(folder, vault.key, ways, "because").close()


def test_a_passphrase_is_known_again_while_the_case_is_open(vault, ways):
    assert case_file.is_passphrase(vault, PASSPHRASE, ways)
    assert not case_file.is_passphrase(vault, "another passphrase", ways)


def test_a_journal_that_a_crash_left_is_copied_too(vault, folder, ways):
    key = vault.key
    vault.close()
    (folder / f"{DATABASE}-journal").write_bytes(b"")
    looked = case_file.look(folder, key, ways, "because")
    looked.close()


def test_a_transaction_that_changes_nothing_leaves_the_manifest_alone(vault):
    with vault.write() as session:
        kept = tasks.keep(session, Task(text="Ring"))
    before = vault._manifest.token
    with vault.write() as session:
        task = session.get(Task, kept.id)
        task.text = "Ring"
    with vault.write() as session:
        session.get(Task, kept.id).text = "Other"
        session.get(Task, kept.id).text = "Ring"
    assert vault._manifest.token == before


def test_a_row_that_is_only_touched_is_not_a_change(vault):
    with vault.write() as session:
        kept = tasks.keep(session, Task(text="Ring"))
    with vault.write() as session:
        task = session.get(Task, kept.id)
        task.text = "Other"
        task.text = "Ring"
        session.flush()
    with vault.read() as session:
        assert session.get(Task, kept.id).revision == 1


def test_a_refreshed_record_is_checked_like_a_loaded_one(vault, frozen_clock):
    with vault.write() as session:
        kept = documents.keep(session, Document(title="R", blob="ab" * 32, added_at=frozen_clock.now()))
        session.flush()
        documents.keep_page(session, Page(document_id=kept.id, number=1, text="words"))
        session.flush()
        session.refresh(kept)
        assert kept.title == "R"


def test_a_session_outside_the_vault_is_not_our_business(tmp_path):
    from sqlalchemy import create_engine
    from sqlalchemy.orm import Session

    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        for _number, statements in migrations.steps():
            for statement in statements:
                connection.exec_driver_sql(statement)
        connection.execute(
            text("INSERT INTO task (id, revision, digest, text) VALUES ('a', 1, x'', 'unsealed')")
        )
    with Session(engine) as session:
        assert session.scalars(select(Task)).one().text == "unsealed"
    engine.dispose()


def test_a_page_that_is_read_again_is_sealed_anew_without_a_version(vault, frozen_clock):
    with vault.write() as session:
        kept = documents.keep(session, Document(title="R", blob="ab" * 32, added_at=frozen_clock.now()))
    for words in ("grade 1", "grade 2"):
        with vault.write() as session:
            documents.keep_page(session, Page(document_id=kept.id, number=1, text=words))
    with vault.connection() as connection:
        families = {row.family for row in connection.execute(text("SELECT family FROM version"))}
    assert families == {"document"}
    assert vault.adds_up()


def test_an_error_that_is_no_wrong_key_is_passed_on(tmp_path, monkeypatch):
    class Broken:
        def execute(self, statement):
            raise cipher.module().DatabaseError("disk I/O error")

    with pytest.raises(cipher.module().DatabaseError, match="disk"):
        cipher._prove(Broken())


def test_an_open_transaction_is_ended_before_a_copy_is_attached(vault, folder, ways):
    with vault.write() as session:
        tasks.keep(session, Task(text="Ring"))
    salt = b"0123456789abcdef"
    fresh = folder / "x.new"
    with vault.connection() as connection:
        connection.execute(text("SELECT 1"))
        new_passphrase._write_fresh(connection, fresh, b"k" * 32, salt)
    assert cipher.read_salt(fresh) == salt
    fresh.unlink()
    assert open_case


def test_a_copy_that_cannot_be_opened_is_deleted_at_once(vault, folder, ways):
    spoil(vault, "DELETE FROM manifest")
    key = vault.key
    vault.close()
    with pytest.raises(CaseDamaged):
        case_file.look(folder, key, ways, "because")
    assert list((paths.cache_folder() / "looking").iterdir()) == []


def test_every_value_that_a_field_ever_had_is_known(vault, frozen_clock):
    with vault.write() as session:
        kept = documents.keep(session, Document(title="A", blob="ab" * 32, added_at=frozen_clock.now()))
    frozen_clock.move_on(timedelta(minutes=5))
    with vault.write() as session:
        session.get(Document, kept.id).title = "B"
    with vault.connection() as connection:
        assert values_ever(connection, "document", "title") == {"A", "B"}
        assert values_ever(connection, "document", "note") == set()


def test_a_text_that_is_no_text_any_more_is_damage_and_its_words_reach_no_message(vault):
    with vault.write() as session:
        task = tasks.keep(session, Task(text="the disk of my heart is full"))
        session.flush()
        identity = task.id
    with vault.connection() as connection:
        spoil = "UPDATE task SET text = CAST(CAST(text AS BLOB) || X'ff' AS TEXT)"
        connection.exec_driver_sql(spoil)
        connection.commit()
    with pytest.raises(CaseDamaged) as refusal, vault.read() as session:
        session.get(Task, identity)
    assert "heart" not in f"{refusal.value.sentence} {refusal.value!r}"


def test_a_file_that_was_cut_short_is_damage_and_no_silent_disk(vault, folder, ways):
    vault.close()
    content = (folder / DATABASE).read_bytes()
    (folder / DATABASE).write_bytes(content[: len(content) // 2])
    with pytest.raises(CaseDamaged):
        unlock(folder, PASSPHRASE, ways, or_look=True)
