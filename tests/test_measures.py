"""The contract of `measure`: what goes in comes out, with measures beside it."""

import io
import re

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import toolkit as tk
from toolkit.measures import all_measures, pool, pool_without_each, sentence_table

STORY = pd.DataFrame(
    {
        "story": "a",
        "role": ["report", "commentary", "commentary", "commentary"],
        "paragraph": [1, 2, 3, 4],
        "kind": ["body", "heading", "body", "body"],
        "text": [
            "The river rose by 3.5 feet. Officials believe it may rise again.",
            "What now",
            "",
            "I think this is a terrible, avoidable failure! Perhaps they knew. Who is to say?",
        ],
        "outlet": ["x", "y", "y", "y"],
    }
)


def test_every_measure_is_a_float_column_and_documented():
    table = tk.measure(STORY)
    listed = tk.list_measures()
    assert list(listed.index) == list(all_measures())
    assert (table[list(listed.index)].dtypes == "float64").all()
    for column in ("label", "higher", "reading", "source", "value_range"):
        assert (listed[column].str.len() > 0).all(), column
    assert listed["headline"].sum() == 8


def test_rows_columns_and_attrs_are_kept_and_the_input_unchanged():
    story = STORY.set_index(pd.MultiIndex.from_tuples([(1, 1), (0, 2), (1, 1), (5, 0)]))
    story.attrs["origin"] = "here"
    before = story.copy(deep=True)
    table = tk.measure(story)
    pd.testing.assert_frame_equal(story, before)
    pd.testing.assert_frame_equal(table[story.columns], story)
    assert table.attrs["origin"] == "here"


def test_headings_and_missing_texts_are_nan_and_no_words_give_no_rate():
    table = tk.measure(pd.concat([STORY, STORY.iloc[:1].assign(text=None)]))
    measures = list(all_measures())
    assert table[measures].iloc[[1, 4]].isna().all(axis=None)
    assert table["n_words"].iloc[2] == 0
    assert table[[name for name in measures if not name.startswith("n_")]].iloc[2].isna().all()


def test_measuring_again_recomputes_our_columns():
    once = tk.measure(STORY)
    pd.testing.assert_frame_equal(tk.measure(once), once)
    reread = once.copy()
    reread.attrs = {}
    assert tk.measure(reread)["lix"].equals(once["lix"])


def test_a_column_of_the_users_with_a_measures_name_is_named():
    with pytest.raises(tk.ToolkitError, match="'lix'"):
        tk.measure(STORY.assign(lix=1.0))
    assert tk.measure(STORY.assign(lix=1.0), ["rix"])["lix"].eq(1.0).all()


def question_marks(table):
    return table["text"].str.count(r"\?") / table["n_sentences"]


def test_functions_of_the_table_are_measures():
    table = tk.measure(
        STORY,
        [
            "lix",
            question_marks,
            {"long": lambda t: t.n_words > 10},
            {"both": lambda t: t[["n_words", "n_letters"]].add_prefix("my_")},
        ],
    )
    assert table.columns.tolist() == [
        *STORY,
        "lix",
        "question_marks",
        "long",
        "my_n_words",
        "my_n_letters",
    ]
    assert table["question_marks"].iloc[3] == pytest.approx(1 / 3)
    assert (table.dtypes[["question_marks", "long", "my_n_words"]] == "float64").all()


def test_measuring_again_replaces_measures_of_ones_own():
    table = tk.measure(STORY, ["lix", question_marks])
    again = tk.measure(table, [question_marks])
    pd.testing.assert_frame_equal(tk.measure(again, ["lix"])[[*table]], pd.DataFrame(table))
    assert again.columns.tolist() == table.columns.tolist()


def read_back(table: pd.DataFrame) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(table.to_csv(index=False)))


def test_tables_that_lost_their_notes_are_measured_again():
    table = tk.measure(tk.read_story("data/kursk.txt"), ["n_words", "lix"])
    back = read_back(table)
    for names in (["lix"], ["n_words", "lix"], None):
        again = tk.measure(back, names)
        np.testing.assert_allclose(again["lix"], table["lix"])
    with pytest.raises(tk.ToolkitError, match="column 'coded' of its own"):
        tk.measure(back.assign(coded=1.0), ["n_words", {"coded": lambda t: t["n_words"]}])
    whole = read_back(tk.measure(tk.read_story("data/kursk.txt")))
    assert len(tk.sentence_table(whole)) == len(tk.sentence_table(table))
    assert tk.windows(whole, ["lix"])["lix"].notna().all()


