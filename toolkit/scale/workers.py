"""Parts handed to processes, on this machine or a cluster, and what to do when one dies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from ..errors import ToolkitError
from .measuring import Options, measure_part, measured
from .parts import Part, Record
from .pieces import Piece, refused

AHEAD = 2  # parts that wait per run, so that no worker ever does
DIED = "the process that measured it died: it needs too much memory, or crashes a library"


def in_parallel(
    parts: Iterable[Part], make: Callable[[], Executor], n: int, options: Options, folder: Path
) -> Iterator[tuple[Part, Record]]:
    """Every part measured and written, in the order in which they are ready.

    At most `n` and a few more are held at a time. Where a worker dies, the parts that were being
    measured are done again one by one; of one that kills its worker again, the text that does so is
    found and refused.
    """
    parts = iter(parts)
    pending: dict[Future, Part] = {}
    with ExitStack() as stack:
        pool = stack.enter_context(_Pool(make))
        while True:
            while len(pending) < n + AHEAD and (part := next(parts, None)) is not None:
                pending[pool.submit(measure_part, part, options, folder)] = part
            if not pending:
                return
            done, _ = wait(pending, return_when=FIRST_COMPLETED)
            died = []
            for future in done:
                part = pending.pop(future)
                try:
                    record = future.result()
                except Exception as error:
                    if not _is_death(error):
                        raise
                    died.append(part)
                else:
                    yield part, record
            if died:
                died += pending.values()
                pending.clear()
                pool.stop()
                for part in sorted(died, key=lambda part: part.number):
                    yield part, _alone(part, pool, options, folder)


def _is_death(error: Exception) -> bool:
    """Whether it says that a worker process is gone, here or (by its name) on a cluster."""
    return isinstance(error, BrokenExecutor) or type(error).__name__ == "KilledWorker"


class _Pool:
    """An executor that is made when it is needed, and anew after a worker's death."""

    def __init__(self, make: Callable[[], Executor]) -> None:
        self.make, self.executor = make, None

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, kind, *_) -> None:
        self.stop(wait=kind is None)

    def submit(self, function, *args) -> Future:
        if self.executor is None:
            self.executor = self.make()
        try:
            return self.executor.submit(function, *args)
        except BrokenExecutor as error:
            future: Future = Future()
            future.set_exception(error)
            return future

    def stop(self, wait: bool = False) -> None:
        executor, self.executor = self.executor, None
        if isinstance(executor, ProcessPoolExecutor):
            executor.shutdown(wait, cancel_futures=True)
        elif executor is not None:
            executor.shutdown(wait)

    def survives(self, function, *args):
        """(True, what the function returns), or (False, None) if the worker died of it."""
        try:
            return True, self.submit(function, *args).result()
        except Exception as error:
            if not _is_death(error):
                raise
        self.stop()
        return False, None


def _alone(part: Part, pool: _Pool, options: Options, folder: Path) -> Record:
    """The part by itself; if that kills the worker too, without the texts that do."""
    alive, record = pool.survives(measure_part, part, options, folder)
    if alive:
        return record
    harmless = replace(part, pieces=_harmless(part.pieces, pool, options))
    alive, record = pool.survives(measure_part, harmless, options, folder)
    if not alive:
        raise ToolkitError(
            f"the worker processes die again and again while measuring {part.pieces[0].shown}: "
            "there may be too little memory; try one worker (workers=1, --workers 1), or smaller "
            "parts (part_mb, --part-size)"
        )
    return record


def _harmless(pieces: list[Piece], pool: _Pool, options: Options) -> list[Piece]:
    """The pieces with every single text that kills a worker replaced by its refusal."""
    if pool.survives(survey, pieces, options)[0]:
        return pieces
    if len(pieces) > 1:
        halves = [pieces[: len(pieces) // 2], pieces[len(pieces) // 2 :]]
    else:
        halves = [[half] for half in pieces[0].halves()]
    if not halves:
        return [refused(pieces[0].place, DIED)]
    return [piece for half in halves for piece in _harmless(half, pool, options)]


def survey(pieces: list[Piece], options: Options) -> int:
    """Measure some pieces and write nothing; how many texts they hold."""
    return measured(pieces, options)[1].inputs
