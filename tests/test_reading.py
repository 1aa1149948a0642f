"""One story: from a file, a string or two parts to the paragraphs table."""

import re
import subprocess
import sys
import textwrap
import time
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from toolkit import lexicons, new_notebook, write_report
from toolkit.errors import ToolkitError
from toolkit.reading import read_stories, read_story
from toolkit.reading.blocks import Block
from toolkit.reading.decoding import decode
from toolkit.reading.headings import find_headings
from toolkit.reading.marker import marker_test, plain_line
from toolkit.reading.paragraphs import text_blocks

KURSK = Path(__file__).parents[1] / "data" / "kursk.txt"
MARKER = "Read the original article here"
POST = f"The port is shut.\n\n{MARKER}\n\nIt may stay shut."


def rows(table):
    return list(zip(table["role"], table["kind"], table["text"], strict=True))


def test_the_example_story():
    table = read_story(KURSK)
    assert list(table.columns) == ["story", "role", "paragraph", "kind", "text"]
    assert table["role"].tolist() == ["report"] + ["commentary"] * 6
    assert table["paragraph"].tolist() == [1, 2, 3, 4, 5, 6, 7]
    assert set(table["kind"]) == {"body"}
    assert set(table["story"]) == {"kursk"}
    assert table.dtypes.astype(str).tolist() == ["str", "str", "int64", "str", "str"]
    assert not table["text"].str.contains("original article").any()
    assert table.attrs == {"encoding": "utf-8", "notes": []}


def test_texts_are_the_originals_characters():
    original = KURSK.read_text(encoding="utf-8")
    texts = read_story(KURSK)["text"]
    assert "Russia’s intentions" in texts[1]
    assert "\n\n".join([texts[0], MARKER, *texts[1:]]) == original.strip()


