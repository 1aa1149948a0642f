"""Markdown: its words are read, and neither its marks nor the HTML in it."""

import time

import pytest

from toolkit.reading import read_story
from toolkit.reading.markdown import plain_markdown
from toolkit.reading.markdown_asides import without_captions, without_tables
from toolkit.reading.paragraphs import text_blocks

MARKER = "Read the original article here"


def blocks(markdown):
    return [tuple(block) for block in text_blocks(plain_markdown(markdown))]


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: x\ndate: y\n---\n",
        '---\n# written by hand\n\n"title": x\ntags:\n- a\n- b\nlong: >\n  more\n...\n',
        "---\ntitle:\n---\n",
        '+++\ntitle = "x"\n[taxonomies]\ntags = ["a"]\n+++\n',
        '+++\ntitle = """\nLong words:\n\nthey go on\n"""\ntags = [\n  "a",\n]\n+++\n',
        "---\ntitle: x\nReading time: 5 min\nauthor: y\n---\n",
        "---\ntitle: x that\ngoes on\n---\n",
        "---\nkey: x\nother: y that\ngoes on over: lines, and on\n---\n",
        "---\nTitle: Will it open?\nAuthor: x\n---\n",
        "---\nHeadline: Port shut\nStandfirst: The port will stay shut.\nByline: A. Mann\n---\n",
        "---\nPlace: Hull\nStory: The port will stay shut.\nDesk: News\n---\n",
    ],
)
def test_front_matter_is_no_text(front):
    assert blocks(front + "\nThe port is shut.") == [("body", "The port is shut.")]


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nThe port is shut.\n\n---\n\nIt may open.",
        "---\nThe port is shut: so they say.\n---\nIt may open.",
        "---\n- The port is shut.\n\n---\n\nIt may open.",
        "+++\nThe port is shut.\n+++\nIt may open.",
        "---\nkey: value\n\nThe port is shut.\n\n---\n\nIt may open.",
        "---\nkey: value\nother: value\n\nThe port is shut.\n\n---\n\nIt may open.",
        "---\nMayor: The port is shut.\nReporter: When?\n---\nIt may open.",
        "---\nMayor: The port is shut\nReporter: When\nMayor: Now\n---\nIt may open.",
    ],
)
def test_a_rule_at_the_top_hides_nothing(text):
    read = " ".join(block[1] for block in blocks(text))
    assert "The port is shut" in read
    assert "It may open." in read


