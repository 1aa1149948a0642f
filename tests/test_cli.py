"""The command: what it prints, what it returns, and how it helps."""

from __future__ import annotations

import json
import math
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

import toolkit as tk
import toolkit.cli.loading as loading
from toolkit.cli import archive, main
from toolkit.cli.headline import headline
from toolkit.cli.tables import COMPARE

DATA = Path(__file__).parent.parent / "data"
KURSK = DATA / "kursk.txt"
MARKER = "Read the original article here"
SENTENCE = (
    "The harbour master said on Friday that the port would stay shut until the storm is over. "
)


@pytest.fixture
def page(monkeypatch):
    """Stands in for the page, which has its own tests."""
    made = []

    def write_report(story, output, source):
        made.append((story, output))
        Path(output).write_text("<html></html>", encoding="utf-8")
        return Path(output)

    monkeypatch.setitem(sys.modules, "toolkit.page", SimpleNamespace(write_report=write_report))
    return made


@pytest.fixture
def stories(tmp_path):
    folder = tmp_path / "stories"
    folder.mkdir()
    for i in range(6):
        text = f"{SENTENCE * (i + 1)}\n\n{MARKER}\n\nIt might be {i} days. So be it."
        (folder / f"post{i}.txt").write_text(text, encoding="utf-8")
    return folder


def said(capsys, *arguments) -> tuple[int, str, str]:
    status = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return status, out, err


def test_report_prints_the_figures_and_where_the_page_is(capsys, tmp_path, page):
    status, out, _ = said(capsys, "report", KURSK, "-o", tmp_path / "kursk.html")
    table = pd.DataFrame(tk.measure(tk.read_story(KURSK)))
    hedges = table.groupby("role")["n_hedges"].sum()
    assert status == 0
    assert re.fullmatch(
        rf"report 90 words, commentary 442; "
        rf"hedges per 100 words {hedges['report'] / 0.9:.1f} \({hedges['report']:.0f}\) and "
        rf"{hedges['commentary'] / 4.42:.1f} \({hedges['commentary']:.0f}\): "
        rf"too little text to tell apart; "
        rf"Flesch 22 and 38: shorter words, not shorter sentences; "
        rf"sentiment −\.59 and −\.08: see notebook 03 before quoting\n"
        rf"The page: .*kursk\.html\n",
        out,
    )
    assert page[0][1] == tmp_path / "kursk.html"


def test_what_several_steps_warn_of_is_said_once(capsys, tmp_path, without_charts):
    spoken = "it may rain and nobody knows why they did it but so it is " * 14
    story = tmp_path / "port.txt"
    story.write_text(f"{SENTENCE}\n\n{MARKER}\n\n{spoken}", encoding="utf-8")
    status, _, err = said(capsys, "report", story, "-o", tmp_path / "port.html")
    assert (status, err.count("toolkit: note: 1 text has hardly a full stop")) == (0, 1)


def test_report_for_a_program(capsys):
    status, out, _ = said(capsys, "report", KURSK, "--json")
    figures = json.loads(out)
    assert status == 0
    assert figures["n_words"] == [90, 442]
    assert figures["page"] is None


def test_report_of_two_files(capsys, tmp_path, page):
    (tmp_path / "port.report.txt").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "blog.txt").write_text("It may be.", encoding="utf-8")
    status, out, _ = said(
        capsys, "report", "--report", tmp_path / "port.report.txt",
        "--commentary", tmp_path / "blog.txt", "-o", tmp_path / "p.html",
    )  # fmt: skip
    assert (status, len(page)) == (0, 1)
    assert out.startswith("report 17 words, commentary 3;")


