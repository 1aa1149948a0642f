"""`counting="textstat"` gives textstat's own values, quirks included."""

import numpy as np
import pandas as pd
import pytest
import textstat
from hypothesis import given
from hypothesis import strategies as st

import toolkit as tk

REFERENCE = {
    "n_words": textstat.lexicon_count,
    "n_sentences": textstat.sentence_count,
    "n_syllables": textstat.syllable_count,
    "n_polysyllables": textstat.polysyllabcount,
    "n_letters": textstat.letter_count,
    "n_characters": textstat.char_count,
    "n_long_words": textstat.long_word_count,
    "n_difficult_words": lambda text: textstat.difficult_words(text, 0, unique=False),
    "flesch_reading_ease": textstat.flesch_reading_ease,
    "flesch_kincaid_grade": textstat.flesch_kincaid_grade,
    "gunning_fog": textstat.gunning_fog,
    "smog_index": textstat.smog_index,
    "automated_readability_index": textstat.automated_readability_index,
    "coleman_liau_index": textstat.coleman_liau_index,
    "dale_chall": textstat.dale_chall_readability_score,
    "linsear_write": textstat.linsear_write_formula,
    "lix": textstat.lix,
    "rix": textstat.rix,
}
ODD = [
    "",
    " ",
    "...",
    "a",
    "3.5",
    "it's 's 'S ''t",
    "İstanbul ΟΔΥΣΣΕΥΣ'",
    "one. two three four! five six seven",
    " ".join(["end."] * 60 + ["beautiful", "-", "cat"] * 30),
    "x.y z a b.c d e f",
]


def assert_parity(texts):
    ours = tk.measure(
        pd.DataFrame({"text": texts}, dtype=object), list(REFERENCE), counting="textstat"
    )
    for name, function in REFERENCE.items():
        theirs = np.array([function(text) for text in texts], float)
        np.testing.assert_allclose(ours[name].to_numpy(), theirs, rtol=0, atol=1e-9, err_msg=name)


@pytest.mark.parametrize("text", ODD)
def test_odd_texts(text):
    assert_parity([text])


def test_the_example_story():
    assert_parity(tk.read_story("data/kursk.txt")["text"].tolist())


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=80))
def test_any_unicode(text):
    assert_parity([text])


@given(st.text("aAbts'’.!? -\n\u00a0é1_—…", max_size=80))
def test_punctuation_that_collides(text):
    assert_parity([text])


def test_a_missing_text_is_missing():
    table = tk.measure(pd.DataFrame({"text": [None]}), ["lix", "n_words"], counting="textstat")
    assert table[["lix", "n_words"]].isna().all(axis=None)
