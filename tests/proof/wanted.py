"""What each reader may know of a marked trip, written from the contract and not from the code.

The patterns are places: `person.*.skills`; `{me}` is the reader, or the minor whose guardian reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fnmatch import fnmatchcase

from tests.proof.columns import private
from tests.proof.marks import Marks

TABLES = {"insurer": "contact", "page": "free_page"}
OF_MEMBERSHIP = frozenset({"groups", "joins", "leaves"})
EARLIER = ("second.", "draft.")


def of(table: str, rows: str, columns: str) -> set[str]:
    """Return patterns of some rows' columns of a table."""
    return {f"{table}.{row}.{column}" for row in rows.split() for column in columns.split()}


CONTACT = "role name phone hours note"
OTHERS = of("person", "*", "preferred_name groups skills languages")
ITEMS = of("activity", "*", "title meet_at vehicle bring")
LEGS = of("segment", "*", "carrier number baggage vehicle driver met_by origin destination")
INSURER = {"insurer.name", "insurer.phone"}
CALLS = of("contact", "public team", CONTACT) | of("contact", "insurer", "hours note") | INSURER
CHANGED = of("second", "activity.lunch", "title bring") | {"second.segment.van.driver"}
LESSON = {"training.title", "training.place", "training.topic"}
TEAM = {
    *OTHERS,
    *ITEMS,
    *LEGS,
    *CALLS,
    *CHANGED,
    *of("page", "public team", "title text"),
    *of("site", "*", "alias"),
    *of("partner", "*", "alias languages"),
    *of("room", "*", "room floor"),
    *LESSON,
}
REAL = {
    *of("site", "*", "name address local_address phone latitude longitude"),
    *of("partner", "*", "name phone"),
}
"""What is for leaders, or under seal, but the team's in an open trip."""
CARRIED = of("site", "hotel", "name address local_address phone")
"""What a traveller carries of lodging that may be named, on the wallet card in every posture."""
OWED = {"requirement.form.title"}
COURSE = {"training.course"}
"""The team's, on a page of one's own trainings; who is asked for none has no such line."""
JUDGED = {*of("requirement", "passport ticket_name", "title"), "exemption.{me}.reason"}
"""How each thing asked of oneself stands, and why it was waived: kept about oneself."""
ACCOUNT = {"account.{me}.email", "passkey.{me}.name", "web_session.{me}.client"}
HANDED_OVER = {
    "person.{me}.*",
    "document.{me}.*",
    "attendance.{me}.*",
    "paper_event.{me}.words",
    "paper_copy.{me}.note",
    "invitation.{me}.email",
    "capability_link.{me}.last_client",
    "scan.{me}.content",
    *ACCOUNT,
}
"""What somebody takes along who asks for everything that is kept about them."""
LOCATORS = {*of("segment", "out home van", "locator"), "second.segment.van.locator"}
"""Of who is on every leg but Mei's train; the van's earlier one too, as what has changed since."""
MEIS = {"segment.train.locator", *of("segment", "*", "ticketed_as")}
"""The train is hers alone, and all tickets bear a name of hers."""
FRESHEST = {"draft.segment.van.locator"}
"""What is kept about a traveller is told as it stands, before it is published."""


def is_private(place: str) -> bool:
    """Whether a place's column is not public."""
    return column_of(place) in private() or place.startswith("scan.")


def column_of(place: str) -> str:
    """Return the `table.column` that a place is of."""
    for word in EARLIER:
        place = place.removeprefix(word)
    table, _, rest = place.partition(".")
    column = rest.rpartition(".")[2]
    if table == "person" and column in OF_MEMBERSHIP:
        return f"membership.{column}"
    return f"{TABLES.get(table, table)}.{column}"


def places(marks: Marks, patterns: Iterable[str], me: str = "") -> set[str]:
    """Return the private places that these patterns mean; each must mean one."""
    universe = [place for place in marks.token if is_private(place)]
    found: set[str] = set()
    for pattern in patterns:
        wanted = pattern.replace("{me}", me)
        hits = {place for place in universe if fnmatchcase(place, wanted)}
        assert hits or me in wanted.split("."), f"{wanted} means nothing"
        found |= hits
    return found


