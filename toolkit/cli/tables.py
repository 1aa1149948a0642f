"""Measures tables: `toolkit compare`, and what the measures are: `toolkit measures`."""

from __future__ import annotations

import os
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from .arguments import add_measuring, command, names_of, path, print_json, records

if TYPE_CHECKING:
    import pandas as pd

    from ..measures.registry import Measure

COMPARE = """\
  toolkit compare posts.parquet                     what toolkit measure has written
  toolkit compare posts.csv --by outlet             texts are measured first
  toolkit compare posts.parquet --measures lix,hedges_per_100_words
  toolkit compare posts.parquet -o comparison.csv   for a spreadsheet
  toolkit compare posts.parquet --json              for a program

Stories count alike, and those with both roles are compared in pairs. Sentences say what may be
said; the table below them has every measure, and --json or -o every column of it."""
MEASURES = """\
  toolkit measures                  all of them, by family
  toolkit measures lix gunning_fog  what they mean, their source, and what they get wrong
  toolkit measures hedging          the same of a family
  toolkit measures --json           for a program"""
USAGE = "toolkit compare TABLE [TABLE ...] [--by COLUMN] [--measures NAME,NAME,...] [options]"
WIDTH = 96


def add_commands(commands) -> None:
    """Add `compare` and `measures` to the parser's commands."""
    parser = command(
        commands, "compare", comparison, "compare commentary with reports", COMPARE, USAGE
    )
    parser.add_argument("tables", nargs="+", metavar="TABLE", help="a measures table, or texts")
    parser.add_argument(
        "--by", metavar="COLUMN", help="compare within these groups, such as outlets"
    )
    parser.add_argument(
        "--unit",
        default="story",
        metavar="COLUMN",
        help="what is independent of each other (default: story)",
    )
    parser.add_argument(
        "--measures",
        nargs="+",
        metavar="NAME,NAME",
        help="show only these (see: toolkit measures), or columns of your own; p stays corrected "
        "for all headline measures of the table",
    )
    add_measuring(parser, default=False)
    parser.add_argument("--seed", type=int, default=0, help="for the sign flips (default 0)")
    parser.add_argument(
        "-o", "--output", type=path, metavar="FILE", help="write the table as .csv or .parquet"
    )
    parser.add_argument("--json", action="store_true", help="print the table as JSON")
    parser = command(
        commands, "measures", measures, "say what is measured and how to read it", MEASURES
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="measures or families to explain")
    parser.add_argument("--json", action="store_true", help="print as JSON")


def comparison(options) -> int:
    """Compare, print, and write the table if it is asked for."""
    from ..comparison import compare, findings
    from ..measures.registry import headline_of
    from .loading import load_tables
    from .sources import check_output, sources_of

    names = names_of(options.measures)
    sources = sources_of(options.tables)
    if options.output:
        check_output(options.output, sources)
    table, notes = load_tables(sources, options.by, options.unit, options.profile, options.counting)
    result = compare(table, names, by=options.by, unit=options.unit, seed=options.seed)
    said = findings(result)
    if options.output:
        _write(result.merge(said[["measure", "finding"]], on="measure"), options.output)
    if options.json:
        print_json({"notes": notes, "comparison": records(result.assign(finding=said["finding"]))})
        return 0
    first = headline_of(said["measure"])
    shown = said if names or not first else said[said["measure"].isin(first)]
    for sentence in [*notes, *shown["finding"]]:
        print(textwrap.fill(sentence, WIDTH, subsequent_indent="  "))
    print()
    print(result.in_full())
    if options.output:
        print(f"\nThe table: {options.output}")
    return 0


def _write(table: pd.DataFrame, output: Path) -> None:
    from ..scale import write_csv
    from ..scale.whole import written_whole

    output = Path(os.path.realpath(output)) if output.is_symlink() else output
    if output.suffix.lower() == ".csv":
        write_csv([table], output)
    else:
        with written_whole(output) as fresh, open(fresh, "wb") as file:
            table.to_parquet(file, index=False)


def measures(options) -> int:
    """List the measures by family, or explain those that are named, or whose family is."""
    from ..measures import get, list_measures
    from ..measures.registry import family_members

    table = list_measures().reset_index()
    if options.names:
        wanted = [
            known for name in options.names for known in family_members(name) or [get(name).name]
        ]
        table = table.set_index("name").loc[wanted].reset_index()
    if options.json:
        print_json(records(table))
    elif options.names:
        print("\n\n".join(map(_explained, map(get, wanted))))
    else:
        print("\n".join(_listed(table)))
    return 0


def _listed(table: pd.DataFrame) -> list[str]:
    lines = []
    width = table["name"].str.len().max()
    for family, rows in table.groupby("family", sort=False):
        lines += ["", str(family)] if lines else [str(family)]
        for row in rows.itertuples():
            unit = f" ({row.unit})" if row.unit else ""
            lines.append(f"  {row.name:<{width}}  {row.label}{unit}{' *' if row.headline else ''}")
    return [*lines, "", "* compared first; toolkit measures NAME explains one"]


def _explained(measure: Measure) -> str:
    """All that is known of a measure, as lines."""
    facts = {
        "unit": measure.unit,
        "higher": measure.higher,
        "reading": measure.reading,
        "values": measure.value_range,
        "needs": measure.smallest_text,
        "caveat": measure.caveat,
        "source": measure.source,
    }
    lines = [f"{measure.name}: {measure.label}"]
    for name, text in facts.items():
        if text:
            lines.append(
                textwrap.fill(
                    f"{name + ':':<9}{text}", WIDTH, initial_indent="  ", subsequent_indent=" " * 11
                )
            )
    return "\n".join(lines)
