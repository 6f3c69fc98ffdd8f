"""Keys by which those who write without their names are told apart, until a workshop closes.

Revision ID: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "voice_keys",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("workshop", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.CheckConstraint("workspace <> '' AND key <> ''", name="voice_keys_named"),
        sa.PrimaryKeyConstraint("workspace", "workshop"),
        sa.ForeignKeyConstraint(["workspace", "workshop"], ["workshops.workspace", "workshops.id"]),
    )
