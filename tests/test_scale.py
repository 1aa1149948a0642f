"""`measure_files`: the same table as in memory, whatever the files, the parts and the workers."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
import warnings
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import toolkit as tk
from toolkit import ToolkitError
from toolkit.cli import main
from toolkit.measures import all_measures
from toolkit.scale import json_lines, measure_files, write_csv
from toolkit.scale.arguments import kept_measures
from toolkit.scale.export import harmless
from toolkit.scale.inputs import Inputs
from toolkit.scale.json_lines import json_columns
from toolkit.scale.output import Output
from toolkit.scale.schemas import as_cell, common_schema, in_schema

SMALL = 0.0005  # megabytes a part: half a page
POST = "The port is shut, officials say.\n\nRead the original article here\n\nIt may stay so."
SENTENCE = (
    "The harbour master said on Friday that the port would stay shut until the storm is over. "
)


def run(inputs, output, **options):
    return measure_files(inputs, output, **{"workers": 0, "part_mb": SMALL, **options})


def table(folder) -> pd.DataFrame:
    return pd.read_parquet(folder)


def in_memory(source, **options) -> pd.DataFrame:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pd.DataFrame(tk.measure(tk.read_stories(source, **options)))


def same(left: pd.DataFrame, right: pd.DataFrame) -> None:
    key = ["story", "paragraph"]
    left, right = (t.sort_values(key, ignore_index=True)[sorted(t)] for t in (left, right))
    pd.testing.assert_frame_equal(left, right, check_exact=True, check_dtype=False)


def rows(n: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "story": [f"port {i // 3}" for i in range(n)],
            "role": ["report" if i % 3 == 0 else "commentary" for i in range(n)],
            "text": [SENTENCE * (i % 4 + 1) + f"It may be {i} days." for i in range(n)],
            "outlet": [None if i % 5 == 0 else "Harbour Post" for i in range(n)],
        }
    )


def written(frame: pd.DataFrame, folder, kind: str):
    path = folder / f"posts.{kind}"
    if kind.startswith("csv"):
        frame.to_csv(path, index=False)
    elif kind.startswith("jsonl"):
        frame.to_json(path, orient="records", lines=True)
    else:
        frame.to_parquet(path, row_group_size=7)
    return path


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in" / "deep").mkdir(parents=True)
    for i in range(6):
        text = f"{SENTENCE * (i + 1)}\n\nRead the original article here\n\nIt might be {i} days."
        (tmp_path / "in" / f"post{i}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "in" / "deep" / "pier.report.txt").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "in" / "deep" / "pier.commentary.md").write_text(f"# So\n\n{SENTENCE}", "utf-8")
    rows(20).to_json(tmp_path / "in" / "table.jsonl", orient="records", lines=True)
    return tmp_path


def test_a_folder_gives_the_table_that_it_gives_in_memory(folder):
    summary = run(folder / "in", folder / "out.parquet")
    same(table(folder / "out.parquet"), in_memory(folder / "in"))
    assert summary.parts > 5
    assert (summary.inputs, summary.measured, summary.refused) == (28, 28, 0)
    assert summary.words == table(folder / "out.parquet")["n_words"].sum()


@pytest.mark.parametrize("kind", ["csv", "jsonl.gz", "parquet"])
def test_tables_are_cut_into_parts_and_nothing_changes(tmp_path, kind):
    path = written(rows(60), tmp_path, kind)
    summary = run(path, tmp_path / "out.parquet")
    same(table(tmp_path / "out.parquet"), in_memory(path))
    assert summary.inputs == summary.measured == 60
    parts = [pd.read_parquet(p) for p in sorted((tmp_path / "out.parquet").glob("part-*"))]
    stories = [story for part in parts for story in part["story"].unique()]
    assert len(stories) == len(set(stories)) == 20, "a story's rows stay in one part"
    assert len(parts) == summary.parts > 5


@pytest.mark.parametrize("part_mb", [0.001, 4])
def test_the_size_of_parts_changes_no_value(folder, part_mb):
    run(folder / "in", folder / "out.parquet", part_mb=part_mb)
    same(table(folder / "out.parquet"), in_memory(folder / "in"))


def test_texts_need_neither_story_nor_role(tmp_path):
    texts = [SENTENCE, "Short.", POST, "- a list item that is long\n- and another one\n", "42"]
    path = tmp_path / "texts.jsonl"
    path.write_text("\n".join(json.dumps({"text": t}) for t in texts), encoding="utf-8")
    summary = run(path, tmp_path / "out.parquet")
    out = table(tmp_path / "out.parquet")
    assert summary.without_role == out["role"].isna().sum() == 5
    assert out[out["story"] == "texts-3"]["role"].tolist() == ["report", "commentary"]
    assert out["story"].unique().tolist() == [f"texts-{i}" for i in range(1, 6)]
    run(path, tmp_path / "out.parquet", role="report")
    same(table(tmp_path / "out.parquet"), in_memory(path, role="report"))


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet", "txt"])
def test_paragraphs_with_tags_are_counted(tmp_path, kind):
    texts = [f"<p>{SENTENCE}</p><p>{SENTENCE}</p>", f"<div>{SENTENCE}</div>", "A </p> is a tag."]
    if kind == "txt":
        for number, text in enumerate(texts):
            (tmp_path / f"{number}.report.txt").write_text(text, encoding="utf-8")
        path = tmp_path
    else:
        path = written(pd.DataFrame({"text": texts}), tmp_path, kind)
    out = tmp_path / "out" / "out.parquet"
    out.parent.mkdir()
    assert run(path, out).with_tags == 2
    assert run(path, out).with_tags == 2  # of the parts that are there


def test_report_and_commentary_may_be_columns(tmp_path):
    path = tmp_path / "pairs.csv"
    pd.DataFrame({"report": [SENTENCE], "commentary": ["It may be so."]}).to_csv(path, index=False)
    run(path, tmp_path / "out.parquet")
    same(table(tmp_path / "out.parquet"), in_memory(path))


def test_kinds_and_numbers_of_a_paragraphs_table_are_kept(tmp_path):
    frame = pd.DataFrame({"text": ["Port", SENTENCE], "kind": ["heading", "body"]})
    path = written(frame, tmp_path, "jsonl")
    run(path, tmp_path / "out.parquet")
    out = table(tmp_path / "out.parquet")
    assert out["kind"].tolist() == ["heading", "body"]
    assert out["n_words"].isna().tolist() == [True, False]
    again = frame.assign(story="port", role="report", paragraph=[7, 8])
    run(written(again, tmp_path, "jsonl"), tmp_path / "out.parquet")
    assert table(tmp_path / "out.parquet")["paragraph"].tolist() == [7, 8]


def test_measured_again_its_own_output_is_the_same(tmp_path):
    run(written(rows(9), tmp_path, "csv"), tmp_path / "one.parquet")
    run(tmp_path / "one.parquet", tmp_path / "two.parquet")
    same(table(tmp_path / "one.parquet"), table(tmp_path / "two.parquet"))


def test_a_column_with_the_name_of_a_measure_is_refused_by_name(tmp_path):
    path = written(rows(3).assign(lix=1.0), tmp_path, "csv")
    with pytest.raises(ToolkitError, match="a column 'lix' of its own"):
        run(path, tmp_path / "out.parquet")


def test_columns_that_differ_between_files_are_all_there(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "It may rain.", "n": 1, "x": [1]}\n', "utf-8")
    (tmp_path / "b.jsonl").write_text('{"text": "It may snow.", "n": "two", "d": 0.5}\n', "utf-8")
    run([tmp_path / "a.jsonl", tmp_path / "b.jsonl"], tmp_path / "out.parquet", part_mb=1e-5)
    out = table(tmp_path / "out.parquet")
    assert out["n"].tolist() == ["1", "two"]
    assert out["x"].tolist()[0] == "[1]"
    assert out["d"].isna().tolist() == [True, False]


def test_standard_input(tmp_path, monkeypatch):
    for data in (b'{"text": "It may rain."}\n', gzip.compress(b"text\nIt may rain.\n")):
        stream = io.TextIOWrapper(io.BufferedReader(io.BytesIO(data)))
        monkeypatch.setattr(sys, "stdin", stream)
        kind = None if data[:1] == b"{" else "csv"
        assert run("-", tmp_path / "out.parquet", format=kind).words == 3
        assert table(tmp_path / "out.parquet")["story"].tolist() == ["stdin-1"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_encodings(tmp_path, encoding):
    text = 'story,text\n1,"The café’s owner said it may shut, and nobody knows."\n' * 1
    (tmp_path / "t.csv").write_bytes(text.encode(encoding))
    run(tmp_path / "t.csv", tmp_path / "out.parquet")
    assert table(tmp_path / "out.parquet")["text"][0].startswith("The café’s owner")


def test_only_some_measures(tmp_path):
    path = written(rows(6), tmp_path, "csv")
    run(path, tmp_path / "out.parquet", measures=["lix"])
    out = table(tmp_path / "out.parquet")
    assert {"n_words", "lix"} <= set(out)
    assert "rix" not in out
    assert out["lix"].tolist() == in_memory(path)["lix"].tolist()


def test_the_output_is_no_file_of_another_kind(folder, tmp_path):
    for name in ("measured.xlsx", "measured.TXT"):
        with pytest.raises(ToolkitError, match=r"can't be a \.\w+ file; name it \.csv"):
            run(folder, tmp_path / name)
        assert not (tmp_path / name).exists()


def test_attributes_survive_in_the_files(tmp_path):
    run(written(rows(3), tmp_path, "csv"), tmp_path / "out.parquet", profile="broad")
    part = pd.read_parquet(tmp_path / "out.parquet" / "part-00000.parquet")
    assert part.attrs["profile"] == "broad"


def test_manifest_and_errors(folder):
    (folder / "in" / "bad.txt").write_bytes(b"\x89PNG")
    summary = run(folder / "in", folder / "out.parquet")
    manifest = json.loads((folder / "out.parquet" / "_manifest.json").read_text("utf-8"))
    assert manifest["counts"]["inputs"] == summary.inputs == 29
    assert manifest["counts"]["measured"] + manifest["counts"]["refused"] == 29
    assert sum(part["paragraphs"] for part in manifest["parts"]) == summary.paragraphs
    assert len(manifest["files"]) == 10
    errors = pd.read_parquet(folder / "out.errors.parquet")
    assert errors.iloc[0].to_dict() == {
        "place": "bad.txt", "reason": "bad.txt is not a text but a PNG picture", "inputs": 1
    }  # fmt: skip


def test_texts_where_paths_belong_are_told_from_paths(tmp_path):
    with pytest.raises(ToolkitError, match="reads as a text, not as a path"):
        measure_files(["The port is shut, and it may stay so. " * 9], tmp_path / "out.parquet")


def test_what_is_no_output_of_ours_is_left_alone(folder):
    (folder / "mine").mkdir()
    (folder / "mine" / "thesis.docx").write_bytes(b"")
    with pytest.raises(ToolkitError, match=r"holds other files, such as 'thesis\.docx'"):
        run(folder / "in", folder / "mine")
    with pytest.raises(ToolkitError, match="is a file"):
        run(folder / "in", folder / "in" / "table.jsonl")


def test_csv_output_is_one_file_without_formulas(tmp_path):
    (tmp_path / "t.jsonl").write_text('{"text": "=cmd() may run.", "who": "@me"}\n', "utf-8")
    run(tmp_path / "t.jsonl", tmp_path / "out.csv")
    out = pd.read_csv(tmp_path / "out.csv", encoding="utf-8-sig")
    assert out["text"][0] == "'=cmd() may run."
    assert out["who"][0] == "'@me"
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "out.csv",
        "out.csv.errors.parquet",
        "t.jsonl",
    ]


@given(st.text())
def test_no_text_is_a_formula(text):
    safe = harmless(text)
    assert safe.endswith(text)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_write_csv_keeps_numbers(tmp_path):
    write_csv([pd.DataFrame({"-x": [-1.5, 2], "y": ["-z", None]})], tmp_path / "t.csv")
    text = (tmp_path / "t.csv").read_text("utf-8-sig")
    assert text.splitlines() == ["'-x,y", "-1.5,'-z", "2.0,"]


def test_schemas_are_joined():
    a, b = pa.table({"x": [1], "y": [None]}), pa.table({"x": [0.5], "y": ["z"], "w": [True]})
    schema = common_schema([a.schema, b.schema], lambda i, name: (a, b)[i][name])
    out = pa.concat_tables([in_schema(a, schema), in_schema(b, schema)])
    assert out.to_pydict() == {"x": [1.0, 0.5], "y": [None, "z"], "w": [None, True]}


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"role": "reporter"}, "choose report, commentary or none"),
        ({"measures": ["fleshc"]}, "fleshc"),
        ({"profile": "wide"}, "profile='wide'"),
        ({"language": "de"}, "language='de'"),
        ({"part_mb": 0}, "part_mb=0"),
        ({"part_mb": "4"}, "part_mb='4' must be more than 0, in megabytes"),
        ({"part_mb": None}, "part_mb=None must be more than 0, in megabytes"),
        ({"measures": 5}, "measures=5 must be a list of names"),
        ({"measures": [5]}, "no measure named 5"),
    ],
)
def test_slips(tmp_path, options, says):
    with pytest.raises(ToolkitError, match=says):
        run(written(rows(3), tmp_path, "csv"), tmp_path / "out.parquet", **options)
    assert not (tmp_path / "out.parquet").exists()


def test_the_order_of_inputs_and_parts_is_fixed(folder):
    keys = [[piece.key for piece in Inputs([folder / "in"], piece_bytes=500)] for _ in range(2)]
    assert keys[0] == keys[1]


cells = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.lists(st.integers(), max_size=2),
    st.sampled_from([POST, SENTENCE * 3, "report", "commentary"]),
)
names = st.sampled_from(
    ["text", "role", "story", "kind", "paragraph", "report", "commentary", "Text", "x"]
)


@settings(max_examples=40)
@given(st.lists(st.dictionaries(names, cells, max_size=5), min_size=1, max_size=6))
def test_any_rows_are_measured_or_refused(tmp_path_factory, records):
    tmp_path = tmp_path_factory.mktemp("any")
    (tmp_path / "t.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    try:
        summary = run(
            tmp_path / "t.jsonl", tmp_path / "out.parquet", measures=["lix"], part_mb=1e-4
        )
    except ToolkitError:
        errors = pd.read_parquet(tmp_path / "out.errors.parquet")
        assert errors["inputs"].sum() == len(records)
        return
    assert summary.inputs == len(records)
    assert pq.read_table(tmp_path / "out.parquet").num_rows == summary.paragraphs


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=3,
)
json_rows = st.lists(
    st.dictionaries(st.sampled_from("abc"), json_values, max_size=3), min_size=1, max_size=5
)


@given(json_rows)
@example([{"a": "2020-01-01"}, {"a": "2021-02-03 10:00:00"}])
@example([{"a": float("inf")}, {"a": float("-inf")}, {"a": float("nan")}])
def test_arrow_reads_json_as_python_does(records):
    block = "\n".join(map(json.dumps, records)).encode()
    quick, places, errors = json_columns(block, "t.jsonl")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_lines, "_by_arrow", lambda block, n: None)
        slow, slow_places, slow_errors = json_columns(block, "t.jsonl")
    assert (places, errors) == (slow_places, slow_errors) == (list(range(len(records))), [])
    assert list(quick) == list(slow)
    for name in slow:
        values = quick[name].to_pylist() if hasattr(quick[name], "to_pylist") else quick[name]
        assert [None if v != v else v for v in values] == [
            None if v != v else v for v in slow[name]
        ]


FOREIGN = (
    "Der Hafen bleibt wegen des Sturms bis Freitag geschlossen, teilte die Verwaltung am Montag "
    "mit, und die Fischer warten seit Tagen auf besseres Wetter und auf eine Antwort der Stadt."
)


@pytest.mark.parametrize("alone", [True, False])
def test_other_languages_leave_as_they_do_in_memory(tmp_path, alone):
    texts = [
        SENTENCE * 2,
        FOREIGN,
        "Nein, danke.",
        "港は月曜日に嵐のため閉鎖された。" * 8,
        SENTENCE,
    ]
    frame = pd.DataFrame({"text": texts, "role": "report"})
    frame["story"] = [f"port {i if alone else i // 2}" for i in range(len(texts))]
    path = written(frame, tmp_path, "jsonl")
    summary = run(path, tmp_path / "out.parquet")
    with pytest.warns(UserWarning, match="not read"):
        expected = pd.DataFrame(tk.measure(tk.read_stories(path)))
    same(table(tmp_path / "out.parquet"), expected)
    assert summary.refused == len(texts) - len(expected)


@given(st.lists(st.lists(st.sampled_from([SENTENCE, FOREIGN, "Nein, danke.", "Port news"]))))
@example([["Port news"], ["Nein, danke."] * 9, [FOREIGN, *[SENTENCE] * 30], [FOREIGN] * 130])
@example([[*[FOREIGN] * 130, *[SENTENCE] * 300]])
@settings(deadline=None)
def test_a_language_is_told_by_all_rows_of_a_story_and_role(tmp_path_factory, stories):
    texts = [(f"port {i}", "report", text) for i, story in enumerate(stories) for text in story]
    frame = pd.DataFrame(texts, columns=["story", "role", "text"])
    folder = tmp_path_factory.mktemp("languages")
    path = written(frame, folder, "jsonl")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            expected = tk.read_stories(path)
        except ToolkitError:
            return
        run(path, folder / "out.parquet", measures=["n_words"], part_mb=1)
    assert set(table(folder / "out.parquet")["story"]) == set(expected["story"])
    errors = pd.read_parquet(folder / "out.errors.parquet")
    assert sorted(errors["place"]) == sorted(tk.reading_errors(expected)["place"])


def test_a_heading_alone_has_no_language_looked_for(tmp_path, monkeypatch):
    (tmp_path / "port.txt").write_text(f"Port news\n\n{SENTENCE}\n\n{POST}", encoding="utf-8")
    monkeypatch.setattr("toolkit.scale.english.check_english", None)
    assert run(tmp_path / "port.txt", tmp_path / "out.parquet").measured == 1


def test_lists_of_names_are_english(tmp_path):
    names = "Mr. Hill, Mrs. Ford, Robert Baker, Susan Cook, Helen Marsh, Peter Wood, " * 5
    path = written(pd.DataFrame({"text": [names], "role": ["report"]}), tmp_path, "jsonl")
    assert run(path, tmp_path / "out.parquet").measured == len(tk.read_stories(path)) == 1


forms = st.text(st.sampled_from("aA12 .,;)\n\r\u2028\x85[*#(“-é日\x0b\u200b\xa0"))


@given(st.lists(forms, max_size=12))
@settings(deadline=None)
def test_rows_are_read_as_in_memory_whatever_their_form(tmp_path_factory, texts):
    folder = tmp_path_factory.mktemp("forms")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frame = pd.DataFrame({"text": texts, "role": "report"})
        path = written(frame, folder, "jsonl")
        try:
            expected = tk.read_stories(path)[["paragraph", "text"]]
        except ToolkitError:
            return
        run(path, folder / "out.parquet", measures=["n_words"])
    found = table(folder / "out.parquet")[["paragraph", "text"]]
    assert found.to_numpy().tolist() == expected.to_numpy().tolist()


def test_inputs_of_one_name_stay_apart(tmp_path):
    for place in ("a", "b"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "port.txt").write_text(POST, encoding="utf-8")
        (tmp_path / place / "posts.csv").write_text("text\nThe port may be shut.\n")
    files = [tmp_path / place / name for name in ("port.txt", "posts.csv") for place in "ab"]
    run(files, tmp_path / "out.parquet")
    found = table(tmp_path / "out.parquet")
    assert found["story"].nunique() == 4
    run([tmp_path / "a", tmp_path / "b"], tmp_path / "folders.parquet")
    assert set(table(tmp_path / "folders.parquet")["story"]) == set(found["story"])


def test_a_reason_that_many_pieces_have_is_said_once(tmp_path, capsys):
    path = written(rows(60).rename(columns={"text": "body"}), tmp_path, "csv")
    fine = tmp_path / "fine.csv"
    fine.write_text("text\nThe port may be shut.\n", encoding="utf-8")
    out = tmp_path / "out.parquet"
    for _ in range(2):
        with pytest.raises(ToolkitError) as error:
            run(path, out)
        assert str(error.value).count("the table has neither") == 1
        (tmp_path / "out.parquet").mkdir(exist_ok=True)
    arguments = ["measure", path, fine, "-o", out, "--workers", 0, "--part-size", SMALL, "--json"]
    assert main(list(map(str, arguments))) == 1
    assert len(json.loads(capsys.readouterr().out)["first_refused"]) == 1
    assert len(table(tmp_path / "out.errors.parquet")) > 3
    with pytest.raises(ToolkitError) as error:
        run(tmp_path / "lost.csv", out)
    assert str(error.value).startswith("nothing could be measured: there is no file '")


def test_a_file_that_comes_by_two_paths_counts_once(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "posts.csv").write_text("text\nThe port may be shut.\n", encoding="utf-8")
    (folder / "twice.csv").symlink_to("posts.csv")
    (tmp_path / "other").symlink_to("in")
    summary = run(["in", folder / "posts.csv", "other"], tmp_path / "out.parquet")
    assert (summary.measured, summary.refused) == (1, 4)
    assert table(tmp_path / "out.parquet")["story"].tolist() == ["posts-1"]
    refused = table(tmp_path / "out.errors.parquet")
    assert refused["place"].tolist() == [
        "in/twice.csv", str(folder / "posts.csv"), "other/posts.csv", "other/twice.csv",
    ]  # fmt: skip
    first = os.path.join("in", "posts.csv")
    assert set(refused["reason"]) == {f"it is the same file as {first!r}"}


def test_no_input_is_replaced_and_no_output_is_read(tmp_path):
    texts = tmp_path / "posts.csv"
    texts.write_text("text\nThe port may be shut.\n", encoding="utf-8")
    with pytest.raises(ToolkitError, match="is an input, and the output would replace it"):
        run(texts, texts)
    with pytest.raises(ToolkitError, match="can't be opened: it has a zero character"):
        run("posts\0.csv", tmp_path / "out.parquet")
    other = tmp_path / "other.csv"
    other.write_text("text\nIt is open.\n", encoding="utf-8")
    with pytest.raises(ToolkitError, match="not made here"):
        run(texts, other)
    assert other.read_text(encoding="utf-8") == "text\nIt is open.\n"
    for _ in range(3):
        assert run(tmp_path, tmp_path / "out.parquet").inputs == 2
    only = tmp_path / "only"
    only.mkdir()
    texts.rename(only / "posts.csv")
    for _ in range(3):
        assert run(only, only / "out.csv").inputs == 1


def test_one_run_at_a_time_writes_an_output(tmp_path):
    texts = tmp_path / "posts.csv"
    texts.write_text("text\nThe port may be shut.\n", encoding="utf-8")
    refused = []

    def meanwhile(*_):
        with pytest.raises(ToolkitError, match=r"another run is writing .* now") as error:
            run(texts, tmp_path / "out.parquet")
        refused.append(error)

    run(texts, tmp_path / "out.parquet", progress=meanwhile)
    assert refused
    run(texts, tmp_path / "out.parquet")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "out.errors.parquet", "out.parquet", "posts.csv",
    ]  # fmt: skip


def test_a_lock_is_free_when_its_process_has_died(tmp_path):
    texts = tmp_path / "posts.csv"
    texts.write_text("text\nThe port may be shut.\n", encoding="utf-8")
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom toolkit.scale.lock import Lock\n"
        "assert Lock(Path(sys.argv[1])).taken()\nos._exit(9)"
    )
    lock = tmp_path / ".out.errors.parquet.lock"
    assert subprocess.run([sys.executable, "-c", code, lock], check=False).returncode == 9
    assert lock.exists()
    run(texts, tmp_path / "out.parquet")
    assert not lock.exists()


def test_columns_of_any_name_and_kind_are_kept(tmp_path):
    records = [
        {"text": "The port may be shut.", "place": "x", "piece": 1, "report": "mine", "odd": 1},
        {"text": "It may be open again.", "place": "y", "piece": 2, "report": None, "odd": "a"},
    ]
    (tmp_path / "posts.json").write_text(json.dumps(records), encoding="utf-8")
    (tmp_path / "posts.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    run([tmp_path / "posts.json", tmp_path / "posts.jsonl"], tmp_path / "out.parquet")
    found = table(tmp_path / "out.parquet")
    assert found["place"].tolist() == ["x", "y"] * 2
    assert found["piece"].tolist() == [1, 2] * 2
    assert found["report"].fillna("").tolist() == ["mine", ""] * 2
    assert found["odd"].tolist() == ["1", "a"] * 2


def test_numbers_of_paragraphs_may_have_a_point(tmp_path):
    (tmp_path / "posts.csv").write_text(
        "story,role,paragraph,text\ns,report,1.0,It may rain.\ns,commentary,2.5,It rains.\n",
        encoding="utf-8",
    )
    summary = run(tmp_path / "posts.csv", tmp_path / "out.parquet")
    assert (summary.measured, summary.refused) == (1, 1)
    errors = pd.read_parquet(summary.errors)
    assert errors["reason"].tolist() == ["its paragraph is '2.5', which is no whole number"]


def test_a_role_that_a_files_name_tells_is_no_text_that_says_none(tmp_path):
    for role in ("report", "commentary"):
        (tmp_path / f"port.{role}.txt").write_text("It may rain.", encoding="utf-8")
    (tmp_path / "other.txt").write_text("It may rain.", encoding="utf-8")
    run(tmp_path, tmp_path / "out.parquet", role="none")
    found = table(tmp_path / "out.parquet").set_index(["story", "paragraph"])["role"]
    assert found["port"].tolist() == ["report", "commentary"]
    assert found["other"].isna().all()


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
def test_stories_stay_together_under_a_name_in_capitals_and_between_blank_lines(tmp_path, kind):
    frame = rows(60).rename(columns={"story": "Story"})
    path = written(frame, tmp_path, kind)
    if kind == "jsonl":
        path.write_text(path.read_text().replace("\n", "\n\n \n"))
    run(path, tmp_path / "out.parquet")
    found = table(tmp_path / "out.parquet")
    assert found["story"].nunique() == 20
    assert not found.duplicated(["story", "paragraph"]).any()
    parts = [pd.read_parquet(part) for part in (tmp_path / "out.parquet").glob("part-*")]
    assert len(parts) > 3
    assert sum(part["story"].nunique() for part in parts) == 20


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names and no pipes")
def test_names_that_are_no_text_and_pipes(tmp_path):
    odd = os.fsencode(tmp_path) + b"/a\xff.csv"
    with open(odd, "wb") as file:
        file.write(b"text\nThe port may be shut.\n")
    for name in ("pipe.txt", "pipe.parquet", "pipe.csv"):
        os.mkfifo(tmp_path / name)
    output = tmp_path / "out.parquet"
    summary = run(tmp_path, output)
    assert (summary.measured, summary.refused) == (1, 3)
    assert table(output)["story"].tolist() == ["a\\xff-1"]
    assert pd.read_parquet(summary.errors)["reason"].str.contains("device or a pipe").all()


def test_odd_options_are_refused_by_name(tmp_path):
    texts = tmp_path / "posts.csv"
    texts.write_text("text\nIt may rain.\n", encoding="utf-8")
    for size in (0, float("nan"), float("inf")):
        with pytest.raises(ToolkitError, match=r"part_mb=.* must be more than 0"):
            run(texts, tmp_path / "out.parquet", part_mb=size)
    for name in ("", ".", "/"):
        with pytest.raises(ToolkitError, match="no name for the output"):
            run(texts, name)
    with pytest.raises(ToolkitError, match="can't be standard output"):
        run(texts, "-")
    with pytest.raises(ToolkitError, match="not from standard input"):
        run("-", tmp_path / "out.parquet", format="parquet")


def test_what_earlier_runs_left_in_a_folder_is_no_input(tmp_path):
    (tmp_path / "a.txt").write_text("It may rain.\n", encoding="utf-8")
    for name in ("first.parquet", "second.csv", "third.parquet"):
        assert run(tmp_path, tmp_path / name, role="report").inputs == 1
    again = run(tmp_path / "first.parquet", tmp_path / "again.parquet")
    assert (again.measured, again.words) == (1, 3)


def test_a_measured_table_that_somebody_saved_in_a_folder_is_an_input(tmp_path):
    (tmp_path / "a.txt").write_text("It may rain.\n", encoding="utf-8")
    rows = pd.DataFrame({"story": ["b"], "role": "report", "paragraph": 1, "kind": "body",
                         "text": "It may snow."})  # fmt: skip
    tk.measure(rows, ["n_words", "lix"]).to_csv(tmp_path / "b.csv", index=False)
    assert run(tmp_path, tmp_path / "out.parquet", role="report").words == 6


def test_a_story_on_standard_input_is_told_to_be_a_file(tmp_path, monkeypatch):
    text = b"The port, which is old, is shut.\n\nSo, it seems, it goes.\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(text))))
    with pytest.raises(ToolkitError, match=r"neither a column 'text'.*from a file, such as x\.txt"):
        run("-", tmp_path / "out.parquet")
    line = io.BufferedReader(io.BytesIO(b"The port is shut, and it may stay so.\n"))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(line))
    with pytest.raises(ToolkitError, match=r"has no rows; a story .* a file, such as x\.txt"):
        run("-", tmp_path / "out.parquet")


def test_lines_are_counted_from_the_first_even_if_it_is_blank(tmp_path):
    for number, start in enumerate(("", "\n\n", "sep=,\n", "\nsep=,\n")):
        path = tmp_path / f"{number}.csv"
        path.write_text(f"{start}text,role\nIt may rain.,report\n,report\n", encoding="utf-8")
        summary = run(path, tmp_path / f"{number}.parquet")
        line = start.count("\n") + 3
        assert pd.read_parquet(summary.errors)["place"].tolist() == [f"{number}.csv, line {line}"]


def test_a_packed_table_on_standard_input(tmp_path, monkeypatch):
    for number, text in enumerate(("text\nIt may rain.\n", '{"text": "It may rain."}\n')):
        packed = io.BufferedReader(io.BytesIO(gzip.compress(text.encode())))
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(packed))
        assert run("-", tmp_path / f"{number}.parquet").measured == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_the_kind_of_standard_input_is_told_in_any_encoding(tmp_path, monkeypatch, encoding):
    for number, text in enumerate(("text\nIt may be déjà vu.\n", '{"text": "It is déjà vu."}\n')):
        given = io.BufferedReader(io.BytesIO(text.encode(encoding)))
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(given))
        run("-", tmp_path / f"{number}.parquet")
        assert table(tmp_path / f"{number}.parquet")["text"][0].endswith(" déjà vu.")


def test_bytes_that_are_no_text_cost_their_row_alone(tmp_path):
    texts = pa.array([b"It may rain.", b"\xff\xfe", b"It is d\xc3\xa9j\xc3\xa0 vu."], pa.binary())
    pq.write_table(pa.table({"text": texts}), tmp_path / "t.parquet")
    run(tmp_path / "t.parquet", tmp_path / "out.parquet")
    assert table(tmp_path / "out.parquet")["text"].tolist() == ["It may rain.", "It is déjà vu."]
    (reason,) = table(tmp_path / "out.errors.parquet")["reason"]
    assert reason == r"its text is b'\xff\xfe', of type bytes, and not a text"


def test_files_that_are_empty_or_of_another_ending_are_told_so(tmp_path):
    (tmp_path / "t.parquet").touch()
    (tmp_path / "t.json").write_text('{"text": "It may rain."}\n' * 2, encoding="utf-8")
    with pytest.raises(ToolkitError):
        run(tmp_path, tmp_path / "out.parquet")
    assert table(tmp_path / "out.errors.parquet")["reason"].tolist() == [
        "t.json can't be read: it has an object a line, and no array of them; name it .jsonl",
        "t.parquet is empty (0 bytes)",
    ]


def test_whole_numbers_keep_their_digits_beside_empty_cells(tmp_path):
    records = [
        {"id": 1234567890123456789, "story": 1, "role": "report", "text": "It may rain."},
        {"id": None, "story": None, "role": "report", "text": "It may rain."},
    ]
    (tmp_path / "posts.json").write_text(json.dumps(records), encoding="utf-8")
    run(tmp_path / "posts.json", tmp_path / "out.parquet")
    for found in (table(tmp_path / "out.parquet"), tk.read_stories(tmp_path / "posts.json")):
        assert found["id"].iloc[0] == 1234567890123456789
        assert found["story"].iloc[0] == "1"


def test_an_input_that_the_errors_or_the_parts_would_replace_is_refused(tmp_path):
    texts = tmp_path / "posts.csv"
    texts.write_text("text\nThe port may be shut.\n", encoding="utf-8")
    named = tmp_path / "out.errors.parquet"
    pd.DataFrame({"text": ["It may rain."]}).to_parquet(named)
    before = named.read_bytes()
    with pytest.raises(ToolkitError, match="is an input, and the output would replace it"):
        run([texts, named], tmp_path / "out.parquet")
    with pytest.raises(ToolkitError, match="was not made here"):
        run(texts, tmp_path / "out.parquet")
    assert named.read_bytes() == before
    named.unlink()
    run(texts, tmp_path / "out.parquet")
    assert run(tmp_path, tmp_path / "out.parquet").inputs == 1, "in a folder they are passed over"
    for path in (named, tmp_path / "out.parquet" / "part-00000.parquet"):
        with pytest.raises(ToolkitError, match="is an input"):
            run([texts, path], tmp_path / "out.parquet")


def test_a_run_that_fails_leaves_the_errors_of_the_table_that_stays(tmp_path):
    texts = tmp_path / "posts.jsonl"
    texts.write_text('{"text": "It may rain."}\n{"text": ""}\n', encoding="utf-8")
    run(texts, tmp_path / "out.parquet")
    before = pd.read_parquet(tmp_path / "out.errors.parquet")
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_bytes(b"")
    with pytest.raises(ToolkitError) as failed:
        run([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "out.parquet")
    assert str(failed.value) == (
        "nothing could be measured: a.txt is empty (0 bytes); b.txt is empty "
        f"(0 bytes); {str(tmp_path / 'out.parquet')!r} stays as it was"
    )
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "out.errors.parquet"), before)
    with pytest.raises(ToolkitError, match="all 2 reasons are in"):
        run([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "new.parquet")
    assert len(pd.read_parquet(tmp_path / "new.errors.parquet")) == 2
    assert not list(tmp_path.glob(".*"))


def test_errors_appear_with_their_table(tmp_path, monkeypatch):
    texts = tmp_path / "posts.jsonl"
    texts.write_text('{"text": "It may rain."}\n{"text": ""}\n', encoding="utf-8")
    run(texts, tmp_path / "out.parquet")
    texts.write_text('{"text": "It may rain."}\n', encoding="utf-8")

    def full(self):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Output, "_put_in_place", full)
        with pytest.raises(ToolkitError, match="no space left"):
            run(texts, tmp_path / "out.parquet")
    assert len(pd.read_parquet(tmp_path / "out.errors.parquet")) == 1
    run(texts, tmp_path / "out.parquet")
    assert len(pd.read_parquet(tmp_path / "out.errors.parquet")) == 0


def good_and_bad(folder):
    for name, text in (("good", POST), ("bad", "")):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder / "good.txt", folder / "bad.txt"


def test_a_folder_and_a_csv_of_one_name_have_errors_of_their_own(tmp_path, monkeypatch):
    good, bad = good_and_bad(tmp_path)
    first = run([good, bad], tmp_path / "sh.parquet")
    second = run([good], tmp_path / "sh.csv")
    assert (first.errors.name, second.errors.name) == (
        "sh.errors.parquet", "sh.csv.errors.parquet",
    )  # fmt: skip
    assert pd.read_parquet(first.errors)["place"].tolist() == ["bad.txt"]
    assert pd.read_parquet(second.errors).empty
    in_place = Output._put_in_place

    def meanwhile(self):
        run([good], tmp_path / "sh.csv")
        in_place(self)

    monkeypatch.setattr(Output, "_put_in_place", meanwhile)
    run([good, bad], tmp_path / "sh.parquet")
    assert pd.read_parquet(first.errors)["place"].tolist() == ["bad.txt"]


@pytest.mark.parametrize("names", [("a.csv", "a.csv.parquet"), ("a", "a.parquet")])
def test_errors_that_two_outputs_would_share_are_refused_the_second(tmp_path, names):
    good, bad = good_and_bad(tmp_path)
    for first, second in (names, names[::-1]):
        folder = tmp_path / f"{first} first"
        refused = []

        def meanwhile(*_, other=folder / second, refused=refused):
            with pytest.raises(ToolkitError, match=r"another run is writing .* now") as error:
                run([good], other)
            refused.append(error)

        errors = run([good, bad], folder / first, progress=meanwhile).errors
        assert refused
        with pytest.raises(ToolkitError, match=r"what is refused would be written to .*, as for"):
            run([good], folder / second)
        assert len(pd.read_parquet(errors)) == 1
        assert not (folder / second).exists()
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "good.txt").write_text(POST, encoding="utf-8")
    assert run(tmp_path / "b", tmp_path / "b.parquet").measured == 1, "of inputs it is no namesake"


def test_a_slip_costs_none_of_the_parts_that_are_finished(tmp_path):
    path = written(rows(60), tmp_path, "csv")
    done = []

    def stop(*_):
        done.append(1)
        if len(done) == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(path, tmp_path / "out.parquet", progress=stop)
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.raises(ToolkitError, match="nothing could be measured"):
        run(tmp_path / "empty.txt", tmp_path / "out.parquet")
    assert run(path, tmp_path / "out.parquet").parts_reused >= 4


def test_a_file_without_rows_is_refused_once(tmp_path):
    """Blank lines, a mark of the encoding alone, and a quotation mark that is never closed."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "blank.jsonl").write_text("\n  \n\n", encoding="utf-8")
    (folder / "good.csv").write_text("text\nIt may rain.\n", encoding="utf-8")
    (folder / "mark.jsonl").write_text("\n", encoding="utf-8-sig")
    (folder / "open.csv").write_text('text\n"It may rain\n', encoding="utf-8")
    summary = run(folder, tmp_path / "out.parquet")
    errors = pd.read_parquet(summary.errors)
    assert (summary.inputs, summary.refused) == (4, 3)
    assert list(errors["place"]) == ["blank.jsonl", "mark.jsonl", "open.csv, line 2"]
    assert list(errors["reason"]) == [
        "blank.jsonl has no rows",
        "mark.jsonl has no rows",
        "a quotation mark is never closed",
    ]


