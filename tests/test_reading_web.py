"""Saved web pages of ten layouts: the article is found, and what stands around it is not in it.

Elements of the pages say what they are in `data-is`: article, report, commentary and heading belong
to the story; chrome (navigation, banners, captions, tables, related links, footers) does not;
comments are kept apart.
"""

import subprocess
import sys
import time
import warnings
from pathlib import Path

import pytest
from lxml import html

from toolkit import lexicons
from toolkit.errors import ToolkitError
from toolkit.reading import read_stories, read_story
from toolkit.reading.documents import read_document
from toolkit.reading.marker import marker_test
from toolkit.reading.pages.preparing import prepare
from toolkit.reading.pages.unnamed import MAX_INLINE
from toolkit.reading.web import MAX_TAGS, check_page, page_blocks

PAGES = sorted((Path(__file__).parent / "fixtures" / "pages").glob("*.html"))
POSTS = ("blog", "letter")
PAGE = "<html><body><article><h1>{}</h1><p>{}</p></article></body></html>"


def marked(path):
    """What each marked element of the page is, and its text on one line."""
    found = {}
    for element in html.document_fromstring(path.read_bytes()).xpath("//*[@data-is]"):
        found.setdefault(element.get("data-is"), []).append(
            " ".join(element.text_content().split())
        )
    return found


def test_there_are_ten_layouts():
    assert len(PAGES) == 10


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_article_is_found_and_nothing_else(path):
    document = read_document(path, marker_test())
    expected = marked(path)
    article = [
        text for kind in ("article", "report", "commentary") for text in expected.get(kind, [])
    ]
    assert [b.text for b in document.blocks if b.kind in ("body", "item")] == article
    assert {b.text for b in document.blocks if b.kind == "heading"} <= set(expected["heading"])
    for text in expected["chrome"] + expected.get("comment", []):
        assert not any(text in block.text for block in document.blocks), text
    assert set(expected.get("comment", [])) <= set(document.comments)


@pytest.mark.parametrize("stem", POSTS)
def test_a_saved_post_is_a_story(stem):
    path = next(path for path in PAGES if path.stem == stem)
    story = read_story(path)
    expected = marked(path)
    body = story[story["kind"] == "body"]
    for role in ("report", "commentary"):
        assert body.loc[body["role"] == role, "text"].tolist() == expected[role]
    assert story.attrs["comments"] == expected["comment"]
    assert story["text"].tolist()[0] == expected["heading"][0]


def test_report_and_commentary_as_two_pages():
    news, divs = (next(p for p in PAGES if p.stem == stem) for stem in ("news", "divs"))
    story = read_story(report=news, commentary=divs)
    assert story.groupby("role").size().to_dict() == {"report": 6, "commentary": 4}


def test_many_pages_at_once():
    with pytest.warns(UserWarning, match="8 inputs were not read"):
        table = read_stories(PAGES[0].parent)
    assert table["story"].unique().tolist() == sorted(POSTS)
    assert set(table.attrs["comments"]) == set(POSTS)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert read_stories(PAGES[0].parent, role="report")["story"].nunique() == 10


@pytest.mark.parametrize(
    ("charset", "encoding", "reported"),
    [
        ("utf-8", "utf-8", "utf-8"),
        ("windows-1252", "cp1252", "windows-1252"),
        ("ISO-8859-1", "cp1252", "windows-1252"),
        ("punycode", "utf-8", "utf-8"),
        ("nonsense", "cp1252", "windows-1252"),
    ],
)
def test_the_declared_encoding_is_used_if_it_is_a_common_one(charset, encoding, reported):
    text = (
        "It isn’t “café” but a naïve word, which is written here often enough to be an article. "
        * 3
    )
    page = f'<html><head><meta charset="{charset}"></head><body><article><p>{text}</p></article>'
    blocks, _, decoded = page_blocks(page.encode(encoding), "x.html", marker_test())
    assert blocks[0].text == text.strip()
    assert decoded.encoding == reported


def test_depth_counts_what_stays_open_and_not_what_html_closes_itself():
    check_page("<ul>" + "<li>item<p>text" * 5000 + "</ul>", "x.html")
    check_page("<div><br><img src=a></div>" * 5000, "x.html")
    check_page("<script>" + "'<div>'" * 5000 + "</script>", "x.html")
    check_page("<!-- " + "<div>" * 5000 + " -->", "x.html")
    with pytest.raises(ToolkitError, match="nested more than"):
        check_page("<div></span>" * 5000, "x.html")
    with pytest.raises(ToolkitError, match="tags"):
        check_page("<br>" * (MAX_TAGS + 1), "x.html")


def test_without_the_library_one_sentence_says_what_to_install(tmp_path):
    (tmp_path / "x.html").write_text(PAGE.format("Port", "It is shut."), encoding="utf-8")
    code = (
        "import sys; sys.modules['trafilatura'] = sys.modules['pypdf'] = None\n"
        "from toolkit.reading import read_story\n"
        "for name in sys.argv[1:]:\n"
        "    try: read_story(name)\n"
        "    except ValueError as error: print(error)"
    )
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.4")
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "x.html", tmp_path / "x.pdf"],
        capture_output=True, text=True, cwd=Path(__file__).parents[1],
    )  # fmt: skip
    web, documents = done.stdout.splitlines()
    assert 'pip install "media-analysis-toolkit[web]"' in web
    assert 'pip install "media-analysis-toolkit[documents]"' in documents


