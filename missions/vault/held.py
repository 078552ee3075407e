"""The keys that a process has in its memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from missions.vault.keystore import Wrapped


class KeyShredded(RuntimeError):
    """The key that sealed this was deleted; what it sealed is gone for good."""


class KeyRotated(KeyShredded):
    """The key that sealed this was replaced while it was being read; reading again helps."""


@dataclass(frozen=True, slots=True)
class _Key:
    wrapped: bytes
    cipher: AESGCM


Generations = dict[int, _Key]


@dataclass(frozen=True, slots=True)
class Held:
    """Keys by scope and generation; replaced as a whole, never changed.

    A generation that was retired by a finished rotation stays for as long as its scope has a newer
    one, so that what was read just before still opens. A scope that was shredded is gone whole.
    """

    scopes: Mapping[str, Generations] = field(default_factory=dict)

    def knows(self, row: Wrapped) -> bool:
        """Whether this very key is held."""
        key = self.scopes.get(row.scope, {}).get(row.generation)
        return key is not None and key.wrapped == row.wrapped

    def renewed(
        self, asked: Iterable[str], rows: Iterable[Wrapped], keys: Mapping[Wrapped, bytes]
    ) -> Held:
        """Return what is held when the store has these rows for the scopes that were asked for."""
        found: dict[str, Generations] = {}
        for row in rows:
            key = (
                _Key(row.wrapped, AESGCM(keys[row]))
                if row in keys
                else self.scopes[row.scope][row.generation]
            )
            found.setdefault(row.scope, {})[row.generation] = key
        for scope, generations in found.items():
            newest = max(generations)
            for number, key in self.scopes.get(scope, {}).items():
                if number < newest:
                    generations.setdefault(number, key)
        gone = set(asked)
        kept = {scope: held for scope, held in self.scopes.items() if scope not in gone}
        return Held({**kept, **found})

    def newest(self, scope: str) -> tuple[int, AESGCM]:
        """Return the generation that seals, and its cipher; raise `KeyShredded`."""
        generations = self._of(scope)
        number = max(generations)
        return number, generations[number].cipher

    def cipher(self, scope: str, generation: int) -> AESGCM:
        """Return the cipher of one generation; raise `KeyShredded`, or `KeyRotated`."""
        generations = self._of(scope)
        if generation in generations:
            return generations[generation].cipher
        if generation < max(generations):
            raise KeyRotated(
                "the key of this fact was replaced since it was read; read it again. Where that"
                " does not help, the database is older than the store of keys"
            )
        raise KeyShredded("the key of this fact is in a newer copy of the store of keys")

    def _of(self, scope: str) -> Generations:
        try:
            return self.scopes[scope]
        except KeyError as error:
            raise KeyShredded("the key of this fact is gone") from error