def test_an_object_nested_too_deep_is_refused_in_this_process_too(tmp_path):
    deep = "[" * 100_000 + "]" * 100_000
    lines = ['{"text": "It may rain."}', f'{{"text": {deep}}}', '{"text": "[It] may [snow]."}']
    (tmp_path / "deep.jsonl").write_text("\n".join(lines), encoding="utf-8")
    summary = run(tmp_path / "deep.jsonl", tmp_path / "out.parquet", workers=0)
    assert pd.read_parquet(summary.errors)["reason"].tolist() == ["it is nested too deep"]
    assert table(summary.output)["text"].tolist() == ["It may rain.", "[It] may [snow]."]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_an_output_may_be_a_link(tmp_path, kind):
    texts = written(rows(6), tmp_path, "csv")
    link = tmp_path / f"link.{kind}"
    link.symlink_to(tmp_path / "far" / f"target.{kind}")
    for _ in range(2):
        assert run(texts, link).output == tmp_path / "far" / f"target.{kind}"
        assert link.is_symlink()
    read = pd.read_parquet if kind == "parquet" else pd.read_csv
    assert len(read(link)) == 6
    (tmp_path / "broken.csv").symlink_to("nowhere.csv")
    summary = run([texts, tmp_path / "broken.csv"], tmp_path / "out.parquet")
    assert pd.read_parquet(summary.errors)["reason"][0].endswith(
        "broken.csv' is a link that leads nowhere: 'nowhere.csv' isn't there"
    )
    (tmp_path / "circle").symlink_to("circle")
    summary = run([texts, tmp_path / "circle"], tmp_path / "out.parquet")
    assert pd.read_parquet(summary.errors)["reason"][0].endswith(
        "circle' is a link that leads in a circle, by way of 'circle'"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="no links without rights")
