"""VADER's rules, quirk by quirk and in collision, against the reference itself."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment import vaderSentiment as reference

from toolkit.measures.sentiment import polarity_scores
from toolkit.measures.vader_words import read
from toolkit.tokens import tokenize

ANALYZER = reference.SentimentIntensityAnalyzer()


def assert_parity(texts):
    expected = [ANALYZER.polarity_scores(text) for text in texts]
    assert polarity_scores(texts).to_dict("records") == expected


# Two texts that differ in one quirk alone, so that their scores must differ.
QUIRKS = {
    "negation": ("It was not good.", "It was now good."),
    "a contraction that no list has": ("They shan'tn't win.", "They shanty win."),
    "curly apostrophe, no negation": ("It isn't good.", "It isn’t good."),
    "negation three words back": ("not at all good", "now at all good"),
    "out of reach": ("not x x x good", "not x x good"),
    "a lexicon word is no modifier": ("never great good", "never grate good"),
    "never so": ("We were never so happy here.", "We were never too happy here."),
    "so before, with three words": ("He is now so happy.", "Now so happy."),
    "without doubt": ("without a doubt, good", "without a shout, good"),
    "without doubt directly": ("without doubt good", "without shout good"),
    "booster": ("a very good one", "a fairy good one"),
    "boosters fade with distance": ("very x good", "very good"),
    "shouted booster": ("a VERY good plan", "a very good plan"),
    "dampener of two words": ("It was only kind of good.", "It was only end of good."),
    "dampener with too few words before": ("It kind of good.", "So it kind of good."),
    "kind of has no valence": ("kind of you", "kind on you"),
    "no before an item": ("no good", "now good"),
    "no as an item": ("no table", "oh table"),
    "no with or": ("no x or good", "no x on good"),
    "idiom": ("This is the kiss of death now.", "This is the kiss on death now."),
    "idiom with too few words before": ("the bomb", "this is now the bomb"),
    "idiom behind the item": ("You are all yeah right.", "You are all yeah light."),
    "least": ("least good", "last good"),
    "at least": ("at least good", "a least good"),
    "very least": ("very least good", "vary least good"),
    "shouting": ("What a GOOD plan", "WHAT A GOOD PLAN"),
    "but": ("good plan but bad luck", "good plan bud bad luck"),
    "a second but": ("good but great but", "good x great but"),
    "a value that another has come to equal": ("great x like fine but", "great x fine fine but"),
    "exclamation marks, four at the most": ("good!!!!", "good!!!"),
    "question marks": ("good??", "good?"),
    "many question marks": ("good????", "good???"),
    "emoticon": ("home :)", "home :"),
    "two letters keep their marks": ("a no, table", "a no table"),
    "emoji": ("so 😁", "so ☃"),
    "emoji between letters": ("x😁good", "x😁 good"),
    "an exclamation mark in a description": ("good 🆙", "good 🌍"),
    "no-break space splits": ("good\u00a0bad", "good_bad"),
}


@pytest.mark.parametrize(("text", "control"), QUIRKS.values(), ids=QUIRKS)
def test_each_quirk_is_kept(text, control):
    assert_parity([text, control])
    assert ANALYZER.polarity_scores(text) != ANALYZER.polarity_scores(control)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\t", "…", "--", ":(", "!", "?!", "\ufe0f", "42", "NO"]
)
def test_texts_with_next_to_nothing_in_them(text):
    assert_parity([text])


def test_the_last_decimal_is_that_of_exact_arithmetic():
    ties = [f"{'x ' * n}{item}" for n in range(64) for item in ("good", "bad", "good bad", "love!")]
    assert_parity(ties)


def test_sums_that_cancel_do_not_leave_a_rest():
    lexicon = sorted(ANALYZER.lexicon.items(), key=lambda entry: entry[1])
    words = [word for word, _ in lexicon if word.isalpha()]
    assert_parity(
        [f"{words[k]} {words[-k]} {words[-k - 1]} {words[k + 1]}!!" for k in range(1, 900)]
    )


ROLES = (
    "no or nor so this never without doubt least at very but kind of the to die for bad ass bomb "
    "not isn't good great like fine x"
).split()
MARKS = [
    "",
    "",
    "",
    "",
    "!",
    "?",
    "!!",
    "??",
    "?!?",
    ".",
    ",",
    "...",
    "'",
    '"',
    ")",
    "—",
    "’",
    "\ufe0f",
]
SPACES = [" ", " ", " ", "  ", "\n", "\t", "\u00a0", "\u2003", "\x1c", "\x85"]
PHRASES = [
    phrase for phrase in (*reference.SPECIAL_CASES, *reference.BOOSTER_DICT) if " " in phrase
]
WORDS = st.one_of(
    st.sampled_from(ROLES),
    st.sampled_from(sorted(ANALYZER.lexicon)),
    st.sampled_from([*reference.BOOSTER_DICT, *reference.NEGATE]),
    st.sampled_from(PHRASES),
    st.sampled_from(sorted(ANALYZER.emojis)),
    st.text(max_size=4),
)
CASES = st.sampled_from([str, str, str, str.upper, str.title])
TOKENS = st.builds(
    lambda before, word, case, after: before + case(word) + after,
    st.sampled_from(["", "", "", "", "'", '"', "(", "😁", "$"]),
    WORDS,
    CASES,
    st.sampled_from([*MARKS, "😡", "😁x"]),
)
COLLISIONS = st.lists(st.tuples(TOKENS, st.sampled_from(SPACES)), max_size=14).map(
    lambda pairs: "".join(map("".join, pairs))
)
CLOSE_QUARTERS = st.lists(st.sampled_from(ROLES), max_size=12).map(" ".join)
MORE = settings(max_examples=2 * settings().max_examples)


@MORE
@given(st.lists(COLLISIONS, max_size=6))
def test_rules_that_collide(texts):
    assert_parity(texts)


@MORE
@given(st.lists(st.one_of(CLOSE_QUARTERS, CLOSE_QUARTERS.map(str.upper)), max_size=6))
def test_rules_in_close_quarters(texts):
    assert_parity(texts)


@given(
    st.lists(st.sampled_from("great good fine like bad but x".split()), max_size=40).map(" ".join)
)
def test_values_that_come_to_be_equal_around_but(text):
    assert_parity([text])


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), max_size=5))
def test_any_unicode(texts):
    assert_parity(texts)


def test_a_long_text():
    assert_parity(["The plan was good, but nobody liked it! " * 60 + "Kind of SAD, though..."])


def test_an_emoji_is_one_token_and_several_words():
    tokens = tokenize(["a 😁b c", "", "d"])
    words = read(tokens.ids, tokens.vocabulary)
    assert words.units(tokens.offsets).tolist() == [0, 7, 7, 8]
    assert words.tokens(np.array([0, 1, 5, 6, 7])).tolist() == [0, 1, 1, 2, 3]