LONG = (
    "The harbour wall has moved by fourteen centimetres since the spring, and engineers say that "
    "it must be watched."
)
ASKED = "Read the original article here"


def post(tmp_path, *paragraphs):
    page = tmp_path / "post.html"
    body = "".join(paragraphs)
    page.write_text(f"<html><body><article><h1>Port</h1>{body}</article></body></html>")
    return page


@pytest.mark.parametrize(
    "paragraphs",
    [
        [f"<p>{LONG}</p>", f"<p><a href='x'>{ASKED}</a> {LONG}</p>"],
        [f"<p>{LONG} <a href='x'>{ASKED}</a>.</p>", f"<p>{LONG}</p>"],
        [f"<p>{LONG}<br><a href='x'>{ASKED}</a><br>{LONG}</p>"],
        [f"<p>{LONG} <em><a href='x'>{ASKED}</a></em></p>", f"<p>{LONG}</p>"],
        [f"<p>{LONG}</p>", f"<h5>{ASKED}</h5>", f"<p>{LONG}</p>"],
        [f"<p>{LONG}</p>", f"<blockquote>{ASKED}</blockquote>", f"<p>{LONG}</p>"],
    ],
)
def test_a_marker_is_found_wherever_it_is_a_line_or_a_request(tmp_path, paragraphs):
    story = read_story(post(tmp_path, *paragraphs))
    body = story[story["kind"] == "body"]
    assert body[["role", "text"]].to_numpy().tolist() == [["report", LONG], ["commentary", LONG]]


def test_a_short_quote_is_no_heading(tmp_path):
    quotes = "<blockquote>Not a good day</blockquote>", "<blockquote><p>Not now</p></blockquote>"
    asked = f"<p><a>{ASKED}</a></p>"
    page = post(
        tmp_path, f"<p>{LONG}</p>", quotes[0], f"<p>{LONG}</p>", asked, quotes[1], f"<p>{LONG}</p>"
    )
    story = read_story(page)
    body = story.loc[story["kind"] == "body", "text"].tolist()
    assert body == [LONG, "Not a good day", LONG, "Not now", LONG]


def test_a_link_inside_a_sentence_is_no_marker_and_nothing_is_lost(tmp_path):
    inside = f"{LONG} In its <a href='x'>original report</a>, the paper said that nobody was hurt."
    last = f"{LONG} So says the <a href='x'>original report</a>"
    page = post(tmp_path, f"<p>{inside}</p><p><a>{ASKED}</a></p><p>{last}</p>")
    story = read_story(page)
    body = story[story["kind"] == "body"]
    plain = [text.replace("<a href='x'>", "").replace("</a>", "") for text in (inside, last)]
    assert body["text"].tolist() == plain
    assert body["role"].tolist() == ["report", "commentary"]


def texts(*paragraphs, encoding="utf-8", head=""):
    """The texts that are read on a page of a long paragraph, these, and another."""
    body = f"<article><h1>Port</h1><p>{LONG}</p>{''.join(paragraphs)}<p>{LONG} So it is.</p>"
    page = f"<html><head>{head}</head><body>{body}</article></body></html>"
    blocks, _, _ = page_blocks(page.encode(encoding), "x.html", marker_test())
    return [block.text for block in blocks if block.kind != "heading"][1:-1]


@pytest.mark.parametrize(
    "name", ["class='commentary'", "id='our-Commentary'", "class=commentaries"]
)
def test_a_commentary_is_no_readers_comment(tmp_path, name):
    page = post(tmp_path, f"<p>{LONG}</p><p>{ASKED}</p><div {name}><p>{LONG} So be it.</p></div>")
    story = read_story(page)
    assert story["text"].tolist()[-1] == f"{LONG} So be it."
    assert "comments" not in story.attrs


def test_a_box_called_commentary_is_not_all_of_the_article(tmp_path):
    lines = [f"{LONG} That is {n}." for n in ("one", "two", "three")]
    report = "".join(f"<p>{line}</p>" for line in lines)
    commentary = "".join(f"<p>{line} So be it.</p>" for line in lines * 4)
    page = tmp_path / "post.html"
    page.write_text(
        f"<body><div class=article><h1>Port</h1><div class=report>{report}</div><p>{ASKED}</p>"
        f"<div class=commentary>{commentary}</div></div></body>"
    )
    story = read_story(page)
    assert story.loc[story["role"].eq("report") & story["kind"].eq("body"), "text"].tolist() == (
        lines
    )
    assert story["role"].eq("commentary").sum() == 12


def test_a_headline_with_a_line_end_is_read_once(tmp_path):
    for line_end in ("<br>", " <br>\n"):
        page = post(tmp_path, f"<p>{LONG}</p><p>{ASKED}</p><p>{LONG} So.</p>")
        page.write_text(page.read_text().replace("Port", f"The port{line_end}is shut"))
        assert read_story(page)["text"].tolist() == ["The port is shut", LONG, f"{LONG} So."]


