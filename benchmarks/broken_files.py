"""100,000 paragraphs in 1,000 files, 5% broken: is all good text measured and all else named?

    python benchmarks/broken_files.py [--files 1000] [--paragraphs 100000] [--workers 2]

The good files are of every kind that holds text; the broken ones are those of tests/broken.py, in
turn. Prints the counts, which must add up, and every way of being broken with what was said of it.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from broken import MARKER, broken_files

from toolkit.scale import measure_files

OPENINGS = "The port|A bridge|Her office|The council|That school|Their plan".split("|")
VERBS = "may stay shut|was opened|seems to be late|is likely to fail|would cost more".split("|")
ENDS = "for a week|after the storm|, critics say|, and nobody knows why|until the spring".split("|")


def sentence(chance: random.Random) -> str:
    words = " ".join(map(chance.choice, (OPENINGS, VERBS, ENDS)))
    words += f" in {chance.randint(1, 99)} days"
    return words.replace(" ,", ",") + ". "


def paragraph(chance: random.Random) -> str:
    return "".join(sentence(chance) for _ in range(chance.randint(2, 8))).strip()


def good_file(path: Path, n: int, chance: random.Random) -> None:
    """A file of `n` paragraphs."""
    texts = [paragraph(chance) for _ in range(n)]
    if path.suffix in (".txt", ".md"):
        half = n // 2
        path.write_text("\n\n".join([*texts[:half], MARKER, *texts[half:]]), encoding="utf-8")
        return
    table = pd.DataFrame(
        {"story": path.stem, "role": ["report", *["commentary"] * (n - 1)], "text": texts}
    )
    if path.suffix == ".csv":
        table.to_csv(path, index=False)
    elif path.suffix == ".jsonl":
        table.to_json(path, orient="records", lines=True)
    elif path.suffix == ".json":
        path.write_text(json.dumps(table.to_dict("records")), encoding="utf-8")
    else:
        table.to_parquet(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--paragraphs", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    chance = random.Random(0)
    kinds = ["txt", "csv", "jsonl", "md", "parquet", "json"]
    broken = broken_files()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "archive"
        folder.mkdir()
        n_broken = args.files // 20
        n_good = args.files - n_broken
        expected = {}
        for i in range(n_good):
            n = args.paragraphs // n_good + (i < args.paragraphs % n_good)
            path = folder / f"good{i:04d}.{kinds[i % len(kinds)]}"
            good_file(path, n, chance)
            expected[path.name] = n
        named = {}
        for i in range(n_broken):
            what = list(broken)[i % len(broken)]
            name, data = broken[what]
            named[f"bad{i:03d}-{name}"] = what
            (folder / f"bad{i:03d}-{name}").write_bytes(data)
        start = time.monotonic()
        summary = measure_files(folder, Path(place) / "out.parquet", workers=args.workers)
        seconds = time.monotonic() - start
        table = pd.read_parquet(summary.output, columns=["story", "n_words"])
        errors = pd.read_parquet(summary.errors)
        measured = table.groupby("story").size().to_dict()
        wrong = [name for name, n in expected.items() if measured.get(Path(name).stem) != n]
        silent = [name for name in named if not errors["place"].str.startswith(name).any()]
        ways = len(set(named.values()))
        counts = f"{summary.measured:,} measured + {summary.refused:,} refused"
        print(f"{args.files:,} files, {ways} ways of being broken, {seconds:.0f} s")
        print(f"{summary.inputs:,} inputs = {counts}")
        print(f"{summary.paragraphs:,} paragraphs of {sum(expected.values()):,} in good files")
        print(f"good files with a paragraph too few or too many: {len(wrong)}")
        print(f"broken files that are not named: {len(silent)}")
        shown = set()
        for name, what in named.items():
            if what not in shown:
                shown.add(what)
                said = errors[errors["place"].str.startswith(name)].iloc[0]
                print(f"  {what}: {said['place']}: {said['reason'][:110]}")
        sums = summary.inputs == summary.measured + summary.refused
        sys.exit(not sums or bool(wrong or silent) or summary.paragraphs != sum(expected.values()))


if __name__ == "__main__":
    main()
