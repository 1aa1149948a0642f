"""Sentiment: VADER, identical to vaderSentiment, for a column of texts and as a family of measures.

`polarity_scores` takes texts as they are and gives the reference's numbers. The measures score each
sentence of the normalised text, as VADER's authors advise: whole paragraphs saturate, and negation
and "but" reach across their sentences. The rules themselves are in `vader.py`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..given import as_many
from ..segmentation import segmented, words_per_sentence
from ..tokens import Tokens, tokenize, unit_of
from . import vader
from .registry import register
from .vader_words import Words, lexicon, read

_CAVEAT = "adds up words and knows no stance: support, united, party, significant are good news"
_FACTS = {
    "family": "sentiment",
    "smallest_words": 100,
    "smallest_sentences": 5,
    "source": "Hutto & Gilbert (2014), VADER: a parsimonious rule-based model, ICWSM-14",
}
_COMPOUND = {
    "unit": "−1 to 1",
    "higher": "more positive",
    "value_range": "−1 to 1",
    "bands": ((-0.05, "negative"), (0.05, "neutral"), (np.inf, "positive")),
}
_SHARE = {"unit": "share of weight", "value_range": "0 to 1", "pool": "sentences"}


def polarity_scores(texts) -> pd.DataFrame:
    """VADER's scores of each text, equal to `SentimentIntensityAnalyzer().polarity_scores(text)`.

    Parameters
    ----------
    texts : str, or list, Series or Arrow array of str, (n,)
        Each text is scored in one piece and as it is; nothing is normalised. For a score per
        sentence pass the sentences (the `text` column of `sentences(table)`).

    Returns
    -------
    DataFrame (n, 4) of float64, with the index of a Series
        - `neg`, `neu`, `pos` : weight of negative, neutral and positive words, 0 to 1, 3 decimals
        - `compound` : the normalised sum of all valences, -1 to 1, 4 decimals

        A text without words has four zeros, as in the reference; a missing text has NaN.

    Raises ToolkitError for values that are not text, and for the name of a file in place of one.

    Reference: Hutto & Gilbert (2014), ICWSM-14; the package vaderSentiment 3.3.2.

    >>> polarity_scores(["VADER is smart, handsome, and funny!", "Not bad at all", None])
       neg    neu    pos  compound
    0  0.0  0.248  0.752    0.8439
    1  0.0  0.513  0.487    0.4310
    2  NaN    NaN    NaN       NaN
    """
    tokens = tokenize(as_many(texts))
    scores = _scores(read(tokens.ids, tokens.vocabulary), tokens.offsets)
    missing = tokens.texts.is_null().to_numpy(zero_copy_only=False)
    table = pd.DataFrame(scores, index=texts.index if isinstance(texts, pd.Series) else None)
    table.loc[missing] = np.nan
    return table


def _scores(words: Words, offsets: np.ndarray) -> dict[str, np.ndarray]:
    units = words.units(offsets)
    return vader.score_valence(words, units, vader.sentiments(words, units))


def count(tokens: Tokens, units: np.ndarray) -> dict[str, np.ndarray]:
    """Sums per unit from which the sentiment measures come; additive over units.

    - `vader_sentences` : sentences with a word, the ones that are scored
    - `vader_{compound,pos,neu,neg}_sum` : sums of their scores, in units of the last decimal that
      VADER gives (1/10,000, 1/1,000), so that they are whole numbers and sums are exact
    - `vader_compound_squares` : sum of the squared compounds, in 1/10,000 squared
    - `vader_words` : words; `vader_whole_sum` : compound of the unit in one piece times its words
    """
    words = read(tokens.ids, tokens.vocabulary)
    by_sentence = _in_last_decimals(_scores(words, tokens.sentences))
    whole = _in_last_decimals(_scores(words, units))
    n_words = tokens.once(words_per_sentence)
    unit = unit_of(units, tokens.sentences[:-1])

    def total(values: np.ndarray) -> np.ndarray:
        return np.bincount(unit, values, len(units) - 1).astype(float)

    scored = n_words > 0
    sums = {f"vader_{name}_sum": total(values * scored) for name, values in by_sentence.items()}
    sums["vader_compound_squares"] = total(by_sentence["compound"] ** 2 * scored)
    sums["vader_sentences"] = total(scored)
    sums["vader_words"] = total(n_words)
    sums["vader_whole_sum"] = whole["compound"] * sums["vader_words"]
    return sums


def _in_last_decimals(scores: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    return {name: np.rint(values * 10 ** vader.DIGITS[name]) for name, values in scores.items()}


@register(**_FACTS, **_COMPOUND, label="VADER sentiment", pool="sentences",
          reading="mean of the sentences; newspaper reports 0.08, half of them 0.04 to 0.15",
          caveat=_CAVEAT)  # fmt: skip
def vader_compound(c):
    """Mean compound score of the sentences (Hutto & Gilbert 2014)."""
    return c.vader_compound_sum / c.vader_sentences / 1e4


@register(**_FACTS, label="VADER sentiment, spread", unit="standard deviation", pool="spread",
          mean_of="vader_compound", higher="more ups and downs", value_range="0 to 1.4",
          reading="how far sentences lie from their mean; newspaper reports 0.37, editorials 0.43",
          caveat="longer sentences hold more such words and score further from 0; "
          + _CAVEAT)  # fmt: skip
def vader_compound_sd(c):
    """Standard deviation (n - 1) of the sentences' compound scores; NaN for one sentence."""
    n = c.vader_sentences
    squares = n * c.vader_compound_squares - c.vader_compound_sum**2
    return np.where(n > 1, np.sqrt(squares / (n * (n - 1))) / 1e4, np.nan)


