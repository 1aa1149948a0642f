"""Tables that only arrange a web page, as old sites and newsletters have them -> plain blocks."""

from __future__ import annotations

_LONG = 40  # words of a cell that holds prose and no figure or name
_A_SENTENCE = 20  # of one that does in a page that is arranged by tables
_NO_WORDS = ("script", "style", "noscript", "template", "head")
_SECTIONS = ("tbody", "thead", "tfoot")
_CELLS = ("td", "th")


def open_layout_tables(tree) -> None:
    """Make plain blocks, in place, of the tables in which the page's text stands.

    Tables are left out of an article, for most hold figures. One whose long cells hold more than
    half of the page's words arranges the page; so do those within it that have one column, or
    sentences in their columns.
    """
    tables = list(tree.iter("table"))
    if not tables:
        return
    words = _words_in(tree)
    opened: set = set()
    for table in tables:
        rows = _rows(table)
        cells = [cell for row in rows for cell in row.iterchildren(*_CELLS)]
        held = sum(words[cell] for cell in cells if words[cell] >= _LONG)
        within = next(table.iterancestors("table", *_CELLS, "section"), None) in opened
        if 2 * held > words[tree] or (within and _arranges_a_part(table, rows, words)):
            for element in [table, *table.iterchildren(*_SECTIONS), *rows]:
                element.tag = "div"
            for cell in cells:
                cell.tag = "section"  # bare text in one becomes paragraphs
                opened.add(cell)


def _rows(table) -> list:
    sections = [table, *table.iterchildren(*_SECTIONS)]
    return [row for section in sections for row in section.iterchildren("tr")]


def _arranges_a_part(table, rows: list, words: dict) -> bool:
    """Whether a table has one column, or more than half of its words are in cells of sentences."""
    filled = [[words[cell] for cell in row.iterchildren(*_CELLS) if words[cell]] for row in rows]
    held = sum(n for cells in filled for n in cells if n >= _A_SENTENCE)
    return all(len(cells) <= 1 for cells in filled) or 2 * held > words[table]


def _words_in(tree) -> dict:
    """Element -> the number of words in it, with all that stands in it."""
    words: dict = {}
    for element in reversed(list(tree.iter())):
        n = 0
        if element.tag not in _NO_WORDS and isinstance(element.tag, str):
            n = len((element.text or "").split())
            n += sum(words[child] + len((child.tail or "").split()) for child in element)
        words[element] = n
    return words
