"""Word documents and PDFs, and files that were made to hurt."""

import gzip
import io
import zipfile
import zlib
from itertools import pairwise

import docx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import ToolkitError
from toolkit.reading import read_stories, read_story
from toolkit.reading.documents import read_document
from toolkit.reading.files import MAX_BYTES
from toolkit.reading.markdown import plain_markdown
from toolkit.reading.marker import marker_test, never
from toolkit.reading.paragraphs import text_blocks
from toolkit.reading.pdf import paragraphs_of_lines
from toolkit.reading.pdf_layout import parted
from toolkit.reading.pdf_worker import Line, lines_of
from toolkit.reading.tables import MAX_TABLE_BYTES
from toolkit.reading.web import page_blocks

MARKER = "Read the original article here"
WORD = '<w:document xmlns:w="x"><w:body>{}</w:body></w:document>'
LAUGHS = (
    '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


def archive(path, **parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name.replace("__", "/") + ".xml", text)
    return path


def pdf(path, pages, title="Harbour letter"):
    """A PDF of these pages, each a list of lines, in a standard font; None leaves a line free."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    kids = []
    for lines in pages:
        shown = b" T* ".join(
            b"" if line is None else b"(%s) Tj" % line.encode("cp1252") for line in lines
        )
        stream = zlib.compress(b"BT /F1 11 Tf 14 TL 60 760 Td " + shown + b" ET")
        objects.append(
            b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream)
        )
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R>>>>>>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    path.write_bytes(with_table(objects))
    return path


def with_table(objects):
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    lines = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, lines)
    end = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + table + end


def test_a_word_document(tmp_path):
    document = docx.Document()
    document.add_heading("The port", 1)
    paragraph = document.add_paragraph("It is ")
    paragraph.add_run("not").bold = True
    paragraph.add_run(" open.")
    document.add_paragraph(MARKER)
    document.add_paragraph("It may\topen.")
    document.add_paragraph("a point", style="List Bullet")
    document.add_table(1, 2).cell(0, 0).text = "cell"
    document.add_paragraph("")
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    document.save(tmp_path / "x.docx")
    with pytest.warns(UserWarning, match=r"tables left out \(1\)"):
        table = read_story(tmp_path / "x.docx")
    assert table[["role", "kind", "text"]].to_numpy().tolist() == [
        ["report", "heading", "The port"],
        ["report", "body", "It is not open."],
        ["commentary", "body", "It may\topen."],
        ["commentary", "body", "a point"],
    ]
    assert table.attrs["encoding"] == "docx"


def test_what_word_hides_is_not_read(tmp_path):
    body = (
        '<w:p><w:pPr><w:pStyle w:val="berschrift1"/><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>'
        "<w:r><w:t>Head</w:t></w:r></w:p>"
        '<w:p><w:pPr><w:pStyle w:val="Verz1"/></w:pPr><w:r><w:t>Contents 1</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>It is </w:t></w:r><w:del><w:r><w:delText>was</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom><w:r><w:instrText>PAGE</w:instrText><w:t>shut.</w:t></w:r></w:p>"
        f"<w:p><w:r><w:t>One.</w:t><w:br/><w:t>{MARKER}</w:t><w:br/><w:t>Two.</w:t></w:r></w:p>"
    )
    styles = (
        '<w:styles><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="Verz1"><w:name w:val="toc 1"/></w:style></w:styles>'
    )
    path = archive(tmp_path / "x.docx", word__document=WORD.format(body), word__styles=styles)
    assert [tuple(block) for block in read_document(path, marker_test()).blocks] == [
        ("heading", "Head"),
        ("body", "It is shut."),
        ("body", "One."),
        ("marker", MARKER),
        ("body", "Two."),
    ]


def test_a_pdf(tmp_path):
    page = [
        "Harbour letter",
        "The port was closed on Monday because two of the three cranes had been dam-",
        "aged by the storm, and the office said that it may stay shut for a week.",
        "Nobody was hurt.",
        MARKER,
        "It is not clear who will pay for the cranes, or whether anybody had thought of it",
        "before they fell.",
    ]
    path = pdf(
        tmp_path / "x.pdf",
        [[*page, "1"], ["Harbour letter", "So it goes.", "2"], ["Harbour letter", "The end.", "3"]],
    )
    table = read_story(path)
    assert table["text"].tolist() == [
        "The port was closed on Monday because two of the three cranes had been damaged by the "
        "storm, and the office said that it may stay shut for a week.\nNobody was hurt.",
        "It is not clear who will pay for the cranes, or whether anybody had thought of it\n"
        "before they fell.",
        "So it goes.",
        "The end.",
    ]
    with pytest.raises(ToolkitError, match="only pictures of it"):
        read_story(pdf(tmp_path / "y.pdf", [[]]))


class PageOfPieces:
    """A page as pypdf tells of it: its pieces of text, each with its height and letters' size."""

    def __init__(self, pieces):
        self.pieces = pieces

    def extract_text(self, visitor_text):
        for text, y, size in self.pieces:
            visitor_text(text, [1, 0, 0, 1, 0, 0], [1, 0, 0, 1, 60, y], None, size)
        return "".join(text for text, _, _ in self.pieces)


def test_lines_set_wide_are_no_paragraphs_beside_a_table_or_under_a_raised_number():
    table = [(f"Town {i}, {i} boats\n", 1000 - 10 * i, 9) for i in range(20)]
    text = [("It rains.\n", 700 - 20 * i, 12) for i in range(6)]
    raised = [("3", 605, 7), ("So it goes on.\n", 580, 12), ("It stops.\n", 560, 12)]
    after = [("It is over.\n", 520, 12)]
    found = [
        line.text for line in parted([lines_of(PageOfPieces([*table, *text, *raised, *after]))])
    ]
    wide = [line for line, below in pairwise(found[:-1]) if not below]
    assert wide == ["Town 19, 19 boats", "It stops."]


def test_the_raised_numbers_of_notes_are_no_words():
    pieces = [("It fell on Monday", 700, 12), ("1", 704, 8), (" after a storm.", 700, 12)]
    pieces += [("[2] ", 704, 8), ("It was 40 m", 700, 12), ("2", 704, 8), (" wide.\n", 700, 12)]
    note = [("1", 104, 6), ("See the report.", 100, 9)]
    text, below = lines_of(PageOfPieces([*pieces, *note]))
    assert text.text == "It fell on Monday after a storm. It was 40 m2 wide."
    assert (text.is_note, below.text, below.is_note) == (False, "1See the report.", True)


def test_the_top_of_another_column_is_another_line():
    pieces = [("It is shut, and ", 40, 12), ("so", 42, 8), (" is Hull.", 40, 12)]
    text, below = lines_of(PageOfPieces([*pieces, ("It may open.", 700, 12)]))
    assert (text.text, below.text, below.y) == ("It is shut, and so is Hull.", "It may open.", 700)


def test_words_in_small_capitals_are_whole():
    pieces = [("T", 700, 16), (" HE", 700, 11), ("  P", 700, 16), (" ORT", 700, 11)]
    pieces += [(" is shut, and Plan B", 700, 16), (" 2", 700, 11), (" goes on.", 700, 16)]
    (line,) = lines_of(PageOfPieces(pieces))
    assert line.text.split() == "THE PORT is shut, and Plan B 2 goes on.".split()


def test_a_place_that_is_no_number_is_none():
    pieces = [("It fell.\n", float("inf"), 12), ("It rains.", float("nan"), 12)]
    assert lines_of(PageOfPieces(pieces)) == [Line("It fell."), Line("It rains.")]


def test_space_between_a_pdfs_paragraphs_parts_them(tmp_path):
    first = [
        "The port was closed on Monday because two of the three cranes had been knocked",
        "down by the storm, and the office said that it may stay shut for a week or two.",
    ]
    second = [
        "Nobody was hurt, the office said, and the third of the cranes is to be looked at",
        None,  # a picture stood here: no sentence ends above it
        "on Thursday, if the weather allows that somebody climbs it and the rails are dry.",
    ]
    page = [*first, None, *second, None, MARKER, None, *first, *second]
    table = read_story(pdf(tmp_path / "x.pdf", [page]))
    whole = ["\n".join(filter(None, lines)) for lines in (first, second)]
    assert table["text"].tolist() == [*whole, "\n".join(whole)]


@pytest.mark.parametrize("number", ["Page 1 of 2", "1/2", "1 of 2"])
def test_two_pages_have_running_titles_too(tmp_path, number):
    pages = [
        ["Harbour Post, 3 May", number, line] for line in ("The port is shut.", "It may open.")
    ]
    read = read_stories(pdf(tmp_path / "x.report.pdf", pages))
    assert "\n".join(read["text"]) == "The port is shut.\nIt may open."


@pytest.mark.parametrize(
    "pages",
    [
        [["The port is shut."], ["The port is shut."]],
        [["The port is shut.", "To the sea"], ["To the sea", "they may go."]],
    ],
)
def test_what_two_pages_share_by_chance_is_text(tmp_path, pages):
    read = read_stories(pdf(tmp_path / "x.report.pdf", pages))
    assert " ".join(read["text"]).split() == " ".join(map(" ".join, pages)).split()


def test_a_pdf_that_takes_too_long_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr("toolkit.reading.pdf.MAX_SECONDS", 0.001)
    with pytest.raises(ToolkitError, match=r"takes more than 0\.001 seconds"):
        read_story(pdf(tmp_path / "x.pdf", [["The port."]]))


def test_short_last_lines_end_paragraphs():
    lines = ["a" * 70 + ".", "b" * 70, "c.", "d" * 70, "", "e" * 60, "f" * 69 + "."]
    assert [block.text.count("\n") for block in paragraphs_of_lines(lines, never)] == [2, 0, 1]


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("A **bold** and *leaning* and __bold__ word", "A bold and leaning and bold word"),
        ("See [the *report*](https://news.example/a_b_c) now", "See the report now"),
        ("![A crane](crane.png)The port", "The port"),
        ("> quoted\n> twice", "quoted\ntwice"),
        ("---\ntitle: x\ndate: y\n---\nThe port", "The port"),
        ("Title\n=====\n\nBody", "# Title\n\nBody"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        (r"\*not leaning\*", "*not leaning*"),
        ("<https://news.example>", ""),
    ],
)
def test_markdown_is_read_as_its_words(markdown, plain):
    assert plain_markdown(markdown) == plain


