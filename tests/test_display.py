"""What a notebook or a terminal shows of the tables; what they hold is tested elsewhere."""

import io
import pickle
import re
from html import unescape
from pathlib import Path

import pandas as pd
import pytest

import toolkit as tk
from toolkit.display import MOST_ROWS, ProseTable, ReadableTable
from toolkit.display import many as counted
from toolkit.measures.registry import HEADLINE

DATA = Path(__file__).parent.parent / "data"


@pytest.fixture(autouse=True)
def _strict(monkeypatch):
    monkeypatch.setattr(ReadableTable, "_strict", True)


@pytest.fixture(scope="module")
def story():
    return tk.read_story(DATA / "kursk.txt")


@pytest.fixture(scope="module")
def table(story):
    return tk.measure(story)


@pytest.fixture(scope="module")
def stories():
    with pytest.warns(UserWarning, match="Windows-1252"):
        return tk.read_stories(DATA / "stories")


@pytest.fixture(scope="module")
def many(stories):
    return tk.compare(tk.measure(stories))


def row_of(html: str, measure: str) -> list[str]:
    return next(row for row in cells(html) if f"\n{measure} · higher: " in row[0])


def cells(html: str) -> list[list[str]]:
    """The rows of all tables of a page, as what their cells say."""
    rows = re.findall(r"<tr>(.*?)</tr>", html, re.S)
    found = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.S) for row in rows]
    return [
        [unescape(cell.replace("<br>", "\n").replace("<wbr>", "")) for cell in row] for row in found
    ]


def test_a_comparison_shows_what_was_to_be_tested_and_folds_the_rest(many):
    before, _, folded = many._repr_html_().partition("<details>")
    shown = [row[0].split("\n")[1].split(" ")[0] for row in cells(before)[1:]]
    assert sorted(shown) == sorted(HEADLINE)
    assert len(cells(folded)) - 1 == len(many) - len(HEADLINE)
    assert f"{len(many) - len(HEADLINE)} more measures (exploratory: no p)" in folded
    for column in ("report", "commentary", "difference", "95% interval", "p_adjusted"):
        assert column in cells(before)[0], column
    assert "p_adjusted" not in cells(folded)[0]


def test_the_numbers_shown_are_those_of_the_table(many):
    row = many.set_index("measure").loc["flesch_reading_ease"]
    shown = row_of(many._repr_html_(), "flesch_reading_ease")
    assert shown[0].endswith("higher: easier to read")
    expected = [f"{row[name]:.1f}" for name in ("report", "commentary")]
    assert shown[1:3] == expected
    assert shown[3] == f"{row['difference']:+.1f}"
    assert shown[4] == f"{row['ci_low']:.1f} to {row['ci_high']:.1f}"
    share = many.set_index("measure").loc["quoted_share"]
    shown = row_of(many._repr_html_(), "quoted_share")
    assert shown[1:3] == [f"{100 * share[name]:.1f}%" for name in ("report", "commentary")]
    assert shown[3] == f"−{-100 * share['difference']:.1f} % points"
    ends = (f"−{-100 * share[end]:.1f}" for end in ("ci_low", "ci_high"))
    assert shown[4] == " to ".join(ends)


def test_no_limit_of_a_row_is_lost(many):
    html = many._repr_html_()
    note = many.set_index("measure")["note"]["vader_compound"]
    said = row_of(html, "vader_compound")[0].split("\n")[2]
    common = re.search("for all of these: (.*?)</li>", html)[1]
    assert set(note.split("; ")) == {*said.split("; "), *common.split("; ")}


def test_one_story_has_no_empty_columns(table):
    html = tk.compare(table)._repr_html_()
    assert cells(html)[0][:4] == ["label, measure, note", "report", "commentary", "difference"]
    assert {"95% interval", "effect_size", "higher_in", "p_adjusted"}.isdisjoint(cells(html)[0])
    assert "no interval, no p" in html
    assert "NaN" not in html


def test_rows_chosen_are_shown_alike_and_columns_chosen_as_pandas_does(many):
    chosen = many[many["p_adjusted"] < 0.05]
    assert "95% interval" in repr(chosen)
    assert "<details>" not in chosen._repr_html_()
    assert repr(many[["measure", "report"]]) == repr(pd.DataFrame(many)[["measure", "report"]])
    assert repr(many.iloc[:0]) == repr(pd.DataFrame(many).iloc[:0])
    assert repr(many.sort_values("effect_size").tail(2)).splitlines()[0].startswith("measure")


@pytest.mark.parametrize(
    "changed",
    [
        lambda t: t.astype(str),
        lambda t: t.astype(object).fillna(""),
        lambda t: t.reindex([0, 1, 999]),
        lambda t: t.assign(note=1),
        lambda t: t.astype({"n_stories": object}).assign(n_stories="many"),
    ],
)
def test_a_table_filled_with_something_else_is_still_shown(many, changed, monkeypatch):
    monkeypatch.setattr(ReadableTable, "_strict", False)
    assert "flesch_reading_ease" in repr(changed(many)) + changed(many)._repr_html_()


