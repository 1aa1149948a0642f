"""Pages as many publishers make them: what is the article's is read, and the rest is told."""

import time

import pytest
from lxml.html import document_fromstring

from toolkit.reading import read_stories, read_story
from toolkit.reading.blocks import Block
from toolkit.reading.documents import read_document
from toolkit.reading.marker import marker_test
from toolkit.reading.pages.gaps import pieces_of, with_pieces

SAID = [
    f"{who} of {place} {did} on Monday, because the bank had slipped and nobody had asked why."
    for who, did in [("The miller", "measured the wall"), ("A ferryman", "counted the boats")]
    for place in ("Kelbrook", "Ostmere", "Farholt", "Denwick")
]
TEASER = "Ten walks around Holmby for a wet weekend"


def paragraphs(texts=SAID):
    return "".join(f"<p>{text}</p>" for text in texts)


def article(inside, before=SAID[:4], after=SAID[4:]):
    return f"<article><h1>The weir</h1>{paragraphs(before)}{inside}{paragraphs(after)}</article>"


def read(tmp_path, body):
    page = tmp_path / "page.html"
    page.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    return read_document(page, marker_test(None))


def texts(document):
    return [block.text for block in document.blocks]


def read_between(tmp_path, inside):
    document = read(tmp_path, article(inside))
    return [text for text in texts(document) if text not in SAID and text != "The weir"]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (
            '<div class="entry"><h2>What is left</h2><p>“Ask Denwick,” he said.</p>'
            '<p>Not in <a href="/x">Ostmere.</a></p></div>',
            ["What is left", "“Ask Denwick,” he said.", "Not in Ostmere."],
        ),
        ('<p>It has a <a href="/a">long and winding story</a>.</p>', None),
        ('<p><a href="/a">Kelbrook</a> <a href="/b">waits for rain</a>, as ever:</p>', None),
    ],
)
def test_short_paragraphs_with_links_are_read(tmp_path, inside, expected):
    entries = [f'<div class="entry"><h2>At {i}</h2><p>{SAID[i]}</p></div>' for i in range(8)]
    if expected is None:
        assert len(read_between(tmp_path, inside)) == 1
        return
    body = f"<article><h1>Live</h1>{''.join(entries[:4])}{inside}{''.join(entries[4:])}</article>"
    found = texts(read(tmp_path, body))
    at = found.index(SAID[3]) + 1
    assert found[at : at + len(expected) + 1] == [*expected, "At 4"]


def test_headings_of_a_plain_page_are_read(tmp_path):
    body = f"<h1>The weir</h1>{paragraphs(SAID[:2])}<h2>The wall</h2>{paragraphs(SAID[2:])}"
    found = read(tmp_path, f'<div id="print">{body}</div>')
    assert texts(found) == ["The weir", *SAID[:2], "The wall", *SAID[2:]]
    assert found.blocks[3].kind == "heading"


def test_what_is_lacking_stands_on_its_side_of_the_divider(tmp_path):
    short = '<p>It may <a href="/a">not be over for Kelbrook</a>.</p>'
    marker = "<p>Read the original article here</p>"
    for inside, is_before in ((short + marker, True), (marker + short, False)):
        found = [block.kind for block in read(tmp_path, article(inside)).blocks]
        assert found.index("marker") == (6 if is_before else 5)


@pytest.mark.parametrize("opens", ["standfirst", "article__intro", "dek", "lead"])
@pytest.mark.parametrize("box", ['<div class="{}">{}</div>', '<div class="{}"><p>{}</p></div>'])
def test_the_words_between_headline_and_text_are_read(tmp_path, opens, box):
    body = f'{box.format(opens, SAID[0])}<div class="article__body">{paragraphs(SAID[1:])}</div>'
    assert texts(read(tmp_path, f"<article><h1>The weir</h1>{body}</article>"))[1:] == SAID


def test_an_old_page_with_a_font_around_its_paragraphs_is_read(tmp_path):
    teasers = "".join(f"<div><h3><a href=x>{TEASER}</a></h3><p>{SAID[7]}</p></div>" * 4)
    body = (
        "<table><tr><td width=120><a href=/>Index</a></td><td><h1>The weir</h1><font face=Arial>"
        f"{'<p>'.join(SAID[:4])}</font></td></tr></table><section>{teasers}</section>"
    )
    assert texts(read(tmp_path, body))[:5] == ["The weir", *SAID[:4]]


@pytest.mark.parametrize(
    "lead",
    [
        f'<p>Read more: <a href="/r">{TEASER}</a></p>',
        f'<p><strong>RELATED:</strong> <a href="/r">{TEASER}</a></p>',
        f'<p><a href="/r"><em>See also: {TEASER}</em></a></p>',
        f'<p><a href="/r">{TEASER}</a></p>',
        f'<div class="x-9"><h2>{TEASER}</h2><p>Every morning, by mail.</p>'
        '<form><input type="email"></form></div>',
    ],
)
def test_what_leads_to_others_is_left_out_and_told(tmp_path, lead):
    document = read(tmp_path, article(lead))
    assert texts(document) == ["The weir", *SAID]
    assert TEASER in f"{document.notes}{document.left_out}"


@pytest.mark.parametrize(
    "line",
    [
        'Related: the wall, <a href="/w">the weir</a> and the sluice.',
        '<a href="/w">The weir</a> is closed',
        "See also: nobody has.",
    ],
)
def test_a_line_that_says_more_than_a_link_is_text(tmp_path, line):
    assert len(read_between(tmp_path, f"<p>{line}</p>")) == 1