@pytest.mark.parametrize(
    ("inside", "read"),
    [
        ("<p>About 10<sup><a href='/w#exp'>6</a></sup> tons, 10<sup><a href='#exp'>6</a></sup> of "
         "it in <a href='#top'>H<sup>2</sup> gas</a>.</p>",
         ["About 106 tons, 106 of it in H2 gas."]),
        ("<p>In 1953<sup><a href='#fn1'>1</a></sup> and 1978<sup><a href='#x'>[2]</a></sup>.</p>",
         ["In 1953 and 1978."]),
        ("<p>It fell<sup><a href='/w#x'>1</a></sup>.</p>", ["It fell1."]),
        ("<p>In 2020<sup><a href='#_edn1'>1</a></sup>, 40<a href='#s5'><sup>5</sup></a> and 50<sup>"
         "<a href='x.html#src2'>2</a></sup> or 60<sup><a href='#3'>3</a></sup> of it.</p>",
         ["In 2020, 40 and 50 or 60 of it."]),
        ("<div>It is shut.<br><br>It may <b>open</b>.<br><br>Or not.<h2>So</h2>Who says?<br><br>"
         "Nobody.</div>",
         ["It is shut.", "It may open.", "Or not.", "Who says?", "Nobody."]),
        ("<div>It is shut.<br>It may <b>open.</b><br>Or not.<h2>So</h2>The sea is grey and<br>cold "
         "today.</div>",
         ["It is shut.", "It may open.", "Or not.", "The sea is grey and\ncold today."]),
        ("<div><p>As it <a href='#ftnt_ref2'>says</a>, it is shut.</p><p>It may open.</p></div>",
         ["As it says, it is shut.", "It may open."]),
        ("<p>On <time>Monday</time> it may <label>or so</label> be <output>shut</output>.</p>",
         ["On Monday it may or so be shut."]),
        ("<p>He said <q>it may <em>be</em></q> so, and <code>x</code> then.</p>",
         ["He said “it may be” so, and x then."]),
        ("<p>It fell.<sup><a href='https://x.example/#n1'>[1]</a></sup> Then rain.<a href='#f2'>"
         "<sup>2</sup></a> And 10 m<sup>2</sup> of it.</p>",
         ["It fell. Then rain. And 10 m2 of it."]),
        ("<section>First bare.</section>", ["First bare."]),
        ("<div>Bare first.<div>Nested <b>one</b> here.</div>Bare last <i>of all</i>.</div>",
         ["Bare first.", "Nested one here.", "Bare last of all."]),
        ("<p>It is shut.<br><br>It may <b>open</b>.<br>Or not.<br> <br><br>Who knows?</p>",
         ["It is shut.", "It may open.\nOr not.", "Who knows?"]),
        ("<div>It is shut.<br><br>It may open.</div>", ["It is shut.", "It may open."]),
    ],
)  # fmt: skip
def test_words_in_unusual_places_are_read(inside, read):
    assert texts(inside) == read


def test_the_remarks_of_a_documents_editors_are_not_read():
    mark = "<sup><a href='#cmnt1' id='cmnt_ref1'>[a]</a></sup>"
    note = "<div><p><a href='#{0}_ref1' id='{0}1'>[a]</a> Please check this.</p><p>Well?</p></div>"
    notes = note.format("cmnt") + note.format("ftnt")
    assert texts(f"<p>It is shut{mark} now.</p>", notes) == ["It is shut now."]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("iso-8859-1", "utf-8"), ("windows-1252", "utf-8"), ("macintosh", "macintosh"),
     ("gb2312", "gb18030"), ("iso-8859-2", "iso-8859-2"), ("utf-16", "utf-8")],
)  # fmt: skip
def test_the_bytes_say_more_than_what_is_declared(declared, encoding):
    quoted = "It isn’t “shut”, they’d say." if encoding != "iso-8859-2" else "It isn't “shut”."
    quoted = quoted.replace("“", "ő").replace("”", "ő") if encoding == "iso-8859-2" else quoted
    head = f"<meta charset={declared}>"
    assert texts(f"<p>{quoted}</p>", encoding=encoding, head=head) == [quoted]


def test_text_that_is_not_taken_for_the_article_is_said_to_be_there(tmp_path):
    page = tmp_path / "x.html"
    report = f"<article><h1>Port</h1><p>{LONG}</p><p>{LONG} So.</p><p>{ASKED}</p></article>"
    page.write_text(f"<body><div>{report}</div><div>It may be so.</div></body>", encoding="utf-8")
    with pytest.raises(ToolkitError, match=r"no text after the line .* was taken for the article"):
        read_story(page)


@pytest.mark.parametrize(
    "piece", ["x <code>y</code> ", "x <q>y</q> ", "x<br><br>", "<div>A b c d "]
)
def test_a_page_of_many_odd_places_is_read_in_time(piece):
    n = 200 if "div" in piece else 8000
    begun = time.process_time()
    texts("<p>" + piece * n)
    assert time.process_time() - begun < 20


