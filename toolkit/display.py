"""Tables that show themselves for reading: few columns, whole sentences, and all that matters.

They are DataFrames. Only what a notebook or a terminal shows of the table itself is arranged here;
what it holds, and what is computed from it, is plain pandas.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd

from .safety import escaped, visible

NO_VALUE = "–"  # where there is no value
MOST_ROWS = 200
CELL = 48  # characters of a sentence that a terminal's line has room for
LINE = 100
_PROSE = "text-align:left;min-width:8em"
_NUMBER = "text-align:right;white-space:nowrap"


@dataclass(frozen=True)
class Shown:
    """What is shown of a table.

    Attributes
    ----------
    rows : DataFrame of str
    prose : columns that are read from the left, as sentences are
    not_in_text, not_in_html : columns left out of what a terminal, or a notebook, shows
    whole : bool
        A terminal, too, shows sentences whole, below the row's first cell if need be.
    folded : DataFrame of str, optional
        More rows, which a notebook opens at a click and a terminal leaves out.
    title : str
        What is folded.
    notes : lines below the table
    """

    rows: pd.DataFrame
    prose: tuple[str, ...] = ()
    not_in_text: tuple[str, ...] = ()
    not_in_html: tuple[str, ...] = ()
    whole: bool = False
    folded: pd.DataFrame | None = None
    title: str = ""
    notes: tuple[str, ...] = ()


class ReadableTable(pd.DataFrame):
    """A DataFrame that arranges what is shown of it, as long as it has the columns of a form.

    A selection of columns, and a table without rows, is shown by pandas.
    """

    _forms: tuple[list[str], ...] = ()
    _strict = False  # tests set it, so that a mistake in `_arranged` is no plain table

    def _arranged(self) -> Shown:
        raise NotImplementedError

    def _has_form(self) -> bool:
        return list(self.columns) in self._forms

    def _shown(self) -> Shown | None:
        if self.empty or not self._has_form():
            return None
        try:
            shown = self.head(MOST_ROWS)._arranged()
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            if self._strict:
                raise
            return None  # somebody has filled the columns with something else
        if len(self) <= MOST_ROWS:
            return shown
        notes = (f"the first {MOST_ROWS} of {len(self):,} rows", *shown.notes)
        return replace(shown, notes=notes)

    @property
    def _constructor(self):
        return type(self)

    def __repr__(self) -> str:
        shown = self._shown()
        return repr(pd.DataFrame(self)) if shown is None else as_text(shown)

    def _repr_html_(self) -> str | None:
        shown = self._shown()
        if shown is None or not pd.get_option("display.notebook_repr_html"):
            return pd.DataFrame(self)._repr_html_()
        return as_html(shown)


class ProseTable(ReadableTable):
    """A table of sentences, which are shown whole."""

    def _has_form(self) -> bool:
        return all(map(pd.api.types.is_string_dtype, [self.columns, *self.dtypes]))

    def _arranged(self) -> Shown:
        return Shown(rows=pd.DataFrame(self).fillna(NO_VALUE), prose=tuple(self), whole=True)


def as_html(shown: Shown) -> str:
    """The table as HTML that takes its looks from the page it stands on."""
    parts = [_html_table(shown.rows, shown) if len(shown.rows) else "", listed(shown.notes)]
    if shown.folded is not None:
        more = _html_table(shown.folded, shown)
        parts.append(f"<details><summary>{escaped(shown.title)}</summary>{more}</details>")
    # A dollar sign in somebody's text is no mathematics.
    return f'<div class="mathjax_ignore tex2jax_ignore">{"".join(parts)}</div>'


def listed(notes: Iterable[str]) -> str:
    """Lines below a table, as HTML."""
    items = "".join(f"<li>{escaped(note)}</li>" for note in notes)
    return f"<ul>{items}</ul>" if items else ""


def _html_table(rows: pd.DataFrame, shown: Shown) -> str:
    rows = rows.drop(columns=[*shown.not_in_html], errors="ignore")
    styles = [_PROSE if column in shown.prose else _NUMBER for column in rows]
    head = "".join(
        f'<th scope="col" style="{style.partition(";")[0]}">{breaking(escaped(column))}</th>'
        for column, style in zip(rows, styles, strict=True)
    )
    lines = []
    for row in rows.itertuples(index=False, name=None):
        cells = "".join(
            f'<td style="{style}">{_lines(cell)}</td>'
            for cell, style in zip(row, styles, strict=True)
        )
        lines.append(f"<tr>{cells}</tr>")
    return (
        f'<table border="0" class="dataframe"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table>"
    )


def breaking(markup: str) -> str:
    """A column's name in HTML, which may break behind its underscores and so need not widen it."""
    return markup.replace("_", "_<wbr>")