def test_links_in_a_circle_and_names_too_long_are_sentences(tmp_path, capsys):
    texts = tmp_path / "posts.csv"
    texts.write_text("text\nThe port may be shut.\n", encoding="utf-8")
    (tmp_path / "circle").symlink_to("circle")
    with pytest.raises(ToolkitError, match="circle' can't be written: "):
        run(texts, tmp_path / "circle")
    with pytest.raises(ToolkitError, match=r"would lie in '.*posts.csv', which is no folder"):
        run(texts, texts / "in" / "out.parquet")
    out, long = tmp_path / "out.parquet", tmp_path / f"{'long' * 99}.csv"
    assert main(["measure", str(texts), str(long), "-o", str(out), "--workers", "0"]) == 1
    assert "1 measured + 1 refused" in capsys.readouterr().out
    (reason,) = table(tmp_path / "out.errors.parquet")["reason"]
    assert reason == f"{long.name} can't be read: file name too long"


@pytest.mark.parametrize(
    ("inputs", "options", "says"),
    [
        (None, {}, "must be the path of a file, not NoneType"),
        ([3], {}, "must be the path of a file, not int"),
        (pd.DataFrame({"text": ["It may rain."]}), {}, "this is a table"),
        ("posts.csv", {"format": "xml"}, "format='xml' is not known; choose csv, tsv"),
        ("posts.csv", {"workers": -2}, "workers=-2 must be a whole number from 0"),
        (
            "posts.csv",
            {"workers": 10**12},
            "workers=1000000000000 must be a whole number from 0 to",
        ),
        ("posts.csv", {"part_mb": 1e308}, r"part_mb=1e\+308 must be more than 0, in megabytes"),
        ("posts.csv", {"workers": "2"}, "workers='2' must be a whole number from 0"),
        ("posts.csv", {"workers": True}, "workers=True must be a whole number from 0"),
        ("posts.csv", {"progress": True}, "progress=True must be a function"),
    ],
)
def test_slips_in_calling_are_told_before_anything_is_written(
    tmp_path, monkeypatch, inputs, options, says
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "posts.csv").write_text("text\nIt may rain.\n", encoding="utf-8")
    with pytest.raises(ToolkitError, match=says):
        run(inputs, "out.parquet", **options)
    with pytest.raises(ToolkitError, match="the output must be the path"):
        run("posts.csv", None)
    assert [path.name for path in tmp_path.iterdir()] == ["posts.csv"]


