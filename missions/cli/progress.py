"""A progress bar on standard error, where a person waits at a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

Step = Callable[[str, int, int], None]


def _silent(_text: str, _done: int, _total: int) -> None:
    """Nobody watches."""


@contextmanager
def progress(quiet: bool = False) -> Iterator[Step]:
    """Yield `step(text, done, total)`; it draws nothing without a terminal or when quiet."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield _silent
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)

        def step(text: str, done: int, total: int) -> None:
            bar.update(task, description=text, completed=done, total=total)

        yield step