def test_a_rule_before_a_story_loses_none_of_it(tmp_path):
    path = tmp_path / "x.md"
    path.write_text(f"---\n\nThe port is shut.\n\n{MARKER}\n\nIt may.\n\n---\n\nSo be it.", "utf-8")
    assert read_story(path)["text"].tolist() == ["The port is shut.", "It may.", "So be it."]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("<p>It may end.</p>\n\nSo it is.", ["It may end.", "So it is."]),
        ("<p>One.</p><p>Two <em>or</em> three.</p>", ["One.", "Two or three."]),
        ("<h2>The port</h2>\nIt is shut.", ["The port", "It is shut."]),
        ("It&rsquo;s shut&nbsp;&mdash; AT&T &amp; R&D.", ["It’s shut\xa0— AT&T & R&D."]),
        ("<!-- a note\n\nto myself -->\nIt is shut.", ["It is shut."]),
        ("<script>\nalert('x')\n</script>\n\nIt is shut.", ["It is shut."]),
        ("x <y> and 1 < 2 > 0 are not tags.", ["x <y> and 1 < 2 > 0 are not tags."]),
        ("A never closed <!-- note.", ["A never closed <!-- note."]),
        ("```html\n# a comment\n<p>&amp;</p>\n```\n\nDone.", ["a comment\n<p>&amp;</p>", "Done."]),
        ("He said <q>no</q>.", ["He said “no”."]),
        ("If a <b and c> d, x <a or y>2.", ["If a <b and c> d, x <a or y>2."]),
        ("Press <time> or <source>, I <i> think.", ["Press <time> or <source>, I <i> think."]),
        ("Write <name>, <address>.", ["Write <name>, <address>."]),
        ("A <time>day</time> <a name=x>in</a> <img src='a b' alt=\"\"/>it.", ["A day in it."]),
        ("<a href=https://x.example/a?b=c>It</a> is <a title='a > b'>shut</a>.", ["It is shut."]),
        ('<div align="center" data-x>A</div>', ["A"]),
        ('<a href="x.pdf" download>It</a> is <img alt="x" src="data:image/png;base64,'
         + "iVBOR" * 900 + '">shut.', ["It is shut."]),
        ('<video controls playsinline src="a.mp4"></video>It <span>is.', ["It is."]),
        ('<table><tr><td nowrap>A</td></tr></table>\n\n<p class="a"id="b" new>It is.',
         ["A", "It is."]),
        ("<details>\n<summary>More</summary>\n\n```\na <b> c\n```\n\nSo.\n</details>",
         ["More", "a <b> c", "So."]),
        ("A <details> is\n\n```\n</details>\n```", ["A <details> is", "</details>"]),
        ("If a <b and c> d</b> or <a or y>2, <a href=x>it</a> is.",
         ["If a <b and c> d or <a or y>2, it is."]),
        ("<details open>\nIt is shut.\n</details>", ["It is shut."]),
        ("Fish &notes; &amp; &copy; ?a=1&region;", ["Fish &notes; & © ?a=1&region;"]),
    ],
)  # fmt: skip
def test_html_is_read_as_its_words(markdown, expected):
    assert [text for _, text in blocks(markdown)] == expected


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("See [the\nreport](https://x.example) now.\n\nSo.", ["See the\nreport now.", "So."]),
        ("It is **very\nbad** and *so\nsad*.\n\nSo.", ["It is very\nbad and so\nsad.", "So."]),
        ("See [it](https://x.example/a_(b)) now.", ["See it now."]),
        ("[![A crane](a.png)](https://x.example) It fell.", ["It fell."]),
        ("See [it][1] and [Hull].\n\n[1]: https://x.example\n[hull]: /h 'Hull'",
         ["See it and Hull."]),
        ("[Note]: the port is shut.", ["[Note]: the port is shut."]),
        ("It fell.[^1] Then rain.\n\n[^1]: So says the Post.\n    At length.\n\nThe end.",
         ["It fell. Then rain.", "The end."]),
        (">> It fell.\n> > Then rain.", ["It fell.", "Then rain."]),
        ("1. One\n1. Two\n1. Three", ["One", "Two", "Three"]),
        ("So:\n1. One\n1. Two", ["So:", "One", "Two"]),
        ("In minute\n12. Later in minute\n12. So.\n\nSo.",
         ["In minute\n12. Later in minute\n12. So.", "So."]),
        ("1. One\n\n2. The score was\n2. No more.\n\n3. Three",
         ["One", "The score was\n2. No more.", "Three"]),
        ("It fell.[^1] So.\n\n[^1]: So says\nthe Post.\n\n    At length.\n\nThe end.",
         ["It fell. So.", "The end."]),
        ("It fell.[^1]\n[^1]: So says the Post.\nThe end.\n\nSo.", ["It fell.\nThe end.", "So."]),
        ("It fell [1].\n\n[1]: https://x.example The Harbour Post, 5 May", ["It fell."]),
        ("As [10] says, in\n[11] it fell [10], and rose[11].\n\n[10] is a ship of [1984] [10].\n\n"
         "[10]: https://x.example\n[11]: https://x.example\n[1984]: https://x.example",
         ["As 10 says, in\n11 it fell, and rose.", "10 is a ship of 1984."]),
        ("Three things matter.\n1. Cost is one.\n1. Time is two.",
         ["Three things matter.", "Cost is one.", "Time is two."]),
        ("So it is.\n\nThree things\nmatter.\n1. Cost is\none.\n1. Time.\n1. Men.\n\nSo.",
         ["So it is.", "Three things\nmatter.", "Cost is\none.", "Time.", "Men.", "So."]),
        ("So it is.\n\nThe score was\n1. No more.\n\nSo.",
         ["So it is.", "The score was\n1. No more.", "So."]),
        ("[Harbour]: /uk is the place.", ["[Harbour]: /uk is the place."]),
        ("1. One\n\n1. Two\n\nThe end.\n\n1. New", ["One", "Two", "The end.", "New"]),
        ("- One\n- Two\n---\nThe end.", ["One", "Two", "The end."]),
        ("It fell, and\nit is shut\n---\n\nThe end.", ["It fell, and\nit is shut", "The end."]),
    ],
)  # fmt: skip
def test_marks_are_no_words(markdown, expected):
    assert [text for _, text in blocks(markdown)] == expected


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("It is ~~never~~ always ==shut==.", ["It is never always shut."]),
        (
            "Run `quay --shut` in ``a c`` and `<b>`.",
            ["Run quay --shut in a c and <b>."],
        ),
        ("``No,'' he said. ``It is `new' to me.''", ["``No,'' he said. ``It is `new' to me.''"]),
        ("It ends\\\nhere.\n\nSo.", ["It ends\nhere.", "So."]),
        ("[[Hull|The port]] and [[Hull]] are shut. ![[a.png]]", ["The port and Hull are shut."]),
        ("It fell.[[1]](#cite-1) So.[\\[2\\]](#cite-2)", ["It fell. So."]),
        ("![A quay][quay]\n\nIt is.\n\n[quay]: img/quay.png 'Quay'", ["It is."]),
        ("# The port {#port .top}\n\n{: .lead}\nIt is.", ["The port", "It is."]),
        ("{{< youtube x >}}\n\n{% figure a.png %}\n\nIt is.", ["It is."]),
        ("::: {.note}\nIt is.\n:::", ["It is."]),
        ("> [!NOTE] Shut\n> It is shut.\n\nSo.", ["Shut\nIt is shut.", "So."]),
        ("- [ ] Mend it.\n- [x] Leave it.", ["Mend it.", "Leave it."]),
        ("If a == b and b == c, it is {so}.", ["If a == b and b == c, it is {so}."]),
        ("It ~~ is ~~ so: [[1, 2], [3]] ~5 ~6.", ["It ~~ is ~~ so: [[1, 2], [3]] ~5 ~6."]),
    ],
)
def test_signs_of_other_dialects_are_no_words(markdown, expected):
    assert [text for _, text in blocks(markdown)] == expected