ids = st.lists(
    st.one_of(
        st.none(),
        st.integers(-9, 9),
        st.integers(2**53 - 2, 2**53 + 2),
        st.integers(10**17, 2**64),
        st.floats(allow_infinity=False),
        st.sampled_from([1.0, 0.5, True, "7", "x"]),
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=40)
@given(ids)
@example([1585841080431321089, 0.5])
@example([1, 0.5, 1585841080431321089])
@example([0.5, 2**53 + 1])
@example([1, 1.5, "x"])
def test_a_column_is_the_same_however_it_is_divided(tmp_path_factory, values):
    folder = tmp_path_factory.mktemp("ids")
    path = folder / "t.jsonl"
    records = [{"text": f"It may rain on day {i}.", "id": v} for i, v in enumerate(values)]
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    run(path, folder / "one.parquet", measures=["n_words"], part_mb=1)
    summary = run(path, folder / "many.parquet", measures=["n_words"], part_mb=1e-5)
    assert summary.parts == len(values)
    one, many = (pq.read_table(folder / f"{name}.parquet")["id"] for name in ("one", "many"))
    assert [as_cell(v) for v in one.to_pylist()] == [as_cell(v) for v in many.to_pylist()]
    kept = [as_cell(v) for v in values]
    assert [as_cell(v) for v in one.to_pylist()] == kept


typed = st.one_of(
    st.none(),
    st.dates(),
    st.datetimes(),
    st.datetimes(timezones=st.just(UTC)),
    st.times(),
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-999, max_value=999),
    st.decimals(allow_nan=False, allow_infinity=False, places=20, min_value=-9, max_value=9),
    st.integers(10**15, 10**18).map(Decimal),
    st.binary(max_size=4),
    st.integers(-9, 9),
    st.floats(allow_infinity=False),
    st.floats(allow_infinity=False, width=32).map(np.float32),
    st.booleans(),
    st.sampled_from(["2020-01-01", "unknown", ""]),
)


