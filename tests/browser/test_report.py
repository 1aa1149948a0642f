"""The report in a real Chromium: silent, switchable, readable by everyone, at every width."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from pypdf import PdfReader

from toolkit.marking import highlight
from toolkit.page import write_report

DATA = Path(__file__).resolve().parents[2] / "data"
WIDTHS = (1280, 768, 375)
ATTACK = (
    "<script>document.title='hit'</script><img src=x onerror=\"document.title='hit'\"></style>"
    "<svg onload=\"document.title='hit'\">$x$ \u202e=cmd()|' /C calc'!A0 may"
)
BACKGROUND = "element => getComputedStyle(element).backgroundColor"
CLEAR = "rgba(0, 0, 0, 0)"
SPILLS = """() => [...document.querySelectorAll('body *')].filter(element =>
    !element.closest('.wide, .skip') && element.getBoundingClientRect().right > innerWidth + 1
).map(element => element.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def kursk(tmp_path_factory) -> Path:
    return write_report(DATA / "kursk.txt", tmp_path_factory.mktemp("report") / "kursk.html")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    for name in ("02_school_merger.txt", "05_night_bus.txt", "13_bins.txt"):
        (folder / name).write_bytes((DATA / "stories" / name).read_bytes())
    return write_report(folder, folder.parent / "all.html")


@pytest.fixture(scope="module")
def long(tmp_path_factory) -> Path:
    """A story of so many paragraphs that their bars take more room than their column."""
    texts = ["The bath may close on Sundays, the council said on Friday."] * 80
    table = pd.DataFrame({"role": ["report"] * 20 + ["commentary"] * 60, "text": texts})
    return write_report(table, tmp_path_factory.mktemp("long") / "long.html")


@pytest.fixture
def visit(browser):
    """A function that opens a file with the network cut, and gives the page and what it said.

    What it said: console messages, errors, and requests for anything but files and data.
    """
    contexts = []

    def visit(path: Path, *, scheme="light", width=1280, **options):
        size = {"width": width, "height": 900}
        context = browser.new_context(offline=True, color_scheme=scheme, viewport=size, **options)
        contexts.append(context)
        page, said = context.new_page(), []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda asked: said.append(asked.url) if is_outside(asked.url) else None)
        page.route(is_outside, lambda route: route.abort())
        page.goto(path.as_uri())
        return page, said

    yield visit
    for context in contexts:
        context.close()


def is_outside(url: str) -> bool:
    return not url.startswith(("file:", "data:"))


def attacked(text: str, **columns) -> pd.DataFrame:
    roles, texts = ["report", "commentary"], [f"{ATTACK} rain.", text]
    return pd.DataFrame({"role": roles, "text": texts, **columns})


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_is_silent_and_fits(visit, kursk, scheme, width):
    page, said = visit(kursk, scheme=scheme, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(SPILLS) == []
    assert said == []


# What a width changes does not depend on colours.
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("light", 375), ("dark", 1280)])
@pytest.mark.parametrize("which", ["kursk", "corpus"])
def test_nothing_bars_anybody(visit, which, scheme, width, request):
    page, _ = visit(request.getfixturevalue(which), scheme=scheme, width=width)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response
    assert len(found["passes"]) > 20
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found["violations"]] == []


def test_a_switch_takes_its_marks_away_and_gives_them_back(visit, kursk):
    page, said = visit(kursk)
    modal, belief = (page.locator(f".story mark.k-{kind}").first for kind in ("modal", "belief"))
    before = modal.evaluate(BACKGROUND)
    assert before != CLEAR
    page.get_by_role("checkbox", name="modal").uncheck()
    assert modal.evaluate(BACKGROUND) == CLEAR
    assert modal.get_attribute("tabindex") == "-1"
    assert belief.evaluate(BACKGROUND) != CLEAR
    page.get_by_role("checkbox", name="modal").check()
    assert modal.evaluate(BACKGROUND) == before
    assert modal.get_attribute("tabindex") == "0"
    assert said == []


def test_all_marks_can_be_switched_off_and_on(visit, kursk):
    page, _ = visit(kursk)
    page.get_by_role("button", name="mark none").click()
    marks = page.locator(".story mark")
    assert set(marks.evaluate_all(f"all => all.map({BACKGROUND})")) == {CLEAR}
    assert page.locator(".story mark[tabindex='0']").count() == 0
    page.get_by_role("button", name="mark all").click()
    assert page.locator(".story mark[tabindex='-1']").count() == 0


def test_pointing_at_a_mark_and_going_to_it_tell_category_and_rule(visit, kursk):
    page, _ = visit(kursk)
    mark = page.locator(".story mark.k-conditional").first
    tip = "element => getComputedStyle(element, '::after').content"
    assert mark.evaluate(tip) == "none"
    for reach in (mark.hover, mark.focus):
        reach()
        assert "Hedge: conditional" in mark.evaluate(tip)
        assert "· a condition · rule if" in mark.evaluate(tip)


