"""The command `toolkit`: report, measure, compare, new, measures."""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import signal
import sys
import threading
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache

from .. import __version__
from ..errors import ToolkitError, why

DESCRIPTION = """\
How does the commentary differ from the report it comments on? Readability, sentiment, hedging and
wording of every paragraph, compared and charted.

  toolkit report STORY        one story: a page with the figures, the charts and the marked text
  toolkit measure FILES -o T  an archive of any size: a table with every measure of every paragraph
  toolkit compare TABLE       how commentary differs from reports, over all stories of a table
  toolkit new NOTEBOOK --story STORY
                              a notebook to start from, on a story of yours
  toolkit measures            what is measured, in which unit, and how to read it
"""
EPILOG = """\
first steps:
  toolkit report data/kursk.txt -o kursk.html     then open kursk.html in a browser
  toolkit COMMAND --help                          what a command takes, with examples

exit status: 0 all done, 1 some inputs were refused (and are listed), 2 nothing was done,
130 it was interrupted, 143 it was told to end.
Nothing is ever sent or fetched: every command works on files and without a connection.
"""
FAILED = 2
SIGNALLED = 128  # and the number of the signal, as shells say it


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with `arguments` (by default the program's own); its exit status.

    >>> main(["measures", "lix"])  # doctest: +ELLIPSIS
    lix: LIX
    ...
    """
    _open_streams()
    atexit.register(gc.freeze)  # the end of the program need not look through all it has loaded
    try:
        return _run(arguments)
    except ToolkitError as error:
        return _failed(str(error))
    except BrokenPipeError:  # the reader of our output, such as `head`, has had enough
        _silence(1)
        return 0
    except OSError as error:
        place = f"{error.filename!r}: " if error.filename else ""
        return _failed(f"{place}{why(error)}")
    except MemoryError:
        return _failed("there is too little memory for this; toolkit measure works in small parts")
    except KeyboardInterrupt as stop:
        if arguments is None:  # workers end what they are at; who won't wait for that ends all
            signal.signal(signal.SIGINT, signal.SIG_DFL)
        _failed("interrupted; what is finished is kept, and the same command goes on from there")
        return SIGNALLED + (stop.number if isinstance(stop, _Ended) else signal.SIGINT)


def _run(arguments: Sequence[str] | None) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    if not hasattr(options, "run"):
        parser.print_help()
        return FAILED
    note = cache(_note)  # what several steps warn of is said once
    with warnings.catch_warnings():
        warnings.simplefilter("default", UserWarning)
        warnings.showwarning = lambda message, *_: note(str(message))
        with _ending_in_order():
            status = options.run(options)
    sys.stdout.flush()
    return status


class _Ended(KeyboardInterrupt):
    """The system, or a terminal that was closed, has told the program to end."""

    def __init__(self, number: int) -> None:
        self.number = number


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """Whoever ends the program has it stop as Ctrl-C does, unless it is told not to listen."""

    def end(number: int, frame) -> None:
        raise _Ended(number)

    names = ("SIGTERM", "SIGHUP") if threading.current_thread() is threading.main_thread() else ()
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    numbers = [number for number in numbers if signal.getsignal(number) == signal.SIG_DFL]
    for number in numbers:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number in numbers:
            signal.signal(number, signal.SIG_DFL)


def _open_streams() -> None:
    """Have streams that take whatever is printed, also where a caller has closed them."""
    if None in (sys.stdin, sys.stdout, sys.stderr):
        # Or a file of ours would take the number of a stream, and what is printed; and so in the
        # processes that we start.
        while (filled := os.open(os.devnull, os.O_RDWR)) < 3:
            os.set_inheritable(filled, True)
        os.close(filled)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _failed(sentence: str) -> int:
    try:
        print(f"toolkit: {sentence}", file=sys.stderr, flush=True)
    except OSError:  # nobody listens, and the status says it
        _silence(2)
    return FAILED


def _silence(stream: int) -> None:
    """Let nothing more come through a stream that can't be written, not even at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream)


def _note(message: str) -> None:
    print(f"toolkit: note: {message}", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    # Not above: worker processes import the program they belong to, and need none of this. What the
    # commands work with they load when they run, so that help comes at once.
    from . import archive, story, tables

    parser = argparse.ArgumentParser(
        prog="toolkit",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"toolkit {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    story.add_commands(commands)
    archive.add_commands(commands)
    tables.add_commands(commands)
    return parser
