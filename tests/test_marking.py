"""Marked text: every mark where it belongs, nothing in the text read as HTML."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import ToolkitError, read_story
from toolkit.marking import highlight
from toolkit.marking.kinds import HEDGES, KINDS, SERIES, keys_of
from toolkit.marking.rendering import inline_html, page_html, plain_text
from toolkit.marking.spans import Mark, nested
from toolkit.measures.hedge_lexicon import CORE
from toolkit.measures.hedge_lexicon import SERIES as COMPANIONS
from toolkit.safety import CONTROLS, visible

KURSK = Path(__file__).resolve().parent.parent / "data" / "kursk.txt"
MODAL, WORD = Mark("modal", "modal", "because"), Mark("negative", "−1.0", "so")
ATTACKS = [
    "<script>alert(1)</script> may",
    '"><img src=x onerror=alert(1)> may',
    "</mark></div></style> may",
    "&lt;b&gt; may &amp;",
    "$x$ =cmd() may",
]


class Reader(HTMLParser):
    """The text and the tags of a piece of HTML; it notices tags that don't nest."""

    def __init__(self, markup: str):
        super().__init__()
        self.text, self.tags, self.open = [], [], []
        self.feed(markup)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "sup" not in self.open:
            self.text.append(data)


def text_of(markup: str) -> str:
    return "".join(Reader(markup).text)


@pytest.fixture(scope="module")
def story():
    return pd.DataFrame(
        {
            "story": "port",
            "role": ["report", "report", "commentary"],
            "paragraph": [1, 2, 3],
            "kind": ["heading", "body", "body"],
            "text": [
                "It may close",
                "The port may be shut.",
                "“It is terrible,” some believe they say.",
            ],
        }
    )


def test_every_kind_of_the_lexicon_has_a_look_of_its_own():
    assert keys_of(HEDGES) == list(CORE)
    assert set(keys_of(SERIES)) == set(COMPANIONS.values())
    assert len({kind.style for kind in KINDS.values()}) == len(KINDS)
    assert len({kind.line for kind in KINDS.values() if kind.group == HEDGES}) == len(CORE)


def test_plain_text_names_each_category():
    shown = str(highlight("It may rain, and officials believe it will.", sentiment=False))
    assert shown == "It [may|modal] rain, and [officials|vague source] [believe|belief] it will."


def test_sentiment_words_carry_what_they_contribute():
    shown = str(highlight("A terrible day.", hedges=False, series=False))
    assert shown == "A [terrible|−2.1] day."


@pytest.mark.parametrize(
    ("contribution", "shown"),
    [(1.84, "+1.8"), (-2.3, "−2.3"), (0.04, "+0.04"), (-0.04, "−0.04"), (-0.001, "0.00"),
     (0.0, "0.00")],
)  # fmt: skip
def test_nought_has_no_sign(contribution, shown, monkeypatch):
    word = pd.DataFrame(
        {"row": [0], "start": [2], "end": [5], "contribution": contribution, "valence": -1.0}
    )
    monkeypatch.setattr("toolkit.marking.spans.sentiment_words", lambda texts: word)
    assert str(highlight("A bad day.", hedges=False, series=False)) == f"A [bad|{shown}] day."


def test_two_marks_of_one_extent_share_a_bracket():
    assert str(highlight("It is unclear.")) == "It is [unclear|open question, −1.0]."


def test_what_is_left_out_is_not_marked(story):
    assert str(highlight(story, paragraph=2, hedges=False)) == "2 · report\nThe port may be shut."
    modal = str(highlight("It may be possible.", hedges="modal"))
    assert modal == "It [may|modal] be possible."
    assert "|" not in str(highlight(story, hedges=False, sentiment=False, series=[]))


def test_headings_are_shown_without_marks(story):
    shown = highlight(story)
    assert str(shown).startswith("1 · report\n# It may close\n\n2 · report\n")
    assert "<strong>It may close</strong>" in shown.html


def test_the_html_has_category_cue_voice_and_reason(story):
    markup = highlight(story, paragraph=2)._repr_html_()
    titles = [attrs["title"] for tag, attrs in Reader(markup).tags if "title" in attrs]
    assert titles == [
        "Hedge: modal · cue “may” · voice: the writer’s own · "
        "“it may rain” claims less than “it rains”"
    ]


def test_a_notebook_shows_html_unless_plain_is_asked_for(story):
    assert "<u " in highlight(story)._repr_html_()
    assert highlight(story, plain=True)._repr_html_() is None
    assert repr(highlight(story)) == str(highlight(story))


