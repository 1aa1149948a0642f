"""A Dask cluster of two worker processes, one killed in the middle: is the result the local one?

    python benchmarks/cluster_kill.py TEXTS.jsonl[.gz] [--part-size 0.2] [--times 5]

The worker is killed with SIGKILL after a random number of parts; a nanny starts another, as on any
cluster that is looked after. Seconds are of the whole command against the same without a kill.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from distributed import Client, LocalCluster

from toolkit.scale import measure_files


def digests(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("texts", type=Path)
    parser.add_argument("--part-size", type=float, default=0.2)
    parser.add_argument("--times", type=int, default=5)
    args = parser.parse_args()
    chance = random.Random(0)
    with (
        tempfile.TemporaryDirectory() as folder,
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        local, out = Path(folder) / "local.parquet", Path(folder) / "cluster.parquet"
        parts = measure_files(args.texts, local, part_mb=args.part_size, workers=2).parts
        expected, same = digests(local), 0
        for number in range(args.times + 1):
            when = chance.randrange(1, parts) if number else None
            done: list[int] = []

            def progress(part, record, reused, total, when=when, done=done) -> None:
                done.append(part.number)
                if len(done) == when:
                    client.wait_for_workers(2)
                    os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)

            summary = measure_files(args.texts, out, part_mb=args.part_size, progress=progress,
                                    scheduler=cluster.scheduler_address)  # fmt: skip
            equal = digests(out) == expected
            same += equal
            what = f"a worker killed after part {when} of {parts}" if when else "nobody killed"
            print(
                f"{what}: {summary.seconds:.1f} s, {'equal' if equal else 'NOT EQUAL'}", flush=True
            )
            shutil.rmtree(out)
    print(f"{same} of {args.times + 1} results are equal to the local one")
    sys.exit(same != args.times + 1)


if __name__ == "__main__":
    main()