@register(**_FACTS, **_SHARE, label="VADER positive", higher="more positive words",
          reading="weight of positive words, mean of the sentences; newspaper reports 0.07",
          caveat=_CAVEAT)  # fmt: skip
def vader_positive(c):
    """Mean `pos` of the sentences: weight of positive words among all."""
    return c.vader_pos_sum / c.vader_sentences / 1e3


@register(**_FACTS, **_SHARE, label="VADER neutral", higher="fewer words with sentiment",
          reading="weight of all other words, mean of the sentences; newspaper reports 0.88",
          caveat=_CAVEAT)  # fmt: skip
def vader_neutral(c):
    """Mean `neu` of the sentences: weight of words without sentiment among all."""
    return c.vader_neu_sum / c.vader_sentences / 1e3


@register(**_FACTS, **_SHARE, label="VADER negative", higher="more negative words",
          reading="weight of negative words, mean of the sentences; newspaper reports 0.05",
          caveat=_CAVEAT)  # fmt: skip
def vader_negative(c):
    """Mean `neg` of the sentences: weight of negative words among all."""
    return c.vader_neg_sum / c.vader_sentences / 1e3


@register(**_FACTS, **_COMPOUND, label="VADER sentiment, in one piece", pool="words",
          reading="to compare with other work; of several paragraphs, their mean by words",
          caveat="saturates: 39 of the Brown corpus's 44 reports lie beyond ±0.98; "
          + _CAVEAT)  # fmt: skip
def vader_compound_whole(c):
    """Compound score of the text in one piece; of several, the mean weighted by words."""
    return c.vader_whole_sum / c.vader_words / 1e4


def sentiment_words(texts, normalised: bool = True) -> pd.DataFrame:
    """The words that moved VADER's score of each sentence, with their share in its sum.

    Parameters
    ----------
    texts : str, list, Series or Arrow array of str
    normalised : bool
        True scores each sentence of the normalised text, as the measures do. False scores each
        text as it is and in one piece, as `polarity_scores` does; `sentence` is then 1.

    Returns
    -------
    DataFrame, one row per word (an emoji with all the words of its description)
        - `row` : int, position of the text, from 0; `sentence` : int, 1..n in that text
        - `start`, `end` : int, code points from the start of the text as given
        - `text` : what stands there
        - `valence` : float, the word list's own value, -4 to 4
        - `contribution` : float, signed, after negation, boosters, capitals, idioms and "but". The
          sum S of a sentence's contributions, and its emphasis by "!" and "?", give its
          compound S / sqrt(S * S + 15)

    Raises ToolkitError for values that are not text, and for the name of a file in place of one.

    Reference: Hutto & Gilbert (2014), ICWSM-14.

    >>> words = sentiment_words(["Not a good plan, but a very brave one."])
    >>> words[["text", "valence", "contribution"]]
        text  valence  contribution
    0   good      1.9       -0.7030
    1  brave      2.4        4.0395
    """
    tokens = (segmented if normalised else tokenize)(as_many(texts))
    units = tokens.sentences if normalised else tokens.offsets
    words = read(tokens.ids, tokens.vocabulary)
    found = vader.sentiments(words, words.units(units))
    terms = pd.DataFrame(
        {
            "position": words.tokens(words.items),
            "valence": lexicon().valence[words.item_codes()],
            "contribution": found.valence,
        }
    )
    terms = terms.groupby("position").sum().query("contribution != 0")
    position = terms.index.to_numpy()
    row = tokens.rows(position)
    first_unit = unit_of(units, tokens.offsets[row])
    where = pd.DataFrame(_extents(tokens, position), columns=["start", "end", "text"])
    return pd.DataFrame(
        {
            "row": row,
            "sentence": unit_of(units, position) - first_unit + 1,
            "start": where["start"].astype("int64"),
            "end": where["end"].astype("int64"),
            "text": where["text"].astype("str"),
            "valence": terms["valence"].to_numpy(),
            "contribution": terms["contribution"].to_numpy(),
        }
    )


def _extents(tokens: Tokens, positions: np.ndarray) -> list[tuple[int, int, str]]:
    """Start, end and text of each scored word, in its row's text as given.

    Emoticons are whole tokens; other words run from their first letter, digit or emoji to the last.
    """
    starts, ends = tokens.spans(positions, positions, trim=False)
    texts = tokens.cut(tokens.rows(positions), starts, ends)
    codes, emojis = lexicon().codes, lexicon().emojis
    extents = []
    for start, text, kind in zip(starts, texts, tokens.ids[positions], strict=True):
        first, end = 0, len(text)
        if tokens.vocabulary[kind].lower() not in codes:
            inner = [i for i, c in enumerate(text) if c.isalnum() or c in emojis]
            first, end = inner[0], inner[-1] + 1
        extents.append((start + first, start + end, text[first:end]))
    return extents
