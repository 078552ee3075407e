"""Reading a whole trip before it comes out: every paper below `leader`, released as it would be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from missions.briefing.admission import Viewer
from missions.briefing.checking.desk import DossierDesk
from missions.briefing.checking.findings import Accepted, Finding, Spot, Weight, text_hash, weigh
from missions.briefing.checking.lexicon import lexicon_of
from missions.briefing.checking.spots import Spots
from missions.briefing.checking.texts import Text, texts
from missions.briefing.desk import Desk
from missions.briefing.document import Briefing
from missions.briefing.dossier import Dossier, Secrets
from missions.briefing.papers import papers
from missions.briefing.reader import Asked
from missions.briefing.release import release
from missions.checker import AliasFault, Hit, Kind, Lexicon, Term, alias_faults
from missions.discretion.queries import HouseList, acceptances, house_list
from missions.installation import Installation
from missions.policy.views import TABLE, Detail
from missions.privacy import Audience, Posture
from missions.trips.model import Word

CHECKED = frozenset({Posture.GUARDED, Posture.CLOSED})
"""An open trip has nothing to hide, so nothing is read."""
_READER = Viewer(actor="checker")
REPEATED = frozenset({"description", "location"})
_OPENS = re.compile(r"(?:^|[.!?:;\n]\s*)$")
_ALIAS_TERM = Term("alias", Kind.WORD)
AudiencesByText = dict[Text, set[Audience]]


class Reader:
    """The checker set up for one trip."""

    def __init__(self, session: Session, dossier: Dossier) -> None:
        trip = dossier.plan.trip
        self._posture = Posture(trip.posture)
        self._house: HouseList = house_list(session)
        words = session.execute(
            select(Word.term, Word.plain).where(Word.trip_id == trip.id).order_by(Word.position)
        )
        self._lexicon: Lexicon = lexicon_of(
            dossier, self._house.terms, [(term, plain) for term, plain in words]
        )
        self._spots = Spots(dossier.plan)
        self._dossier = dossier
        self._sites = frozenset(site.alias for site in dossier.plan.sites)
        self._accepted = {
            key: Accepted(row.first_by, row.second_by)
            for key, row in acceptances(session, trip.id).items()
        }

    def read(self, found: Mapping[Text, set[Audience]]) -> tuple[Finding, ...]:
        """Return what stands in these texts; the same phrase of a row's field is one finding."""
        rows: dict[tuple[str, str, int], Finding] = {}
        hits = {text: self._hits(text) for text in {one.text for one in found}}
        for text, audiences in found.items():
            spot = self._spots.of(text)
            for hit in hits[text.text]:
                key = (spot.place, text.text, hit.start)
                known = set(rows[key].audiences) if key in rows else set()
                rows[key] = self._finding(spot, text.text, hit, known | audiences)
        return tuple(sorted(_once(rows.values()), key=_order))

    def _hits(self, text: str) -> list[Hit]:
        """Return what stands in a text; a site's name in part, in small letters, is none."""
        found = self._lexicon.find(text)
        return [hit for hit in found if not (self._of_site(hit) and hit.found.islower())]

    def _weight(
        self, text: str, hit: Hit, audiences: set[Audience], accepted: Accepted | None
    ) -> Weight:
        return Weight.WARNS if self._may_be_plain(text, hit) else weigh(hit, audiences, accepted)

    def _may_be_plain(self, text: str, hit: Hit) -> bool:
        """Whether a part of a site's name may be a plain word: it opens a sentence."""
        return self._of_site(hit) and hit.found.isascii() and bool(_OPENS.search(text[: hit.start]))

    def _of_site(self, hit: Hit) -> bool:
        return hit.part and hit.term.source in self._sites

    def _finding(self, spot: Spot, text: str, hit: Hit, audiences: set[Audience]) -> Finding:
        accepted = self._accepted.get((spot.place, hit.term.text, text_hash(text)))
        return Finding(
            spot=spot,
            text=text,
            start=hit.start,
            end=hit.end,
            kind=str(hit.term.kind),
            term=hit.term.text,
            plain=hit.term.plain,
            source=hit.term.source,
            audiences=tuple(sorted(audiences)),
            weight=self._weight(text, hit, audiences, accepted),
            accepted_by=accepted.first if accepted else "",
        )

    def aliases(self) -> tuple[Finding, ...]:
        """Return the aliases that tell by themselves: titles, words, those that were published."""
        plan = self._dossier.plan
        rows = [("site", row.key, row.alias) for row in plan.sites if not row.carry.unseal()]
        rows += [("partner", row.key, row.alias) for row in plan.partners]
        return tuple(
            self._of_alias(file, key, alias, fault)
            for file, key, alias in rows
            for fault in alias_faults(alias, self._house.published)[:1]
        )

    def _of_alias(self, file: str, key: str, alias: str, fault: AliasFault) -> Finding:
        spot = Spot(f"{file}/{key}/alias", f"{alias}: alias")
        told = TABLE[(self._posture, Audience.HOST)].detail >= Detail.TEAM
        audiences = (Audience.HOST, Audience.TEAM) if told else (Audience.TEAM,)
        accepted = self._accepted.get((spot.place, fault.found, text_hash(alias)))
        start = max(alias.casefold().find(fault.found.casefold()), 0)
        hit = Hit(start, start + len(fault.found), fault.found, _ALIAS_TERM)
        return Finding(
            spot=spot,
            text=alias,
            start=start,
            end=min(start + len(fault.found), len(alias)),
            kind="alias",
            term=fault.found,
            plain="",
            source=str(fault.why),
            audiences=audiences,
            weight=weigh(hit, audiences, accepted),
            accepted_by=accepted.first if accepted else "",
        )


