"""Millions of inputs made of words, quirks and bytes, over all targets.

    python tests/fuzz/inputs.py [TARGET ...] [--inputs 1000000] [--seed 0]

Prints per target how many inputs it had and the longest time of one; ends with 1 at a fault.
"""

from __future__ import annotations

import argparse
import random
import struct
import sys
import time
import traceback
from collections.abc import Iterator
from functools import cache
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]
from broken import archive, broken_files, parquet  # noqa: E402
from targets import KINDS, TARGETS  # noqa: E402

from toolkit import lexicons  # noqa: E402
from toolkit.errors import ToolkitError  # noqa: E402

SHARES = {"core": 0.3, "vader": 0.3, "hedging": 0.25, "story": 0.1, "page": 0.02, "reading": 0.03}
BATCH = {"core": 64, "vader": 64, "hedging": 64, "page": 8}  # texts at a time
SECONDS = 1.0
QUIRKS = [
    *"’ ‘ “ ” … — -- – ' \" . ! ? !!! ??? ... , ; : ( ) [ ] $ % & / \\ * # _ - U.S. 3.5".split(),
    *"$3.5m 1,000 isn't can't won’t NOT GREAT but BUT least kind of never so 😀 ❤️ :(".split(),
    *'<script>alert(1)</script> <img/src=x/onerror=alert(1)> </style> <!-- &lt; "><b>'.split(),
    *"javascript:x {{ }} ${x} %s =cmd() @x 你好 Привет Ünïcödé ﷽ 𝔘 İ ı ß ǅ ΐ e\u0301".split(),
    *"\u00a0 \u2009 \u2028 \x85 \x0b \x00 \x07 \t \n \n\n \r\n".split(" "),
    *"\u200b \u00ad \ufb01 \ufffd".split(),
    *"shut.The shut,”he said:“It cheap,but (NEWS)The &#8217; &amp;#8217; &#0; â€™ â€ Ã©".split(),
    "<img src=x onerror=alert(1)>",
    "Read the original article here",
    "\n\nRead the original article here\n\n",
]


@cache
def words() -> list[str]:
    """Words that something is looked up for, and their neighbours."""
    names = ("hedges.tsv", "wording.tsv", "abbreviations.tsv", "english_words.tsv")
    found = [
        cell for name in names for row in lexicons.rows(name) for cell in list(row.values())[:1]
    ]
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return [*filter(None, found), *list(SentimentIntensityAnalyzer().lexicon)[::3]]


def text(chance: random.Random) -> str:
    """Some words, quirks between and inside of them, and now and then any characters at all."""
    pieces = []
    for _ in range(int(chance.expovariate(1 / 12))):
        kind = chance.random()
        if kind < 0.6:
            word = chance.choice(words())
            pieces.append(chance.choice([word, word, word.upper(), word.capitalize()]))
        elif kind < 0.85:
            pieces.append(chance.choice(QUIRKS))
        elif kind < 0.95 and pieces:
            pieces[-1] += chance.choice(QUIRKS)
        else:
            pieces.append(
                "".join(chr(chance.choice(RANGES)(chance)) for _ in range(chance.randint(1, 4)))
            )
    return chance.choice([" ", " ", " ", "  ", "\n"]).join(pieces)


EDGES = (0, 1, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)
RANGES = (
    lambda chance: chance.randrange(32, 127),
    lambda chance: chance.randrange(0xD800),
    lambda chance: chance.randrange(0x2000, 0x2100),
    lambda chance: chance.randrange(0x10000, 0x20000),
)


@cache
def seeds() -> dict[str, list[bytes]]:
    """Files of each kind to start from."""
    start = {kind: [] for kind in KINDS}
    for name, data in broken_files().values():
        ending = Path(name).suffix
        if ending in start and len(data) < 20_000:
            start[ending].append(data)
    body = '<w:p><w:pPr><w:pStyle w:val="h1"/></w:pPr><w:r><w:t>It may rain.</w:t></w:r></w:p>'
    word = f"<w:document><w:body>{body}</w:body></w:document>"
    page = "<h1>Port</h1><p>The port is shut.</p>"
    start[".docx"].append(archive({"word/document.xml": word.encode()}))
    start[".html"].append(f"<html><body><article>{page}</article></body></html>".encode())
    start[".parquet"].append(parquet())
    start[".csv"].append(b'story,role,text\na,report,"It is ""shut"", they say."\n')
    start[".jsonl"].append(b'{"text": "It is shut.", "role": "report"}\n')
    start[".json"].append(b'[{"text": "It is shut.", "role": "report"}]')
    return start


