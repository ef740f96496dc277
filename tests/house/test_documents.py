"""The documents say what is so: links lead somewhere, commands can be typed, names of code are real names."""

import ast
import functools
import hmac
import re
import shlex
import tomllib
import urllib.parse

import pytest
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlcipher3 import dbapi2

import run
from secondop_desktop.case import migrations
from secondop_desktop.cli.__main__ import DONE, main
from secondop_desktop.cli.parser import parser
from secondop_desktop.flows import open_case, take_in
from secondop_desktop.vault.case_file import Ways
from secondop_desktop.vault.keys import PROFILES
from tests.encrypted_case import PASSPHRASE, cheap_ways
from tests.house.source import HOUSE, ROOT, place_of, text_of, tree_of

FRONT = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")
DOCUMENTS = (*(ROOT / name for name in FRONT), *sorted((ROOT / "docs").glob("*.md")))
PICTURES = ROOT / "docs" / "pictures"
PLACEHOLDERS = {
    "COMMAND": "info",
    "WHEN": "2031-05-14T10:30",
    **dict.fromkeys(("CASE", "NAME", "TEXT", "ID", "FILE", "WORD"), "x"),
}
BRITISH = re.compile(
    r"(?i)\b\w*(?:tumour|colour|favour|behaviour|neighbour|honour|centre\b|grey\b|licence|programme\b|catalogued"
    r"|organis|recognis|summaris|apologis|travell|cancell(?:ed|ing)|labell|judgement)\w*"
)
LOUD = re.compile(r"\w!(?:\s|$)")

every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=place_of)


def prose(document):
    """The text of a document without its blocks of code."""
    return re.sub(r"(?ms)^```.*?^```$", "", text_of(document))


def code_blocks(document, kind=""):
    return re.findall(rf"(?ms)^```{kind}\n(.*?)^```$", text_of(document))


def links(document):
    """The targets of links and pictures that lead to another place in the project."""
    found = re.findall(r"\]\(([^)\s]+)\)|<img[^>]*\bsrc=\"([^\"]+)\"", prose(document))
    targets = [first or second for first, second in found]
    return [target for target in targets if not re.match(r"[a-z]+:", target)]


def headings(document):
    """The anchors that the headings of a document make."""
    titles = re.findall(r"(?m)^#+ (.+)$", prose(document))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def dead_links(document):
    for target in links(document):
        path, _, anchor = urllib.parse.unquote(target).partition("#")
        file = (document.parent / path).resolve() if path else document
        if file.is_relative_to(PICTURES) and not PICTURES.is_dir():
            continue  # they are drawn last
        if not file.exists() or (anchor and anchor not in headings(file)):
            yield target


@every_document
def test_every_link_and_picture_is_there(document):
    assert not list(dead_links(document))


def test_the_search_for_dead_links_finds_them(tmp_path):
    page = tmp_path / "page.md"
    lines = ["# A title", "[a](page.md)", "[b](#a-title)", "[c](gone.md)", "![d](no.png)", "[e](page.md#no)"]
    page.write_text("\n\n".join(lines), encoding="utf-8")
    assert list(dead_links(page)) == ["gone.md", "no.png", "page.md#no"]


def test_every_document_can_be_reached_from_the_first_one():
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        document = waiting.pop()
        if document not in reached and document.suffix == ".md" and document.is_file():
            reached.add(document)
            waiting += [(document.parent / target.partition("#")[0]).resolve() for target in links(document)]
    assert not set(DOCUMENTS) - reached


# --- commands ---------------------------------------------------------------------------------------------


def typed(document):
    """Every `secondop …` line of a document, in its text or in a block, as words."""
    lines = re.findall(r"(?m)`(secondop [^`\n]+)`|^\$ (secondop .+)$", text_of(document))
    return [shlex.split(first or second)[1:] for first, second in lines]


def can_be_typed(words):
    """Whether the parser takes these words; capitals stand for what a person puts there.

    A command that is only named, without a case, has to be one that there is.
    """
    whole = [PLACEHOLDERS.get(word, word) for word in words]
    if all(re.fullmatch("[a-z-]+", word) for word in words):
        whole.append("--help")
    try:
        parser().parse_args(whole)
    except SystemExit as left:
        return not left.code
    return True


@every_document
def test_every_command_of_the_twin_can_be_typed(document, capsys):
    assert not [words for words in typed(document) if not can_be_typed(words)]