def _lines(cell: str) -> str:
    return escaped(cell).replace("\n", "<br>")


def as_text(shown: Shown) -> str:
    """The table as aligned lines, for a terminal."""
    rows = shown.rows.drop(columns=[*shown.not_in_text], errors="ignore").map(visible)
    if shown.whole and (rows.map(len) > CELL).any(axis=None):
        lines = [line for _, row in rows.iterrows() for line in _paragraphs(row)]
    else:
        lines = _aligned(rows, shown.prose)
    folded = [f"and {shown.title}"] if shown.folded is not None else []
    for note in [*shown.notes, *folded]:
        lines += textwrap.wrap(visible(note), LINE, initial_indent="  ", subsequent_indent="    ")
    return "\n".join(lines)


def _aligned(rows: pd.DataFrame, prose: tuple[str, ...]) -> list[str]:
    columns = []
    for name in rows:
        cells = [_cut(cell) for cell in rows[name]]
        width = max(map(len, [name, *cells]))
        align = str.ljust if name in prose else str.rjust
        columns.append([align(cell, width) for cell in [name, *cells]])
    return ["  ".join(cells).rstrip() for cells in zip(*columns, strict=True)]


def _paragraphs(row: pd.Series) -> list[str]:
    """A row's first cell, and below it the others: a paragraph each, from the third on named."""
    lines = []
    for place, (name, cell) in enumerate(row.items()):
        text = f"{name}: {cell}" if place > 1 else cell
        indent = "    " if place else ""
        if cell != NO_VALUE:
            lines += textwrap.wrap(
                text, LINE, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
            )
    return lines


def _cut(cell: str) -> str:
    """What a line has room for: whole words, or the beginning of the first."""
    words = textwrap.shorten(cell, CELL, placeholder="…")
    return words if words != "…" or cell == "…" else f"{cell.split()[0][: CELL - 1]}…"


def written(value: float, form: str) -> str:
    """A number in a format such as "+.2f", with a true minus sign; a dash for a missing one.

    >>> written(-0.5, ".1f"), written(-0.01, "+.1f"), written(float("nan"), ".1f")
    ('−0.5', '0.0', '–')
    """
    if pd.isna(value):
        return NO_VALUE
    text = format(value, form)
    return text.replace("-", "−") if text.strip("+-0.,") else text.strip("+-")


def have(number: float, noun) -> str:
    """A count with its noun, as what has something.

    >>> have(1, "row"), have(1234, "row")
    ('1 row has', '1,234 rows have')
    """
    return f"{many(number, noun)} {'has' if number == 1 else 'have'}"


def many(number: float, noun) -> str:
    """A count with its noun.

    >>> many(1, "word"), many(1234, "story"), many(2, "day"), many(2, "press")
    ('1 word', '1,234 stories', '2 days', '2 presses')
    """
    noun = str(noun)  # a column's name may be a number
    if number == 1:
        return f"1 {noun}"
    if noun.endswith("y") and noun[-2:-1] not in [*"aeiou"]:
        return f"{int(number):,} {noun[:-1]}ies"
    return f"{int(number):,} {noun}{'es' if noun.endswith(('s', 'x', 'ch', 'sh')) else 's'}"