def above_mean_of_role(table):
    words = table["n_words"]
    parts = [words[table["role"] == role] for role in ("commentary", "report")]
    return pd.concat([part - part.mean() for part in parts])


@pytest.mark.parametrize("index", [[0, 1, 2, 3], [3, 1, 0, 2], [7, 7, 7, 7]])
def test_values_with_an_index_go_to_their_rows(index):
    story = STORY.set_axis(index)
    table = tk.measure(story, ["n_words", above_mean_of_role])
    means = table.reset_index(drop=True).groupby("role")["n_words"].transform("mean")
    expected = table["n_words"].to_numpy() - means.to_numpy()
    np.testing.assert_array_equal(table["above_mean_of_role"], expected)


@pytest.mark.parametrize(
    ("measures", "message"),
    [
        ({"text": lambda t: t["n_words"]}, "'text' has the name of another column"),
        ({"lix": len}, "'lix' has the name of a registered one"),
        ([lambda t: t["n_words"], lambda t: t["n_words"]], "two measures of your own are called"),
        ({"mine": lambda t: t.groupby("role")["n_words"].rolling(2, min_periods=1).mean()},
         r"'mine' returned rows whose index is not the table's"),
        ({"mine": lambda t: t["n_wrods"]}, "'n_wrods', which is not there; the nearest: n_words"),
        ({"mine": 5}, "'mine' must be a function of the table, not 5"),
        ({"mine": [1] * 200}, r"must be a function of the table, not \[[1, ]{50,60}…$"),
        ([["lix"]], r"\['lix'\] is no measure"),
        (5, "measures=5 must be a list"),
    ],
)  # fmt: skip
def test_what_is_no_measure_of_ones_own(measures, message):
    with pytest.raises(tk.ToolkitError, match=message):
        tk.measure(STORY, measures)


def test_an_error_in_a_measure_of_ones_own_says_what_the_measure_gets():
    with pytest.raises(AttributeError, match="upper") as caught:
        tk.measure(STORY, {"mine": lambda text: text.upper()})
    assert "'mine' gets the whole table" in caught.value.__notes__[0]


@pytest.mark.parametrize("name", ["data/kursk.txt", "my_report.docx"])
@pytest.mark.parametrize("take", [tk.measure, tk.find_hedges, tk.sentence_table])
def test_the_name_of_a_file_is_no_text(name, take):
    with pytest.raises(tk.ToolkitError, match=f"'{name}' is the name of a file; read it first"):
        take(name)


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (b"It rains.", "not a bytes"),
        (STORY.groupby("role"), "not a DataFrameGroupBy"),
        (["It rains.", 5], "text number 2 is 5, of type int"),
        (
            pa.table({"text": ["It rains."]}),
            r"not a pyarrow Table; its to_pandas\(\) gives a table",
        ),
        (pd.DataFrame({"text": [5, 6]}), "text number 1 is 5, of type int64, and not a string"),
    ],
)
def test_what_is_no_text_is_named(texts, message):
    with pytest.raises(tk.ToolkitError, match=message):
        tk.measure(texts)


@pytest.mark.parametrize(
    ("measures", "message"),
    [
        ("lixx", "did you mean lix"),
        (question_marks, "registered measures only, not 'question_marks'"),
    ],
)
def test_sentences_have_registered_measures(measures, message):
    with pytest.raises(tk.ToolkitError, match=message):
        tk.sentence_table(STORY, measures)
    assert tk.sentence_table(tk.measure(STORY), "lix").columns[-1] == "lix"


def test_sentences_keep_a_column_of_ones_own():
    with pytest.raises(tk.ToolkitError, match="has a column 'lix' of its own"):
        tk.sentence_table(STORY.assign(lix=5.0), "lix")
    assert set(tk.sentence_table(STORY.assign(lix=5.0), "rix")["lix"]) == {5.0}


@pytest.mark.parametrize("missing", [None, np.nan, pd.NA])
def test_a_missing_text_in_a_list_has_no_values(missing):
    table = tk.measure(["It rains.", missing], ["n_words"])
    assert table["n_words"].isna().tolist() == [False, True]


