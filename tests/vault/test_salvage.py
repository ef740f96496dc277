"""Reading what is left of a damaged case, and writing it into a new one."""

import io
import shutil
from datetime import timedelta

import pytest

from secondop_desktop.case import doctors, documents, tasks
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.documents import Document, Page
from secondop_desktop.case.tasks import Task
from secondop_desktop.vault import case_file, cipher, recovery, salvage, snapshot, spare
from secondop_desktop.vault.case_file import DATABASE, Ways
from secondop_desktop.vault.cipher import PAGE_SIZE
from secondop_desktop.vault.errors import CaseDamaged, CaseNewer, NotACase, WrongSecret
from secondop_desktop.vault.gather import meta_of
from secondop_desktop.vault.pages import SealedPages
from secondop_desktop.vault.rescue import How, Rescued, rescue
from tests.encrypted_case import PASSPHRASE

DERIVED = frozenset({"page", "draft"})


@pytest.fixture
def closed(vault, folder, frozen_clock):
    """The folder of a closed case with a few entries, and a copy of its database beside."""
    blob = vault.blobs.keep(io.BytesIO(b"report")).name
    with vault.write() as session:
        for number in range(3):
            tasks.keep(session, Task(text=f"call {number}"))
        doctors.keep(session, Doctor(name="Dr Lee", note="word " * 9000))
        document = documents.keep(session, Document(title="R", blob=blob, added_at=frozen_clock.now()))
        documents.keep_page(session, Page(document_id=document.id, number=1, text="carcinoma"))
    vault.close()
    shutil.copy(folder / DATABASE, folder.parent / "copy.db")
    return folder


@pytest.fixture
def copy(closed):
    return closed.parent / "copy.db"


def spoil(folder, *pages, salt=False):
    """Fill pages of the database with something else, numbered from 1."""
    content = bytearray((folder / DATABASE).read_bytes())
    for page in pages:
        start = (page - 1) * PAGE_SIZE
        content[start + (0 if salt else 16) : start + PAGE_SIZE] = b"\x5a" * (PAGE_SIZE - (0 if salt else 16))
    (folder / DATABASE).write_bytes(content)


def page_of_the_secret(folder, ways):
    """The number of the page that holds the secret of the case."""
    with salvage.of_folder(folder, PASSPHRASE, ways) as wreck:
        pages = wreck.pages
        return next(n for n in range(1, pages.count + 1) if wreck.inner.secret in pages.content(n))


def test_a_case_without_its_first_page_is_read_with_the_salt_of_its_spare(closed, ways):
    spoil(closed, 1, salt=True)
    with salvage.of_folder(closed, PASSPHRASE, ways) as wreck:
        found = wreck.gather()
    assert found.bad_pages == [1]
    assert {row["text"] for row in found.rows["task"].values()} == {"call 0", "call 1", "call 2"}
    assert found.total.rows == found.count


def test_a_copy_knows_the_salt_when_the_spare_is_gone_as_well(closed, copy, ways):
    spoil(closed, 1, salt=True)
    (closed / spare.SPARE).unlink()
    with pytest.raises(WrongSecret), salvage.of_folder(closed, PASSPHRASE, ways):
        pass
    missing = copy.with_name("missing.db")
    with salvage.of_folder(closed, PASSPHRASE, ways, [missing, copy]) as wreck:
        assert wreck.gather().count


def test_where_no_page_is_left_the_spare_still_knows_the_passphrase_and_the_secret(closed, ways):
    (closed / DATABASE).write_bytes(bytes(len((closed / DATABASE).read_bytes())))
    with salvage.of_folder(closed, PASSPHRASE, ways) as wreck:
        assert wreck.gather().count == 0
        (name,) = wreck.blobs().names()
        wreck.blobs().verify(name)


def test_an_open_case_is_read_while_nobody_writes(closed, ways):
    vault = case_file.unlock(closed, PASSPHRASE, ways)
    try:
        with salvage.of_vault(vault, ways) as wreck:
            assert wreck.gather().total == vault.rows
    finally:
        vault.close()


