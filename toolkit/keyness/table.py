"""`keywords`: the words and phrases that tell one role from the other."""

from __future__ import annotations

from numbers import Real

import numpy as np
import pandas as pd

from ..columns import ROLES
from ..display import many
from ..errors import ToolkitError, is_whole, there
from ..measures import is_heading
from ..measures.repeats import on_shared_texts
from ..measures.stories_and_roles import (
    need_known_roles,
    need_one,
    need_plain,
    need_story_names,
    without_group,
)
from ..segmentation import segmented
from .odds import compared, deviations_of_proportions
from .result import COLUMNS, WHY_NONE, Keywords, why_none
from .terms import Occurrences, count_phrases, count_words

LEAST_STORIES = 3
# A word that stands in a listed phrase nearly always is listed with the phrase alone.
ABSORBED = 0.8
TIE = 1e-9  # below, a term is as frequent in one role as in the other


def keywords(
    paragraphs: pd.DataFrame,
    *,
    n: int = 20,
    phrases: bool = True,
    min_stories: int | None = None,
    by=None,
    prior_words: float = 500.0,
) -> pd.DataFrame:
    """The words and two-word phrases most distinctive of reports and of commentary.

    Parameters
    ----------
    paragraphs : DataFrame
        A table with `text`, `role` and, for more than one story, `story`. Headings are left out.
    n : int
        Number of terms per role, at most; a term as frequent in one role as in the other is none.
    phrases : bool
        Whether to list two-word phrases beside words.
    min_stories : int, optional
        Least number of stories in whose role a term stands; by default 3, or as many as the role
        with most of them has.
    by : str, optional
        A column, such as `outlet`: the roles are compared within each of its groups and the results
        averaged by their precision, so that what is a habit of one outlet is no keyword.
    prior_words : float
        Size of the prior in words, shared out as the words of both roles are. More words pull rare
        terms further towards no difference.

    Returns
    -------
    DataFrame, reports' terms first, the most distinctive of each role on top
        `term`; `role` that has more of it; `log_odds` (natural logarithm of the odds ratio,
        positive for more in commentary), `z` (over its standard error), `z_without_one` (the z when
        the story with most occurrences is left out: terms are ranked by it, so that no story makes
        a keyword alone; NaN for one story), `count_report`, `count_commentary`, `per_1000_report`,
        `per_1000_commentary` (per 1,000 words), `n_stories` (stories that have it in this role),
        `dispersion` (Gries' DP over these roles' texts, 0 even to 1 uneven), `note` (what was left
        out, stories with one text, and where the alphabet chose among terms that rank alike). A
        table without rows says why when it is shown.

    z orders terms; with thousands of terms it tests none of them. Raises ToolkitError where a
    column or a role is missing or a role is a third one, or a number is none that can be.

    References: Monroe, Colaresi and Quinn (2008), see `toolkit.keyness.odds`.

    >>> table = pd.DataFrame({"role": ["report", "commentary"],
    ...                       "text": ["The council will close it.", "But why? But who pays?"]})
    >>> keywords(table, n=1)[["term", "role", "count_report", "count_commentary"]].values.tolist()
    [['close', 'report', 1, 0], ['but', 'commentary', 0, 2]]
    """
    _check_numbers(n, min_stories, prior_words)
    _check_table(paragraphs, by)
    table, note = _counted(paragraphs, by)
    stories_of = table.groupby("role")["story"].nunique()
    n_stories = int(stories_of.max())
    if min_stories is not None and min_stories > n_stories:
        raise ToolkitError(
            f"min_stories={min_stories} is more than there are: {many(n_stories, 'story')}"
        )
    tokens = segmented(table["text"])
    units, of_row = np.unique(_codes(table), axis=0, return_inverse=True)
    of_row = of_row.reshape(-1)
    unit = np.repeat(of_row, np.diff(tokens.offsets))
    side, stratum = units[:, 1], units[:, 2]
    least = min(LEAST_STORIES, n_stories) if min_stories is None else min_stories
    words = count_words(tokens, unit, len(units))
    for code, role in enumerate(ROLES):
        if not words.sizes[side == code].sum():
            raise ToolkitError(f"keywords() compares words, and the {role} has none")
    kinds = [words, *([count_phrases(tokens, unit, len(units))] if phrases else [])]
    about = side, stratum, units[:, 0], words.sizes, least, prior_words
    found = pd.concat([_scored(kind, *about) for kind in kinds], ignore_index=True)
    result = _ranked(found, n, n_stories)
    if n_stories == 1:
        each = " in each role" if table["story"].nunique() > 1 else ""
        note.append(f"one story{each}: says nothing about others")
    few = [role for role in ROLES if stories_of[role] < least]
    note += [f"the {role} stands in fewer than {many(least, 'story')}: no terms" for role in few]
    note += on_shared_texts(table, "story", paired=False) if n_stories > 1 else []
    notes = ["; ".join([*note, *_tie(row)]) for row in result.itertuples()]
    listed = Keywords(result.assign(note=pd.Series(notes, dtype="str")))[COLUMNS]
    if listed.empty:
        listed.attrs = {WHY_NONE: "; ".join([why_none(len(found), n, least, n_stories), *note])}
    return listed