@pytest.mark.parametrize(("n", "wrapped"), [(MAX_INLINE, 2), (MAX_INLINE + 1, 1)])
def test_bare_text_with_too_many_elements_stays_as_it_is(n, wrapped):
    tree = html.document_fromstring(f"<div>{'It <i>is</i> so. ' * n}<p>So.</p></div>")
    prepare(tree)
    assert len(list(tree.iter("p"))) == wrapped


@pytest.mark.parametrize("sign", ["\x01", "&#1;", "\x0b", "\ufffe", "&#xffff;"])
def test_controls_in_a_page_do_no_harm(sign):
    inner = f"<p>{sign}Or <q>not{sign}</q>.<br><br>So{sign}.</p>"
    odd = (
        f"<div>It {sign} is{sign} shut.{inner}It ends{sign}.<sup><a href=#1>1</a></sup>{sign}</div>"
    )
    asked = f"<p>It {sign} <a>{ASKED}</a>{sign} is.</p>{sign}<p><a>{ASKED}</a>{sign}</p>{sign}"
    assert len(texts(odd, asked)) > 3


SENTENCES = [
    "Officials said on Tuesday that the harbour would close for six weeks while engineers look.",
    "The decision affects people who use it every day, according to figures of the council.",
    "We believe that it is safe, but we cannot rule out further damage, the engineer said.",
    "Residents were told by letter, and a meeting is planned for 14 May in the town hall.",
]
MORE = [
    "Boats have to go to the next port along the coast, which is two hours away for most of them.",
    "Nobody knows yet who will pay for that, and the owners have asked the council for an answer.",
    "It is expected in the week after the meeting, if the engineers have finished looking by then.",
]
FIGURES = "<table><tr><td>Pier</td><td>Cracks</td></tr><tr><td>North</td><td>14</td></tr></table>"
ROW = "<table><tr><td>&nbsp;</td><td>{}</td></tr></table>"


@pytest.mark.parametrize(
    "cell",
    [
        "<br><br>".join(SENTENCES),
        f"<font>{'<br><br>'.join(SENTENCES)}</font>",
        SENTENCES[0] + "".join(f"<p>{text}" for text in SENTENCES[1:]),
        "".join(f"<p>{text}</p>" for text in SENTENCES) + FIGURES,
        "".join(map(ROW.format, SENTENCES)),
        "<table><tr><td>{}<br><br>{}</td><td>{}<br><br>{}</td></tr></table>".format(*SENTENCES),
    ],
    ids=["breaks", "font", "bare first", "figures", "newsletter", "two columns"],
)
def test_tables_that_arrange_a_page_lose_no_paragraph(tmp_path, cell):
    nav = "<tr><td><a href='/'>Home</a> | <a href='/o'>Opinion</a></td></tr>"
    page = f"<body><h1>Harbour shut</h1><table>{nav}<tr><td>{cell}</td></tr></table></body>"
    (tmp_path / "old.html").write_text(f"<html>{page}</html>")
    story = read_stories(tmp_path / "old.html", role="report")
    assert story["text"].tolist() == ["Harbour shut", *SENTENCES]


@pytest.mark.parametrize("sign", ["<br><br>", "<p>"])
@pytest.mark.parametrize("around", ["{}", "<section>{}</section>"])
def test_tables_one_below_the_other_are_all_read(tmp_path, sign, around):
    parts = [sign.join(part) for part in (SENTENCES, MORE)]
    tables = "".join(around.format(f"<table><tr><td>{part}</td></tr></table>") for part in parts)
    (tmp_path / "old.html").write_text(f"<html><body>{tables}</body></html>")
    story = read_stories(tmp_path / "old.html", role="report")
    assert story["text"].tolist() == [*SENTENCES, *MORE]


PROSE = "<p>" + "The harbour master said on Friday that the port would stay shut. " * 6 + "</p>"


def read_page(tmp_path, body):
    page = tmp_path / "page.html"
    page.write_text(f"<html><body><article>{body}</article></body></html>", encoding="utf-8")
    return read_document(page, marker_test(None)).blocks


def test_a_large_table_of_figures_does_not_become_a_short_article(tmp_path):
    rows = "".join(f"<tr><td>ward {i}</td><td>{i} votes</td></tr>" for i in range(500))
    blocks = read_page(tmp_path, f"{PROSE}<table>{rows}</table>{PROSE.replace('Fri', 'Mon')}")
    assert [block.text[:11] for block in blocks] == ["The harbour"] * 2


def test_a_marker_in_a_table_still_divides(tmp_path):
    line = "Read the original article here"
    table = f"<table><tr><td><a href='#'>{line}</a></td></tr></table>"
    blocks = read_page(tmp_path, f"{PROSE}{table}{PROSE.replace('Friday', 'Monday')}")
    assert [block.kind for block in blocks] == ["body", "marker", "body"]


