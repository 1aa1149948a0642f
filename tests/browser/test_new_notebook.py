"""A notebook fresh from `toolkit new` runs in JupyterLab; marked text and the table work there."""

from __future__ import annotations

import shutil

from playwright.sync_api import Page, expect
from test_lab import COMPLAINT, PANEL, check_outputs, open_and_run, write_notebook

from toolkit.starting import new_notebook

STORIES = ("02_school_merger.txt", "05_night_bus.txt", "13_bins.txt")


def test_a_new_notebook_on_one_story_runs(page, lab):
    notebook = new_notebook(lab.folder / "mine" / "one", story=lab.folder / "data" / "kursk.txt")
    open_and_run(page, lab, f"mine/{notebook.name}")
    check_outputs(page, {"image", "table"})
    expect(page.locator(f"{PANEL} p > u").first).to_be_visible()
    assert page.locator(COMPLAINT).count() == 0


def test_a_new_notebook_on_a_folder_runs(page, lab):
    (lab.folder / "few").mkdir()
    for name in STORIES:
        shutil.copy(lab.folder / "data" / "stories" / name, lab.folder / "few")
    notebook = new_notebook(lab.folder / "mine" / "many", story=lab.folder / "few")
    open_and_run(page, lab, f"mine/{notebook.name}")
    check_outputs(page, {"image", "table"})
    assert page.locator(COMPLAINT).count() == 0


def test_marked_text_does_nothing_but_show(page: Page, lab):
    attack = "<script>document.title='hit'</script><img src=x onerror=document.title='hit'> $x$ may"
    write_notebook(
        lab.folder / "marked.ipynb",
        f"from toolkit.marking import highlight\nhighlight({attack!r})",
    )
    open_and_run(page, lab, "marked.ipynb")
    output = page.locator(f"{PANEL} .jp-OutputArea-output")
    expect(output).to_contain_text("<script>document.title='hit'</script><img src=x")
    expect(output).to_contain_text("$x$")
    assert output.locator("script, img").count() == 0
    assert page.title() != "hit"


def test_the_table_filters_sorts_and_leads_from_a_point_to_its_text(page: Page, lab):
    source = [
        "import toolkit as tk",
        "from toolkit.page.browsing import browse",
        "browse(tk.measure(tk.read_story('data/kursk.txt')), y='hedges_per_100_words')",
    ]
    write_notebook(lab.folder / "browse.ipynb", "\n".join(source))
    open_and_run(page, lab, "browse.ipynb")
    box = page.locator(f"{PANEL} .toolkit-browse")
    rows = box.locator("tbody tr:not([hidden])")
    expect(rows).to_have_count(7)
    box.get_by_role("searchbox").fill("commentary anxieties")
    expect(rows).to_have_count(1)
    expect(box.locator("output")).to_have_text("1 of 7 paragraphs")
    box.get_by_role("searchbox").fill("")
    box.get_by_role("button", name="Words").click()
    expect(rows.first).to_contain_text("47")
    box.locator("circle").nth(2).click(force=True)
    expect(rows.locator("details[open]")).to_contain_text("Some believe this massive")