LEADS = {
    *of("person", "*", "legal_name local_name birth_date email phone"),
    *of("person", "lea cora mei sam", "diet allergies medication blood_type"),
    *of("person", "lea cora mei sam", "emergency_name emergency_relation emergency_phone"),
    *of("person", "lea mei", "surname given_names"),
    *of("person", "lea cora mei sam", "leaves"),
    "document.*.*.*",
    *of("scan", "*", "content"),
    *of("paper_event", "*", "words"),
    *of("attendance", "*", "note"),
    *of("exemption", "*", "by reason"),
    "override.*",
    *of("segment", "*", "locator ticketed_as note"),
    *of("activity", "*", "backup note"),
    *of("stay", "*", "confirmation note"),
    *of("contact", "leader", CONTACT),
    *of("page", "leader", "title text"),
    *of("second", "*", "*"),
    "training.note",
    "trip.name",
    "trip.purpose",
}
"""What leaders' papers and pages tell beside the team's: documents whole, with their history.

Certificates have names in two parts, of who attended; a passport has to outlast the last day.
"""
ON_PAGES = {
    "trip.code",
    "account.*.email",
    "edition.*.note",
    "capability_link.lea.last_client",
    "rule_value.*",
    *of("draft", "activity.lunch", "title bring"),
    "draft.segment.van.driver",
}
"""What leaders read on pages: addresses, editions' notes, rules of travel, the draft's changes."""
WARDS = {
    *of("person", "sam", "legal_name local_name diet allergies medication blood_type"),
    *of("person", "sam", "emergency_name emergency_relation emergency_phone"),
    "document.sam.*",
    "paper_event.sam.words",
    "scan.sam.content",
    *LOCATORS,
    *CARRIED,
    *OWED,
}
"""A minor's own facts as their packet and card print them, and their documents and scans."""
DESK = {
    "person.{me}.legal_name",
    *of("document", "{me}.visa", "number country valid_from expires"),
    "document.{me}.insurance.number",
    *of("segment", "out home train", "number locator"),
    "segment.train.destination",
    *INSURER,
    *CARRIED,
}
"""What an itinerary prints: an end of a leg that is no site is named."""
CERTIFIED = of("person", "{me}", "surname given_names")
EXPIRES = {"document.{me}.*.expires"}
SHOWN_STALE = EXPIRES | CERTIFIED | LOCATORS | {"segment.train.locator"} | OWED | COURSE | ACCOUNT
"""What pages and certificates show of one's own before one has shown once more who one is.

Nothing of a seal.
"""
PUBLIC_CALLS = of("contact", "public", CONTACT)
MEALS = of("person", "lea cora mei sam", "diet allergies")
NAMES = of("person", "lea mei", "preferred_name")
"""Who leads an item, who is alone at one; the others are "everyone"."""
VISITS = {
    *of("activity", "visit", "title meet_at vehicle bring"),
    *of("activity", "lunch", "meet_at vehicle"),
    *of("second", "activity.lunch", "title bring"),
}
MAPLE = of("site", "maple", "name address local_address phone latitude longitude")
ENDS = {"segment.train.destination", "segment.van.origin"}
"""Ends of legs that are no sites."""


def team(posture: str) -> set[str]:
    """Everything that the team's papers tell."""
    return TEAM | (REAL if posture == "open" else set())


def of_leaders(_posture: str) -> set[str]:
    """Everything, and on top what is kept about themselves."""
    own = HANDED_OVER | FRESHEST | OWED | COURSE | JUDGED
    return TEAM | REAL | LEADS | ON_PAGES | own


def guardians(posture: str) -> set[str]:
    """What a guardian has: the minor's, and all that is kept about themselves."""
    return team(posture) | WARDS | COURSE | HANDED_OVER