def _once(rows: Iterable[Finding]) -> Iterator[Finding]:
    """Leave out what a calendar's description or place repeats of another field of its row."""
    found = list(rows)
    told = {
        (row.spot.row, row.term, audience)
        for row in found
        if row.spot.field not in REPEATED
        for audience in row.audiences
    }
    for row in found:
        again = all((row.spot.row, row.term, one) in told for one in row.audiences)
        if row.spot.field not in REPEATED or not again:
            yield row


def _order(finding: Finding) -> tuple[int, str, int]:
    return (list(Weight).index(finding.weight), finding.spot.place, finding.start)


def texts_of(briefings: Iterable[Briefing]) -> AudiencesByText:
    """Return every text of these papers, and for which audiences it stands there."""
    found: AudiencesByText = {}
    for briefing in briefings:
        for text in texts(briefing):
            found.setdefault(text, set()).add(briefing.audience)
    return found


def check(installation: Installation, session: Session, dossier: Dossier) -> tuple[Finding, ...]:
    """Return what would leave the trip with the edition that `dossier` makes, what blocks first."""
    if Posture(dossier.plan.trip.posture) not in CHECKED:
        return ()
    desk = DossierDesk(installation, session, dossier)
    reader = Reader(session, dossier)
    return tuple(sorted((*reader.aliases(), *reader.read(texts_of(_papers(desk)))), key=_order))


def check_papers(session: Session, desk: Desk, wanted: Iterable[Asked]) -> tuple[Finding, ...]:
    """Return what these papers of an edition would tell now, what blocks first.

    An edition was read before it came out; the organisation's list and what leaders accept may have
    changed since.

    Raises:
        OuterKeyUnusable: the real side of aliases can't be read, so nothing can be held against it.
    """
    if desk.posture not in CHECKED:
        return ()
    asked = [one for one in wanted if one.audience is not Audience.LEADER]
    if not asked:
        return ()
    bare = Dossier(desk.plan, Secrets(desk.trip_secrets))
    released = (release(desk, _READER, one) for one in asked)
    return Reader(session, bare).read(texts_of(released))


def _papers(desk: Desk) -> Iterator[Briefing]:
    for asked in papers(desk):
        if asked.audience is not Audience.LEADER:
            yield release(desk, _READER, asked)
