"""Measures every ratio and fails when one is broken: `python -m benchmarks [MODULE ...]`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib import import_module
from itertools import chain

from benchmarks.harness import Ratio, header, run

MODULES = ("calendars", "feeds", "book", "board", "ready", "folder", "startup")


def ratios(name: str) -> Iterable[Ratio]:
    """A module's rows: what its `ratios()` answers, or its `ROWS`."""
    module = import_module(f"benchmarks.{name}")
    rows: Iterable[Ratio] = module.ratios() if hasattr(module, "ratios") else module.ROWS
    return rows


def main(names: list[str]) -> int:
    """Print a row a ratio; 1 if any is broken."""
    print(header())
    broken = 0
    for ratio in chain.from_iterable(map(ratios, names or MODULES)):
        result = run(ratio)
        print(result, flush=True)
        broken += not result.holds
    return min(broken, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