def test_every_command_of_the_twin_has_its_line():
    page = text_of(ROOT / "docs" / "command-line.md")
    top = parser()._subparsers._group_actions[0].choices
    for name, command in top.items():
        inner = command._subparsers._group_actions[0].choices if command._subparsers else {"": None}
        for word in inner:
            command_words = f"{name} {word}".strip()
            assert f"`secondop {command_words} " in page, f"docs/command-line.md lacks {command_words}"


@every_document
def test_every_way_to_run_exists(document):
    named = set(re.findall(r"(?:\./run|run\.py) ([a-z]+)\b", text_of(document)))
    assert not named - set(run.COMMANDS) - {"itself"}, "run.py knows no such word"
    targets = set(re.findall(r"(?m)^([a-z]+):", text_of(ROOT / "Makefile")))
    assert set(re.findall(r"`make ([a-z]+)`", text_of(document))) <= targets


def test_the_first_thing_to_read_is_the_two_commands():
    first, *_ = code_blocks(ROOT / "README.md")
    assert [line.split("  ")[0] for line in first.splitlines()] == ["./run", "./run test"]


def test_the_session_in_the_readme_goes_exactly_like_that(tmp_path, monkeypatch, capsys):
    ways = cheap_ways()
    monkeypatch.setattr(open_case, "usual_ways", lambda: ways)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "resources").symlink_to(ROOT / "resources")
    (tmp_path / "secret").write_text(PASSPHRASE, encoding="utf-8")
    (session,) = code_blocks(ROOT / "README.md", "console")
    for part in session.split("$ ")[1:]:
        command, *answer = part.splitlines()
        assert main([*shlex.split(command)[1:], "--passphrase-file", "secret"]) == DONE, command
        said = capsys.readouterr().out.splitlines()
        if answer[-1] == "  …":  # a recovery sheet, which is another one each time
            answer, said = answer[:-2], said[: len(answer) - 2]
        assert said == answer, command


# --- names ------------------------------------------------------------------------------------------------


def contracts():
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))
    return [contract["name"] for contract in project["tool"]["importlinter"]["contracts"]]


def test_the_contracts_in_the_picture_of_the_house_are_the_real_ones():
    (table,) = re.findall(r"(?s)\| Contract \|[^\n]*\n\|[-|]+\n(.*?)\n\n", text_of(ROOT / "ARCHITECTURE.md"))
    assert [line.split(" | ")[0].removeprefix("| ") for line in table.splitlines()] == contracts()


def test_every_room_stands_in_the_picture():
    rooms = {file.parent.name for file in HOUSE.glob("*/__init__.py")}
    (table,) = re.findall(r"(?s)\| Room \|[^\n]*\n\|[-|]+\n(.*?)\n\n", text_of(ROOT / "ARCHITECTURE.md"))
    assert {line.split("`")[1].rstrip("/") for line in table.splitlines()} == rooms | {"resources"}


def code_words(document):
    return {word.strip() for word in re.findall(r"(?<!`)`([^`\n]+)`(?!`)", prose(document))}


@functools.cache
def names_in(place):
    """What a module, or a class of it, defines: name -> its node."""
    body = place.body if isinstance(place, ast.ClassDef) else tree_of(place).body
    found = {}
    for node in body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            found[node.name] = node
        for target in getattr(node, "targets", [getattr(node, "target", None)]):
            if isinstance(target, ast.Name):
                found[target.id] = node
    return found


def is_real(dotted):
    """Whether `vault.vault.Vault.write` is a module, or something defined in one."""
    place, *rest = HOUSE, *dotted.split(".")
    while rest and isinstance(place, type(HOUSE)):
        if place.suffix == ".py":
            place = names_in(place).get(rest.pop(0))
        elif (place / rest[0]).is_dir():
            place = place / rest.pop(0)
        else:
            place = place / f"{rest.pop(0)}.py"
            if not place.is_file():
                return False
    for name in rest:
        place = names_in(place).get(name) if isinstance(place, ast.ClassDef) else None
    return place is not None


@every_document
def test_every_name_in_the_code_is_a_real_one(document):
    rooms = "|".join(folder.parent.name for folder in HOUSE.glob("*/__init__.py"))
    dotted = [
        w for w in code_words(document) if re.fullmatch(rf"(?:{rooms}|app)(?:\.(?!db\b|lock\b)\w+)+", w)
    ]
    assert not [word for word in dotted if not is_real(word)]


def test_the_search_for_made_up_names_finds_them():
    assert is_real("vault.vault.Vault.write")
    assert is_real("case.bin.FAMILIES")
    assert is_real("ui.door")
    assert not is_real("vault.vault.Vault.leak")
    assert not is_real("vault.back_door")
    assert not is_real("case.bin.burn")


