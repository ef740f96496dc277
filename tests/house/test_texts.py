"""Every sentence a person reads goes through tr() or trn(), so that another language is only another file."""

import ast
import re

import pytest

from tests.house.source import HOUSE, calls, house_files, last_name, name_of, place_of, tree_of

SHOWS_TEXT = re.compile(
    r"set(?:Text|PlainText|Html|Title|SubTitle|PlaceholderText|ToolTip|StatusTip|WhatsThis|WindowTitle|LabelText"
    r"|AccessibleName|AccessibleDescription|HeaderLabels|InformativeText|DetailedText|Prefix|Suffix"
    r"|SpecialValueText|ButtonText)"
    r"|add(?:Item|Items|Tab|Menu|Section)|insertItem|showMessage"
    r"|Q(?:Label|PushButton|ToolButton|CheckBox|RadioButton|GroupBox|Action|Menu|ProgressDialog)"
)
"""What puts its text arguments on the screen or into a screen reader."""
SENTENCE = re.compile(r"(?!.*\(\*\.)[A-Z][\w'’]*(?: [\w'’(]+)+.*[.?:…]?$", re.DOTALL)
"""Words that begin like a sentence: a capital letter and one more word; not a pattern of file names."""
NOT_SHOWN = re.compile(
    r"trn?|getLogger|debug|info|warning|error|exception|critical|compile|Template|execute|text|fromString|strptime"
    r"|(?:Runtime|Value|Key|Type|Lookup|Assertion|NotImplemented|OS|Index|Attribute|Import)Error"
    r"|setFamilies|setFamily|addApplicationFont|QFont|QKeySequence|setObjectName|TypeVar|cast|field|add_argument"
)
"""Calls whose words no person reads: the log, patterns, SQL, names of fonts, and errors that are bugs."""
LETTERS = re.compile(r"(?!SecondOp)\b[^\W\d_]{2}")
"""Something to translate: at least one word that is not the name of the program."""


def words(node):
    """The literal text in an argument: a string, or the fixed parts of an f-string; None if there is none."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value for part in node.values if isinstance(part, ast.Constant))
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
        return words(node.left) or words(node.right)
    if isinstance(node, ast.IfExp):
        return words(node.body) or words(node.orelse)
    return None


def arguments(call):
    return [*call.args, *(keyword.value for keyword in call.keywords)]


def error_names():
    """UserError and every class of the house that comes from it."""
    classes = [n for f in house_files() for n in ast.walk(tree_of(f)) if isinstance(n, ast.ClassDef)]
    known = {"UserError", "FieldError"}
    while more := {c.name for c in classes if {last_name(b) for b in c.bases} & known} - known:
        known |= more
    return known


def untranslated_on_screen(tree):
    """(line, text) of words that are handed to the screen as they are."""
    for call in calls(tree):
        if SHOWS_TEXT.fullmatch(last_name(call)):
            found = [(call.lineno, words(a)) for a in arguments(call)]
            yield from ((line, text) for line, text in found if text and LETTERS.search(text))


def untranslated_sentences(tree):
    """(line, text) of sentences in any call, except in those whose words are not shown."""
    for call in calls(tree):
        if not NOT_SHOWN.fullmatch(last_name(call)):
            found = [(call.lineno, words(a)) for a in arguments(call)]
            yield from ((line, text) for line, text in found if text and SENTENCE.match(text))


def untranslated_errors(tree, names):
    """(line, text) of what an error says without tr(); the first word of a FieldError is a name, not text."""
    for call in calls(tree):
        if last_name(call) in names or name_of(call) == "super.__init__":
            found = [(call.lineno, words(a)) for a in arguments(call)]
            yield from ((line, text) for line, text in found if text and " " in text and LETTERS.search(text))


def unfindable_texts(tree):
    """(line, text) of tr() and trn() whose text is put together first: no translator would ever see it."""
    for call in calls(tree):
        texts = call.args[: {"tr": 1, "trn": 2}.get(last_name(call), 0)]
        for text in texts:
            made = isinstance(text, ast.JoinedStr | ast.BinOp) or last_name(text) in {
                "format",
                "join",
                "replace",
            }
            if made:
                yield call.lineno, ast.unparse(text)


def report(found):
    return "say it with tr():\n  " + "\n  ".join(
        f"{place}:{line}: {text[:80]!r}" for place, line, text in found
    )


def in_rooms(*rooms):
    return [f for f in house_files() if f.relative_to(HOUSE).parts[0] in rooms]


def test_nothing_is_put_on_the_screen_without_translation():
    found = [
        (place_of(f), *hit) for f in in_rooms("ui", "app.py") for hit in untranslated_on_screen(tree_of(f))
    ]
    assert not found, report(found)


def test_no_sentence_is_handed_on_without_translation():
    rooms = in_rooms("ui", "app.py", "flows", "journey", "paper", "reading", "intake", "search")
    found = [(place_of(f), *hit) for f in rooms for hit in untranslated_sentences(tree_of(f))]
    assert not found, report(found)


def test_every_error_a_person_sees_is_translated():
    names = error_names()
    found = [(place_of(f), *hit) for f in house_files() for hit in untranslated_errors(tree_of(f), names)]
    assert not found, report(found)


def test_a_translator_can_find_every_text():
    found = [(place_of(f), *hit) for f in house_files() for hit in unfindable_texts(tree_of(f))]
    assert not found, "write {name} in the text and pass name=value:\n" + report(found)


@pytest.mark.parametrize(
    "faulty",
    [
        "name.setText('Saved')",
        "QPushButton('Add a doctor', self)",
        "name.setToolTip(f'Open {file}')",
        "self.tabs.addTab(page, 'Notes')",
        "button.setText('Stop' if running else 'Go')",
    ],
)
def test_the_search_for_bare_words_finds_them(faulty):
    assert list(untranslated_on_screen(ast.parse(faulty)))


@pytest.mark.parametrize(
    "sound",
    [
        "name.setText(tr('Saved'))",
        "w.setWindowTitle('SecondOp')",
        "name.setText('–')",
        "x.setObjectName('a')",
    ],
)
def test_the_search_for_bare_words_leaves_sound_lines_alone(sound):
    assert not list(untranslated_on_screen(ast.parse(sound)))


def test_the_search_for_sentences_finds_one_in_any_call():
    assert list(untranslated_sentences(ast.parse("self.notices.tell('The scan was added.')")))
    assert not list(untranslated_sentences(ast.parse("self.notices.tell(tr('The scan was added.'))")))


def test_the_search_for_errors_finds_bare_sentences():
    faulty = "raise FieldError('name', 'A doctor needs a name.')"
    sound = "raise FieldError('name', tr('A doctor needs a name.'))"
    assert list(untranslated_errors(ast.parse(faulty), {"FieldError"}))
    assert not list(untranslated_errors(ast.parse(sound), {"FieldError"}))


def test_the_search_for_made_up_texts_finds_them():
    assert list(unfindable_texts(ast.parse("tr(f'Page {n}')")))
    assert not list(unfindable_texts(ast.parse("tr('Page {n}', n=n)")))
