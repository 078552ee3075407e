"""Every model in one place, for migrations and for the checks at start-up."""

from __future__ import annotations

from missions.accounts import model as accounts
from missions.audit import model as audit
from missions.briefing import model as briefing
from missions.discretion import model as discretion
from missions.documents import model as documents
from missions.outbox import model as outbox
from missions.people import model as people
from missions.readiness import model as readiness
from missions.reference import model as reference
from missions.retention import model as retention
from missions.retention.classes import require_retained
from missions.retention.sealed_columns import require_mapped
from missions.schedule import model as schedule
from missions.store.base import Base, require_classified
from missions.training import model as training
from missions.trips import model as trips
from missions.upkeep import model as upkeep

ROOMS = (
    accounts,
    audit,
    briefing,
    discretion,
    documents,
    outbox,
    people,
    readiness,
    reference,
    retention,
    schedule,
    training,
    trips,
    upkeep,
)
metadata = Base.metadata


def check() -> None:
    """Refuse to start when a column does not say how private it is, how long it
    is kept, or which key seals it.

    Raises:
        UnclassifiedColumn, NotRetained, UnmappedColumn: naming each such column.
    """
    require_classified(metadata)
    require_retained(metadata)
    require_mapped(metadata)
