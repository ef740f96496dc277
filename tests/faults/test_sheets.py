"""Recovery sheets as tired people type them: the wrong line is named, the right sheet opens, no other key."""

import os
import random
import subprocess
import sys
import unicodedata
from pathlib import Path

import numpy as np
import pypdfium2
import pytest

from secondop_desktop.case import tasks
from secondop_desktop.case.tasks import Task
from secondop_desktop.flows.print_sheet import recovery_pdf
from secondop_desktop.vault import case_file
from secondop_desktop.vault.recovery import LINES, SheetError, looks_like_sheet, qr_text, read, sheet
from tests.encrypted_case import PASSPHRASE, cheap_ways
from tests.faults import figures

ROOT = Path(__file__).parents[2]
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
READ_AS = str.maketrans("ILOU", "110V")
NEW = "nine brown otters under the bridge"


def wrong_letter(lines, place, at, chance):
    line = lines[place]
    lines[place] = line[:at] + chance.choice(SIGNS.replace(line[at], "")) + line[at + 1 :]


def swapped(lines, place, at, _chance):
    line = lines[place]
    lines[place] = line[: at - 1] + line[at] + line[at - 1] + line[at + 1 :]


def missing(lines, place, at, _chance):
    lines[place] = lines[place][:at] + lines[place][at + 1 :]


def doubled(lines, place, at, _chance):
    lines[place] = lines[place][:at] + lines[place][at] + lines[place][at:]


def one_more(lines, place, at, chance):
    lines[place] = lines[place][:at] + chance.choice(SIGNS) + lines[place][at:]


def left_out(lines, place, _at, _chance):
    lines[place] = ""


def broken_off(lines, place, at, _chance):
    lines[place] = lines[place][:at]


def group_left_out(lines, place, _at, chance):
    groups = lines[place].split()
    del groups[chance.randrange(1, len(groups))]
    lines[place] = " ".join(groups)


def exchanged(lines, place, _at, chance):
    """Two lines in the wrong order; that is no mistake that matters."""
    other = chance.randrange(LINES)
    lines[place], lines[other] = lines[other], lines[place]


def misread(lines, place, _at, chance):
    """A sign written as one that looks like it; that does not matter either."""
    for sign, like in chance.sample([("0", "O"), ("1", "I"), ("1", "l"), ("V", "U"), ("0", "o")], 2):
        lines[place] = lines[place].replace(sign, like)


MISTAKES = (
    *(wrong_letter, wrong_letter, swapped, missing, doubled, one_more, left_out, broken_off, group_left_out),
    *(exchanged, misread),
)


def typed_with_mistakes(key, chance):
    """A sheet as it was typed: numbered or not, in some case and spacing, with one or two mistakes."""
    lines = list(sheet(key))
    for _ in range(chance.choice((1, 1, 2))):
        place = chance.randrange(LINES)
        letters = [at for at, sign in enumerate(lines[place]) if at > 2 and sign != " "]
        if letters:
            chance.choice(MISTAKES)(lines, place, chance.choice(letters), chance)
    text = chance.choice(["\n", "\r\n", "\n\n"]).join(lines)
    return chance.choice([str, str.lower, str.upper])(text)


def signs_of(text):
    plain = unicodedata.normalize("NFKC", text).upper().translate(READ_AS)
    return "".join(sign for sign in plain if sign in SIGNS)


def lines_gone(key, typed):
    """The numbers of the lines whose twelve signs do not stand in what was typed.

    The number in front of the next line may happen to be the very sign that is missing; then nothing is.
    """
    there = signs_of(typed)
    right = [signs_of(line.split(maxsplit=1)[1]) for line in sheet(key)]
    return {number for number, line in enumerate(right, 1) if line not in there}


def is_answered_rightly(key, typed):
    """Whether the key comes back, or exactly the lines are named that are not as printed."""
    gone = lines_gone(key, typed)
    try:
        return read(typed) == key and not gone
    except SheetError as told:
        if set(told.lines) != gone or not told.advice.endswith("Your case is safe."):
            return False
        return len(gone) == LINES or all(str(number) in told.what for number in gone)