@every_document
def test_every_path_that_is_named_exists(document):
    paths = [word for word in code_words(document) if re.fullmatch(r"[\w.]+/(?:[\w.*/-]*\w/?)?", word)]
    of_a_case = re.compile(r"blobs/|build/|\.venv/|secondop/")
    missing = [
        path
        for path in paths
        if not of_a_case.match(path) and not (HOUSE / path).exists() and not (ROOT / path).exists()
    ]
    assert not missing


# --- words ------------------------------------------------------------------------------------------------


@every_document
def test_documents_are_level_and_in_american_spelling(document):
    text = re.sub(r"`[^`\n]*`", "", prose(document))
    assert not BRITISH.findall(text)
    assert not LOUD.findall(re.sub(r"!\[", "[", text))


@every_document
def test_lines_of_a_document_fit_beside_each_other(document):
    free = re.compile(r"^\||^!\[|^\$ ")
    assert not [line for line in text_of(document).splitlines() if len(line) > 120 and not free.match(line)]


@every_document
def test_a_document_begins_with_its_one_title(document):
    assert text_of(document).startswith("# ")
    assert len(re.findall(r"(?m)^# ", prose(document))) == 1


def test_every_decision_is_dated_and_says_why():
    decisions = text_of(ROOT / "ARCHITECTURE.md").partition("## Decisions")[2].strip().split("\n\n")[1:]
    assert len(decisions) > 15
    for decision in decisions:
        assert re.match(r"\*\*20\d\d-\d\d-\d\d\. \S[^*]+\.\*\* \S", decision), decision
        assert len(decision.split()) > 25, f"why? {decision}"


def test_the_version_that_is_told_of_is_the_one_that_is_built():
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    assert re.search(r"(?m)^## (\S+?),? ", text_of(ROOT / "CHANGELOG.md")).group(1) == project["version"]


# --- the form of a case -----------------------------------------------------------------------------------


def test_a_case_can_be_read_with_what_its_document_says(tmp_path):
    """Follows docs/case-file.md with nothing of the vault, as somebody would who has lost the program."""
    report, case = tmp_path / "report.txt", tmp_path / "case"
    report.write_text("Grade 2 of 3. " * 40_000, encoding="utf-8")
    ways = Ways(migrations.steps(), profile_for_new_case=lambda: PROFILES[1])
    vault = open_case.create(case, PASSPHRASE, "Margaret", ways).vault
    take_in.take_in(vault, [report])
    vault.close()

    salt = (case / "case.db").read_bytes()[:16]
    key = hash_secret_raw(PASSPHRASE.encode(), salt, 3, 64 * 1024, 4, 32, Type.ID)
    connection = dbapi2.connect(str(case / "case.db"))
    connection.execute("PRAGMA cipher_default_page_size = 16384")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
    assert connection.execute("SELECT name FROM person").fetchall() == [("Margaret",)]
    (secret,) = connection.execute("SELECT value FROM vault_meta WHERE name = 'secret'").fetchone()
    blob, file_name = connection.execute("SELECT blob, file_name FROM document").fetchone()
    connection.close()
    assert file_name == "report.txt"
    assert content_of(case / "blobs" / blob[:2] / blob, secret) == report.read_bytes()


def content_of(file, secret):
    """What the file of a blob holds, by the words of docs/case-file.md."""
    blob = file.read_bytes()
    header, body, seal = blob[:40], blob[40:-32], blob[-32:]
    assert header.startswith(b"SOBLOB\x00\x02")
    blob_key = HKDF(SHA256(), 32, None, b"secondop/blobs").derive(secret)
    name_key = HKDF(SHA256(), 32, None, b"secondop/blob name 2").derive(blob_key)
    sum_key = HKDF(SHA256(), 32, None, b"secondop/blob content").derive(blob_key)
    keys = HKDF(SHA256(), 71, header[8:], b"secondop/blob").derive(blob_key)
    step = 256 * 1024 + 16
    segments = [body[start : start + step] for start in range(0, len(body), step)]
    content = b""
    for number, segment in enumerate(segments):
        nonce = keys[32:39] + number.to_bytes(4, "big") + bytes([number == len(segments) - 1])
        content += AESGCM(keys[:32]).decrypt(nonce, segment, header)
    assert len(segments) > 1
    tag = AESGCM(sum_key).encrypt(bytes(12), b"", content)
    assert file.name == hmac.new(name_key, tag + len(content).to_bytes(8, "big"), "sha256").hexdigest()
    assert seal == hmac.digest(keys[39:], f"{file.name} {len(content)}".encode(), "sha256")
    return content
