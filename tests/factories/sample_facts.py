"""Sites, partners, trainings, contacts, papers and the like of the sample trip."""

from __future__ import annotations

from dataclasses import replace

from missions.briefing.document import (
    Card,
    CardLodging,
    Change,
    Contact,
    Count,
    EmergencyNumbers,
    Owed,
    Page,
    Paper,
    Partner,
    PersonNote,
    Site,
    TrainingSession,
)
from tests.factories.moments import HOME, day, moment
from tests.factories.sample_people import person
from tests.factories.sample_travel import DANANG, SEOUL, STAYS

SITES = (
    Site(
        "Maple House", "B", "lodging", "KR", SEOUL, "07:00", "23:00", "", "Hanbit Hotel Seoul",
        "24 Eunhaengnamu-ro, Jung-gu, Seoul", "한빛호텔 서울\n서울특별시 중구 은행나무로 24",
        "+82 2 5550 0160", 37.5665, 126.978, True,
    ),
    Site(
        "Cedar Hall", "C", "work", "KR", SEOUL, "10:00", "20:00", "Mrs. Lee", "Saetbyeol Centre",
        "7 Saetbyeol-gil, Seoul", "서울특별시 샛별길 7", "+82 2 5550 0199", 37.57, 126.98,
        visitors="all",
    ),
    Site("Willow Library", "D", "meeting", "KR", SEOUL, "09:00", "17:00", "Mrs. Lee"),
    Site(
        "Harbour Inn", "E", "lodging", "VN", DANANG, name="Song Xanh Hotel",
        address="128 Hoa Mai, Hai Chau, Da Nang", phone="+84 236 5550 144", carry=True,
        local_address="Khách sạn Sông Xanh\n128 Hoa Mai, Hải Châu, Đà Nẵng",
    ),
    Site("Lotus Clinic", "F", "medical", "VN", DANANG, "08:00", "17:00", "Mr. Hai"),
    Site("Harbour Hall", "G", "meeting", "VN", DANANG, partner="Mr. Hai"),
)  # fmt: skip
PARTNERS = (
    Partner("Mrs. Lee", "Host 2", ("ko",), "이은혜", "+82 10 5550 0177"),
    Partner("Mr. Hai", "Host 3", ("vi", "en"), "Phạm Văn Hải", "+84 90 555 0123"),
)


def team_site(site: Site) -> Site:
    """Return what the team of a closed trip sees of a site."""
    return replace(
        site, name="", address="", local_address="", phone="", latitude=None, longitude=None,
        carry=False, visitors="",
    )  # fmt: skip


def team_partner(partner: Partner) -> Partner:
    """Return what the team of a closed trip sees of a host."""
    return replace(partner, name="", phone="")