def test_the_recovery_sheet_reads_it_as_well(closed, ways):
    key = case_file.key_for(closed / DATABASE, PASSPHRASE, ways)
    spoil(closed, 2)
    with salvage.of_folder(closed, "\n".join(recovery.sheet(key)), ways) as wreck:
        assert wreck.gather().bad_pages == [2]


def test_another_passphrase_reads_nothing(closed, ways):
    with pytest.raises(WrongSecret), salvage.of_folder(closed, "another passphrase entirely", ways):
        pass


def test_a_folder_without_a_case_is_none(tmp_path, ways):
    with pytest.raises(NotACase), salvage.of_folder(tmp_path, PASSPHRASE, ways):
        pass


def test_the_secret_comes_from_the_spare_or_from_a_copy(closed, copy, ways):
    page = page_of_the_secret(closed, ways)
    spoil(closed, page)
    with salvage.of_folder(closed, PASSPHRASE, ways) as wreck:
        assert not meta_of(wreck.pages)
        secret = wreck.inner
    (closed / spare.SPARE).write_bytes(b"SOSPARE\x01 and nothing more than that, but long enough")
    opening = salvage.of_folder(closed, PASSPHRASE, ways)
    with pytest.raises(CaseDamaged, match="nothing can be rescued"), opening:
        pass
    missing = copy.with_name("missing.db")
    with salvage.of_folder(closed, PASSPHRASE, ways, [missing, copy]) as wreck:
        assert wreck.inner == secret


def test_a_case_of_a_newer_program_is_left_to_it(closed, ways):
    older = Ways(ways.steps[:1], ways.clock, ways.profiles, ways.profile_for_new_case)
    with pytest.raises(CaseNewer), salvage.of_folder(closed, PASSPHRASE, older):
        pass


def test_pages_that_the_disk_does_not_give_are_damaged_pages(closed, ways, monkeypatch):
    class Scratched(io.FileIO):
        def read(self, size=-1):
            if self.tell() == PAGE_SIZE * 2:
                raise OSError(5, "no answer")
            return super().read(size)

    real = snapshot.Path.open

    def open_scratched(path, mode="r", buffering=-1, **more):
        scratched = path == closed / DATABASE and buffering == 0
        return Scratched(path) if scratched else real(path, mode, buffering, **more)

    monkeypatch.setattr(snapshot.Path, "open", open_scratched)
    with salvage.of_folder(closed, PASSPHRASE, ways) as wreck:
        assert wreck.gather().bad_pages == [3]
    with Scratched(closed / DATABASE) as file:
        assert not SealedPages(file, bytes(32), bytes(16)).whole(3)


def test_a_copy_under_another_key_or_without_a_file_is_no_help(closed, copy, ways):
    with salvage.of_folder(closed, PASSPHRASE, ways) as wreck:
        assert wreck.gather_copy(copy).count == wreck.gather().count
        assert wreck.gather_copy(copy.with_name("missing.db")) is None
        copy.write_bytes(copy.read_bytes()[:16] + b"\x11" * 4 * PAGE_SIZE)
        assert wreck.gather_copy(copy) is None


def written(closed, ways, done, target):
    """Write a rescue into a new folder and open it."""
    target.mkdir()
    with salvage.of_folder(closed, PASSPHRASE, ways) as wreck:
        dropped = salvage.write(target / DATABASE, wreck, ways, done)
        good = salvage.prove(target / DATABASE, wreck, ways, lambda _: None, lambda _: True)
    return dropped, good, case_file.unlock(target, PASSPHRASE, ways)


def rescued(closed, ways):
    with salvage.of_folder(closed, PASSPHRASE, ways) as wreck:
        return rescue(wreck.gather(), None, wreck.tables, DERIVED)