def mutated(chance: random.Random) -> bytes:
    """A file of any kind, with some of its bytes changed, or made of a random text."""
    number = chance.randrange(len(KINDS))
    choices = seeds()[KINDS[number]]
    if not choices or chance.random() < 0.3:
        return bytes([number]) + text(chance).encode("utf-8", "surrogatepass")
    data = bytearray(chance.choice(choices))
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data) + 1)
        change = chance.random()
        if change < 0.4 and data:
            data[min(at, len(data) - 1)] = chance.randrange(256)
        elif change < 0.6:
            data[at:at] = text(chance).encode("utf-8", "surrogatepass")[:50]
        elif change < 0.8:
            del data[at : at + chance.randint(1, 30)]
        elif change < 0.9:
            data[at : at + 4] = struct.pack("<I", chance.choice(EDGES))
        else:
            data[at:at] = data[at : at + 200] * chance.randint(1, 20)
    return bytes([number]) + bytes(data)


def inputs(target: str, n: int, chance: random.Random) -> Iterator[tuple[bytes, int]]:
    """Inputs for a target, each with the number of texts it holds."""
    size = BATCH.get(target, 1)
    for _ in range(0, n, size):
        if target == "reading":
            yield mutated(chance), 1
        else:
            texts = [text(chance).replace("\x1e", "") for _ in range(size)]
            yield "\x1e".join(texts).encode("utf-8", "surrogateescape"), size


def alone(data: bytes, target: str) -> list[bytes]:
    return data.split(b"\x1e") if target in BATCH else [data]


def fuzz(target: str, n: int, seed: int) -> tuple[int, float]:
    """Run `n` inputs; how many there were, and the longest seconds of one. A fault ends it."""
    run, done, longest = TARGETS[target], 0, 0.0
    run(b"\x01The first call loads what all calls need.")
    for data, size in inputs(target, n, random.Random(f"{target} {seed}")):
        start = time.process_time()
        try:
            run(data)
        except ToolkitError as error:
            fault(target, data, error)
        except Exception as error:
            for one in alone(data, target):
                try:
                    run(one)
                except Exception as again:
                    fault(target, one, again)
            fault(target, data, error)
        seconds = time.process_time() - start
        if seconds > SECONDS:
            seconds = max(_seconds(run, one) for one in alone(data, target))
            if seconds > SECONDS:
                fault(target, data, TimeoutError(f"{seconds:.1f} s"))
        longest = max(longest, seconds)
        done += size
    return done, longest


def _seconds(run, data: bytes) -> float:
    start = time.process_time()
    run(data)
    return time.process_time() - start


def fault(target: str, data: bytes, error: Exception) -> None:
    traceback.print_exception(error)
    print(f"\n{target}: {type(error).__name__}: {error}\ninput: {data!r}")
    raise SystemExit(1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("targets", nargs="*", help=", ".join(TARGETS))
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    targets = args.targets or list(TARGETS)
    if unknown := [target for target in targets if target not in TARGETS]:
        parser.error(f"no target {', '.join(unknown)}; choose from {', '.join(TARGETS)}")
    whole = sum(SHARES[target] for target in targets)
    total = 0
    for target in targets:
        start = time.perf_counter()
        n, longest = fuzz(target, int(args.inputs * SHARES[target] / whole), args.seed)
        total += n
        seconds = time.perf_counter() - start
        print(f"{target:<8} {n:>9,} inputs {seconds:7.0f} s, the longest {longest:.2f}", flush=True)
    print(f"{total:,} inputs, seed {args.seed}: no fault")


if __name__ == "__main__":
    main()