def table(**columns) -> pd.DataFrame:
    roles = {
        "role": ["report", "commentary"],
        "n_words": [1000.0, 1000.0],
        "n_sentences": [50.0, 50.0],
    }
    rest = {"n_syllables": [1500.0, 1500.0], "hedges_per_100_words": [1.0, 1.0],
            "flesch_reading_ease": [0.0, 0.0], "vader_compound": [0.1, -0.1]}  # fmt: skip
    return pd.DataFrame({**roles, **rest, **columns})


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"n_syllables": [1500.0, 1800.0]}, "longer words, not longer sentences"),
        ({"n_sentences": [50.0, 25.0]}, "longer sentences, not longer words"),
        (
            {"n_sentences": [50.0, 30.0], "n_syllables": [1500.0, 1700.0]},
            "longer words and longer sentences",
        ),
        (
            {"n_sentences": [50.0, 25.0], "n_syllables": [1500.0, 1400.0]},
            "longer sentences, though shorter words",
        ),
        ({}, "about as hard to read"),
        ({"hedges_per_100_words": [1.0, 4.0]}, "more in the commentary of this one story"),
        ({"hedges_per_100_words": [0.0, 0.0]}, "none in either"),
        ({"hedges_per_100_words": [1.0, 1.2]}, "too little text to tell apart"),
        ({"vader_compound": [float("nan"), 0.5]}, "sentiment none and .50"),
        ({"vader_compound": [-0.001, -0.5]}, "sentiment .00 and −.50"),
    ],
)  # fmt: skip
def test_the_words_follow_from_the_figures(columns, says):
    assert says in headline(table(**columns))["sentence"]


def test_measure_counts_add_up_and_the_status_says_so(capsys, tmp_path, stories):
    out = tmp_path / "out.parquet"
    status, text, _ = said(capsys, "measure", stories, "-o", out, "--workers", 0)
    assert status == 0
    assert "6 inputs = 6 measured + 0 refused" in text
    (stories / "bad.txt").write_bytes(b"")
    status, text, _ = said(capsys, "measure", stories, "-o", out, "--workers", 0)
    assert status == 1
    assert "7 inputs = 6 measured + 1 refused" in text
    assert "bad.txt is empty (0 bytes)" in text
    status, _, err = said(capsys, "measure", stories / "bad.txt", "-o", out, "--workers", 0)
    assert status == 2
    assert err.startswith("toolkit: nothing could be measured: bad.txt")


def test_paragraphs_that_may_be_whole_texts_are_told(capsys, tmp_path):
    told = "1 paragraph of 300 words or more: a text that has lost its breaks is one paragraph"
    for others in (19, 20):
        texts = ["The port is shut. " * 80, *["It rains."] * others]
        pd.DataFrame({"text": texts}).to_csv(tmp_path / "t.csv", index=False)
        measuring = ["measure", tmp_path / "t.csv", "-o", tmp_path / f"{others}.parquet"]
        lines = said(capsys, *measuring, "--workers", 0)[1].splitlines()
        assert (told in lines) == (others == 19)


def test_one_is_no_plural(capsys, tmp_path):
    (tmp_path / "t.csv").write_text("text\n<p>Rain</p>\n", encoding="utf-8")
    measuring = ["measure", tmp_path / "t.csv", "-o", tmp_path / "o.parquet", "--workers", 0]
    lines = said(capsys, *measuring)[1].splitlines()
    assert lines[0] == "1 input = 1 measured + 0 refused"
    assert lines[1].startswith("1 paragraph, 1 word in ")
    assert lines[2] == "1 paragraph without a role, which compare will leave out"
    assert lines[3] == "1 paragraph with HTML tags, which were read as text: take them out first"
    assert "1 of 1 part finished already" in said(capsys, *measuring)[1]


def test_measure_for_a_program_and_in_silence(capsys, tmp_path, stories):
    status, out, _ = said(
        capsys, "measure", stories, "-o", tmp_path / "o.parquet", "--workers", 0, "--json",
        "--measures", "lix,", "rix",
    )  # fmt: skip
    whole = json.loads(out)
    assert (status, whole["measured"], whole["first_refused"]) == (0, 6, [])
    (tmp_path / "empty.txt").touch()
    status, out, _ = said(
        capsys, "measure", stories, tmp_path / "empty.txt", "-o", tmp_path / "p.parquet",
        "--workers", 0, "--json",
    )  # fmt: skip
    assert (status, json.loads(out)["first_refused"]) == (
        1, [{"place": "empty.txt", "reason": "empty.txt is empty (0 bytes)"}],
    )  # fmt: skip
    assert said(capsys, "measure", stories, "-o", tmp_path / "o.parquet", "--quiet") == (0, "", "")


