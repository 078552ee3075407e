"""The edition that a dossier would make, before there is one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from sqlalchemy.orm import Session

from missions import clock
from missions.briefing.codec import pack_body
from missions.briefing.desk import Desk, blank_secrets
from missions.briefing.dossier import Dossier, EditionBody, PersonSecrets, TripSecrets
from missions.briefing.model import Edition
from missions.installation import Installation
from missions.store.base import new_id


class DossierDesk(Desk):
    """The edition that a dossier would make; its secrets are in hand already."""

    def __init__(self, installation: Installation, session: Session, dossier: Dossier) -> None:
        row = Edition(
            id=new_id(),
            trip_id=dossier.plan.trip.id,
            number=1,
            published_at=clock.now(),
            published_by="",
            note="",
            digest="",
            open_part=pack_body(EditionBody(dossier.plan, {}, ())),
        )
        super().__init__(installation, session, row, "checker")
        self._dossier = dossier

    def unlock(self, owners: Iterable[str]) -> None:
        """Nothing is sealed here."""

    def secrets_of(self, member_id: str) -> PersonSecrets:
        """Return what is sealed of one member, blanks of one whose key is gone."""
        known = self._dossier.secrets.persons.get(member_id)
        return known if known is not None else blank_secrets(self.plan)

    @cached_property
    def trip_secrets(self) -> TripSecrets:
        """Return what is sealed of the trip."""
        return self._dossier.secrets.trip