def test_a_mistake_in_the_arrangement_is_seen_in_tests_and_not_by_readers(monkeypatch):
    class Mistaken(ReadableTable):
        _forms = (["a"],)

        def _arranged(self):
            return self["no such column"]

    table = Mistaken({"a": [1]})
    with pytest.raises(KeyError, match="no such column"):
        repr(table)
    monkeypatch.setattr(ReadableTable, "_strict", False)
    assert repr(table) == repr(pd.DataFrame(table))


def test_a_count_has_its_noun():
    said = [counted(n, noun) for noun in ("story", "word") for n in (0, 1, 1234)]
    assert said == ["0 stories", "1 story", "1,234 stories", "0 words", "1 word", "1,234 words"]
    assert [counted(2, noun) for noun in ("day", "press", 7)] == ["2 days", "2 presses", "2 7s"]


def test_they_are_dataframes(many, story, stories):
    for made in (many, tk.carryover(story), tk.keywords(stories), tk.list_measures()):
        plain = pd.DataFrame(made)
        assert made.to_csv() == plain.to_csv()
        assert made.to_markdown() == plain.to_markdown()
        assert pd.concat([made, made]).shape == (2 * len(made), made.shape[1])
        pd.testing.assert_frame_equal(pd.DataFrame(pickle.loads(pickle.dumps(made))), plain)
    file = io.BytesIO()
    many.to_parquet(file)
    pd.testing.assert_frame_equal(pd.read_parquet(file), pd.DataFrame(many), check_dtype=False)


def plain(html: str) -> str:
    return html.replace("<wbr>", "")


def test_a_wide_table_of_measures_shows_the_headline_measures_and_the_readers_own(story):
    def capitals(t):
        return t["text"].str.count("[A-Z]")

    table = tk.measure(story.assign(outlet="Post"), [*tk.list_measures().index, capitals])
    html = plain(table._repr_html_())
    for name in ("outlet", "n_words", "capitals", *HEADLINE):
        assert f"<th>{name}</th>" in html, name
    assert "<th>mattr</th>" not in html
    shown = sum(f"<th>{name}</th>" in html for name in table.columns)
    more = f"{len(table.columns) - shown} more columns"
    assert f"{more}, such as mattr" in html
    assert more in repr(table)


def test_pooled_values_and_windows_show_the_headline_measures(table):
    for made in (tk.pool(table, "role"), tk.windows(table)):
        html = plain(made._repr_html_())
        for name in ("n_words", *HEADLINE):
            assert f"<th>{name}</th>" in html, name
        assert "report" in html
        assert "<th>mattr</th>" not in html
    assert "<th>first_sentence</th>" in plain(tk.windows(table)._repr_html_())


def test_sentences_and_what_is_reliable_are_shown_as_narrow(story, table):
    for made in (tk.sentence_table(story), tk.reliable(table)):
        html = plain(made._repr_html_())
        assert "<th>hedges_per_100_words</th>" in html
        assert "<th>mattr</th>" not in html


def test_long_names_of_measures_may_break(table):
    assert "<th>hedges_<wbr>per_<wbr>100_<wbr>words</th>" in table._repr_html_()


def test_texts_beside_the_measures_are_read_from_the_left(story):
    html = tk.measure(story)._repr_html_()
    sentences = re.findall(r"<td[^>]*>[^<]* [^<]*</td>", html)
    assert len(sentences) == len(story)
    assert all('style="text-align:left;min-width:14em"' in cell for cell in sentences)
    assert "<td>commentary</td>" in html


def test_a_narrow_table_of_measures_is_shown_whole(story):
    html = tk.measure(story, ["lix", "rix"])._repr_html_()
    assert "<th>lix</th>" in html
    assert "<th>rix</th>" in html
    assert "more columns" not in html


def test_every_measure_is_listed_with_whole_sentences():
    listed = tk.list_measures()
    html = listed._repr_html_()
    assert len(cells(html)) - 1 == len(listed)
    assert all(len(row) == len(cells(html)[0]) for row in cells(html))
    longest = listed["caveat"].loc[listed["caveat"].str.len().idxmax()]
    assert longest in unescape(html)
    assert "lix" in repr(listed.query("family == 'readability'"))


def test_carryover_shows_each_sentence_with_what_is_new(story):
    carried = tk.carryover(story)
    rows = cells(carried._repr_html_())
    assert [row[0] for row in rows[1:]] == carried["sentence"].astype(str).tolist()
    assert [row[1] for row in rows[1:]] == carried["text"].tolist()
    eighth = next(row for row in rows if row[0] == "8")
    assert "Donald Trump" in eighth[rows[0].index("new")]
    both = pd.concat([story, story.assign(story="again")])
    assert cells(tk.carryover(both)._repr_html_())[0][0] == "story"


def test_cues_are_shown_with_their_reasons_and_the_readers_columns(story):
    cues = tk.find_hedges(story["text"])
    cues["role"] = story["role"].to_numpy()[cues["row"]]
    head, *found = cells(cues._repr_html_())
    assert head == ["role", "row", "text", "series", "category", "voice", "why"]
    assert len(found) == len(cues)
    assert found[0][2:4] == ["approximately", "approximator"]
    assert [row[-1] for row in found] == cues["why"].tolist()
    assert "rule" in repr(cues.head(1)).splitlines()[-1]
    assert "role" in repr(cues[["text", "role"]]).splitlines()[0]