@pytest.mark.parametrize(
    "picture",
    [
        "![Quay](quay.png)\n*The quay at dusk, in May.*",
        "[![Quay](quay.png)](https://x.example)\n\n_The quay at dusk_",
        "![[quay.png]]\n*The quay*",
        "<figure><img src='quay.png'>\n<figcaption class=a>The <b>quay</b></figcaption></figure>",
    ],
)
def test_captions_are_left_out_and_counted(tmp_path, picture):
    path = tmp_path / "x.md"
    path.write_text(f"It is shut.\n\n{picture}\n\n*Nobody* was hurt.\n\n{MARKER}\n\n*It may.*")
    with pytest.warns(UserWarning, match=r"x.md: captions left out \(1\)"):
        assert read_story(path)["text"].tolist() == ["It is shut.", "Nobody was hurt.", "It may."]


def test_tables_of_html_are_left_out_unless_they_hold_sentences():
    cells = "<table class=a><tr><td>Hull</td><td>4 ships</td></tr></TABLE>"
    assert without_tables(f"It is.\n{cells}\nSo.") == ("It is.\n\nSo.", 1)
    prose = f"<table><tr><td>{'It is shut. ' * 10}</td></tr></table>"
    assert without_tables(prose + cells + "<table>") == (prose + "<table>", 1)
    begun = time.process_time()
    without_tables("<table><figcaption>" * 20_000)
    without_captions("<table><figcaption>" * 20_000 + "</figcaption>")
    assert time.process_time() - begun < 5


def test_a_line_of_code_is_no_heading():
    text = "It is shut.\n\n```sh\nquay --open now\n```\n\nIt may open."
    assert [kind for kind, _ in blocks(text)] == ["body", "item", "body"]


def test_underlined_headings_are_headings_and_sentences_are_not():
    assert blocks("Title\n---\n\nBody.") == [("heading", "Title"), ("body", "Body.")]
    assert blocks("---\na: b\n---\n\nTitle\n===\n\nBody.")[0] == ("heading", "Title")
    assert blocks("One.\n \nTitle\n---\n\nBody.")[1] == ("heading", "Title")
    assert blocks("```\nx\n```\nTitle\n---\n\nBody.")[1] == ("heading", "Title")
    assert blocks("It is shut.\n---\n\nBody.") == [("body", "It is shut."), ("body", "Body.")]
    assert [kind for kind, _ in blocks("1. One\n1. Two")] == ["item", "item"]