@settings(max_examples=200)
@given(st.lists(typed, min_size=1, max_size=4))
@example([datetime(2020, 1, 1), "unknown"])
@example([datetime(2020, 1, 1), date(2020, 1, 1), None])
@example([b"ab\xff", "unknown"])
@example([Decimal("0.10"), 0.1, "x"])
@example([Decimal("0.043"), 0.5])
@example([Decimal("1152921504606846976"), 0.5])
@example([Decimal("0.12345678901234567891"), 0.5])
@example([float("nan"), "x"])
def test_values_of_any_type_are_the_same_however_files_are_joined(values):
    tables = [pa.table({"x": pa.array([value])}) for value in values]
    values = [table["x"][0].as_py() for table in tables]
    left = joined([joined(tables[:2]), *tables[2:]])
    right = joined([*tables[:-2], joined(tables[-2:])])
    cells = [as_cell(value) for value in values]
    for found in (joined(tables), left, right):
        assert [as_cell(value) for value in found["x"].to_pylist()] == cells


def joined(tables: list[pa.Table]) -> pa.Table:
    schema = common_schema([t.schema for t in tables], lambda i, name: tables[i][name])
    return pa.concat_tables([in_schema(one, schema) for one in tables])


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (float("nan"), None),
        (pd.NaT, None),
        (Decimal("NaN"), None),
        (Decimal("Infinity"), "Infinity"),
        (Decimal("1.50"), "1.5"),
        (Decimal("100"), "100"),
        (Decimal("0.12345678901234567890"), "0.1234567890123456789"),
        (date(2020, 1, 1), "2020-01-01"),
        (datetime(2020, 1, 1), "2020-01-01"),
        (datetime(2020, 1, 1, tzinfo=UTC), "2020-01-01 00:00:00+00:00"),
        (pd.Timestamp("2020-01-01 00:00:00.000000001"), "2020-01-01 00:00:00.000000001"),
        (b"caf\xc3\xa9 \xff", "café \\xff"),
        ([datetime(2020, 1, 1), None], '["2020-01-01", null]'),
        ({"day": date(2020, 1, 1)}, '{"day": "2020-01-01"}'),
    ],
)
def test_a_value_as_text(value, cell):
    assert as_cell(value) == cell


