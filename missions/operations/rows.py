"""What the database's rows tell the doctor."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from missions import clock
from missions.accounts.model import Account, Passkey
from missions.audit.anchors import BadHeads, read_heads
from missions.audit.chain import Anchor
from missions.audit.model import AuditEntry
from missions.audit.verdicts import told
from missions.audit.verify import verify
from missions.installation import Installation
from missions.operations import inside, outside
from missions.operations.backup import MILESTONE
from missions.operations.findings import Finding
from missions.outbox.queries import State as Letters
from missions.outbox.queries import unsent
from missions.people.model import Person
from missions.privacy import Posture
from missions.settings import Settings
from missions.trips.model import Membership, Trip
from missions.upkeep.queries import last

ESCROW, KEY_COPY, WORKER = "escrow", "key-backup", "worker"
LEADER = "leader"


def what_rows_say(
    installation: Installation, fingerprint: str, newest: datetime | None
) -> list[Finding]:
    """Look at letters, milestones, trips, the log and those who lead.

    Args:
        fingerprint: the present outer key's, "" where it can't be read.
        newest: when a file of the installation was last written.
    """
    now, settings = clock.now(), installation.settings
    with installation.store.read() as session:
        return [
            outside.time_of_day(now, _newest(session, newest)),
            inside.escrow(*_reached(session, ESCROW), fingerprint),
            inside.backup(*_reached(session, MILESTONE), fingerprint, now),
            inside.key_copy(_reached(session, KEY_COPY)[0], now),
            inside.worker(_reached(session, WORKER)[0], now),
            outside.letters(*_letters(session, now)),
            outside.links(settings.public_url, settings.link_url, _careful(session)),
            inside.administrators(*_leading(session)),
            _log(session, settings),
        ]


def _newest(session: Session, file: datetime | None) -> datetime | None:
    entry = session.scalar(select(func.max(AuditEntry.at)))
    return max((one for one in (entry, file) if one is not None), default=None)


def _reached(session: Session, name: str) -> tuple[datetime | None, str]:
    reached = last(session, name)
    return (reached.at, reached.detail) if reached is not None else (None, "")


def _letters(session: Session, now: datetime) -> tuple[int, timedelta | None]:
    """Return how many were given up, and for how long the first to wait is overdue."""
    rows = unsent(session, now)
    given_up = sum(row.state is Letters.GIVEN_UP for row in rows)
    overdue = [now - row.next_at for row in rows if row.next_at is not None and row.next_at <= now]
    return given_up, max(overdue, default=None)


def _careful(session: Session) -> int:
    careful = select(func.count()).select_from(Trip).where(Trip.posture != Posture.OPEN)
    return session.scalar(careful) or 0


def _leading(session: Session) -> tuple[int, int]:
    """Return how many accounts lead or administer, and how many of those have a second factor."""
    leaders = (
        select(Person.account_id)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.role == LEADER, Membership.ended_at.is_(None))
    )
    named = select(Account).where(or_(Account.administrator.is_(True), Account.id.in_(leaders)))
    keyed = set(session.scalars(select(Passkey.account_id)))
    accounts = session.scalars(named).all()
    strong = [one for one in accounts if one.totp_since is not None or one.id in keyed]
    return len(accounts), len(strong)


def _log(session: Session, settings: Settings) -> Finding:
    try:
        anchors = _anchors(settings)
    except (BadHeads, OSError) as error:
        return inside.audit_log(str(error), False)
    verdict = verify(session, anchors)
    return inside.audit_log(told(verdict), verdict.whole)


def _anchors(settings: Settings) -> list[Anchor]:
    return read_heads(settings.head_file) if settings.head_file.exists() else []