def test_progress_shows_on_a_terminal_only(capsys, tmp_path, stories, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    _, _, err = said(capsys, "measure", stories, "-o", tmp_path / "out.parquet", "--workers", 0)
    assert "12 paragraphs" in err
    assert "100%" in err


def test_compare_a_measured_table_and_the_texts_themselves(capsys, tmp_path, stories):
    main(
        ["measure", str(stories), "-o", str(tmp_path / "out.parquet"), "--workers", "0", "--quiet"]
    )
    printed = {said(capsys, "compare", source)[1] for source in (stories, tmp_path / "out.parquet")}
    assert len(printed) == 1
    assert "Hedges per 100 words: " in printed.pop()


def test_compare_pools_what_is_too_large(capsys, tmp_path, monkeypatch):
    folder = DATA / "stories"
    main(["measure", str(folder), "-o", str(tmp_path / "o.parquet"), "--workers", "0", "--quiet",
          "--part-size", "0.02"])  # fmt: skip
    assert len(list((tmp_path / "o.parquet").glob("part-*"))) > 3
    whole = json.loads(said(capsys, "compare", tmp_path / "o.parquet", "--json")[1])["comparison"]
    monkeypatch.setattr(loading, "LARGE", 10)
    pooled = json.loads(said(capsys, "compare", tmp_path / "o.parquet", "--json")[1])
    assert "pooled by story" in pooled["notes"][0]
    for left, right in zip(whole, pooled["comparison"], strict=True):
        assert left["measure"] == right["measure"]
        assert right["difference"] == pytest.approx(left["difference"], rel=1e-9, abs=1e-12)


def test_compare_leaves_out_what_has_no_role_and_says_so(capsys, tmp_path, stories):
    main(["measure", str(stories), "-o", str(tmp_path / "o.parquet"), "--workers", "0", "--quiet"])
    table = pd.read_parquet(tmp_path / "o.parquet")
    table.loc[0, "role"] = None
    table.to_csv(tmp_path / "t.csv", index=False)
    status, out, _ = said(capsys, "compare", tmp_path / "t.csv", "-o", tmp_path / "c.csv")
    assert status == 0
    assert out.startswith("1 paragraph without a role left out.")
    assert "hedges_per_100_words" in pd.read_csv(tmp_path / "c.csv")["measure"].tolist()


def test_measures_lists_and_explains(capsys):
    assert "\nreadability\n" in said(capsys, "measures")[1]
    assert "Björnsson" in said(capsys, "measures", "lix")[1]
    family = said(capsys, "measures", "Sentiment", "lix")[1]
    assert [line.split(":")[0] for line in family.splitlines() if line[:1].strip()] == [
        "vader_compound", "vader_compound_sd", "vader_positive", "vader_neutral",
        "vader_negative", "vader_compound_whole", "lix",
    ]  # fmt: skip
    assert len(json.loads(said(capsys, "measures", "--json")[1])) == len(tk.list_measures())


def test_new_makes_a_notebook(capsys, tmp_path):
    status, out, _ = said(capsys, "new", tmp_path / "mine.ipynb", "--story", KURSK)
    assert status == 0
    assert (tmp_path / "mine.ipynb").exists()
    assert "jupyter lab" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["report", "kursk.text"], "there is no file 'kursk.text'"),
        (["report"], "name the story's file"),
        (["report", "a.txt", "--report", "b.txt"], "give either one file"),
        (["report", str(KURSK), "-o", str(KURSK)], "would replace the story"),
        (["report", str(KURSK), "-o", "no/such/folder/p.html"], "there is no folder"),
        (["measure", "nowhere", "-o", "o.parquet", "--workers", "0"], "there is no file 'nowhere'"),
        (["measure", "x*.csv", "-o", "o.parquet", "--workers", "0"], "no file matches 'x*.csv'"),
        (["measure", str(KURSK), "-o", "o.parquet", "--measures", "flesh"], "no measure named"),
        (["measures", "lixx"], "'lixx'"),
        (["compare", "https://news.example/a"], "never goes online"),
        (["compare", str(KURSK), "-o", "c.docx"], "must end in .csv or .parquet"),
        (["compare", "nothing.parquet"], "there is no file"),
    ],
)  # fmt: skip
def test_a_slip_is_one_sentence_on_standard_error(capsys, tmp_path, monkeypatch, arguments, says):
    monkeypatch.chdir(tmp_path)
    status, out, err = said(capsys, *arguments)
    assert (status, out) == (2, "")
    assert says in err
    assert err.count("\n") == 1


def test_columns_of_ones_own_can_be_asked_for_by_name(tmp_path, capsys):
    table = pd.DataFrame(
        {"story": "fire", "role": ["report", "commentary"], "n_words": [90.0, 99.0]}
    )
    table.assign(mine=[1.5, 2.5], other=[0.0, 1.0]).to_csv(tmp_path / "t.csv", index=False)
    out = said(capsys, "compare", tmp_path / "t.csv", "--measures", "mine", "--json")[1]
    assert [row["measure"] for row in json.loads(out)["comparison"]] == ["mine"]
    status, _, err = said(capsys, "compare", tmp_path / "t.csv", "--measures", "mien")
    assert (status, "'mien'" in err, "did you mean 'mine'" in err) == (2, True, True)