def test_string_path_and_parts_give_the_same_table(tmp_path):
    (tmp_path / "port.txt").write_text(POST, encoding="utf-8")
    (tmp_path / "a.txt").write_text("The port is shut.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("It may stay shut.", encoding="utf-8")
    whole = read_story(tmp_path / "port.txt")
    pd.testing.assert_frame_equal(whole, read_story(text=POST, story="port"))
    parts = read_story(report=tmp_path / "a.txt", commentary=str(tmp_path / "b.txt"), story="port")
    pd.testing.assert_frame_equal(whole, parts)
    strings = read_story(report="The port is shut.", commentary="It may stay shut.", story="port")
    pd.testing.assert_frame_equal(whole, strings)


def test_names_of_two_files(tmp_path):
    for name in ("storm.report.txt", "storm.commentary.txt", "report.txt", "commentary.txt"):
        (tmp_path / name).write_text("The port is shut.", encoding="utf-8")
    two = read_story(
        report=tmp_path / "storm.report.txt", commentary=tmp_path / "storm.commentary.txt"
    )
    assert set(two["story"]) == {"storm"}
    plain = read_story(report=tmp_path / "report.txt", commentary=tmp_path / "commentary.txt")
    assert set(plain["story"]) == {tmp_path.name}


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("blank", ["", " ", "\t", "\u00a0", "\u200b"])
def test_blank_lines_part_paragraphs_and_single_ones_wrap(newline, blank):
    lines = [
        "The port",
        "is shut.",
        blank,
        "It was a storm.",
        blank,
        MARKER,
        blank,
        "It may",
        "stay so.",
    ]
    table = read_story(text=newline.join(lines))
    assert table["text"].tolist() == ["The port\nis shut.", "It was a storm.", "It may\nstay so."]
    assert table["role"].tolist() == ["report", "report", "commentary"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\u2028"])
def test_without_blank_lines_every_line_is_a_paragraph(newline):
    table = read_story(
        text=newline.join(["The port is shut.", "All of it.", MARKER, "It may.", "So."])
    )
    assert table["text"].tolist() == ["The port is shut.", "All of it.", "It may.", "So."]
    assert table["role"].tolist() == ["report", "report", "commentary", "commentary"]


def test_headings():
    report = "Port shut after storm\n\nThe port is shut.\n\n## What next ##\n\nNobody knows."
    text = f"{report}\n\n{MARKER}\n\nA short line\n\nSo it is.\n\nThe end"
    assert rows(read_story(text=text)) == [
        ("report", "heading", "Port shut after storm"),
        ("report", "body", "The port is shut."),
        ("report", "heading", "What next"),
        ("report", "body", "Nobody knows."),
        ("commentary", "heading", "A short line"),
        ("commentary", "body", "So it is."),
        ("commentary", "body", "The end"),
    ]


def test_thirteen_words_or_a_full_stop_are_no_heading():
    long = " ".join(["word"] * 13)
    kinds = [
        block.kind
        for block in text_blocks(
            f"{long}\n\nBody.\n\nShort.”\n\nBody.\n\n{' '.join(['w'] * 12)}\n\nBody."
        )
    ]
    assert kinds == ["body", "body", "body", "body", "heading", "body"]


def test_kicker_and_byline_are_headings_but_not_a_poem():
    assert [b.kind for b in text_blocks("Harbour\nPort shut\nBy A Writer\nIt is shut.")] == [
        "heading"
    ] * 3 + ["body"]
    assert [b.kind for b in text_blocks("a\nb\nc\nd\ne\nIt is shut.")] == ["body"] * 4 + [
        "heading",
        "body",
    ]


PROSE = "The ferry was cancelled on Monday after a crack was found in its ramp, the county said."


@pytest.mark.parametrize(
    "line", ["By Ada Quill", "BY ADA QUILL | Courier", "May 3, 2024", "6:32 pm"]
)
def test_a_head_of_many_lines_is_told_by_who_wrote_it_or_when(line):
    head = ["COUNTY", "Ferry cancelled after crack", line, "Staff Writer", "Orle"]
    blocks = text_blocks("\n\n".join([*head, PROSE, *head, PROSE]))
    kinds = [block.kind for block in blocks]
    assert kinds[:6] == ["heading"] * 5 + ["body"]
    assert kinds[6:] == ["body"] * 4 + ["heading", "body"]
    later = text_blocks("\n\n".join(["Orle", PROSE, *head, PROSE]))
    assert [block.kind for block in later[2:]] == ["body"] * 4 + ["heading", "body"]
    unsigned = text_blocks("\n\n".join([*head[:2], "By the sea", *head[3:], PROSE]))
    assert [block.kind for block in unsigned] == ["body"] * 4 + ["heading", "body"]


def test_a_head_may_stand_in_lines_without_blank_ones_between():
    head = "FERRY SHUT UNTIL SPRING\nBy Edda Marsh\n4 May 2024\n\n"
    text = "The council voted on Monday to close the ferry until spring, after two engines failed."
    story = read_story(text=f"{head}{text}\n\n{MARKER}\n\n{head}{text}\n\nIt may open sooner.")
    assert story["kind"].tolist() == ["heading"] * 3 + ["body"] + ["heading"] * 3 + ["body"] * 2
    wrapped = "By Monday Edda Marsh had told the\nCouncil that the ferry may stay shut."
    kinds = read_story(text=f"{wrapped}\n\n{text}\n\n{MARKER}\n\n{text}")["kind"]
    assert kinds.tolist() == ["body"] * 3


def test_an_indented_line_opens_a_paragraph_where_no_blank_line_does():
    parts = (
        "   It is shut, the office said.\nIt may open\nin spring.",
        "   “It is late,”\nsaid Tam Ley.",
        "   Nobody\nasked.",
    )
    text = "\n".join(parts)
    blocks = text_blocks(f"{text}\n\nAnother.")
    assert [block.text for block in blocks] == [part.strip() for part in parts] + ["Another."]
    verse = "It is shut,\n   and so say we.\nIt may open,\n   and so may she."
    assert text_blocks(f"{verse}\n\nAnother.")[0].text == verse
    quoted = "He said this.\n   The port is shut\n   and stays so.\nIt may open."
    assert text_blocks(f"{quoted}\n\nAnother.")[0].text == quoted


def test_an_indent_of_all_lines_opens_nothing():
    parts = [
        "It is shut, the office said.\n    It may open.",
        "Nobody\n    asked. It is\n    late.",
    ]
    text = "\n\n".join(f"    {part}" for part in parts)
    story = read_story(text=f"{text}\n\n{MARKER}\n\n{text}")
    assert story["text"].tolist() == [part.replace("\n    ", "\n") for part in parts] * 2


def test_wrapped_lines_without_blank_ones_are_told_by_indents_or_by_room_that_is_left():
    paragraphs = [
        "The port is shut until further notice, the office said in a short note, because a crack "
        "was found in the quay. Divers will look at it this week, and nobody may go there before "
        "they have done so.",
        "It may open in spring. The mayor of the town, who was asked about it, would not say "
        "when, and neither did the office at the quay, which was shut.",
        "Nobody asked the fishermen, who have lost a third of what they earn in a year.",
    ]
    for indent in ("", "   ", "\t"):
        wrapped = "\n".join(textwrap.fill(p, 60, initial_indent=indent) for p in paragraphs)
        rows = pd.DataFrame({"role": ["report", "commentary"], "text": [wrapped, "It may."]})
        texts = read_stories(rows)["text"]
        assert [" ".join(text.split()) for text in texts[:3]] == paragraphs
        assert len(texts) == 4


def test_wide_lines_that_all_end_sentences_are_paragraphs():
    line = "The council voted on Monday to close the ferry until spring, after two engines failed."
    lines = [f"{line} It may open in May.", "“It is late,” said Tam Ley."]
    part = "\n".join(lines)
    story = read_story(text=f"{part}\n\n{MARKER}\n\n{part}")
    assert story["text"].tolist() == lines * 2


@pytest.mark.parametrize(
    "dates",
    [
        ["May 3, 2024", "6:32 pm", "Orle"],
        ["May 3, 2024", "Orle", "Updated May 4, 2024"],
        ["May 3, 2024", "By Ada Quill", "6:32 pm"],
    ],
)
def test_a_head_may_have_two_dates(dates):
    blocks = text_blocks("\n\n".join(["COUNTY", "Ferry cancelled after crack", *dates, PROSE]))
    assert [block.kind for block in blocks] == ["heading"] * 5 + ["body"]


def test_quoted_lines_are_read_without_their_marks():
    quoted = "> It is shut, the office\n> said.\n>\n>> It may\n> > open.\n\nSo they say.\n\n> Who?"
    assert [block.text for block in text_blocks(quoted)] == [
        *("It is shut, the office\nsaid.", "It may\nopen.", "So they say.", "Who?")
    ]


def test_the_lines_below_a_headline_may_be_its_head():
    head = "Ferry cancelled after crack\n\nBy Ada Quill\n12 March 2024"
    blocks = text_blocks(f"{head}\n\n{PROSE}\n\nBy Ada Quill\n12 March 2024")
    assert [block.kind for block in blocks] == ["heading"] * 3 + ["body"] * 2


@pytest.mark.parametrize(
    "lines",
    [
        ["1911: the first boat", "1938: a new slipway", "1954: the fire", "2024: the crack"],
        ["7.30pm Doors open", "8.00pm The band", "8.45pm Tea", "9.15pm The raffle"],
        ["4 May 2021: a crack", "5 June 2022: a visit", "6 July 2023: a bolt", "7 May 2024: a saw"],
        ["4 May 2021", "A crack is found", "5 June 2022", "The ferry is shut"],
        ["The letter was posted", "The tide came in", "The ferry was edited out", "Nobody read it"],
        ["What was won in May 2024", "Orle, 3 to 1", "Ebb, 0 to 2", "Marsh, 1 to 1"],
        ["Ada Quill, baker", "Jonas Ebb, pupil", "Edda Marsh, here since 1998", "Tam Ley, mayor"],
        ["For the ramp: 1998", "Against: 204", "Not voting: 12", "Spoilt: 3"],
        ["By Early Morning The Tide", "had taken the boat", "past the quay", "and the gulls"],
    ],
)
def test_lines_that_happen_to_hold_a_year_or_a_time_are_no_head(lines):
    blocks = text_blocks("\n\n".join([*lines, PROSE]))
    assert [block.kind for block in blocks] == ["body"] * 3 + ["heading", "body"]


def test_the_headings_of_many_paragraphs_are_soon_found():
    blocks = [Block("body", f"{PROSE} {i}") for i in range(60_000)]
    started = time.process_time()
    assert find_headings(blocks) == blocks
    assert time.process_time() - started < 5  # with the square of their number it was twenty


def test_a_numbered_list_goes_on_over_blank_lines():
    text = (
        "He wants:\n\n1. Fish\n\n2. Milk\n\n3. Old bread\n\nThat is all he wants.\n\n4. May came."
    )
    assert [tuple(block) for block in text_blocks(text)] == [
        ("body", "He wants:"),
        ("item", "Fish"),
        ("item", "Milk"),
        ("item", "Old bread"),
        ("body", "That is all he wants."),
        ("body", "4. May came."),
    ]


def test_bullets_part_a_list_from_the_words_above():
    blocks = text_blocks(
        "It rained.\n\nKey points\n\u2022 The wall moved\n\u2022 Repairs cost more"
    )
    assert [block.text for block in blocks] == [
        "It rained.", "Key points", "The wall moved", "Repairs cost more",
    ]  # fmt: skip
    wrapped = text_blocks("It rained.\n\nThe wall \u2014 old\n- and wet - moved.")
    assert len(wrapped) == 2


def test_lists_are_paragraphs_without_their_marks():
    text = (
        "Three things:\n- the cranes\n- the quay\n\n1. First the\nwind.\n2. Then the rain.\n\n"
        "On May\n12. it was over.\n\nHe – it seems\n– did not."
    )
    assert [tuple(b) for b in text_blocks(text)] == [
        ("body", "Three things:"),
        ("item", "the cranes"),
        ("item", "the quay"),
        ("item", "First the\nwind."),
        ("item", "Then the rain."),
        ("body", "On May\n12. it was over."),
        ("body", "He – it seems\n– did not."),
    ]
    assert [b.text for b in text_blocks("Two:\n• one\n• two\nAnd on.")] == [
        "Two:",
        "one",
        "two",
        "And on.",
    ]


def test_division_lines_are_no_paragraphs():
    assert [b.text for b in text_blocks("One.\n\n* * *\n\nTwo.\n\n-----\n\n#hashtag stays")] == [
        "One.",
        "Two.",
        "#hashtag stays",
    ]


@pytest.mark.parametrize(
    "line",
    [
        MARKER,
        "READ THE ORIGINAL ARTICLE HERE",
        "  Read the original article here. ",
        "Read the original article here: https://news.example/a?b=c",
        "[Read the original article here](https://news.example/a)",
        "**Read the original article here**",
        "(Read the original article here) »",
        "→ Read the full original story here",
        "You can read the original report here",
        "Read the original article at The Harbour Post",
        "Read the full story here",
        "Click here to read the original article",
        "Original article: https://news.example/a",
        "Link to the original article",
        "<a href='https://news.example/a'>Read the original article here</a>",
        "Read the original article here \U0001f447",
        "Read the original article here (paywall)",
        "Read the full article at https://news.example/a",
        "Full story here",
        "The original article can be found here",
    ],
)
def test_known_markers(line):
    assert marker_test()(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Read more",
        "The original article says nothing about the cranes.",
        "Read the original article here and you will see that its author had no idea of ports.",
        "He had read the original story in full.",
        "Here is the original",
        "Read the room",
    ],
)
def test_prose_is_no_marker(line):
    assert not marker_test()(line)


def test_a_marker_of_ones_own():
    text = "The port is shut.\n\n=== my view ===\n\nIt may stay so."
    assert read_story(text=text, marker="=== My view ===")["role"].tolist() == [
        "report",
        "commentary",
    ]
    assert read_story(text=text, marker=re.compile("=+ .* =+"))["role"].tolist() == [
        "report",
        "commentary",
    ]
    assert len(read_story(text="One.\n\n* * *\n\nTwo.", marker="* * *")) == 2
    with pytest.raises(ToolkitError, match=r"no line reads 'here it comes'"):
        read_story(text=text, marker="here it comes")
    with pytest.raises(ToolkitError, match="marker=3"):
        read_story(text=text, marker=3)


def test_the_first_marker_with_words_on_both_sides_divides():
    text = f"{MARKER}\n\nThe port is shut.\n\n{MARKER}\n\nIt may stay so.\n\nOriginal article: https://news.example"
    table = read_story(text=text)
    assert table["text"].tolist() == ["The port is shut.", "It may stay so."]


def test_no_marker_names_both_ways_on_and_the_nearest_line():
    with pytest.raises(ToolkitError) as error:
        read_story(text="The port is shut.\n\nRead the orginal artcle here\n\nIt may stay so.")
    for part in ("marker=", "read_story(report=", "commentary=", "Read the orginal artcle here"):
        assert part in str(error.value)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: read_story(), "nothing"),
        (lambda: read_story("a.txt", text="b"), "path and text"),
        (lambda: read_story(report="a.txt"), "without commentary="),
        (lambda: read_story("a.txt", report="b.txt", commentary="c.txt"), "report and commentary"),
        (lambda: read_story(["a.txt", "b.txt"]), "read_stories"),
        (lambda: read_story(pd.DataFrame({"text": ["a"]})), "table already"),
        (lambda: read_story(3), "not int"),
        (lambda: read_story(text=b"bytes"), "not bytes"),
        (lambda: read_story("https://news.example/a"), "never goes online"),
        (lambda: read_story("The port is shut, they say."), "read_story\\(text="),
        (lambda: read_story("one\ntwo"), "read_story\\(text="),
        (lambda: read_story("a\0b.txt"), "can't be opened|no file"),
        (lambda: read_story(text=f"{MARKER}\n\nOnly this."), "no words before"),
        (lambda: read_story(text=f"Only this.\n\n{MARKER}"), "no words after"),
        (lambda: read_story(text=POST, language="de"), "language='de'"),
        (
            lambda: read_story(text=POST, story=["port"]),
            r"story=\['port'\] must be the story's name",
        ),
    ],
)
def test_slips_meet_one_sentence(call, message):
    with pytest.raises(ToolkitError, match=message):
        call()


