"""The draft of a trip, released like an edition: the next one, as if it came out now."""

from __future__ import annotations

from sqlalchemy.orm import Session

from missions import clock
from missions.briefing.codec import pack_body
from missions.briefing.desk import Desk
from missions.briefing.dossier import EditionBody, PersonSecrets
from missions.briefing.gather import gather_plan
from missions.briefing.model import Edition
from missions.briefing.queries import editions
from missions.installation import Installation
from missions.store.base import new_id
from missions.trips.model import Trip
from missions.vault.outer import OuterKeyUnusable


class DraftDesk(Desk):
    """A desk without secrets: nobody reads sealed facts of a draft on a page."""

    def _text(self, owner: str) -> str:
        """Refuse; what asks for blanks instead gets blanks."""
        raise OuterKeyUnusable("A draft is read without its sealed facts.")

    def opened_secrets_of(self, member_id: str) -> PersonSecrets | None:
        """Return None: what is shut is not judged by."""
        return None


def draft_desk(
    installation: Installation, session: Session, trip_id: str, viewer: str
) -> DraftDesk:
    """Return the desk of the edition that publishing would make.

    It is released by the same door as an edition. Nothing is written, no seal is opened.
    """
    trip = session.get_one(Trip, trip_id)
    newest = next(iter(editions(session, trip_id)), None)
    row = Edition(
        id=new_id(),
        trip_id=trip_id,
        number=newest.number + 1 if newest else 1,
        published_at=clock.now(),
        published_by=viewer,
        note="",
        digest="",
        open_part=pack_body(EditionBody(gather_plan(session, trip), {}, ())),
    )
    return DraftDesk(installation, session, row, viewer)
