"""Every model in one place, for migrations and for the checks at start-up."""

from __future__ import annotations

from missions.accounts import model as accounts
from missions.audit import model as audit
from missions.briefing import model as briefing
from missions.documents import model as documents
from missions.people import model as people
from missions.schedule import model as schedule
from missions.store.base import Base, require_classified
from missions.training import model as training
from missions.trips import model as trips

ROOMS = (accounts, audit, briefing, documents, people, schedule, training, trips)
metadata = Base.metadata


def check() -> None:
    """Refuse to start when a column does not say how private it is.

    Raises:
        UnclassifiedColumn: naming each such column.
    """
    require_classified(metadata)
