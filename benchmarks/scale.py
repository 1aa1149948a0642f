"""The command on many words: throughput beside the core's in memory, peak memory, more workers.

    python benchmarks/scale.py TEXTS.jsonl[.gz] [--words 1000000 10000000] [--workers 1 2]

TEXTS has a field `text`; it is repeated until there are enough words, so the vocabulary is smaller
than real text of that size has. The core is `measure` on a table in memory, after a first call, in
a process of its own on one thread. Seconds are wall-clock, of the best of some rounds in turn, and
include starting the processes; CPU is of all processes together. Memory is of the largest process.
CPU and memory are read from /proc, so it runs on Linux.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "ARROW_NUM_THREADS": "1"}
CORE = """
import json, sys, time
import pyarrow; pyarrow.set_cpu_count(1)
import pandas as pd, toolkit as tk
with open(sys.argv[1], encoding="utf-8") as file:
    table = pd.DataFrame({"text": [json.loads(line)["text"] for line in file]})
tk.measure(table.head(100))
start, cpu = time.perf_counter(), time.process_time()
words = tk.measure(table)["n_words"].sum()
print(json.dumps([words, time.perf_counter() - start, time.process_time() - cpu]))
"""


def corpus(source: Path, words: int, target: Path) -> int:
    """Write the texts of `source`, again and again, until there are `words`; how many there are."""
    opened = gzip.open if source.suffix == ".gz" else open
    with opened(source, "rt", encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    n = 0
    with open(target, "w", encoding="utf-8") as file:
        while n < words:
            for text in texts:
                file.write(json.dumps({"text": text}) + "\n")
                n += text.count(" ") + 1
                if n >= words:
                    break
    return n


class Watch(threading.Thread):
    """Looks at all processes of a session, until it is told to end: their CPU and peak memory."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.session, self.ended = session, threading.Event()
        self.cpu: dict[str, float] = {}
        self.memory: dict[str, float] = {}

    def run(self) -> None:
        while not self.ended.wait(0.05):
            for folder in Path("/proc").glob("[0-9]*"):
                with suppress(OSError):
                    fields = (folder / "stat").read_text().rpartition(")")[2].split()
                    if int(fields[3]) == self.session:
                        ticks = int(fields[11]) + int(fields[12])
                        self.cpu[folder.name] = ticks / os.sysconf("SC_CLK_TCK")
                        status = (folder / "status").read_text()
                        if peak := re.search(r"VmHWM:\s+(\d+) kB", status):
                            self.memory[folder.name] = int(peak[1]) / 1024


def run(command: list) -> tuple[str, float, float, float]:
    """What a command prints, its seconds, the CPU seconds and the MB of its largest process."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *map(str, command)],
        stdout=subprocess.PIPE,
        env={**os.environ, **ONE_THREAD},
        start_new_session=True,
    )
    watch = Watch(process.pid)
    watch.start()
    said = process.communicate()[0]
    seconds = time.perf_counter() - start
    watch.ended.set()
    watch.join()
    if process.returncode not in (0, 1):
        raise SystemExit(f"{command} ended with {process.returncode}")
    return said.decode(), seconds, sum(watch.cpu.values()), max(watch.memory.values())


def one(workers: int | None, file: Path) -> dict:
    """Figures of one run: the command's with so many workers, or the core's."""
    if workers is None:
        said, _, _, memory = run(["-c", CORE, file])
        words, seconds, cpu = json.loads(said)
        return {"words": words, "seconds": seconds, "cpu": cpu, "memory": memory}
    out = Path(tempfile.mkdtemp()) / "out.parquet"
    command = ["-m", "toolkit", "measure", file, "-o", out, "--workers", workers, "--json"]
    said, seconds, cpu, memory = run(command)
    shutil.rmtree(out.parent)
    return {"words": json.loads(said)["words"], "seconds": seconds, "cpu": cpu, "memory": memory}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("texts", type=Path)
    parser.add_argument("--words", nargs="*", type=int, default=[1_000_000, 10_000_000])
    parser.add_argument("--workers", nargs="*", type=int, default=[1, 2])
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    print("| words | run | s | words/s | of the core | CPU s | peak MB |")
    print("|---:|---|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        for size in args.words:
            file = Path(folder) / "texts.jsonl"
            corpus(args.texts, size, file)
            ways = [None, *args.workers]
            rounds = [[one(workers, file) for workers in ways] for _ in range(args.rounds)]
            best = [min(runs, key=lambda run: run["seconds"]) for runs in zip(*rounds, strict=True)]
            core = best[0]["words"] / best[0]["seconds"]
            for workers, out in zip(ways, best, strict=True):
                speed = out["words"] / out["seconds"]
                name = "core, in memory" if workers is None else f"command, workers: {workers}"
                print(f"| {out['words']:,.0f} | {name} | {out['seconds']:.1f} | {speed:,.0f} "
                      f"| {speed / core:.0%} | {out['cpu']:.1f} | {out['memory']:,.0f} |",
                      flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