def texts(vault):
    with vault.read() as session:
        return sorted(task.text for task in tasks.everything(session))


def test_what_was_rescued_is_the_same_case_under_the_same_key(closed, ways, tmp_path):
    dropped, good, vault = written(closed, ways, rescued(closed, ways), tmp_path / "new")
    try:
        assert (dropped, good) == ([], True)
        assert texts(vault) == ["call 0", "call 1", "call 2"]
        with vault.connection() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM version").scalar() == 5
    finally:
        vault.close()


def test_two_rows_that_claim_one_place_leave_it_to_the_first(closed, ways, tmp_path):
    done = rescued(closed, ways)
    key, page = next((k, r) for k, r in done.items.items() if k[0] == "page")
    twin = {**page.row, "id": "01a00000-0000-7000-8000-000000000000"}
    done.items["page", twin["id"]] = Rescued(twin, How.COPY)
    dropped, good, vault = written(closed, ways, done, tmp_path / "new")
    vault.close()
    assert key not in dropped
    assert (dropped, good) == ([("page", twin["id"])], True)


def test_an_entry_that_is_not_written_counts_as_deleted_and_a_new_one_begins_a_history(
    closed, ways, tmp_path
):
    done = rescued(closed, ways)
    key = next(k for k in done.items if k[0] == "task")
    row = dict(done.items.pop(key).row)
    made_up = "01a00000-0000-7000-8000-000000000000"
    done.items["task", made_up] = Rescued({**row, "id": made_up, "text": "made up"}, How.PARTS)
    _, good, vault = written(closed, ways, done, tmp_path / "new")
    try:
        assert good
        assert "made up" in texts(vault)
        with vault.connection() as connection:
            kinds = "SELECT kind FROM version WHERE item = ? ORDER BY clock"
            of = [connection.exec_driver_sql(kinds, (item,)).scalars().all() for item in (key[1], made_up)]
        assert of == [["new", "gone"], ["new"]]
    finally:
        vault.close()


def test_what_a_rescue_adds_to_the_history_is_later_than_all_of_it_whatever_the_clock_says(
    closed, ways, tmp_path, frozen_clock
):
    done = rescued(closed, ways)
    key = next(k for k in done.items if k[0] == "task")
    done.items[key] = Rescued({**done.items[key].row, "text": "put together"}, How.PARTS)
    frozen_clock.move_on(timedelta(days=-400))
    _, good, vault = written(closed, ways, done, tmp_path / "new")
    try:
        assert good
        with vault.connection() as connection:
            query = "SELECT changes FROM version WHERE item = ? ORDER BY clock"
            changes = connection.exec_driver_sql(query, (key[1],)).scalars().all()
        assert len(changes) == 2
        assert changes[-1] == '{"text":"put together"}'
    finally:
        vault.close()


def test_a_half_done_change_is_taken_back_in_the_copy_and_not_in_the_case(closed, ways):
    key, salt = case_file.key_for(closed / DATABASE, PASSPHRASE, ways), cipher.read_salt(closed / DATABASE)
    before = (closed / DATABASE).read_bytes()
    raw = cipher.connect(closed / DATABASE, key, salt)
    raw.execute("PRAGMA cache_size = 1")
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("UPDATE task SET text = 'half done'")
    raw.execute("UPDATE doctor SET note = zeroblob(2000000)")
    torn = (closed / DATABASE).read_bytes()
    journal = closed / f"{DATABASE}-journal"
    kept = journal.read_bytes()
    raw.execute("ROLLBACK")
    raw.close()
    (closed / DATABASE).write_bytes(torn)
    journal.write_bytes(kept)
    assert torn != before
    with salvage.of_folder(closed, PASSPHRASE, ways) as wreck:
        found = wreck.gather()
    assert {row["text"] for row in found.rows["task"].values()} == {"call 0", "call 1", "call 2"}
    assert (closed / DATABASE).read_bytes() == torn
    assert journal.read_bytes() == kept