def test_wrong_paths_are_helped(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "kursk.txt").write_text(POST, encoding="utf-8")
    with pytest.raises(ToolkitError, match=r"did you mean 'data/kursk\.txt'") as error:
        read_story("kurks.txt")
    assert str(tmp_path) in str(error.value)
    with pytest.raises(ToolkitError, match=r"'data' is a folder.*read_stories"):
        read_story("data")
    with pytest.raises(ToolkitError, match=r"folder .* isn't there either"):
        read_story("nowhere/deep/x.txt")
    with pytest.raises(ToolkitError, match="is the name of a file"):
        read_story(text="data/kursk.txt")
    with pytest.raises(ToolkitError, match="no file"):
        read_story("data/kursk.txt/x.txt")


@pytest.mark.parametrize(
    ("encoding", "reported"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32-le"),
        ("cp1252", "windows-1252"),
    ],
)
def test_encodings_are_detected_and_reported(encoding, reported):
    text = "The “café” isn’t shut — it’s a naïve claim."
    decoded = decode(text.encode(encoding), "x.txt")
    assert (decoded.text, decoded.encoding) == (text, reported)
    assert bool(decoded.notes) == (encoding == "cp1252")


def test_a_broken_byte_does_not_make_utf8_windows1252():
    decoded = decode("It isn’t “shut”, they’d say.".encode() + b"\xe2\x80", "x.txt")
    assert decoded.encoding == "utf-8"
    assert decoded.text.startswith("It isn’t “shut”")
    assert "1 unreadable character" in decoded.notes[0]


