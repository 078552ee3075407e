"""Verdicts kept, what is waived or let be, rules changed, the history of papers

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NO_DEFAULTS = (
    ("document", "chosen"),
    ("document", "tied_to"),
    ("document", "replaced_by"),
    ("person", "zone"),
    ("training", "course"),
)


def upgrade() -> None:
    op.create_table(
        "rule_value",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("nationality", sa.String(length=2), nullable=False),
        sa.Column("destination", sa.String(length=2), nullable=False),
        sa.Column("place", sa.String(length=8), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("from_day", sa.String(length=10), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_value")),
        sa.UniqueConstraint(
            "key",
            "nationality",
            "destination",
            "place",
            "from_day",
            name=op.f("uq_rule_value_key_nationality_destination_place_from_day"),
        ),
    )
    op.create_table(
        "kept_board",
        sa.Column("trip_id", sa.String(length=32), nullable=False),
        sa.Column("trip_version", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("rules", sa.String(length=64), nullable=False),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened", sa.Boolean(), nullable=False),
        sa.Column("go", sa.String(length=8), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("ready", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["trip_id"], ["trip.id"], name=op.f("fk_kept_board_trip_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("trip_id", name=op.f("pk_kept_board")),
    )
    op.create_table(
        "kept_person",
        sa.Column("trip_id", sa.String(length=32), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("states", sa.Text(), nullable=False),
        sa.Column("worst", sa.Integer(), nullable=False),
        sa.Column("open", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["trip_id", "person"],
            ["membership.trip_id", "membership.key"],
            name=op.f("fk_kept_person_trip_id_person"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["trip_id"], ["trip.id"], name=op.f("fk_kept_person_trip_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("trip_id", "person", name=op.f("pk_kept_person")),
    )
    op.create_table(
        "kept_conflict",
        sa.Column("trip_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("severity", sa.String(length=8), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("fix", sa.Text(), nullable=False),
        sa.Column("overridden", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["trip_id"], ["trip.id"], name=op.f("fk_kept_conflict_trip_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_conflict")),
    )
    with op.batch_alter_table("kept_conflict", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kept_conflict_trip_id"), ["trip_id"], unique=False)

    op.create_table(
        "override",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("items", sa.Text(), nullable=False),
        sa.Column("people", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("trip_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["trip_id"], ["trip.id"], name=op.f("fk_override_trip_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_override")),
        sa.UniqueConstraint(
            "trip_id", "kind", "items", "people", name=op.f("uq_override_trip_id_kind_items_people")
        ),
    )
    with op.batch_alter_table("override", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_override_trip_id"), ["trip_id"], unique=False)

    op.create_table(
        "readiness_day",
        sa.Column("trip_id", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("go", sa.String(length=8), nullable=False),
        sa.Column("ready", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["trip_id"], ["trip.id"], name=op.f("fk_readiness_day_trip_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("trip_id", "day", name=op.f("pk_readiness_day")),
    )
    op.create_table(
        "exemption",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("trip_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["trip_id", "person"],
            ["membership.trip_id", "membership.key"],
            name=op.f("fk_exemption_trip_id_person"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["trip_id"], ["trip.id"], name=op.f("fk_exemption_trip_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exemption")),
        sa.UniqueConstraint(
            "trip_id",
            "person",
            "kind",
            "title",
            name=op.f("uq_exemption_trip_id_person_kind_title"),
        ),
    )
    with op.batch_alter_table("exemption", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exemption_trip_id"), ["trip_id"], unique=False)

    op.create_table(
        "kept_verdict",
        sa.Column("trip_id", sa.String(length=32), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("severity", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["trip_id", "person"],
            ["membership.trip_id", "membership.key"],
            name=op.f("fk_kept_verdict_trip_id_person"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["trip_id"], ["trip.id"], name=op.f("fk_kept_verdict_trip_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_verdict")),
        sa.UniqueConstraint(
            "trip_id", "person", "rank", name=op.f("uq_kept_verdict_trip_id_person_rank")
        ),
    )
    with op.batch_alter_table("kept_verdict", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kept_verdict_trip_id"), ["trip_id"], unique=False)

    op.create_table(
        "paper_event",
        sa.Column("document_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("what", sa.String(length=12), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_paper_event_document_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_paper_event_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_event")),
    )
    with op.batch_alter_table("paper_event", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_paper_event_document_id"), ["document_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_paper_event_person_id"), ["person_id"], unique=False)

    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("chosen", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("tied_to", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("replaced_by", sa.Text(), nullable=False, server_default=""))

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("zone", sa.Text(), nullable=False, server_default=""))

    with op.batch_alter_table("training", schema=None) as batch_op:
        batch_op.add_column(sa.Column("course", sa.Text(), nullable=False, server_default=""))

    for table, column in NO_DEFAULTS:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(column, server_default=None)


def downgrade() -> None:

    with op.batch_alter_table("training", schema=None) as batch_op:
        batch_op.drop_column("course")

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("zone")

    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_column("replaced_by")
        batch_op.drop_column("tied_to")
        batch_op.drop_column("chosen")

    with op.batch_alter_table("paper_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paper_event_person_id"))
        batch_op.drop_index(batch_op.f("ix_paper_event_document_id"))

    op.drop_table("paper_event")
    with op.batch_alter_table("kept_verdict", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kept_verdict_trip_id"))

    op.drop_table("kept_verdict")
    with op.batch_alter_table("exemption", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_exemption_trip_id"))

    op.drop_table("exemption")
    op.drop_table("readiness_day")
    with op.batch_alter_table("override", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_override_trip_id"))

    op.drop_table("override")
    with op.batch_alter_table("kept_conflict", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kept_conflict_trip_id"))

    op.drop_table("kept_conflict")
    op.drop_table("kept_person")
    op.drop_table("kept_board")
    op.drop_table("rule_value")
