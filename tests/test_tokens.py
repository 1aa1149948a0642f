"""The counting core: the same tokens as str.split, sums, and offsets into the original."""

import textwrap

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.text import normalise
from toolkit.tokens import normalised, tokenize

TEXTS = st.lists(st.one_of(st.none(), st.text(max_size=50)), max_size=6)
ODD_SPACES = st.text(" \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u2028\u3000ab.", max_size=30)


def tokens_of(tokens):
    words = [tokens.vocabulary[i] for i in tokens.ids]
    return [words[a:b] for a, b in zip(tokens.offsets, tokens.offsets[1:], strict=False)]


def clean(text):
    return (text or "").replace("\x00", "\ufffd")


@given(TEXTS)
def test_tokens_are_those_of_str_split(texts):
    assert tokens_of(tokenize(texts)) == [clean(text).split() for text in texts]


@given(st.lists(ODD_SPACES, max_size=5))
def test_odd_white_space_splits_as_in_python(texts):
    assert tokens_of(tokenize(texts)) == [text.split() for text in texts]


@given(TEXTS)
def test_normalised_tokens_are_those_of_the_normalised_text(texts):
    assert tokens_of(normalised(tokenize(texts))) == [normalise(clean(t)).split() for t in texts]


def test_spans_point_into_the_original_text():
    text = "“It’s un\u00adclear—perhaps…” he said."
    tokens = normalised(tokenize(["", text]))
    start, end = tokens.spans(np.arange(len(tokens.ids)), np.arange(len(tokens.ids)))
    found = [text[a:b] for a, b in zip(start, end, strict=True)]
    assert found == ["It’s", "un\u00adclear", "—", "perhaps", "he", "said"]


def test_a_span_over_several_tokens_keeps_what_is_between():
    text = "remains  to\nbe seen."
    tokens = normalised(tokenize([text]))
    start, end = tokens.spans([0], [3])
    assert text[start[0] : end[0]] == "remains  to\nbe seen"


def test_sums_per_unit_equal_sums_by_hand():
    tokens = tokenize(["a b a", None, "", "b c"])
    lengths = np.array([[len(word), word == "a"] for word in tokens.vocabulary], float)
    assert tokens.total(tokens.offsets, lengths).tolist() == [[3, 2], [0, 0], [0, 0], [2, 0]]
    assert tokens.sum_by(tokens.offsets, [0, 2, 4]).tolist() == [2, 0, 0, 1]


def test_a_blank_line_inside_a_text_is_remembered():
    tokens = normalised(tokenize(["one two\n\nthree—four\n \nfive", "\n\nsix", "seven\n\n"]))
    assert [tokens.vocabulary[i] for i in tokens.ids[tokens.breaks]] == ["three", "five"]


def test_lines_are_paragraphs_where_nearly_all_end_as_sentences_do():
    lines = "One here.\nTwo “there.”\nThree?\nFour."
    wrapped = "One here and\ntwo there. Three\nand four\nare wrapped."
    tokens = normalised(tokenize([lines, wrapped]))
    assert [tokens.vocabulary[i] for i in tokens.ids[tokens.breaks]] == ["Two", "Three?", "Four."]


def test_a_paragraph_of_what_is_not_printed_has_no_break():
    tokens = normalised(tokenize(["a\n\n\u200b", "b\n\n\u200b\n\nc"]))
    assert [tokens.vocabulary[i] for i in tokens.ids] == ["a", "b", "c"]
    assert tokens.breaks.tolist() == [2]


HEAD = [
    "Council shuts the ferry",
    "By Anna Hill",
    "• It closes on Friday",
    "The council said on Monday that it would shut the ferry, which lost money for years.",
    "Advertisement",
    "“It is a blow,” said the mayor, who has crossed the bay on it since she was a child.",
    "Photograph: the ferry in 2019",
]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\xa0\n", "\n\u200b\n"])
@pytest.mark.parametrize("after", ["", "\n"])
def test_lines_without_a_stop_are_paragraphs_where_none_goes_on_with_the_next(end, after):
    tokens = normalised(tokenize([end.join(HEAD) + after]))
    assert len(tokens.breaks) == len(HEAD) - 1


def test_lines_are_paragraphs_below_a_headline_with_a_blank_line_too():
    mixed = HEAD[0] + "\n\n" + "\n".join(HEAD[1:])
    assert len(tokenize([mixed]).breaks) == len(HEAD) - 1


@pytest.mark.parametrize("width", [40, 60, 80])
@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_wrapped_lines_are_no_paragraphs(width, between):
    text = " ".join(HEAD[3:6:2])
    wrapped = textwrap.fill(text, width)
    tokens = tokenize([wrapped + between + wrapped])
    assert len(tokens.breaks) == len(between) - 1


def test_a_name_below_a_full_line_is_not_the_start_of_a_paragraph():
    wrapped = "The plan was turned down on Friday by the council of\nOstrey."
    assert not len(tokenize([wrapped]).breaks)


@pytest.mark.parametrize("size", range((1 << 20) - 4, (1 << 20) + 2))
def test_unusual_spaces_divide_words_wherever_they_stand(size):
    for space in "\x1c\x85\xa0\u1680\u2009\u2028\u205f\u3000":
        assert len(tokenize(["a" * size + space + "b"]).ids) == 2
    for mark in "\u2019\u200b\u00e9\u3001":
        assert len(tokenize(["a" * size + mark + "b"]).ids) == 1
