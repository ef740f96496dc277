"""Attachments: kept, read by range, never believed when one bit is wrong."""

import hmac
import io
import os
import random
import threading

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secondop_desktop.vault import blob_format as form
from secondop_desktop.vault import blobs
from secondop_desktop.vault.blob_errors import DamagedBlob, MissingBlob, UnreadableBlob
from secondop_desktop.vault.blobs import BlobStore
from secondop_desktop.vault.keys import subkey
from tests.vault.blob_parts import (
    KEY,
    SEGMENT,
    SIZES,
    content_of,
    files_in,
    flip,
    keep,
    path_of,
    read_whole,
    refused,
    refused_by_verify,
)


class Trickle(io.RawIOBase):
    """A stream that gives a few bytes at a time, as a pipe does."""

    def __init__(self, content, most):
        self.rest, self.most = content, most

    def read(self, wanted=-1):
        piece = self.rest[: min(wanted, self.most)]
        self.rest = self.rest[len(piece) :]
        return piece


@pytest.mark.parametrize("size", SIZES)
def test_what_is_kept_comes_back_byte_for_byte(store, size):
    content = content_of(size)
    blob = keep(store, content)
    assert (blob.size, blob.new) == (size, True)
    with store.open(blob.name) as reader:
        assert reader.size == size
        assert reader.read_all() == content
        assert b"".join(reader) == content
    store.verify(blob.name)
    assert form.size_of(path_of(store, blob.name).stat().st_size) == size
    assert files_in(store) == [path_of(store, blob.name)]


def name_of(content):
    """By the description of the format, with the library alone."""
    tag = AESGCM(subkey(KEY, "blob content")).encrypt(bytes(12), b"", content)
    told = tag + len(content).to_bytes(8, "big")
    return hmac.digest(subkey(KEY, "blob name 2"), told, "sha256").hex()


def test_the_name_is_a_keyed_hash_of_the_content(store):
    blob = keep(store, b"a scan")
    assert blob.name == name_of(b"a scan")
    assert keep(BlobStore(store.folder, bytes(32)), b"a scan").name != blob.name


def test_the_name_does_not_depend_on_how_the_content_was_told():
    whole, pieces = form.Name(KEY), form.Name(KEY)
    whole.add(b"a scan of two pages")
    for piece in (b"a scan", b"", b" of two ", b"pages"):
        pieces.add(piece)
    assert whole.hex() == pieces.hex() == name_of(b"a scan of two pages")


def test_contents_that_differ_only_by_noughts_at_the_end_have_names_of_their_own():
    assert len({name_of(bytes(size)) for size in range(40)}) == 40


@pytest.mark.parametrize("version", [form.FIRST, form.MAGIC])
def test_a_file_written_today_can_be_read_for_ever(store, version):
    # Made by hand from the description of the format, with the library alone.
    header = version + bytes(32)
    secret = form.expand(KEY, "blob", 71, salt=bytes(32))
    first = hmac.digest(subkey(KEY, "blob name"), b"old", "sha256").hex()
    name = first if version == form.FIRST else name_of(b"old")
    sealed = AESGCM(secret[:32]).encrypt(secret[32:39] + bytes(4) + b"\1", b"old", header)
    path_of(store, name).parent.mkdir(parents=True)
    path_of(store, name).write_bytes(
        header + sealed + hmac.digest(secret[39:], f"{name} 3".encode(), "sha256")
    )
    store.verify(name)
    with store.open(name) as reader:
        assert reader.read_all() == b"old"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(offset=st.integers(0, 3 * SEGMENT + 50), length=st.integers(0, 3 * SEGMENT))
def test_any_range_can_be_read_alone(store, offset, length):
    content = content_of(3 * SEGMENT + 7)
    name = name_of(content)
    if not path_of(store, name).exists():
        keep(store, content)
    with store.open(name) as reader:
        assert reader.read_range(offset, length) == content[offset : offset + length]


