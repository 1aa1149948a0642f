"""The evidence of notebook 07: measures of the Brown corpus's reportage and editorials.

    python benchmarks/brown.py BROWN.jsonl.gz

BROWN is a copy of the corpus (Francis & Kucera 1964) as JSON lines, one paragraph each, with
`doc_id`, `category` (`news` and `editorial` are used), `text` in running form, and `kind`
("heading" or "body") if there is one.
Writes data/brown/measures.parquet (a row per paragraph: numbers and no text;
two columns of textstat's values for the same texts) and data/brown/modals.csv (how often
each modal occurs, and how often it hedges).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

import toolkit as tk
from toolkit.measures import is_heading

HERE = Path(__file__).parent.parent / "data" / "brown"
ROLES = {"news": "report", "editorial": "commentary"}
MODALS = ["can", "could", "may", "might", "must", "will"]


def read(path: str) -> pd.DataFrame:
    """The paragraphs table: a document is a story with one role."""
    table = pd.read_json(path, lines=True)
    missing = {"doc_id", "category", "text"} - set(table.columns)
    if missing:
        raise SystemExit(
            f"{path} has no field {sorted(missing)[0]!r}; it needs doc_id, category and text"
        )
    table = table[table["category"].isin(ROLES)]
    return pd.DataFrame(
        {
            "story": table["doc_id"].astype(str),
            "role": table["category"].map(ROLES),
            "paragraph": table.groupby("doc_id").cumcount() + 1,
            "kind": table.get("kind", "body"),
            "text": table["text"],
        }
    ).reset_index(drop=True)


def modals(table: pd.DataFrame) -> pd.DataFrame:
    """Per role and modal: words in lower case ("can't" is another), and how many of them hedge."""
    hedges = tk.find_hedges(table["text"])
    hedges = hedges[(hedges["series"] == "hedge") & hedges["text"].isin(MODALS)]
    rows = []
    for role, part in table.groupby("role", sort=False):
        found = hedges.loc[table["role"].to_numpy()[hedges["row"]] == role, "text"].value_counts()
        for modal in MODALS:
            n = part["text"].str.count(rf"(?<![\w'’]){modal}(?![\w'’])").sum()
            rows.append(
                {"role": role, "modal": modal, "tokens": int(n), "hedges": int(found.get(modal, 0))}
            )
    return pd.DataFrame(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", help="the Brown corpus as JSON lines, gzipped or not")
    table = read(parser.parse_args().corpus)
    HERE.mkdir(parents=True, exist_ok=True)
    theirs = tk.measure(table, ["n_sentences", "flesch_reading_ease"], counting="textstat")
    measured = (
        tk.measure(table)
        .drop(columns="text")
        .assign(
            textstat_n_sentences=theirs["n_sentences"],
            textstat_flesch_reading_ease=theirs["flesch_reading_ease"],
        )
    )
    measured.attrs = {}
    measured[~is_heading(measured)].to_parquet(
        HERE / "measures.parquet", index=False, compression="zstd"
    )
    modals(table).to_csv(HERE / "modals.csv", index=False)
    print(
        f"{table['story'].nunique()} documents, {len(measured):,} paragraphs, "
        f"{measured['n_words'].sum():,.0f} words: {HERE.name}/measures.parquet and modals.csv"
    )


if __name__ == "__main__":
    main()