def test_nul_and_surrogates_are_replaced_and_reported(tmp_path):
    (tmp_path / "x.txt").write_bytes(POST.replace("shut.", "sh\0ut.").encode())
    with pytest.warns(UserWarning, match="x.txt has 2 unreadable characters"):
        table = read_story(tmp_path / "x.txt")
    assert table["text"].tolist() == ["The port is sh\ufffdut.", "It may stay sh\ufffdut."]
    with pytest.warns(UserWarning, match="1 character"):
        table = read_story(text=POST + " So\ud800")
    assert table["text"][1].endswith("So\ufffd")
    assert table.attrs["notes"]


def test_attrs_survive_what_people_do_with_tables(tmp_path):
    table = read_story(KURSK)
    table.to_parquet(tmp_path / "kursk.parquet")
    assert pd.read_parquet(tmp_path / "kursk.parquet").attrs == table.attrs
    assert len(pd.concat([table, table])) == 14


@given(st.text(max_size=300))
@example("\x1f")
def test_any_text_gives_blocks_whose_letters_are_the_texts(text):
    blocks = text_blocks(text)
    assert all(block.text.strip() for block in blocks)
    kept = "".join(c for block in blocks for c in block.text if c.isalpha())
    assert kept == "".join(c for c in text if c.isalpha())


