"""The laws of the house as functions: the source of one file in, what breaks the law out."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

Function = ast.FunctionDef | ast.AsyncFunctionDef
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Source:
    """A file of the package: its path from the project's root, and its text."""

    path: str
    text: str = field(repr=False)

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed file."""
        return ast.parse(self.text)

    def at(self, node: ast.AST) -> str:
        """Return where something stands."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}"


def sources(folder: str = "missions") -> list[Source]:
    """Return every file of a folder that is under the law; a written migration is history."""
    return [
        Source(path.relative_to(ROOT).as_posix(), path.read_text())
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "versions" not in path.parts
    ]


def _docstring(node: ast.AST) -> ast.Expr | None:
    """Return the docstring of a module, class or function, or the one that follows a value."""
    if isinstance(node, DOCUMENTED) and node.body:
        first = node.body[0]
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
            return first if isinstance(first.value.value, str) else None
    return None


def _length(node: ast.AST | Source) -> int:
    """Return the lines of a file or function without its docstrings."""
    if isinstance(node, Source):
        total, inside = len(node.text.splitlines()), node.tree
    else:
        total, inside = (node.end_lineno or 0) - node.lineno + 1, node  # type: ignore[attr-defined]
    documented: set[int] = set()
    for part in ast.walk(inside):
        docstring = _docstring(part)
        bare = isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)
        if bare and isinstance(part.value.value, str):  # type: ignore[attr-defined]
            docstring = part  # type: ignore[assignment]
        if docstring is not None:
            documented |= set(range(docstring.lineno, (docstring.end_lineno or 0) + 1))
    return total - len(documented)


def functions(source: Source) -> Iterator[Function]:
    """Yield every function and method."""
    for node in ast.walk(source.tree):
        if isinstance(node, Function):
            yield node


def file_lengths(files: list[Source]) -> dict[str, int]:
    """Return each file's lines without docstrings."""
    return {source.path: _length(source) for source in files}


def function_lengths(files: list[Source]) -> dict[str, int]:
    """Return each function's lines without docstrings."""
    return {
        f"{source.at(node)} {node.name}": _length(node)
        for source in files
        for node in functions(source)
    }


def percentile_90(lengths: dict[str, int]) -> int:
    """Return the length that nine of ten do not exceed."""
    ordered = sorted(lengths.values())
    return ordered[max(-(-len(ordered) * 9 // 10) - 1, 0)]


def imports_inside(source: Source) -> list[str]:
    """Return the imports that stand inside a function or method."""
    return sorted(
        {
            source.at(inner)
            for node in functions(source)
            for inner in ast.walk(node)
            if isinstance(inner, ast.Import | ast.ImportFrom)
        }
    )


def calls(source: Source, *names: str) -> list[str]:
    """Return the calls of `name(…)`, or of `.name(…)` and `owner.name(…)` where so written."""
    found = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call | ast.Attribute | ast.Name):
            called = node.func if isinstance(node, ast.Call) else node
            if any(_is(called, name) for name in names):
                found.append(source.at(node))
    return sorted(set(found))


def _is(called: ast.expr, name: str) -> bool:
    owner, dot, last = name.rpartition(".")
    if not dot:
        return isinstance(called, ast.Name) and called.id == last
    if not isinstance(called, ast.Attribute) or called.attr != last:
        return False
    holder = called.value
    tail = holder.attr if isinstance(holder, ast.Attribute) else getattr(holder, "id", "")
    return not owner or tail.lstrip("_") == owner


def doings(source: Source) -> list[str]:
    """Return what a file does beyond a docstring, imports and naming what it offers."""
    return [
        source.at(node)
        for node in source.tree.body
        if not isinstance(node, ast.Import | ast.ImportFrom)
        and node is not _docstring(source.tree)
        and not (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__")
    ]


def vague_names(source: Source) -> list[str]:
    """Return the path when a file or folder has a name that says nothing."""
    said = {"utils", "util", "common", "helper", "helpers", "services", "service", "manager"}
    said |= {"managers", "misc", "base_utils"}
    parts = source.path.removesuffix(".py").split("/")
    words = {word for part in parts for word in (part, *part.split("_"))}
    return [source.path] if words & said else []