def test_headings_of_any_kind_may_be_underlined():
    assert blocks("Will it open?\n------------\n\nSo.")[0] == ("heading", "Will it open?")
    assert blocks("Will it open?\n---\n\nSo.")[0] == ("body", "Will it open?")
    assert blocks("It is\nshut.\nNext\n----\n\nSo it is.") == [
        ("body", "It is\nshut."),
        ("heading", "Next"),
        ("body", "So it is."),
    ]
    assert blocks("It is\nshut.\nNext is this\n---\n\nSo.")[0][1].endswith("Next is this")


@pytest.mark.parametrize(
    "sign", ["&#35;", "\\#", "&num;&num;", "&#45;", "\\-", "&#x2a;", "1\\.", "1&#46;"]
)
def test_signs_that_are_written_as_text_make_no_structure(sign):
    ((kind, text),) = blocks(f"{sign} of ships is five.")
    assert kind == "body"
    assert text.endswith("\u00a0of ships is five.")


def test_tables_are_left_out_and_counted(tmp_path):
    table = "| Port | Open |\n|:-----|-----:|\n| Hull | no |"
    path = tmp_path / "x.md"
    path.write_text(f"The port is shut.\n\n{table}\n\n{MARKER}\n\nIt may | may not.", "utf-8")
    with pytest.warns(UserWarning, match=r"x.md: tables left out \(1\)"):
        assert read_story(path)["text"].tolist() == ["The port is shut.", "It may | may not."]


@pytest.mark.parametrize(
    "piece",
    ["<!--", "<script>", "<p ", "[a](", "[a", "**a", "_a\n", "```\n", "~~~\n", "&a", "> ", "[^1]:",
     "1. a\n", "<a x=", "<a x='", "<a x=1 ", "<a>", "[^1]: a\n", "\\# a\n",
     "&#35; ", "|-\n", "[](((", "---\n", "a\n---\n", "`<p>", "a\n1. a\n0. b\n",
     "<a x ", "<a x=\"y\"z", "<a\n", "<div>\n```\na\n```\n"],
)  # fmt: skip
def test_any_number_of_marks_is_read_soon(piece):
    begun = time.process_time()
    plain_markdown("---\n" + piece * (400_000 // len(piece)))
    assert time.process_time() - begun < 5


def test_a_quote_of_one_line_is_no_heading_and_the_headline_of_a_longer_one_is():
    said = "The port is shut.\n\n> Not a **good** day\n\nIt may open."
    expected = [("body", "The port is shut."), ("item", "Not a good day"), ("body", "It may open.")]
    assert blocks(said) == expected
    assert [tuple(block) for block in text_blocks(said.replace("**", ""))] == expected
    for between in ("\n>\n", "\n\n"):
        quoted = blocks(f"> Port shut{between}> It is shut.\n\nIt may open.")
        assert [kind for kind, _ in quoted] == ["heading", "body", "body"]
    assert blocks("Two.\n\n> - one\n> - two\n\nThe end.")[1:3] == [("item", "one"), ("item", "two")]
    assert blocks("It grew.\n\n\\> more than that.\n\nThe end.")[1] == (
        "body",
        ">\xa0more than that.",
    )


@pytest.mark.parametrize(
    ("between", "kept"),
    [
        ("![The port](port.png)", []),
        ("[^1]", []),
        ("\\> ten of them", [">\xa0ten of them"]),
        ("```\n> ls port\n```", ["ls port"]),
    ],
)
def test_quotes_of_one_line_with_hardly_anything_between_keep_no_mark(between, kept):
    text = f"It is shut.\n\n> Not good.\n\n{between}\n\n> Bad, too.\n\nThe end."
    read = [text for _, text in blocks(text)]
    assert read == ["It is shut.", "Not good.", *kept, "Bad, too.", "The end."]


def test_a_marker_in_a_quote_divides(tmp_path):
    path = tmp_path / "post.md"
    path.write_text(f"The port is shut.\n\n> {MARKER}\n\nIt may open.\n", encoding="utf-8")
    assert read_story(path)["role"].tolist() == ["report", "commentary"]
