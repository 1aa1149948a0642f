"""What `keywords` returns, and how it is shown."""

from __future__ import annotations

import pandas as pd

from ..display import ReadableTable, Shown, many, written

COLUMNS = ["term", "role", "log_odds", "z", "z_without_one", "count_report", "count_commentary",
           "per_1000_report", "per_1000_commentary", "n_stories", "dispersion", "note"]  # fmt: skip
WHY_NONE = "why_none"  # the name in `attrs` of the reason why a table has no rows
_ORDER = (
    "log_odds, z: above 0 for more in commentary; z is the difference of the log odds over its "
    "standard error: it orders terms and tests none"
)
_OVER_STORIES = (
    "z_without_one, which orders them: without the story that has most of the term",
    "dispersion: 0 where the stories share a term evenly, towards 1 where few have it",
)


class Keywords(ReadableTable):
    """The table of `keywords`; a selection of its rows is shown in the same way."""

    _forms = (COLUMNS,)

    def _shown(self) -> Shown | None:
        if len(self) or WHY_NONE not in self.attrs:
            return super()._shown()
        return Shown(rows=pd.DataFrame(), notes=(f"no keywords: {self.attrs[WHY_NONE]}",))

    def _arranged(self) -> Shown:
        rows = [
            {
                "term": as_written(row.term),
                "more in": row.role,
                "log_odds": written(row.log_odds, "+.2f"),
                "z": written(row.z, "+.1f"),
                "z_without_one": written(row.z_without_one, "+.1f"),
                "report (per 1,000)": f"{row.count_report:,} ({row.per_1000_report:.1f})",
                "commentary (per 1,000)": f"{row.count_commentary:,} "
                f"({row.per_1000_commentary:.1f})",
                "n_stories": f"{row.n_stories:,}",
                "dispersion": written(row.dispersion, ".2f"),
            }
            for row in self.itertuples()
        ]
        return Shown(
            rows=pd.DataFrame(rows),
            prose=("term", "more in"),
            notes=(*self._meant(), *_parts(self["note"])),
        )

    def _meant(self) -> tuple[str, ...]:
        return (_ORDER, *(_OVER_STORIES if self["z_without_one"].notna().any() else ()))


def as_written(term) -> str:
    """A term as it is read: words are counted in lower case, and "I" is written so.

    >>> as_written("i think")
    'I think'
    """
    return " ".join("I" if word == "i" else word for word in str(term).split(" "))


def _parts(notes: pd.Series) -> dict[str, None]:
    return dict.fromkeys(part for note in notes if note for part in note.split("; "))


def why_none(n_terms: int, n: int, least: int, n_stories: int) -> str:
    """Why none of the `n_terms` that stand in `least` stories is listed."""
    if not n:
        return "n=0 asks for none"
    if not n_terms:
        return (
            f"no term stands in {many(least, 'story')} of one role; min_stories=1 lists rarer ones"
        )
    if n_stories > 1:
        return (
            f"none of {many(n_terms, 'term')} is more frequent in the same role with and without "
            "the story that has most of it"
        )
    return "every term is as frequent in one role as in the other"
