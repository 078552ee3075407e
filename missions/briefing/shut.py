"""A desk whose sealed facts stay shut: where nobody has confirmed lately, or there is no key.

What is sealed of persons is blank. The real side of aliases is too, but in an open trip, where it
is the team's; calendars and pages do without it where the key is missing.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from missions.briefing.desk import Desk, NoEdition
from missions.briefing.dossier import DocumentSecrets, PersonSecrets
from missions.briefing.queries import edition_row
from missions.installation import Installation
from missions.privacy import Posture, under_seal
from missions.vault.outer import OuterKeyUnusable


class ShutDesk(Desk):
    """An edition that opens no person's facts."""

    def unlock(self, owners: Iterable[str]) -> None:
        """Open the trip's own frame in an open trip, and nothing else."""
        trip = self.plan.trip.id
        if self.posture is Posture.OPEN:
            super().unlock([trip] if trip in set(owners) else [])

    def _text(self, owner: str) -> str:
        """Return the trip's own secrets in an open trip; refuse all others."""
        if self.posture is Posture.OPEN and owner == self.plan.trip.id:
            return super()._text(owner)
        raise OuterKeyUnusable("This page is read without its sealed facts.")

    def secrets_of(self, member_id: str) -> PersonSecrets:
        """Return blanks."""
        papers = {row.id: DocumentSecrets() for row in self.plan.documents}
        blank = under_seal("")
        return PersonSecrets(blank, blank, blank, under_seal(papers))

    def opened_secrets_of(self, member_id: str) -> PersonSecrets | None:
        """Return None: what is shut is not judged by."""
        return None


def shut_desk(installation: Installation, session: Session, trip_id: str, viewer: str) -> ShutDesk:
    """Return the shut desk of a trip's newest edition; raise `NoEdition`."""
    row = edition_row(session, trip_id)
    if row is None:
        raise NoEdition("This trip has no edition yet. Run: missions trip publish CODE")
    return ShutDesk(installation, session, row, viewer)
