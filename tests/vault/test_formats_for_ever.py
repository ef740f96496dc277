"""What lies in a case is made exactly as written down here, so that each later version can prove it."""

import hashlib
import hmac
import json

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import text

from secondop_desktop.case import doctors
from secondop_desktop.case.doctors import Doctor
from secondop_desktop.vault import blob_format as form
from secondop_desktop.vault.blobs import BlobStore
from secondop_desktop.vault.digest import RowSeal, SetDigest, raw_value
from secondop_desktop.vault.history import versions_of
from secondop_desktop.vault.keys import subkey
from secondop_desktop.vault.manifest import Manifest
from tests.vault.blob_parts import KEY, SEGMENT, content_of, keep, path_of

HEADER = form.MAGIC + bytes(range(32, 64))


def hmac_of(key, words):
    return hmac.digest(key, words, hashlib.sha256)


def test_a_row_is_sealed_over_this_very_text():
    found = RowSeal(KEY).of("note", {"text": "Blüte 🌷", "due": None, "count": 3})
    assert found == hmac_of(KEY, '["note",{"count":3,"due":null,"text":"Blüte 🌷"}]'.encode())


@pytest.mark.parametrize(
    ("value", "kept"),
    [(b"\x00\xff\xfe", "b64:AP/+"), (True, 1), (False, 0), (2.5, 2.5), ("x", "x"), (None, None)],
)
def test_each_kind_of_value_is_sealed_as_the_database_keeps_it(value, kept):
    assert raw_value(value) == kept
    assert type(raw_value(value)) is type(kept)


def test_a_sum_over_no_rows_is_nothing():
    assert (SetDigest().total, SetDigest().rows) == (0, 0)
    assert Manifest.empty().rows == SetDigest()
    assert (Manifest.empty().commits, Manifest.empty().token) == (0, "")


def test_rows_that_come_and_go_are_summed_round_the_clock():
    most = (2**256 - 1).to_bytes(32)
    rows = SetDigest()
    rows.add_all([most, bytes(31) + b"\x05"])
    assert (rows.total, rows.rows) == (4, 2)
    rows.remove(bytes(31) + b"\x06")
    assert (rows.total, rows.rows) == (2**256 - 2, 1)
    rows.add(bytes(31) + b"\x03")
    assert (rows.as_bytes(), rows.rows) == (bytes(31) + b"\x01", 2)
    rows.add_all([b"\x01"])
    assert (rows.total, rows.rows) == (2, 3)
    assert rows != SetDigest(2, 4)
    assert rows != (2, 3)


def test_the_manifest_is_sealed_over_this_very_row():
    manifest = Manifest(SetDigest(255, 2), 7, "ab")
    row = f'["manifest",{{"commits":7,"rows":2,"token":"ab","total":"{"ff":0>64}"}}]'
    _statement, values = manifest.statement(RowSeal(KEY))
    assert values["digest"] == hmac_of(KEY, row.encode())
    assert {name: values[name] for name in ("total", "rows", "commits", "token")} == {
        "total": bytes(31) + b"\xff",
        "rows": 2,
        "commits": 7,
        "token": "ab",
    }


def test_each_commit_is_counted_and_has_a_name_of_its_own(vault):
    seen = [vault._manifest]
    for name in ("Dr A", "Dr B"):
        with vault.write() as session:
            doctors.keep(session, Doctor(name=name))
        seen.append(vault._manifest)
    first, second, third = seen
    assert (second.commits, third.commits) == (first.commits + 1, first.commits + 2)
    assert len({manifest.token for manifest in seen}) == 3
    assert {len(manifest.token) for manifest in (second, third)} == {32}


def test_a_version_is_named_by_the_hash_of_what_it_says(vault):
    with vault.write() as session:
        kept = doctors.keep(session, Doctor(name="Bác sĩ Hạnh"))
    with vault.connection() as connection:
        (version,) = versions_of(connection, kept.id)
    parts = ["doctor", kept.id, "new", [], version.writer, version.clock, version.changes]
    said = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    assert "Bác sĩ" in said
    assert version.id == hashlib.sha256(said.encode()).hexdigest()


