"""Processes that work on parts; nothing here loads what they work with, so they start at once."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import resource_tracker

from ..errors import ToolkitError, is_whole

COPIES = sys.platform == "linux"  # elsewhere processes can't be copied, or not safely
MOST = 61 if sys.platform == "win32" else 999  # there the system waits for no more at a time
if COPIES:
    from multiprocessing import forkserver

_ENDING = [getattr(signal, n) for n in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, n)]
# The process that clears up after one that was killed need not tell of what it found.
_QUIET = "ignore::UserWarning:multiprocessing.resource_tracker"
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # of mallopt, as malloc.h has them


class Here(Executor):
    """Work done at once in this process; nothing is started, and nothing is guarded against."""

    def submit(self, function, /, *args, **kwargs) -> Future:
        future: Future = Future()
        try:
            future.set_result(function(*args, **kwargs))
        except Exception as error:  # handed on, as any executor does
            future.set_exception(error)
        return future


class Processes:
    """Makes pools of `n` processes; each works on one core, and ends if this one ends.

    On Linux they are copies of one that has loaded all they need, elsewhere each loads it anew;
    after `start` that goes on while this process does other things.
    """

    def __init__(self, n: int | None = None) -> None:
        if n is not None and not (is_whole(n, 0) and n <= MOST):
            raise ToolkitError(
                f"workers={n!r} must be a whole number from 0 to {MOST}; 0 works in this process"
            )
        self.n = cores() if n is None else int(n)
        self._first: Executor | None = None

    def start(self, n: float) -> None:
        """Begin to load what so many processes of the first pool will need."""
        n = int(min(n, self.n))
        if n and self._first is None:
            self._first = self._pool()
            if not COPIES:
                for _ in range(n):
                    self._first.submit(_load)

    def __call__(self) -> Executor:
        pool, self._first = self._first or self._pool(), None
        return pool

    def close(self) -> None:
        """End a pool that nobody asked for."""
        if self._first is not None:
            self._first.shutdown(wait=False, cancel_futures=True)
            self._first = None

    def _pool(self) -> Executor:
        if self.n < 1:
            return Here()
        return _Pool(self.n, mp_context=_context(), initializer=_start_worker)


class _Pool(ProcessPoolExecutor):
    """A pool in which Ctrl-C finds no process half started, and none runs the caller's program."""

    def submit(self, function, /, *args, **kwargs) -> Future:
        with _uninterrupted(), _without_program():
            return super().submit(function, *args, **kwargs)


def _context():
    if not COPIES:
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["toolkit.scale.loaded"])
    # What is started here inherits the mask: Ctrl-C, and the end of a terminal, are for the process
    # that hands out work. (The first takes Ctrl-C out of it.)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGHUP})
    sys.warnoptions.append(_QUIET)
    try:
        resource_tracker.ensure_running()
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        forkserver.ensure_running()
    finally:
        sys.warnoptions.remove(_QUIET)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return context


@contextmanager
def _without_program() -> Iterator[None]:
    """Start processes that don't import the program they belong to.

    They need nothing of it, and a script without `if __name__ == "__main__"` would run in each.
    """
    program = sys.modules["__main__"]
    kept = {
        name: getattr(program, name) for name in ("__file__", "__spec__") if hasattr(program, name)
    }
    try:
        for name in kept:
            setattr(program, name, None)
        yield
    finally:
        for name, value in kept.items():
            setattr(program, name, value)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C waits until this is over, and what else a program has a handler for to end it."""
    if threading.current_thread() is not threading.main_thread():  # it never comes there
        yield
        return
    came = []
    handlers = {number: signal.getsignal(number) for number in _ENDING}
    handlers = {number: handler for number, handler in handlers.items() if callable(handler)}
    for number in handlers:
        signal.signal(number, lambda number, frame: came.append(number))
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        if came:
            signal.raise_signal(came[0])


@contextmanager
def loading() -> Iterator[None]:
    """Load in peace: Ctrl-C waits, because libraries may swallow it or be left half loaded; and
    what is loaded is here to stay, so that no collection of garbage looks through it."""
    collects = gc.isenabled()
    gc.disable()
    try:
        with _uninterrupted():
            yield
    finally:
        gc.freeze()
        if collects:
            gc.enable()


def cores() -> int:
    """How many processes this machine runs at once."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS and Windows
        return os.cpu_count() or 1


def _keep_freed_memory() -> None:
    """What one part frees stays at hand for the next, which else asks the system for all of it
    anew, page by page: a twentieth of the time. Where the C library is another than glibc, nothing.
    """
    if COPIES and (mallopt := getattr(ctypes.CDLL(None), "mallopt", None)):
        for setting in (_TRIM_THRESHOLD, _MMAP_THRESHOLD):
            mallopt(setting, 2**30)


def _start_worker() -> None:
    import pyarrow

    _keep_freed_memory()
    pyarrow.set_cpu_count(1)
    gc.set_threshold(50_000, 50, 50)  # rows are many objects, and none of them is garbage
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def watch() -> None:
        parent.join()
        os._exit(1)

    if parent is not None:
        threading.Thread(target=watch, daemon=True).start()


def _load() -> None:
    """What the first part would have to wait for."""
    from . import loaded  # noqa: F401