def _tie(row) -> list[str]:
    """What is to be said of a term that the alphabet has put on the list."""
    alike = f"in alphabetical order among {row.alike:,} terms of the {row.role} that rank alike"
    return [alike] if row.alike else []


def _check_numbers(n, min_stories, prior_words) -> None:
    if not (isinstance(prior_words, Real) and 0 < prior_words < np.inf):
        raise ToolkitError(f"prior_words={prior_words!r} must be more than 0; 500 is usual")
    if not is_whole(n, 0):
        raise ToolkitError(f"n={n!r} must be 0 or more terms per role, a whole number")
    if not (min_stories is None or is_whole(min_stories, 1)):
        raise ToolkitError(f"min_stories={min_stories!r} must be a whole number from 1")


def _check_table(paragraphs, by) -> None:
    """ToolkitError for what lacks a column, has one twice, or says what no role or story is."""
    needed = ["text", "role", *([] if by is None else [by])]
    names = list(paragraphs.columns) if isinstance(paragraphs, pd.DataFrame) else []
    for column in needed:
        if column not in names:
            raise ToolkitError(
                f"keywords() needs a table with the columns {', '.join(map(repr, needed))}; "
                f"{column!r} is missing" + (f"; it has: {there(column, names)}" if names else "")
            )
        need_one(paragraphs, column)
    if by is not None:
        need_plain(paragraphs, by)
    need_known_roles(paragraphs)
    need_story_names(paragraphs)


def _counted(paragraphs: pd.DataFrame, by) -> tuple[pd.DataFrame, list[str]]:
    """The rows that count, with columns `story` and `group`; and what is left out, in words."""
    table = pd.DataFrame(
        {
            "text": paragraphs["text"].to_numpy(),
            "role": paragraphs["role"].astype(str).to_numpy(),
            "story": pd.factorize(paragraphs["story"], use_na_sentinel=False)[0]
            if "story" in paragraphs
            else 0,
            "by": 0 if by is None else paragraphs[by].to_numpy(),
            "group": 0 if by is None else pd.factorize(paragraphs[by], use_na_sentinel=False)[0],
        }
    )
    texts = ~is_heading(paragraphs) & table["text"].notna().to_numpy()
    if len(table) and not texts.any():
        raise ToolkitError("keywords() compares words, and no row but headings has a text")
    of_roles = table["role"].isin(ROLES).to_numpy()
    without = int((texts & ~of_roles).sum())
    table = table[texts & of_roles].reset_index(drop=True)
    both = table.groupby("group")["role"].nunique().eq(len(ROLES))
    if not both.any():
        found = paragraphs["role"][texts].dropna().astype(str).unique()
        raise ToolkitError(
            "keywords() compares reports with commentary; roles found: "
            f"{', '.join(sorted(found)[:6]) or 'none'}"
            f"{'' if by is None else f', never both in one {by!r}'}"
        )
    inside = table["group"].map(both)
    dropped = table.loc[~inside, "story"].nunique()
    note = [f"{many(dropped, 'story')} with one role in their {by} left out"] if dropped else []
    if without:
        note.append(f"{many(without, 'row')} without a role left out")
    table = table[inside].reset_index(drop=True)
    return table, note + without_group(table["story"], table["by"], by)


