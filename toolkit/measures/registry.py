"""What a measure is, and the list of those there are.

A measure is a formula on counts. It is declared where it stands, with what a reader needs to quote
it: label, unit, which way is up, how to read a value, source, smallest sensible text, and how the
value of several paragraphs arises from theirs.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from ..display import many
from ..errors import ToolkitError

# Fixed here, so that nobody picks them after a look at their own data: how hard, how dark and how
# evenly so, how sure (hedges, boosters), whose voice speaks, how it argues. See docs/method.md.
HEADLINE = (
    "flesch_reading_ease",
    "vader_compound",
    "vader_compound_sd",
    "hedges_per_100_words",
    "boosters_per_100_words",
    "quoted_share",
    "attributions_per_100_words",
    "argument_connectives_per_100_words",
)
FAMILIES = ("counts", "readability", "sentiment", "hedging", "wording")
POOLS = ("sum", "counts", "words", "sentences", "spread")


@dataclass(frozen=True)
class Measure:
    """A named number for a paragraph. `formula` maps counts (arrays by name) to an array."""

    name: str
    family: str
    label: str
    formula: Callable
    unit: str = ""
    higher: str = ""
    reading: str = ""
    source: str = ""
    caveat: str = ""
    value_range: str = ""
    smallest_words: int = 1
    smallest_sentences: int = 1
    pool: str = "words"
    mean_of: str = ""
    bands: tuple[tuple[float, str], ...] = ()

    @property
    def headline(self) -> bool:
        """One of the eight measures that a comparison tests; all others are exploratory."""
        return self.name in HEADLINE

    @property
    def smallest_text(self) -> str:
        """The least text it makes sense for, "100 words and 3 sentences"; "" where any will do."""
        limits = ((self.smallest_words, "word"), (self.smallest_sentences, "sentence"))
        return " and ".join(many(number, noun) for number, noun in limits if number > 1)

    def in_words(self, value: float) -> str:
        """The band in which `value` lies, such as "difficult"; "" where the measure has none."""
        for upper, word in self.bands:
            if value < upper:
                return word
        return ""


_MEASURES: dict[str, Measure] = {}


def register(family: str, *, name: str | None = None, **facts) -> Callable:
    """Declare the decorated formula as a measure of `family`; `facts` are fields of `Measure`."""

    def declare(formula: Callable) -> Callable:
        measure = Measure(name=name or formula.__name__, family=family, formula=formula, **facts)
        if measure.pool not in POOLS or family not in FAMILIES:
            raise ValueError(
                f"{measure.name}: pool {measure.pool!r} of {POOLS}, family {family!r} of {FAMILIES}"
            )
        _MEASURES[measure.name] = measure
        _ordered.cache_clear()
        return formula

    return declare


def register_rate(family: str, name: str, counted: str, doc: str, **facts) -> None:
    """Declare the count `counted` per 100 words as the measure `name`; `doc` says what that is."""

    def rate(c):
        return 100 * getattr(c, counted) / c.n_words

    rate.__doc__ = doc
    register(
        family,
        name=name,
        unit="per 100 words",
        value_range="0 to 10 or so",
        smallest_words=100,
        pool="words",
        **facts,
    )(rate)


def all_measures() -> dict[str, Measure]:
    """Every registered measure by name: family by family, in the order of their declaration."""
    return dict(_ordered())


@cache
def _ordered() -> dict[str, Measure]:
    ordered = sorted(_MEASURES.values(), key=lambda measure: FAMILIES.index(measure.family))
    return {measure.name: measure for measure in ordered}


def get(name: str) -> Measure:
    """The measure called `name`; a ToolkitError that names the nearest ones where there is none."""
    if name in _MEASURES:
        return _MEASURES[name]
    if members := family_members(name):
        raise ToolkitError(
            f"{name!r} is a family of {len(members)} measures; name those you want: "
            f"{', '.join(members)}"
        )
    small = str(name).lower()
    holding = [known for known in _MEASURES if small and small in known]
    alike = difflib.get_close_matches(small, _MEASURES, n=5, cutoff=0.4)
    near = list(dict.fromkeys(holding + alike))[:5]
    hint = f"did you mean {', '.join(near)}? " if near else ""
    raise ToolkitError(
        f"no measure named {name!r}; {hint}list_measures() shows all {len(_MEASURES)} (in a "
        "terminal: toolkit measures)"
    )


def family_members(name: str) -> list[str]:
    """The measures of the family called `name`, in capitals or not; none if there is no such."""
    sought = str(name).lower()
    return [known for known, measure in all_measures().items() if measure.family == sought]


def headline_of(names) -> list[str]:
    """The headline measures among `names`, family by family."""
    names = set(names)
    return [name for name, measure in all_measures().items() if measure.headline and name in names]