@pytest.mark.parametrize("command", ["report", "measure", "compare", "new", "measures"])
def test_help_teaches_with_examples(capsys, command):
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    out = capsys.readouterr().out
    assert stopped.value.code == 0
    assert f"  toolkit {command}" in out.split("examples:")[1]


def test_without_a_command_it_says_what_there_is(capsys):
    status, out, _ = said(capsys)
    assert status == 2
    assert "toolkit report" in out


def test_an_interruption_and_a_full_disk_are_sentences(capsys, monkeypatch):
    for error, status in (
        (KeyboardInterrupt(), 130),
        (OSError(28, "No space left on device"), 2),
        (MemoryError(), 2),
    ):

        def fail(error=error):
            raise error

        monkeypatch.setattr("toolkit.measures.list_measures", fail)
        assert said(capsys, "measures")[0] == status


def test_python_m_toolkit_is_the_command():
    done = subprocess.run([sys.executable, "-m", "toolkit", "measures", "rix"], capture_output=True,
                          encoding="utf-8", env=None, check=False)  # fmt: skip
    assert done.returncode == 0
    assert done.stdout.startswith("rix: RIX")


def test_a_folder_becomes_an_index_and_a_page_each(tmp_path, capsys, without_charts):
    folder = tmp_path / "two"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(KURSK.read_text(encoding="utf-8"), encoding="utf-8")
    assert main(["report", str(folder), "-o", str(tmp_path / "two.html")]) == 0
    assert "two.html" in capsys.readouterr().out
    assert len(list((tmp_path / "two_stories").glob("*.html"))) == 2


@pytest.mark.parametrize("option", [["--json"], ["--report", str(KURSK)]])
def test_options_of_one_story_are_refused_for_many(tmp_path, capsys, option):
    assert main(["report", str(tmp_path), *option]) == 2
    assert "one story" in capsys.readouterr().err


def test_a_table_becomes_pages_too(tmp_path, capsys, without_charts):
    rows = [(name, role, "The port may be shut. Nobody knows when it opens again.")
            for name in ("a", "b") for role in ("report", "commentary")]  # fmt: skip
    table = tmp_path / "posts.csv"
    pd.DataFrame(rows, columns=["story", "role", "text"]).to_csv(table, index=False)
    assert main(["report", str(table), "-o", str(tmp_path / "posts.html")]) == 0
    assert "posts.html" in capsys.readouterr().out
    assert "<h1>posts: 2 stories" in (tmp_path / "posts.html").read_text(encoding="utf-8")
    assert len(list((tmp_path / "posts_stories").glob("*.html"))) == 2


def test_one_story_compared_is_json_too(capsys):
    assert main(["compare", str(KURSK), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["comparison"]
    assert None in [row["sign_stable"] for row in rows]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--measures", ","], "--measures names none"),
        (["--unit", "role"], "unit='role' is what is compared"),
        (["-o", "{table}"], "would replace"),
    ],
)
def test_slips_in_comparing_are_answered(capsys, tmp_path, options, says):
    table = tmp_path / "table.csv"
    tk.measure(tk.read_story(KURSK)).to_csv(table, index=False)
    assert main(["compare", str(table), *(o.format(table=table) for o in options)]) == 2
    assert says in capsys.readouterr().err


def test_csvs_that_are_no_tables_are_answered_and_a_story_may_be_called_na(capsys, tmp_path):
    table = tmp_path / "table.csv"
    for content in ("", '"a,n_words\n1', 'n_words,story,role\n1,a,"b\n'):
        table.write_text(content, encoding="utf-8")
        assert main(["compare", str(table)]) == 2
        said = capsys.readouterr().err
        assert said.startswith("toolkit: table.csv")
        assert "Traceback" not in said
    measured = tk.measure(tk.read_story(KURSK).assign(story="NA", place="caf\xe9"))
    for encoding in ("utf-8", "cp1252"):
        measured.to_csv(table, index=False, encoding=encoding, errors="replace")
        assert main(["compare", str(table)]) == 0
        assert "in this one story" in capsys.readouterr().out