def test_marked_words_keep_the_colour_of_a_dark_notebook_whatever_it_drops(story):
    markup = highlight(story)._repr_html_()
    assert "<mark" not in markup
    assert not re.search(r"[;\"]color:", markup)


def test_a_long_address_does_not_widen_the_notebook(story):
    assert "overflow-wrap:break-word" in highlight(story)._repr_html_()


def test_other_columns_and_indexes_do_not_matter(story):
    bare = story[["text"]].set_axis([7, 7, 7])
    assert str(highlight(bare, paragraph=2)) == "2\nThe port [may|modal] be shut."


@pytest.mark.parametrize("texts", [[], [None], ["", None, float("nan")], ["\n"]])
def test_no_text_no_marks(texts):
    assert "|" not in str(highlight(pd.DataFrame({"text": pd.Series(texts, dtype=object)})))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"paragraph": 99}, "there is no paragraph 99; there are paragraphs 1 to 3"),
        ({"paragraph": "2"}, "paragraph='2' is not the number of a paragraph"),
        ({"paragraph": True}, "paragraph=True is not the number"),
        ({"hedges": "modl"}, "hedges='modl' is not known; choose from modal, probability"),
        ({"series": ["hedge"]}, "series='hedge' is not known; choose from vague_source"),
        ({"hedges": 5}, "hedges=5 is not known; choose from modal, probability"),
        ({"paragraph": []}, "the list of paragraphs is empty"),
        ({"sentiment": "dark"}, "sentiment='dark' is not known; choose from positive, negative"),
    ],
)
def test_slips_meet_one_sentence(story, arguments, words):
    with pytest.raises(ToolkitError, match=re.escape(words)) as error:
        highlight(story, **arguments)
    assert "\n" not in str(error.value)


def test_gaps_in_the_numbers_are_named(story):
    with pytest.raises(ToolkitError, match="there are 1, 3"):
        highlight(story.iloc[[0, 2]], paragraph=2)


def test_a_name_that_no_story_has_is_told(story):
    with pytest.raises(ToolkitError, match="nothing to show: no row of the table was chosen"):
        highlight(story[story["story"] == "dokc"])


def test_several_stories_are_refused(story):
    two = pd.concat([story, story.assign(story="dock")])
    with pytest.raises(ToolkitError, match="one story and the table has 2"):
        highlight(two)
    with pytest.raises(ToolkitError, match="1 row has no 'story'; name or drop it"):
        highlight(story.assign(story=story["story"].mask(story.index == 1)))


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("show", ["html", "page"])
def test_attacks_are_text(attack, show):
    if show == "html":
        table = pd.DataFrame({"text": [attack, attack], "role": [attack, "report"]})
        markup = highlight(table).html
        allowed = {"div", "p", "u", "sup"}
    else:
        markup = page_html(attack, nested([(0, 3, Mark("modal", attack, attack))]))
        allowed = {"mark", "sup"}
    read = Reader(markup)
    assert {tag for tag, _ in read.tags} <= allowed
    assert attack in "".join(read.text)
    assert not any(name.startswith("on") for _, attrs in read.tags for name in attrs)


def test_controls_of_direction_and_of_terminals_become_visible():
    attack = "may\u202e be \u2066x\u2069 \x1b[31mred\x07 \u200f"
    for shown in (str(highlight(attack)), text_of(highlight(attack).html)):
        assert not CONTROLS.search(shown)
        assert "⟨U+202E⟩" in shown
        assert "⟨U+001B⟩[31m" in shown


def test_writing_from_right_to_left_stays():
    assert visible("שלום 👩‍🚒") == "שלום 👩‍🚒"


@given(
    st.text(max_size=40),
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from([MODAL, WORD])),
        max_size=8,
    ),
)
def test_overlapping_marks_nest_and_lose_no_text(text, spans):
    spans = [(start, min(end, len(text)), mark) for start, end, mark in spans]
    nodes = nested([span for span in spans if span[0] < span[1]])
    for render in (inline_html, page_html):
        markup = render(text, nodes)
        assert text_of(markup) == html.unescape(html.escape(visible(text)))
    covered = {place for start, end, _ in spans for place in range(start, end)}
    assert {place for node in nodes for place in range(node.start, node.end)} == covered


def test_of_two_that_cross_the_later_is_cut():
    nodes = nested([(0, 6, MODAL), (3, 9, WORD)])
    assert plain_text("abcdefghi", nodes) == "[abc[def|…]|modal][ghi|−1.0]"


def test_the_example_keeps_its_text():
    story = read_story(KURSK)
    body = [text_of(part) for part in re.findall(r"<p style.*?</p>", highlight(story).html, re.S)]
    assert body == story["text"].tolist()
