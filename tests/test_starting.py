"""The notebook that `toolkit new` starts: it runs as it is, and says no more than it may."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import nbformat
import pytest

import toolkit
from toolkit import ToolkitError
from toolkit.starting import TEMPLATES, new_notebook

DATA = Path(__file__).resolve().parent.parent / "data"
POST = (
    "The port is shut, police said.\n\nRead the original article here\n\nIt may open soon, I think."
)


@pytest.fixture
def post(tmp_path):
    file = tmp_path / "texts" / "port.txt"
    file.parent.mkdir()
    file.write_text(POST, encoding="utf-8")
    return file


def code_of(notebook: Path) -> list[str]:
    nb = nbformat.read(notebook, as_version=4)
    return [cell.source for cell in nb.cells if cell.cell_type == "code"]


def run(notebook: Path, monkeypatch) -> dict:
    """All code cells in their order, as Jupyter would run them: in the notebook's folder."""
    monkeypatch.chdir(notebook.parent)
    space: dict = {}
    for source in code_of(notebook):
        exec(compile(source, notebook.name, "exec"), space)
    return space


def test_one_story_runs_and_ends_with_sentences(tmp_path, monkeypatch):
    notebook = new_notebook(tmp_path / "mine" / "kursk", story=DATA / "kursk.txt")
    assert notebook == tmp_path / "mine" / "kursk.ipynb"
    space = run(notebook, monkeypatch)
    assert code_of(notebook)[-1].endswith("\nsentences")
    caveats = space["sentences"]["caveat"]
    assert caveats.str.startswith("one story: described").sum() == len(caveats) == 8
    assert len(space["story"]) == 7


def test_a_folder_runs_as_many_stories(tmp_path, monkeypatch, recwarn):
    folder = tmp_path / "stories"
    folder.mkdir()
    for number, name in enumerate(["02_school_merger.txt", "05_night_bus.txt", "13_bins.txt"]):
        (folder / f"{number}.txt").write_bytes((DATA / "stories" / name).read_bytes())
    notebook = new_notebook(tmp_path / "many.ipynb", story=folder)
    space = run(notebook, monkeypatch)
    assert space["comparison"]["n_stories"].max() == 3
    assert code_of(notebook)[-1].endswith("\nsentences")
    assert space["sentences"]["finding"].str.contains("over 3 stories").all()


def test_the_notebook_is_valid_and_has_no_outputs(tmp_path, post):
    notebook = new_notebook(tmp_path / "n.ipynb", story=post)
    nb = nbformat.read(notebook, as_version=4)
    nbformat.validate(nb)
    assert nb.cells[0].source.startswith("# port: report and commentary\n")
    assert not any(cell.get("outputs") for cell in nb.cells)
    assert "## What this does not show" in nb.cells[-1].source
    assert notebook.read_bytes() == new_notebook(tmp_path / "m.ipynb", story=post).read_bytes()


@pytest.mark.parametrize("template", ["story.md", "stories.md"])
def test_templates_are_short_and_use_public_names_alone(template):
    text = (TEMPLATES / template).read_text(encoding="utf-8")
    code = re.findall(r"^```python\n(.*?)^```$", text, re.S | re.M)
    assert 1 < len(code) <= 15
    used = set(re.findall(r"\btk\.(\w+)", text.replace("tk.{{reader}}", "")))
    assert used <= set(toolkit.__all__)
    assert "def " not in "".join(code)
    assert set(re.findall(r"\{\{(\w+)\}\}", text)) == {"title", "path", "reader"}


@pytest.mark.parametrize(
    ("place", "path"), [("n.ipynb", "texts/port.txt"), ("a/b/n.ipynb", "../../texts/port.txt")]
)
def test_the_path_leads_from_the_notebook_to_the_story(place, path, tmp_path, post):
    first = code_of(new_notebook(tmp_path / place, story=post))[0]
    assert f"PATH = {path!r}" in first
    assert "tk.read_story(PATH)" in first


def test_a_table_of_stories_is_read_as_stories(tmp_path):
    table = tmp_path / "posts.csv"
    table.write_text(
        "story,report,commentary\na,One two.,It may.\nb,Three.,So be it.\n", encoding="utf-8"
    )
    first = code_of(new_notebook(tmp_path / "n", story=table))[0]
    assert "tk.read_stories(PATH)" in first


def test_stories_with_one_role_each_run_too(tmp_path, monkeypatch):
    table = tmp_path / "texts.csv"
    texts = ["The port is shut, police said.", "It may open soon, and nobody knows when."]
    rows = [f'{i},{("report", "commentary")[i % 2]},"{texts[i % 2]} {i}"' for i in range(6)]
    table.write_text("\n".join(["story,role,text", *rows]), encoding="utf-8")
    notebook = new_notebook(tmp_path / "mine", story=table)
    assert "<!--" not in notebook.read_text(encoding="utf-8")
    assert not any("plot_pairs" in source for source in code_of(notebook))
    assert len(run(notebook, monkeypatch)["sentences"]) == 8
    both = tmp_path / "both.csv"
    both.write_text(table.read_text(encoding="utf-8").replace("1,comm", "0,comm"), "utf-8")
    assert any("plot_pairs" in source for source in code_of(new_notebook(tmp_path / "b", both)))


def test_a_strange_name_is_text_and_a_path_that_works(tmp_path):
    file = tmp_path / "it's $x$ <b>*bold*<b> _so_ [l](u).txt".replace("/", "")
    try:
        file.write_text(POST, encoding="utf-8")
    except OSError:  # not every file system takes such names
        file = tmp_path / "it's $x$ _so_ [l](u).txt"
        file.write_text(POST, encoding="utf-8")
    notebook = new_notebook(tmp_path / "n", story=file)
    title = nbformat.read(notebook, as_version=4).cells[0].source.split("\n")[0]
    assert not re.search(r"[$<>*\[\]()]|(?<!\w)_", title)
    assignment = ast.parse(code_of(notebook)[0]).body[1]
    assert ast.literal_eval(assignment.value) == file.name


def test_nothing_is_overwritten(tmp_path, post):
    (tmp_path / "n.ipynb").write_text("mine", encoding="utf-8")
    with pytest.raises(ToolkitError, match="is there already; give another name"):
        new_notebook(tmp_path / "n", story=post)
    assert (tmp_path / "n.ipynb").read_text(encoding="utf-8") == "mine"
    with pytest.raises(ToolkitError, match="can't be written: "):
        new_notebook(tmp_path / "n.ipynb" / "m", story=post)


@pytest.mark.parametrize(
    ("name", "story", "words"),
    [
        ("n.txt", None, "a notebook's name ends in .ipynb; write n.ipynb for n.txt"),
        ("n", "nowhere.txt", "there is no file"),
        ("n", "", "there is nothing to read: no file in"),
    ],
)
def test_slips_meet_one_sentence_and_leave_nothing(name, story, words, tmp_path, post):
    empty = tmp_path / "empty"
    empty.mkdir()
    given = {None: post, "": empty}.get(story, story)
    with pytest.raises(ToolkitError, match=re.escape(words)):
        new_notebook(empty / name, story=given)
    assert list(empty.iterdir()) == []
