"""The data that comes with the toolkit: every file reads, and data/README.md says what it is."""

from __future__ import annotations

import re
import warnings
from pathlib import Path

import pytest

from toolkit.reading import read_stories, read_story
from toolkit.reading.marker import marker_test

DATA = Path(__file__).parents[1] / "data"
STORIES = sorted((DATA / "stories").glob("*.txt"))
README = (DATA / "README.md").read_text(encoding="utf-8")
ENCODINGS = {"07_football_ground": "windows-1252"}
HEADINGS = {
    ("06_factory_smell", "report"): 2,
    ("06_factory_smell", "commentary"): 4,
    ("08_market_square", "report"): 1,
    ("08_market_square", "commentary"): 4,
    ("21_swimming_pool", "report"): 1,
    ("24_foghorn", "commentary"): 3,
    ("28_school_meals", "report"): 1,
}


def form(row: str) -> str:
    """The second cell of the README's row on a form: the files that have it."""
    return next(line.split("|")[2] for line in README.splitlines() if line.startswith(f"| {row}"))


def listed(row: str) -> list[str]:
    """The numbers in that cell, "34 to 36" spelled out."""
    numbers = []
    for first, last in re.findall(r"\b(\d\d)(?: to (\d\d))?\b", form(row)):
        numbers += [f"{number:02}" for number in range(int(first), int(last or first) + 1)]
    return numbers


@pytest.fixture(scope="module")
def stories():
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="36 stories read; 07_football_ground")
        return read_stories(DATA / "stories")


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_a_story_reads_from_first_to_last_paragraph(path):
    expected = ENCODINGS.get(path.stem, "utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore" if expected != "utf-8" else "error")
        table = read_story(path)
    assert table.attrs["encoding"].removesuffix("-sig") == expected
    assert set(table["story"]) == {path.stem}
    assert table["paragraph"].tolist() == list(range(1, len(table) + 1))
    roles = table["role"].tolist()
    assert roles == sorted(roles, reverse=True)
    for role in ("report", "commentary"):
        body = table[(table["role"] == role) & (table["kind"] == "body")]
        assert body["text"].str.split().str.len().sum() >= 60


def test_there_are_enough_stories_and_none_is_lost(stories):
    assert len(STORIES) >= 24
    assert stories["story"].unique().tolist() == [path.stem for path in STORIES]
    assert stories.attrs["errors"] == []
    assert stories.attrs["encodings"] == {"utf-8": len(STORIES) - 1, "windows-1252": 1}


def test_the_dividing_line_is_in_neither_part(stories):
    is_marker = marker_test(None)
    assert not [text for text in stories["text"] if is_marker(text)]
    assert not stories["text"].str.contains(r"(?i)\boriginal (?:article|report)\b").any()
    assert not stories["text"].str.contains(r"https?://").any()


def test_headings_are_told_from_paragraphs(stories):
    headings = stories[stories["kind"] == "heading"]
    assert headings.groupby(["story", "role"]).size().to_dict() == HEADINGS
    assert not stories["text"].str.startswith("#").any()


def test_characters_survive_reading(stories):
    text = stories["text"].str.cat(sep="\n")
    assert "\ufffd" not in text
    assert "\ufeff" not in text
    football = stories.loc[stories["story"] == "07_football_ground", "text"].str.cat(sep="\n")
    assert "£14.8 million" in football
    assert "411 “home” games" in football
    assert "the 0–7" in football


@pytest.mark.parametrize(
    ("row", "has"),
    [
        ("UTF-8 with a byte-order mark", lambda raw, text: raw.startswith(b"\xef\xbb\xbf")),
        ("Windows line ends", lambda raw, text: b"\r\n" in raw),
        ("lines wrapped", lambda raw, text: max(map(len, text.splitlines())) <= 72),
        ("no blank lines", lambda raw, text: not re.search(r"\n\s*\n", text)),
        ("dividing line other", lambda raw, text: "\nRead the original article here" not in text),
        ("straight quotes", lambda raw, text: "'" in text or '"' in text),
        ("single quotation marks", lambda raw, text: "‘" in text),
        ("non-breaking spaces", lambda raw, text: "\xa0" in text),
        ("` -- ` for a dash", lambda raw, text: " -- " in text),
        ("em or en dashes", lambda raw, text: bool(re.search("[–—]", text))),
        ("ellipsis sign", lambda raw, text: "…" in text),
        ("two spaces after", lambda raw, text: "  " in text),
        ("a letter with salutation", lambda raw, text: "\nDear " in text),
        ("headings, as Markdown", lambda raw, text: bool(re.search("^# ", text, re.MULTILINE))),
    ],
)
def test_the_readme_lists_the_files_of_each_form(row, has):
    found = []
    for path in STORIES:
        raw = path.read_bytes()
        text = raw.decode(ENCODINGS.get(path.stem, "utf-8-sig"))
        if has(raw, text):
            found.append(path.name[:2])
    assert listed(row) == found


def test_the_readme_names_every_data_file():
    files = [path for path in DATA.rglob("*") if path.is_file() and path.parent.name != "stories"]
    names = {path.relative_to(DATA).as_posix() for path in files} - {"README.md"}
    assert {"kursk.txt"} <= names
    assert not [name for name in names if f"`{name}`" not in README]
    assert {path.suffix for path in (DATA / "stories").iterdir()} == {".txt"}
    assert f"`stories/` | {len(STORIES)} stories" in README


def test_the_readme_gives_the_lengths(stories):
    body = stories[stories["kind"] == "body"]
    words = body["text"].str.split().str.len().groupby([body["role"], body["story"]]).sum()
    for role in ("report", "commentary"):
        first, last = re.search(rf"{role} of\s+(\d+) to (\d+) words", README).groups()
        assert abs(words[role].min() - int(first)) <= 2
        assert abs(words[role].max() - int(last)) <= 4