def test_a_page_of_short_cells_alone_is_read(tmp_path):
    rows = "".join(
        f"<tr><td>On day {i} the port stayed shut because of the storm.</td></tr>"
        for i in range(20)
    )
    assert len(read_page(tmp_path, f"<table>{rows}</table>")) > 0


@pytest.mark.parametrize("tag", ["h4", "pre", "dt", "div"])
def test_many_short_blocks_beside_an_article_are_soon_passed_over(tmp_path, tag):
    started = time.process_time()
    blocks = read_page(tmp_path, f"{PROSE}</article>" + f"<{tag}>x y</{tag}>" * 12_000)
    assert [block.text[:11] for block in blocks] == ["The harbour"]
    assert time.process_time() - started < 5  # with the square of their number it was ten


FIRST, SECOND = (
    "The mill at Harrow Beck stopped grinding on Friday, and its owner said that the river had "
    "dropped by a metre since the sluice was opened upstream.",
    "Perhaps nobody thought of the mill when the sluice was repaired; the water board says that "
    "it gave notice in a letter, and nobody at the mill has seen one.",
)
ARTICLE = "<article><h1>The dry beck</h1><p>{}</p>{}<p>{}</p></article>"


def around(inside):
    return ARTICLE.format(FIRST, inside, SECOND)


def test_many_words_in_bold_in_one_block_are_soon_read(tmp_path):
    started = time.process_time()
    blocks = read_page(tmp_path, around(f"<div>{'<b>gale</b> ' * 12_000}</div>"))
    assert FIRST in [block.text for block in blocks]
    assert time.process_time() - started < 5  # with the square of their number it was eight


@pytest.mark.parametrize("row", lexicons.rows("page_lines.tsv"), ids=lambda row: row["example"])
def test_a_line_of_the_page_between_paragraphs_is_left_out_and_told(tmp_path, row):
    found = whole_page(tmp_path, around(f"<p>{row['example']}</p>"))
    assert [block.text for block in found.blocks] == ["The dry beck", FIRST, SECOND]
    assert found.notes[0].startswith("page.html: lines of the page left out of the article ('")
    assert any("not free to read" in note for note in found.notes) == (row["kind"] == "paid")


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement revenue fell by a fifth.",
        "“Listen.”",
        "He asked us to sign up for our newsletter, and nobody did.",
        "The story continues below the bridge.",
        "Subscribe to nothing, she said.",
        "This story is for members of the board alone, he thought, and for nobody else.",
        "It was a five minute read.",
    ],
)
def test_a_sentence_like_such_a_line_is_text(tmp_path, line):
    found = whole_page(tmp_path, around(f"<p>{line}</p>"))
    assert line in [block.text for block in found.blocks]
    assert found.notes == []


@pytest.mark.parametrize(
    "told",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle", '
        '"isAccessibleForFree" : false}</script>',
        '<script type="application/ld+json">[{"isAccessibleForFree":"False"}]</script>',
        '<meta itemprop="isAccessibleForFree" content="false">',
        '<meta property="article:content_tier" content="locked">',
    ],
)
def test_a_page_that_is_not_free_is_told(tmp_path, told):
    found = whole_page(tmp_path, told + around(""))
    note = "page.html says that it is not free to read: look whether the article is whole"
    assert found.notes == [note]
    free = told.replace("false", "true").replace("False", "True").replace("locked", "free")
    assert whole_page(tmp_path, free + around("")).notes == []


def test_a_free_article_beside_others_that_are_not_is_free(tmp_path):
    told = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": true}'
        '</script><script type="application/ld+json">{"@type": "ItemList", "itemListElement": '
        '[{"@type": "NewsArticle", "isAccessibleForFree": false}]}</script>'
    )
    assert whole_page(tmp_path, told + around("")).notes == []


@pytest.mark.parametrize(
    "unseen",
    [
        "<div hidden><p>{}</p></div>",
        "<template><p>{}</p></template>",
        '<div style="color: red; display: none"><p>{}</p></div>',
        '<div role="dialog" aria-label="Survey"><p>{}</p><button>Close</button></div>',
        '<div id="cookie-note"><p>{} We use cookies.</p><button>Accept</button></div>',
    ],
)
def test_what_nobody_reads_is_no_article(tmp_path, unseen):
    said = "Thank you for being a reader of ours; would you answer four questions about the page?"
    for body in (around(unseen.format(said)), unseen.format(said) + around("")):
        assert texts_of(whole_page(tmp_path, body)) == ["The dry beck", FIRST, SECOND]


def test_a_dialog_between_the_paragraphs_is_no_article(tmp_path):
    asked = "<dialog><p>Before you go, look at our offer.</p><button>Close</button></dialog>"
    first, second = FIRST[:90].strip(), SECOND[:90].strip()
    body = f"<h1>The dry beck</h1><p>{first}</p><h2>Two</h2>{asked}<p>{second}</p>"
    found = texts_of(whole_page(tmp_path, body))
    assert [text for text in found if text != "Two"] == ["The dry beck", first, second]


