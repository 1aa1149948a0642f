"""How fast, beside its peers, in one run on one core.

    python benchmarks/speed.py TEXTS... [--sizes 10000 100000 1000000 10000000]
    python benchmarks/speed.py --smoke

TEXTS are .txt files, folders of them, or JSONL files (gzipped or not) with a `text` field. A corpus
smaller than a size is repeated and marked with *: then it has fewer distinct tokens than real text.
Times are CPU seconds of this process, the median of three; `str.split` the median of five.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "ARROW_NUM_THREADS"):
    os.environ.setdefault(threads, "1")

import pandas as pd  # noqa: E402

import toolkit as tk  # noqa: E402
from toolkit.measures import all_measures  # noqa: E402
from toolkit.segmentation import segmented  # noqa: E402

PEER_WORDS = 100_000
EXAMPLE = Path(__file__).parent.parent / "data" / "kursk.txt"


def read_texts(paths: list[str]) -> list[str]:
    """The texts of files and folders, in order."""
    texts = []
    for path in map(Path, paths):
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in files:
            raw = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
            lines = raw.decode("utf-8", "replace")
            if ".jsonl" in file.name:
                texts += [json.loads(line)["text"] for line in lines.splitlines() if line]
            else:
                texts += [block for block in lines.split("\n\n") if block.strip()]
    return texts


def of_size(texts: list[str], n_words: int) -> tuple[list[str], bool]:
    """Texts that make up `n_words`, and whether the corpus had to be repeated for them."""
    sizes = [text.count(" ") + 1 for text in texts]
    times = -(-n_words // sum(sizes))
    taken, n = [], 0
    for text, size in zip(texts * times, sizes * times, strict=True):
        if n >= n_words:
            break
        taken.append(text)
        n += size
    return taken, times > 1


def cpu(function, repeat: int = 3) -> float:
    """Median CPU seconds of `function()`."""
    seconds = []
    for _ in range(repeat):
        gc.collect()
        start = time.process_time()
        kept = function()
        seconds.append(time.process_time() - start)
        del kept
    return statistics.median(seconds)


def of_families(*families: str) -> list[str]:
    return [name for name, measure in all_measures().items() if measure.family in families]


def textstat_functions() -> list:
    import textstat

    return [
        textstat.flesch_reading_ease,
        textstat.flesch_kincaid_grade,
        textstat.gunning_fog,
        textstat.smog_index,
        textstat.automated_readability_index,
        textstat.coleman_liau_index,
        textstat.dale_chall_readability_score,
        textstat.linsear_write_formula,
        textstat.lix,
        textstat.rix,
    ]


def polarity():
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer().polarity_scores


def column_loop(texts: pd.Series) -> pd.DataFrame:
    """Ten textstat functions column by column, then VADER: what most notebooks do."""
    out = pd.DataFrame({f.__name__: texts.apply(f) for f in textstat_functions()})
    return out.join(texts.apply(polarity()).apply(pd.Series))


def row_loop(texts: pd.Series) -> pd.DataFrame:
    """The same row by row, so that textstat's cache helps."""
    functions, score = textstat_functions(), polarity()
    return pd.DataFrame([{f.__name__: f(t) for f in functions} | score(t) for t in texts])


def vader_by_sentence(texts: pd.Series) -> list[dict]:
    return [*map(polarity(), tk.sentences(texts.to_frame("text"))["text"])]


def text_descriptives(texts: pd.Series):
    import spacy
    import textdescriptives as td

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("textdescriptives/readability")
    return td.extract_df(list(nlp.pipe(texts)))


def peers(texts: list[str]) -> dict[str, float | None]:
    """Words per second of the peers, on `PEER_WORDS` words of the same texts."""
    sample = pd.Series(of_size(texts, PEER_WORDS)[0])
    n_words = sum(len(text.split()) for text in sample)
    speeds = {}
    for name, function in (
        ("pandas loop, by column", column_loop),
        ("pandas loop, by row", row_loop),
        ("vaderSentiment, by sentence", vader_by_sentence),
        ("TextDescriptives, blank pipeline", text_descriptives),
    ):
        try:
            function(sample.head(2))
            speeds[name] = n_words / cpu(lambda f=function: f(sample), 1)
        except ImportError:
            speeds[name] = None
    return speeds


