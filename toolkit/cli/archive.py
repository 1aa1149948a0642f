"""Many files: `toolkit measure`."""

from __future__ import annotations

import argparse
import glob
import math
import os
import sys
from contextlib import closing
from dataclasses import asdict
from typing import TYPE_CHECKING

from ..errors import at
from ..scale import FORMATS, PART_MB
from .arguments import (
    add_measuring,
    add_reading,
    command,
    language_of,
    names_of,
    path,
    print_json,
    registered,
)

if TYPE_CHECKING:
    from ..scale import Summary

MEASURE = """\
  toolkit measure posts/ -o posts.parquet                  a folder with all its subfolders
  toolkit measure "archive/*.jsonl.gz" -o archive.parquet  tables of any size, one row a text
  toolkit measure stories.csv -o measured.csv              a table for a spreadsheet
  zcat texts.jsonl.gz | toolkit measure - -o out.parquet   standard input
  toolkit measure archive/ -o out.parquet --workers 4 --measures lix,hedges_per_100_words
  toolkit measure archive/ -o out.parquet --scheduler tcp://node1:8786      on a Dask cluster

A table needs a column `text` (or name yours with --text-column); `story` and `role` (report or
commentary) are used if they are there, and so is a marker line inside a text; other columns are
kept. The output is a folder of Parquet files that pandas reads as one,
pd.read_parquet("out.parquet"); what could not be read is in out.errors.parquet, with the reason.

Stop it when you like: the same command goes on from the parts that are finished.
Exit status: 0 everything measured, 1 some inputs refused, 2 nothing done, 130 interrupted,
143 ended by the system."""
USAGE = "toolkit measure INPUT [INPUT ...] -o OUT.parquet [--measures NAME,NAME,...] [options]"
SHOWN = 3  # refusals printed


def add_commands(commands) -> None:
    """Add `measure` to the parser's commands."""
    parser = command(
        commands, "measure", measure, "measure files of any number and size", MEASURE, USAGE
    )
    parser.add_argument(
        "inputs",
        nargs="+",
        metavar="INPUT",
        help="a file, folder, pattern, or - for standard input",
    )
    parser.add_argument(
        "-o",
        "--output",
        type=path,
        required=True,
        metavar="OUT.parquet",
        help="the folder of parts to make, or a .csv file",
    )
    parser.add_argument(
        "--measures",
        nargs="+",
        metavar="NAME,NAME",
        help="only these (see: toolkit measures) and the counts they are pooled by; a space may "
        "stand for a comma where no INPUT follows",
    )
    add_measuring(parser)
    parser.add_argument(
        "--text-column", default="text", metavar="NAME", help="the column that holds the text"
    )
    parser.add_argument(
        "--role",
        choices=("report", "commentary", "none"),
        help="the role of texts that say none themselves",
    )
    add_reading(parser)
    parser.add_argument(
        "--format",
        choices=FORMATS,
        help="of inputs whose name doesn't say it",
    )
    parser.add_argument(
        "--workers", type=_whole, metavar="N", help="processes (default: one per core; 0: none)"
    )
    parser.add_argument(
        "--scheduler", metavar="ADDRESS", help="use the workers of this Dask scheduler"
    )
    parser.add_argument(
        "--part-size",
        type=_megabytes,
        default=PART_MB,
        metavar="MB",
        help=f"of input, per part of the output (default {PART_MB:g})",
    )
    parser.add_argument("--quiet", action="store_true", help="no progress, no summary")
    parser.add_argument("--json", action="store_true", help="print the summary as JSON")


def measure(options) -> int:
    """Measure the inputs and say what came of them."""
    from ..scale.pool import Processes, loading

    workers = Processes(options.workers)
    if options.scheduler is None:
        # Before what follows is loaded: that takes as long here as there.
        workers.start(sum(_parts_of(name, options.part_size) for name in options.inputs))
    with loading():
        from ..scale import measure_files

    with _Progress(options.quiet or options.json) as progress, closing(workers):
        summary = measure_files(
            options.inputs,
            options.output,
            measures=registered(names_of(options.measures)),
            counting=options.counting,
            profile=options.profile,
            text_column=options.text_column,
            role=options.role,
            marker=options.marker,
            language=language_of(options),
            format=options.format,
            workers=workers,
            scheduler=options.scheduler,
            part_mb=options.part_size,
            progress=progress.step,
        )
    if options.json:
        print_json({**asdict(summary), "first_refused": _first_errors(summary)})
    elif not options.quiet:
        print("\n".join(_said(summary)))
    return 1 if summary.refused else 0