def test_a_short_article_beside_a_field_for_an_address_is_read(tmp_path):
    body = "<div><p>The hall is booked.</p><p>Doors open at seven.</p><p>Bring a cup.</p>{}</div>"
    found = read(tmp_path, f"<h1>Hall</h1>{body.format('<form><input type=email></form>')}")
    assert "Doors open at seven." in "\n".join(texts(found))


@pytest.mark.parametrize("end", ["", "”"])
@pytest.mark.parametrize(
    "quote",
    [
        '<aside class="pullquote"><p>{}</p></aside>',
        '<blockquote class="pull-quote">{}</blockquote>',
    ],
)
def test_a_sentence_drawn_out_of_the_text_is_read_once(tmp_path, quote, end):
    drawn = SAID[1].partition(", because")[0]
    document = read(tmp_path, article(quote.format(f"“{drawn}{end}" if end else drawn)))
    assert texts(document) == ["The weir", *SAID]


def test_notes_have_no_arrows_and_no_number_of_their_own(tmp_path):
    notes = (
        '<h2>Notes</h2><ol><li id="fn1">'
        '<p>So says the county. <a href="#fnref1">↩︎</a></p></li></ol>'
        '<div class="n"><a href="#footnote-anchor-2">2</a><p>So says the town.</p></div>'
    )
    said = texts(read(tmp_path, article("", after=[*SAID[4:]]).replace("</article>", notes)))
    assert "So says the county." in said
    assert "2" not in said
    assert not any("↩" in text for text in said)


def test_long_lines_that_end_sentences_are_paragraphs(tmp_path):
    lines = "".join(f"<span>{text}</span><br>" for text in SAID)
    found = read(tmp_path, f"<article><h1>The weir</h1><div>{lines}</div></article>")
    assert texts(found) == ["The weir", *SAID]
    verse = "The water rose.<br>The water fell.<br>Nobody came."
    assert read_between(tmp_path, f"<p>{verse}</p>") == [verse.replace("<br>", "\n")]


def test_what_is_left_out_between_paragraphs_is_told(tmp_path):
    caption = "<figure><img src=x><figcaption>The weir at low water</figcaption></figure>"
    document = read(tmp_path, article(f"{caption}<p><a href=/x>Farholt waits.</a></p>"))
    assert document.left_out == ["The weir at low water", "Farholt waits."]
    assert document.notes == [
        "page.html: 1 sentence beside the article's paragraphs left out ('Farholt waits.')"
    ]
    ends = article("").replace("</article>", "<div>Farholt waits.</div></article>")
    assert read(tmp_path, ends).left_out == ["Farholt waits."]
    assert read(tmp_path, article("")).notes == []


def test_what_was_left_out_comes_with_the_table(tmp_path):
    caption = "<figure><img src=x><figcaption>The weir at low water</figcaption></figure>"
    for name in ("weir.report.html", "weir.commentary.html"):
        (tmp_path / name).write_text(f"<html><body>{article(caption)}</body></html>")
    files = [tmp_path / "weir.report.html", tmp_path / "weir.commentary.html"]
    story = read_story(report=files[0], commentary=files[1])
    assert story.attrs["left_out"] == ["The weir at low water"] * 2
    assert read_stories(tmp_path).attrs["left_out"] == {"weir": ["The weir at low water"] * 2}


def test_a_short_list_behind_a_colon_is_of_the_article(tmp_path):
    items = "<ul><li>the wall</li><li>the weir</li></ul>"
    links = "<ul><li><a href='/a'>the wall</a></li><li><a href='/b'>the weir</a></li></ul>"
    path = tmp_path / "page.html"
    for inside, read in ((items, ["the wall", "the weir"]), (links, [])):
        body = paragraphs(SAID[:3]) + "<p>Two of them fell:</p>" + inside + paragraphs(SAID[3:])
        path.write_text(f"<body><div><h1>The weir</h1>{body}</div></body>", encoding="utf-8")
        texts = [block.text for block in read_document(path, marker_test()).blocks]
        assert texts == ["The weir", *SAID[:3], "Two of them fell:", *read, *SAID[3:]]


def test_a_raised_number_behind_a_sentence_is_the_mark_of_a_note(tmp_path):
    raised = "It fell.<sup>2</sup> It had been “old,”<sup>3</sup> 4 m<sup>2</sup>, 4.<sup>9</sup>."
    path = tmp_path / "page.html"
    path.write_text(article(f"<p>{raised}</p>"), encoding="utf-8")
    texts = [block.text for block in read_document(path, marker_test()).blocks]
    assert "It fell. It had been “old,” 4 m2, 4.9." in texts


def test_many_paragraphs_that_are_lacking_on_a_long_page_are_soon_sought():
    lost = "<div><section><b><p class=x{0}>Crane {0} is lost.</p></b></section></div>"
    made = (f"<p class=a>Crane {i} fell.</p>" if i % 8 else lost.format(i) for i in range(15_000))
    pieces = pieces_of(document_fromstring(f"<body><div>{''.join(made)}</div></body>"))
    blocks = [Block("body", piece.text) for piece in pieces if "lost" not in piece.text]
    begun = time.process_time()
    assert len(with_pieces(blocks, [], pieces, "")) > len(blocks)
    assert time.process_time() - begun < 5  # with the square of their number it was ten
