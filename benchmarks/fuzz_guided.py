"""The targets of tests/fuzz under the guidance of coverage, by atheris (`pip install atheris`).

python benchmarks/fuzz_guided.py TARGET [libFuzzer options, such as -max_total_time=600]
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "fuzz"))
with atheris.instrument_imports(include=["toolkit"]):
    from targets import TARGETS


def main() -> None:
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        raise SystemExit(f"name a target: {', '.join(TARGETS)}")
    target = TARGETS[sys.argv.pop(1)]
    atheris.Setup([*sys.argv, "-timeout=10", "-max_len=4096"], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