@given(st.binary(max_size=300))
def test_any_bytes_decode_or_are_refused_in_a_sentence(data):
    try:
        text = decode(data, "x.txt").text
    except ToolkitError:
        return
    text.encode("utf-8")


def test_the_readers_libraries_are_loaded_on_use_alone():
    code = (
        "import sys, toolkit.reading as r; r.read_story('data/kursk.txt');"
        "print([m for m in ('trafilatura', 'lxml', 'pypdf', 'py3langid') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=KURSK.parents[1]
    )
    assert done.stdout.strip() == "[]", done.stderr


@pytest.mark.parametrize("row", lexicons.rows("marker_lines.tsv"), ids=lambda row: row["example"])
def test_every_known_marker_line_has_one_of_its_words(row):
    assert re.fullmatch(row["pattern"], plain_line(row["example"]))

    @given(st.from_regex(row["pattern"], fullmatch=True))
    def has_one(line):
        assert re.search(rf"\b(?:{row['needs']})\b", line)

    has_one()


def test_a_marker_in_a_part_with_a_file_of_its_own_makes_no_second_story(tmp_path):
    line = "Read the original article here"
    report = f"The port is shut.\n\n{line}\n\nThe quay is not."
    (tmp_path / "x.report.txt").write_text(report, encoding="utf-8")
    alone = read_stories(tmp_path)
    assert alone["role"].tolist() == ["report", "commentary"]
    (tmp_path / "x.commentary.md").write_text("It may stay so.", encoding="utf-8")
    said = f"the line {line!r} inside was read as text"
    with pytest.warns(UserWarning, match=f"1 story read; x.report.txt: {said}"):
        found = read_stories(tmp_path)
    with pytest.warns(UserWarning, match=f"the report: {said}"):
        read_story(report=report, commentary="It may stay so.")
    assert found["story"].unique().tolist() == ["x"]
    assert found["role"].tolist() == ["report"] * 3 + ["commentary"]
    assert found["text"].tolist() == [*report.split("\n\n"), "It may stay so."]


def test_a_text_of_one_role_may_end_with_its_marker(tmp_path):
    line = "Read the original article here"
    (tmp_path / "x.report.txt").write_text(f"The port is shut.\n\n{line}\n", encoding="utf-8")
    (tmp_path / "x.commentary.txt").write_text(f"{line}\n\nIt may stay so.", encoding="utf-8")
    expected = [["report", "The port is shut."], ["commentary", "It may stay so."]]
    found = read_stories(tmp_path)
    assert found[["role", "text"]].to_numpy().tolist() == expected
    pair = read_story(report=tmp_path / "x.report.txt", commentary=tmp_path / "x.commentary.txt")
    assert pair[["role", "text"]].to_numpy().tolist() == expected
    texts = read_story(report=f"The port is shut.\n\n{line}", commentary="It may stay so.")
    assert texts[["role", "text"]].to_numpy().tolist() == expected


@pytest.mark.parametrize(
    "line",
    [
        "Read the original article at https://news.example/a",
        "Read the full story at https://news.example/a",
        "Read the original article **here**",
        "Read the original article here at The Harbour Post",
    ],
)
def test_more_lines_that_are_markers(line):
    assert marker_test()(line)
    assert not marker_test()(f"He said that he would {line[0].lower()}{line[1:]} later.")


SPLIT = [["report", "The port is shut."], ["commentary", "It may stay so."]]


@pytest.mark.parametrize(
    "inside",
    [
        "The original article\nis here and it says so.",
        "If you have the time, you may want to\nread the full story in The Post\nbefore you go.",
        "If you have the time, you may want to\nread the full story in The Post.",
        "So it says, and that is\nread the original\narticle here by many who know.",
        "The council has asked all to\nRead the original article here\nand in the town hall.",
    ],
)
def test_a_wrapped_sentence_holds_no_marker(inside):
    story = read_story(text=f"{inside}\n\n{MARKER}\n\nIt may stay so.\n\n{inside}")
    assert rows(story)[0] == ("report", "body", inside)
    assert rows(story)[-1] == ("commentary", "body", inside)


