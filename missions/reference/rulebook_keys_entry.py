"""Keys of what borders ask for, and of changing planes."""

from __future__ import annotations

from missions.reference.rulebook_key import (
    ANY,
    AT,
    PAIR,
    TO,
    WHO,
    KeyHelp,
    choice,
    codes,
    flag,
    named,
    whole,
    words,
)

_PASSPORT = (
    whole(
        "passport.months_beyond_return",
        "months",
        PAIR,
        "A passport ends no earlier than this after leaving the country.",
    ),
    whole(
        "passport.warn_months_beyond_return",
        "months",
        PAIR,
        "Less than this after leaving the country is told as a warning.",
    ),
    whole(
        "passport.max_age_years",
        "years",
        PAIR,
        "A passport was issued no longer than this before entry.",
    ),
    whole("passport.blank_pages", "pages", PAIR, "Pages without a stamp that entry asks for."),
    flag(
        "passport.card_by_air",
        WHO,
        "Whether a passport card, instead of the book, is enough on a flight.",
    ),
    flag(
        "passport.card_land_only",
        WHO,
        "Whether this nation's passport card is for crossings by land and sea only.",
    ),
    whole(
        "passport.warn_days",
        "days",
        ANY,
        "A passport that meets a rule by no more days than this is at risk.",
    ),
)

_ENTRY = (
    choice(
        "entry.needs",
        PAIR,
        "What a short visit asks for before travel: a visa, an electronic permit, or nothing.",
        "visa",
        "permit",
        "nothing",
    ),
    whole("entry.visa_free_days", "days", PAIR, "The longest stay without a visa."),
    named("entry.permit_name", PAIR, "What the electronic permit is called.", "K-ETA"),
    whole(
        "entry.permit_lead_hours",
        "hours",
        PAIR,
        "The permit is asked for no later than this before boarding.",
    ),
    whole(
        "entry.permit_years",
        "years",
        PAIR,
        "How long a permit is good for, unless the passport ends before.",
    ),
    flag("entry.permit_tied_to_passport", PAIR, "Whether a new passport needs a new permit."),
    whole(
        "entry.permit_from_age",
        "years",
        PAIR,
        "Who is younger on the day of entry needs no permit.",
    ),
    whole(
        "entry.permit_until_age",
        "years",
        PAIR,
        "Who is older on the day of entry needs no permit.",
    ),
    KeyHelp(
        "entry.arrival_card_name",
        "text",
        "What the arrival card is called.",
        "",
        PAIR,
        example="e-Arrival Card",
    ),
    whole(
        "entry.arrival_card_days_before",
        "days",
        PAIR,
        "The arrival card can be handed in from this many days before arrival.",
    ),
    flag(
        "entry.arrival_card_optional",
        PAIR,
        "Whether the card may as well be filled in on arrival.",
    ),
    flag("entry.arrival_card_not_with_permit", PAIR, "Whether who holds the permit needs no card."),
    words("entry.arrival_card_asks", PAIR, "What the arrival card asks for.", "address, flight"),
    whole(
        "visa.apply_earliest_days",
        "days",
        PAIR,
        "A visa is not given if asked for earlier than this before entry.",
    ),
    whole(
        "visa.apply_latest_days",
        "days",
        PAIR,
        "Asking for a visa later than this before entry is told as a warning.",
    ),
    whole(
        "visa.processing_working_days",
        "working days",
        PAIR,
        "How long the office needs for a visa.",
    ),
    whole(
        "visa.passport_months_left",
        "months",
        PAIR,
        "What a passport has left when a visa is asked for.",
    ),
    flag(
        "visa.survives_renewal",
        PAIR,
        "Whether a valid visa in a cancelled passport may be used when both are carried.",
    ),
    whole(
        "registration.hours",
        "hours",
        PAIR,
        "Who stays outside a hotel is registered within this time; 0 for not at all.",
    ),
)

_TRANSIT = (
    whole(
        "transit.without_visa_hours",
        "hours",
        PAIR,
        "The longest stay on the way through, outside the airport, without a visa.",
    ),
    flag(
        "transit.needs_third_country",
        PAIR,
        "Whether the way through must lead to another country than it came from.",
    ),
    flag(
        "transit.visa_needed",
        PAIR,
        "Whether changing planes asks for the same visa or permit as entering.",
    ),
    codes(
        "transit.ports",
        3,
        TO,
        "Airports where the stay without a visa may begin and end.",
        "PEK, PVG",
    ),
    codes(
        "transit.nationalities", 2, TO, "Whose passports the stay without a visa is for.", "US, KR"
    ),
)

_CONNECTIONS = (
    whole("connection.domestic", "minutes", AT, "Least time between two flights inside a country."),
    whole(
        "connection.international",
        "minutes",
        AT,
        "Least time where one of the two flights crosses a border.",
    ),
    whole(
        "connection.other_carrier",
        "minutes",
        AT,
        "Least time between two carriers, on one ticket.",
    ),
    whole(
        "connection.self_transfer",
        "minutes",
        AT,
        "Least time between two tickets: baggage is taken out and handed in again.",
    ),
    whole("connection.other_terminal", "minutes", AT, "Least time where the terminal changes."),
)

ENTRY_KEYS: tuple[KeyHelp, ...] = (*_PASSPORT, *_ENTRY, *_TRANSIT, *_CONNECTIONS)