@pytest.mark.parametrize("option", [["--workers", "-1"], ["--part-size", "0"]])
def test_numbers_that_can_not_be_are_answered(capsys, tmp_path, option):
    with pytest.raises(SystemExit):
        main(["measure", str(KURSK), "-o", str(tmp_path / "out.parquet"), *option])
    assert f"argument {option[0]}: {option[1]} is no " in capsys.readouterr().err


def test_new_without_a_story_says_how(capsys, tmp_path):
    assert main(["new", str(tmp_path / "mine.ipynb")]) == 2
    assert "--story my_story.txt" in capsys.readouterr().err


def test_help_comes_before_anything_large_is_loaded():
    code = (
        "import sys\nfrom toolkit.cli import main\n"
        "try: main(['measure', '--help'])\nexcept SystemExit: pass\n"
        "assert not {'pandas', 'numpy', 'pyarrow'} & set(sys.modules), sorted(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert "examples:" in done.stdout


def test_as_many_processes_start_as_there_will_be_parts(tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_bytes(b"x" * 3000)
    assert archive._parts_of(str(file), 1000 / 2**20) == 4
    assert archive._parts_of(str(tmp_path), 8) == archive._parts_of("-", 8) == math.inf
    assert archive._parts_of(str(tmp_path / "*.csv"), 8) == math.inf
    assert archive._parts_of(str(tmp_path / "none.csv"), 8) == 0


def measured(capsys, source, output, *options):
    assert (
        said(capsys, "measure", source, "-o", output, "--workers", 0, "--quiet", *options)[0] == 0
    )
    return output


def test_no_input_of_a_comparison_is_replaced(capsys, tmp_path, stories):
    archive = measured(capsys, stories, tmp_path / "o.parquet")
    tk.measure(tk.read_stories(stories)).to_csv(stories.parent / "t.csv", index=False)
    (stories / "a.csv").write_text("report,commentary\nIt rains.,It may.\n", encoding="utf-8")
    link = tmp_path / "link.csv"
    link.symlink_to(stories / "a.csv")
    for table, output in (
        (archive, archive / "part-00000.parquet"),
        (archive, archive / "comparison.csv"),
        (tmp_path / "t.csv", archive / "part-00000.parquet"),
        (stories, stories / "a.csv"),
        (stories, link),
        (f"{stories}/*.csv", stories / "a.csv"),
    ):
        before = output.read_bytes() if output.exists() else None
        status, out, err = said(capsys, "compare", table, "-o", output)
        assert (status, out) == (2, "")
        assert "would replace" in err or "would lie in the measured archive" in err
        assert (output.read_bytes() if output.exists() else None) == before
    assert said(capsys, "compare", stories, "-o", stories / "new.csv")[0] == 0


def test_an_output_of_a_comparison_is_whole_and_named_as_it_was_typed(
    capsys, tmp_path, stories, monkeypatch
):
    status, _, err = said(capsys, "compare", stories, "-o", tmp_path / "no" / "c.csv")
    assert (status, err) == (2, f"toolkit: there is no folder {str(tmp_path / 'no')!r} to write "
                                "the table to\n")  # fmt: skip
    table = tmp_path / "c.parquet"
    table.write_bytes(b"an earlier one")

    def full(self, file, **_):
        file.write(b"half")
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(pd.DataFrame, "to_parquet", full)
        assert said(capsys, "compare", stories, "-o", table)[0] == 2
    assert table.read_bytes() == b"an earlier one"
    assert not list(tmp_path.glob(".*"))
    link = tmp_path / "link.parquet"
    link.symlink_to("target.parquet")
    assert said(capsys, "compare", stories, "-o", link)[0] == 0
    assert link.is_symlink()
    assert len(pd.read_parquet(tmp_path / "target.parquet")) > 20


def test_tables_with_other_measures_are_compared_by_those_that_all_have(capsys, tmp_path, stories):
    whole = measured(capsys, stories, tmp_path / "whole.parquet")
    some = measured(capsys, DATA / "stories", tmp_path / "some.parquet", "--measures",
                    "flesch_reading_ease,n_sentences,n_syllables")  # fmt: skip
    status, out, _ = said(capsys, "compare", whole, some, "--json")
    both = json.loads(out)
    assert status == 0
    assert [row["measure"] for row in both["comparison"]] == ["flesch_reading_ease"]
    assert "Left out, because some.parquet has no " in both["notes"][0]
    everything = pd.concat([pd.read_parquet(path) for path in (whole, some)], ignore_index=True)
    expected = tk.compare(everything, ["flesch_reading_ease"])["difference"]
    assert both["comparison"][0]["difference"] == pytest.approx(expected.iloc[0])
    lacking = pd.read_parquet(whole).drop(columns="n_syllables")
    lacking.assign(story="other " + lacking["story"]).to_csv(tmp_path / "t.csv", index=False)
    status, out, err = said(capsys, "compare", whole, tmp_path / "t.csv")
    assert (status, out) == (2, "")
    assert "needs the column 'n_syllables'" in err


def test_a_part_that_is_missing_or_damaged_is_named_and_made_anew(capsys, tmp_path):
    texts = tmp_path / "t.csv"
    texts.write_text("text,role\n" + "It may rain.,report\nIt is dry.,commentary\n" * 50)
    out = tmp_path / "o.parquet"
    many = ("--part-size", "0.0001")
    measured(capsys, texts, out, *many)
    whole = said(capsys, "compare", out)
    for number in (0, 1):
        part = out / f"part-0000{number}.parquet"
        content = bytearray(part.read_bytes())
        content[4:60] = bytes(56)
        for damaged in (content, content[:-9]):
            part.write_bytes(damaged)
            status, printed, err = said(capsys, "compare", out)
            assert (status, printed) == (2, "")
            assert f"{str(part)!r} can't be read: it is damaged; delete it, and the same" in err
        part.unlink()
        assert (
            f"{str(part)!r} is missing; the same toolkit measure" in said(capsys, "compare", out)[2]
        )
        measured(capsys, texts, out, *many)
        assert said(capsys, "compare", out) == whole


def test_what_is_no_table_of_measures_or_no_file_is_told_so(capsys, tmp_path, stories):
    out = measured(capsys, stories, tmp_path / "o.parquet")
    errors = tmp_path / "o.errors.parquet"
    assert "is the table of what was refused; name" in said(capsys, "compare", out, errors)[2]
    (tmp_path / "c.csv").mkdir()
    assert "c.csv' is a folder; name a file" in said(
        capsys, "compare", out, "-o", tmp_path / "c.csv"
    )[2]  # fmt: skip


def test_tables_that_share_no_measure_are_told_so(capsys, tmp_path, stories):
    tables = [
        measured(capsys, stories, tmp_path / f"{name}.parquet", "--measures", name)
        for name in ("lix", "smog_index")
    ]
    assert said(capsys, "compare", *tables)[2] == (
        "toolkit: lix.parquet and smog_index.parquet have no measure in common; measure the texts "
        "of both alike\n"
    )
    own = [path.with_suffix(".csv") for path in tables]
    for number, (path, table) in enumerate(zip(own, tables, strict=True)):
        frame = pd.read_parquet(table)[["story", "role", "n_words"]].assign(**{"my score": 0.5})
        frame.assign(story=frame["story"] + str(number)).to_csv(path, index=False)
    status, out, _ = said(capsys, "compare", *own, "--measures", "my score", "--json")
    assert status == 0
    assert [row["measure"] for row in json.loads(out)["comparison"]] == ["my score"]


def test_names_of_measures_are_found_in_capitals_and_counted_rightly(capsys):
    assert "did you mean lix, " in said(capsys, "measures", "LIX")[2]
    needs = "needs:   100 words and 3 sentences\n"
    assert needs in said(capsys, "measures", "lix")[1]
    assert "needs:" not in said(capsys, "measures", "n_words")[1]  # any text will do


def test_tables_that_were_measured_differently_are_not_compared_as_one(capsys, tmp_path, stories):
    news = measured(capsys, stories, tmp_path / "news.parquet")
    broad = measured(capsys, DATA / "stories", tmp_path / "broad.parquet", "--profile", "broad")
    for tables, says in (
        ([news, broad], "broad.parquet was measured with the profile 'broad', and news.parquet"),
        ([news, "--profile", "broad"], "with the profile 'news', and --profile asks for 'broad'"),
        ([news, "--counting", "textstat"], "--counting asks for 'textstat'"),
        ([news, news], "is named twice"),
        ([news, news / "part-00000.parquet"], "is named twice"),
        ([stories, stories / "post1.txt"], "is named twice"),
    ):
        status, out, err = said(capsys, "compare", *tables)
        assert (status, out) == (2, "")
        assert says in err
    assert said(capsys, "compare", broad, "--profile", "broad")[0] == 0
    texts = json.loads(said(capsys, "compare", broad, stories, "--json")[1])
    everything = pd.concat(
        [pd.read_parquet(broad), tk.measure(tk.read_stories(stories), profile="broad")]
    )
    expected = tk.compare(everything, ["hedges_per_100_words"])["difference"].iloc[0]
    found = {row["measure"]: row["difference"] for row in texts["comparison"]}
    assert found["hedges_per_100_words"] == pytest.approx(expected)


def test_a_table_that_does_not_say_how_it_was_measured_gets_a_note(capsys, tmp_path, stories):
    table = tmp_path / "t.csv"
    tk.measure(tk.read_stories(stories), profile="broad").to_csv(table, index=False)
    assert json.loads(said(capsys, "compare", table, "--json")[1])["notes"] == []
    notes = json.loads(said(capsys, "compare", table, "--profile", "broad", "--json")[1])["notes"]
    assert notes == ["t.csv: no word of how it was measured; it is taken to be with profile broad."]


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_texts_with_words_counted_by_their_author_are_told_from_measures(capsys, tmp_path, kind):
    rows = {"story": "a", "role": ["report", "commentary"], "text": ["It rains.", "It may."]}
    for columns in ({"n_words": [2, 2]}, {"n_words": [2, None]}, {"n_words": [2, 2], "x": 0.5}):
        texts, path = pd.DataFrame({**rows, **columns}), tmp_path / f"t.{kind}"
        texts.to_csv(path, index=False) if kind == "csv" else texts.to_parquet(path)
        status, out, err = said(capsys, "compare", path)
        assert (status, out) == (2, "")
        assert f"t.{kind} has a column 'n_words', as measures tables have" in err
        assert "rename the column" in err
    renamed = texts.rename(columns={"n_words": "words"})
    renamed.to_csv(tmp_path / "renamed.csv", index=False)
    assert said(capsys, "compare", tmp_path / "renamed.csv")[0] == 0
    own = tk.measure(pd.DataFrame(rows), ["n_words", {"length": lambda t: t["text"].str.len() / 2}])
    own.to_csv(tmp_path / "own.csv", index=False)
    assert said(capsys, "compare", tmp_path / "own.csv")[0] == 0


@pytest.mark.parametrize("order", [1, -1])
def test_what_needs_texts_is_not_tried_where_one_table_has_none(capsys, tmp_path, order):
    (tmp_path / "port.txt").write_text(
        f"It may rain. It might snow. Perhaps it will.\n\n{MARKER}\n\nIt rains here.", "utf-8"
    )
    hedged = measured(capsys, tmp_path / "port.txt", tmp_path / "hedged.parquet")
    bare = pd.read_parquet(measured(capsys, DATA / "stories", tmp_path / "bare.parquet"))
    bare.drop(columns="text").to_csv(tmp_path / "bare.csv", index=False)
    out = said(capsys, "compare", *[hedged, tmp_path / "bare.csv"][::order], "--json")[1]
    rows = {row["measure"]: row for row in json.loads(out)["comparison"]}
    # Under the other profile the one story with texts would be alone, and its sign is another.
    assert rows["hedges_per_100_words"]["difference"] > 0
    assert rows["hedges_per_100_words"]["sign_stable"]


def test_a_tilde_is_the_users_folder_where_no_shell_has_seen_to_it(
    capsys, tmp_path, stories, monkeypatch
):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert said(capsys, "measure", "~/stories", "--output=~/o.parquet", "--workers", 0)[0] == 0
    assert said(capsys, "compare", "~/o.parquet", "--output=~/c.csv")[0] == 0
    assert said(capsys, "new", "~/n.ipynb", "--story=~/stories")[0] == 0
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"stories", "o.parquet", "o.errors.parquet", "c.csv", "n.ipynb"}
    status, _, err = said(capsys, "measure", "~nobody-of-that-name/x.csv", "-o", "p.parquet")
    assert status == 2
    assert "there is no user 'nobody-of-that-name'" in err


def started(*arguments, cwd=None, shell="", **environment):
    """The command as a program of its own, with `shell` behind it, such as a redirection."""
    command = shlex.join([sys.executable, "-m", "toolkit", *map(str, arguments)])
    return subprocess.run(
        ["sh", "-c", f"{command} {shell}"], capture_output=True, check=False, cwd=cwd, timeout=120,
        env={**os.environ, "PYTHONPATH": str(DATA.parent), "PYTHONUTF8": "0", **environment},
    )  # fmt: skip


needs_a_shell = pytest.mark.skipif(sys.platform == "win32", reason="there is no sh")


@needs_a_shell
@pytest.mark.parametrize(
    "environment", [{"PYTHONIOENCODING": "cp1252"}, {"PYTHONIOENCODING": "ascii"}]
)
def test_what_the_console_cannot_show_is_escaped(environment, capsys):
    done = started("compare", KURSK, **environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\\u2212" in done.stdout
    done = started("measures", "--json", **environment)
    assert done.returncode == 0
    assert json.loads(done.stdout.decode("ascii")) == json.loads(
        said(capsys, "measures", "--json")[1]
    )


@needs_a_shell
@pytest.mark.skipif(sys.platform == "darwin", reason="names there are text")
def test_a_path_that_is_no_text_is_printed_all_the_same(tmp_path):
    (tmp_path / "t.csv").write_text("text\nIt may rain.\n", encoding="utf-8")
    for option in ([], ["--json", "--workers", "0"]):
        done = started("measure", "t.csv", "-o", "o\udcff.parquet", *option, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"o\\udcff.parquet" in done.stdout
    part = "o\udcff.parquet/part-00000.parquet"
    done = started("measure", part, "-o", "p.csv", "--workers", "0", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert started("compare", "o\udcff.parquet", cwd=tmp_path).stderr.startswith(
        b"toolkit: no paragraph has a role"
    )


CLOSED = b"toolkit: nothing could be measured: standard input is closed\n"


@needs_a_shell
@pytest.mark.parametrize(
    ("arguments", "shell", "expected"),
    [
        (["measures"], ">&-", (0, b"")),
        (["measures", "lixx"], "2>&-", (2, b"")),
        pytest.param(
            ["measures", "lixx"], "2>/dev/full", (2, b""),
            marks=pytest.mark.skipif(not os.path.exists("/dev/full"), reason="Linux has it"),
        ),
        (["measure", "t.csv", "-o", "o.parquet"], "<&- >&- 2>&-", (0, b"")),
        (["measure", "-", "-o", "o.parquet"], "<&-", (2, CLOSED)),
    ],
)  # fmt: skip
def test_streams_may_be_closed(tmp_path, arguments, shell, expected):
    (tmp_path / "t.csv").write_text("text\nIt may rain.\n", encoding="utf-8")
    done = started(*arguments, shell=shell, cwd=tmp_path)
    assert (done.returncode, done.stderr) == expected


def test_a_table_of_some_measures_can_be_compared(capsys, tmp_path, stories):
    some = measured(
        capsys, stories, tmp_path / "o.parquet", "--measures", "lix,hedges_per_100_words"
    )
    status, out, _ = said(capsys, "compare", some, "--json")
    assert status == 0
    compared = {row["measure"] for row in json.loads(out)["comparison"]}
    assert compared == {"lix", "hedges_per_100_words"}


def test_a_table_without_headline_measures_is_said_in_sentences_too(capsys, tmp_path, stories):
    some = measured(capsys, stories, tmp_path / "o.parquet", "--measures", "lix")
    status, out, _ = said(capsys, "compare", some)
    assert status == 0
    assert out.startswith("LIX (points): ")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--help"], ["new NOTEBOOK --story STORY", "130 it was interrupted"]),
        (["measure", "--help"], ["measure INPUT [INPUT ...] -o OUT", "130 interrupted"]),
        (["compare", "--help"], ["compare TABLE [TABLE ...] [--by", "corrected for all headline"]),
        (["new", "--help"], ["usage: toolkit new NOTEBOOK.ipynb --story STORY"]),
    ],
)
def test_help_says_how_a_command_is_typed(capsys, arguments, says):
    with pytest.raises(SystemExit):
        main(arguments)
    out = " ".join(capsys.readouterr().out.split())
    for words in says:
        assert words in out


def test_the_comparison_that_help_shows_can_be_made(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = [(story, role, outlet, "The port may be shut. Nobody knows.")
            for story, outlet in (("a", "Post"), ("b", "Times"))
            for role in ("report", "commentary")]  # fmt: skip
    pd.DataFrame(rows, columns=["story", "role", "outlet", "text"]).to_csv("posts.csv", index=False)
    assert "  toolkit compare posts.csv --by outlet " in COMPARE
    assert said(capsys, "compare", "posts.csv", "--by", "outlet")[0] == 0
