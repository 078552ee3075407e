"""Keys of the team: health, ages, driving, rooms, rest, money, ways on the ground."""

from __future__ import annotations

from missions.reference.rulebook_key import (
    ANY,
    TO,
    KeyHelp,
    choice,
    codes,
    flag,
    measure,
    whole,
    words,
)

_HEALTH = (
    whole(
        "vaccination.days_before",
        "days",
        ANY,
        "A vaccination without a rule of its own is given this long before departure.",
    ),
    whole(
        "vaccination.yellow_fever.days_before",
        "days",
        ANY,
        "The certificate becomes valid this long after the vaccination.",
    ),
    flag("vaccination.yellow_fever.for_life", ANY, "Whether the certificate stays valid for life."),
    codes(
        "vaccination.yellow_fever.required_from",
        2,
        TO,
        "Countries whose visitors must show the certificate on entry.",
        "KE, BR",
    ),
    whole(
        "vaccination.typhoid.days_before",
        "days",
        ANY,
        "The shot is given this long before exposure.",
    ),
    whole(
        "vaccination.typhoid_oral.days_before",
        "days",
        ANY,
        "The last capsule is taken this long before exposure.",
    ),
    whole(
        "vaccination.rabies.days_before",
        "days",
        ANY,
        "The series begins this long before departure.",
    ),
    whole(
        "vaccination.clinic_weeks",
        "weeks",
        ANY,
        "When a travel clinic is best visited, before departure.",
    ),
    whole(
        "vaccination.clinic_weeks_latest",
        "weeks",
        ANY,
        "A visit to a travel clinic later than this is told as a warning.",
    ),
    whole("medicine.extra_days", "days", ANY, "Medicines last this much longer than the trip."),
    words(
        "insurance.evacuation",
        ANY,
        "Words by which a cover tells that it brings people out.",
        "evacuation, repatriation",
    ),
)

_PEOPLE = (
    whole(
        "minors.of_age", "years", TO, "From this age on a person is an adult for these rules.", 30
    ),
    whole("minors.per_adult.0-11", "people per adult", ANY, "Children under 12 for one adult.", 50),
    whole(
        "minors.per_adult.12-14",
        "people per adult",
        ANY,
        "Minors of 12 to 14, or of mixed ages, for one adult.",
        50,
    ),
    whole(
        "minors.per_adult.15-17", "people per adult", ANY, "Minors of 15 to 17 for one adult.", 50
    ),
    whole("minors.parent_under_age", "years", ANY, "Who is younger travels with a parent.", 30),
    whole(
        "minors.group_size_min",
        "people",
        ANY,
        "The smallest group that leaves the site, an adult among them.",
        50,
    ),
    whole(
        "adults.background_check_years",
        "years",
        ANY,
        "A background check is made again after this.",
        50,
    ),
    whole(
        "adults.child_protection_years",
        "years",
        ANY,
        "Child-protection training is taken again after this.",
        50,
    ),
    whole("driver.min_age", "years", TO, "The youngest driver.", 99),
    whole("driver.two_above_miles_a_day", "miles", ANY, "A longer day has two drivers."),
    whole(
        "driver.two_above_km_a_day",
        "kilometres",
        ANY,
        "A longer day has two drivers; the same length as in miles.",
    ),
    whole(
        "driver.hours_a_day", "hours", ANY, "The longest time that one person drives in a day.", 24
    ),
    whole("rooms.max_minors", "people", ANY, "The most minors in one room.", 50),
    whole(
        "rooms.age_span_years", "years", ANY, "The most years between the minors of one room.", 18
    ),
    whole("rest.max_days_in_a_row", "days", ANY, "The most days of work before a day without.", 60),
    whole(
        "rest.min_night_hours",
        "hours",
        ANY,
        "The shortest night between two days' last and first item.",
        24,
    ),
    choice(
        "ticket.middle_name",
        ANY,
        "How a middle name that is on the passport and not on the ticket is told.",
        "nothing",
        "warning",
        "error",
    ),
)

_MONEY_AND_MOVING = (
    KeyHelp(
        "funds.schedule",
        "text",
        "Days before departure and the share of the cost that is in by then, in per cent.",
        pattern=r"[0-9]{1,3}:[0-9]{1,3}(;[0-9]{1,3}:[0-9]{1,3})*",
        example="90:50;30:100",
    ),
    whole(
        "site.daylight_margin_minutes",
        "minutes",
        ANY,
        "Field work may end up to this long after sunset; it begins no earlier than sunrise.",
        600,
    ),
    whole(
        "transfer.minutes_fixed", "minutes", ANY, "For getting in and out, whatever the way.", 600
    ),
    measure("transfer.detour", "", "How much longer the road is than the straight line.", 1, 10),
    measure(
        "transfer.city_km", "kilometres", "The first part of a way, driven at the speed in town."
    ),
    measure(
        "transfer.speed_kmh.city", "kilometres an hour", "Speed on the first part of a way.", 1
    ),
    measure("transfer.speed_kmh", "kilometres an hour", "Speed on the rest of a way.", 1),
)

TEAM_KEYS: tuple[KeyHelp, ...] = (*_HEALTH, *_PEOPLE, *_MONEY_AND_MOVING)
