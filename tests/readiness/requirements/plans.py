"""Trips in compact text, by which papers are judged: legs on the clocks of their own ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from missions.readiness.facts import End, Facts, Leg, Member, Paper, Party, Place, Stay, TripFrame
from missions.reference.rulebook import Rulebook
from tests.readiness.requirements.small_rules import RULES, day

PLACES = {
    **{"ORD": ("US", "America/Chicago"), "HNL": ("US", "Pacific/Honolulu")},
    **{"SJU": ("PR", "America/Puerto_Rico"), "ICN": ("KR", "Asia/Seoul")},
    **{"PEK": ("CN", "Asia/Shanghai"), "PVG": ("CN", "Asia/Shanghai")},
    **{"CGQ": ("CN", "Asia/Shanghai"), "HKG": ("HK", "Asia/Hong_Kong")},
    **{"NRT": ("JP", "Asia/Tokyo"), "UBN": ("MN", "Asia/Ulaanbaatar")},
    **{"FRA": ("DE", "Europe/Berlin"), "CDG": ("FR", "Europe/Paris")},
    **{"LHR": ("GB", "Europe/London"), "NBO": ("KE", "Africa/Nairobi")},
    **{"APW": ("WS", "Pacific/Apia"), "ELP": ("US", "America/Denver")},
    **{"CJS": ("MX", "America/Ciudad_Juarez"), "MEX": ("MX", "America/Mexico_City")},
}
"""Code → country and zone."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A trip of one person, and when it is judged; `sites` are countries that have a stay."""

    legs: str = ""
    starts: str = "07-10"
    ends: str = "07-22"
    today: str = "06-01"
    due: str = "06-10"
    sites: tuple[str, ...] = ()