@pytest.mark.parametrize(
    "whole",
    [
        '<div hidden class="js-shown-later">{}</div>',
        '<div role="dialog">{}</div>',
        '<div class="tag-cookies post-cookie-recipe"><p>Bake the cookies. <a href="x">How</a></p>'
        "{}</div>",
    ],
)
def test_an_article_stays_whatever_its_box_is_called(tmp_path, whole):
    found = texts_of(whole_page(tmp_path, whole.format(around(""))))
    assert {FIRST, SECOND} <= set(found)


REST = [
    f"It is said that the {what} was seen at the sluice on {day}, and by nobody else."
    for what, day in [("miller", "Monday"), ("heron", "Tuesday"), ("clerk", "Friday")]
]


@pytest.mark.parametrize(
    "hidden",
    [
        '<div class="rest" hidden><p>{}</p><p>{}</p><p>{}</p></div><button>Read more</button>',
        '<div style="display:none"><p>{}</p><p>{}</p><p>{}</p></div>',
        "<p hidden>{}</p><p hidden>{}</p><p hidden>{}</p>",
        '<h2>One</h2><div class="panel" hidden><p>{}</p></div>'
        '<h2>Two</h2><div class="panel" hidden><p>{}</p></div>'
        '<h2>Three</h2><div class="panel" hidden><p>{}</p></div>',
        '<div hidden="until-found"><p>{}</p></div><p>{}</p><p>{}</p>',
        '<x-more><template shadowrootmode="open"><p>{}</p><p>{}</p><p>{}</p></template></x-more>',
        '<section id="consent-and-privacy"><p>{} He gave no consent, as <a href="x">a letter</a> '
        "says.</p><p>{}</p><p>{}</p></section>",
    ],
)
def test_parts_of_an_article_that_a_click_shows_are_read(tmp_path, hidden):
    teasers = "".join(f"<h2><a href={i}>Story {i}</a></h2><p>{FIRST[:90]}</p>" for i in range(9))
    found = whole_page(tmp_path, around(hidden.format(*REST)) + f"<aside>{teasers}</aside>")
    text = "\n".join(texts_of(found))
    assert [part for part in (FIRST, *REST, SECOND) if part not in text] == []


@pytest.mark.parametrize(
    "hidden",
    [
        '<h3>{0}?</h3><div style="display:none"><p>{0} {0}</p><p>{1}</p></div>'
        "<h3>{2}?</h3><div style='color: red; display: none'><p>{2} {2}</p></div>",
        '<button>Read more</button><section style="display:none;opacity:0"><p>{}</p></section>'
        "<p>{}</p><p>{}</p>",
        '<div hidden><p>{}</p></div><a href="#">Continue reading</a><p>{}</p><p>{}</p>',
        '<h3><button aria-controls="one">One</button></h3><div id="one" hidden><p>{}</p></div>'
        "<p>{}</p><p>{}</p>",
    ],
)
def test_what_is_hidden_in_a_long_article_is_read(tmp_path, hidden):
    long = "".join(f"<p>In year {i}: {FIRST} {SECOND}</p>" for i in range(9))
    text = "\n".join(texts_of(whole_page(tmp_path, around(long + hidden.format(*REST)))))
    assert [part for part in (FIRST, *REST, SECOND) if part not in text] == []


def test_the_hidden_copy_of_what_is_seen_stays_hidden(tmp_path):
    long = "".join(f"<p>In year {i}: {FIRST} {SECOND}</p>" for i in range(9))
    copy = "".join(f"<p>{part}</p>" for part in REST)
    body = around(f'{long}<div>{copy}</div><div style="display:none">{copy}</div>')
    text = "\n".join(texts_of(whole_page(tmp_path, body)))
    assert [text.count(part) for part in REST] == [1, 1, 1]


@pytest.mark.parametrize(
    "box",
    [
        '<div role="dialog" aria-modal="true"><button>Close</button>{}</div>',
        '<main style="display: none">{}</main>',
        "<div hidden><article>{}</article></div>",
    ],
)
def test_an_article_before_a_long_page_of_others_is_read(tmp_path, box):
    feed = "".join(
        f'<div class="card"><h3><a href={i}>S {i}</a></h3>{FIRST[:80]}</div>' for i in "a" * 40
    )
    article = "".join(f"<p>{text}</p>" for text in (FIRST, *REST, SECOND, *REST, FIRST[:99]))
    found = whole_page(tmp_path, feed + box.format(f"<h2>The beck</h2>{article}"))
    assert {FIRST, *REST, SECOND} <= set(texts_of(found))


@pytest.mark.parametrize(
    "page",
    [
        '<div class="post category-cookies"><h2>The law</h2><p>{} <a href="x">On cookies</a></p>'
        "<p>{}</p></div>",
        '<div id="consent-explained"><h2>The law</h2><p>What is consent to? {}</p><p>{}</p>'
        '<a class="button" href="/next">The next part</a></div>',
        '<div class="cookies-not-set"><div id="cookie-bar"><p>We use cookies on this page.</p>'
        "<button>Accept</button></div><h2>The law</h2><p>{}</p><p>{}</p></div>",
        '<main><div class="cookie-policy"><p>{} Privacy is all.</p><p>{}</p>'
        "<button>Cookie settings</button></div></main>",
    ],
)
def test_an_article_in_a_box_that_is_called_after_consent_is_read(tmp_path, page):
    footer = "<div>Copyright 2024 by the Courier of Harrow Beck.</div>"
    text = "\n".join(texts_of(whole_page(tmp_path, page.format(FIRST, SECOND) + footer)))
    assert FIRST in text
    assert SECOND in text
    assert "We use cookies" not in text


