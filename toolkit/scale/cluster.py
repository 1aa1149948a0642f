"""The same work on a Dask cluster that is running already."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from ..errors import ToolkitError

WAIT = 30  # seconds for the scheduler to answer


@contextmanager
def cluster(address: str, folder: Path) -> Iterator[tuple[Callable[[], Executor], int]]:
    """What makes executors on the cluster at `address`, and its number of threads.

    Workers read documents and write parts themselves, so they must see the inputs and `folder`
    under the same paths; one that doesn't see `folder` raises `ToolkitError`.
    """
    try:
        from distributed import Client
    except ImportError:
        raise ToolkitError(
            "for --scheduler, the package distributed is needed; install it with: pip install "
            '"media-analysis-toolkit[dask]"'
        ) from None
    try:
        client = Client(address, timeout=WAIT, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise ToolkitError(
            f"no Dask scheduler answers at {address!r} ({type(error).__name__})"
        ) from None
    with client:
        threads = client.nthreads()
        if not threads:
            raise ToolkitError(
                f"the scheduler at {address!r} has no workers; start some with dask worker"
            )
        blind = [worker for worker, sees in client.run(_sees, str(folder)).items() if not sees]
        if blind:
            raise ToolkitError(
                f"the worker {blind[0]} can't see the output folder {str(folder)!r}; inputs and "
                "output must be on storage that all workers share, under the same path"
            )
        yield partial(client.get_executor, pure=False), sum(threads.values())


def _sees(folder: str) -> bool:
    return Path(folder).is_dir()
