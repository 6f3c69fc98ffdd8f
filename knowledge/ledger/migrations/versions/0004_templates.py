"""Templates: the agendas and models that a team keeps for itself.

Revision ID: 0004
"""

import sqlalchemy as sa
from alembic import op

from knowledge.ledger.columns import Instant, JsonText

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "templates",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body", JsonText(), nullable=False),
        sa.Column("visibility", sa.Text()),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.CheckConstraint("workspace <> '' AND key <> ''", name="templates_named"),
        sa.CheckConstraint("kind IN ('agenda', 'model')", name="templates_kind"),
        sa.PrimaryKeyConstraint("workspace", "kind", "key"),
    )
