"""Rows are gathered from single pages: each for its table, the newest of two, torn ones by their names."""

import io

import pytest

from secondop_desktop.case import doctors, tasks
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.case.tasks import Task
from secondop_desktop.vault import pages as pages_module
from secondop_desktop.vault.gather import Gathered, _Reader, gather, tables_of
from secondop_desktop.vault.leaves import Leaf, leaves
from secondop_desktop.vault.pages import SealedPages

PAGE = 16384


@pytest.fixture
def tables(ways):
    return tables_of(tuple((number, tuple(texts)) for number, texts in ways.steps))


@pytest.fixture
def twice(vault, folder):
    """The bytes of a case before and after a change, with what reads them."""
    with vault.write() as session:
        tasks.keep(session, Task(text="one"))
        doctors.keep(session, Doctor(name="Dr Lee", note="word " * 9000))
    before = content_of(vault)
    with vault.write() as session:
        tasks.everything(session)[0].text = "two"
    return before, content_of(vault), vault


def content_of(vault):
    with vault.sealed_pages() as pages:
        return b"".join(pages._read(number) for number in range(1, pages.count + 1))


def pages_of(content, vault):
    return SealedPages(io.BytesIO(content), vault.key, bytes.fromhex(vault.public_name))


def all_leaves(pages):
    for number in range(1, pages.count + 1):
        yield from leaves(pages.content(number), number, pages.content)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_rows_of_one_entry_the_newer_one_counts(twice, tables, order):
    found = Gathered()
    reader = _Reader(twice[2].seal, tables, found)
    for which in order:
        reader.take(all_leaves(pages_of(twice[which], twice[2])))
    assert [row["text"] for row in found.rows["task"].values()] == ["two"]


def test_a_long_row_whose_rest_is_damaged_is_known_by_its_name(twice, tables):
    content, vault = bytearray(twice[1]), twice[2]
    pages = pages_of(content, vault)
    followed = []

    def fetch(number):
        followed.append(number)
        return pages.content(number)

    for number in range(1, pages.count + 1):
        list(leaves(pages.content(number), number, fetch))
    for number in set(followed):
        content[(number - 1) * PAGE : number * PAGE] = b"\x21" * PAGE
    found = gather(pages_of(content, vault), vault.seal, tables)
    assert "version" in [table for table, _ in found.torn], "its page holds other versions, so it is one"
    assert "doctor" not in found.rows


def test_what_is_no_row_of_ours_is_passed_over(vault, tables):
    found = Gathered()
    reader = _Reader(vault.seal, tables, found)
    strays = [Leaf(1, 99, ("x",)), Leaf(1, 14, (None, "no id at all")), Leaf(1, 2, ("secret", b"x"))]
    reader.take(iter(strays))
    reader.finish()
    assert found.torn == {}
    assert found.count == 0


def test_a_row_from_before_a_column_came_has_what_the_column_holds_by_itself(ways):
    more = (
        *((n, tuple(t)) for n, t in ways.steps),
        (99, ("ALTER TABLE task ADD COLUMN colour TEXT DEFAULT 'red'",)),
    )
    (task,) = (table for table in tables_of(more) if table.name == "task")
    row = task.row(Leaf(5, len(task.columns) - 1, (None, "id", 1, b"d", None, "text", None, None)))
    assert (row["seq"], row["colour"]) == (5, "red")


def test_a_page_that_is_cut_short_is_not_whole_and_one_that_is_not_there_is_empty(twice):
    pages = pages_of(twice[1][: PAGE + 100], twice[2])
    assert pages.count == 2
    assert pages.whole(1)
    assert not pages.whole(2)
    assert pages.content(2) == pages.content(0) == pages.content(9) == b""


def test_a_disk_that_gives_no_page_at_all_is_no_wrong_key(folder, vault, monkeypatch):
    class Silent(io.FileIO):
        def read(self, _size=-1):
            raise OSError(5, "no answer")

    monkeypatch.setattr(pages_module.Path, "open", lambda path, _mode: Silent(path))
    with pytest.raises(OSError, match=r"\[Errno 5\]"):
        pages_module.key_fits_some_page(folder / "README.txt", bytes(32), bytes(16))