def test_changes_are_kept_as_the_shortest_text_in_one_order(vault):
    with vault.write() as session:
        doctors.keep(session, Doctor(name="Bác sĩ", phone="1"))
    with vault.connection() as connection:
        (kept,) = connection.execute(text("SELECT changes FROM version")).scalars().all()
    assert '"name":"Bác sĩ"' in kept
    assert kept == json.dumps(json.loads(kept), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    assert list(json.loads(kept)) == sorted(json.loads(kept))


@pytest.mark.parametrize("size", [0, 1, SEGMENT, SEGMENT + 1])
def test_a_blob_can_be_read_by_its_description_alone(store, size):
    content = content_of(size)
    name = keep(store, content).name
    whole = path_of(store, name).read_bytes()
    header, seal = whole[:40], whole[-32:]
    secret = HKDF(algorithm=SHA256(), length=71, salt=header[8:], info=b"secondop/blob").derive(KEY)
    pieces = [
        whole[40:-32][place : place + SEGMENT + 16] for place in range(0, len(whole) - 72, SEGMENT + 16)
    ]
    read = b""
    for number, piece in enumerate(pieces):
        nonce = secret[32:39] + number.to_bytes(4, "big") + bytes([number == len(pieces) - 1])
        read += AESGCM(secret[:32]).decrypt(nonce, piece, header)
    assert header[:8] == b"SOBLOB\x00\x02"
    assert read == content
    assert seal == hmac_of(secret[39:], f"{name} {size}".encode())
    tag = AESGCM(subkey(KEY, "blob content")).encrypt(bytes(12), b"", content)
    assert name == hmac_of(subkey(KEY, "blob name 2"), tag + size.to_bytes(8, "big")).hex()


def test_two_blobs_never_share_their_keys():
    other = form.BlobCipher(KEY, form.MAGIC + bytes(32))
    sealed = bytes(form.BlobCipher(KEY, HEADER).lock(0, True, b"words"))
    assert bytes(other.lock(0, True, b"words")) != sealed
    assert other.seal("ab", 5) != form.BlobCipher(KEY, HEADER).seal("ab", 5)


@pytest.mark.parametrize(
    ("body", "size"),
    [
        (16, 0),
        (17, 1),
        (SEGMENT + 15, SEGMENT - 1),
        (SEGMENT + 16, SEGMENT),
        (SEGMENT + 33, SEGMENT + 1),
        (2 * SEGMENT + 32, 2 * SEGMENT),
    ],
)
def test_the_size_of_a_blob_follows_from_the_length_of_its_file(body, size):
    assert form.size_of(body + 72) == size


@pytest.mark.parametrize("body", [-72, -1, 0, 1, 15, SEGMENT + 17, SEGMENT + 31, SEGMENT + 32])
def test_a_length_no_blob_can_have_is_refused(body):
    with pytest.raises(form.NotAuthentic):
        form.size_of(body + 72)


@pytest.mark.parametrize("header", [HEADER[:-1], HEADER + b"x", b"X" + HEADER[1:], b""])
def test_a_header_of_another_kind_is_refused(header):
    with pytest.raises(form.NotAuthentic):
        form.BlobCipher(KEY, header)


def test_a_number_beyond_the_last_segment_never_repeats_a_nonce():
    cipher = form.BlobCipher(KEY, HEADER)
    assert cipher._nonce(2**32 - 1, last=False)[7:] == b"\xff\xff\xff\xff\x00"
    with pytest.raises(ValueError, match="at most one pebibyte"):
        cipher.lock(2**32, False, b"")


@pytest.mark.parametrize(("size", "number", "place"), [
    (0, 0, (40, 16, True)),
    (SEGMENT, 0, (40, SEGMENT + 16, True)),
    (SEGMENT + 5, 0, (40, SEGMENT + 16, False)),
    (SEGMENT + 5, 1, (40 + SEGMENT + 16, 21, True)),
    (3 * SEGMENT, 1, (40 + SEGMENT + 16, SEGMENT + 16, False)),
])  # fmt: skip
def test_each_segment_lies_where_it_was_written(size, number, place):
    assert form.cut(size, number) == form.Cut(*place)


def test_the_key_of_the_attached_files_comes_from_the_secret_of_the_case(vault):
    name = keep(vault.blobs, b"a letter").name
    with vault.connection() as connection:
        kept = {row.name: row.value for row in connection.execute(text("SELECT * FROM vault_meta"))}
    assert len(kept["secret"]) == 32
    assert vault.case_id == kept["case_id"].decode()
    again = BlobStore(vault.folder / "blobs", subkey(kept["secret"], "blobs"))
    with again.open(name) as reader:
        assert reader.read_all() == b"a letter"
