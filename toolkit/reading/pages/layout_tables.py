"""Tables of a web page: those that only arrange it become plain blocks, those of figures go.

Old sites and newsletters are arranged by tables. Left where they are, tables of figures can become
an article of a thousand cells, because the extractor takes a short article for a part of the page.
"""

from __future__ import annotations

from .elements import holds, words_in
from .marker import SENTINEL

_LONG = 40  # words of a cell that holds prose and no figure or name
_A_SENTENCE = 20  # of one that does in a page that is arranged by tables
_SECTIONS = ("tbody", "thead", "tfoot")
_CELLS = ("td", "th")


def open_layout_tables(tree) -> None:
    """Make plain blocks, in place, of the tables in which the page's text stands.

    Tables are left out of an article, for most hold figures. One whose long cells hold more than
    half of the page's words, or that has such a cell and the headline, arranges the page; so do
    those beside it that are mostly long cells, and those within it that have sentences in their
    columns or one column.
    """
    tables = list(tree.iter("table"))
    if not tables:
        return
    words = words_in(tree)
    if not any(_arranges(table, words, words[tree]) for table in tables):
        return
    opened: set = set()
    for table in tables:
        around = _around(table, opened)
        within = around in opened
        if not within and around is not None:
            continue
        rows = _rows(table)
        has_prose = 2 * _held(table, _A_SENTENCE if within else _LONG, words) > words[table]
        if has_prose or (within and _is_one_column(rows, words)):
            cells = [cell for row in rows for cell in row.iterchildren(*_CELLS)]
            for element in [table, *table.iterchildren(*_SECTIONS), *rows]:
                element.tag = "div"
            for cell in cells:
                cell.tag = "section"  # bare text in one becomes paragraphs
                opened.add(cell)


def _arranges(table, words: dict, n: int) -> bool:
    held = _held(table, _LONG, words)
    return 2 * held > n or (held > 0 and holds(table, "h1"))


def drop_tables_of_figures(tree) -> None:
    """Take away, in place, the tables without prose of a page that has prose outside of them.

    Marker lines must be held before: what holds their place counts as prose in a table.
    """
    tables = list(tree.iter("table"))
    if not tables:
        return
    words = words_in(tree)
    prose = (p for p in tree.iter("p") if words[p] >= _A_SENTENCE and p.text != SENTINEL)
    if any(next(p.iterancestors("table"), None) is None for p in prose):
        for table in tables:
            if not _held(table, _A_SENTENCE, words):
                table.drop_tree()


def _around(table, opened: set):
    """The table or cell that a table stands in, or what was made of it."""
    outer = table.iterancestors("table", *_CELLS, "section")
    return next((e for e in outer if e.tag != "section" or e in opened), None)


def _rows(table) -> list:
    sections = [table, *table.iterchildren(*_SECTIONS)]
    return [row for section in sections for row in section.iterchildren("tr")]


def _held(table, least: int, words: dict) -> int:
    """The number of words in cells of so many words at least."""
    cells = (words[cell] for row in _rows(table) for cell in row.iterchildren(*_CELLS))
    return sum(n for n in cells if n >= least)


def _is_one_column(rows: list, words: dict) -> bool:
    return all(sum(words[cell] > 0 for cell in row.iterchildren(*_CELLS)) <= 1 for row in rows)