@pytest.mark.parametrize("take", [tk.measure, tk.sentence_table])
def test_texts_are_numbered_with_their_headings(take):
    table = pd.DataFrame({"kind": ["heading", "body"], "text": ["A title", 5]})
    with pytest.raises(tk.ToolkitError, match="text number 2 is 5"):
        take(table)


def test_counts_that_are_texts_are_no_counts():
    table = tk.measure(STORY).astype({"n_words": str})
    with pytest.raises(tk.ToolkitError, match="the column 'n_words' holds no numbers"):
        tk.reliable(table)


def test_what_pool_cannot_pool():
    with pytest.raises(tk.ToolkitError, match="needs the columns to group by"):
        pool(tk.measure(STORY), [])
    with pytest.raises(tk.ToolkitError, match="needs a measures table, not a list"):
        tk.pool([1], "role")
    with pytest.raises(tk.ToolkitError, match="no column None"):
        tk.pool(tk.measure(STORY), None)


def test_a_measure_of_the_wrong_length_is_named():
    with pytest.raises(tk.ToolkitError, match=r"'short'.*3 values for 4 rows"):
        tk.measure(STORY, {"short": lambda t: [1, 2, 3]})


@pytest.mark.parametrize(
    "texts",
    [
        "It may rain.",
        ["It may rain."],
        ["It may \ud800rain."],  # half a character, as JSON may have it
        pa.array(["It may rain."]),
        pd.Series(["It may rain."]),
    ],
)
def test_texts_in_other_forms(texts):
    assert tk.measure(texts)["n_words"].tolist() == [3]


def test_a_categorical_text_column():
    story = STORY.astype({"text": "category"})
    assert tk.measure(story)["n_words"].equals(tk.measure(STORY)["n_words"])


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: tk.measure(STORY, ["flesh_reading_ease"]), "flesch_reading_ease"),
        (lambda: tk.measure(STORY.rename(columns={"text": "txt"})), "no column 'text'.*txt"),
        (lambda: tk.measure(STORY.rename(columns={"text": "Text"})), r"columns=\{'Text': 'text'\}"),
        (lambda: tk.measure(42), "not an int"),
        (lambda: tk.measure(STORY, counting="naive"), "'naive'.*'published'"),
        (lambda: tk.measure(STORY, profile="wide"), "'wide'.*'news'"),
        (lambda: tk.reliable(STORY), "n_words"),
        (lambda: pool(STORY, "role"), "n_words"),
    ],
)
def test_slips_meet_one_sentence_that_helps(call, said):
    with pytest.raises(tk.ToolkitError, match=said):
        call()


def test_counting_changes_readability_and_counts_alone():
    ours, theirs = tk.measure(STORY), tk.measure(STORY, counting="textstat")
    same = [name for name, m in all_measures().items() if m.family not in ("counts", "readability")]
    pd.testing.assert_frame_equal(ours[same], theirs[same])
    assert (ours["n_sentences"] != theirs["n_sentences"]).any()


@given(st.integers(2, 5))
def test_repeating_a_paragraph_leaves_rates_as_they_are(times):
    text = "The river rose by 3.5 feet. Officials believe it may rise again. It was terrible!"
    table = tk.measure([text, " ".join([text] * times)])
    for name, measure in all_measures().items():
        if measure.pool in ("counts", "words", "sentences") and not name.startswith(
            ("words_per", "mattr", "mtld", "vader_compound_whole")
        ):
            assert table[name].iloc[0] == pytest.approx(table[name].iloc[1], nan_ok=True), name


def test_typographic_variants_score_the_same():
    straight = 'It isn\'t good -- "terrible," he said... It may not last. The U.S. waits.'
    curly = "It isn’t good—“terrible,” he said… It may not last. The U.S. waits."
    spaced = (
        "It\u00a0isn’t good — ''terrible,'' he said…\u2009It may not last. The U.S.\u200b waits."
    )
    table = tk.measure([straight, curly, spaced])[list(all_measures())]
    for row in (1, 2):
        pd.testing.assert_series_equal(table.iloc[0], table.iloc[row], check_names=False)


def test_pooling_is_the_measure_on_summed_counts():
    table = tk.measure(STORY)
    pooled = pool(table, "role")
    together = tk.measure(" ".join(STORY["text"].iloc[2:]))
    for name, measure in all_measures().items():
        if measure.pool in ("sum", "counts", "sentences", "spread"):
            assert pooled.loc["commentary", name] == pytest.approx(
                together[name].iloc[0], nan_ok=True
            ), name


