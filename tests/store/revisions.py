"""Made-up revisions on top of the real ones, for trying out how a database is moved."""

from __future__ import annotations

import shutil
from pathlib import Path

from missions.store import migrate

MADE_UP = "9999"

_REBUILT = """
    rebuilt = "always" if op.get_bind().dialect.name == "sqlite" else "never"
"""
REBUILD = (
    _REBUILT
    + """
    for table in ("trip", "person", "membership"):
        with op.batch_alter_table(table, recreate=rebuilt) as batch:
            batch.add_column(sa.Column("weather", sa.Text(), nullable=True))
"""
)
UNDO = (
    _REBUILT
    + """
    for table in ("trip", "person", "membership"):
        with op.batch_alter_table(table, recreate=rebuilt) as batch:
            batch.drop_column("weather")
"""
)
BREAK = """
    op.create_table("half_done", sa.Column("id", sa.Integer(), primary_key=True))
    op.execute("DELETE FROM word")
    raise RuntimeError("the revision breaks in the middle")
"""
ORPHAN = """
    op.execute("DELETE FROM edition")
    op.execute("UPDATE membership SET person_id = 'nobody'")
"""


def with_revision(folder: Path, upgrade: str, downgrade: str = "    pass\n") -> Path:
    """Return a script location with the real revisions and one more at their head."""
    shutil.copytree(migrate.SCRIPTS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    text = (
        "import sqlalchemy as sa\nfrom alembic import op\n\n"
        f'revision = "{MADE_UP}"\ndown_revision = "{migrate.head()}"\n\n\n'
        f"def upgrade():{upgrade}\n\ndef downgrade():{downgrade}\n"
    )
    (folder / "versions" / f"{MADE_UP}_made_up.py").write_text(text)
    return folder