_KOREA = "ORD>ICN 07-10T13:00 07-11T16:35 KE38 ABC12"
_FROM_KOREA = "ICN>ORD 07-22T10:30 07-22T09:30 KE37 ABC12"
PLANS = {
    "nothing": Plan(),
    "site": Plan(sites=("CN",)),
    "korea": Plan(f"{_KOREA}; {_FROM_KOREA}"),
    "korea home late": Plan(f"{_KOREA}; ICN>ORD 07-22T23:30 07-23T00:10 KE37 ABC12"),
    "korea off early": Plan(f"ORD>ICN 07-09T23:30 07-11T03:35 KE38 ABC12; {_FROM_KOREA}"),
    "august": Plan(
        "ORD>ICN 08-20T13:00 08-21T16:35 KE38 A1; ICN>ORD 08-31T10:30 08-31T09:30 KE37 A1",
        *("08-20", "08-31"),
    ),
    "november": Plan(
        "ORD>ICN 11-10T13:00 11-11T16:35 KE38 A1; ICN>ORD 11-30T10:30 11-30T09:30 KE37 A1",
        *("11-10", "11-30"),
    ),
    "august 2027": Plan(
        "ORD>NRT 2027-08-20T13:00 2027-08-21T16:35 NH11 A1; "
        "NRT>ORD 2027-08-31T17:30 2027-08-31T15:30 NH12 A1",
        *("2027-08-20", "2027-08-31", "2027-06-01", "2027-06-10"),
    ),
    "leap february": Plan(
        "ORD>NRT 2028-02-20T13:00 2028-02-21T16:35 NH11 A1; "
        "NRT>ORD 2028-02-29T17:30 2028-02-29T15:30 NH12 A1",
        *("2028-02-20", "2028-02-29", "2028-01-10", "2028-01-20"),
    ),
    "new year": Plan(
        "ORD>ICN 12-28T13:00 12-29T16:35 KE38 A1; "
        "ICN>ORD 2027-01-08T10:30 2027-01-08T09:30 KE37 A1",
        *("12-28", "2027-01-08", "11-01", "12-01"),
    ),
    "march": Plan(
        "ORD>ICN 2027-03-09T13:00 2027-03-10T16:35 KE38 A1; "
        "ICN>ORD 2027-03-20T10:30 2027-03-20T09:30 KE37 A1",
        *("2027-03-09", "2027-03-20", "2027-01-15", "2027-02-01"),
    ),
    "march twice": Plan(
        "ORD>ICN 2027-03-09T13:00 2027-03-10T16:35 KE38 A1; "
        "ICN>NRT 2027-03-13T13:00 2027-03-13T15:00 KE1 A1; "
        "NRT>ICN 2027-03-16T13:00 2027-03-16T15:00 KE2 A1; "
        "ICN>ORD 2027-03-20T10:30 2027-03-20T09:30 KE37 A1",
        *("2027-03-09", "2027-03-20", "2027-01-15", "2027-02-01"),
    ),
    "china": Plan(
        "ORD>PEK 07-10T12:00 07-11T14:00 UA851 A1; PEK>ORD 07-22T16:00 07-22T16:30 UA850 A1"
    ),
    "china twice": Plan(
        "ORD>PEK 07-10T12:00 07-11T14:00 UA851 A1; CGQ>ICN 07-14T09:00 07-14T12:00 CZ1 A1; "
        "ICN>CGQ 07-18T09:00 07-18T10:00 CZ2 A1; PEK>ORD 07-22T16:00 07-22T16:30 UA850 A1"
    ),
    "china and change": Plan(
        "ORD>PEK 07-10T12:00 07-11T14:00 UA851 A1; PEK>ICN 07-11T18:00 07-11T21:00 CA1 A1; "
        "ICN>PEK 07-18T09:00 07-18T10:00 CA2 A1; PEK>ORD 07-22T16:00 07-22T16:30 UA850 A1"
    ),
    "change in china": Plan(
        "ORD>PEK 07-10T12:00 07-11T14:00 UA851 A1; PEK>ICN 07-11T18:00 07-11T21:00 CA1 A1; "
        + _FROM_KOREA
    ),
    "through china": Plan(
        "ORD>PEK 07-10T12:00 07-11T14:00 UA851 A1; PEK>ICN 07-15T09:00 07-15T12:00 CA1 A1; "
        + _FROM_KOREA
    ),
    "through china, not booked on": Plan(
        "ORD>PEK 07-10T12:00 07-11T14:00 UA851 A1; PEK>ICN 07-15T09:00 07-15T12:00 CA1; "
        + _FROM_KOREA
    ),
    "through china, 239 h 50": Plan(
        "ORD>PEK 07-10T12:00 07-11T14:00 UA851 A1; PEK>ICN 07-21T23:50 07-22T02:50 CA1 A1; "
        + _FROM_KOREA
    ),
    "through china, 240 h 30": Plan(
        "ORD>PEK 07-10T12:00 07-11T14:00 UA851 A1; PEK>ICN 07-22T00:30 07-22T03:30 CA1 A1; "
        + _FROM_KOREA
    ),
    "through china, a port not listed": Plan(
        "ORD>PEK 07-10T12:00 07-11T14:00 UA851 A1; CGQ>ICN 07-15T09:00 07-15T12:00 CZ1 A1; "
        + _FROM_KOREA
    ),
    "through china to hong kong": Plan(
        "ORD>PEK 07-10T12:00 07-11T14:00 UA851 A1; PEK>HKG 07-15T09:00 07-15T12:30 CA1 A1; "
        "HKG>ORD 07-22T10:30 07-22T12:30 UA896 A1"
    ),
    "korea, china and back": Plan(
        f"{_KOREA}; ICN>PEK 07-15T09:00 07-15T10:15 CA2 A1; "
        f"PEK>ICN 07-19T13:00 07-19T16:00 CA1 A1; {_FROM_KOREA}"
    ),
    "hong kong": Plan(
        "ORD>HKG 07-10T12:00 07-11T16:00 UA895 A1; HKG>ORD 07-22T10:30 07-22T12:30 UA896 A1"
    ),
    "japan": Plan(
        "ORD>NRT 07-10T13:00 07-11T16:35 NH11 A1; NRT>ORD 07-22T17:30 07-22T15:30 NH12 A1"
    ),
    "japan 90 days": Plan(
        "ORD>NRT 07-10T13:00 07-11T16:35 NH11 A1; NRT>ORD 10-08T17:30 10-08T15:30 NH12 A1",
        ends="10-08",
    ),
    "japan 91 days": Plan(
        "ORD>NRT 07-10T13:00 07-11T16:35 NH11 A1; NRT>ORD 10-09T17:30 10-09T15:30 NH12 A1",
        ends="10-09",
    ),
    "mongolia": Plan(
        "ORD>UBN 07-10T13:00 07-11T16:35 OM1 A1; UBN>ORD 07-22T10:30 07-22T09:30 OM2 A1"
    ),
    "germany": Plan(
        "ORD>FRA 07-10T16:00 07-11T07:15 LH431 A1; FRA>ORD 07-22T10:00 07-22T12:00 LH430 A1"
    ),
    "germany, france": Plan(
        "ORD>FRA 07-10T16:00 07-11T07:15 LH431 A1; car FRA>CDG 07-15T08:00 07-15T15:00; "
        "CDG>ORD 07-22T10:00 07-22T12:00 AF1 A1"
    ),
    "germany, london, france": Plan(
        "ORD>FRA 07-10T16:00 07-11T07:15 LH431 A1; FRA>LHR 07-14T08:00 07-14T08:45 LH900 A1; "
        "LHR>CDG 07-18T08:00 07-18T10:20 AF2 A1; CDG>ORD 07-22T10:00 07-22T12:00 AF1 A1"
    ),
    "kenya": Plan("ORD>NBO 07-10T10:00 07-11T13:00 KQ1 A1; NBO>ORD 07-22T10:00 07-22T20:00 KQ2 A1"),
    "samoa": Plan(
        "HNL>APW 07-10T14:00 07-11T20:00 FJ1 A1; APW>HNL 07-22T00:30 07-21T06:30 FJ2 A1",
        ends="07-21",
    ),
    "mexico by car": Plan(
        "car ELP>CJS 07-10T08:00 07-10T08:30; car CJS>ELP 07-22T08:00 07-22T09:00"
    ),
    "mexico by train": Plan(
        "train ELP>CJS 07-10T08:00 07-10T08:30 T1 A1; car CJS>ELP 07-22T08:00 07-22T09:00"
    ),
    "puerto rico": Plan(
        "ORD>SJU 07-10T08:00 07-10T14:00 UA1 A1; SJU>ORD 07-22T08:00 07-22T12:00 UA2 A1"
    ),
}