def test_equal_paragraphs_pool_to_their_value_exactly():
    text = ["I love it. I love it. I love it.", "I love it. I love it.", "I love it."]
    table = tk.measure(pd.DataFrame({"role": "report", "text": text})).assign(mine=0.1)
    whole = pool(table, "role").loc["report"]
    assert (whole["vader_compound"], whole["mine"]) == (table["vader_compound"][0], 0.1)
    assert whole["vader_compound_sd"] == 0


def test_an_infinite_value_is_pooled_as_one():
    table = pd.DataFrame({"role": "report", "n_words": [10.0, 20.0], "mine": [np.inf, 1.0]})
    assert pool(table, "role").loc["report", "mine"] == np.inf


def test_sentences_pool_to_their_paragraph():
    story = tk.read_story("data/kursk.txt")
    by_paragraph = pool(tk.measure(story), "paragraph")
    by_sentence = pool(sentence_table(story), "paragraph")
    names = [name for name, m in all_measures().items() if m.pool in ("sum", "counts", "sentences")]
    np.testing.assert_allclose(by_sentence[names], by_paragraph[names])


def test_sentences_are_measured_by_a_lexicon_of_ones_own():
    lexicon = tk.load_lexicon(add={"rain": "belief"})
    text = pd.DataFrame({"text": ["It may rain. It will not."]})
    assert sentence_table(text, ["n_hedges"], lexicon=lexicon)["n_hedges"].tolist() == [2, 0]


def test_reliable_says_which_values_rest_on_enough_text():
    table = tk.measure(["Short text.", "word " * 99 + "end. And a second one. And a third."])
    trust = tk.reliable(table)
    assert trust["flesch_reading_ease"].tolist() == [False, True]
    assert trust["smog_index"].tolist() == [False, False]
    assert trust.dtypes.eq(bool).all()


def test_the_result_names_the_lexicon_and_its_version():
    shipped = tk.measure("It may rain.")
    own = tk.measure("It may rain.", lexicon=tk.load_lexicon(add={"rain": "belief"}))
    assert shipped.attrs["lexicon"] == "hedges (news)"
    assert own["n_hedges"].iloc[0] == shipped["n_hedges"].iloc[0] + 1
    assert own.attrs["lexicon_version"] != shipped.attrs["lexicon_version"]


def test_pooling_without_each_row_is_pooling_the_others():
    sentences = sentence_table(tk.read_story("data/kursk.txt").tail(6))
    quick = pool_without_each(sentences)
    for i in (0, 7, 18):
        others = pool(sentences.drop(index=i).assign(all=1), "all").iloc[0]
        np.testing.assert_allclose(quick.loc[i, others.index], others, atol=1e-9)


@pytest.mark.parametrize(
    ("returned", "said"),
    [
        ("a", "returned 'a'; it must return a number for each row"),
        (None, "returned None; it must return a number for each row"),
        (0.5, "returned 0.5; it must return a number for each row"),
        (["a"], "returned values that are no numbers"),
        (
            ["a" * 500],
            f"returned values that are no numbers (could not convert string to float: '{63 * 'a'}"
            "…)",
        ),
        ([1, 2], "returned 2 values for 1 rows"),
    ],
)
def test_a_measure_that_returns_no_column_is_named(returned, said):
    with pytest.raises(tk.ToolkitError, match=f"your measure 'mine' {re.escape(said)}"):
        tk.measure("It may rain.", {"mine": lambda table: returned})


def test_reliable_needs_a_table():
    with pytest.raises(tk.ToolkitError, match="n_words"):
        tk.reliable(None)


def test_an_unknown_measure_is_answered_with_near_ones_once_each():
    with pytest.raises(tk.ToolkitError, match="did you mean flesch_reading_ease, ") as error:
        tk.measure("It rains.", "flesch")
    near = str(error.value).split("did you mean ")[1].split("? ")[0].split(", ")
    assert len(near) == len(set(near))


def test_pooling_by_a_column_that_is_not_there_names_those_that_are():
    more = len(tk.list_measures()) - 11
    with pytest.raises(
        tk.ToolkitError, match=rf"no column 'outlet'; it has: text, n_words, .* and {more} more"
    ):
        pool(tk.measure("It rains."), "outlet")


