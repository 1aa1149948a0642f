"""Does every number in a notebook's prose stand in one of its outputs?

Checked: numbers in digits, with sign, thousands separators, decimals and per cent, and number
words from three to ninety-nine. A number is found when an output number, rounded to as many
decimals, equals it; a number without a sign may be the size of a negative one; 23% may be printed
as 0.23. Two numbers "against" each other must stand in one line of an output, or in that of the
report and the commentary's below it: elsewhere they belong to something else. Not checked, because
they state no result:

- code, formulas, links, and the numbers of lists and headings;
- years from 1900 to 2099 and ordinals (3rd);
- addresses: "notebook 03", "paragraphs 2 to 4", C3;
- "per 100 words" and "95% interval", which are units and conventions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from nbformat import NotebookNode
from notebook_outputs import output_texts

SMALL = {
    word: value
    for value, word in enumerate(
        "three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split(),
        3,
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
UNITS = {"one": 1, "two": 2} | {word: value for word, value in SMALL.items() if value < 10}
WORD = re.compile(
    rf"\b(?:({'|'.join(TENS)})(?:-({'|'.join(UNITS)}))?|({'|'.join(SMALL)}))\b", re.IGNORECASE
)
NUMBER = re.compile(
    r"(?P<sign>(?<![\w)])[-−–+])?"
    r"(?<![A-Za-z_\d.])(?<![A-Za-z]-)"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?!\d)"
    r"(?P<percent>\s?%|\s+per ?cent\b)?"
)
ADDRESS = (
    r"notebooks?|cells?|paragraphs?|sentences?|sections?|steps?|figures?|charts?|tables?|chapters?"
)
NOT_RESULTS = re.compile(
    "|".join(
        [
            r"(?s:```.*?```)",
            r"`[^`\n]*`",
            r"(?s:(?<!\\)\$\$.*?\$\$)",
            r"(?<!\\)\$[^$\n]+(?<!\\)\$",
            r"\]\([^)\n]*\)",
            r"https?://\S+",
            r"</?[A-Za-z][^>\n]*>",
            r"(?m:^\s*(?:#+\s*)?\d+[.)]\s)",
            r"\b\d+(?:st|nd|rd|th)\b",
            rf"(?i:\b(?:{ADDRESS})\s+\d+(?:(?:\s*(?:,|–|-|and|to|or)\s*)\d+)*)",
            r"(?i:\bper\s+(?:1,?0*00|hundred|thousand)\s+words\b)",
            r"\b95\s?%\s+(?:\w+\s+){0,2}(?:intervals?|confidence)\b",
            r"(?<![\d.,\-−–+])(?:19|20)\d\d(?![\d%]|[.,]\d|\s?%)",
        ]
    )
)


# The lines of a table with a row per role are one.
BOTH_ROLES = re.compile(r"(?m)^(\s*report\b.*)\n(?=\s*commentary\b)")
_FIGURE = r"[-−–+]?\d*\.?\d+(?:\s?%)?"
PAIR = re.compile(rf"({_FIGURE})(?: [a-z ]{{1,30}})? against ({_FIGURE})")


def numbers(text: str) -> Iterator[tuple[str, Decimal, bool, bool]]:
    """(as written, value, has a sign, is a percentage) for each number in the text."""
    for found in NUMBER.finditer(text):
        value = Decimal(found["digits"].replace(",", ""))
        negative = found["sign"] is not None and found["sign"] != "+"
        yield found[0], -value if negative else value, bool(found["sign"]), bool(found["percent"])
    for found in WORD.finditer(text):
        tens, unit, small = (part and part.lower() for part in found.groups())
        value = SMALL[small] if small else TENS[tens] + UNITS.get(unit, 0)
        yield found[0], Decimal(value), False, False


def unprinted(nb: NotebookNode) -> Iterator[str]:
    """The numbers of the prose that no cell prints, each with the words around it."""
    lines = [
        [value for _, value, _, _ in numbers(line)]
        for _, text in output_texts(nb)
        for line in BOTH_ROLES.sub(r"\1 ", text).split("\n")
    ]
    printed = {value for line in lines for value in line}
    for cell in nb.cells:
        if cell.cell_type != "markdown":
            continue
        prose = NOT_RESULTS.sub(" ", cell.source)
        for written, value, signed, percent in numbers(prose):
            if not any(agree(value, signed, percent, out) for out in printed):
                place = prose.find(written)
                around = " ".join(prose[max(0, place - 30) : place + len(written) + 30].split())
                yield f"cell {cell.id}: no output holds {written.strip()} of {around!r}"
        for pair in PAIR.findall(prose):
            if not any(_holds(line, pair) for line in lines):
                yield f"cell {cell.id}: no line of an output holds {' against '.join(pair)}"


def _holds(line: list[Decimal], pair: tuple[str, str]) -> bool:
    return all(
        any(agree(value, signed, percent, out) for out in line)
        for written in pair
        for _, value, signed, percent in numbers(written)
    )


def agree(value: Decimal, signed: bool, percent: bool, output: Decimal) -> bool:
    """Whether an output number, rounded like the number in the prose, is that number."""
    half = Decimal(5).scaleb(value.as_tuple().exponent - 1)
    candidates = [output, output * 100] if percent else [output]
    if not signed:
        candidates = [abs(number) for number in candidates]
    return any(abs(number - value) <= half for number in candidates)
