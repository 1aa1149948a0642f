"""FOLDER KILL: measure FOLDER/t.jsonl on a cluster of two processes, one of them killed if KILL."""

import os
import signal
import sys
from pathlib import Path

from distributed import Client, LocalCluster

from toolkit.scale import measure_files


def main(folder: Path, kill: bool) -> None:
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        done = []

        def progress(part, record, reused, total) -> None:
            done.append(part.number)
            if kill and len(done) == 3:
                os.kill(next(iter(client.run(os.getpid).values())), signal.SIGTERM)

        summary = measure_files(folder / "t.jsonl", folder / "two.parquet", part_mb=0.1,
                                scheduler=cluster.scheduler_address, progress=progress)  # fmt: skip
        print(summary)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] == "1")
