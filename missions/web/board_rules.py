"""Which rules of travel stand behind a requirement, with who said so. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from missions.readiness.requirements.papers import named
from missions.reference.rulebook import KEYS, Rulebook, Value
from missions.renderers.wording import sentence

BEHIND: Mapping[str, tuple[str, ...]] = {
    "passport": (
        "passport.months_beyond_return",
        "passport.warn_months_beyond_return",
        "passport.blank_pages",
        "passport.max_age_years",
    ),
    "visa": ("entry.needs", "entry.visa_free_days", "visa.processing_working_days"),
    "entry_permit": ("entry.needs", "entry.permit_name", "entry.permit_lead_hours"),
    "vaccination": ("vaccination.days_before", "vaccination.yellow_fever.required_from"),
    "background_check": ("adults.background_check_years",),
    "child_protection": ("adults.child_protection_years",),
    "age": ("minors.parent_under_age", "minors.of_age"),
    "guardian_consent": ("minors.of_age",),
    "ticket_name": ("ticket.middle_name",),
    "funds": ("funds.schedule",),
}
"""Kind of requirement → keys of the rulebook that its verdict looks at."""
ASKED = {
    "months_beyond_return": ("This trip asks for {} beyond the return.", "month"),
    "minutes": ("This trip asks for {}.", "minute"),
    "blank_pages": ("This trip asks for {}.", "blank page"),
    "years": ("This trip asks for one of the last {}.", "year"),
    "minimum": ("This trip takes people from {} on.", "year"),
    "days_before": ("This trip asks for it {} before it starts.", "day"),
    "amount": ("This trip costs {} a person.", ""),
}
"""Setting of a requirement → how it is said, and in which unit."""
MOST = 4


@dataclass(frozen=True, slots=True)
class Told:
    """A rule in words, for which country, from which source (`address` where it is a page), read on
    which day; `official` says that it was an official text. `key` is its name in the rulebook.
    """

    key: str
    words: str
    country: str
    source: str
    address: str
    read_on: date
    official: bool


def asked_words(settings: Mapping[str, float]) -> tuple[str, ...]:
    """Return what the trip itself asks for, in sentences."""
    return tuple(_asked_words(settings))


def _asked_words(settings: Mapping[str, float]) -> Iterator[str]:
    for name, number in settings.items():
        if name in ASKED:
            text, unit = ASKED[name]
            whole = f"{number:g}"
            yield text.format(f"{whole} {unit if number == 1 else unit + 's'}" if unit else whole)
        else:
            yield f"This trip says: {name.replace('_', ' ')}, {number:g}."


def rules_behind(
    book: Rulebook, kind: str, nationality: str, countries: Sequence[str], on: date
) -> tuple[Told, ...]:
    """Return the values that hold on a day for the countries of the trip, at most four."""
    where = countries or ("",)
    holding: dict[tuple[str, str], tuple[Value, list[str]]] = {}
    for key in BEHIND.get(kind, ()):
        for country in where:
            value = book.find(key, nationality=nationality, destination=country, on=on)
            if value is not None and _says(value):
                holding.setdefault((key, value.destination), (value, []))[1].append(country)
    return tuple(
        _told(value, () if len(its) == len(where) and not value.destination else its)
        for value, its in holding.values()
    )[:MOST]


def _says(value: Value) -> bool:
    """Whether there is something to tell: nought months or days are nothing asked."""
    return bool(value.value) or isinstance(value.value, bool)


def _told(value: Value, countries: Sequence[str]) -> Told:
    first = value.source.partition(";")[0].partition(" ")[0]
    page = urlsplit(first)
    is_page = page.scheme in ("http", "https") and bool(page.hostname)
    return Told(
        key=value.key,
        words=f"{KEYS[value.key].meaning.rstrip('.')}: {_said(value)}.",
        country=sentence(", ".join(named(one) for one in countries if one)),
        source=(page.hostname or "").removeprefix("www.") if is_page else value.source,
        address=first if is_page else "",
        read_on=value.read_on,
        official=value.verified,
    )


def _said(value: Value) -> str:
    found, unit = value.value, KEYS[value.key].unit
    if isinstance(found, bool):
        return "yes" if found else "no"
    if isinstance(found, tuple):
        return ", ".join(found)
    text = f"{found:g}" if isinstance(found, float) else str(found)
    return f"{text} {unit[:-1] if text == '1' and unit.endswith('s') else unit}".strip()