def test_marks_inside_marks_show_one_tip(visit, tmp_path):
    texts = ["It is a clear sign that he won.", "It may remain to be seen."]
    table = pd.DataFrame({"role": ["report", "commentary"], "text": texts})
    page, said = visit(write_report(table, tmp_path / "p.html"))
    page.locator(".story mark mark").first.hover()
    tips = page.locator(".story mark[data-why]").evaluate_all(
        """all => all.map(one => getComputedStyle(one, '::after')).filter(tip =>
            tip.display != 'none' && !['none', 'normal'].includes(tip.content)).length"""
    )
    assert tips == 1
    assert said == []


def test_without_scripts_everything_is_there_and_marked(visit, kursk):
    page, said = visit(kursk, java_script_enabled=False)
    mark = page.locator(".story mark.k-modal").first
    expect(mark).to_be_visible()
    page.get_by_role("checkbox", name="modal").uncheck()
    expect(mark).to_have_css("background-color", CLEAR)
    expect(page.locator("table").first).to_be_attached()
    assert said == []


def test_the_table_sorts_both_ways_and_says_so(visit, kursk):
    page, _ = visit(kursk)
    table = page.get_by_role("region", name="Table of paragraphs")
    words = table.get_by_role("columnheader", name=re.compile("^Words"))
    column = table.locator("tbody tr td:nth-child(2)")
    assert column.all_inner_texts() == ["90", "47", "112", "74", "81", "71", "57"]
    words.get_by_role("button").click()
    assert words.get_attribute("aria-sort") == "ascending"
    assert column.all_inner_texts() == ["47", "57", "71", "74", "81", "90", "112"]
    words.get_by_role("button").press("Enter")
    assert words.get_attribute("aria-sort") == "descending"
    assert column.all_inner_texts()[0] == "112"
    assert table.locator("tfoot th").first.inner_text() == "report, whole"


def test_print_opens_the_explanations_and_is_light(visit, kursk):
    page, _ = visit(kursk, scheme="dark")
    page.emulate_media(media="print")
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(page.locator("nav")).to_be_hidden()
    expect(page.locator(".story .tag").first).to_be_visible()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#how-to-read-this details dl").first).to_be_visible()
    assert len(page.pdf()) > 50_000


def test_on_paper_the_words_over_a_table_stay_with_it(visit, kursk):
    page, _ = visit(kursk)
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    (text,) = (text for sheet in sheets if "Sort by any column" in (text := sheet.extract_text()))
    assert "Paragraphs" in text
    assert "commentary, whole" in " ".join(text.split())


def test_on_paper_a_long_table_names_its_columns_on_every_page(visit, long):
    page, _ = visit(long)
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    texts = [text for sheet in sheets if "(88.0)" in (text := sheet.extract_text())]
    assert len(texts) > 1
    assert all("Sentences" in text for text in texts)


@pytest.mark.parametrize("which", ["kursk", "corpus", "long"])
def test_print_is_as_wide_as_the_paper(visit, which, request):
    page, _ = visit(request.getfixturevalue(which), width=687)  # A4 less its margins
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("document.documentElement.scrollWidth") <= 687


def test_words_of_a_readers_own_column_are_not_one_a_line_on_a_telephone(visit, tmp_path):
    outlet = "The Courier of the North and East"
    stories = [attacked("It may snow.", story=f"{n}", outlet=outlet) for n in range(2)]
    page, _ = visit(write_report(pd.concat(stories), tmp_path / "all.html"), width=360)
    cell = page.get_by_role("cell", name=outlet).first
    assert cell.bounding_box()["width"] > 90


def test_attacks_are_text_in_the_page(visit, tmp_path):
    table = attacked(f"Some say {ATTACK}.", story=ATTACK, outlet=ATTACK, **{ATTACK: ATTACK})
    page, said = visit(write_report(table, tmp_path / "p.html"))
    assert page.title().startswith("<script>document.title=")
    assert page.locator(".story script, .story img, .story svg, h1 *").count() == 0
    expect(page.locator(".story .para").first).to_contain_text("<img src=x onerror=")
    expect(page.locator("h1")).to_contain_text("⟨U+202E⟩=cmd()")
    assert said == []


def test_attacks_in_many_stories_are_text_and_links_work(visit, tmp_path):
    stories = [attacked("It may snow.", story=f"{ATTACK} {n}", by=ATTACK) for n in range(2)]
    page, said = visit(write_report(pd.concat(stories), tmp_path / "all.html"))
    assert page.locator("main script, main img").count() == 0
    page.get_by_role("rowheader").get_by_role("link").nth(1).click()
    expect(page.locator("h1")).to_contain_text("<script>document.title=")
    page.get_by_role("link", name="All stories").click()
    expect(page.locator("h1")).to_contain_text("2 stories")
    assert said == []


def test_attacks_are_text_in_a_notebooks_output(visit, tmp_path):
    table = pd.DataFrame({"text": [ATTACK, f"terrible {ATTACK}"], "role": [ATTACK, "report"]})
    file = tmp_path / "output.html"
    file.write_text(f"<meta charset=utf-8>{highlight(table).html}", encoding="utf-8")
    page, said = visit(file)
    assert page.title() == ""
    assert page.locator("script, img, body svg").count() == 0
    assert said == []
