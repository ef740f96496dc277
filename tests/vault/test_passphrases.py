"""Which passphrases are good enough, and which are offered."""

import math
import re

import pytest

from secondop_desktop.vault import words as word_list
from secondop_desktop.vault.passphrases import OFFERED_WORDS, SHORTEST, judge, offer
from secondop_desktop.vault.words import HOW_MANY, words

EASY_TO_GUESS = [
    "aaaaaaaaaaaaaaaaaaaa",
    "abcdefghijklmnopqrstuvwxyz",
    "zyxwvutsrqponmlkjihgfedcba",
    "123456789012345",
    "qwertyuiopasdfghjkl",
    "1qaz1qaz1qaz1qaz1qaz",
    "asdfasdfasdfasdf",
    "passwordpassword",
    "Password Password 1",
    "P@ssw0rd P@ssw0rd!",
    "correct horse battery staple",
    "correcthorsebatterystaple",
    "CorrectHorseBatteryStaple1",
    "SecondOp SecondOp 1",
    "my passphrase is secret",
    "ILoveYouILoveYou",
    "abababababababababab",
    "               ",
]


@pytest.mark.parametrize("text", EASY_TO_GUESS)
def test_what_everybody_would_try_is_refused(text):
    judgement = judge(text)
    assert not judgement.ok
    assert judgement.strength == 0
    assert "easy to guess" in judgement.sentence


@pytest.mark.parametrize(
    "text",
    [
        "rain on the tin roof",
        "my grey cat sleeps on maps",
        "ñandú bebe té de menta",
        "我的祖母喜欢在窗边读书和画画听雨",
        "x7#Kp2!vQz9@Lm4",
    ],
)
def test_a_passphrase_of_unrelated_words_or_signs_is_taken(text):
    assert judge(text).ok


def test_no_capitals_digits_or_signs_are_asked_for():
    assert judge("seven slow boats carry yellow lamps").strength == 4


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "at least 15"), ("short", "10 more characters"), ("fourteen chars", "1 more character.")],
)
def test_a_short_passphrase_is_told_how_much_is_missing(text, said):
    judgement = judge(text)
    assert not judgement.ok
    assert said in judgement.sentence


def test_length_is_counted_in_the_form_the_key_is_made_from():
    decomposed = "e\u0301" * 14
    assert len(decomposed) > SHORTEST
    assert "1 more character" in judge(decomposed).sentence


@pytest.mark.parametrize("strange", ["\n", "\x00", "\ud83d", "\U0010ffff", "\ue000"])
def test_signs_that_may_change_on_another_computer_are_refused(strange):
    judgement = judge(f"rain on the tin roof{strange}")
    assert not judgement.ok
    assert "another computer" in judgement.sentence


def test_the_own_name_counts_for_nothing():
    text = "Margaret Sullivan 1962"
    assert judge(text).ok
    assert not judge(text, names=["Margaret Anne Sullivan"]).ok
    assert not judge("margaretsullivanmargaret", names=["Márgaret", "Sullivan", "Margaret"]).ok


def test_a_name_of_one_or_two_letters_takes_nothing_away():
    text = "rain on the tin roof"
    assert judge(text, names=["Li", "O"]) == judge(text)


def test_a_well_known_phrase_with_something_of_ones_own_added_is_weighed_by_what_is_added():
    assert not judge("password password ab").ok
    assert judge("password rain on the tin roof").ok


def test_strength_grows_with_what_cannot_be_foreseen():
    texts = [
        "margin boat to",
        "margin boat top hat",
        "margin boat top hat queen",
        "margin boat top hat queen jug fly",
    ]
    strengths = [judge(text + "!!").strength for text in texts]
    assert strengths == sorted(strengths)
    assert len(set(strengths)) >= 3


def test_an_offered_passphrase_is_six_words_of_the_list_and_strong():
    known = set(words())
    for _ in range(300):
        offered = offer()
        assert len(offered.split(" ")) == OFFERED_WORDS
        assert set(offered.split(" ")) <= known
        assert judge(offered).strength == 4, offered


def test_offers_differ_and_use_the_whole_list():
    drawn = [word for _ in range(1500) for word in offer().split()]
    # 9,000 draws out of 7,776 leave about e ** -1.157 of the words undrawn.
    assert abs(len(set(drawn)) / HOW_MANY - (1 - math.exp(-9000 / HOW_MANY))) < 0.03
    assert drawn[:6] != drawn[6:12]


def test_the_words_are_short_plain_and_none_begins_another():
    known = set(words())
    assert len(known) == 6**5
    assert math.log2(len(known)) * OFFERED_WORDS > 77
    assert all(re.fullmatch("[a-z]{3,8}", word) for word in known)
    assert not [word for word in known for end in range(3, len(word)) if word[:end] in known]
    assert list(words()) == sorted(words())


SORE = re.compile(
    "cancer|tumor|dead|death|dying|kill$|murder|blood|surg|grief|^grave|hospi|nurse$|doctor|sick"
    "|^(die|ill|pain|fear|sad|hurt|worse|last|lose|lost|scar|weak|cure|pill|tears)$"
)


def test_no_word_of_the_list_frightens():
    assert [word for word in words() if SORE.search(word)] == ["skill"]


@pytest.mark.parametrize("change", ["shortened", "doubled", "lengthened"])
def test_a_list_that_was_shortened_or_changed_is_refused(tmp_path, change):
    path = tmp_path / "en.txt"
    all_words = words()
    changed = {
        "shortened": all_words[:-1],
        "doubled": (*all_words[:-1], all_words[0]),
        "lengthened": (*all_words, "zzz"),
    }
    path.write_text("# a note\n\n" + "\n".join(changed[change]))
    with pytest.raises(ValueError, match="7776"):
        word_list.words(path)
