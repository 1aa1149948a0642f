"""The command on many words: throughput beside the core's in memory, peak memory, more workers.

    python benchmarks/scale.py TEXTS.jsonl[.gz] [--words 1000000 10000000] [--workers 1 2]

TEXTS has a field `text`; it is repeated until there are enough words, so the vocabulary is smaller
than real text of that size has. The core is `measure` on a table in memory, after a first call, in
a process of its own on one thread. Seconds are wall-clock and include starting the processes; CPU
is of all processes together, for machines with other work to do. Memory is of the largest process.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
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


def run(command: list) -> tuple[str, float, float, float]:
    """What a command prints, its seconds, the CPU seconds and the MB of its largest process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *map(str, command)],
        stdout=subprocess.PIPE,
        env={**os.environ, **ONE_THREAD},
    )
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if done.returncode not in (0, 1):
        raise SystemExit(f"{command} ended with {done.returncode}")
    return done.stdout.decode(), seconds, cpu, after.ru_maxrss / 1024


def in_fresh_process(arguments: list[str]) -> dict:
    """`one` in a process of its own, whose largest child is the one that is meant."""
    output = subprocess.run(
        [sys.executable, __file__, "--one", *arguments], stdout=subprocess.PIPE, check=True
    )
    return json.loads(output.stdout)


def one(kind: str, file: str, workers: str) -> dict:
    """Figures of one run: the core's, or the command's with so many workers."""
    if kind == "core":
        words, seconds, cpu = json.loads(run(["-c", CORE, file])[0])
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        return {"words": words, "seconds": seconds, "cpu": cpu, "memory": memory}
    out = Path(tempfile.mkdtemp()) / "out.parquet"
    command = ["-m", "toolkit", "measure", file, "-o", out, "--workers", workers, "--json"]
    said, seconds, cpu, memory = run(command)
    shutil.rmtree(out.parent)
    return {"words": json.loads(said)["words"], "seconds": seconds, "cpu": cpu, "memory": memory}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("texts", type=Path, nargs="?")
    parser.add_argument("--words", nargs="*", type=int, default=[1_000_000, 10_000_000])
    parser.add_argument("--workers", nargs="*", type=int, default=[1, 2])
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        print(json.dumps(one(*args.one)))
        return
    print("| words | run | s | words/s | CPU s | words/CPU s | of the core, CPU | peak MB |")
    print("|---:|---|---:|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        for size in args.words:
            file = Path(folder) / "texts.jsonl"
            corpus(args.texts, size, file)
            core = None
            for kind, workers in [("core", 0), *(("command", n) for n in args.workers)]:
                out = in_fresh_process([kind, str(file), str(workers)])
                speed, per_cpu = out["words"] / out["seconds"], out["words"] / out["cpu"]
                core = core or per_cpu
                name = "core, in memory" if kind == "core" else f"command, workers: {workers}"
                print(f"| {out['words']:,.0f} | {name} | {out['seconds']:.1f} | {speed:,.0f} "
                      f"| {out['cpu']:.1f} | {per_cpu:,.0f} | {per_cpu / core:.0%} "
                      f"| {out['memory']:,.0f} |", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
