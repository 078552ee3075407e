"""A folder that takes somebody out or changes a role: access follows at once, and is logged."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from missions.accounts.model import WebSession
from missions.accounts.sign_in import make_link_for_person, spend_sign_in_link
from missions.audit.log import OPERATOR
from missions.audit.model import AuditEntry
from missions.installation import Installation
from missions.intake.apply import import_trip
from missions.intake.read import read_trip
from missions.trips.model import Membership
from tests.factories.telling_trip import folder


def test_who_is_taken_out_is_signed_out_and_roles_are_written_down(
    installation: Installation, tmp_path: Path
) -> None:
    path = folder(tmp_path / "folder")
    import_trip(installation, read_trip(path), actor=OPERATOR)
    with installation.store.read() as session:
        members = dict(session.execute(select(Membership.key, Membership.id)).all())
        persons = dict(session.execute(select(Membership.key, Membership.person_id)).all())
    for key in ("mei", "paul"):
        link = make_link_for_person(installation, persons[key], OPERATOR)
        assert spend_sign_in_link(installation, link.rsplit("/", 1)[1]) is not None
    people = (path / "people.csv").read_text("utf-8")
    people = people.replace("Paul,co-leader", "Paul,volunteer")
    rows = [line for line in people.splitlines() if not line.startswith("mei,")]
    (path / "people.csv").write_text("\n".join(rows) + "\n", "utf-8")

    import_trip(installation, read_trip(path), actor=OPERATOR, remove=True)

    with installation.store.read() as session:
        ended = session.scalars(select(WebSession.revoked_at)).all()
        entries = session.execute(
            select(AuditEntry.subject, AuditEntry.detail)
            .where(AuditEntry.action == "access:change")
            .order_by(AuditEntry.number)
        ).all()
    assert sorted(at is None for at in ended) == [False, True]
    assert [tuple(row) for row in entries] == [
        (members["mei"], "ended"),
        (members["paul"], "role co-leader volunteer"),
    ]
