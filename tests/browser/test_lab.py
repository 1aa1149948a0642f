"""Every notebook opens in JupyterLab, runs from top to bottom and shows its charts and tables."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))
PANEL = ".jp-NotebookPanel:not(.lm-mod-hidden)"
COMPLAINT = f"{PANEL} [data-mime-type='application/vnd.jupyter.stderr']"
RUN_LIMIT = 120_000
OPEN = "path => window.jupyterapp.commands.execute('docmanager:open', { path }).then(() => null)"
# A cell that is done shows [3]:, one that waits [*]:, and one after an error stays at [ ]:.
STATE = """panel => {
    const all = name => [...document.querySelectorAll(panel + ' ' + name)];
    if (all('[data-mime-type="application/vnd.jupyter.stderr"]').length) return 'complaint';
    const prompts = all('.jp-CodeCell .jp-InputPrompt').map(e => e.textContent || '');
    return prompts.length && prompts.every(text => /\\[\\d+\\]/.test(text)) ? 'done' : false;
}"""
THEME = """theme =>
    window.jupyterapp.commands.execute('apputils:change-theme', { theme }).then(() => null)"""
COLOURS = """words => {
    const colour = element => getComputedStyle(element).color;
    return words.map(word => [colour(word), colour(word.parentElement)]);
}"""
FITS = """picture => {
    const right = element => element.getBoundingClientRect().right;
    return right(picture) <= right(picture.closest('.jp-OutputArea')) + 1;
}"""


def open_and_run(page: Page, lab, notebook: str) -> None:
    """Open a notebook, clear what is stored in it and run all its cells."""
    page.evaluate(OPEN, notebook)
    page.locator(f"{PANEL} .jp-Notebook").wait_for(timeout=120_000)
    wait_for_kernel(page, lab, notebook)
    choose(page, "Edit", "Clear Outputs of All Cells")
    expect(page.locator(f"{PANEL} .jp-OutputArea-output")).to_have_count(0)
    choose(page, "Run", "Run All Cells")
    state = page.wait_for_function(STATE, arg=PANEL, timeout=RUN_LIMIT, polling=250).json_value()
    assert state == "done", page.locator(COMPLAINT).first.inner_text()


def wait_for_kernel(page: Page, lab, notebook: str) -> None:
    """Return when cells can run. On a busy machine JupyterLab may ask first which kernel to use."""
    end = time.monotonic() + 120
    while not lab.kernel_is_ready(notebook):
        assert time.monotonic() < end, "the kernel did not start"
        question = page.locator(".jp-Dialog .jp-mod-accept")
        if question.count():
            question.click()
        page.wait_for_timeout(250)


def choose(page: Page, menu: str, item: str) -> None:
    page.get_by_role("menuitem", name=menu, exact=True).click()
    page.get_by_role("menuitem", name=item, exact=True).click()


def stored_kinds(path: Path) -> set[str]:
    """What the stored notebook shows: {"image", "table"} or fewer."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    data = [o.get("data", {}) for cell in cells for o in cell.get("outputs", [])]
    image = any("image/png" in d or "image/svg+xml" in d for d in data)
    table = any("<table" in "".join(d.get("text/html", "")) for d in data)
    return {name for name, there in [("image", image), ("table", table)] if there}


def check_outputs(page: Page, kinds: set[str]) -> None:
    """Charts and tables of a run notebook are there, drawn, and no wider than their cell."""
    outputs = page.locator(f"{PANEL} .jp-OutputArea-output")
    pictures = outputs.locator("img, :scope > svg")
    if "image" in kinds:
        assert pictures.count() > 0
    for number in range(pictures.count()):
        picture = pictures.nth(number)
        picture.scroll_into_view_if_needed()
        expect(picture).to_be_visible()
        drawn = picture.evaluate("e => e.tagName == 'svg' || (e.complete && e.naturalWidth > 300)")
        assert drawn, f"picture {number + 1} is empty or tiny"
        assert picture.evaluate(FITS), f"picture {number + 1} is wider than its cell"
    if "table" in kinds:
        expect(outputs.locator("table").first).to_be_visible()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebook_runs_in_jupyterlab(path, page, lab, tmp_path):
    open_and_run(page, lab, f"notebooks/{path.name}")
    check_outputs(page, stored_kinds(path))
    assert page.locator(COMPLAINT).count() == 0


def test_an_error_in_a_cell_is_noticed(page, lab):
    write_notebook(lab.folder / "broken.ipynb", "1 / 0")
    with pytest.raises(AssertionError, match="ZeroDivisionError"):
        open_and_run(page, lab, "broken.ipynb")


def test_a_chart_and_a_table_of_the_toolkits_libraries_appear(page, lab):
    lines = [
        "import pandas as pd",
        "import matplotlib.pyplot as plt",
        "_ = plt.subplots(figsize=(7, 3))[1].plot([1, 3, 2])",
        "pd.DataFrame({'words': [90, 442]})",
    ]
    write_notebook(lab.folder / "both.ipynb", "\n".join(lines))
    open_and_run(page, lab, "both.ipynb")
    check_outputs(page, {"image", "table"})


def test_marked_words_can_be_read_in_a_dark_theme_before_the_notebook_is_trusted(page, lab):
    stored = next(path for path in NOTEBOOKS if path.name == "04_hedging.ipynb")
    (lab.folder / "untrusted.ipynb").write_bytes(stored.read_bytes())
    page.evaluate(THEME, "JupyterLab Dark")
    try:
        page.evaluate(OPEN, "untrusted.ipynb")
        marked = page.locator(f"{PANEL} .jp-OutputArea-output p > [title^='Hedge']")
        marked.first.wait_for(timeout=120_000)
        colours = marked.evaluate_all(COLOURS)
    finally:
        page.evaluate(THEME, "JupyterLab Light")
    assert len(colours) > 5
    assert all(word == around for word, around in colours)


def write_notebook(path: Path, source: str) -> None:
    cell = {
        "cell_type": "code",
        "execution_count": None,
        "id": "only",
        "metadata": {},
        "outputs": [],
        "source": source,
    }
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    notebook = {
        "cells": [cell],
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path.write_text(json.dumps(notebook), encoding="utf-8")
