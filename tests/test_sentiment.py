"""Sentiment of texts, paragraphs and words: columns, missing values, sums, offsets."""

import math
import statistics
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from toolkit.errors import ToolkitError
from toolkit.measures import get
from toolkit.measures.sentiment import count, polarity_scores, sentiment_words
from toolkit.segmentation import segmented, sentences
from toolkit.text import normalise

ANALYZER = SentimentIntensityAnalyzer()
STORY = (Path(__file__).parents[1] / "data" / "kursk.txt").read_text(encoding="utf-8")
PARAGRAPHS = [*STORY.split("\n\n"), None, "", "--", "“It isn’t good.”"]
MEASURES = (
    "vader_compound vader_compound_sd vader_positive vader_neutral vader_negative "
    "vader_compound_whole"
).split()
PIECES = st.sampled_from(
    "good bad great! not very BUT but :) 😁 “Sad,” no isn’t GOOD plan. the? horrible—war".split()
)
TEXTS = st.lists(st.one_of(st.none(), st.lists(PIECES, max_size=15).map(" ".join)), max_size=5)


class Sums(dict):
    """The sums of a family as attributes, as formulas see them."""

    __getattr__ = dict.__getitem__


def values_of(texts):
    tokens = segmented(texts)
    sums = Sums(count(tokens, tokens.offsets))
    with np.errstate(all="ignore"):
        return pd.DataFrame({name: get(name).formula(sums) for name in MEASURES})


def sentences_of(text):
    """The normalised sentences of a text; all have a word, unless the text has none."""
    tokens = segmented([text])
    words = [tokens.vocabulary[i] for i in tokens.ids]
    cut = [words[a:b] for a, b in zip(tokens.sentences, tokens.sentences[1:], strict=False)]
    return [" ".join(words) for words in cut]


def test_columns_are_floats_and_a_missing_text_is_nan():
    scores = polarity_scores(["Good.", None, "", " \n", float("nan")])
    assert list(scores.columns) == ["neg", "neu", "pos", "compound"]
    assert set(map(str, scores.dtypes)) == {"float64"}
    assert scores.loc[0].tolist() == [0, 0, 1, 0.4404]
    assert scores.loc[[2, 3]].to_numpy().tolist() == [[0, 0, 0, 0]] * 2
    assert scores.loc[[1, 4]].isna().all(axis=None)


@pytest.mark.parametrize(
    "index", [[7, 7, 3], pd.MultiIndex.from_tuples([(1, "a"), (1, "b"), (0, "a")]), list("cab")]
)
def test_the_index_of_a_series_is_kept(index):
    texts = pd.Series(["good", None, "bad"], index=index)
    scores = polarity_scores(texts)
    assert scores.index.equals(texts.index)
    assert scores["compound"].tolist()[::2] == [0.4404, -0.5423]


@pytest.mark.parametrize(
    "make",
    [
        list,
        pa.array,
        lambda texts: pa.chunked_array([texts[:1], texts[1:]], pa.string()),
        lambda texts: pd.Series(texts, dtype="category"),
        lambda texts: pd.Series(texts, dtype=object),
        lambda texts: pd.Series(texts, dtype="string[pyarrow]"),
    ],
)
def test_any_column_of_strings_will_do(make):
    texts = ["Not good 😁", None, "VERY bad"]
    expected = polarity_scores(pd.Series(texts))
    pd.testing.assert_frame_equal(polarity_scores(make(texts)), expected)


@pytest.mark.parametrize("function", [polarity_scores, sentiment_words])
@pytest.mark.parametrize("wrong", [3, ["good", 3]])
def test_what_is_no_column_of_texts_is_refused(function, wrong):
    with pytest.raises(ToolkitError, match="text"):
        function(wrong)


@pytest.mark.parametrize("function", [polarity_scores, sentiment_words, sentences])
def test_one_text_is_a_list_of_one(function):
    text = "Not a good plan. A very brave one!"
    pd.testing.assert_frame_equal(function(text), function([text]))
    with pytest.raises(ToolkitError, match=r"'port.txt' is the name of a file"):
        function("port.txt")


def test_no_texts_give_no_rows():
    assert polarity_scores([]).shape == (0, 4)
    assert sentiment_words([]).empty
    assert list(sentiment_words([None])) == list(sentiment_words(["good"]))


@given(TEXTS)
def test_each_row_stands_for_itself(texts):
    scores = polarity_scores(texts)
    one_by_one = [polarity_scores([text]) for text in reversed(texts)]
    expected = pd.concat([scores.iloc[:0], *reversed(one_by_one)], ignore_index=True)
    pd.testing.assert_frame_equal(scores, expected)


