"""One typography, offsets into the original, and texts of any make."""

from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import ToolkitError
from toolkit.text import as_texts, normalise, split_token


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("It isn’t good", "It isn't good"),
        ("“Great!” she said", '"Great!" she said'),
        ("plan—terrible—failed", "plan -- terrible -- failed"),
        ("plan--terrible", "plan -- terrible"),
        ("wait – what", "wait -- what"),
        ("1914–1918 and Paris–Lyon", "1914-1918 and Paris-Lyon"),
        ("great…terrible", "great... terrible"),
        ("great...terrible", "great... terrible"),
        ("of\u00adfice and \ufb01ne", "office and fine"),
        ("the \uf001nal \uf002oor", "the final floor"),
        ("''quoted'' ``too``", '"quoted" "too"'),
        ("zero\u200bwidth no\u00a0break", "zerowidth no break"),
        ("‑ non‑breaking", "-- non-breaking"),
        ("port\u2010\u2010harbour and port-\u00ad-harbour", "port -- harbour and port -- harbour"),
        ("it’s 5′ 10″", "it's 5' 10\""),
        (
            "“I will go,”he said.“It is late.”She left",
            '"I will go," he said. "It is late." She left',
        ),
        ('go.”The "ox."It weren\'t."It', 'go." The "ox. " It weren\'t. " It'),
        (
            "bus stops?‘It’s said:‘It’s ‘ill’.Hill in 2019.Then",
            "bus stops? 'It's said: 'It's 'ill'. Hill in 2019. Then",
        ),
        (
            "p.m.The 3.5M U.S.A.Hill v2.B 'x.'It 2%.”She (it).He NATO.He",
            "p.m. The 3.5M U.S.A.Hill v2.B 'x.'It 2%.\" She (it). He NATO. He",
        ),
        ("(The News)A (NEWS)“It Plan(B)", '(The News) A (NEWS) "It Plan(B)'),
        ("open in June.The (NEWS)The it?Never!Yes", "open in June. The (NEWS) The it? Never! Yes"),
        ("he said:“It may.” cheap,but good", 'he said: "It may." cheap, but good'),
        ("isn&#8217;t &amp;ldquo;so&nbsp;good&rdquo;", 'isn\'t "so good"'),
        ("It isnâ€™t â€œsoâ€.", 'It isn\'t "so".'),
        ("e.g.The U.S.The Ph.D.s a,b 3,000 1.5", "e.g.The U.S.The Ph.D.s a,b 3,000 1.5"),
        (
            "Example.Com example.com/a,but news@Port.Example",
            "Example.Com example.com/a,but news@Port.Example",
        ),
    ],
)
def test_typographic_variants_become_one(raw, expected):
    assert normalise(raw) == expected


@pytest.mark.parametrize("sign", [".", "!?", "''", "..(", "\u2026\u201c", "\u2013", "\u00ad-"])
def test_a_token_of_any_number_of_signs_is_read_soon(sign):
    (begin, *_), *_ = split_token(sign * 300_000)
    assert begin


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing_more(text):
    once = normalise(text)
    assert normalise(once) == once


@given(st.text(st.characters(exclude_categories=("Z", "Cc", "Cs")), min_size=1, max_size=30))
def test_offsets_of_a_token_rise_and_stay_inside(token):
    for new, offsets in split_token(token):
        assert len(new) == len(offsets)
        assert list(offsets) == sorted(offsets)
        assert offsets[0] >= 0
        assert offsets[-1] < len(token)


@pytest.mark.parametrize(
    "column",
    [
        ["a", None],
        pd.Series(["a", None]),
        pd.Series(["a", None], dtype=object),
        pd.Series(["a", float("nan")], dtype=object),
        pd.Series(["a", None], dtype="category"),
        pd.Series(["a", None], dtype="string"),
        pa.array(["a", None]),
        pa.chunked_array([["a"], [None]], pa.string()),
        pa.array(["a", None], pa.large_string()),
        pa.array(["a", None]).dictionary_encode(),
    ],
)
def test_any_column_of_strings_is_read(column):
    assert as_texts(column).to_pylist() == ["a", None]


def test_lone_surrogates_and_nul_are_replaced_one_for_one():
    assert as_texts(["a\ud800b", "c\x00d"]).to_pylist() == ["a\ufffdb", "c\ufffdd"]


@pytest.mark.parametrize(
    "wrong",
    ["one string", [1, 2], pd.Series([1.5]), None, 3, {"text": "a"}, pd.DataFrame({"text": ["a"]})],
)
def test_what_is_not_a_column_of_texts_is_named(wrong):
    with pytest.raises(ToolkitError, match="text"):
        as_texts(wrong)


@pytest.mark.parametrize(
    "missing", [None, np.nan, pd.NA, pd.NaT, np.datetime64("NaT"), Decimal("NaN")]
)
def test_a_value_that_is_none_is_no_text(missing):
    column = pd.Series(["It may rain.", None], dtype=object)
    column.iat[1] = missing
    assert as_texts(column).is_null().to_pylist() == [False, True]


@pytest.mark.parametrize("wrong", [np.array([["a", "b"]]), pd.DataFrame({"text": ["a"] * 99})])
def test_a_table_inside_a_list_is_named_on_one_line(wrong):
    with pytest.raises(ToolkitError, match=r"text number 1 is .*, of type ") as error:
        as_texts([wrong])
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 150
