"""Readability: one published formula, one line, with its source.

Formulas see the counts of `counting.py` as arrays (`c.n_words`, ...). Coefficients are the
published ones, where textstat differs too; `measure(..., counting="textstat")` gives its values.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from .reading_ease import EASE
from .registry import register

_GRADES = (
    (6, "easy"),
    (9, "plain"),
    (13, "fairly difficult"),
    (17, "difficult"),
    (np.inf, "very difficult"),
)
_EASE = (
    (30, "very difficult"),
    (50, "difficult"),
    (60, "fairly difficult"),
    (70, "plain"),
    (80, "fairly easy"),
    (90, "easy"),
    (np.inf, "very easy"),
)
_formula = partial(
    register,
    "readability",
    pool="counts",
    smallest_words=100,
    smallest_sentences=3,
    caveat="an estimate from word and sentence length; it knows nothing of meaning, order or "
    "layout",
)
_hard = partial(_formula, higher="harder to read")
_grade = partial(
    _hard,
    unit="US school grade",
    bands=_GRADES,
    value_range="about 0 to 20",
    reading="years of schooling that a reader needs; news is written at about 10 to 13",
)

_COUNTS = {
    "n_words": ("words", "tokens with a letter or a digit; a hyphenated word is one"),
    "n_sentences": ("sentences", "sentences with at least one word"),
    "n_syllables": ("syllables", "from the CMU Pronouncing Dictionary, then pyphen's patterns"),
    "n_polysyllables": ("words of three or more syllables", "McLaughlin's count for SMOG"),
    "n_letters": ("letters", "letters of any alphabet; no digits, no marks"),
    "n_characters": ("characters", "all but white space: the strokes of Senter and Smith (1967)"),
    "n_long_words": ("words of seven or more letters", "Björnsson's long words"),
    "n_difficult_words": (
        "words not on the Dale-Chall list",
        "regular forms, names and numbers are not counted",
    ),
    "n_complex_words": (
        "complex words",
        "Gunning's: three syllables, no names, compounds or -es, -ed, -ing",
    ),
}


def _register_counts() -> None:
    for name, (label, reading) in _COUNTS.items():
        register(
            "counts",
            name=name,
            label=label,
            unit="count",
            higher="longer text",
            pool="sum",
            reading=reading,
            source="counted by this toolkit",
            value_range="0 and up",
        )(lambda c, name=name: getattr(c, name))


_register_counts()


@_formula(
    label="Flesch reading ease",
    unit="points",
    higher="easier to read",
    bands=_EASE,
    value_range="about 0 to 100, can leave it",
    reading="60 to 70 is plain English, 30 to 50 difficult, below 30 very difficult (academic)",
    source="Flesch (1948), A new readability yardstick, J. Applied Psychology 32",
)
def flesch_reading_ease(c):
    """206.835 - 1.015 words per sentence - 84.6 syllables per word (Flesch 1948)."""
    constant, per_word, per_syllable = EASE
    return (
        constant + per_word * c.n_words / c.n_sentences + per_syllable * c.n_syllables / c.n_words
    )


@_grade(
    label="Flesch–Kincaid grade",
    source="Kincaid, Fishburne, Rogers & Chissom (1975), Research Branch Report 8-75",
)
def flesch_kincaid_grade(c):
    """0.39 words per sentence + 11.8 syllables per word - 15.59 (Kincaid et al. 1975)."""
    return 0.39 * c.n_words / c.n_sentences + 11.8 * c.n_syllables / c.n_words - 15.59


@_grade(
    label="Gunning fog",
    source="Gunning (1952), The Technique of Clear Writing",
    caveat="names are told by their capitals, so one that opens a sentence counts as a word",
)
def gunning_fog(c):
    """0.4 x (words per sentence + percentage of complex words) (Gunning 1952)."""
    return 0.4 * (c.n_words / c.n_sentences + 100 * c.n_complex_words / c.n_words)


@_grade(
    label="SMOG",
    source="McLaughlin (1969), SMOG grading: a new readability formula, J. Reading 12",
    smallest_sentences=30,
    caveat="made for samples of 30 sentences; in a paragraph one long word moves it by a grade",
)
def smog_index(c):
    """1.0430 x sqrt(30 x polysyllables per sentence) + 3.1291 (McLaughlin 1969)."""
    return 1.0430 * np.sqrt(30 * c.n_polysyllables / c.n_sentences) + 3.1291


@_grade(label="Automated readability index", source="Senter & Smith (1967), AMRL-TR-66-220")
def automated_readability_index(c):
    """4.71 characters per word + 0.5 words per sentence - 21.43 (Senter & Smith 1967)."""
    return 4.71 * c.n_characters / c.n_words + 0.5 * c.n_words / c.n_sentences - 21.43


@_grade(label="Coleman–Liau index", source="Coleman & Liau (1975), J. Applied Psychology 60")
def coleman_liau_index(c):
    """0.0588 letters per 100 words - 0.296 sentences per 100 words - 15.8 (Coleman & Liau 1975)."""
    return 5.88 * c.n_letters / c.n_words - 29.6 * c.n_sentences / c.n_words - 15.8


@_hard(
    label="Dale–Chall score",
    unit="points",
    bands=((5, "easy"), (7, "plain"), (9, "difficult"), (np.inf, "very difficult")),
    value_range="about 4 to 12",
    reading="below 5 for a fourth-grader, 9 to 10 for a college student",
    source="Dale & Chall (1948), A formula for predicting readability, Educ. Research Bulletin 27",
    caveat="the list is of 1948: internet, nuclear and bomb count as unfamiliar",
)
def dale_chall(c):
    """0.1579 x % of difficult words + 0.0496 words per sentence + 3.6365 (Dale & Chall 1948)."""
    return 15.79 * c.n_difficult_words / c.n_words + 0.0496 * c.n_words / c.n_sentences + 3.6365


@_grade(
    label="Linsear Write",
    source="O'Hayre (1966), Gobbledygook Has Gotta Go (US Air Force adaptation)",
    caveat="made for samples of 100 words; here it is taken over the whole text",
)
def linsear_write(c):
    """(words + 2 x polysyllables) per sentence, halved; one grade less up to 20 (O'Hayre 1966)."""
    points = (c.n_words + 2 * c.n_polysyllables) / c.n_sentences
    return np.where(points > 20, points / 2, points / 2 - 1)


@_hard(
    label="LIX",
    unit="points",
    bands=(
        (30, "very easy"),
        (40, "easy"),
        (50, "medium"),
        (60, "difficult"),
        (np.inf, "very difficult"),
    ),
    value_range="20 to 70",
    reading="below 30 children's books, 40 to 50 newspapers, above 60 bureaucratic prose",
    source="Björnsson (1968), Läsbarhet",
)
def lix(c):
    """Words per sentence + percentage of words of seven or more letters (Björnsson 1968)."""
    return c.n_words / c.n_sentences + 100 * c.n_long_words / c.n_words


@_hard(
    label="RIX",
    unit="long words per sentence",
    bands=((1.8, "easy"), (3.7, "medium"), (5.3, "difficult"), (np.inf, "very difficult")),
    value_range="0 to 10",
    reading="below 2 easy, about 4 to 6 newspapers, above 7 academic",
    source="Anderson (1983), Lix and Rix: variations on a readability index, J. Reading 26",
)
def rix(c):
    """Words of seven or more letters per sentence (Anderson 1983)."""
    return c.n_long_words / c.n_sentences
