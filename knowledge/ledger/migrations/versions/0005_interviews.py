"""Interviews: who asks customers about which place of a record, and by when.

Revision ID: 0005
"""

import sqlalchemy as sa
from alembic import op

from knowledge.ledger.columns import Instant

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "interviews",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text()),
        sa.Column("due", sa.Text()),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "workspace <> '' AND record <> '' AND place <> ''", name="interviews_named"
        ),
        sa.CheckConstraint("answers >= 0", name="interviews_answers"),
        sa.PrimaryKeyConstraint("workspace", "record", "place"),
    )
