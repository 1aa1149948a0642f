"""What `keywords` returns, and how it is shown."""

from __future__ import annotations

import pandas as pd

from ..display import ReadableTable, Shown, written

COLUMNS = ["term", "role", "log_odds", "z", "z_without_one", "count_report", "count_commentary",
           "per_1000_report", "per_1000_commentary", "n_stories", "dispersion", "note"]  # fmt: skip


class Keywords(ReadableTable):
    """The table of `keywords`; a selection of its rows is shown in the same way."""

    _forms = (COLUMNS,)

    def _arranged(self) -> Shown:
        rows = [
            {
                "term": str(row.term),
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
            notes=tuple(
                dict.fromkeys(part for note in self["note"] if note for part in note.split("; "))
            ),
        )
