"""What several commands share."""

from __future__ import annotations

import argparse
import codecs
import json
import re
import sys
from pathlib import Path

from ..errors import ToolkitError


def command(
    commands, name: str, run, help: str, examples: str, usage: str | None = None
) -> argparse.ArgumentParser:
    """A command whose help ends with examples; `usage` where argparse's own would mislead."""
    parser = commands.add_parser(
        name,
        help=help,
        usage=usage,
        description=help[0].upper() + help[1:] + ".",
        epilog=f"examples:\n{examples}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)
    return parser


def path(text: str) -> Path:
    """A path that an option gives; `~` is the user's folder, where no shell has seen to it."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise argparse.ArgumentTypeError(f"{text} begins with the folder of no user") from None


def add_measuring(parser: argparse.ArgumentParser, *, default: bool = True) -> None:
    """The options of `measure` that a command hands on; without `default`, None if not given."""
    those = "" if default else " (of texts; a table that was measured otherwise is refused)"
    parser.add_argument(
        "--profile",
        choices=("news", "broad"),
        default="news" if default else None,
        help=f"which hedges count: those of news prose, or of opinion too{those}",
    )
    parser.add_argument(
        "--counting",
        choices=("published", "textstat"),
        default="published" if default else None,
        help=f"readability as published, or exactly as textstat computes it{those}",
    )


def add_reading(parser: argparse.ArgumentParser) -> None:
    """How texts are read."""
    parser.add_argument(
        "--marker",
        metavar="LINE",
        help="the line between report and commentary, if it is a line of your own",
    )
    parser.add_argument(
        "--language",
        choices=("en", "any"),
        default="en",
        help="refuse text that is not English (en), or measure it all the same (any)",
    )


def language_of(options: argparse.Namespace) -> str | None:
    """The language that texts must have; None for any."""
    return None if options.language == "any" else options.language


def names_of(given: list[str] | None) -> list[str] | None:
    """Measures as they were typed, separated by commas or the shell's spaces.

    >>> names_of(["lix, my score", "rix"])
    ['lix', 'my score', 'rix']
    """
    if not given:
        return None
    names = [name.strip() for name in re.split(r"[,\t\r\n]", ",".join(given)) if name.strip()]
    if not names:
        raise ToolkitError("--measures names none; toolkit measures lists them")
    return names


def registered(names: list[str] | None) -> list[str] | None:
    """The names, all of them of measures of this toolkit."""
    from ..measures import get

    return names and [get(name).name for name in names]


def print_json(value) -> None:
    """The value as JSON; numbers that mean nothing are null."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    in_ascii = codecs.lookup(encoding).name != "utf-8"
    print(json.dumps(_plain(value), ensure_ascii=in_ascii, indent=1, default=str))


def records(table) -> list[dict]:
    """The rows of a table as dictionaries."""
    return [dict(zip(table.columns, row, strict=True)) for row in table.itertuples(index=False)]


def _plain(value):
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if hasattr(value, "item"):
        value = value.item()
    is_missing = value is None or type(value).__name__ == "NAType" or value != value
    return None if is_missing else value
