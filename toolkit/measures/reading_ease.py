"""Flesch reading ease taken apart: what its words and its sentences do to a difference."""

from __future__ import annotations

EASE = (206.835, -1.015, -84.6)  # of flesch_reading_ease: constant, sentences, words
FEW_POINTS = 5  # of reading ease: less than half a band
MINOR = 0.25  # a part of a difference that is not worth its mention beside the other


def ease_parts(whole) -> tuple[dict[str, float], list[str]]:
    """What makes the commentary easier or harder to read than the report: words, or sentences.

    Parameters
    ----------
    whole : DataFrame indexed by role
        `n_words`, `n_sentences` and `n_syllables` of report and commentary.

    Returns
    -------
    (points, causes)
        The points of Flesch reading ease by which "words" and "sentences" raise that of the
        commentary over that of the report; and those of the two that are worth their mention, the
        larger first: none where they come to few points, one where the other one is minor.

    >>> import pandas as pd
    >>> roles = ["report", "commentary"]
    >>> points, causes = ease_parts(pd.DataFrame({"n_words": 100, "n_sentences": [5, 4],
    ...                                           "n_syllables": [150, 170]}, index=roles))
    >>> {part: round(points[part], 1) for part in points}, causes
    ({'words': -16.9, 'sentences': -5.1}, ['words', 'sentences'])
    """
    report, commentary = whole.loc["report"], whole.loc["commentary"]
    _, per_word_of_sentence, per_syllable = EASE
    lengths, syllables = (
        commentary[many] / commentary[of] - report[many] / report[of]
        for many, of in (("n_words", "n_sentences"), ("n_syllables", "n_words"))
    )
    points = {
        "words": float(per_syllable * syllables),
        "sentences": float(per_word_of_sentence * lengths),
    }
    if not abs(sum(points.values())) >= FEW_POINTS:
        return points, []
    first, second = sorted(points, key=lambda part: -abs(points[part]))
    return points, [first, second][: 1 if abs(points[second]) < MINOR * abs(points[first]) else 2]
