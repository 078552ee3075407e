"""Ratios of two ways to do one thing, measured side by side in one process.

Milliseconds say something about a machine; a ratio says something about the code. So nothing
here is compared with a clock's reading, only with the other contestant of the same round.
"""

from __future__ import annotations

import gc
import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time
from typing import Any

Contestant = Callable[[], Any]
# Each measurement lasts at least this long, so that the timer's own cost does not show.
_SECONDS = 0.02
# In a round each contestant has so many turns and the best one counts, since what else the
# machine does only ever adds; but one turn is enough for work of this length.
_TURNS = 5
_LONG = 0.5
_ROUNDS = 7


def seconds(contestant: Contestant) -> float:
    """How long one call takes, by the clock on the wall: for work that waits for something."""
    return _seconds(contestant, perf_counter)


def cpu_seconds(contestant: Contestant) -> float:
    """How long one call keeps the processor, whatever else the machine does meanwhile."""
    return _seconds(contestant, process_time)


def _seconds(contestant: Contestant, clock: Callable[[], float]) -> float:
    """From as many calls as are needed to tell."""
    number = 1
    while True:
        gc.collect()
        gc.disable()
        try:
            began = clock()
            for _ in range(number):
                contestant()
            took = clock() - began
        finally:
            gc.enable()
        if took >= _SECONDS:
            return took / number
        number = max(number * 2, int(number * _SECONDS * 1.2 / max(took, 1e-7)))


@dataclass(frozen=True, slots=True)
class Ratio:
    """A row: `subject` costs at most `bound` times what `against` costs.

    With `at_least`, the row is a speed that must not fall below the bound: the subject's as a
    part of the other's. `same` says whether the two did the same thing, and is asked before
    anything is measured. `measure` answers a contestant's cost: seconds, queries, bytes.
    """

    name: str
    subject: Contestant
    against: Contestant
    bound: float
    at_least: bool = False
    same: Callable[[Any, Any], bool] = operator.eq
    measure: Callable[[Contestant], float] = seconds
    rounds: int = _ROUNDS


@dataclass(frozen=True, slots=True)
class Result:
    """A measured row."""

    ratio: Ratio
    values: Sequence[float]

    @property
    def holds(self) -> bool:
        """Whether the median keeps the bound."""
        middle = median(self.values)
        return middle >= self.ratio.bound if self.ratio.at_least else middle <= self.ratio.bound

    def __str__(self) -> str:
        sign = ">=" if self.ratio.at_least else "<="
        spread = f"{min(self.values):.3f}–{max(self.values):.3f}"
        verdict = "" if self.holds else "  BROKEN"
        numbers = f"{median(self.values):8.3f}  {spread:>15}  {sign} {self.ratio.bound:g}"
        return f"{self.ratio.name:<58}{numbers}{verdict}"


def run(ratio: Ratio) -> Result:
    """Assert that both do the same, then measure them in turn."""
    if not ratio.same(ratio.subject(), ratio.against()):
        raise AssertionError(f"{ratio.name}: the two do not do the same thing")
    return Result(ratio, [_round(ratio, index) for index in range(max(ratio.rounds, 5))])


def _round(ratio: Ratio, index: int) -> float:
    """One value, of the best of some turns; who goes first changes from round to round."""
    contestants = [ratio.subject, ratio.against]
    order = (0, 1) if index % 2 == 0 else (1, 0)
    began = perf_counter()
    costs = {place: ratio.measure(contestants[place]) for place in order}
    for _ in range(_TURNS - 1):
        if perf_counter() - began > _LONG:
            break
        for place in order:
            costs[place] = min(costs[place], ratio.measure(contestants[place]))
    return costs[1] / costs[0] if ratio.at_least else costs[0] / costs[1]


def header() -> str:
    """The line over the rows."""
    return f"{'ratio':<58}{'median':>8}  {'min–max':>15}  bound"