def spaces_in(path, part, megabytes=1000):
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file,
        file.open(part, "w", force_zip64=True) as out,
    ):
        for _ in range(megabytes):
            out.write(bytes(2**20))
    return path


def bombs(folder):
    """Files that are small and would become large, or look harmless and are not."""
    spaces_in(folder / "zip.docx", "word/document.xml", 200)
    spaces_in(folder / "zip.xlsx", "xl/worksheets/sheet1.xml", 200)
    archive(
        folder / "entity.docx",
        word__document=LAUGHS + WORD.format("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>"),
    )
    archive(folder / "entity.xlsx", xl__worksheets__sheet1=LAUGHS + "<x>&i;</x>")
    archive(folder / "nested.docx", word__document=WORD.format("<w:p>" * 20_000))
    (folder / "nested.html").write_text("<div>" * 10**6 + "The port is shut.", encoding="utf-8")
    (folder / "tags.html").write_text("<p>a" * 10**5, encoding="utf-8")
    (folder / "many.docx").write_bytes(many_files())
    (folder / "gzip.csv.gz").write_bytes(b"".join(gzip.compress(bytes(2**24)) for _ in range(8)))
    (folder / "gzip.txt.gz").write_bytes(gzip.compress(b"a" * 2**25))
    (folder / "members.txt.gz").write_bytes(gzip.compress(b"a") * 2000)
    column = pa.DictionaryArray.from_arrays(
        pa.array([0] * 10**5, pa.int32()), pa.array(["x" * 10**5])
    )
    pq.write_table(pa.table({"text": column}), folder / "dictionary.parquet")
    (folder / "deep.json").write_text("[" * 10**6, encoding="utf-8")
    (folder / "many.json").write_text("[" + "[]," * 10**6 + "[]]", encoding="utf-8")
    pages = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count 400>>" % (b"3 0 R " * 400),
    ]
    (folder / "pages.pdf").write_bytes(
        with_table([*pages, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"])
    )
    loop = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"]
    (folder / "loop.pdf").write_bytes(with_table(loop))
    limits = dict.fromkeys(["txt", "html", "docx", "pdf", "xlsx"], MAX_BYTES)
    limits |= dict.fromkeys(["csv", "parquet"], MAX_TABLE_BYTES)
    for ending, limit in limits.items():
        with open(folder / f"huge.{ending}", "wb") as file:
            file.truncate(limit + 1)


def many_files():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for number in range(20_000):
            file.writestr(f"word/part{number}.xml", "")
    return out.getvalue()


def test_every_bomb_is_refused_in_a_sentence_and_the_good_file_read(tmp_path):
    bombs(tmp_path)
    (tmp_path / "good.txt").write_text(f"The port.\n\n{MARKER}\n\nIt may open.", encoding="utf-8")
    n = len(list(tmp_path.iterdir()))
    with pytest.warns(UserWarning, match=f"{n - 1} inputs were not read"):
        table = read_stories(tmp_path)
    assert table["story"].unique().tolist() == ["good"]
    reasons = {error["place"]: error["reason"] for error in table.attrs["errors"]}
    assert len(reasons) == n - 1
    for name, reason in reasons.items():
        assert reason.startswith(name), reason
        assert "\n" not in reason
    for name in ("zip.docx", "zip.xlsx", "gzip.csv.gz", "gzip.txt.gz", "dictionary.parquet"):
        assert "unpacks to" in reasons[name]
    assert "document type" in reasons["entity.docx"]
    assert "document type" in reasons["entity.xlsx"]
    assert "nested more than" in reasons["nested.html"]
    assert "nested more than" in reasons["nested.docx"]
    assert "too large" in reasons["huge.txt"]
    assert "400 pages" in reasons["pages.pdf"]


def test_devices_and_pipes_are_refused(tmp_path):
    import os

    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.txt")
        with pytest.raises(ToolkitError, match="device or a pipe"):
            read_story(tmp_path / "pipe.txt")


def test_a_parquet_file_cannot_bring_code(tmp_path):
    metadata = {b"pandas": b"{not json", b"PANDAS_ATTRS": b"{}"}
    table = pa.table({"text": ["The port."], "role": ["report"]}).replace_schema_metadata(metadata)
    pq.write_table(table, tmp_path / "x.parquet")
    assert len(read_stories(tmp_path / "x.parquet")) == 1


TAGS = "<p> </p> <div> </div> <li> <table> <td> <br> <a> </a> <h1> <!-- --> <script> </script> < >"
PROSE = "The port is shut because of the storm, and it may open again soon. "
PIECES = st.lists(
    st.sampled_from([*TAGS.split(), "&amp;", "&#0;", "&#xD800;", "\0", PROSE, MARKER, "\n", "’"]),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(PIECES)
def test_any_page_is_blocks_or_one_sentence(pieces):
    try:
        blocks, comments, _ = page_blocks("".join(pieces).encode(), "x.html", marker_test())
    except ToolkitError:
        return
    assert all(block.text.strip() for block in blocks)
    "".join([*(block.text for block in blocks), *comments]).encode("utf-8")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([*"*_[]()!<>#-=>`\\ \n", "word", "---\n", "](", "**"]), max_size=60)
)
def test_any_markdown_is_text(pieces):
    text_blocks(plain_markdown("".join(pieces)))


def test_items_of_words_list_styles_are_no_headings(tmp_path):
    document = docx.Document()
    document.add_paragraph("The council wants three things, and it wants them before the winter.")
    for text in ("Rebuild the northern wall", "Raise the quay", "Pay the crews"):
        document.add_paragraph(text, style="List Bullet")
    document.add_paragraph("Read the original article here")
    document.add_paragraph("It may be late for that.")
    document.save(tmp_path / "plan.docx")
    assert read_story(tmp_path / "plan.docx")["kind"].tolist() == ["body"] * 5


def test_a_quote_in_words_style_is_no_heading(tmp_path):
    document = docx.Document()
    document.add_paragraph("The council has shut the port, and it will stay shut.")
    document.add_paragraph("Not a good day", style="Intense Quote")
    document.add_paragraph("Not now\nNot ever", style="Quote")
    document.add_paragraph("Read the original article here")
    document.add_paragraph("It may be late for that.")
    document.save(tmp_path / "plan.docx")
    story = read_story(tmp_path / "plan.docx")
    assert story["text"].tolist()[1:-1] == ["Not a good day", "Not now", "Not ever"]
    assert story["kind"].tolist()[1] == "body"


def word(tmp_path, body, styles=""):
    path = tmp_path / "x.docx"
    archive(path, word__document=WORD.format(body), word__styles=f"<w:styles>{styles}</w:styles>")
    return path


def word_rows(tmp_path, body, styles=""):
    blocks = read_document(word(tmp_path, body, styles), marker_test()).blocks
    return [tuple(block) for block in blocks]


def p(text, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def style(name, *inside):
    return f'<w:style w:styleId="{name}"><w:name w:val="{name}"/>{"".join(inside)}</w:style>'


def test_the_look_before_a_tracked_change_is_not_the_look(tmp_path):
    was = '<w:pPrChange><w:pPr><w:pStyle w:val="Heading 1"/></w:pPr></w:pPrChange>'
    rows = word_rows(tmp_path, p("It is shut.", was), style("Heading 1"))
    assert rows == [("body", "It is shut.")]


def test_styles_based_on_headings_are_headings(tmp_path):
    styles = (
        style("Heading 1")
        + style("House Head", '<w:basedOn w:val="Heading 1"/>')
        + style("Deeper", '<w:basedOn w:val="House Head"/>')
        + style("Levelled", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>')
        + style("Text", '<w:basedOn w:val="Loop"/>')
        + style("Plain", '<w:basedOn w:val="Deeper"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>')
        + style("Loop", '<w:basedOn w:val="Text"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>')
    )
    names = ("House Head", "Deeper", "Levelled", "Text", "Plain")
    body = "".join(p("It is", f'<w:pStyle w:val="{name}"/>') for name in names)
    assert [kind for kind, _ in word_rows(tmp_path, body, styles)] == ["heading"] * 3 + ["body"] * 2
    body = "".join(p("It is.", f'<w:pStyle w:val="{name}"/>') for name in ("Heading 1", *names))
    kinds = ["heading", "body", "body", "heading", "body", "body"]
    assert [kind for kind, _ in word_rows(tmp_path, body, styles)] == kinds
    long = p("It is " * 7, '<w:pStyle w:val="Deeper"/>') + p("So.")
    assert word_rows(tmp_path, long, styles)[0][0] == "body"


def test_a_marker_that_looks_like_a_caption_is_a_marker(tmp_path):
    look = '<w:pStyle w:val="caption"/>'
    body = p("It is shut.") + p("Read the original article here", look) + p("A crane.", look)
    document = read_document(word(tmp_path, body, style("caption")), marker_test())
    assert [block.kind for block in document.blocks] == ["body", "marker"]


def test_a_deleted_paragraph_mark_joins_paragraphs(tmp_path):
    gone = "<w:rPr><w:del/></w:rPr>"
    body = p("It is ", gone) + p("very ", gone) + p("shut.") + p("The end.", gone)
    assert word_rows(tmp_path, body) == [("body", "It is very shut."), ("body", "The end.")]


def test_a_large_first_letter_belongs_to_the_next_paragraph(tmp_path):
    body = p("It rains.") + p("T", '<w:framePr w:dropCap="drop" w:lines="3"/>') + p("he end.")
    body += p("In a frame.", '<w:framePr w:w="2000"/>') + p("So it goes.")
    texts = [text for _, text in word_rows(tmp_path, body)]
    assert texts == ["It rains.", "The end.", "In a frame.", "So it goes."]


def test_hidden_text_and_ruby_are_not_read(tmp_path):
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>not </w:t><w:tab/></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>shut</w:t><w:ptab/><w:t>now.</w:t></w:r>'
    ruby = "<w:r><w:ruby><w:rt><w:r><w:t>ko</w:t></w:r></w:rt></w:ruby></w:r>"
    body = f"<w:p><w:r><w:t>It is </w:t></w:r>{hidden}{shown}{ruby}</w:p>"
    assert word_rows(tmp_path, body) == [("body", "It is shut\tnow.")]


def test_a_line_end_in_a_heading_leaves_it_a_heading(tmp_path):
    look = '<w:pPr><w:pStyle w:val="Heading 1"/></w:pPr>'
    body = f"<w:p>{look}<w:r><w:t>The port:</w:t><w:br/><w:t>it is shut.</w:t></w:r></w:p>"
    assert word_rows(tmp_path, body, style("Heading 1")) == [("heading", "The port: it is shut.")]


def test_a_line_end_inside_a_sentence_parts_nothing(tmp_path):
    def lines(*texts):
        return f"<w:p><w:r>{'<w:br/>'.join(f'<w:t>{text}</w:t>' for text in texts)}</w:r></w:p>"

    body = (
        lines("The port is", "shut.") + lines("It may", "open.", "It may not.") + lines("A.", "B.")
    )
    assert word_rows(tmp_path, body) == [
        ("body", "The port is\nshut."),
        ("body", "It may\nopen."),
        ("body", "It may not."),
        ("body", "A."),
        ("body", "B."),
    ]
    wrapped = (
        "The port is shut until the end of a week\nMonday, for the boats have to be seen to\nsoon."
    )
    assert word_rows(tmp_path, lines(*wrapped.split("\n"))) == [("body", wrapped)]
    parted = lines("The vote was 3 to 2", "Thursday.", "", "It may open.", "", "So?")
    texts = ["The vote was 3 to 2\nThursday.", "It may open.", "So?"]
    assert word_rows(tmp_path, parted) == [("body", text) for text in texts]


COPIED = """Two of three cranes fall
The port was closed on Monday because two of the three cranes had been knocked
down by the storm, and the office said that it may stay shut for a week or two,
or for longer.
Nobody was hurt, the office said, and the third of the cranes is to be looked at
on Thursday, if the weather allows that somebody climbs it and the rails are
dry."""


@pytest.mark.parametrize("between", ["", p("")])
def test_lines_that_are_paragraphs_are_one_text(tmp_path, between):
    lines = COPIED.split("\n")
    parts = [lines[:1], lines[1:4], lines[4:]]
    body = between.join("".join(map(p, part)) for part in parts) + p(MARKER) + p("It may open.")
    assert word_rows(tmp_path, body) == [
        ("heading", lines[0]),
        *(("body", "\n".join(part)) for part in parts[1:]),
        ("marker", MARKER),
        ("body", "It may open."),
    ]


def test_the_prompt_of_a_field_in_a_form_is_no_text(tmp_path):
    field = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    prompt = field.format("<w:showingPlcHdr/>", p("Click here to enter text."))
    body = p("It is shut.") + prompt + field.format("", p("It is wet.")) + p("It rains.")
    texts = [text for _, text in word_rows(tmp_path, body)]
    assert texts == ["It is shut.", "It is wet.", "It rains."]


def test_parts_of_a_document_may_be_numbered(tmp_path):
    heading = p("The port", '<w:pStyle w:val="a"/>') + p("Is it shut?")
    kind = (
        '<Override PartName="/word/{}2.xml" ContentType="application/vnd.wordprocessingml.{}+xml"/>'
    )
    types = kind.format("document", "document.main") + kind.format("styles", "styles")
    parts = {
        "word__document2": WORD.format(heading),
        "word__styles2": "<w:styles>{}</w:styles>".format(style("a", '<w:name w:val="title"/>')),
        "[Content_Types]": f"<Types>{types}</Types>",
    }
    blocks = read_document(archive(tmp_path / "y.docx", **parts), never).blocks
    assert [tuple(block) for block in blocks] == [("heading", "The port"), ("body", "Is it shut?")]


def test_bullets_that_were_typed_are_marks_of_items(tmp_path):
    body = "".join(
        map(p, ["Two of them:", "- a crane", "\u2022\u00a0 the rain", "* * *", "1. Who"])
    )
    assert word_rows(tmp_path, body + p("It is so.")) == [
        ("body", "Two of them:"),
        ("item", "a crane"),
        ("item", "the rain"),
        ("heading", "1. Who"),
        ("body", "It is so."),
    ]


def test_short_paragraphs_are_not_lines_of_one(tmp_path):
    said = [f"“It is the {n} crane that fell,” he said, and went away," for n in "abcd"]
    said += ["as if it had been nothing"]
    assert len(word_rows(tmp_path, "".join(map(p, said)))) == len(said)


def test_signs_that_divide_are_no_paragraphs(tmp_path):
    body = p("It rains.") + p("* * *") + p("Then it stops.") + p("-----") + p("So?")
    assert [text for _, text in word_rows(tmp_path, body)] == ["It rains.", "Then it stops.", "So?"]


def test_lines_of_a_page_that_became_a_document_are_left_out_and_told(tmp_path):
    story = ["The port is shut.", "Advertisement", MARKER, "It may open.", "Share this article"]
    (tmp_path / "x.md").write_text("\n\n".join([*story, "[Subscribe now](https://post.example/a)"]))
    word(tmp_path, "".join(map(p, story)))
    pdf(tmp_path / "x.pdf", [[line for text in story for line in (text, None)]])
    for ending in ("docx", "md", "pdf"):
        with pytest.warns(UserWarning, match=r"lines of the page left out of the article \('Adver"):
            table = read_story(tmp_path / f"x.{ending}")
        assert table["text"].tolist() == ["The port is shut.", "It may open."], ending


def test_captions_are_left_out_and_counted(tmp_path):
    body = p("It is shut.") + p("A crane.", '<w:pStyle w:val="caption"/>')
    document = read_document(word(tmp_path, body, style("caption")), marker_test())
    assert [block.text for block in document.blocks] == ["It is shut."]
    assert document.notes == ["x.docx: captions left out (1)"]


def test_an_article_in_a_table_is_said_to_be_there(tmp_path):
    cell = f"<w:tbl><w:tr><w:tc>{p('It is shut.')}{p(MARKER)}{p('It may.')}</w:tc></w:tr></w:tbl>"
    for body in (cell, cell + p("By A Writer")):
        with pytest.raises(ToolkitError, match=r"\(x.docx: tables left out \(1\)\)"):
            read_story(word(tmp_path, body))
        with pytest.raises(ToolkitError, match=r"\(x.docx: tables left out \(1\)\)"):
            read_stories(tmp_path)


def test_any_number_of_gzip_archives_in_a_file_is_one_text(tmp_path, monkeypatch):
    story = f"{'It is shut. ' * 500}\n\n{MARKER}\n\nIt may open."
    path = tmp_path / "x.txt.gz"
    path.write_bytes(b"".join(gzip.compress(letter.encode()) for letter in story) + bytes(9))
    assert read_story(path)["text"].tolist() == [("It is shut. " * 500).strip(), "It may open."]
    monkeypatch.setattr("toolkit.reading.files.MAX_SECONDS", 0)
    with pytest.raises(ToolkitError, match=r"to unpack it takes more than 0 seconds"):
        read_story(path)


def test_headings_of_a_pdf_stand_alone():
    wide = "The port was closed on Monday because two of its three cranes fell in the storm"
    lines = [wide + ".", "What comes next", wide, "and it may stay shut.", "Who pays", wide + "."]
    texts = [block.text for block in paragraphs_of_lines(lines, never)]
    expected = [lines[0], lines[1], "\n".join(lines[2:4]), lines[4], lines[5]]
    assert texts == expected
    wrapped = [wide, "in Hull", "And Grimsby, which is on the other side and sees no ships now,"]
    assert len(paragraphs_of_lines(wrapped, never)) == 1


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        (["In cryptocur-", "rency."], "In cryptocurrency."),
        (["He is well-", "known."], "He is well-\nknown."),
        (["He will re-", "sign it."], "He will re-\nsign it."),
        (["It is proba\u00ad", "bly so."], "It is probably so."),
        (["On the 24-", "hour day."], "On the 24-\nhour day."),
    ],
)
def test_hyphens_that_belong_to_a_word_of_a_pdf_stay_in_it(lines, read):
    assert [block.text for block in paragraphs_of_lines(lines, never)] == [read]


def test_numbers_inside_a_pdfs_page_are_words(tmp_path):
    page = ["The storm of", "1953", "was worse than that of", "1978", "in Hull.", "So it is.", "7"]
    path = pdf(tmp_path / "x.report.pdf", [["12", *page]])
    text = " ".join(read_document(path, never).blocks[0].text.split())
    assert text.startswith("The storm of 1953 was worse than that of 1978 in Hull.")
    assert "12" not in text
    assert "7" not in text.removeprefix("The storm of 1953 was worse than that of 1978")


def test_a_wrapped_sentence_of_a_pdf_holds_no_marker():
    lines = ["If you have the time, you may want to", "read the full story in The Post."]
    lines += ["Read the original", "article here", "It may stay shut."]
    blocks = paragraphs_of_lines(lines, marker_test())
    assert [block.kind for block in blocks] == ["body", "marker", "body"]


def test_outlines_and_lists_are_told_by_a_paragraph_of_its_own_too(tmp_path):
    body = p("The quay", '<w:outlineLvl w:val="2"/>') + p("shut it", "<w:numPr/>")
    body += p("It is shut.", '<w:outlineLvl w:val="9"/>')
    rows = word_rows(tmp_path, body)
    assert rows == [("heading", "The quay"), ("item", "shut it"), ("body", "It is shut.")]


def changed(path, at, *values):
    data = bytearray(path.read_bytes())
    data[at : at + len(values)] = values
    path.write_bytes(data)


def test_archives_that_can_not_be_read_are_told_apart(tmp_path):
    path = word(tmp_path, p("The port is shut. " * 40))
    whole = path.read_bytes()
    directory = whole.index(b"PK\x01\x02")
    changed(path, directory + 8, 1)
    with pytest.raises(ToolkitError, match=r"x\.docx is protected by a password; save it without"):
        read_story(path)
    path.write_bytes(whole)
    changed(path, whole.index(b"document.xml") + 12, 255, 255, 255)
    with pytest.raises(ToolkitError, match=r"its part word/document\.xml can't be unpacked"):
        read_story(path)
    path.write_bytes(whole)
    changed(path, directory, 0)
    with pytest.raises(ToolkitError, match=r"x\.docx is not a Word document: the archive is damag"):
        read_story(path)
    archive(path, word__styles="<w:styles/>")
    with pytest.raises(ToolkitError, match=r"x\.docx is not a Word document: it has no text part"):
        read_story(path)


def test_documents_and_pages_of_too_many_tags_or_bytes_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("toolkit.reading.markup.MAX_ELEMENTS", 3)
    with pytest.raises(ToolkitError, match=r"x\.docx is refused: it has more than 3 tags"):
        word_rows(tmp_path, p("The port is shut."))
    monkeypatch.setattr("toolkit.reading.web.MAX_PAGE", 2**20)
    with pytest.raises(ToolkitError, match=r"x.html is refused: a page of more than 1 MB"):
        page_blocks(b"<p>" + b"a" * 2**20, "x.html", never)
