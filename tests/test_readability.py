"""Formulas on counts with published results, counts by hand, and syllables like pyphen's."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyphen import Pyphen

import toolkit as tk
from toolkit.measures import get
from toolkit.measures.syllables import hyphenation_points, syllable_counts

# Counts and results as published; "worked here" where the publication gives the formula alone.
GOLDEN = [
    # Wikipedia, "Flesch–Kincaid readability tests": 13 words, 24 syllables, one sentence: 37.5.
    ("flesch_reading_ease", dict(n_words=13, n_sentences=1, n_syllables=24), 37.5, 0.05),
    # The same page: 16 words and 23 syllables in a sentence give 69.
    ("flesch_reading_ease", dict(n_words=16, n_sentences=1, n_syllables=23), 69, 0.5),
    # Wikipedia, "Coleman–Liau index": 639 letters, 119 words and 5 sentences give 14.5.
    ("coleman_liau_index", dict(n_words=119, n_sentences=5, n_letters=639), 14.5, 0.05),
    # McLaughlin (1969): nearly 3 + the square root of the polysyllables in 30 sentences.
    ("smog_index", dict(n_sentences=30, n_polysyllables=49), 10.43, 0.005),
    # Worked here from the formulas as published.
    ("flesch_kincaid_grade", dict(n_words=100, n_sentences=5, n_syllables=150), 9.91, 1e-9),
    ("gunning_fog", dict(n_words=100, n_sentences=5, n_complex_words=10), 12.0, 1e-9),
    (
        "automated_readability_index",
        dict(n_words=100, n_sentences=5, n_characters=470),
        10.707,
        1e-9,
    ),
    ("dale_chall", dict(n_words=100, n_sentences=5, n_difficult_words=10), 6.2075, 1e-9),
    ("linsear_write", dict(n_words=100, n_sentences=5, n_polysyllables=10), 12.0, 1e-9),
    ("linsear_write", dict(n_words=50, n_sentences=5, n_polysyllables=5), 5.0, 1e-9),
    ("lix", dict(n_words=100, n_sentences=5, n_long_words=25), 45.0, 1e-9),
    ("rix", dict(n_sentences=5, n_long_words=25), 5.0, 1e-9),
]


@pytest.mark.parametrize(("name", "counts", "expected", "within"), GOLDEN)
def test_published_result(name, counts, expected, within):
    c = SimpleNamespace(**{key: np.array([float(n)]) for key, n in counts.items()})
    assert get(name).formula(c) == pytest.approx([expected], abs=within)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (
            "The cat sat.",
            dict(n_words=3, n_sentences=1, n_syllables=3, n_letters=9, n_characters=10),
        ),
        ("It cost $3.5 million -- or 50,000 a day.", dict(n_words=8, n_sentences=1, n_syllables=9)),
        (
            "A well-known writer/editor.",
            dict(n_words=3, n_syllables=8, n_polysyllables=1, n_complex_words=0),
        ),
        ("Mountains, windows and flowers.", dict(n_long_words=3, n_difficult_words=0)),
        (
            "The Orlovian delegation insisted.",
            dict(n_words=4, n_difficult_words=2, n_complex_words=1),
        ),
        ("He disappeared, having created processes.", dict(n_complex_words=1, n_polysyllables=3)),
        ("*** --", dict(n_words=0, n_sentences=0, n_characters=4)),
    ],
)
def test_counts_by_hand(text, counts):
    found = tk.measure(text).iloc[0]
    assert {name: found[name] for name in counts} == counts


def test_syllables_of_words_in_and_out_of_the_dictionary():
    words = ["people", "u.s", "well-being", "2024", "orla's", "don't", "", "blorptastic"]
    assert syllable_counts(words).tolist() == [2, 2, 3, 1, 2, 1, 0, 3]


@given(
    st.lists(
        st.one_of(
            st.text("abcdeinorstuvy", max_size=14),
            st.text(st.characters(categories=["L"]), max_size=6),
        )
    )
)
def test_hyphenation_points_are_pyphens(words):
    words = [word.lower() for word in words]
    pyphen = Pyphen(lang="en_US")
    assert hyphenation_points(words).tolist() == [len(pyphen.positions(word)) for word in words]


def test_numbers_with_letters_are_no_difficult_words():
    text = "It cost $3.5bn and £20m in the 1990s, by 7pm on the 1st, 10km away."
    assert tk.measure(text)["n_difficult_words"].tolist() == [0]


def test_familiar_words_are_familiar_in_british_spelling():
    table = tk.measure(["Our neighbours' theatre centre is grey, they say; so is the harbour."])
    assert table["n_difficult_words"].tolist() == [0]