@pytest.mark.parametrize(
    "answer",
    [
        "<button>×</button>",
        "<button>Yes, I’m happy</button>",
        '<a href="#">Close</a>',
        '<a href="/ok">Got it!</a>',
    ],
)
def test_a_banner_in_a_box_around_a_short_article_goes_alone(tmp_path, answer):
    banner = f'<div class="cookie-bar"><p>We use cookies on this page of ours.</p>{answer}</div>'
    article = "<h2>Hall</h2><p>The hall is booked.</p><p>Doors open at seven.</p>"
    for body in (banner + article, f'<div class="no-consent-yet">{banner}{article}</div>'):
        text = " ".join(texts_of(whole_page(tmp_path, body)))
        assert "The hall is booked." in text
        assert "We use" not in text


@pytest.mark.parametrize(
    "body",
    [
        "<div><h1>Hall</h1><div><div><p>{}</p></div></div><div><blockquote><p>{}</p></blockquote>"
        "</div><p>{}</p></div>",
        '<div class="post"><header><h1>Hall</h1><p class="byline">By Ada Quill</p></header>'
        "<div>{}</div><p>{}</p><p>{}</p></div>",
    ],
)
def test_a_short_article_loses_no_text_to_have_its_paragraphs(tmp_path, body):
    said = [
        "<a href=x>The</a> hall is <b>open.</b>",
        "Bring your <i>own</i> cup, they say.",
        "Dogs are welcome.",
    ]
    body = f"<nav><ul><li><a href=1>Home page</a></li></ul></nav>{body}"
    text = "\n".join(texts_of(whole_page(tmp_path, body.format(*said))))
    plain = [html.fromstring(one).text_content() for one in said]
    assert [one for one in plain if one not in text] == []


def test_verses_above_the_name_of_the_page_are_no_kickers(tmp_path):
    lines = "".join(f"<p>Line {n} of the slow grey water</p>" for n in range(9))
    body = f"<article>{lines}<p>{FIRST}</p><p>{SECOND}</p></article><h1>{SECOND}</h1>"
    found = whole_page(tmp_path, body)
    assert [block.kind for block in found.blocks].count("heading") <= 1


@pytest.mark.parametrize(
    "article",
    [
        "<article><h1>Hall</h1><p>The hall is booked.</p><p>Doors open at seven.</p></article>",
        "<div><h1>Hall</h1><div>The hall is booked.</div><div>Doors open at seven.</div></div>",
        "<main><h1>Hall</h1><ul><li>The hall is booked.</li><li>Doors open at seven.</li></ul>",
    ],
)
def test_a_short_article_has_its_paragraphs_and_no_navigation(tmp_path, article):
    menu = "<nav><ul><li><a href=1>Home page</a></li><li><a href=2>All of sport</a></li></ul></nav>"
    banner = (
        '<div id="cookie-banner"><p>We and our 812 partners use cookies and process personal data, '
        "for reasons that this text explains at some length to whoever reads it.</p>"
        "<button>Accept</button></div>"
    )
    found = whole_page(tmp_path, f"{banner}{menu}{article}")
    assert texts_of(found) == ["Hall", "The hall is booked.", "Doors open at seven."]


def test_signs_that_divide_are_no_paragraph_and_a_kicker_is_a_heading(tmp_path):
    found = whole_page(tmp_path, around("<p>* * *</p>").replace("<h1>", "<p>Opinion</p><h1>"))
    kinds = [(block.kind, block.text) for block in found.blocks]
    assert kinds[-3:] == [("heading", "The dry beck"), ("body", FIRST), ("body", SECOND)]
    assert kinds[:-3] in ([], [("heading", "Opinion")])


def whole_page(tmp_path, html):
    page = tmp_path / "page.html"
    page.write_text(f"<html><body>{html}</body></html>", encoding="utf-8")
    return read_document(page, marker_test(None))


def texts_of(document):
    return [block.text for block in document.blocks]


SPOKEN = (
    "The council heard on Tuesday that the bridge needs new cables before the winter storms.",
    "Drivers have had to cross by ferry since the first of the cables was found to be frayed.",
    "The work would take eleven weeks, an engineer told the meeting, and cost four million.",
)
ITEMS = ("The ferry stays free until the bridge opens.", "Lorries have to use the northern road.")


def between_paragraphs(listed):
    return f"<h1>Bridge</h1><div>{paragraphs(SPOKEN[:2])}{listed}{paragraphs(SPOKEN[2:])}"


def paragraphs(texts):
    return "".join(f"<p>{text}</p>\n" for text in texts)