def test_a_range_reads_only_the_segments_it_needs(store):
    content = content_of(4 * SEGMENT)
    name = keep(store, content).name
    flip(path_of(store, name), form.cut(4 * SEGMENT, 2).offset)
    with store.open(name) as reader:
        assert reader.read_range(SEGMENT - 5, SEGMENT) == content[SEGMENT - 5 : 2 * SEGMENT - 5]
        assert reader.read_range(3 * SEGMENT, 10) == content[3 * SEGMENT : 3 * SEGMENT + 10]
        with pytest.raises(DamagedBlob):
            reader.read_range(2 * SEGMENT - 1, 2)


@pytest.mark.parametrize(("offset", "length"), [(-1, 1), (0, -1)])
def test_a_negative_range_is_a_bug(store, offset, length):
    with store.open(keep(store, b"abc").name) as reader, pytest.raises(ValueError, match="negative"):
        reader.read_range(offset, length)


def test_threads_can_share_one_reader(store):
    content = content_of(3 * SEGMENT + 7)
    found = {}
    with store.open(keep(store, content).name) as reader:

        def read(start):
            found[start] = b"".join(reader.read_range(start + n, 1000) for n in range(0, SEGMENT, 1000))

        threads = [threading.Thread(target=read, args=(n * SEGMENT,)) for n in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert all(found[start][: SEGMENT - 1000] == content[start : start + SEGMENT - 1000] for start in found)


@pytest.mark.parametrize("most", [1000, SEGMENT, 10 * SEGMENT])
def test_a_stream_that_gives_little_at_a_time_is_kept_whole(store, most):
    content = content_of(2 * SEGMENT)
    blob = store.keep(Trickle(content, most))
    with store.open(blob.name) as reader:
        assert reader.read_all() == content


def test_the_same_content_twice_is_kept_once(store):
    content = content_of(SEGMENT + 1)
    first = keep(store, content)
    before = path_of(store, first.name).read_bytes()
    second = keep(store, content)
    assert second == blobs.Blob(first.name, first.size, new=False)
    assert path_of(store, first.name).read_bytes() == before
    assert len(files_in(store)) == 1


@pytest.mark.parametrize("where", [0, 100, SEGMENT + 200, -1])
def test_adding_a_damaged_file_again_mends_it(store, where):
    content = content_of(2 * SEGMENT)
    name = keep(store, content).name
    flip(path_of(store, name), where % path_of(store, name).stat().st_size)
    assert keep(store, content).new
    store.verify(name)


def test_the_same_content_is_encrypted_differently_in_every_case(tmp_path):
    one, two = BlobStore(tmp_path / "one", KEY), BlobStore(tmp_path / "two", KEY)
    content = content_of(1000)
    name = keep(one, content).name
    assert keep(two, content).name == name
    a, b = path_of(one, name).read_bytes(), path_of(two, name).read_bytes()
    assert a[len(form.MAGIC) :][:32] != b[len(form.MAGIC) :][:32]
    assert a[form.HEADER_BYTES :] != b[form.HEADER_BYTES :]


def test_nothing_readable_is_in_the_file_or_its_name(store):
    name = keep(store, b"CANARY-VALUE " * 30_000).name
    assert b"CANARY" not in path_of(store, name).read_bytes()


def test_five_hundred_single_flipped_bits_are_all_found(store):
    content = content_of(SEGMENT + 900)
    name = keep(store, content).name
    path = path_of(store, name)
    length = path.stat().st_size
    chance = random.Random(3)  # noqa: S311 - a test that repeats itself
    edges = [0, 7, 8, 39, 40, form.cut(len(content), 1).offset, length - 33, length - 32, length - 1]
    for place in edges + [chance.randrange(length) for _ in range(491)]:
        bit = 1 << chance.randrange(8)
        flip(path, place, bit)
        assert refused(store, name)
        flip(path, place, bit)
    store.verify(name)


@pytest.mark.parametrize("size", [0, 1, SEGMENT, 2 * SEGMENT + 5])
def test_a_cut_or_longer_file_is_refused_when_it_is_opened(store, size):
    name = keep(store, content_of(size)).name
    path = path_of(store, name)
    whole = path.read_bytes()
    lengths = {0, 1, 39, 40, 41, 71, 72, 87, 88, len(whole) - 1, len(whole) - 32, len(whole) - 48}
    for length in sorted(length for length in lengths if 0 <= length < len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(DamagedBlob):
            store.open(name)
    for extra in (b"\0", bytes(32), bytes(SEGMENT + 16), whole):
        path.write_bytes(whole + extra)
        with pytest.raises(DamagedBlob):
            store.open(name)


def pieces_of(raw, size):
    cuts = [form.cut(size, n) for n in range(form.segments(size))]
    return (
        raw[: form.HEADER_BYTES],
        [raw[c.offset : c.offset + c.length] for c in cuts],
        raw[-form.SEAL_BYTES :],
    )


def test_segments_that_were_swapped_doubled_or_left_out_are_refused(store):
    size = 4 * SEGMENT
    name = keep(store, content_of(size)).name
    path = path_of(store, name)
    header, (a, b, c, d), seal = pieces_of(path.read_bytes(), size)
    for order in (
        [b, a, c, d],
        [a, a, c, d],
        [a, b, d, c],
        [a, b, c],
        [a, b, c, d, d],
        [a, c, d],
        [d],
        [a, b, c, a],
    ):
        path.write_bytes(header + b"".join(order) + seal)
        assert refused(store, name)


def test_a_blob_with_the_name_of_another_is_refused_when_it_is_opened(store):
    one, two = keep(store, b"first").name, keep(store, b"other").name
    path_of(store, two).write_bytes(path_of(store, one).read_bytes())
    with pytest.raises(DamagedBlob):
        store.open(two)
    with store.open(one) as reader:
        assert reader.read_all() == b"first"


def test_a_segment_of_another_blob_is_refused(store):
    one, two = keep(store, content_of(SEGMENT)).name, keep(store, content_of(SEGMENT)[::-1]).name
    header, _, seal = pieces_of(path_of(store, one).read_bytes(), SEGMENT)
    _, (foreign,), _ = pieces_of(path_of(store, two).read_bytes(), SEGMENT)
    path_of(store, one).write_bytes(header + foreign + seal)
    assert refused(store, one)


def test_the_key_of_another_case_opens_nothing(store):
    name = keep(store, b"mine").name
    with pytest.raises(DamagedBlob):
        BlobStore(store.folder, bytes(32)).open(name)


def test_a_content_that_does_not_hash_to_its_name_is_refused(store):
    # Only somebody with the key could write such a file: every seal in it is right.
    wrong = "ab" * 32
    header = form.MAGIC + bytes(32)
    cipher = form.BlobCipher(KEY, header)
    path_of(store, wrong).parent.mkdir(parents=True)
    path_of(store, wrong).write_bytes(header + bytes(cipher.lock(0, True, b"x")) + cipher.seal(wrong, 1))
    assert read_whole(store, wrong) == b"x"
    assert refused_by_verify(store, wrong)


def test_a_file_cut_while_it_is_open_is_refused(store):
    size = 3 * SEGMENT
    name = keep(store, content_of(size)).name
    with store.open(name) as reader:
        os.truncate(path_of(store, name), SEGMENT)
        with pytest.raises(DamagedBlob):
            reader.read_range(size - 1, 1)


def test_a_missing_file_has_a_sentence_of_its_own(store):
    with pytest.raises(MissingBlob, match="not in the folder"):
        store.open("0" * 64)


@pytest.mark.parametrize(
    "name",
    ["", "..", "a", "A" * 64, "g" * 64, "../" * 21 + "a", "/etc/passwd", "0" * 63, "0" * 65, "0" * 64 + "\n"],
)
def test_a_name_that_is_none_never_becomes_a_path(store, name):
    for ask in (store.open, store.verify):
        with pytest.raises(DamagedBlob):
            ask(name)


@pytest.mark.skipif(os.name != "posix", reason="links and pipes of this kind exist on POSIX systems only")
def test_a_link_a_folder_or_a_pipe_in_place_of_a_blob_is_refused(store, tmp_path):
    name = keep(store, b"abc").name
    path = path_of(store, name)
    (tmp_path / "moved").write_bytes(path.read_bytes())
    path.unlink()
    path.symlink_to(tmp_path / "moved")
    with pytest.raises(UnreadableBlob):
        store.open(name)
    path.unlink()
    path.mkdir()
    with pytest.raises(UnreadableBlob):
        store.open(name)
    path.rmdir()
    os.mkfifo(path)
    with pytest.raises(DamagedBlob):
        store.open(name)