@pytest.mark.parametrize(
    "lines",
    [
        "\nRead the original\narticle here\n",
        "\nYou can read the original\nreport here\n",
        "Read the original\narticle here",
        f"{MARKER}\nhttps://news.example/a",
        "read the original article here",
        "\nread the original article here\n",
    ],
)
def test_a_marker_may_be_wrapped_or_in_lower_case(lines):
    table = read_story(text=f"The port is shut.\n{lines}\nIt may stay so.")
    found = table[~table["text"].str.startswith("http")]
    assert found[["role", "text"]].to_numpy().tolist() == SPLIT


@pytest.mark.parametrize("marker", [f"{MARKER}.", "Original article:", f"{MARKER}\niPhones"])
def test_a_line_after_a_marker_may_begin_in_lower_case(marker):
    story = read_story(text=f"The port is shut.\n\n{marker}\nand trade is slow.\n\nSo be it.")
    assert story["role"].tolist() == ["report", "commentary", "commentary"]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("first", ["al-Qaeda said so", "de Blasio said so", "danah boyd says so"])
@pytest.mark.parametrize("marker", [MARKER, "Read the original\narticle here"])
def test_names_in_lower_case_go_on_with_no_marker(gap, first, marker):
    story = read_story(text=f"The port is shut.{gap}{marker}\n{first}, and it may be.")
    assert story["text"].tolist() == ["The port is shut.", f"{first}, and it may be."]


def test_a_marker_that_asks_nothing_is_none_where_the_next_line_goes_on():
    with pytest.raises(ToolkitError, match="no line that divides"):
        read_story(text="It fell.\n\nThe original article\nis here and it says so.\n\nSo.")


def test_a_marker_in_lower_case_may_stand_below_a_headline():
    text = f"The port is shut.\n\nPort strike, day two\n{MARKER.lower()}\n\nIt may stay so."
    assert rows(read_story(text=text)) == [
        ("report", "body", "The port is shut."),
        ("report", "body", "Port strike, day two"),
        ("commentary", "body", "It may stay so."),
    ]


def test_a_marker_of_ones_own_is_found_wherever_it_is_a_line():
    text = "The port is shut, they said\nmy view\nand it may stay so.\n\nSo be it."
    assert len(read_story(text=text, marker="my view")) == 3


def test_long_lines_are_paragraphs_where_only_the_marker_has_blank_lines():
    long = "It is shut, and nobody knows for how long it will be so. " * 4
    lines = [long.strip(), "So they say.", long.strip()]
    gap = f"\n\n{MARKER}\n\n"
    assert read_story(text=gap.join(["\n".join(lines)] * 2))["text"].tolist() == lines * 2
    blank = gap.join(["\n".join(lines) + "\n\nThe end."] * 2)
    assert read_story(text=blank)["text"].tolist() == ["\n".join(lines), "The end."] * 2
    wrapped = gap.join(["The port is shut, and nobody\nknows for how long."] * 2)
    assert len(read_story(text=wrapped)) == 2


def test_long_lines_of_the_report_say_nothing_of_the_commentary():
    long = "It is shut, and nobody knows for how long it will be so. " * 4
    lines = [long.strip()] * 3
    wrapped = "We think it may be\nwrong, but nobody\nknows it so far."
    text = "\n".join(lines) + f"\n\n{MARKER}\n\n"
    assert read_story(text=text + wrapped)["text"].tolist() == [*lines, wrapped]
    short = ["It may be.", "Who knows?"]
    assert read_story(text=text + "\n".join(short))["text"].tolist() == lines + short


@pytest.mark.parametrize("end", ["###", "# # #", "\u2014 30 \u2014", "-30-"])
def test_the_signs_of_an_end_are_no_words(end):
    assert [block.text for block in text_blocks(f"It is shut.\n\n{end}")] == ["It is shut."]
    assert [block.text for block in text_blocks(f"It is shut.\n{end}")] == ["It is shut."]


def test_words_divided_at_the_end_of_a_wrapped_line_are_whole_if_known():
    text = "It is proba-\nbly shut for a long-\nterm storm, a well-\nknown har-\n  bour, zq-\nqz."
    assert text_blocks(f"{text}\n\nSo.")[0].text == (
        "It is probably shut for a long-\nterm storm, a well-\nknown harbour, zq-\nqz."
    )
    assert [block.text for block in text_blocks("A proba-\nbly")] == ["A proba-", "bly"]


@pytest.mark.parametrize(
    ("divided", "read"),
    [
        ("right-\nwing", "right-\nwing"),
        ("second-\nhand", "second-\nhand"),
        ("cross-\nborder", "cross-\nborder"),
        ("take-\nover", "take-\nover"),
        ("fire-\nfighters", "firefighters"),
        ("hand-\nmade", "handmade"),
        ("re-\nsign", "re-\nsign"),
        ("re-\nceive", "receive"),
        ("every-\nthing", "everything"),
        ("pre-\nsent", "present"),
        ("Every-\nthing", "Everything"),
    ],
)
def test_hyphens_that_belong_to_a_word_stay_in_it(divided, read):
    assert text_blocks(f"A {divided} job.\n\nSo.")[0].text == f"A {read} job."