def measured(texts: list[str]) -> dict[str, float]:
    """Seconds for each part of the work, and the number of words and of distinct tokens."""
    table = pd.DataFrame({"text": texts})
    tk.measure(table.head(20))
    parts = {
        "all": None,
        "readability": of_families("counts", "readability"),
        "readability and sentiment": of_families("counts", "readability", "sentiment"),
        "readability, sentiment and hedging": of_families(
            "counts", "readability", "sentiment", "hedging"
        ),
    }
    repeat = 3 if len(texts) < 200_000 else 1
    result = {
        name: cpu(lambda names=names: tk.measure(table, names), repeat)
        for name, names in parts.items()
    }
    result["str.split"] = cpu(lambda: [text.split() for text in texts], 5)
    tokens = segmented(table["text"])
    result["words"] = sum(len(text.split()) for text in texts)
    result["distinct"] = len(tokens.vocabulary)
    return result


def in_fresh_process(paths: list[str], size: int) -> dict[str, float]:
    """`measured` in a process of its own, so that its peak memory is its own."""
    code = (
        "import json, resource, sys; sys.path.insert(0, sys.argv[1]); import speed;"
        "texts, again = speed.of_size(speed.read_texts(sys.argv[3:]), int(sys.argv[2]));"
        "out = speed.measured(texts); out['repeated'] = again;"
        "out['memory'] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024;"
        "print(json.dumps(out))"
    )
    here = str(Path(__file__).parent)
    done = subprocess.run(
        [sys.executable, "-c", code, here, str(size), *paths],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def small_costs(texts: list[str]) -> dict[str, float]:
    """Milliseconds of what a reader waits for in a notebook."""
    paragraph = pd.DataFrame({"text": [max(texts[:500], key=lambda t: -abs(len(t.split()) - 80))]})
    long_one = pd.DataFrame({"text": [" ".join(of_size(texts, 20_000)[0])]})
    story = tk.read_story(EXAMPLE)
    tk.measure(paragraph)
    return {
        "one paragraph of about 80 words": wall(lambda: tk.measure(paragraph), 20),
        "the example story": wall(lambda: tk.measure(story), 20),
        "20,000 words in one paragraph": wall(lambda: tk.measure(long_one), 5),
        "import toolkit, beyond pandas": startup("import toolkit") - startup("pass"),
        "the first measure() in a fresh process": startup(
            "import toolkit; toolkit.measure('It may rain.')"
        )
        - startup("pass"),
    }


def wall(function, repeat: int) -> float:
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        function()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def startup(code: str) -> float:
    """Milliseconds, median of five processes, that start by importing pandas."""
    command = [sys.executable, "-c", f"import pandas; {code}"]
    return wall(lambda: subprocess.run(command, check=True), 5)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "texts", nargs="*", help="text files, folders or JSONL files with a text field"
    )
    parser.add_argument(
        "--sizes", nargs="*", type=int, default=[10_000, 100_000, 1_000_000, 10_000_000]
    )
    parser.add_argument(
        "--smoke", action="store_true", help="a run of seconds on the example story"
    )
    args = parser.parse_args()
    paths = [str(EXAMPLE)] if args.smoke else args.texts
    if not paths:
        parser.error("name text files, folders or JSONL files, or --smoke")
    texts = read_texts(paths)
    speeds = {} if args.smoke else peers(texts)
    loop = speeds.get("pandas loop, by column")
    print("| words | distinct | part | words/s | ns/word | of the loop | of str.split | peak MB |")
    print("|---:|---:|---|---:|---:|---:|---:|---:|")
    for size in [2_000] if args.smoke else args.sizes:
        out = in_fresh_process(paths, size)
        for part in [
            key
            for key in out
            if key not in ("words", "distinct", "memory", "repeated", "str.split")
        ]:
            seconds = out[part]
            speed = out["words"] / seconds
            print(
                f"| {out['words']:,.0f}{'*' if out['repeated'] else ''} "
                f"| {out['distinct']:,} | {part} "
                f"| {speed:,.0f} | {1e9 / speed:,.0f} | {f'{speed / loop:,.0f}' if loop else ''} "
                f"| {seconds / out['str.split']:.1f} | {out['memory']:,.0f} |"
            )
        print(
            f"| {out['words']:,.0f} | | str.split, lists kept "
            f"| {out['words'] / out['str.split']:,.0f} "
            f"| {1e9 * out['str.split'] / out['words']:,.0f} | | 1 | |"
        )
    print("\n| peer | words/s |\n|---|---:|")
    for name, speed in speeds.items():
        print(f"| {name} | {f'{speed:,.0f}' if speed else 'not installed'} |")
    print("\n| what a reader waits for | ms |\n|---|---:|")
    for name, milliseconds in small_costs(texts).items():
        print(f"| {name} | {milliseconds:,.1f} |")


if __name__ == "__main__":
    main()