def leg(text: str, people: Sequence[str] = ("mateo",)) -> Leg:
    """Read `[mode ]ORD>ICN 07-10T13:00 07-11T16:35 [number [locator]]`."""
    words = text.split()
    mode = words.pop(0) if ">" not in words[0] else "flight"
    ends, leaves, arrives, number, locator, *_ = [*words, "", ""]
    (here, there) = ends.split(">")
    (_, zone), (_, other) = PLACES[here], PLACES[there]
    departs, arrival = (
        datetime.fromisoformat(each if len(each) == 16 else f"2026-{each}")
        for each in (leaves, arrives)
    )
    return Leg(
        number or ends,
        mode,
        End(here, PLACES[here][0], here),
        End(there, PLACES[there][0], there),
        departs,
        zone,
        departs.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC),
        arrival,
        other,
        arrival.replace(tzinfo=ZoneInfo(other)).astimezone(UTC),
        tuple(people),
        number=number,
        locator=locator,
    )


def legs(text: str) -> tuple[Leg, ...]:
    """Read legs with semicolons between."""
    return tuple(leg(each.strip()) for each in text.split(";") if each.strip())


def facts_of(
    plan: Plan,
    person: Member,
    papers: Sequence[Paper] = (),
    tickets: Mapping[str, str] | None = None,
    *,
    rules: Rulebook = RULES,
    opened: bool = True,
) -> Facts:
    """One person's facts on a plan; `tickets` is number of a leg → the name on its ticket."""
    named = tickets or {}
    travel = tuple(
        replace(each, ticketed_as={person.key: named[each.number]})
        if each.number in named
        else each
        for each in legs(plan.legs)
    )
    stays = tuple(
        Stay(f"stay-{country}", country, day(plan.starts), day(plan.ends), people=(person.key,))
        for country in plan.sites
    )
    frame = TripFrame("willow-26", day(plan.starts), day(plan.ends), "America/Chicago", "US")
    party = Party(
        frame,
        (person,),
        rules,
        places=tuple(Place(country, f"House {country}", country=country) for country in plan.sites),
        legs=travel,
        stays=stays,
        papers={person.key: tuple(papers)},
        opened=opened,
    )
    return Facts(party, person, tuple(papers), legs=travel, stays=stays)
