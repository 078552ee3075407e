"""By which subject a key of the rulebook is found on a page."""

from __future__ import annotations

from dataclasses import dataclass

from missions.reference.rulebook_keys import KEYS


@dataclass(frozen=True, slots=True)
class Subject:
    """A heading: `name` stands in addresses, `begins` are the first words of its keys."""

    name: str
    title: str
    begins: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """Its keys, in the order in which they are explained."""
        return tuple(key for key in KEYS if key.partition(".")[0] in self.begins)


SUBJECTS = (
    Subject("passports", "Passports", ("passport",)),
    Subject("visas", "Visas and permits", ("entry", "visa", "registration")),
    Subject("transit", "Transit", ("transit",)),
    Subject("medicine", "Vaccination and medicine", ("vaccination", "medicine")),
    Subject("minors", "Minors and adults", ("minors", "adults")),
    Subject("connections", "Connections", ("connection",)),
    Subject("vehicles", "Drivers and vehicles", ("driver", "transfer")),
    Subject("rooms", "Rooms, rest and daylight", ("rooms", "rest", "site")),
    Subject("money", "Tickets, insurance and funds", ("ticket", "insurance", "funds")),
)
