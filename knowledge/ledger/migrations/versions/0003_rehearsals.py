"""Rehearsals: workshops of one person, of which nothing stays. So their events may be deleted.

Revision ID: 0003
"""

import sqlalchemy as sa
from alembic import op

from knowledge.ledger.columns import Instant, JsonText

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column(
        "workshops",
        sa.Column("rehearsal", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "rehearsal_events",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("workshop", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("v", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("body", JsonText(), nullable=False),
        sa.CheckConstraint("workspace <> '' AND seq >= 1", name="rehearsal_events_named"),
        sa.PrimaryKeyConstraint("workspace", "workshop", "seq"),
        sa.ForeignKeyConstraint(["workspace", "workshop"], ["workshops.workspace", "workshops.id"]),
    )
