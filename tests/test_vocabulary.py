"""What is known of distinct tokens, also by a vocabulary that serves batch after batch of texts."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.measures import all_measures
from toolkit.measures.evaluation import evaluate
from toolkit.tokens import tokenize
from toolkit.vocabulary import Vocabulary

TEXTS = [
    "It may rain, she said. “Rain!” 😀 The U.S. isn’t sure—50,000 people wait.",
    "Critics say it would be a setback; (perhaps) NOT GOOD?",
    "It may rain again 😀❤ and the people’s ﬁnest plan couldn’t fail...",
    "",
    "Words nobody knows: xyzzy, plugh-plover, 日本.",
]


def test_ids_of_known_and_new_tokens():
    vocabulary = Vocabulary(["a", "b"])
    assert vocabulary.add(["b", "c", "c", "a"]).tolist() == [1, 2, 2, 0]
    assert list(vocabulary) == ["a", "b", "c"]
    assert vocabulary.add([]).tolist() == []


def test_codes_go_to_the_words_that_have_one():
    vocabulary = Vocabulary(["“So,", "it", "--", "SO"])
    assert vocabulary.coded({"so": 3, "rain": 1}).tolist() == [3, 0, 0, 3]
    vocabulary.add(["Rain."])
    assert vocabulary.coded({"so": 3, "rain": 1}).tolist() == [3, 0, 0, 3, 1]
    assert Vocabulary().coded({"so": 3}).tolist() == []


def test_only_new_tokens_are_worked_out():
    asked = []

    def lengths(vocabulary):
        asked.append(list(vocabulary))
        return np.array([len(token) for token in vocabulary])

    vocabulary = Vocabulary(["a", "bb"])
    vocabulary.known(lengths)
    vocabulary.add(["ccc", "a"])
    assert vocabulary.known(lengths).tolist() == [1, 2, 3]
    assert vocabulary.known(lengths).tolist() == [1, 2, 3]
    assert asked == [["a", "bb"], ["ccc"]]


def test_what_is_known_may_be_lists_tuples_and_arrow_arrays():
    def several(vocabulary):
        return list(vocabulary), (pa.array(vocabulary), np.arange(len(vocabulary)))

    vocabulary = Vocabulary(["a"])
    vocabulary.known(several)
    vocabulary.add(["b"])
    texts, (column, numbers) = vocabulary.known(several)
    assert texts == column.to_pylist() == ["a", "b"]
    assert numbers.tolist() == [0, 0]


def test_a_context_is_known_apart():
    def starts(vocabulary, letter):
        return np.array([token[0] == letter for token in vocabulary])

    vocabulary = Vocabulary(["a", "b"])
    assert vocabulary.known(starts, "a").tolist() == [True, False]
    assert vocabulary.known(starts, "b").tolist() == [False, True]


def test_words_are_numbered_across_batches():
    vocabulary = Vocabulary(["The", "end."])
    assert vocabulary.word_ids.tolist() == [0, 1]
    vocabulary.add(["the", '"End"', "--"])
    assert vocabulary.word_ids.tolist() == [0, 1, 0, 1, 2]
    assert vocabulary.words == ["the", "end", ""]
    assert vocabulary.is_word.tolist() == [True, True, True, True, False]


def test_an_empty_vocabulary():
    vocabulary = Vocabulary()
    assert vocabulary.words == vocabulary.core == vocabulary.bare == []
    assert len(vocabulary.column) == len(vocabulary.is_word) == len(vocabulary.word_ids) == 0


def test_a_shared_vocabulary_has_the_tokens_of_both():
    vocabulary = Vocabulary()
    for text in ("one two", "two three"):
        tokens = tokenize([text], vocabulary)
        assert [vocabulary[i] for i in tokens.ids] == text.split()
    assert list(vocabulary) == ["one", "two", "three"]


@pytest.mark.parametrize("counting", ["published", "textstat"])
def test_measures_with_a_shared_vocabulary(counting):
    _assert_same(TEXTS, counting)


@given(st.lists(st.text("aE’'\"—-. !?tnmy😀1é\n", max_size=30), min_size=1, max_size=6))
def test_measures_of_any_texts_with_a_shared_vocabulary(texts):
    _assert_same(texts, "published")


def _assert_same(texts, counting):
    vocabulary, names = Vocabulary(), list(all_measures())
    for text in texts:
        alone = evaluate([text], names, counting=counting)
        shared = evaluate(tokenize([text], vocabulary), names, counting=counting)
        differ = [n for n in names if not np.array_equal(shared[n], alone[n], equal_nan=True)]
        assert not differ, text


def test_which_tokens_have_a_word_and_what_they_begin_with():
    vocabulary = Vocabulary(["The", '"the', "then", "É", "--"])
    assert vocabulary.has_word({"the", "unheard"}).tolist() == [True, True, False, False, False]
    assert vocabulary.first_bytes.tolist() == [*b'T"t', "É".encode()[0], *b"-"]
    assert not len(Vocabulary([]).has_word({"the"}))
    assert not len(Vocabulary([]).first_bytes)
