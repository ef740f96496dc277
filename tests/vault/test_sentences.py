"""Each error of the vault says what happened and what to do, in whole sentences of a level voice."""

import errno
import re
from types import FunctionType

import pytest
from sqlalchemy.exc import OperationalError

from secondop_desktop.base import language
from secondop_desktop.base.errors import UserError
from secondop_desktop.base.language import tr, trn
from secondop_desktop.vault import blob_errors, errors
from secondop_desktop.vault.lock_file import CannotLock, CaseInUse, Holder

WHOLE = re.compile(r"[A-Z“][^!]*[.?]")
SHOUTED = re.compile(r"\b(?!IDC\b|SQL\b)[A-Z]{2,}\b")
ADA = Holder("Ada", "machine", 7, "boot", "started", "2026-03-02T09:30:00+00:00", "token")
FULL, TOO_LARGE = OSError(errno.ENOSPC, "full"), OSError(errno.EFBIG, "large")


def refused(text):
    """What the vault makes of an error that the database words like this."""
    return errors.in_words(OperationalError("statement", {}, Exception(text)))


def whole_sentences(text):
    return WHOLE.fullmatch(text) and not SHOUTED.search(text) and not re.search(r"\{|None", text)


EACH = {
    "wrong secret": (errors.WrongSecret, "passphrase", "Nothing was changed"),
    "newer": (errors.CaseNewer, "newer version", "Nothing was changed"),
    "upgrade": (lambda: errors.UpgradeRefused(errors.NoRoom()), "copied first", "Please make some room"),
    "no cipher": (errors.CipherMissing, "encrypts", "was not touched"),
    "row": (lambda: errors.RowDamaged("note", "1"), "One entry", "Nothing else was changed"),
    "file": (errors.damaged_file, "damaged", "repair it into a new case"),
    "sum": (errors.not_as_written, "last wrote it", "still look at it"),
    "stale": (errors.StaleEdit, "changed meanwhile", "make your change again"),
    "no room": (errors.NoRoom, "no room left", "Everything saved before is safe"),
    "silent": (errors.DiskSilent, "disk", "Nothing was changed"),
    "kept after all": (errors.KeptAfterAll, "kept your last change", "Nothing was lost"),
    "full": (lambda: refused("database or disk is full"), "no room left", "safe"),
    "readonly": (lambda: refused("attempt to write a readonly database"), "may not write", "safe"),
    "read-only": (lambda: refused("this is read-only"), "may not write", "write-protected"),
    "open": (lambda: refused("unable to open database file"), "did not answer", "still connected"),
    "answer": (lambda: refused("disk I/O error"), "did not answer", "still connected"),
    "malformed": (
        lambda: refused("database disk image is malformed"),
        "damaged",
        "repair it into a new case",
    ),
    "hmac": (lambda: refused("hmac check failed"), "damaged", "repair it into a new case"),
    "not one": (lambda: refused("file is not a database"), "damaged", "repair it into a new case"),
    "decrypting": (lambda: refused("error decrypting page"), "damaged", "repair it into a new case"),
    "index": (
        lambda: refused("vtable constructor failed: page_find"),
        "damaged",
        "repair it into a new case",
    ),
    "page of an index": (
        lambda: refused('fts5: corruption found reading blob 824633720836 from table "own_find"'),
        "damaged",
        "repair it into a new case",
    ),
    "outline of an index": (
        lambda: refused('fts5: corrupt structure record for table "page_find"'),
        "damaged",
        "repair it into a new case",
    ),
    "locked": (lambda: refused("database is locked"), "Another program", "Close it there first"),
    "damaged blob": (lambda: blob_errors.DamagedBlob("ab"), "damaged", "from a backup"),
    "missing blob": (lambda: blob_errors.MissingBlob("ab"), "not in the folder", "from a backup"),
    "unreadable blob": (lambda: blob_errors.UnreadableBlob("ab"), "did not let", "from a backup"),
    "reading only": (blob_errors.BlobsReadOnly, "reading only", "Nothing was lost"),
    "broken off": (blob_errors.could_not_be_read, "not added", "still connected"),
    "not listed": (blob_errors.could_not_be_listed, "looked into", "disk is connected"),
    "full disk": (lambda: blob_errors.could_not_be_kept(FULL), "disk is full", "Make some room"),
    "too large": (lambda: blob_errors.could_not_be_kept(TOO_LARGE), "as large", "own disk"),
    "not kept": (lambda: blob_errors.could_not_be_kept(OSError(5, "")), "not be written", "may write"),
    "in use": (lambda: CaseInUse(ADA, same_host=True), "another window", "Nothing was changed"),
    "elsewhere": (lambda: CaseInUse(ADA, same_host=False), "Ada", "Nothing was changed"),
    "no lock": (CannotLock, "reading only", "copy the case"),
}


@pytest.mark.parametrize("name", EACH)
def test_an_error_says_what_happened_and_what_to_do(name):
    make, happened, advised = EACH[name]
    error = make()
    assert isinstance(error, UserError)
    assert happened in error.what
    assert advised in error.advice
    assert whole_sentences(error.what), error.what
    assert whole_sentences(error.advice), error.advice


@pytest.mark.parametrize(
    "kind", [blob_errors.MissingBlob, blob_errors.UnreadableBlob, blob_errors.DamagedBlob]
)
def test_an_error_about_a_file_knows_its_name(kind):
    assert kind("ab12").name == "ab12"


def test_an_error_about_an_entry_knows_which():
    error = errors.RowDamaged("note", "1")
    assert (error.family, error.item) == ("note", "1")


def test_an_error_that_is_a_bug_gets_no_sentence():
    assert refused("no such column: doktor") is None


def test_who_has_the_case_open_is_told():
    error = CaseInUse(ADA, same_host=False)
    assert (error.holder, error.host, error.pid, error.same_host) == (ADA, "Ada", 7, False)
    assert error.since.isoformat() == "2026-03-02T09:30:00+00:00"
    unknown = CaseInUse(None, same_host=True)
    assert (unknown.holder, unknown.host, unknown.pid, unknown.since) == (None, "", 0, None)
    assert unknown.same_host is True


def test_what_a_window_of_another_test_says_meanwhile_is_not_taken_for_the_vaults():
    def says():
        tr("(F7)")
        trn("one", "many", 2)

    elsewhere = {"__name__": "secondop_desktop.ui.player_part", "tr": language.tr, "trn": language.trn}
    FunctionType(says.__code__, elsewhere)()
    assert language._translations.said == []
    language.tr("The vault says this.")
    assert language._translations.said == ["The vault says this."]