def test_keywords_show_counts_and_rates(stories):
    words = tk.keywords(stories)
    first = cells(words._repr_html_())[1]
    row = words.iloc[0]
    assert first[0] == row["term"]
    assert f"{row['count_report']} ({row['per_1000_report']:.1f})" in first


def test_a_story_described_has_a_row_per_role_and_folds_the_rest(table):
    described = tk.describe_story(table)
    before, _, folded = described._repr_html_().partition("<details>")
    assert len(cells(before)) - 1 == 2 * len(HEADLINE)
    assert len(cells(before)) + len(cells(folded)) - 2 == len(described)
    assert any("26 in 442 words" in row for row in cells(before))
    assert "by chance: the 95% interval" in before
    assert "by chance" not in tk.describe_story(table, ["lix"])._repr_html_()


def test_findings_and_reading_errors_are_sentences_shown_whole(table):
    found = tk.findings(tk.compare(table))
    assert [row[1] for row in cells(found._repr_html_())[1:]] == found["finding"].tolist()
    html = found._repr_html_()
    assert html.count("one story: described, no interval, no p") == 1
    assert "<li>for all of these: one story: described, no interval, no p</li>" in html
    assert found["caveat"].str.startswith("one story: described").all()
    assert "for all" not in repr(found.head(1)) + repr(found[["measure", "finding"]])
    assert repr(found.T) == repr(pd.DataFrame(found).T)
    assert found.T._repr_html_() == pd.DataFrame(found).T._repr_html_()
    rows = pd.DataFrame({"text": ["It is late.", "", "  "], "role": "report"})
    with pytest.warns(UserWarning, match="not read"):
        errors = tk.reading_errors(tk.read_stories(rows))
    assert "it has no words to measure" in errors._repr_html_()
    assert repr(tk.reading_errors(table)).startswith("Empty DataFrame")
    with pytest.raises(tk.ToolkitError, match=r"needs what read_stories.* not a str"):
        tk.reading_errors("stories")


def test_a_terminal_shows_sentences_whole_below_what_they_are_about(many):
    lines = repr(tk.findings(many).head(1)).splitlines()
    assert lines[0] == "flesch_reading_ease"
    assert all(line.startswith("    ") and len(line) <= 100 for line in lines[1:])
    told = " ".join(line.strip() for line in lines[1:])
    row = tk.findings(many).iloc[0]
    assert told == f"{row['finding']} caveat: {row['caveat']}"
    reason = f"{'it has no word ' * 5}and wants media-analysis-toolkit"
    assert "media-analysis-toolkit" in repr(ProseTable({"place": ["a.pdf"], "reason": [reason]}))
    short = ProseTable({"place": ["row 2", "row 3"], "reason": ["it is empty", "it is late"]})
    assert repr(short).splitlines() == ["place  reason", "row 2  it is empty", "row 3  it is late"]


def test_what_is_shown_is_escaped_and_no_mathematics():
    hostile = ProseTable({"<b>": ['<script>alert("x")</script> $x$ \x1b[31m']})
    html = hostile._repr_html_()
    assert "<script" not in html
    assert "<b>" not in html
    assert html.startswith('<div class="mathjax_ignore tex2jax_ignore">')
    assert "\x1b" not in html + repr(hostile)


def test_names_from_a_readers_table_are_escaped():
    table = pd.DataFrame(
        {"story": "a", "role": ["report", "commentary"], "n_words": 9.0, "<i>x": [1.0, 2.0]}
    )
    html = tk.compare(table)._repr_html_()
    assert "<i>" not in html
    assert cells(html)[1][0] == "<i>x"


def test_long_tables_say_how_many_rows_they_leave_out():
    long = ProseTable({"n": map(str, range(MOST_ROWS + 1))})
    assert f"the first {MOST_ROWS} of {MOST_ROWS + 1} rows" in long._repr_html_()
    assert len(cells(long._repr_html_())) == MOST_ROWS + 1
    assert repr(long).splitlines()[-1].strip() == f"the first {MOST_ROWS} of 201 rows"
    assert "of 201 rows" not in repr(long.head(MOST_ROWS))


def test_pandas_own_option_is_heard(many):
    with pd.option_context("display.notebook_repr_html", False):
        assert many._repr_html_() is None
        assert tk.list_measures()._repr_html_() is None


def test_a_long_name_is_cut_and_not_left_out():
    name = "share_of_readers_who_wrote_to_us_about_the_commentary"
    table = pd.DataFrame({"story": 1, "role": ["report", "commentary"], "n_words": 99.0})
    assert f"\n{name[:47]}…  " in repr(tk.compare(table.assign(**{name: [1.0, 2.0]})))


def test_text_is_aligned(many):
    lines = repr(many).splitlines()[: len(HEADLINE) + 1]
    assert len({len(line) for line in lines}) == 1, "the last column ends in one place"
    assert {line[34:36] for line in lines} == {"  "}, "the first one is as wide as its longest name"
