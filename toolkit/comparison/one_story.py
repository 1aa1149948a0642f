"""One story is described: counts with Poisson ranges, what a single sentence decides, windows."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..columns import ROLES
from ..errors import ToolkitError
from ..measures import pool, pool_without_each, sentence_table
from ..measures.display import MeasuresTable
from ..measures.hedge_lexicon import chosen_lexicon
from ..measures.registry import all_measures
from .counts import counts_of, poisson_range
from .lengths import members, windows_of
from .result import OF_ONE_STORY, Description
from .samples import as_floats, body, check_level, chosen_measures, facts

_ROWS = 50_000


def describe_story(
    table: pd.DataFrame, measures=None, *, level: float = 0.95, lexicon=None
) -> pd.DataFrame:
    """What one story holds, role by role, and how much hangs on chance and on single sentences.

    Parameters
    ----------
    table : DataFrame
        The measures table of one story; with its `text`, for the ranges that need sentences.
    measures : list of str, optional
        Columns to describe. All measures but the counts if left out.
    level : float
        Level of the Poisson ranges.
    lexicon : optional
        The hedging lexicon that the table was measured with, if it is one of your own: sentences
        are counted anew.

    Returns
    -------
    DataFrame
        Two rows per measure, the report's first:

        - `measure`, `label`, `unit`, `role` : str
        - `value` : float, pooled over the role's paragraphs; `n_words` : int
        - `count` : float, how often it was counted; only rates per 100 words have one
        - `poisson_low`, `poisson_high` : float, exact range of the rate if cues came independently.
          They come in bursts, so the true range is wider
        - `leave_one_out_low`, `leave_one_out_high` : float, the least and the greatest value with
          any one sentence left out; missing without `text`, and where the sentences do not give
          `value` (columns of your own, a lexicon not named here, `counting="textstat"`)

    Raises ToolkitError where the table holds more than one story.

    >>> table = pd.DataFrame({"story": "fire", "role": ["report", "commentary"],
    ...                       "n_words": [90.0, 442.0], "hedges_per_100_words": [4.444, 4.751]})
    >>> describe_story(table)[["role", "count", "poisson_low", "poisson_high"]].round(1)
             role  count  poisson_low  poisson_high
    0      report    4.0          1.2          11.4
    1  commentary   21.0          2.9           7.3
    """
    check_level(level)
    rows = _one_story(table)
    names = chosen_measures(rows, measures)
    pooled = pool(as_floats(rows, names), "role").reindex(ROLES)
    ranges = _leave_one_out(rows, pooled, _of_lexicon(names, table, lexicon), table, lexicon)
    parts = [_of_measure(name, pooled, ranges, level) for name in names]
    described = Description(pd.concat(parts, ignore_index=True))[OF_ONE_STORY]
    described.attrs = {"level": level}
    return described


def _of_measure(name: str, pooled: pd.DataFrame, ranges: dict, level: float) -> pd.DataFrame:
    value, words = pooled[name].to_numpy(), pooled["n_words"].to_numpy()
    count = counts_of(name, value, words)
    low, high = poisson_range(count, words, level)
    least, greatest = ranges.get(name, (np.nan, np.nan))
    return pd.DataFrame(
        {
            "measure": name, "label": facts(name).label, "unit": facts(name).unit, "role": ROLES,
            "value": value, "count": count, "n_words": words.astype(int),
            "poisson_low": low, "poisson_high": high,
            "leave_one_out_low": least, "leave_one_out_high": greatest,
        }
    )  # fmt: skip


def windows(table: pd.DataFrame, measures=None, *, lexicon=None) -> pd.DataFrame:
    """The shorter role of a story beside every window of the longer one of about its length.

    Windows are runs of whole sentences and slide by one sentence (in a very long text by more), so
    they overlap: they show how far stretches of one text differ, and are no sample of independent
    texts.

    Parameters
    ----------
    table : DataFrame
        The measures table of one story, with its `text`.
    measures : list of str, optional
        Registered measures; all but the counts if left out.
    lexicon : optional
        As in `describe_story`.

    Returns
    -------
    DataFrame
        The first row is the shorter role, whole (usually the report), the others are windows:

        - `role` : str; `window` : int, 0 for the shorter role, then 1..n
        - `first_sentence`, `last_sentence` : int, counted from 1 within the role
        - `n_words` : float, and one float column per measure; missing where the sentences do not
          give the measure of their text (a lexicon not named here, `counting="textstat"`)

    Raises ToolkitError for a table of several stories, without texts, or without one of the roles,
    and for a measure that is a column of your own.

    >>> from toolkit.measures import measure
    >>> story = pd.DataFrame({"story": "fire", "role": ["report", "commentary"],
    ...     "text": ["The hall burned down.", "It may be arson. Nobody knows yet. We shall see."]})
    >>> windows(measure(story), ["lix"])[["role", "window", "first_sentence", "n_words"]]
             role  window  first_sentence  n_words
    0      report       0               1      4.0
    1  commentary       1               1      4.0
    2  commentary       2               2      3.0
    """
    rows = _one_story(table)
    if "text" not in rows:
        raise ToolkitError(
            "windows() counts sentences and needs the column 'text' beside the measures"
        )
    names = chosen_measures(rows, measures)
    own = [name for name in names if name not in all_measures()]
    if own and measures is not None:
        raise ToolkitError(
            f"windows() measures every stretch anew and cannot for {own[0]!r}, a column of your own"
        )
    names = [name for name in names if name not in own]
    sentences = sentence_table(rows, profile=_profile(table), lexicon=lexicon)
    sentences = sentences[sentences["n_words"] > 0].reset_index(drop=True)
    parts = {role: sentences[sentences["role"] == role] for role in ROLES}
    for role in ROLES:
        if parts[role].empty:
            raise ToolkitError(
                f"there are no words in the {role}, so there is nothing to set beside"
            )
    shorter, longer = sorted(ROLES, key=lambda role: parts[role]["n_words"].sum())
    length = parts[shorter]["n_words"].sum()
    first, last = windows_of(parts[longer]["n_words"].to_numpy(), length)
    step = -(-int((last - first + 1).sum()) // _ROWS)
    first, last = first[::step], last[::step]
    inside, number = members(first, last)
    copies = pd.concat([parts[shorter].assign(window=0),
                        parts[longer].iloc[inside].assign(window=number + 1)])  # fmt: skip
    pooled = pool(copies, "window")
    whole = pool(rows, "role").reindex(ROLES)
    told = _of_lexicon(names, table, lexicon)
    same = _same_values(pool(sentences, "role").reindex(ROLES), whole, told)
    pooled[[name for name in names if name not in same]] = np.nan
    return MeasuresTable(
        {
            "role": [shorter] + [longer] * len(first), "window": pooled.index,
            "first_sentence": [1, *(first + 1)],
            "last_sentence": [len(parts[shorter]), *(last + 1)],
            **{name: pooled[name].to_numpy() for name in dict.fromkeys(["n_words", *names])},
        }
    )  # fmt: skip


def _one_story(table: pd.DataFrame) -> pd.DataFrame:
    rows = body(table)
    if rows["story"].nunique() > 1:
        raise ToolkitError(
            f"one story is described at a time and the table has {rows['story'].nunique()}; "
            "take table[table['story'] == name], or compare(table)"
        )
    return rows


def _profile(table: pd.DataFrame) -> str:
    return table.attrs.get("profile", "news")


def _of_lexicon(names: list[str], table: pd.DataFrame, lexicon) -> list[str]:
    """The measures without those of hedging, if `table` says that it has them by another lexicon
    than its sentences can be measured with."""
    version = table.attrs.get("lexicon_version")
    if version in (None, chosen_lexicon(_profile(table), lexicon).version):
        return names
    return [name for name in names if facts(name).family != "hedging"]


def _leave_one_out(
    rows: pd.DataFrame, pooled: pd.DataFrame, names: list[str], table: pd.DataFrame, lexicon
) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Per measure the least and the greatest value of (report, commentary) less one sentence."""
    names = [name for name in names if name in all_measures()]
    if "text" not in rows or not names:
        return {}
    sentences = sentence_table(rows, profile=_profile(table), lexicon=lexicon)
    same = _same_values(pool(sentences, "role").reindex(ROLES), pooled, names)
    low, high = np.full((2, len(ROLES), len(same)), np.nan)
    for i, role in enumerate(ROLES):
        part = sentences[sentences["role"] == role]
        if len(part) > 1:
            values = pool_without_each(part)
            low[i], high[i] = values[same].min().to_numpy(), values[same].max().to_numpy()
    return {name: (low[:, j], high[:, j]) for j, name in enumerate(same)}


def _same_values(ours: pd.DataFrame, theirs: pd.DataFrame, names: list[str]) -> list[str]:
    return [n for n in names if np.allclose(ours[n], theirs[n], rtol=1e-6, equal_nan=True)]
