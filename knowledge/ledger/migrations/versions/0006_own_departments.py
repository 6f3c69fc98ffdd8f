"""Where somebody works in their own word, beside the title that the world outside has for them.

Revision ID: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("people", sa.Column("own_department", sa.Text()))