TRAININGS = (
    TrainingSession(
        "t1", moment("2026-02-28 10:00"), moment("2026-02-28 13:00"), title="First evening",
        place="Oak Hall, room 2", topic="who goes and why", state="attended", required=True,
        states=(PersonNote("Mei Chen", "attended"), PersonNote("Noah Park", "missed")),
        missing=("Noah Park",), everyone=True,
    ),
    TrainingSession(
        "t2", moment("2026-06-14 16:00"), moment("2026-06-14 17:00"), title="Children and cameras",
        place="Oak Hall, room 2", topic="child protection", state="missed", required=True,
        states=(PersonNote("Mei Chen", "missed"),), missing=("Mei Chen", "Tom O’Brien"),
        everyone=True,
    ),
    TrainingSession(
        "t3", moment("2026-07-05 16:00"), moment("2026-07-05 16:40"),
        title="Children and cameras, again", place="by telephone", topic="child protection",
        required=True, people=("Mei Chen",),
    ),
)  # fmt: skip
CONTACTS = (
    Contact("home contact", "Grace Lindt", "+1 312 555 0111", hours="24 h"),
    Contact("insurer", "Northfield Assist", "+1 800 555 0131", hours="24 h"),
    Contact("embassy", "United States, Seoul", "+82 2 5550 0114", "KR", "US"),
    Contact("embassy", "United States, Hanoi", "+84 24 5550 0150", "VN", "US"),
    Contact("hospital", "Severance", "+82 2 5550 0120", "KR", "", "24 h", "emergency door B"),
    Contact("rally point", "the fountain at Maple House", "", "KR", note="then the Inn’s lobby"),
)  # fmt: skip
NUMBERS = (
    EmergencyNumbers("KR", "Korea", "112", "119", "119"),
    EmergencyNumbers("VN", "Viet Nam", "113", "114", "115"),
)
PAGES = (
    Page("Packing", "One bag of **23 kg** and one for the cabin.\n\n- adaptor\n- raincoat\n- gift"),
    Page("House rules", "# Quiet\n\nAfter 22:00. *No photos* of children.\n\n1. Shoes off\n2. Ask"),
)
COUNTS = (Count(1, "no peanuts, severe"), Count(2, "vegetarian"), Count(1, "bee stings"))
CHANGES = (
    Change("moved", "Call home 21:20", "21:00", day("2026-07-11"), "i114"),
    Change("changed", "KE 458 leaves at 23:10 from Da Nang", "22:40", day("2026-07-20"), "ke458"),
    Change("new", "Dumplings, with Jun 19:00", "", day("2026-07-17"), "i172"),
    Change("gone", "", "Morning walk 06:30", day("2026-07-18")),
)
OWED = (
    Owed(
        "Visa for Viet Nam", "invalid", "It says CHEN MEI LIN; the passport says MEI LING.",
        day("2026-07-02"), "Ask for the correction on the portal; send David the new letter.",
    ),
    Owed(
        "Medical form", "missing", "Not handed in yet.", day("2026-07-03"),
        "Have the doctor sign page 2; upload both pages.",
    ),
    Owed(
        "Training: children and cameras", "due",
        "Missed on 14 June; one chance left to make it up.", day("2026-07-05"),
        "Call at 16:00 Chicago, 40 minutes.",
    ),
)  # fmt: skip


def papers_of(key: str) -> tuple[Paper, ...]:
    """Return the papers of one traveller, as they see them themselves."""
    who = person(key)
    papers = (
        Paper(
            who.name, "passport", "Passport", "held", "550281143", who.nationality,
            who.legal_name, day("2021-01-31"), day("2021-01-31"), day("2031-01-30"), blank_pages=9,
        ),
        Paper(
            who.name, "visa", "E-visa, single entry", "accepted", "EV-2606-118402", "VN",
            who.legal_name, day("2026-06-20"), day("2026-07-10"), day("2026-08-10"), "single",
        ),
        Paper(who.name, "insurance", "Northfield Assist", "held", "NF-2207-416-11"),
    )  # fmt: skip
    if not who.minor:
        return papers
    return (
        *papers,
        Paper(
            who.name,
            "guardian_consent",
            "Letter of consent",
            "held",
            by="Sarah Cole",
            issued=day("2026-06-01"),
        ),
    )


def card_of(key: str) -> Card:
    """Return the wallet card of one traveller."""
    who = person(key)
    phrases = ("이 주소로 가 주세요.", "Xin đưa tôi đến địa chỉ này.")
    return Card(
        owner=who.legal_name,
        blood_type=who.blood_type,
        allergies=who.allergies,
        medication=who.medication,
        diet=who.diet,
        emergency=who.emergency,
        insurer=CONTACTS[1],
        policy="NF-2207-416-11",
        embassies=CONTACTS[2:4] if who.nationality == "US" else (),
        numbers=NUMBERS,
        lodgings=tuple(
            CardLodging(
                phrase, stay.check_in, stay.check_out, stay.local_address, stay.site_name,
                stay.address, stay.phone,
            )
            for phrase, stay in zip(phrases, STAYS, strict=True)
        ),
    )  # fmt: skip


HOME_ZONE = HOME
