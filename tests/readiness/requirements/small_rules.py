"""A small rulebook by which papers are judged; its values are a test's, not the world's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from missions.reference.rulebook import Rulebook, Value

READ_ON = date(2026, 5, 1)


def day(text: str) -> date:
    """A date; of 2026 where it has no year."""
    return date.fromisoformat(text if len(text) == 10 else f"2026-{text}")


_ASKED: Sequence[tuple[str, str, str, str | float | bool | tuple[str, ...], str, str]] = [
    ("passport.months_beyond_return", "", "CN", 6, "", ""),
    ("passport.months_beyond_return", "", "DE", 3, "", ""),
    ("passport.months_beyond_return", "", "KR", 0, "", ""),
    ("passport.warn_months_beyond_return", "", "KR", 6, "", ""),
    ("passport.months_beyond_return", "", "JP", 0, "", "07-31"),
    ("passport.months_beyond_return", "", "JP", 6, "08-01", ""),
    ("passport.max_age_years", "", "DE", 10, "", ""),
    ("passport.blank_pages", "", "", 1, "", ""),
    ("passport.blank_pages", "", "CN", 2, "", ""),
    ("entry.needs", "", "", "visa", "", ""),
    ("entry.needs", "US", "KR", "nothing", "", "12-31"),
    ("entry.needs", "US", "KR", "permit", "2027-01-01", ""),
    ("entry.permit_name", "", "KR", "K-ETA", "", ""),
    ("entry.permit_lead_hours", "", "KR", 72, "", ""),
    ("entry.permit_years", "", "KR", 3, "", ""),
    ("entry.permit_from_age", "", "KR", 18, "", ""),
    ("entry.permit_until_age", "", "KR", 64, "", ""),
    ("entry.arrival_card_name", "", "KR", "e-Arrival Card", "", ""),
    ("entry.arrival_card_days_before", "", "KR", 3, "", ""),
    ("entry.arrival_card_not_with_permit", "", "KR", True, "", ""),
    ("entry.needs", "MX", "KR", "nothing", "", ""),
    ("entry.needs", "US", "CN", "visa", "", ""),
    ("entry.needs", "KR", "CN", "nothing", "", "07-31"),
    ("entry.needs", "KR", "CN", "visa", "08-01", ""),
    ("entry.visa_free_days", "KR", "CN", 30, "", ""),
    ("entry.arrival_card_name", "", "CN", "China Arrival Card", "", ""),
    ("entry.arrival_card_optional", "", "CN", True, "", ""),
    ("visa.apply_earliest_days", "", "CN", 90, "", ""),
    ("visa.apply_latest_days", "", "CN", 30, "", ""),
    ("visa.processing_working_days", "", "CN", 4, "", ""),
    ("transit.without_visa_hours", "", "CN", 240, "", ""),
    ("transit.needs_third_country", "", "CN", True, "", ""),
    ("transit.nationalities", "", "CN", ("US", "KR"), "", ""),
    ("transit.ports", "", "CN", ("PEK", "PVG"), "", ""),
    ("transit.visa_needed", "", "CN", False, "", ""),
    ("entry.needs", "US", "JP", "nothing", "", ""),
    ("entry.visa_free_days", "US", "JP", 90, "", ""),
    *[("entry.needs", "US", to, "nothing", "", "") for to in ("HK", "MX", "DE", "FR", "WS")],
    *[("entry.needs", "IN", to, "visa", "", "") for to in ("CN", "HK", "MX", "DE", "FR", "KR")],
    ("entry.needs", "IN", "GB", "nothing", "", ""),
    ("entry.needs", "US", "KE", "permit", "", ""),
    ("entry.permit_name", "", "KE", "eTA", "", ""),
    ("entry.permit_lead_hours", "", "KE", 72, "", ""),
    ("vaccination.days_before", "", "", 14, "", ""),
    ("vaccination.yellow_fever.days_before", "", "", 10, "", ""),
    ("vaccination.typhoid.days_before", "", "", 14, "", ""),
    ("vaccination.typhoid_oral.days_before", "", "", 10, "", ""),
    ("vaccination.rabies.days_before", "", "", 21, "", ""),
]


def value(
    key: str,
    who: str = "",
    to: str = "",
    said: str | float | bool | tuple[str, ...] = "",
    since: str = "",
    until: str = "",
) -> Value:
    """A value of the rulebook, with dates as in `day`."""
    return Value(
        key,
        who,
        to,
        value=said,
        from_day=day(since) if since else None,
        until=day(until) if until else None,
        source="a test",
        read_on=READ_ON,
    )


RULES = Rulebook([value(*row) for row in _ASKED])