def meis(posture: str) -> set[str]:
    """What a volunteer has: the team's, their own, and all that is kept about them."""
    own = LOCATORS | MEIS | FRESHEST | CARRIED | OWED | COURSE | JUDGED
    return team(posture) | HANDED_OVER | own


def weak(posture: str) -> set[str]:
    """What a leader without a second factor has: what a volunteer has."""
    own = LOCATORS | FRESHEST | CARRIED | OWED | COURSE | JUDGED
    return team(posture) | HANDED_OVER | own | {"trip.code"}


def stale(posture: str) -> set[str]:
    """What a volunteer has who has not shown lately who they are."""
    return team(posture) | SHOWN_STALE


def near_a_border(posture: str) -> set[str]:
    """What a member's pages are inside a crossing; an open trip knows none."""
    return meis(posture) if posture == "open" else DESK | ENDED


def stale_near_a_border(posture: str) -> set[str]:
    """The same without what is sealed; a visa without its number is not shown at all."""
    if posture == "open":
        return stale(posture) - {"web_session.{me}.client"}  # June's browser is out by then
    papers = {place for place in DESK if place.startswith("document.")}
    return (DESK | ENDED) - papers - {"site.hotel.name"}


def family(posture: str) -> set[str]:
    """What who waits at home reads of Mei."""
    if posture == "closed":
        return PUBLIC_CALLS
    if posture == "guarded":
        return PUBLIC_CALLS | of("segment", "*", "number") | ENDS
    return {
        *PUBLIC_CALLS,
        *VISITS,
        *of("segment", "*", "carrier number baggage vehicle met_by origin destination"),
        *of("segment", "out home train", "driver"),
        "second.segment.van.driver",
        *of("room", "*", "room floor"),
        *of("site", "*", "alias name address local_address phone"),
        *of("site", "maple", "latitude longitude"),
        *NAMES,
        "person.mei.skills",
        "partner.lee.alias",
        *LESSON,
    }


def host(posture: str) -> set[str]:
    """What Mrs. Lee reads of her own items: how many come and what they may eat, always."""
    if posture == "closed":
        return MEALS
    told = MEALS | VISITS | NAMES | {"partner.lee.alias", "site.maple.alias"}
    if posture == "guarded":
        return told
    return told | MAPLE | {"partner.lee.name"}


def feed(posture: str) -> set[str]:
    """What a calendar provider holds: titles and places of an open trip, else public labels."""
    if posture != "open":
        return set()
    sites = of("site", "maple", "alias name address latitude longitude")
    items = of("activity", "visit", "title") | {"second.activity.lunch.title"}
    travel = of("segment", "*", "number") | ENDS
    return sites | items | travel | {"training.title", "training.place"}


def lessons(posture: str) -> set[str]:
    """What the provider of a calendar of trainings holds: of a whole calendar, the trainings."""
    return {"training.title", "training.place"} if posture == "open" else set()


ENDED = {"account.{me}.email", "passkey.{me}.name"}
Wanted = Callable[[str], set[str]]
READERS: dict[str, tuple[str, Wanted]] = {
    "leader": ("lea", of_leaders),
    "co-leader": ("cora", of_leaders),
    "volunteer": ("mei", meis),
    "guardian": ("gus", guardians),
    "duty officer": ("dan", lambda posture: team(posture) | HANDED_OVER),
    "administrator": ("", lambda _: {"house_word.*", "rule_value.*", "trip.code"}),
    "nobody": ("", lambda _: set()),
    "family": ("", family),
    "host": ("", host),
    "feed": ("", feed),
    "feed of trainings": ("", lessons),
    "weak leader": ("lea", weak),
    "stale volunteer": ("mei", stale),
    "volunteer near a border": ("mei", near_a_border),
    "stale volunteer near a border": ("mei", stale_near_a_border),
    "ended leader": ("cora", lambda _: ENDED),
    "ended volunteer": ("mei", lambda _: ENDED),
}
"""Who each reader is, and what they may know by the trip's posture."""
