"""The gallery has every chart and every picture it shows."""

from __future__ import annotations

import re
from pathlib import Path

import matplotlib.pyplot as plt
import pytest

import toolkit as tk

DOCS = Path(__file__).parents[1] / "docs"


@pytest.fixture(scope="module")
def page() -> str:
    return (DOCS / "gallery.md").read_text(encoding="utf-8")


def test_every_chart_is_in_the_gallery(page):
    charts = {name for name in tk.__all__ if name.startswith("plot_")}
    assert charts == set(re.findall(r"tk\.(plot_\w+)\(", page))


def test_every_picture_is_there_with_its_finding_and_none_is_left_over(page):
    pictures = re.findall(r"!\[([^\]]{40,})\]\((images/\w+\.png)\)", page)
    assert {name for _, name in pictures} == {
        f"images/{path.name}" for path in (DOCS / "images").glob("*.png")
    }
    for _, name in pictures:
        height, width = plt.imread(DOCS / name).shape[:2]
        assert 800 <= width <= 1800
        assert height >= 400


def test_charts_of_invented_stories_say_so(page):
    many = page.split("## Many stories")[1]
    shown = re.findall(r"!\[([^\]]+)\]", many)
    assert len(shown) >= 6
    assert [text for text in shown[:-1] if not text.endswith("Invented stories.")] == []