def test_the_measures_are_means_and_spread_of_the_reference_over_sentences():
    values = values_of(PARAGRAPHS)
    assert values.iloc[-4:-1].isna().all(axis=None)
    for i in [*range(len(PARAGRAPHS) - 4), len(PARAGRAPHS) - 1]:
        scores = [ANALYZER.polarity_scores(s) for s in sentences_of(PARAGRAPHS[i])]
        row = values.loc[i]
        for name, key in zip(MEASURES[:5:4], ("compound", "neg"), strict=True):
            assert row[name] == pytest.approx(statistics.mean(s[key] for s in scores), abs=1e-12)
        assert row["vader_positive"] == pytest.approx(statistics.mean(s["pos"] for s in scores))
        assert row["vader_neutral"] == pytest.approx(statistics.mean(s["neu"] for s in scores))
        spread = statistics.stdev(s["compound"] for s in scores) if len(scores) > 1 else math.nan
        assert row["vader_compound_sd"] == pytest.approx(spread, abs=1e-12, nan_ok=True)
        whole = ANALYZER.polarity_scores(normalise(PARAGRAPHS[i]))["compound"]
        assert row["vader_compound_whole"] == whole


def test_sentences_of_equal_score_have_no_spread_at_all():
    assert values_of(["It is good. It is good. It is good."])["vader_compound_sd"].tolist() == [0]


def test_typography_does_not_change_a_score():
    curly, straight = "“It isn’t great”—he said…", '"It isn\'t great" -- he said...'
    values = values_of([curly, straight])
    assert values.loc[0].equals(values.loc[1])


@given(TEXTS)
def test_sums_add_up_over_sentences_to_paragraphs(texts):
    tokens = segmented(texts)
    paragraphs, sentences = count(tokens, tokens.offsets), count(tokens, tokens.sentences)
    rows = tokens.rows(tokens.sentences[:-1])
    for name in set(paragraphs) - {"vader_whole_sum"}:
        added = np.bincount(rows, sentences[name], len(texts))
        assert added.tolist() == paragraphs[name].tolist(), name


def test_every_measure_says_what_it_is():
    for measure in map(get, MEASURES):
        assert measure.family == "sentiment"
        assert all((measure.label, measure.unit, measure.higher, measure.reading, measure.source))
    assert get("vader_compound_sd").mean_of == "vader_compound"


@given(TEXTS, st.booleans())
def test_contributions_add_up_to_the_score(texts, is_normalised):
    words = sentiment_words(texts, normalised=is_normalised)
    given = [text or "" for text in texts]
    units = [sentences_of(t) for t in given] if is_normalised else [[t] for t in given]
    sums = words.groupby(["row", "sentence"])["contribution"].sum()
    for (row, sentence), total in sums.items():
        text = units[row][sentence - 1]
        total += (
            math.copysign(ANALYZER._punctuation_emphasis(text), total) if abs(total) > 1e-9 else 0
        )
        compound = total / math.sqrt(total * total + 15)
        assert ANALYZER.polarity_scores(text)["compound"] == pytest.approx(compound, abs=6e-5)


def test_words_are_found_where_they_stand_in_the_given_text():
    texts = ["“It isn’t  great—terrible!”", None, "", ":D hap\u00adpy 😁, good😡. No :( plan"]
    words = sentiment_words(texts)
    assert words["text"].tolist() == [
        "great", "terrible", ":D", "hap\u00adpy", "😁", "good😡", ":("
    ]  # fmt: skip
    assert words["row"].tolist() == [0, 0, 3, 3, 3, 3, 3]
    assert words["sentence"].tolist() == [1, 1, 1, 1, 1, 1, 2]
    for row, start, end, text in words[["row", "start", "end", "text"]].itertuples(index=False):
        assert texts[row][start:end] == text


def test_a_word_has_its_own_value_and_its_share_in_the_sum():
    words = sentiment_words(["It was NOT VERY good, but it was bad. That was the kiss of death!"])
    by_text = words.set_index("text")
    assert by_text.loc["good", "valence"] == 1.9
    assert by_text.loc["good", "contribution"] == pytest.approx(0.5 * -0.74 * (1.9 + 0.293 + 0.733))
    assert by_text.loc["bad", ["valence", "contribution"]].tolist() == [-2.5, -3.75]
    assert by_text.loc["death", ["valence", "contribution"]].tolist() == [-2.9, -1.5]
    assert list(by_text.index) == ["good", "bad", "kiss", "death"]


def test_text_as_given_is_scored_in_one_piece():
    text = "It isn’t good. But bad."
    words = sentiment_words([text], normalised=False)
    assert words["contribution"].tolist() == [0.95, -3.75]
    assert words["sentence"].tolist() == [1, 1]
    assert sentiment_words([text])["sentence"].tolist() == [1, 2]
