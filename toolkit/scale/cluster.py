"""The same work on a Dask cluster that is running already."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path

from ..errors import ToolkitError, short
from .provenance import code

ALIKE = "install the same version wherever workers run"
WAIT = 30  # seconds for the scheduler to answer


@contextmanager
def cluster(address: str, folder: Path) -> Iterator[tuple[Callable[[], Executor], int]]:
    """What makes executors on the cluster at `address`, and its number of threads.

    Workers read documents and write parts themselves, so they must see the inputs and `folder`
    under the same paths, and measure as this process does; where one can't, `ToolkitError`.
    """
    try:
        import distributed
    except ImportError:
        raise ToolkitError(
            "for a scheduler, the package distributed is needed; install it with: pip install "
            '"media-analysis-toolkit[dask]"'
        ) from None
    with _quiet(), closing(_client(distributed, address)) as client:
        try:
            _check_workers(client, address, folder)
            yield partial(client.get_executor, pure=False), sum(client.nthreads().values())
        except (Exception, asyncio.CancelledError) as error:
            cancelled = isinstance(error, (CancelledError, asyncio.CancelledError))
            if isinstance(error, ToolkitError) or (client.status == "running" and not cancelled):
                raise
            raise ToolkitError(
                f"the scheduler at {address!r} is gone; finished parts are kept, and the same "
                "command goes on from them"
            ) from None


def _client(distributed, address: str):
    class Client(distributed.Client):
        def start(self, **kwargs) -> None:
            try:
                super().start(**kwargs)
            except BaseException:
                self.close()
                self._loop_runner.stop()  # where nothing was there to be closed yet
                raise

        def close(self, *args, **kwargs):
            with suppress(OSError):  # no answer from a scheduler that is gone
                return super().close(*args, **kwargs)

        def __del__(self) -> None:
            """It is closed. The collector would close it while the next one is made, and wait for
            a lock that the next one holds."""

    try:
        return Client(address, timeout=WAIT, set_as_default=False)
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        raise ToolkitError(
            f"no Dask scheduler answers at {address!r} ({type(error).__name__}); its address is "
            "such as tcp://node1:8786"
        ) from None


def _check_workers(client, address: str, folder: Path) -> None:
    """Raise `ToolkitError` for no workers, and for one with another toolkit or without `folder`."""
    if not client.nthreads():
        raise ToolkitError(
            f"the scheduler at {address!r} has no workers; start some with dask worker"
        )
    try:
        found = client.run(_looked, str(folder))
    except Exception as error:
        if client.status != "running":
            raise
        raise ToolkitError(
            f"a worker of the scheduler at {address!r} can't load the toolkit ({short(error)}); "
            f"{ALIKE}"
        ) from None
    others = [worker for worker, (_, its_code) in found.items() if its_code != code()]
    if others:
        raise ToolkitError(f"the worker {others[0]} has another toolkit than this program; {ALIKE}")
    blind = [worker for worker, (sees, _) in found.items() if not sees]
    if blind:
        raise ToolkitError(
            f"the worker {blind[0]} can't see the output folder {str(folder)!r}; inputs and "
            "output must be on storage that all workers share, under the same path"
        )


@contextmanager
def _quiet() -> Iterator[None]:
    """What the client logs of a lost scheduler is said in a sentence."""
    logs = [logging.getLogger(name) for name in ("distributed.client", "tornado.application")]
    levels = [log.level for log in logs]
    for log in logs:
        log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for log, level in zip(logs, levels, strict=True):
            log.setLevel(level)


def _looked(folder: str) -> tuple[bool, str]:
    """Whether a worker sees the folder, and the code that it would measure with."""
    return Path(folder).is_dir(), code()