ARTICLE = "The port is shut because of the storm, and it may stay shut. " * 20


@pytest.mark.parametrize("text", [ARTICLE, POST, "The port is shut, they say."])
def test_a_text_where_a_path_belongs_is_told_from_one(text, tmp_path):
    calls = [
        lambda: read_story(text),
        lambda: read_stories(text),
        lambda: read_stories([text]),
        lambda: write_report(text, tmp_path / "x.html"),
        lambda: new_notebook(tmp_path / "q.ipynb", text),
    ]
    for call in calls:
        with pytest.raises(ToolkitError, match=r"reads as a text, .* read_story\(text=") as error:
            call()
        assert "pd.DataFrame" in str(error.value)


@pytest.mark.parametrize("path", ["C:\news\\pool.txt", "data\today.docx", "x\bpool.csv"])
def test_a_path_whose_backslashes_python_has_read_is_told(path, tmp_path):
    calls = [
        lambda: read_story(path),
        lambda: read_story(report=path, commentary="It may stay so.\n"),
        lambda: read_stories([path]),
    ]
    for call in calls:
        with pytest.raises(ToolkitError, match="where a backslash stood; write it with an r"):
            call()


def test_a_text_may_end_with_the_name_of_a_file():
    for end in ("It may open soon, says port.html", "Full data in results.csv", "See x.org/a.html"):
        table = read_story(report=f"The port is shut\n{end}", commentary="It may\nstay so.")
        assert table["text"].tolist()[0].startswith("The port is shut")


@pytest.mark.skipif(sys.platform == "win32", reason="there the path is right")
def test_a_path_with_backslashes_is_told_with_slashes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "pool.txt").write_text(POST, encoding="utf-8")
    with pytest.raises(ToolkitError, match=r"did you mean 'in/pool\.txt'"):
        read_story("in\\pool.txt")


def test_a_path_unlike_any_file_is_told_with_what_its_folder_holds(tmp_path):
    (tmp_path / "pool.txt").write_text(POST, encoding="utf-8")
    with pytest.raises(ToolkitError, match=r"there is no file '.*'; the folder holds pool\.txt$"):
        read_story(tmp_path / "quarry.docx")


def test_a_file_may_be_called_like_a_sentence(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "So the port is shut.").write_text(POST, encoding="utf-8")
    assert len(read_story("So the port is shut.")) == 2


@pytest.mark.parametrize(
    "place", ["/no/such folder/Who is to pay?", "./Who is it that pays?", "{}/a b c d?"]
)
def test_a_path_that_ends_like_a_sentence_is_a_path(place, tmp_path):
    with pytest.raises(ToolkitError, match=r"there is no file|no file matches"):
        read_stories(place.format(tmp_path))
    with pytest.raises(ToolkitError, match="reads as a text"):
        read_stories("Either/or it is, the council says.")


@pytest.mark.parametrize(
    "text",
    [
        "and/or what the council said is not clear.",
        "/s/ John Smith is the mayor here.",
        "/r/news says it is so.",
        "*.txt files are what we read here.",
    ],
)
def test_a_sentence_that_begins_like_a_path_is_a_text(text, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "and").mkdir()
    assert read_story(report=text, commentary="So it is.\n")["text"].tolist()[0] == text
    (tmp_path / "So the port is shut.").write_text(ARTICLE, encoding="utf-8")
    story = read_story(report="So the port is shut.", commentary="So it is.\n")
    assert story["text"].tolist()[0] == ARTICLE.strip()


@pytest.mark.parametrize("texts", [pd.Series([POST]), {"text": [POST]}, {POST}, 5])
def test_what_holds_many_stories_is_said(texts):
    with pytest.raises(ToolkitError, match=rf"DataFrame, not {type(texts).__name__}; .*DataFrame"):
        read_stories(texts)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: read_story(""), "was given nothing"),
        (lambda: read_story("  "), "was given nothing"),
        (lambda: read_story(report="It is.\n", commentary=""), "the commentary has no words"),
        (lambda: read_story(report="", commentary="It is.\n"), "the report has no words"),
        (lambda: read_stories(""), "source is empty"),
        (lambda: read_story(text="It is.\n\n## Commentary:\n\nSo."), "marker='Commentary:'"),
        (lambda: read_story(text="It is.\n\nOur view\n\nSo."), "there is a line 'Our view'"),
        (
            lambda: read_story(text="It is.\n\nOriginally published by the Post.\n\nSo it goes."),
            "there is a line 'Originally published by the Post.'",
        ),
        (
            lambda: read_story(text="It is.\nSource: the Post\nThat is how it goes."),
            "there is a line 'Source: the Post'",
        ),
        (lambda: read_story(text="It is.\n\nSource: Post\n\nSo."), "marker='Source: Post'"),
        (lambda: read_story(text="It is.\n\nREAD MORE\n\nSo."), "marker='READ MORE'"),
        (
            lambda: read_story(text="It is.\n\nMore: post.example/1\n\nSo.", marker="More:"),
            "is it 'More: post.example/1'",
        ),
        (
            lambda: read_story(
                text="It is.\n\nComments are closed.\n\nComment\n\nSo.", marker="Comments"
            ),
            "is it 'Comment'",
        ),
        (
            lambda: read_story(text="It is.\n\nSource: Post\n\nSo it goes.", marker="So"),
            "is it 'So it goes.'",
        ),
    ],
)
def test_nothing_is_no_folder_and_a_heading_may_be_the_marker(call, message):
    with pytest.raises(ToolkitError, match=message):
        call()