@pytest.mark.parametrize(
    "listed",
    [
        f"<ul><li>{ITEMS[0]}</li><li>{ITEMS[1]}</li></ul>",
        f"<ol><li><p>{ITEMS[0]}</p></li><li><b>Lorries</b>{ITEMS[1][7:]}</li></ol>",
        f"<ul><li>{ITEMS[0]}<ul><li>{ITEMS[1]}</li></ul></li></ul>",
        f"<ul><li>{ITEMS[0]}</li></ul><ul><li>{ITEMS[1]}</li></ul>",
    ],
)
def test_lists_between_paragraphs_of_a_plain_page_are_read(tmp_path, listed):
    document = whole_page(tmp_path, between_paragraphs(listed))
    assert texts_of(document) == ["Bridge", *SPOKEN[:2], *ITEMS, SPOKEN[2]]
    assert document.blocks[4].kind == "item"


@pytest.mark.parametrize(
    "listed",
    [
        '<ul><li><a href="/a">The market is to move to the quay in the spring</a></li></ul>',
        "<ul><li><h3>Market</h3>The market is to move to the quay in the spring.</li></ul>",
        '<ul class="related"><li>The market is to move to the quay in the spring.</li></ul>',
        '<ul><li><a href="/a">The market moves again</a> It opens by the quay, they say.</li></ul>',
        '<ol><li id="fn1">The minutes of the council, page four, as printed.</li></ol>',
        '<ol class="references"><li>The minutes of the council, page four, as printed.</li></ol>',
        "<ul><li>News</li><li>Sport</li><li>Weather</li></ul>",
    ],
)
def test_lists_of_what_is_elsewhere_are_no_part_of_a_plain_page(tmp_path, listed):
    assert texts_of(whole_page(tmp_path, between_paragraphs(listed))) == ["Bridge", *SPOKEN]


def test_lists_beside_the_divider_stand_on_their_side(tmp_path):
    marker = "<p>Read the original article here</p>"
    lists = [f"<ul><li>{item}</li></ul>" for item in ITEMS]
    page = f"<h1>Bridge</h1><div>{paragraphs(SPOKEN[:2])}{lists[0]}{marker}"
    document = whole_page(tmp_path, page + paragraphs(SPOKEN[2:]) + lists[1])
    kinds = {block.text: place for place, block in enumerate(document.blocks)}
    divider = [block.kind for block in document.blocks].index("marker")
    assert kinds[ITEMS[0]] < divider < kinds[ITEMS[1]]


@pytest.mark.parametrize("box", ["<ul><li>{}</li></ul>", "<div>{}</div>"])
def test_an_article_of_many_boxes_is_read_in_time(tmp_path, box):
    boxes = "".join(box.format(f"{ITEMS[0][:-1]} on day {n}.") for n in range(12_000))
    start = time.process_time()
    document = whole_page(tmp_path, between_paragraphs(boxes))
    assert time.process_time() - start < 20
    assert texts_of(document)[:3] == ["Bridge", *SPOKEN[:2]]


@pytest.mark.parametrize(
    "box",
    [
        "<div>{}</div>",
        "<div><span>{}</span></div>",
        "<div><div>{}</div></div>",
        '<div class="text-block">{}</div>',
    ],
)
@pytest.mark.parametrize("place", [0, 1, 5])
def test_a_paragraph_in_a_plain_box_of_a_long_article_is_read(tmp_path, box, place):
    said = [f"{text[:-1]}, as was said on day {n}." for n in range(4) for text in SPOKEN]
    inside = [f"<p>{text}</p>" for text in said]
    inside[place : place + 2] = [box.format(text) for text in said[place : place + 2]]
    document = whole_page(tmp_path, f"<article><h1>Bridge</h1>{''.join(inside)}</article>")
    assert texts_of(document) == ["Bridge", *said]


@pytest.mark.parametrize(
    "box",
    [
        '<div class="newsletter">{}</div>',
        '<div class="css-1x2y3z">{}</div>',
        '<div class="article-caption">{}</div>',
        '<div><a href="/more">{}</a></div>',
        '<div><a href="/more">The coast at noon</a> {}</div>',
        "<form><div>{}</div></form>",
    ],
)
def test_other_boxes_of_a_long_article_are_left_out(tmp_path, box):
    said = [f"{text[:-1]}, as was said on day {n}." for n in range(4) for text in SPOKEN]
    other = box.format("Five stories of the coast come to you at noon.")
    inside = [*paragraphs(said[:6]).split("\n"), other, *paragraphs(said[6:]).split("\n")]
    document = whole_page(tmp_path, f"<article><h1>Bridge</h1>{''.join(inside)}</article>")
    assert texts_of(document) == ["Bridge", *said]


@pytest.mark.parametrize("line", ["12 May 2031, updated at 3 p.m.", "By using this you agree."])
def test_short_lines_around_an_article_are_no_paragraphs(tmp_path, line):
    said = [f"{text[:-1]}, as was said on day {n}." for n in range(4) for text in SPOKEN]
    page = f"<article><h1>Bridge</h1><div>{line}</div>{paragraphs(said)}<div>{line}</div></article>"
    assert texts_of(whole_page(tmp_path, page)) == ["Bridge", *said]
