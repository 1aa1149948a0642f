"""What `carryover` returns, and how it is shown: whole sentences, and what is new in each."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..display import ReadableTable, Shown, written

ADDED = ["new_numbers", "new_names", "new_quotations", "new_phrases"]
COLUMNS = ["sentence", "text", "sources", "closeness", "status", *ADDED, "certainty_shift",
           "hedges", "boosters", "source_hedges", "source_boosters"]  # fmt: skip


class Carryover(ReadableTable):
    """The table of `carryover`; a selection of its rows is shown in the same way."""

    _forms = (COLUMNS, ["story", *COLUMNS])

    def _arranged(self) -> Shown:
        many = "story" in self
        rows = [
            {
                **({"story": str(row.story)} if many else {}),
                "sentence": f"{row.sentence}",
                "text": row.text,
                "status": row.status,
                # Cut, not rounded: .279 is "new", and .28 would be "partly".
                "closeness": written(np.floor(100 * row.closeness + 1e-9) / 100, ".2f"),
                "sources": ", ".join(map(str, row.sources)),
                "new": "; ".join(
                    ", ".join(found) for name in ADDED if (found := getattr(row, name))
                ),
                "certainty_shift": row.certainty_shift,
            }
            for row in self.itertuples()
        ]
        return Shown(
            rows=pd.DataFrame(rows),
            prose=("story", "text", "status", "new", "certainty_shift"),
            not_in_text=("new", "certainty_shift"),
            notes=(
                "sources: sentences of the report, closest first; closeness: the share of the "
                "sentence's names, numbers and content words that they have, rare words weighing "
                "more",
                f"new: {', '.join(ADDED)}; more columns: hedges and boosters on both sides",
            ),
        )