def _codes(table: pd.DataFrame) -> np.ndarray:
    """Story, role (0 report, 1 commentary) and group of every row, int64 (n_rows, 3)."""
    role = (table["role"] == ROLES[1]).to_numpy()
    return np.column_stack([table["story"], role, table["group"]]).astype(np.int64)


def _scored(
    found: Occurrences, side, stratum, story, n_words, least: int, prior_words
) -> pd.DataFrame:
    """Every term in enough stories with its statistics."""
    difference, z, z_without_one = compared(found, side, stratum, prior_words)
    is_commentary = difference > 0
    own = side[found.unit] == is_commentary[found.term]
    n_stories = _distinct(found.term[own], story[found.unit[own]], len(found.names))
    counts = [found.total(side == one) for one in (0, 1)]
    totals = [n_words[side == one].sum() or np.nan for one in (0, 1)]
    kept = np.flatnonzero(n_stories >= max(least, 1))
    return pd.DataFrame(
        {
            "term": [found.names[i] for i in kept.tolist()],
            "role": np.where(is_commentary[kept], ROLES[1], ROLES[0]),
            "log_odds": difference[kept],
            "z": z[kept],
            "z_without_one": z_without_one[kept],
            "count_report": counts[0][kept].astype(int),
            "count_commentary": counts[1][kept].astype(int),
            "per_1000_report": 1000 * counts[0][kept] / totals[0],
            "per_1000_commentary": 1000 * counts[1][kept] / totals[1],
            "n_stories": n_stories[kept],
            "dispersion": deviations_of_proportions(found, side, is_commentary.astype(int))[kept],
        }
    )


def _distinct(terms: np.ndarray, stories: np.ndarray, n_terms: int) -> np.ndarray:
    """Number of different stories that go with each term, int64 (n_terms,)."""
    width = stories.max(initial=0) + 1
    pairs = np.unique(terms * width + stories)
    return np.bincount(pairs // width, minlength=n_terms)


def _ranked(table: pd.DataFrame, n: int, n_stories: int) -> pd.DataFrame:
    """The top `n` terms of each role, without words that stand for a listed phrase, or ties."""
    table = table[table["z"].abs() > TIE]
    if n_stories == 1:
        table["z_without_one"] = np.nan
        table["strength"] = table["z"].abs()
    else:
        table = table[np.sign(table["z"]) == np.sign(table["z_without_one"])]
        table = table.assign(strength=table["z_without_one"].abs())
    table = table.sort_values(["strength", "term"], ascending=[False, True])
    chosen = [_without_absorbed(table[table["role"] == role], n) for role in ROLES]
    return pd.concat(chosen, ignore_index=True).drop(columns="strength")


def _with_ties(top: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """`alike`: for the terms that rank as the last one does, how many of the table's do, if there
    are more than are on top; 0 for the others."""
    if top.empty:
        return top.assign(alike=0)
    last = top["strength"].iloc[-1]
    listed, of_table = (np.isclose(part["strength"], last, rtol=TIE) for part in (top, table))
    cut = of_table.sum() > listed.sum()
    return top.assign(alike=np.where(listed & cut, of_table.sum(), 0))


def _without_absorbed(table: pd.DataFrame, n: int) -> pd.DataFrame:
    """The first `n` terms that no phrase among them says already.

    A word gives up its place only to a phrase that is listed itself, so what is left out is settled
    from the top, and again whenever that changes the list.
    """
    total = table["count_report"] + table["count_commentary"]
    counts = dict(zip(table["term"], total, strict=True))
    absorbed: set[str] = set()
    while True:
        rest = table[~table["term"].isin(absorbed)]
        top = rest.head(n)
        more = {
            word
            for phrase in top["term"]
            if " " in phrase
            for word in phrase.split()
            if word in counts and counts[phrase] >= ABSORBED * counts[word]
        }
        if more <= absorbed:
            return _with_ties(top, rest)
        absorbed |= more
