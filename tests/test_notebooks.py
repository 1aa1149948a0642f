"""The stored notebooks are whole, fresh and true to their prose; and the checks notice when not."""

from __future__ import annotations

import copy
import re
import subprocess
import sys

import matplotlib.pyplot as plt
import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from notebook_outputs import (
    FOLDER,
    as_text,
    differences,
    functions_allowed,
    normalise,
    problems,
    run,
)
from notebook_prose import unprinted

NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def test_there_are_notebooks():
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebook_is_stored_as_it_should_be(path):
    nb = nbformat.read(path, as_version=4)
    nbformat.validate(nb)
    assert list(problems(nb, functions_allowed(path))) == []
    normalise(nb)
    assert path.read_text(encoding="utf-8") == as_text(nb), "run `python run.py notebooks`"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_every_number_of_the_prose_is_printed(path):
    assert list(unprinted(nbformat.read(path, as_version=4))) == []


OF_A_STORY = [path for path in NOTEBOOKS if path.name[:2] in {"01", "02", "03", "04", "05", "08"}]
NO_HEDGE_BEFORE = """The bridge will close on Monday.

It will cost $3 million.

Read the original article here

Perhaps it should not. Nobody asked us."""


@pytest.mark.parametrize("path", OF_A_STORY, ids=lambda path: path.name)
def test_a_notebook_runs_on_a_story_of_the_readers_own(path, tmp_path):
    own = tmp_path / "own.txt"
    own.write_text(NO_HEDGE_BEFORE, encoding="utf-8")
    cells = nbformat.read(path, as_version=4).cells
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    scope: dict = {}
    with pd.option_context("display.max_colwidth", None):  # which a notebook changes
        for cell in code:
            exec(re.sub(r'"\.\./data/[^"]+\.txt"', repr(str(own)), cell), scope)
    plt.close("all")
    assert scope["story"]["text"].iloc[0] == "The bridge will close on Monday."


def notebook(*cells):
    """A notebook of Markdown (str) and code (bytes) cells."""
    made = [
        new_markdown_cell(cell, id=f"c{n}")
        if isinstance(cell, str)
        else new_code_cell(cell.decode(), id=f"c{n}")
        for n, cell in enumerate(cells, 1)
    ]
    return new_notebook(cells=made)


TABLE = (
    b"from IPython.display import HTML\nHTML('<table><tr><td>41</td><td>7.25</td></tr></table>')"
)
SOUND = notebook(
    "# How many?\n\n**41, or 7.2 per 100 words.**",
    b"x = 6 * 7\nprint(x - 1)",
    TABLE,
    "## What this does not show\n\nAnything else.",
)


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """The sound notebook with its outputs."""
    return run(SOUND, tmp_path_factory.mktemp("kernel"))


def test_a_sound_notebook_passes_and_runs_to_the_same_bytes(stored, tmp_path):
    assert list(problems(stored)) == []
    assert list(unprinted(stored)) == []
    again = run(stored, tmp_path)
    assert as_text(again) == as_text(stored)
    assert list(differences(stored, again)) == []


def change(nb, edit):
    """A copy of a notebook, edited."""
    changed = copy.deepcopy(nb)
    edit(changed)
    return changed


def unrun(nb):
    nb.cells[2].update(execution_count=None, outputs=[])


def new_number_in_table(nb):
    data = nb.cells[2].outputs[0].data
    data["text/html"] = data["text/html"].replace("41", "42")


def test_strict_comparison_notices_a_changed_number(stored, tmp_path):
    stale = change(stored, new_number_in_table)
    for name, nb in [("sound", stored), ("stale", stale)]:
        (tmp_path / f"{name}.ipynb").write_text(as_text(nb), encoding="utf-8")
    command = "-m pytest -q -p no:cacheprovider -p no:xdist -rA --nbval --nbval-current-env".split()
    done = subprocess.run(
        [sys.executable, *command, "--rootdir", tmp_path, tmp_path],
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
    )
    outcomes = re.findall(r"(?m)^(PASSED|FAILED|ERROR) (\w+)\.ipynb::Cell (\d)", done.stdout)
    assert sorted(outcomes) == [
        ("FAILED", "stale", "1"),
        ("PASSED", "sound", "0"),
        ("PASSED", "sound", "1"),
        ("PASSED", "stale", "0"),
    ], done.stdout
    assert len(list(differences(stale, stored))) == 1


def stderr(nb):
    nb.cells[1].outputs.append(
        nbformat.from_dict({"output_type": "stream", "name": "stderr", "text": "Warning: old\n"})
    )


