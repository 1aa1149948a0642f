"""The report: whole in one file, asking nobody for anything, with every text shown as text."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import warnings
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

from toolkit import ToolkitError, compare, findings, load_lexicon, measure, read_story
from toolkit.measures import all_measures
from toolkit.page import write_report
from toolkit.page.charts import as_svg, finding, taken_out
from toolkit.page.many_stories import _with_sign
from toolkit.page.one_story import _chart as chart_of
from toolkit.page.report import file_name
from toolkit.page.shell import write_page
from toolkit.page.tables import (
    column_format,
    comparison_table,
    number_cell,
    paragraph_table,
    shown,
    sparkline,
)
from toolkit.page.taken_over import carryover_html
from toolkit.page.words import headline_html, size_sentence
from toolkit.plots import plot_cues

DATA = Path(__file__).resolve().parent.parent / "data"
KURSK = DATA / "kursk.txt"
ATTACK = "<script>alert(1)</script><img src=x onerror=alert(2)></style>$x$ \u202e=cmd() may"
EMPTY_ELEMENTS = {"meta", "link", "input", "br", "path", "rect", "use"}


class Page(HTMLParser):
    """What a page consists of: its tags, its ids, what it refers to, its text outside scripts."""

    def __init__(self, markup: str):
        super().__init__()
        self.tags, self.ids, self.links, self.text, self.open = [], [], [], [], []
        self.feed(markup)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append((tag, attrs))
        self.ids += [attrs["id"]] if "id" in attrs else []
        self.links += [attrs[name] for name in ("src", "href", "xlink:href") if name in attrs]
        if tag not in EMPTY_ELEMENTS:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY_ELEMENTS:
            self.open.pop()

    def handle_endtag(self, tag):
        if tag not in EMPTY_ELEMENTS:
            assert self.open.pop() == tag

    def handle_data(self, data):
        if not {"script", "style"} & set(self.open):
            self.text.append(data)

    def has(self, words: str) -> bool:
        return words in " ".join("".join(self.text).split())

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.tags)


def pair(report: str, commentary: str, story: str = "port", **columns) -> pd.DataFrame:
    roles = ["report", "commentary"]
    return pd.DataFrame({"story": story, "role": roles, "text": [report, commentary], **columns})


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    path = write_report(KURSK, tmp_path_factory.mktemp("new") / "folder" / "kursk.html")
    return path, path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(example):
    return Page(example[1])


def test_the_example_is_one_small_file(example):
    path, _ = example
    assert path.stat().st_size < 1_500_000
    assert [file.name for file in path.parent.iterdir()] == ["kursk.html"]


def test_nothing_is_asked_for(example, page):
    _, markup = example
    assert all(link.startswith(("#", "data:,")) for link in page.links)
    assert not re.search(
        r"url\((?!#)|@import|https?://(?!www\.w3\.org/(2000/svg|1999/xlink))", markup
    )
    policy = next(attrs["content"] for tag, attrs in page.tags if "http-equiv" in attrs)
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    script = markup.split("<script>")[1].split("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in policy
    assert page.count("script") == 1


def test_ids_are_unique_and_links_lead_somewhere(page):
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


def test_the_page_says_what_it_shows(page):
    assert page.has("The report has 90 words in 4 sentences, the commentary has 442 words in 19")
    for sentence in ("Flesch reading ease (points)", "22.3 in the report, 37.6 in the commentary"):
        assert page.has(sentence)
    table = measure(read_story(KURSK))
    headline = [name for name, known in all_measures().items() if known.headline]
    for said in findings(compare(table, headline, checks=False))["finding"]:
        assert page.has(said.split(": ", 1)[1][1:])
    for name in headline:
        assert page.has(all_measures()[name].source)


def test_the_story_is_there_word_for_word(example):
    paragraphs = re.findall(r'<p class="where">.*?</p><p>(.*?)</p></div>', example[1], re.S)
    texts = ["".join(Page(re.sub(r"<sup.*?</sup>", "", part)).text) for part in paragraphs]
    assert texts == read_story(KURSK)["text"].tolist()


def test_charts_have_the_finding_as_alternative_text(page):
    charts = [attrs for tag, attrs in page.tags if tag == "svg" and attrs.get("role") == "img"]
    assert len(charts) == 6
    title = plot_cues(read_story(KURSK)).get_title(loc="left")
    assert charts[0]["aria-label"].startswith(" ".join(title.split()).rstrip("."))
    said = [" ".join(one["aria-label"].split()) for one in charts]
    assert all("says nothing about commentary in general" in one for one in said)


def test_what_a_chart_says_is_text_of_the_page_that_wraps(example):
    figures = re.findall(r"<figure>(.*?)</figure>", example[1], re.S)
    assert len(figures) == 6
    for figure in figures:
        title, note = (
            re.search(f'<{tag} class="{name}">(.+?)</{tag}>', figure, re.S)[1]
            for tag, name in (("p", "finding"), ("small", "quiet"))
        )
        said = re.search(r'role="img" aria-label="([^"]+)"', figure)[1]
        assert said.startswith(title)
        assert said.endswith(note)
    drawn = plot_cues(read_story(KURSK)).figure
    title = " ".join(drawn.axes[0].get_title("left").split())
    assert taken_out(drawn)[0] == title
    assert not drawn.axes[0].get_title("left")
    assert not drawn.get_supxlabel()


def test_every_mark_has_a_switch(page):
    kinds = {attrs["class"][2:] for tag, attrs in page.tags if tag == "mark"}
    assert {f"s-{kind}" for kind in kinds} <= set(page.ids)
    assert all("checked" in attrs for tag, attrs in page.tags
               if tag == "input" and attrs["id"] != "s-tags")  # fmt: skip


def test_a_source_that_is_not_there_is_told(tmp_path):
    near = KURSK.with_name("kurks.txt")
    with pytest.raises(ToolkitError, match=r"there is no file .*kurks\.txt.* did you mean"):
        write_report(read_story(KURSK), tmp_path / "page.html", source=near)
    assert not (tmp_path / "page.html").exists()


def test_provenance_names_the_text_and_the_lexicons(page):
    assert page.has(hashlib.sha256(KURSK.read_bytes()).hexdigest())
    for words in ("hedges.tsv", "pandas", "textstat", "Python", "published", "news"):
        assert page.has(words)


@pytest.fixture(scope="module")
def attacked(tmp_path_factory):
    table = pair(f"{ATTACK} rain.", f"Some say {ATTACK}.", ATTACK, **{ATTACK: ATTACK})
    path = write_report(table, tmp_path_factory.mktemp("attack") / "page.html", title=ATTACK)
    return Page(path.read_text(encoding="utf-8"))


def test_attacks_are_text(attacked):
    assert attacked.count("script") == attacked.count("style") == 1
    assert attacked.count("img") == 0
    assert not [name for _, attrs in attacked.tags for name in attrs if name.startswith("on")]
    assert attacked.has(
        "<script>alert(1)</script><img src=x onerror=alert(2)></style>$x$ ⟨U+202E⟩=cmd()"
    )
    assert "\u202e" not in "".join(attacked.text)


def test_headings_stay_and_missing_texts_do_no_harm(tmp_path, without_charts):
    table = pd.DataFrame(
        {
            "story": "port",
            "role": ["report", "report", "commentary", "commentary"],
            "kind": ["heading", "body", "body", "body"],
            "text": ["The harbour", "The port is shut.", "It may open soon.", None],
        }
    )
    before = table.copy(deep=True)
    page = Page(write_report(table, tmp_path / "p.html").read_text(encoding="utf-8"))
    assert page.has("The harbour")
    assert page.has("The report has 4 words in 1 sentence")
    pd.testing.assert_frame_equal(table, before)


@pytest.mark.parametrize("stories", [1, 2])
def test_columns_of_lists_are_shown(stories, tmp_path, without_charts):
    tables = [
        pair("The port is shut.", "It may open.").assign(
            story=f"port {n}", tags=[["sea", "ships"]] * 2
        )
        for n in range(stories)
    ]
    page = Page(write_report(pd.concat(tables), tmp_path / "p.html").read_text(encoding="utf-8"))
    assert page.has("['sea', 'ships']")


@pytest.mark.parametrize("texts", [("!!!", "???"), ("港口可能关闭。", "也许吧。")])
def test_little_text_makes_a_page_too(texts, tmp_path):
    page = Page(write_report(pair(*texts), tmp_path / "p.html").read_text(encoding="utf-8"))
    assert page.has(texts[1])


def test_a_sorted_table_makes_the_same_page(tmp_path, without_charts):
    texts = ["The port is shut.", "It may open soon, they say.", "So.", "Who knows? It may not."]
    roles = ["report", "report", "commentary", "commentary"]
    story = pd.DataFrame({"role": roles, "paragraph": [1, 2, 3, 4], "text": texts})
    pages = []
    for table in (story, story.iloc[[3, 1, 2, 0]]):
        pages.append(write_report(table, tmp_path / "p.html").read_text(encoding="utf-8"))
    when = re.compile(r"<dt>Made</dt><dd>.*?</dd>")
    assert when.sub("", pages[0]) == when.sub("", pages[1])


def test_paragraphs_bear_one_name_on_the_whole_page(tmp_path, without_charts):
    texts = ["It may rain.", "* * *", "Perhaps so.", "A title", "Or not."]
    kinds = ["body", "body", "body", "heading", "body"]
    story = pd.DataFrame({"role": ["report"] + 4 * ["commentary"], "kind": kinds, "text": texts})
    markup = write_report(story, tmp_path / "p.html").read_text(encoding="utf-8")
    assert re.findall(r'<a href="#p-\d">(\w+)</a>', markup) == ["R", "C1", "C2", "C3"]
    assert re.findall(r'class="where">(\w+) ·', markup) == ["R", "C1", "C2", "C3"]


def test_one_role_alone_is_shown_without_a_comparison(tmp_path):
    table = pair("It may rain.", "It may snow.").assign(role="report")
    page = Page(write_report(table, tmp_path / "p.html").read_text(encoding="utf-8"))
    assert not page.has("In short")
    assert page.has("snow.")


@pytest.mark.parametrize(
    ("story", "output", "words"),
    [
        (pd.DataFrame({"text": ["a"]}), "p.html", "needs the column 'role'"),
        (pd.DataFrame({"text": [], "role": []}), "p.html", "at least one paragraph"),
        (KURSK, "p.pdf", "the report is an HTML file; name it p.pdf.html"),
        ("nowhere.txt", "p.html", "there is no file 'nowhere.txt'"),
        (pair("a b", "c d").assign(role="review"), "p.html", "role is 'review'; it can only"),
    ],
)
def test_slips_meet_one_sentence(story, output, words, tmp_path):
    with pytest.raises(ToolkitError, match=re.escape(words)):
        write_report(story, tmp_path / output)
    assert list(tmp_path.iterdir()) == []


def test_the_story_itself_is_never_replaced(tmp_path):
    story = tmp_path / "post.html"
    story.write_text(
        "<p>The port is shut today.</p><p>Read the original article here</p><p>It may open.</p>",
        encoding="utf-8",
    )
    with pytest.raises(ToolkitError, match="is the story itself"):
        write_report(story, story, language=None)
    assert "original article" in story.read_text(encoding="utf-8")


def test_an_old_page_is_replaced_in_one_go(tmp_path, monkeypatch, without_charts):
    old = tmp_path / "p.html"
    old.write_text("old", encoding="utf-8")
    monkeypatch.setattr(
        "toolkit.page.shell.os.replace", lambda *_: (_ for _ in ()).throw(OSError(28, "full"))
    )
    with pytest.raises(ToolkitError, match="can't be written: full"):
        write_report(pair("One two.", "Three four."), old)
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("p.html", "old")]


@pytest.mark.skipif(os.name == "nt", reason="permissions are another matter there")
@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_page_has_the_permissions_of_any_new_file(tmp_path, monkeypatch, mask, mode):
    before = os.umask(mask)
    try:
        monkeypatch.setattr("os.umask", lambda _: pytest.fail("it is that of the whole process"))
        path = write_page(tmp_path / "p.html", "text")
    finally:
        monkeypatch.undo()
        os.umask(before)
    assert path.read_text(encoding="utf-8") == "text"
    assert path.stat().st_mode & 0o777 == mode
    assert [one.name for one in tmp_path.iterdir()] == ["p.html"]


def test_a_folder_gets_a_file_named_after_the_story(tmp_path, without_charts):
    assert write_report(pair("One two.", "Three.", "a/b:c"), tmp_path).name == "a_b_c.html"


@pytest.mark.parametrize(
    ("story", "name"),
    [
        ("../../etc/x", "etc_x"),
        ("", "story"),
        ("<b>", "b"),
        ("über 1.2", "über_1.2"),
        ("a" * 300, "a" * 80),
    ],
)
def test_names_of_stories_become_names_of_files(story, name):
    assert file_name(story) == name


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("many")
    stories = [
        pair(
            "The port is shut. Police said so.",
            "It may open, I think! Who knows?",
            f"port {n}",
            outlet=f"<b>{n}",
        )
        for n in range(3)
    ] + [pair("Only a report here.", "x", "../lone").iloc[:1].assign(outlet="none")]
    with warnings.catch_warnings(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("toolkit.page.report.FEW", ())
        warnings.simplefilter("error")
        return write_report(pd.concat(stories), folder / "all.html")


def test_many_stories_have_an_index_and_a_page_each(index):
    files = sorted(
        path.relative_to(index.parent).as_posix() for path in index.parent.rglob("*.html")
    )
    assert files == ["all.html", "all_stories/001_port_0.html", "all_stories/002_port_1.html",
                     "all_stories/003_port_2.html", "all_stories/004_lone.html"]  # fmt: skip
    page = Page(index.read_text(encoding="utf-8"))
    assert page.has("4 stories")
    assert page.has("<b>2")
    for link in page.links:
        if not link.startswith(("#", "data:")):
            one = Page((index.parent / link).read_text(encoding="utf-8"))
            assert "../all.html" in one.links


def test_an_index_of_stories_with_one_role_each_draws_what_it_can(tmp_path):
    words = "The bridge may be shut for a year, and the town waits. "
    stories = [pair(words * (4 + i), words * (5 + i), f"story {i}").iloc[[i % 2]] for i in range(8)]
    page = write_report(pd.concat(stories), tmp_path / "all.html").read_text(encoding="utf-8")
    assert page.count("<figure>") == 2
    assert 'class="missing"' not in page
    assert "(4 of report, 4 of commentary)" in page
    assert "<summary>Differences, intervals and p</summary>" in page


def test_an_index_without_commentary_says_so(tmp_path, without_charts):
    stories = pd.concat([pair("One two.", "Three.", name).iloc[[0]] for name in ("a", "b")])
    page = write_report(stories, tmp_path / "all.html").read_text(encoding="utf-8")
    assert "There is no commentary in these stories to compare." in page
    assert "intervals and p" not in page


def test_a_blank_commentary_is_none(tmp_path, without_charts):
    page = Page(write_report(pair("It may rain.", " "), tmp_path / "p.html").read_text("utf-8"))
    assert not page.has("In short")
    assert page.has("rain.")


def test_columns_of_the_readers_own_are_headed_from_the_left(tmp_path, without_charts):
    stories = [pair("One two.", "Three.", name).assign(outlet="The Post") for name in ("a", "b")]
    page = write_report(pd.concat(stories), tmp_path / "all.html").read_text(encoding="utf-8")
    assert 'style="text-align:left">outlet</th>' in page


def test_a_long_name_of_a_story_leaves_room_for_the_rest(tmp_path, without_charts):
    stories = pd.concat([pair("One two.", "Three.", name) for name in ("the_old_bridge", "b")])
    page = write_report(stories, tmp_path / "all.html").read_text(encoding="utf-8")
    assert '.html">the_<wbr>old_<wbr>bridge</a>' in page
    assert '.stories th[scope="row"] { min-width: 8rem; overflow-wrap: anywhere; }' in page


def test_numbers_read_well_and_sort_exactly():
    assert [shown(v) for v in (np.nan, -0.001, 0.5, -2.25, 1234.5)] == [
        "–",
        "0.00",
        "0.50",
        "−2.2",
        "1,234.5",
    ]
    assert number_cell(0.123456789) == '<td class="number" data-value="0.123457">0.12</td>'
    assert number_cell(1.0, sure=False) == '<td class="number unsure" data-value="1">(1.00)</td>'
    assert number_cell(np.nan, sure=False) == '<td class="number" data-value="">–</td>'


def test_a_column_has_one_number_of_decimals_and_shares_are_in_percent():
    rates = column_format("hedges_per_100_words", [2.22, 0.45, np.nan])
    assert [rates(value) for value in (2.22, 0.45, 0.0)] == ["2.2", "0.5", "0.0"]
    small = column_format("boosters_per_100_words", [0.89, 0.0])
    assert [small(value) for value in (0.89, 0.0)] == ["0.89", "0.00"]
    assert column_format("quoted_share", [0.123])(0.123) == "12.3%"
    assert column_format("quoted_share", [])(np.nan) == "–"
    assert column_format("n_words", [1234.0])(1234.0) == "1,234"


def test_a_difference_of_nought_has_no_sign():
    write = _with_sign(column_format("boosters_per_100_words", [0.89]))
    assert [write(value) for value in (0.5, 0.001, 0.0, -0.001, -0.5)] == [
        "+0.50", "0.00", "0.00", "0.00", "−0.50",
    ]  # fmt: skip
    assert write(np.nan) == "–"


def test_headers_of_paragraphs_have_their_units():
    table = measure(pair("One two.", "Three four."))
    markup = paragraph_table(table, ["hedges_per_100_words", "quoted_share"])
    assert 'Hedges <small class="quiet">per 100 words</small>' in markup
    assert 'Quoted <small class="quiet">of words</small>' in markup


def test_differences_of_stories_have_their_sign(index):
    markup = index.read_text(encoding="utf-8")
    rows = re.findall(r"<tr><th scope=\"row\" data-value=\"port 0\">(.*?)</tr>", markup)
    hedges = re.findall(r'data-value="([^"]*)"', rows[0])[-1]
    assert float(hedges) > 2
    assert f"<span>+{float(hedges):.1f}</span>" in rows[0]
    lone = re.findall(r"<tr><th scope=\"row\" data-value=\"../lone\">(.*?)</tr>", markup)
    assert lone[0].count("<span>–</span>") == 3


def test_what_limits_all_measures_stands_over_them_once(example):
    table = example[1].split('aria-label="Table of all measures"')[1].split("</table>")[0]
    assert table.count("one story: described, no interval, no p") == 1
    assert "less report. For all of these: one story: described" in table.split("</caption>")[0]
    assert '<th scope="col" class="left">What limits it</th>' in table
    flesch = re.search(r'data-value="Flesch reading ease">(.*?)</tr>', table)[1]
    assert re.findall(r">([+−\d.]+)</td>", flesch) == ["22.3", "37.6", "+15.2"]
    neutral = re.search(r'data-value="VADER neutral">(.*?)</tr>', table)[1]
    assert re.findall(r">([\d.]+)%</td>", neutral) == ["75.1", "80.6"]
    assert ">+5.5\u00a0%\u00a0points</td>" in neutral


def test_a_limit_is_said_once_and_many_stories_are_plural():
    texts = [("Unquestionably complicated considerations.", "It is so. We go.")] * 8
    stories = pd.concat([pair(*two, f"{n}") for n, two in enumerate(texts)], ignore_index=True)
    comparison = compare(measure(stories), ["flesch_reading_ease"])
    assert "Reports are very difficult, commentary very easy." in headline_html(comparison)
    other = comparison.assign(measure="smog_index", note="")
    flips = pd.concat([comparison.assign(note="sign changes weighted by words"), other])
    assert headline_html(flips).lower().count("sign changes weighted by words") == 1


def test_intervals_sort_by_their_lower_bound_missing_ones_last():
    texts = [("It may rain.", "It will rain. Sure.")] * 8
    stories = pd.concat([pair(*two, f"{n}") for n, two in enumerate(texts)], ignore_index=True)
    comparison = compare(measure(stories), ["lix", "rix", "n_words"])
    comparison = comparison.assign(ci_low=[-0.25, 1.5, np.nan], ci_high=[10.0, 2.0, np.nan])
    markup = comparison_table(comparison)
    keys = re.findall(r'data-value="([^"]*)">(?:–|[^<]* to [^<]*)</td><td class="note">', markup)
    assert keys == ["-0.25", "1.5", ""]


def test_differences_over_many_stories_have_a_decimal_more_than_the_values():
    texts = [("It may rain.", "It will rain. Sure.")] * 8
    stories = pd.concat([pair(*two, f"{n}") for n, two in enumerate(texts)], ignore_index=True)
    comparison = compare(measure(stories), ["lix"])
    comparison = comparison.assign(report=5.12, commentary=6.32, difference=1.2)
    cells = re.findall(r'"number" data-value="[^"]*">([^<]*)</td>', comparison_table(comparison))
    assert cells[:3] == ["5.1", "6.3", "+1.20"]


def test_what_is_the_same_in_all_of_a_story_is_said_of_it(tmp_path, without_charts):
    story = pair("It rains.", "It may.", outlet="Quay Echo", author=["Ada", "Ben"], score=1.5)
    page = write_report(story, tmp_path / "a.html").read_text(encoding="utf-8")
    assert '<p class="quiet">outlet: Quay Echo</p>' in page


def test_headings_count_in_the_numbers_of_sentences_and_it_is_said():
    story = pair("One two.", "Three four.").assign(kind="body")
    assert "Headings count" not in carryover_html(story)
    story = pd.concat([story.iloc[:1].assign(kind="heading", text="A title"), story])
    assert "Headings count in the numbers of sentences." in carryover_html(story)


def test_what_scrolls_on_a_telephone_says_so(example):
    style = re.search(r"<style>(.*?)</style>", example[1], re.S)[1]
    assert 'content: "scroll \\2192"' in style
    assert (
        "@media screen and (max-width: 41.3rem) { figure .wide::before { display: block; } }"
        in style
    )


def test_values_on_little_text_are_bracketed():
    table = measure(pair("It may rain. " * 60, "It may."))
    markup = paragraph_table(table, ["hedges_per_100_words"])
    assert re.findall(
        r'<td class="number(?: unsure)?" data-value="[^"]*">(\(?)\d+\.\d', markup
    ) == ["", "(", "", "("]


def test_sparklines_draw_a_bar_for_every_value_from_zero():
    bars = re.findall(
        r'<rect class="b-(\w+)( hollow)?" x="[\d.]+" y="([\d.]+)" width="[\d.]+" height="([\d.]+)"',
        sparkline([2, np.nan, -2, 0], ["report", *["commentary"] * 3], [True, True, False, True]),
    )
    assert bars == [("report", "", "2.0", "13.0"), ("commentary", " hollow", "15.0", "13.0"),
                    ("commentary", "", "15.0", "0.8")]  # fmt: skip
    assert "rect" not in sparkline([], [], [])


@pytest.mark.parametrize(("n", "widest"), [(5, 46), (11, 65), (40, 121), (400, 161)])
def test_sparklines_keep_to_their_room_while_bars_are_seen(n, widest):
    markup = sparkline([1.0] * n, ["report"] * n, [True] * n, room=64)
    assert int(re.search(r'width="(\d+)" height="30"', markup)[1]) <= widest
    assert markup.count("<rect") == n


def test_doubtful_bars_are_hollow_or_where_too_thin_for_that_pale():
    for n, kind in ((8, "hollow"), (40, "pale")):
        markup = sparkline([1.0] * n, ["report"] * n, [False] * n, room=64)
        assert markup.count(f'class="b-report {kind}"') == n


def test_notes_on_one_file_are_on_its_page_alone(tmp_path, without_charts):
    stories = pd.concat([pair("One two.", "Three.", name) for name in ("a", "a.b", "c")])
    stories.attrs["notes"] = ["a.b.txt is not UTF-8", "posts.csv has one row without a text"]
    write_report(stories, tmp_path / "all.html")
    said = {
        path.stem[4:]: "not UTF-8" in path.read_text(encoding="utf-8")
        for path in (tmp_path / "all_stories").iterdir()
        if "posts.csv has one row" in path.read_text(encoding="utf-8")
    }
    assert {name: said[name] for name in ("a.b", "c")} == {"a.b": True, "c": False}
    assert len(said) == 3


def test_one_sentence_is_said_in_the_singular():
    assert "Of 1 sentence of the commentary:" in carryover_html(pair("One two.", "Three four."))


def test_how_others_charts_are_saved_does_not_matter():
    figure = plot_cues(read_story(KURSK)).figure
    as_usual = as_svg(figure, "one", "a")
    settings = {
        "savefig.bbox": "tight", "savefig.facecolor": "black", "savefig.transparent": True,
    }  # fmt: skip
    with mpl.rc_context(settings):
        assert as_svg(figure, "one", "a") == as_usual


def test_one_word_is_a_word(tmp_path):
    texts = ["Yes.", "It may rain in the town."]
    story = pd.DataFrame({"role": ["report", "commentary"], "text": texts})
    shown = write_report(story, tmp_path / "page.html", title="Yes").read_text(encoding="utf-8")
    assert "R · 1 word<" in shown
    assert "the report&#x27;s 1 word. " in shown
    assert "· 1 words" not in shown


def test_charts_keep_their_ids_apart_and_take_the_pages_colours():
    figure = plot_cues(read_story(KURSK)).figure
    one, other = as_svg(figure, "one", "a"), as_svg(figure, "two", 'b"')
    ids = [set(re.findall(r' id="([^"]*)"', svg)) for svg in (one, other)]
    assert ids[0]
    assert not ids[0] & ids[1]
    assert set(re.findall(r'(?:href="#|url\(#)([^")]*)', one)) <= ids[0]
    assert "var(--commentary, " in one
    assert "var(--commentary-text, " in one
    assert "#ffffff;" not in one
    assert 'aria-label="b&quot;"' in other
    assert "<!--" not in one
    title = " ".join(figure.axes[0].get_title(loc="left").split()).rstrip(".")
    assert finding(figure).startswith(title)


def test_sizes_are_said_in_words():
    table = measure(pair("One.", "Two words. And more."))
    assert size_sentence(table) == (
        "The report has 1 word in 1 sentence, the commentary has 4 words in 2 sentences."
    )


def test_odd_names_of_pages_are_quoted_in_links(tmp_path, without_charts):
    text = "The port may be shut. Nobody knows when it opens again."
    table = pd.DataFrame({"story": ["a", "a", "#1 50%", "#1 50%"],
                          "role": ["report", "commentary"] * 2, "text": text})  # fmt: skip
    name = "p' onclick=x #1 50%.html" if os.name == "nt" else 'p"><img src=x> #1 50%.html'
    page = write_report(table, tmp_path / name)
    links = re.findall(r'href="([^"#][^"]*)"', page.read_text(encoding="utf-8"))
    assert len([link for link in links if (tmp_path / unquote(link)).is_file()]) >= 2
    for file in (tmp_path / page.stem).with_name(f"{page.stem}_stories").iterdir():
        text = file.read_text(encoding="utf-8")
        assert "<img src=x>" not in text
        back = re.search(r'href="([^"]*)">All stories', text)[1]
        assert (file.parent / unquote(back)).resolve() == page.resolve()


def test_a_story_with_a_whole_number_for_a_name_has_no_decimals(tmp_path, without_charts):
    rows = {"story": [1.0, 1.0], "role": ["report", "commentary"], "text": ["It is.", "It may."]}
    page = write_report(pd.DataFrame(rows), tmp_path / "x.html")
    assert "<h1>1: report and commentary</h1>" in page.read_text(encoding="utf-8")


def test_rows_without_a_story_are_not_lost(tmp_path):
    rows = {"story": ["a", None], "role": ["report", "commentary"], "text": ["It is.", "It may."]}
    with pytest.raises(ToolkitError, match="1 row has no 'story'; name or drop it"):
        write_report(pd.DataFrame(rows), tmp_path / "x.html")


def test_a_measured_table_keeps_how_it_was_measured(tmp_path, without_charts):
    story = pd.DataFrame(
        {"story": "s", "role": ["report", "commentary"], "text": ["It may rain.", "Methinks not."]}
    )
    broad = measure(story, profile="broad", counting="textstat")
    page = write_report(broad, tmp_path / "a.html").read_text(encoding="utf-8")
    assert "<dt>Hedging profile</dt><dd>broad</dd>" in page
    assert "<dt>Counting</dt><dd>textstat</dd>" in page
    own = measure(story, lexicon=(lexicon := load_lexicon(add={"methinks": "belief"})))
    with pytest.raises(ToolkitError, match=r"lexicon 'hedges \(news\) \+1'; give the page"):
        write_report(own, tmp_path / "b.html")
    assert write_report(own, tmp_path / "b.html", lexicon=lexicon).exists()


def test_the_chart_of_windows_counts_with_the_lexicon_of_the_table():
    own = load_lexicon(add={"methinks": "belief"})
    table = measure(read_story(KURSK), lexicon=own)
    for lexicon, lacks in ((None, True), (own, False)):
        texts = chart_of("windows", table, lexicon).draw().findobj(mpl.text.Text)
        assert any(text.get_text() == "no value" for text in texts) == lacks