@pytest.mark.parametrize("part_mb", [1e-5, 4])
def test_a_day_beside_text_is_written_plainly(tmp_path, part_mb):
    days = {"text": "It may rain.", "day": [pd.Timestamp("2020-01-01"), None]}
    pd.DataFrame(days).to_parquet(tmp_path / "a.parquet")
    (tmp_path / "b.csv").write_text("text,day\nIt may snow.,unknown\n", encoding="utf-8")
    run([tmp_path / "a.parquet", tmp_path / "b.csv"], tmp_path / "out.parquet", part_mb=part_mb)
    found = table(tmp_path / "out.parquet")["day"]
    assert found.fillna("").tolist() == ["2020-01-01", "", "unknown"]


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_ids_of_many_digits_keep_them_beside_fractions_and_gaps(tmp_path, kind):
    for name, value in (("a", 1585841080431321089), ("b", 0.5), ("c", None)):
        frame = pd.DataFrame({"text": ["It may rain."], "a.id": [value], "gap": [None]})
        frame.to_parquet(tmp_path / f"{name}.parquet")
    files = [tmp_path / f"{name}.parquet" for name in "abc"]
    for part_mb in (1e-5, 4):
        run(files, tmp_path / f"out.{kind}", part_mb=part_mb)
        read = pd.read_parquet if kind == "parquet" else lambda f: pd.read_csv(f, dtype=str)
        found = read(tmp_path / f"out.{kind}")["a.id"]
        assert found.fillna("").tolist() == ["1585841080431321089", "0.5", ""]


