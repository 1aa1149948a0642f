"""Kill the command with SIGKILL at random moments, run it again, and compare what comes out.

    python benchmarks/kill_and_rerun.py TEXTS.jsonl[.gz] [--times 50] [--part-size 0.05]

Each time the command is started on an empty place, killed with its workers left to find out for
themselves, and run again with another number of workers; the folder must be the same, byte by byte,
as that of a run that nobody disturbed.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def command(texts: Path, out: Path, workers: int, part_size: float) -> list[str]:
    return [sys.executable, "-m", "toolkit", "measure", str(texts), "-o", str(out), "--quiet",
            "--workers", str(workers), "--part-size", str(part_size)]  # fmt: skip


def digests(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("texts", type=Path)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--part-size", type=float, default=0.05)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    with tempfile.TemporaryDirectory() as folder:
        whole, out = Path(folder) / "whole.parquet", Path(folder) / "out.parquet"
        start = time.monotonic()
        subprocess.run(command(args.texts, whole, 2, args.part_size), check=False)
        lasts = time.monotonic() - start
        expected = digests(whole)
        print(f"undisturbed: {len(expected) - 1} parts in {lasts:.1f} s")
        same = 0
        for number in range(args.times):
            process = subprocess.Popen(
                command(args.texts, out, chance.choice([1, 2]), args.part_size)
            )
            time.sleep(chance.uniform(0, 1.1 * lasts))
            process.send_signal(signal.SIGKILL)
            process.wait()
            unfinished = out.with_name(f".{out.name}.unfinished")
            finished = len(list(unfinished.glob("part-*"))) if unfinished.exists() else 0
            ended = out.exists()
            subprocess.run(
                command(args.texts, out, chance.choice([1, 2]), args.part_size), check=False
            )
            equal = digests(out) == expected
            same += equal
            print(f"{number + 1}: killed with {'all' if ended else finished} parts finished; "
                  f"{'the same' if equal else 'NOT THE SAME'}", flush=True)  # fmt: skip
            shutil.rmtree(out)
            left = [name for name in os.listdir(folder) if name.startswith(".")]
            if left:
                print(f"left behind: {left}")
        print(f"{same} of {args.times} outputs are identical to the undisturbed one")
    sys.exit(same != args.times)


if __name__ == "__main__":
    main()