def opens_with_its_sheet(folder):
    """A real case whose passphrase nobody knows any more: a mistake is named, the right sheet opens it."""
    chance = random.Random(str(folder))  # noqa: S311 - the same mistakes each time
    ways = cheap_ways()
    vault = case_file.create(folder, PASSPHRASE, ways)
    with vault.write() as session:
        tasks.keep(session, Task(text="Ask for the slides"))
    key = vault.key
    vault.close()
    wrong = list(sheet(key))
    wrong_letter(wrong, chance.randrange(LINES), 5, chance)
    with pytest.raises(SheetError, match="typing mistake"):
        case_file.unlock(folder, "\n".join(wrong), ways)
    for secret in ("\n".join(sheet(key)), qr_text(key)):
        opened = case_file.unlock(folder, secret, ways)
        with opened.read() as session:
            same = [task.text for task in tasks.everything(session)] == ["Ask for the slides"]
        opened.close()
        assert same
    return key


def seen_in_the_code(key):
    """What a camera reads from the printed sheet."""
    import cv2

    pdf = pypdfium2.PdfDocument(recovery_pdf(sheet(key), "Margaret"))
    for scale in (3, 4, 2):
        picture = np.ascontiguousarray(pdf[0].render(scale=scale).to_numpy()[:, :, :3])
        found, _, _ = cv2.QRCodeDetector().detectAndDecode(picture)
        if found:
            return found
    return ""


def test_of_a_thousand_sheets_each_mistake_is_named_and_each_right_one_opens(many, tmp_path):
    chance = random.Random(1000)  # noqa: S311 - the same sheets each time
    count, real, coded = 1000, many(5, 100), many(3, 50)
    wrong, told, harmless = [], 0, 0
    for number in range(count):
        key = (
            chance.randbytes(32) if number >= real else opens_with_its_sheet(tmp_path / f"{number}.secondop")
        )
        typed = typed_with_mistakes(key, chance)
        told += bool(lines_gone(key, typed))
        harmless += not lines_gone(key, typed)
        right = is_answered_rightly(key, typed) and read("\n".join(sheet(key))) == key
        if not right or (number < coded and read(seen_in_the_code(key)) != key):
            wrong.append(typed)
    reached = (
        f"{count - len(wrong):,} of {count:,}: {told} told with their lines, {harmless} that do not matter; "
        f"{real} real cases opened, {coded} codes read from paper"
    )
    assert told > count // 2
    figures.keep("sheets", reached, held=not wrong)


def test_the_judge_knows_a_wrong_answer():
    """The control: the wrong line named, or a line too many, would be seen."""
    key, other = bytes(32), bytes(range(32))
    lines = list(sheet(key))
    lines[4] = lines[4][:-1]
    assert lines_gone(key, "\n".join(lines)) == {5}
    assert is_answered_rightly(key, "\n".join(lines))
    assert not is_answered_rightly(other, "\n".join(lines))
    assert not is_answered_rightly(other, "\n".join(sheet(key)))


def test_with_everything_gone_but_the_sheet_a_fresh_computer_opens_the_case(tmp_path):
    """No passphrase, no keychain, no settings, another home: the program, the folder and the paper do."""
    vault = case_file.create(tmp_path / "My case.secondop", PASSPHRASE, cheap_ways())
    paper = tmp_path / "typed.txt"
    paper.write_text("\n".join(sheet(vault.key)) + "\n")
    (tmp_path / "new.txt").write_text(NEW)
    assert looks_like_sheet(paper.read_text())
    vault.close()
    (tmp_path / "home").mkdir()
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "DBUS", "SECONDOP"))}
    kept |= {"HOME": str(tmp_path / "home"), "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}

    def says(*words):
        command = [sys.executable, "-m", "secondop_desktop.cli", *map(str, words)]
        return subprocess.run(command, cwd=ROOT, env=kept, capture_output=True, text=True, check=False)

    case = tmp_path / "My case.secondop"
    assert says("info", case, "--passphrase-file", paper).returncode == 0
    changed = says(
        "passphrase", case, "--passphrase-file", paper, "--new-passphrase-file", tmp_path / "new.txt"
    )
    assert changed.returncode == 0, changed.stderr
    assert says("info", case, "--passphrase-file", tmp_path / "new.txt").returncode == 0
    assert says("info", case, "--passphrase-file", paper).returncode == 1