@pytest.mark.parametrize("name", ["port", 7, date(2024, 5, 3), Path("port")])
def test_a_storys_name_may_be_a_number_a_date_or_a_path(name):
    assert read_story(text=POST, story=name)["story"].unique().tolist() == [str(name)]


def test_a_wrapped_part_without_a_blank_line_is_a_paragraph():
    wrapped = (
        "The port is shut because of the storm that has hit the\ncoast this week, and nobody knows "
        "when it may open for\nthe ships that wait outside of the harbour wall."
    )
    marker = "Read the original article here"
    story = read_story(text=f"Port shut\n{wrapped}\n{marker}\n{ARTICLE}\n{ARTICLE}")
    assert story["kind"].tolist() == ["heading", "body", "body", "body"]
    assert story["text"].tolist()[1] == wrapped
    lines = "Port shut\nThe port is shut because of the storm.\nIt may open.\nSo it is said."
    story = read_story(text=f"{lines}\n{marker}\n{ARTICLE}")
    assert story["text"].tolist()[:4] == lines.split("\n")


def test_a_short_line_above_wrapped_ones_is_a_heading():
    line = "The port was closed on Monday because two of its three cranes fell in the"
    text = f"{line}\nstorm, and nobody who has seen the quay in the weeks that are gone now\n"
    text = f"{text}says that it may be opened soon."
    read = text_blocks(f"Two of the cranes fall in Hull\n{text}\nWhat comes next for ships\n{text}")
    assert [block.kind for block in read] == ["heading", "body", "heading", "body"]


@pytest.mark.parametrize("above", ["", f"The port is shut.\n\n{MARKER}\n\n"])
def test_short_lines_above_a_marked_headline_are_headings(above):
    read = text_blocks(f"{above}OPINION\n\n# Who pays\n\nNobody does.", marker_test())
    assert [block.kind for block in read][-3:] == ["heading", "heading", "body"]
    text = "It is shut.\n\nNobody said so\n\n# Who pays\n\nNobody does."
    assert [block.kind for block in text_blocks(text)] == ["body", "body", "heading", "body"]


@pytest.mark.parametrize("indent", ["", "     "])
@pytest.mark.parametrize("spacing", [2, 3])
def test_double_spaced_lines_are_read_as_a_text(indent, spacing):
    paragraphs = [
        "The port was closed on Monday because two of its three cranes fell in the storm, and it "
        "may stay shut for a week or so, as those who work there say.",
        "Nobody was hurt, the office said, and the third of the cranes is to be looked at on "
        "Thursday, if the weather allows that somebody climbs it and the rails are dry.",
        "So it goes.",
    ]
    wide = "\n" * spacing
    set_out = [
        wide.join(textwrap.wrap(one, 60, initial_indent=indent)) + ("" if indent else "\n")
        for one in paragraphs
    ]
    text = wide.join(["Two of the cranes fall", *set_out])
    read = text_blocks(f"{text}{wide}{MARKER}{wide}{wide.join(set_out)}", marker_test())
    kinds = ["heading", *["body"] * 3, "marker", *["body"] * 3]
    assert [block.kind for block in read] == kinds
    assert [" ".join(block.text.split()) for block in read[1:4]] == paragraphs


def test_lines_of_their_own_with_blank_ones_between_stay_apart():
    said = [f"It is the {n} crane that fell, and no other one, he said" for n in "abcdef"]
    assert len(text_blocks("\n\n".join(said))) == len(said)


def test_names_in_small_letters_are_not_wrapped_lines():
    names = "harbour.txt\nport_of_call.txt\nquay.txt\nweather_at_sea.txt\nships.txt"
    assert [block.text for block in text_blocks(names)] == names.split("\n")


def test_a_list_beside_a_long_paragraph_is_not_wrapped():
    steps = [
        "close the eastern harbour to all ships for a month or more",
        "move the ferries to the old quay below the market square",
        "pay the pilots for the hours in which they can't work",
        "ask the insurers whether they will share in the costs",
    ]
    lines = [f"{ARTICLE} The council has these plans for it", *steps]
    assert [block.text for block in text_blocks("\n".join(lines))] == lines


def test_a_list_begins_below_a_sentence_in_wrapped_lines():
    text = "The council met.\n1. It is slow.\n2. It may\nbe late.\n\nThe score was\n1. No more."
    assert [(block.kind, block.text) for block in text_blocks(text)] == [
        ("body", "The council met."),
        ("item", "It is slow."),
        ("item", "It may\nbe late."),
        ("body", "The score was\n1. No more."),
    ]
