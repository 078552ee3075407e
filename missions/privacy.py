"""What is private, and for whom: sensitivity, posture, audience, and the wrapper that stays shut.

Pure: no database, no request, no clock. `public < team < leader < sealed`.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Generic, NoReturn, TypeVar

T = TypeVar("T")


class Sensitivity(IntEnum):
    """How private a column is; a higher value is more private."""

    PUBLIC = 0
    TEAM = 1
    LEADER = 2
    SEALED = 3


class Posture(StrEnum):
    """How careful a trip is about what outsiders may learn."""

    OPEN = "open"
    GUARDED = "guarded"
    CLOSED = "closed"


class FieldAccess(StrEnum):
    """Whether members may reach the service between the first and the last crossing."""

    WEB = "web"
    NONE = "none"


class Audience(StrEnum):
    """For whom a document is made."""

    LEADER = "leader"
    TEAM = "team"
    FAMILY = "family"
    HOST = "host"
    BORDER = "border"
    CALENDAR = "calendar"


NAMED_ON_PAPER = frozenset({Audience.LEADER, Audience.TEAM})
"""The audiences whose papers name their audience and edition; no other text says more exists."""


class SealBroken(TypeError):
    """A private value was about to become text without passing the one door."""


class Sealed(Generic[T]):
    """A private value with its sensitivity. Any way of turning it into text raises `SealBroken`.

    `unseal()` is called in the briefing room only (where documents are released, editions written
    and compared); a test reads the sources for it. No dataclass: `asdict` would read the fields of
    one, and Flask's JSON with it.
    """

    __slots__ = ("_value", "sensitivity")
    _value: T
    sensitivity: Sensitivity

    def __init__(self, value: T, sensitivity: Sensitivity) -> None:
        object.__setattr__(self, "_value", value)
        object.__setattr__(self, "sensitivity", sensitivity)

    def __setattr__(self, name: str, _value: object) -> NoReturn:
        raise AttributeError(f"a private value does not change: {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a private value does not change: {name}")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sealed):
            return NotImplemented
        return bool(self._value == other._value) and self.sensitivity is other.sensitivity

    def __hash__(self) -> int:
        return hash((self._value, self.sensitivity))

    def unseal(self) -> T:
        """Return the value; for the briefing room only."""
        return self._value

    def _refuse(self, *_args: object) -> NoReturn:
        raise SealBroken(f"a {self.sensitivity.name.lower()} value is not to be shown")

    __str__ = _refuse
    __repr__ = _refuse
    __format__ = _refuse
    __html__ = _refuse
    __json__ = _refuse
    __iter__ = _refuse
    __bytes__ = _refuse
    __reduce__ = _refuse

    def __bool__(self) -> bool:
        return bool(self._value)


def for_leaders(value: T) -> Sealed[T]:
    """Wrap a fact that leaders may see."""
    return Sealed(value, Sensitivity.LEADER)


def under_seal(value: T) -> Sealed[T]:
    """Wrap a fact that is encrypted at rest."""
    return Sealed(value, Sensitivity.SEALED)


def site_side_class(posture: Posture, column: str) -> Sensitivity:
    """Return how private a site's or partner's column is in a trip of this posture.

    In an open trip the real name, address, phone and coordinates are for the team; otherwise the
    real names and a partner's phone are sealed and the rest is for leaders.
    """
    if posture is Posture.OPEN:
        return Sensitivity.TEAM
    return Sensitivity.SEALED if column in {"name", "partner_phone"} else Sensitivity.LEADER