def test_ids_keep_their_digits_beside_gaps_in_csv(tmp_path):
    path = tmp_path / "t.jsonl"
    path.write_text(
        '{"text": "It may rain.", "id": 1585841080431321089}\n{"text": "It may snow."}\n', "utf-8"
    )
    run(path, tmp_path / "out.csv")
    assert pd.read_csv(tmp_path / "out.csv", dtype=str)["id"][0] == "1585841080431321089"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("blank.csv", "text,,role\nIt may rain.,x,report\n"),
        ("blank.tsv", "\ttext\trole\t\n7\tIt may rain.\treport\t\n"),
        ("nul.csv", "text,n\0,role\nIt may rain.,a\0b,report\n"),
        ("nul.jsonl", '{"text": "It may rain.", "role": "report", "n": "a\\u0000b"}\n'),
    ],
)
def test_a_users_own_columns_are_those_of_memory(tmp_path, name, content):
    (tmp_path / name).write_text(content, encoding="utf-8")
    run(tmp_path / name, tmp_path / "out.parquet")
    found, expected = table(tmp_path / "out.parquet"), in_memory(tmp_path / name)
    assert list(found) == list(expected)
    own = [column for column in expected if column.startswith(("n", "unnamed"))]
    assert found[own].astype(str).to_numpy().tolist() == (
        expected[own].astype(str).to_numpy().tolist()
    )