def says(text):
    def edit(nb):
        nb.cells[1].outputs[0].text = text

    return edit


def source(text):
    def edit(nb):
        nb.cells[1].source = text

    return edit


@pytest.mark.parametrize(
    ("edit", "complaint"),
    [
        (unrun, "an unrun cell is not compared"),
        (stderr, "stored messages"),
        (lambda nb: nb.cells[1].update(execution_count=7), r"run as \[7\]"),
        (lambda nb: nb.cells[1].metadata.update(collapsed=True), "collapsed"),
        (lambda nb: nb.metadata.update(widgets={}), "metadata is of one machine"),
        (lambda nb: nb.update(nbformat_minor=4), "4.5 is needed"),
        (lambda nb: nb.cells.extend([nb.cells[1]] * 15), "at the most"),
        (lambda nb: nb.cells.pop(), "does not end with"),
        (lambda nb: nb.cells[0].update(source="**41.**"), "open with a question"),
        (lambda nb: nb.cells[0].update(source="How many? 41."), "no answer in bold"),
        (source("plot();"), "closing `;`"),
        (source("_ = tk.plot_cues(story)"), "stores no picture"),
        (source("def double(x):\n    return 2 * x"), "defines a function"),
        (source("class Story:\n    pass"), "defines a class"),
        (says("made 2024-11-23"), "a date"),
        (says("at 12:30:01"), "a time of day"),
        (says("pandas 3.1.1"), "a version"),
        (says("wrote /srv/project/reports/kursk.html"), "an absolute path"),
        (says(r"wrote C:\project\kursk.html"), "an absolute path"),
        (says("<Axes at 0x7f00aa5511>"), "a memory address"),
    ],
)
def test_faults_are_named(stored, edit, complaint):
    assert any(re.search(complaint, fault) for fault in problems(change(stored, edit)))


def test_stripped_outputs_are_a_fault(stored):
    def strip(nb):
        for cell in nb.cells[1:3]:
            cell.outputs = []

    assert any("nothing to compare" in fault for fault in problems(change(stored, strip)))


@pytest.mark.parametrize(
    ("output", "found"),
    [
        ("hedges 0.90 1.38", True),
        ("report 0.90\ncommentary 1.38", True),
        ("hedges 0.90 2.00\nboosters 0.20 1.38", False),
    ],
)
def test_numbers_against_each_other_stand_side_by_side(output, found):
    said = list(unprinted(with_output("1.38 hedges per 100 words against 0.90", output)))
    assert bool(said) != found


@pytest.mark.parametrize(
    ("prose", "output"),
    [
        ("4.4 hedges", "4.4444"),
        ("about 4 hedges", "4.4"),
        ("a score of −.59", "-0.586"),
        ("a score of -0.59", "−.59"),
        (".51 lower", "-0.51"),
        ("23% of words", "0.2263"),
        ("22.6 per cent", "22.6"),
        ("1,940 words", "n = 1940"),
        ("Eight times", "offensive 8"),
        ("twenty-one hedges", "21"),
        ("between 1.2–11.4", "1.2 11.4"),
        ("report (4.4), commentary (4.8)", "4.4/4.8"),
        ("one of the two parts, in 2019, for the 3rd time", ""),
        ("see notebook 03, paragraphs 2 to 4 and C3", ""),
        ("hedges per 100 words with a 95% Poisson interval", ""),
        ("`206.835` and $1.015 x$ and [here](https://example.org/77)", ""),
        ("1. first\n2. second", ""),
    ],
)
def test_numbers_found_or_exempt(prose, output):
    assert list(unprinted(with_output(prose, output))) == []


@pytest.mark.parametrize(
    ("prose", "output"),
    [
        ("4.4 hedges", "4.5"),
        ("4.40 hedges", "4.41"),
        ("a score of −.59", "0.59"),
        ("a score of +.59", "-0.59"),
        ("1,940 words", "194 1941"),
        ("eight times", "7"),
        ("twenty-one hedges", "20"),
        ("23% of words", "0.24"),
        ("38 points", "C38, x38"),
        (r"\$3.5 million", "3.4"),
        ("1950 words, 95% of them", "1950 90"),
    ],
)
def test_numbers_missing(prose, output):
    assert len(list(unprinted(with_output(prose, output)))) == 1


def with_output(prose, output):
    nb = notebook(prose, b"print(...)")
    nb.cells[1].outputs = [nbformat.v4.new_output("stream", text=output)]
    return nb
