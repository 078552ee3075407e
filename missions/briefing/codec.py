"""Writing a dossier down and reading it back: canonical JSON, `Sealed` values in place.

The only code beside `release` that unseals: an edition is kept in the database, whose open part
may hold leaders' facts and whose sealed part is encrypted before it gets there.
"""

from __future__ import annotations

import json
import zlib
from datetime import date, datetime
from typing import Any, TypeVar, get_args, get_origin

from cattrs import Converter

from missions.briefing.dossier import EditionBody, PersonSecrets, Plan, TripSecrets
from missions.privacy import Sealed, Sensitivity

T = TypeVar("T")


def _converter(sensitivity: Sensitivity) -> Converter:
    converter = Converter()
    converter.register_unstructure_hook(datetime, lambda value: value.isoformat())
    converter.register_structure_hook(datetime, lambda value, _: datetime.fromisoformat(value))
    converter.register_unstructure_hook(date, lambda value: value.isoformat())
    converter.register_structure_hook(date, lambda value, _: date.fromisoformat(value))

    def unseal(value: Sealed[Any]) -> Any:
        return converter.unstructure(value.unseal())

    def seal(value: Any, kind: Any) -> Sealed[Any]:
        return Sealed(converter.structure(value, get_args(kind)[0]), sensitivity)

    converter.register_unstructure_hook_func(_is_sealed, unseal)
    converter.register_structure_hook_func(_is_sealed, seal)
    return converter


def _is_sealed(kind: Any) -> bool:
    return kind is Sealed or get_origin(kind) is Sealed


_NEW = frozenset({"exemptions", "overrides"})
_OPEN = _converter(Sensitivity.LEADER)
_SECRET = _converter(Sensitivity.SEALED)


def canonical(value: Any) -> bytes:
    """Return JSON bytes that are equal for equal values: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def plan_bytes(plan: Plan) -> bytes:
    """Return the plan as canonical bytes, for the digest.

    What plans of earlier releases had no place for is left out where there is none of it, so that
    the same plan keeps its digest.
    """
    written = _OPEN.unstructure(plan)
    return canonical({name: written[name] for name in written if written[name] or name not in _NEW})


def pack_body(body: EditionBody) -> bytes:
    """Return an edition's open part, compressed."""
    return zlib.compress(canonical(_OPEN.unstructure(body)), 6)


def unpack_body(data: bytes) -> EditionBody:
    """Return what `pack_body` wrote."""
    return _OPEN.structure(json.loads(zlib.decompress(data)), EditionBody)


def write_secrets(secrets: TripSecrets | PersonSecrets) -> str:
    """Return secrets as canonical text, to be sealed at once."""
    return canonical(_SECRET.unstructure(secrets)).decode()


def read_secrets(text: str, kind: type[T]) -> T:
    """Return what `write_secrets` wrote."""
    return _SECRET.structure(json.loads(text), kind)