def test_tags_in_texts_of_ones_own_are_told(recwarn):
    texts = ["It may rain.", "<p>It may.</p><p>It is.</p>", None, "A </p> is a tag."]
    assert tk.measure(texts)["n_words"].notna().sum() == 3
    (warning,) = recwarn.list
    assert str(warning.message).startswith(
        "1 text has HTML tags, which count as words: text number 2"
    )
    assert warning.filename == __file__
    plain = pd.Series(texts).str.replace("</p>|<br>", "\n\n", regex=True)
    tk.measure(plain.str.replace("<[^<>]+>", "", regex=True))
    assert len(recwarn.list) == 1


def test_line_breaks_as_tags_are_told(recwarn):
    tk.measure(["It may rain.<br/>It is.<br />So?", "The tag <br> is old."])
    (warning,) = recwarn.list
    assert str(warning.message).startswith("1 text has HTML tags, which count as words: text num")


def test_line_ends_written_as_letters_are_told(recwarn):
    texts = pd.Series(
        [r"It is kept in C:\new and D:\next.", r"It rained.\n\nThe port is shut.\r\nSo?"]
    )
    tk.measure(texts)
    (warning,) = recwarn.list
    message = str(warning.message)
    assert message.startswith(
        r"1 text has line ends written as \n, which join words and part no para"
    )
    assert message.endswith(r"""with .str.replace(r"(\\r)?\\n", "\n", regex=True)""")
    right = texts[1:].str.replace(r"(\\r)?\\n", "\n", regex=True)
    assert tk.measure(right)["n_paragraphs"].tolist() == [3]
    assert len(recwarn.list) == 1


def test_long_texts_without_a_paragraph_break_are_told(recwarn):
    text = "The port is shut. " * 80
    tk.measure([text])
    (warning,) = recwarn.list
    assert str(warning.message).startswith("1 text has 300 words or more and no paragraph break: t")
    tk.measure([text + "\n\n" + text, text[:900]])
    tk.measure([text], ["n_words"])
    tk.measure([text] + 20 * ["A paragraph of the paper."])
    assert len(recwarn.list) == 1
    tk.measure([text] + 19 * ["A paragraph of the paper."])
    recwarn.pop()
    tk.measure([text[:900]] + 2 * [text[:900] + "\n\nSo it is."])
    assert "1 text has 150 words or more and no paragraph break" in str(recwarn.list[1].message)


@pytest.mark.parametrize("sign", ["?", "\ufffd", "\ufffd\ufffd\ufffd"])
def test_signs_that_stand_for_apostrophes_are_told(recwarn, sign):
    text = f"{sign}It isn{sign}t late,{sign} he said, and they{sign}re early."
    tk.measure(["So? Is it? See port.org/?s and ask?", None, text])
    (warning,) = recwarn.list
    told = "1 text has \ufffd or ? for an apostrophe: text number 3 is the first; contractions and"
    assert str(warning.message).startswith(told)


def test_texts_in_small_letters_or_in_capitals_alone_are_told(recwarn):
    text = "The port is shut. Nobody in Ostrey knows why. " * 3
    tk.measure([text, text.lower(), text.upper(), "THE PORT IS SHUT", "it may open", None, "5"])
    (warning,) = recwarn.list
    told = "2 texts are all in small letters or all in capitals: text number 2 is the first; names"
    assert str(warning.message).startswith(told)
    tk.measure([text.lower()], ["n_words"])
    assert len(recwarn.list) == 1


def test_a_family_is_no_measure_and_the_message_names_its_members():
    with pytest.raises(tk.ToolkitError, match=r"'sentiment' is a family of 6 measures; .* vader_c"):
        tk.measure("It may rain.", ["sentiment"])


def test_long_texts_with_hardly_a_full_stop_are_told(recwarn):
    spoken = "and so the port is shut and nobody knows why they did it but " * 12
    texts = [spoken, spoken.replace(" but ", ". But "), spoken + ". It is. " + spoken, "It may"]
    tk.measure(texts, ["n_words"])
    tk.measure(texts[1:2])
    assert not recwarn.list
    tk.measure(texts)
    (warning,) = recwarn.list
    told = "2 texts have hardly a full stop: text number 1 has 168 words in 1 sentence; without"
    assert str(warning.message).startswith(told)
    assert warning.filename == __file__
