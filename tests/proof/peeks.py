"""Short crawls: what one kind of reader finds at the addresses where a broken guard would tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import delete, select

from missions import clock
from missions.audit.log import OPERATOR
from missions.board.keeping import board_of
from missions.briefing.document import What
from missions.briefing.model import Feed
from missions.briefing.reader import Asked
from missions.documents.model import Document, Scan
from missions.privacy import Audience, Sensitivity
from missions.readiness.model import (
    KeptBoard,
    KeptConflict,
    KeptPerson,
    KeptVerdict,
    ReadinessDay,
)
from missions.web.addresses import PaperAddress, seal
from tests.proof.columns import private
from tests.proof.crawler import Crawl
from tests.proof.readers import A_WHILE, letters, logged
from tests.proof.reading import in_lines
from tests.proof.wanted import column_of
from tests.proof.world import AT_THE_BORDER, World
from tests.web.house import Caller

Peek = Callable[[World], set[str]]
PAGES = ("", "/days", "/people", "/papers", "/more", "/documents")


def paper(
    world: World,
    what: What,
    audience: Audience,
    person: str | None = None,
    partner: str | None = None,
) -> str:
    """Return the address of a paper, whether a page would give it out or not."""
    with world.house.app.app_context():
        asked = Asked(what, audience, person, partner)
        return f"/papers/{seal(PaperAddress(world.trip.trip_id, 2, asked, 'pdf'))}"


def _read(world: World, caller: Caller, paths: Sequence[str]) -> set[str]:
    crawl = Crawl(world, caller)
    for path in paths:
        crawl.get(path)
    return crawl.found


def own(world: World, *keys: str) -> list[str]:
    """Return the addresses of members' own pages."""
    return [f"/my/{world.members[key]}{page}" for key in keys for page in PAGES]


def volunteer(world: World) -> set[str]:
    """Mei on everybody's pages and at every scan."""
    with world.house.installation.store.read() as session:
        scans = [f"/scans/{scan}" for scan in session.scalars(select(Scan.id))]
    return _read(world, world.sign_in("mei"), ["/trips", *own(world, *world.members), *scans])


def her_book(world: World) -> set[str]:
    """Mei with the team's book."""
    return _read(world, world.sign_in("mei"), [paper(world, What.BOOK, Audience.TEAM)])


def her_packet_in_full(world: World) -> set[str]:
    """Mei at the address of what leaders have of her."""
    path = paper(world, What.PACKET, Audience.LEADER, "mei")
    return _read(world, world.sign_in("mei"), [path])


def leader_weak(world: World) -> set[str]:
    """A leader without a second factor on the trip's pages."""
    base = f"/trips/{world.trip.code}"
    paths = [base, f"{base}/people", f"{base}/links", f"{base}/log", f"{base}/publish"]
    return _read(world, world.sign_in("lea", vouched=False), paths)


def a_hosts_sheet(world: World) -> set[str]:
    """A leader without a second factor, at the address of a host's sheet."""
    path = paper(world, What.HOST_SHEET, Audience.HOST, partner="lee")
    return _read(world, world.sign_in("lea", vouched=False), [path])


def stale_near_a_border(world: World) -> set[str]:
    """Mei inside a crossing, who has not shown lately who she is."""
    with clock.frozen(AT_THE_BORDER):
        caller = world.sign_in("mei")
    with clock.frozen(AT_THE_BORDER + A_WHILE):
        return _read(world, caller, own(world, "mei"))


def near_a_border(world: World) -> set[str]:
    """Mei inside a crossing, on her pages."""
    with clock.frozen(AT_THE_BORDER):
        return _read(world, world.sign_in("mei"), own(world, "mei"))


def near_a_border_with_papers(world: World) -> set[str]:
    """Mei inside a crossing, at the address of the team's book."""
    with clock.frozen(AT_THE_BORDER):
        path = paper(world, What.BOOK, Audience.TEAM)
        return _read(world, world.sign_in("mei"), [path])


def guardian(world: World) -> set[str]:
    """Gus on everybody's pages, and where their scans lead."""
    return _read(world, world.sign_in("gus"), own(world, *world.members))


def linked(purpose: str, world: World) -> set[str]:
    """Whoever has a shared address."""
    base = f"/shared/{world.links[purpose]}"
    return _read(world, world.house.anyone(), [base, f"{base}/sheet.pdf", f"{base}/calendar.ics"])


def family(world: World) -> set[str]:
    """Who waits at home."""
    return linked("family", world)


def host(world: World) -> set[str]:
    """Mrs. Lee."""
    return linked("host", world)


def feed(world: World) -> set[str]:
    """A calendar provider, just after calendars were thrown away."""
    with world.house.installation.store.write() as session:
        session.execute(delete(Feed))
    return _read(world, world.house.anyone(), [f"/calendar/{world.links['feed']}.ics"])


def nobody(world: World) -> set[str]:
    """Who isn't signed in, everywhere on the trip."""
    base = f"/trips/{world.trip.code}"
    return _read(world, world.house.anyone(), [base, *own(world, *world.members)])


def others_documents(world: World) -> set[str]:
    """Mei at the address of every document of everybody, under each one's name and her own."""
    with world.house.installation.store.read() as session:
        papers = list(session.scalars(select(Document.id)))
    paths = [f"/my/{one}/documents/{paper}" for one in world.members.values() for paper in papers]
    return _read(world, world.sign_in("mei"), paths)


def sealed_on_the_kept_board(world: World) -> set[str]:
    """What is under seal and yet stands in the rows of a board that is judged anew."""
    here, trip, texts = world.house.installation, world.trip.trip_id, list[str]()
    with here.store.write() as session:
        session.execute(delete(KeptBoard).where(KeptBoard.trip_id == trip))
    board_of(here, trip, OPERATOR)
    with here.store.read() as session:
        for table in (KeptBoard, KeptPerson, KeptVerdict, KeptConflict, ReadinessDay):
            rows = session.execute(select(table.__table__).where(table.trip_id == trip))
            texts += [repr(tuple(row)) for row in rows]
    assert texts
    classes, found = private(), world.marks.found_in("\n".join(texts))
    return {place for place in found if classes.get(column_of(place)) is Sensitivity.SEALED}


def in_letters(world: World) -> set[str]:
    """What stands in letters beside names and addresses."""
    told = {place for found in letters(world).values() for place in found}
    return {place for place in told if not place.endswith((".email", ".preferred_name"))}


def in_the_log(world: World) -> set[str]:
    """What is logged while Mei reads and asks for what breaks."""
    with logged() as lines:
        volunteer(world)
    return in_lines(world.marks, "\n".join(lines))