@pytest.mark.parametrize("name", sorted(all_measures()))
def test_a_measure_is_kept_with_what_it_is_pooled_by(name):
    whole = in_memory_of_two()
    kept = whole[["story", "role", *kept_measures([name])]]
    found, expected = (tk.pool(one, ["story", "role"])[name] for one in (kept, whole))
    pd.testing.assert_series_equal(found, expected)


@cache
def in_memory_of_two() -> pd.DataFrame:
    return pd.DataFrame(tk.measure(rows(6).assign(kind="body", paragraph=range(6))))


def test_a_column_that_was_named_and_is_not_there_is_no_other(tmp_path):
    path = written(rows(3).assign(body="It may snow."), tmp_path, "csv")
    with pytest.raises(ToolkitError, match=r"no column 'bdoy'.*text_column= \(--text-column\)"):
        run(path, tmp_path / "out.parquet", text_column="bdoy")
    with pytest.raises(ToolkitError, match="no column 'bdoy'"):
        tk.read_stories(path, text_column="bdoy")
    run(path, tmp_path / "out.parquet", text_column="body")
    assert set(table(tmp_path / "out.parquet")["text"]) == {"It may snow."}


@pytest.mark.parametrize(
    ("columns", "named", "says"),
    [
        ("role,body", "text", "t.csv: the table has neither a column 'text' nor 'report' and "
         "'commentary'; it has role, body; rename the one that holds the text to 'text', or name "
         "it with text_column= (--text-column)"),
        ("report,comment", "text", "t.csv: the table has neither a column 'text' nor 'report' and "
         "'commentary'; it has report, comment; rename 'comment' to 'commentary'"),
        ("role,body", "Body", "t.csv: the table has no column 'Body'; it has role, body; "
         "text_column= (--text-column) names the one that holds the text; did you mean 'body'?"),
    ],
)  # fmt: skip
def test_a_table_without_texts_is_told_so_in_one_way(tmp_path, columns, named, says):
    path = tmp_path / "t.csv"
    path.write_text(f"{columns}\nreport,It may rain.\n", encoding="utf-8")
    with pytest.raises(ToolkitError) as in_an_archive:
        run(path, tmp_path / "out.parquet", text_column=named)
    assert str(in_an_archive.value) == f"nothing could be measured: {says}"
    with pytest.raises(ToolkitError) as alone:
        tk.read_stories(path, text_column=named)
    assert str(alone.value) == says


def test_what_is_said_of_a_language_and_a_column_serves_python_and_the_command(tmp_path):
    pd.DataFrame({"text": [FOREIGN * 3]}).to_csv(tmp_path / "foreign.csv", index=False)
    pd.DataFrame({"title": ["Port"]}).to_csv(tmp_path / "titles.csv", index=False)
    for name, says in (
        ("foreign.csv", r"language=None \(--language any\)"),
        ("titles.csv", r"text_column= \(--text-column\)"),
    ):
        with pytest.raises(ToolkitError, match=says):
            run(tmp_path / name, tmp_path / "out.parquet")


def test_the_path_of_an_output_may_be_long_and_have_blanks(tmp_path):
    folder = tmp_path.joinpath(*["a folder with a name of some length"] * 8)
    assert len(str(folder)) > 255
    path = written(rows(3), tmp_path, "csv")
    assert run(path, str(folder / "out.parquet")).measured == 3


@pytest.mark.parametrize("marker", [None, "Our view:"])
def test_a_row_that_is_a_marker_alone_is_no_paragraph(tmp_path, marker):
    line = marker or "Read the original article here"
    texts = [line, f"{line[:-1]} and there the port is shut.", "It may stay so."]
    path = tmp_path / "posts.csv"
    pd.DataFrame({"text": texts}).to_csv(path, index=False)
    run(path, tmp_path / "out.parquet", marker=marker, role="report")
    assert table(tmp_path / "out.parquet")["text"].tolist() == texts[1:]
    errors = pd.read_parquet(tmp_path / "out.errors.parquet")
    assert errors["place"].tolist() == ["posts.csv, line 2"]
    assert in_memory(path, marker=marker, role="report")["text"].tolist() == texts[1:]