def _parts_of(name: str, part_mb: float) -> float:
    """How many parts an input will make, as far as its name and size tell."""
    if os.path.isfile(name):
        return 1 + os.path.getsize(name) / (part_mb * 2**20)
    return math.inf if os.path.isdir(name) or name == "-" or glob.has_magic(name) else 0


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text} is no whole number from 0")
    return int(text)


def _megabytes(text: str) -> float:
    try:
        size = float(text)
    except ValueError:
        size = 0.0
    if not 0 < size * 2**20 < math.inf:
        raise argparse.ArgumentTypeError(f"{text} is no number of megabytes above 0")
    return size


def _said(summary: Summary) -> list[str]:
    """The counts, which add up, and where everything is."""
    from ..display import many
    from ..measures.doubts import LONG_PARAGRAPH, MANY

    speed = summary.words / max(summary.seconds, 1e-9)
    inputs, paragraphs = many(summary.inputs, "input"), many(summary.paragraphs, "paragraph")
    lines = [
        f"{inputs} = {summary.measured:,} measured + {summary.refused:,} refused",
        f"{paragraphs}, {many(summary.words, 'word')} in {summary.output} "
        f"({summary.seconds:,.1f} s, {speed:,.0f} words/s)",
    ]
    if summary.parts_reused:
        lines.append(f"{summary.parts_reused:,} of {many(summary.parts, 'part')} finished already")
    if summary.without_role:
        paragraphs = many(summary.without_role, "paragraph")
        lines.append(f"{paragraphs} without a role, which compare will leave out")
    if summary.with_tags:
        paragraphs = many(summary.with_tags, "paragraph")
        lines.append(f"{paragraphs} with HTML tags, which were read as text: take them out first")
    if summary.long_paragraphs * MANY >= summary.measured > 0:
        paragraphs = many(summary.long_paragraphs, "paragraph")
        lines.append(
            f"{paragraphs} of {LONG_PARAGRAPH} words or more: a text that has lost its breaks is "
            "one paragraph"
        )
    if summary.refused:
        lines.append(f"refused, with reasons, in {summary.errors}; the first:")
        lines += ["  " + at(error["place"], error["reason"]) for error in _first_errors(summary)]
    return lines


def _first_errors(summary: Summary) -> list[dict[str, str]]:
    """Place and reason of what was refused first; of the pieces of a file that is refused, once."""
    if not summary.refused:
        return []
    import pyarrow.parquet as pq

    from ..scale.parts import opened

    with pq.ParquetFile(opened(summary.errors)) as file:
        batch = next(file.iter_batches(columns=["place", "reason"]))
    first = dict.fromkeys(zip(*batch.to_pydict().values(), strict=True))
    return [{"place": place, "reason": reason} for place, reason in list(first)[:SHOWN]]


class _Progress:
    """A line on a terminal with the share that is done, the rate and the time that remains."""

    def __init__(self, quiet: bool) -> None:
        self.bar = None
        self.quiet = quiet or not (hasattr(sys.stderr, "isatty") and sys.stderr.isatty())
        self.words = self.paragraphs = self.upto = 0

    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, *_) -> None:
        if self.bar is not None:
            self.bar.close()

    def step(self, part, record, reused: bool, total: int | None) -> None:
        if self.quiet:
            return
        from ..display import many

        if self.bar is None:
            from tqdm import tqdm

            self.bar = tqdm(
                total=total,
                unit="B",
                unit_scale=True,
                unit_divisor=1024,
                file=sys.stderr,
                disable=os.environ.get("TERM") == "dumb",
            )
        self.paragraphs += record.paragraphs
        self.words += record.words
        new = max(0, part.upto - self.upto)
        self.upto += new
        said = f"{many(self.paragraphs, 'paragraph')}, {many(self.words, 'word')}"
        self.bar.set_postfix_str(said, refresh=False)
        self.bar.update(new)
