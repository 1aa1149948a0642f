"""Many stories: tables, folders, lists and patterns."""

import csv
import datetime
import gzip
import json
import warnings
import zipfile

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from toolkit.errors import ToolkitError
from toolkit.reading import read_clipboard, read_stories, read_story, reading_errors
from toolkit.reading.files import MAX_BYTES
from toolkit.reading.spreadsheet import sheet_rows
from toolkit.reading.tables import read_table
from toolkit.scale import measure_files

MARKER = "Read the original article here"
POST = f"The port is shut.\n\n{MARKER}\n\nIt may open.\n\nPerhaps not."
ROWS = [
    {"story": "a", "role": "report", "text": "The port is shut.", "outlet": "Post", "year": 2031},
    {"story": "a", "role": "commentary", "text": "It may\n\nopen.", "outlet": "Post", "year": 2031},
    {"story": "b", "role": "report", "text": "“So it is”; or, not.", "outlet": "Sun", "year": 2032},
    {"story": "b", "role": "commentary", "text": "Who knows?", "outlet": "Sun", "year": 2032},
]


def write_xlsx(path, rows):
    """A workbook as small as Excel accepts it: shared and inline strings, a date, a number."""
    strings, lines = [], []
    for number, row in enumerate(rows, 1):
        cells = []
        for letter, value in zip("ABCDEFG", row, strict=False):
            at = f"{letter}{number}"
            if isinstance(value, datetime.date):
                days = (value - datetime.date(1899, 12, 30)).days
                cells.append(f'<c r="{at}" s="1"><v>{days}</v></c>')
            elif isinstance(value, (int, float)):
                cells.append(f'<c r="{at}"><v>{value}</v></c>')
            elif value is not None and number % 2:
                strings.append(f"<si><r><t>{value[:3]}</t></r><r><t>{value[3:]}</t></r></si>")
                cells.append(f'<c r="{at}" t="s"><v>{len(strings) - 1}</v></c>')
            elif value is not None:
                cells.append(f'<c r="{at}" t="inlineStr"><is><t>{value}</t></is></c>')
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    parts = {
        "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet r:id="rId7"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": (
            '<Relationships><Relationship Id="rId7" Target="worksheets/one.xml"/></Relationships>'
        ),
        "xl/sharedStrings.xml": f"<sst>{''.join(strings)}</sst>",
        "xl/styles.xml": (
            '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
        ),
        "xl/worksheets/one.xml": f"<worksheet><sheetData>{''.join(lines)}</sheetData></worksheet>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)


def written(folder, kind):
    """The four rows in a file of this kind."""
    path, table = folder / f"rows{kind}", pd.DataFrame(ROWS)
    if kind == ".xlsx":
        write_xlsx(path, [list(ROWS[0])] + [list(row.values()) for row in ROWS])
    elif kind == ".parquet":
        table.to_parquet(path)
    elif kind == ".json":
        path.write_text(json.dumps(ROWS), encoding="utf-8")
    elif kind.startswith(".jsonl"):
        text = "\n".join(map(json.dumps, ROWS)).encode()
        path.write_bytes(gzip.compress(text) if kind.endswith(".gz") else text)
    else:
        separator = {".tsv": "\t", ".csv.gz": ";"}.get(kind, ",")
        text = table.to_csv(index=False, sep=separator).encode()
        path.write_bytes(gzip.compress(text) if kind.endswith(".gz") else text)
    return path


@pytest.mark.parametrize(
    "kind", [".csv", ".tsv", ".csv.gz", ".jsonl", ".jsonl.gz", ".json", ".parquet", ".xlsx"]
)
def test_every_kind_of_table_gives_the_same_paragraphs(kind, tmp_path):
    table = read_stories(written(tmp_path, kind))
    assert list(table.columns) == ["story", "role", "paragraph", "kind", "text", "outlet", "year"]
    assert table["story"].tolist() == ["a", "a", "a", "b", "b"]
    assert table["paragraph"].tolist() == [1, 2, 3, 1, 2]
    assert table["text"].tolist()[:3] == ["The port is shut.", "It may", "open."]
    assert table["outlet"].tolist() == ["Post"] * 3 + ["Sun"] * 2
    assert table["year"].tolist() == [2031] * 3 + [2032] * 2
    assert len(reading_errors(table)) == 0


def test_a_data_frame_is_read_as_its_file_would_be(tmp_path):
    frame = pd.DataFrame(ROWS, index=[5, 5, "x", None])
    before = frame.copy()
    from_file = read_stories(written(tmp_path, ".parquet"))
    pd.testing.assert_frame_equal(read_stories(frame), from_file)
    pd.testing.assert_frame_equal(frame, before)


def test_numbers_and_kinds_say_nothing_of_rows_that_are_two_texts():
    two = {"report": ["The port is shut."], "commentary": ["It may stay so."]}
    table = read_stories(pd.DataFrame({"paragraph": [7], "kind": ["news"], **two}))
    assert table["text"].tolist() == ["The port is shut.", "It may stay so."]
    assert table["paragraph"].tolist() == [1, 2]
    assert table["paragraph_unused"].tolist() == [7, 7]


def test_posts_in_a_column_and_parts_in_two():
    posts = pd.DataFrame({"text": [POST, POST], "outlet": ["x", "y"]})
    table = read_stories(posts)
    assert table["story"].unique().tolist() == ["stories-1", "stories-2"]
    assert table["role"].tolist() == ["report", "commentary", "commentary"] * 2
    parts = pd.DataFrame(
        {"Report": ["The port is shut.", "One."], "Commentary": ["It may open.", None]}
    )
    with pytest.warns(UserWarning, match="1 row has no commentary"):
        table = read_stories(parts)
    assert table["role"].tolist() == ["report", "commentary", "report"]


def test_the_report_comes_first_and_rows_of_a_story_are_counted_on():
    rows = pd.DataFrame(ROWS).iloc[[1, 3, 0, 2]]
    table = read_stories(rows)
    assert table["role"].tolist() == ["report", "commentary", "commentary", "report", "commentary"]
    assert table["paragraph"].tolist() == [1, 2, 3, 1, 2]


def test_a_paragraphs_table_comes_back_as_it_was(tmp_path):
    table = read_stories(pd.DataFrame(ROWS)).assign(lix=40.5)
    table["kind"] = ["heading"] + ["body"] * 4
    table.to_parquet(tmp_path / "p.parquet")
    again = read_stories(tmp_path / "p.parquet")
    pd.testing.assert_frame_equal(again, table)
    table.to_csv(tmp_path / "p.csv", index=False)
    pd.testing.assert_frame_equal(read_stories(tmp_path / "p.csv"), table)


def test_text_column_and_role():
    frame = pd.DataFrame({"body": ["The port is shut.", POST], "text": ["x", "y"]})
    table = read_stories(frame, text_column="body", role="report")
    assert table["role"].tolist() == ["report", "report", "commentary", "commentary"]
    with pytest.raises(ToolkitError, match="no column 'content'; it has title"):
        read_stories(pd.DataFrame({"title": ["A"]}), text_column="content")
    with pytest.raises(ToolkitError, match="role='opinion'"):
        read_stories(frame, role="opinion")


def test_a_story_without_all_its_numbers_is_counted():
    table = read_stories(
        pd.DataFrame(
            {
                "story": ["dam", "dam", "dam", "port"],
                "role": ["commentary", "report", "report", "report"],
                "paragraph": [3, None, 1, 7],
                "text": ["It may leak.", "It is old.", "It is of stone.", "It is shut."],
            }
        )
    )
    assert table["text"].tolist() == [
        "It is old.",
        "It is of stone.",
        "It may leak.",
        "It is shut.",
    ]
    assert table["paragraph"].tolist() == [1, 2, 3, 7]
    assert reading_errors(table).empty


def test_every_row_is_a_paragraph_or_an_error():
    frame = pd.DataFrame(
        {
            "text": ["The port is shut.", "", None, "It may open.", "A", 3, "“…”"],
            "role": ["report", "report", "report", "opinion", None, "report", "report"],
        }
    )
    with pytest.warns(UserWarning, match="1 story read; 6 inputs were not read"):
        table = read_stories(frame)
    errors = reading_errors(table)
    assert len(table) == 1
    assert errors["place"].tolist() == [f"row {i}" for i in range(2, 8)]
    assert "choose report or commentary" in errors["reason"][2]
    assert list(errors.columns) == ["place", "reason"]


def test_rows_refused_for_one_reason_are_told_together():
    frame = pd.DataFrame({"text": ["", "It may open.", "It may not.", " "], "type": "news"})
    said = "row 1 and 1 more: .*; row 2 and 1 more: .* has no line .* column 'role' with the values"
    with pytest.raises(ToolkitError, match=f"none of 4 inputs could be read: {said}"):
        read_stories(frame)


def test_csv_rows_of_another_length_are_named_by_line(tmp_path):
    path = tmp_path / "x.csv"
    text = (
        'story,role,text\na,report,"The port\nis shut."\nb,report\nc,report,One.,,\n'
        'd,report,One,two\n\ne,report,"x"y\nf,report,Two.\n'
    )
    path.write_text(text, encoding="utf-8")
    with pytest.warns(UserWarning, match="3 inputs"):
        table = read_stories(path)
    assert table["story"].tolist() == ["a", "a", "c", "f"]
    assert reading_errors(table)["place"].tolist() == [
        "x.csv, line 8",
        "x.csv, line 4",
        "x.csv, line 6",
    ]


def test_numbers_are_numbers_but_names_stay_as_they_are(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(
        "story,role,text,n,code,gap\n1,report,A word.,5,007,\n2,report,B word.,6.5,008,x\n", "utf-8"
    )
    table = read_stories(path)
    assert table["story"].tolist() == ["1", "2"]
    assert table["n"].tolist() == [5, 6.5]
    assert table["code"].tolist() == ["007", "008"]
    assert table["gap"].isna().tolist() == [True, False]


def test_spreadsheet_dates_gaps_and_errors(tmp_path):
    rows = [
        ["text", "role", "date", None],
        ["The port is shut.", "report", datetime.date(2031, 3, 4)],
        [None, None, None],
        ["It may open.", "commentary", datetime.date(2031, 3, 5), None, "stray"],
    ]
    write_xlsx(tmp_path / "x.xlsx", rows)
    with pytest.warns(UserWarning, match="x.xlsx, row 4"):
        table = read_stories(tmp_path / "x.xlsx")
    assert table["date"].tolist() == [pd.Timestamp(2031, 3, 4)]
    assert list(table.columns)[5:] == ["date"]


def test_a_folder(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "pair").mkdir()
    (tmp_path / ".hidden").mkdir()
    files = {
        "one.txt": POST,
        "deep/one.md": POST,
        "twice.txt": POST,
        "twice.md": POST,
        "storm.report.txt": "The port is shut.",
        "storm.commentary.txt": "It may open.",
        "pair/report.txt": "The port is shut.",
        "pair/commentary.txt": "It may open.",
        "bare.txt": "The port is shut.",
        "photo.jpg": "x",
        "empty.txt": "",
        ".hidden/x.txt": "x",
        "~$lock.docx": "x",
        "rows.csv": "story,text,role,outlet\nrow,The port.,report,Post\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.warns(UserWarning, match="3 inputs were not read"):
        table = read_stories(tmp_path)
    assert set(table["story"]) == {
        "one",
        "deep/one",
        "twice.txt",
        "twice.md",
        "storm",
        "pair",
        "row",
    }
    assert table.groupby("story")["role"].nunique().drop("row").eq(2).all()
    assert table.loc[table["story"] == "pair", "role"].tolist() == ["report", "commentary"]
    assert table["outlet"].notna().sum() == 1
    assert reading_errors(table)["place"].tolist() == ["bare.txt", "empty.txt", "photo.jpg"]
    assert table.attrs["encodings"] == {"utf-8": 9}


def test_lists_and_patterns(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt", "c.md"):
        (tmp_path / name).write_text(POST, encoding="utf-8")
    assert read_stories("*.txt")["story"].unique().tolist() == ["a", "b"]
    assert read_stories(["c.md", "*.txt"])["story"].unique().tolist() == ["c", "a", "b"]
    with pytest.warns(UserWarning, match="named twice"):
        read_stories(["a.txt", "a.txt"])
    with pytest.warns(UserWarning, match="there is no file 'd.txt'"):
        read_stories(["a.txt", "d.txt"])
    with pytest.raises(ToolkitError, match=r"no file matches '\*\.docx'"):
        read_stories("*.docx")
    with pytest.raises(ToolkitError, match="did you mean"):
        read_stories("aa.txt")
    (tmp_path / "none").mkdir()
    with pytest.raises(ToolkitError, match="nothing to read"):
        read_stories("none")
    with pytest.raises(ToolkitError, match="not int"):
        read_stories(5)


@pytest.mark.parametrize("absolute", [False, True])
def test_a_pattern_names_stories_by_their_folders(tmp_path, monkeypatch, absolute):
    monkeypatch.chdir(tmp_path)
    names = ["lantern/news/fire", "lantern/news/harbour", "post/news/harbour"]
    for name in [*names, "post/opinion/harbour"]:
        path = tmp_path / "pages" / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(POST, encoding="utf-8")
    folder = f"{tmp_path}/pages" if absolute else "pages"
    assert read_stories(f"{folder}/*/news/*.txt")["story"].unique().tolist() == names
    assert read_stories(f"{folder}/post/news/*.txt")["story"].unique().tolist() == ["harbour"]


def test_brackets_in_the_name_of_a_folder_are_no_pattern(tmp_path):
    folder = tmp_path / "posts [2024]"
    folder.mkdir()
    (folder / "a [1].txt").write_text(POST, encoding="utf-8")
    for pattern in ("*.txt", "a [1].*"):
        assert read_stories(f"{folder}/{pattern}")["story"].unique().tolist() == ["a [1]"]


def test_what_a_browser_saves_beside_a_page_is_no_story(tmp_path):
    for name in ("fire.htm", "fire_files/frame.html", "my_files/flood.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(POST, encoding="utf-8")
    with pytest.warns(UserWarning, match="fire.htm"):  # it has no article
        stories = read_stories(tmp_path)
    assert stories["story"].unique().tolist() == ["my_files/flood"]
    assert reading_errors(stories)["place"].tolist() == ["fire.htm"]
    (tmp_path / "fire_files/mine.txt").write_text(POST, encoding="utf-8")
    with pytest.warns(UserWarning, match="2 stories read"):
        assert "fire_files/mine" in read_stories(tmp_path)["story"].tolist()


def test_two_stories_of_one_name_are_not_made_one(tmp_path):
    for name in ("x.csv", "y.csv"):
        (tmp_path / name).write_text("story,role,text\n1,report,The port.\n", encoding="utf-8")
    with pytest.warns(UserWarning, match="story '1' has a report already, in x.csv"):
        table = read_stories(tmp_path)
    assert len(table) == 1


def test_one_files_story_is_the_same_in_both_readers(tmp_path):
    (tmp_path / "port.txt").write_text(POST, encoding="utf-8")
    pd.testing.assert_frame_equal(
        read_story(tmp_path / "port.txt"), read_stories(tmp_path / "port.txt"), check_exact=True
    )


def test_other_languages_leave_with_all_their_rows():
    german = "Der Hafen wurde am Montag nach einem Sturm geschlossen."
    frame = pd.DataFrame(
        {
            "story": ["a"] * 4 + ["b"],
            "role": ["report"] * 3 + ["commentary", "report"],
            "text": [german, german, german, "It may open.", "The port is shut."],
        }
    )
    with pytest.warns(UserWarning, match="3 inputs"):
        table = read_stories(frame)
    assert table["text"].tolist() == ["It may open.", "The port is shut."]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(read_stories(frame, language=None)) == 5


def test_reserved_and_missing_columns():
    with pytest.raises(ToolkitError, match="column 'kind'"):
        read_stories(pd.DataFrame({"text": ["A"], "kind": ["opinion"], "role": ["report"]}))
    with pytest.raises(ToolkitError, match=r"neither a column 'text'.*title, body.*text_column="):
        read_stories(pd.DataFrame({"title": ["A"], "body": ["B"]}))
    with pytest.raises(ToolkitError, match="no rows"):
        read_stories(pd.DataFrame({"text": []}))
    with pytest.raises(ToolkitError, match="no whole number"):
        read_stories(pd.DataFrame({"text": ["A"], "paragraph": ["x"], "role": ["report"]}))


def test_the_clipboard(monkeypatch):
    import pandas.io.clipboard as clipboard

    monkeypatch.setattr(clipboard, "clipboard_get", lambda: POST)
    assert read_clipboard()["story"].unique().tolist() == ["clipboard"]
    monkeypatch.setattr(clipboard, "clipboard_get", lambda: "")
    with pytest.raises(ToolkitError, match="has no text"):
        read_clipboard()

    def broken():
        raise RuntimeError("no xclip")

    monkeypatch.setattr(clipboard, "clipboard_get", broken)
    with pytest.raises(ToolkitError, match="can't be read from here"):
        read_clipboard()


@pytest.mark.parametrize(
    "content",
    [
        'sep=;\nreport;commentary;"a, b, c"\nIt rains.;It may rain.;x\n',
        'report;commentary;"Place, date, and author"\nIt rains.;It may rain.;x\n',
    ],
)
def test_the_declared_separator_counts_and_what_stands_in_quotes_does_not(tmp_path, content):
    path = tmp_path / "posts.csv"
    path.write_text(content, encoding="utf-8")
    assert read_stories(path)["text"].tolist() == ["It rains.", "It may rain."]
    summary = measure_files(path, tmp_path / "out.parquet", workers=0)
    assert (summary.measured, summary.refused) == (1, 0)


def test_two_columns_for_one_name_are_named(tmp_path):
    for header in ("Text,TEXT,role", "ROLE,Role,text"):
        path = tmp_path / "posts.csv"
        path.write_text(f"{header}\na,b,report\n", encoding="utf-8")
        with pytest.raises(ToolkitError, match=r"two columns are '(text|role)': "):
            read_stories(path)
        with pytest.raises(ToolkitError, match=r"two columns are '(text|role)': "):
            measure_files(path, tmp_path / "out.parquet", workers=0)
    table = pd.DataFrame({"Text": ["A."], "body": ["It may rain."], "role": ["report"]})
    assert read_stories(table, text_column="body")["text"].tolist() == ["It may rain."]
    double = pd.DataFrame([["A.", "B.", "C."]], columns=["report", "commentary", "commentary"])
    with pytest.raises(ToolkitError, match="two columns are 'commentary'"):
        read_stories(double)


def test_cells_that_are_lists_are_paragraphs_or_a_line_of_errors(tmp_path):
    texts = [["The port.", "Is shut."], np.array(["A", "B."]), ["A", 3], np.array([1, 2])]
    frame = pd.DataFrame({"text": texts, "role": "report"})
    with pytest.warns(UserWarning, match="2 inputs were not read"):
        table = read_stories(frame)
    assert table["text"].tolist() == ["The port.", "Is shut.", "A", "B."]
    assert reading_errors(table)["place"].tolist() == ["row 3", "row 4"]
    path = tmp_path / "x.parquet"
    frame = pd.DataFrame({"report": [["The port.", "Is shut."]], "commentary": ["It may."]})
    frame.to_parquet(path)
    assert read_stories(path)["text"].tolist() == ["The port.", "Is shut.", "It may."]


@pytest.mark.parametrize("column", ["story", "role", "paragraph", "kind"])
def test_a_list_where_a_name_or_number_belongs_is_a_line_of_errors(column):
    rows = {"story": ["a"] * 2, "role": ["report"] * 2, "paragraph": [1, 2], "kind": ["body"] * 2}
    rows |= {"text": ["The port is shut."] * 2, column: [rows[column][0], np.array(["x", "y"])]}
    with pytest.warns(UserWarning, match="1 input was not read"):
        table = read_stories(pd.DataFrame(rows))
    assert reading_errors(table)["reason"][0].startswith(f"its {column} is array(['x', 'y']")


def test_lists_of_paragraphs_in_json_are_no_syntax(tmp_path):
    path = tmp_path / "x.jsonl"
    records = [
        {"story": "a", "report": ["The port.", "Is shut."], "commentary": ["It may."], "n": [1, 2]},
        {"story": "b", "report": ["The port.", 5], "commentary": "It may."},
    ]
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    with pytest.warns(UserWarning, match="x.jsonl, line 2"):
        table = read_stories(path)
    assert table["text"].tolist() == ["The port.", "Is shut.", "It may."]
    assert table["n"].tolist() == ["[1, 2]"] * 3
    body = tmp_path / "y.json"
    body.write_text(json.dumps([{"Body": ["The port.", "Is shut."]}]), encoding="utf-8")
    table = read_stories(body, text_column="Body", role="report")
    assert table["text"].tolist() == ["The port.", "Is shut."]


def test_half_a_story_is_kept_and_said():
    frame = pd.DataFrame(
        {"report": ["The port."] * 6, "commentary": [None, "It may.", "", *["..."] * 3]}
    )
    with pytest.warns(UserWarning, match="5 rows have no commentary, and the report alone was"):
        table = read_stories(frame)
    assert table["role"].tolist().count("report") == 6
    assert table.attrs["notes"][0].endswith(": row 1, row 3, row 4, …")
    assert len(reading_errors(table)) == 0


def test_a_name_that_an_object_has_twice_is_a_line_of_errors(tmp_path):
    path = tmp_path / "x.jsonl"
    two = '"text": "The port.", "role": "report"'
    path.write_text(f'{{{two}}}\n{{{two}, "text": "Lost."}}\n{{{two}, "x": {{"a": 1, "a": 2}}}}')
    with pytest.warns(UserWarning, match="x.jsonl, line 2: it names 'text' twice"):
        assert len(read_stories(path)) == 2


def test_names_in_capitals_in_some_of_the_objects_are_the_same_names(tmp_path):
    path = tmp_path / "x.jsonl"
    rows = [{"Report": "The port.", "Commentary": "It may."}, {"report": "B.", "commentary": "C."}]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    table = read_stories(path)
    assert table["text"].tolist() == ["The port.", "It may.", "B.", "C."]
    assert len(table.columns) == 5


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
@pytest.mark.parametrize("declared", ["", "sep=;"])
def test_any_line_end_ends_the_rows_of_a_csv(tmp_path, end, declared):
    path = tmp_path / "x.csv"
    lines = [declared] * bool(declared) + ["report;commentary", "It is, so.;It may, too, be."]
    path.write_bytes(end.join(lines).encode())
    assert read_stories(path)["text"].tolist() == ["It is, so.", "It may, too, be."]


def test_long_numbers_keep_their_digits_beside_empty_cells(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("Story,role,text,id\n1,report,A.,9007199254740993\n,report,B.,\n", "utf-8")
    table = read_stories(path)
    assert str(table["id"][0]) == "9007199254740993"
    assert table["story"].tolist() == ["1", "x-2"]


def test_numbered_stories_of_a_spreadsheet_keep_their_names(tmp_path):
    rows = [["story", "role", "text"], [1, "report", "The port."], [None, "report", "B."]]
    write_xlsx(tmp_path / "x.xlsx", rows)
    assert read_stories(tmp_path / "x.xlsx")["story"].tolist() == ["1", "x-2"]


def test_reading_a_csv_never_lowers_the_limit_on_cells(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("text,role\nThe port.,report\n", encoding="utf-8")
    before = csv.field_size_limit()
    read_stories(path)
    assert csv.field_size_limit() >= max(before, MAX_BYTES)
    measure_files(path, tmp_path / "out.parquet", workers=0)
    assert csv.field_size_limit() >= max(before, MAX_BYTES)


def test_a_column_that_nearly_has_our_name_is_named():
    frame = pd.DataFrame({"Summary": ["A"], "commentary": ["B"]})
    both = pd.DataFrame({"Article": ["It is."], "Comment": ["It may be."]})
    with pytest.raises(ToolkitError, match="rename 'Article' to 'report' and 'Comment' to 'comm"):
        read_stories(both)
    with pytest.raises(ToolkitError, match="rename 'Summary' to 'report'"):
        read_stories(frame)
    with pytest.raises(ToolkitError, match="rename the column with the commentary to 'comm"):
        read_stories(pd.DataFrame({"report": ["A"], "x": ["B"]}))


def write_book(path, sheets, properties="", styles=""):
    """A workbook of (name, attributes, rows), each cell (attributes, value)."""
    names, relations, parts = "", "", {}
    for number, (name, state, rows) in enumerate(sheets, 1):
        names += f'<sheet name="{name}" r:id="rId{number}" {state}/>'
        relations += f'<Relationship Id="rId{number}" Target="worksheets/s{number}.xml"/>'
        lines = "".join(
            "<row>" + "".join(f"<c {kind}><v>{value}</v></c>" for kind, value in row) + "</row>"
            for row in rows
        )
        parts[f"xl/worksheets/s{number}.xml"] = f"<worksheet>{lines}</worksheet>"
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns:r="r"><workbookPr {properties}/><sheets>{names}</sheets></workbook>'
    )
    parts["xl/_rels/workbook.xml.rels"] = f"<Relationships>{relations}</Relationships>"
    parts["xl/styles.xml"] = f"<styleSheet>{styles}</styleSheet>"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)


S = 't="str"'


def texts_sheet(*texts):
    return [[(S, "text"), (S, "role")], *([(S, text), (S, "report")] for text in texts)]


def test_the_first_sheet_that_can_be_seen_and_has_cells_is_read(tmp_path):
    sheets = [
        ("Lists", 'state="hidden"', texts_sheet("No.")),
        ("Blank", "", []),
        ("Posts", "", texts_sheet("The port is shut.")),
        ("More", "", texts_sheet("No.")),
        ("End", "", []),
    ]
    write_book(tmp_path / "x.xlsx", sheets)
    with pytest.warns(UserWarning, match=r"sheet 'Posts' is read, and not 'More'$"):
        table = read_stories(tmp_path / "x.xlsx")
    assert table["text"].tolist() == ["The port is shut."]
    write_book(tmp_path / "y.xlsx", sheets[:2])
    with pytest.warns(UserWarning, match=r"the sheet 'Lists' \(hidden\) is read$"):
        assert read_stories(tmp_path / "y.xlsx")["text"].tolist() == ["No."]


@pytest.mark.parametrize(("n", "more"), [(2, "1 more note"), (3, "2 more notes")])
def test_more_notes_than_one_are_counted(tmp_path, n, more):
    for number in range(n):
        post = f"It{number}\0 is.\n\nRead the original article here\n\nIt may be."
        (tmp_path / f"{number}.txt").write_text(post, encoding="utf-8")
    with pytest.warns(UserWarning, match=rf"and {more} in table\.attrs"):
        read_stories(tmp_path)


def test_the_sheet_with_the_names_is_read(tmp_path):
    about = ("Read me", "", [[(S, "How to use this")], [(S, "One post a row.")]])
    posts = ("Posts", "", texts_sheet("The port is shut."))
    lists = ("Lists", 'state="hidden"', texts_sheet("No."))
    write_book(tmp_path / "x.xlsx", [about, posts, lists])
    with pytest.warns(UserWarning, match=r"the sheet 'Posts' is read, and not 'Read me'$"):
        assert read_stories(tmp_path / "x.xlsx")["text"].tolist() == ["The port is shut."]
    write_book(tmp_path / "y.xlsx", [posts, lists])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert read_stories(tmp_path / "y.xlsx")["text"].tolist() == ["The port is shut."]


def test_dates_from_1904_padding_that_is_no_date_and_escaped_characters(tmp_path):
    formats = (
        '<numFmts><numFmt numFmtId="164" formatCode="0.0_d;0*m"/></numFmts><cellXfs><xf/>'
        '<xf numFmtId="14"/><xf numFmtId="164"/></cellXfs>'
    )
    rows = [
        [(S, "text"), (S, "role"), (S, "date"), (S, "n")],
        [(S, "One.\n_x000D_\nTwo _x005F_x."), (S, "report"), ('s="1"', 0), ('s="2"', 1.5)],
    ]
    write_book(tmp_path / "x.xlsx", [("A", "", rows)], 'date1904="1"', formats)
    table = read_stories(tmp_path / "x.xlsx")
    assert table["text"].tolist() == ["One.", "Two _x."]
    assert table["date"][0] == pd.Timestamp(1904, 1, 1)
    assert table["n"][0] == 1.5


def test_errors_and_formulas_without_a_value_are_missing_parts(tmp_path):
    header = [(S, "report"), (S, "commentary")]
    rows = [header, [(S, "A."), ('t="e"', "#REF!")], [(S, "B."), ('t="n"', "")]]
    write_book(tmp_path / "x.xlsx", [("A", "", rows)])
    with pytest.warns(UserWarning, match=r"2 rows have no commentary.*x.xlsx, row 2, x.xlsx, row"):
        assert read_stories(tmp_path / "x.xlsx")["text"].tolist() == ["A.", "B."]


def test_parquet_columns_are_read_whatever_arrow_calls_their_type(tmp_path):
    text = "The port is shut."
    table = pa.table(
        {
            "text": pa.array([text], pa.string_view()),
            "outlet": pa.array(["Post"], pa.string_view()),
            "key": pa.array([b"\xff"]).dictionary_encode(),
        }
    )
    path = tmp_path / "x.parquet"
    pq.write_table(table, path)
    assert read_stories(path, role="report")[["text", "outlet"]].values.tolist() == [[text, "Post"]]
    measure_files(path, tmp_path / "out.parquet", measures=["lix"], workers=0)
    measured = pd.read_parquet(tmp_path / "out.parquet")
    assert measured[["text", "outlet"]].values.tolist() == [[text, "Post"]]


def test_two_columns_of_one_name_in_parquet_are_refused(tmp_path):
    path = tmp_path / "x.parquet"
    pq.write_table(pa.table([["It is."], ["It was."]], names=["text", "text"]), path)
    said = "x.parquet has two columns named 'text'; rename one"
    with pytest.raises(ToolkitError, match=said):
        read_stories(path, role="report")
    with pytest.raises(ToolkitError, match=said):
        measure_files(path, tmp_path / "out.parquet", workers=0)


def test_a_whole_number_names_a_story_without_decimals(tmp_path):
    rows = pd.DataFrame({"story": [1.0, 2.5], "report": "It is.", "commentary": "It may be."})
    assert read_stories(rows)["story"].unique().tolist() == ["1", "2.5"]
    rows.to_parquet(tmp_path / "rows.parquet")
    measure_files(tmp_path / "rows.parquet", tmp_path / "out.parquet")
    assert pd.read_parquet(tmp_path / "out.parquet")["story"].unique().tolist() == ["1", "2.5"]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"stories": [{"text": POST}]}, "save the one in 'stories'"),
        ({"report": "It is.", "commentary": "It may be."}, r"put it in brackets: \[\{\.\.\.\}\]"),
        ({"report": {"0": "It is."}, "commentary": {"0": "It may be."}}, "orient='records'"),
        ([{"text": {"title": "Port", "body": POST}}], "its text is an object with 'title', 'body'"),
    ],
)
def test_nested_json_is_told_what_it_should_be(tmp_path, value, message):
    path = tmp_path / "posts.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    with pytest.raises(ToolkitError, match=message):
        read_stories(path)


def test_the_lines_of_nested_json_are_told_as_well(tmp_path):
    path = tmp_path / "posts.jsonl"
    path.write_text(json.dumps({"text": {"body": POST}}) + "\n", encoding="utf-8")
    for read in (read_stories, lambda path: measure_files(path, tmp_path / "out.parquet")):
        with pytest.raises(ToolkitError, match="its text is an object with 'body'"):
            read(path)


def test_a_title_above_a_table_is_told(tmp_path):
    rows = [["My stories"], ["story", "Report", "Commentary"], ["a", "It is shut.", "It may open."]]
    write_xlsx(tmp_path / "posts.xlsx", rows)
    (tmp_path / "posts.csv").write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    for name, place in (("posts.xlsx", "row 2"), ("posts.csv", "line 2")):
        with pytest.raises(ToolkitError, match=f"names of its columns in {place}, under 'My stor"):
            read_stories(tmp_path / name)


def test_rows_of_one_name_that_are_stories_of_their_own_are_said_to_be_made_one():
    rows = pd.DataFrame({"story": ["a", "b", "a"], "report": "It is.", "commentary": "It may be."})
    with pytest.warns(UserWarning, match="2 rows named 'a' were read as one story: row 1, row 3"):
        assert read_stories(rows)["story"].nunique() == 2
    parts = rows.melt("story", var_name="role", value_name="text")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read_stories(parts)


def test_tags_in_the_texts_of_a_table_are_told():
    texts = [
        "<p>It is shut.</p><p>It may open.</p>",
        "<p>It may stay shut.</p>",
        "A </p> is a tag.",
    ]
    table = pd.DataFrame({"story": list("aab"), "role": ["report", "commentary", "report"]})
    with pytest.warns(UserWarning, match="2 rows have HTML tags, which are read as text: row 1,"):
        (note,) = read_stories(table.assign(text=texts)).attrs["notes"]
    breaks, tags = '"</p>|<br ?/?>", "\\n\\n"', '"<[^<>]+>", ""'
    advice = f".str.replace({breaks}, regex=True).str.replace({tags}, regex=True)"
    assert note.endswith(f"row 1, row 2; take them out first, with {advice}")
    ends = pd.Series(texts[:2]).str.replace("</p>|<br ?/?>", "\n\n", regex=True)
    plain = read_stories(table[:2].assign(text=ends.str.replace("<[^<>]+>", "", regex=True)))
    assert plain["text"].tolist() == ["It is shut.", "It may open.", "It may stay shut."]
    assert plain.attrs["notes"] == []


def test_a_cell_that_reads_text_is_no_header(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,type,body\n1,text,It is.\n2,text,It may be.\n", encoding="utf-8")
    assert read_stories(path, text_column="body", role="report")["text"].tolist()[0] == "It is."


def test_objects_in_columns_that_are_not_read_are_json(tmp_path):
    path = tmp_path / "d.json"
    row = {"story": "a", "role": "report", "text": "It is.", "report": {"id": 3}}
    path.write_text(json.dumps([row]), encoding="utf-8")
    assert read_stories(path)["report"].tolist() == ['{"id": 3}']


def test_a_list_in_a_column_of_ones_own_stays_one_in_memory():
    rows = pd.DataFrame({"text": ["It is."], "tags": [["port", "sea"]]})
    assert read_stories(rows, role="report")["tags"].tolist() == [["port", "sea"]]


def test_the_values_of_a_spreadsheet_s_cells(tmp_path):
    cells = [
        [(S, "text"), ("", "x")],
        [('t="b"', "1"), ('t="b"', "0")],
        [('t="e"', "#REF!"), ('t="s"', "7")],
        [('s="1"', "9e99"), ("", "many")],
        [("", "3"), ("", "3.5")],
        [("", "9007199254740993"), (S, "a_x000D_b")],
    ]
    formats = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    write_book(tmp_path / "x.xlsx", [("A", "", cells)], styles=formats)
    _, rows, _ = sheet_rows(tmp_path / "x.xlsx")
    assert [row for _, row in rows] == [
        [True, False],
        ["9e99", "many"],
        [3, 3.5],
        [9007199254740992.0, "a\rb"],
    ]
    assert [number for number, _ in rows] == [2, 4, 5, 6]


def test_how_a_word_is_pronounced_is_no_part_of_a_cell(tmp_path):
    said = "<t>港</t><rPh><t>みなと</t></rPh><phoneticPr/>"
    parts = {
        "xl/sharedStrings.xml": f"<sst><si><t>text</t></si><si>{said}</si></sst>",
        "xl/worksheets/sheet1.xml": (
            '<worksheet><row><c t="s"><v>0</v></c></row><row><c t="s"><v>1</v></c></row>'
            f'<row><c t="inlineStr"><is>{said}</is></c></row></worksheet>'
        ),
    }
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    header, rows, _ = sheet_rows(tmp_path / "x.xlsx")
    assert (header, rows) == (["text"], [(2, ["港"]), (3, ["港"])])


def test_spreadsheets_with_nothing_or_too_much_in_them(tmp_path, monkeypatch):
    path = tmp_path / "x.xlsx"
    write_book(path, [("A", "", []), ("B", "", [[(S, "")]])])
    with pytest.raises(ToolkitError, match=r"x\.xlsx is empty: no sheet has a cell with anything"):
        read_table(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(ToolkitError, match=r"x\.xlsx is not a spreadsheet: it has no sheet"):
        read_table(path)
    monkeypatch.setattr("toolkit.reading.workbook.MAX_CELLS", 3)
    write_book(path, [("A", "", texts_sheet("It is."))])
    with pytest.raises(ToolkitError, match=r"a sheet has more than 3 cells; save it as \.csv"):
        read_table(path)
    monkeypatch.setattr("toolkit.reading.spreadsheet.MAX_CELLS", 3)
    write_book(path, [("A", "", [[(S, "text"), ('r="C1" t="str"', "x")], [(S, "It is.")]])])
    with pytest.raises(ToolkitError, match=r"x.xlsx is too large: 2 rows of 3 cells; save"):
        read_table(path)


def test_tables_of_too_many_rows_or_bytes_are_to_be_split(tmp_path, monkeypatch):
    monkeypatch.setattr("toolkit.reading.tables.MAX_ROWS", 2)
    (tmp_path / "x.csv").write_text("text\na\nb\n", encoding="utf-8")
    with pytest.raises(ToolkitError, match=r"x.csv is too large: it has more than 2 rows; split"):
        read_table(tmp_path / "x.csv")
    monkeypatch.setattr("toolkit.reading.parquet.MAX_TABLE_BYTES", 10)
    pd.DataFrame({"text": ["It is shut."]}).to_parquet(tmp_path / "x.parquet")
    with pytest.raises(ToolkitError, match=r"x.parquet is too large to be read at once: 0 MB"):
        read_table(tmp_path / "x.parquet")


def test_a_kind_that_is_none_is_named():
    frame = pd.DataFrame({"text": ["It is."], "role": "report", "paragraph": 1, "kind": "caption"})
    with pytest.raises(ToolkitError, match="its kind is 'caption'; choose body or heading"):
        read_stories(frame)


def test_the_first_of_many_names_that_stands_twice_is_told_soon(tmp_path):
    names = [f"n{number}" for number in range(100_000)]
    pairs = ", ".join(f'"{name}": 0' for name in [*names, "n99999", "n99998"])
    (tmp_path / "x.json").write_text(f"[{{{pairs}}}]", encoding="utf-8")
    (error,) = read_table(tmp_path / "x.json").errors
    assert error["reason"] == "it names 'n99998' twice"


def test_bytes_of_a_parquet_file_are_texts_where_they_are_utf_8(tmp_path):
    path = tmp_path / "posts.parquet"
    rows = {"role": [b"report", b"commentary"], "text": ["Zoë may go.".encode(), b"It is shut."]}
    pq.write_table(pa.table({**rows, "picture": [b"\xff\xd8", b"\xff"]}), path)
    assert read_stories(path)["text"].tolist() == ["Zoë may go.", "It is shut."]
    measure_files(path, tmp_path / "out.parquet", workers=0)
    assert pd.read_parquet(tmp_path / "out.parquet")["role"].tolist() == ["report", "commentary"]
