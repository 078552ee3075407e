"""Which words the package's own source hands to a function: read from it, not from memory."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from missions.policy.actions import Action
from tests.house.laws import sources

UNCLEAR = "?"


def told_by(name: str, place: int, arguments: int = 0) -> dict[str, list[str]]:
    """Return what calls of a function may hand over at a place, and where they stand.

    A formatted text counts by how it begins. What the source does not tell is `UNCLEAR`.

    Args:
        name: the function's.
        place: which positional argument.
        arguments: only calls with at least so many.
    """
    found: dict[str, list[str]] = {}
    for source in sources("missions"):
        for call in _calls(source.tree, name):
            if len(call.args) > max(place, arguments - 1):
                for word in sorted(_words(call.args[place], source.tree)):
                    found.setdefault(word, []).append(source.at(call))
    return found


def _calls(tree: ast.Module, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) == name:
            yield node


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _words(node: ast.expr, tree: ast.Module) -> set[str]:
    """Return the words that an expression may stand for, within one file."""
    match node:
        case ast.Constant(value=str(word)):
            return {word}
        case ast.Attribute(value=ast.Name(id="Action"), attr=member):
            return {str(Action[member])}
        case ast.JoinedStr(values=[ast.Constant(value=str(begin)), *_]):
            return {begin}
        case ast.IfExp():
            return _words(node.body, tree) | _words(node.orelse, tree)
        case ast.Name(id=name):
            return _all(_assigned(name, tree), tree)
        case ast.Call(func=ast.Name(id=name)):
            return _all(_returned(name, tree), tree)
    return {UNCLEAR}


def _all(nodes: list[ast.expr], tree: ast.Module) -> set[str]:
    return set().union(*(_words(node, tree) for node in nodes)) or {UNCLEAR}


def _assigned(name: str, tree: ast.Module) -> list[ast.expr]:
    """Return what is given a name anywhere in the file, alone or beside others."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            target, value = node.targets[0], node.value
            pairs = [(target, value)]
            if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
                pairs = list(zip(target.elts, value.elts, strict=True))
            found += [v for t, v in pairs if isinstance(t, ast.Name) and t.id == name]
    return found


def _returned(name: str, tree: ast.Module) -> list[ast.expr]:
    """Return what a function of the file returns."""
    return [
        inner.value
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name == name
        for inner in ast.walk(node)
        if isinstance(inner, ast.Return) and inner.value is not None
    ]
