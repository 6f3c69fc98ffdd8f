"""What comes in and what goes out: deliveries and mail, effects and the gates before them."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    and_,
    literal_column,
)

from knowledge.ledger.columns import Instant, JsonText, Serial
from knowledge.ledger.schema.registry import mailbox, metadata, to_body, workspace

deliveries = Table(
    "deliveries",
    metadata,
    workspace(),
    Column("key", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("response", Text),
    PrimaryKeyConstraint("workspace", "key"),
    to_body("response"),
    CheckConstraint("workspace <> '' AND key <> ''", name="deliveries_named"),
)

effects = Table(
    "effects",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    workspace(),
    Column("kind", Text, nullable=False),
    Column("args", JsonText, nullable=False),
    Column("lane", Text, nullable=False),
    Column("coalesce", Text),
    Column("due_at", Instant, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("started_at", Instant),
    Column("worker", Text),
    Column("lease_until", Instant),
    Column("done_at", Instant),
    Column("dead_at", Instant),
    Column("result", JsonText),
    Column("error", Text),
    UniqueConstraint("workspace", "id", name="effects_workspace"),
    CheckConstraint("workspace <> '' AND kind <> '' AND lane <> ''", name="effects_named"),
    CheckConstraint("attempt >= 0", name="effects_attempt"),
    CheckConstraint("done_at IS NULL OR dead_at IS NULL", name="effects_one_end"),
    sqlite_autoincrement=True,
)
effect_open = and_(effects.c.done_at.is_(None), effects.c.dead_at.is_(None))
# A literal: PostgreSQL finds the partial index only where it sees the number itself.
effect_untouched = and_(effect_open, effects.c.attempt == literal_column("0"))
Index(
    "effects_coalesce",
    effects.c.workspace,
    effects.c.coalesce,
    unique=True,
    sqlite_where=effect_untouched,
    postgresql_where=effect_untouched,
)
Index(
    "effects_lane",
    effects.c.workspace,
    effects.c.lane,
    effects.c.id,
    sqlite_where=effect_open,
    postgresql_where=effect_open,
)
Index("effects_due", effects.c.due_at, sqlite_where=effect_open, postgresql_where=effect_open)

gates = Table(
    "gates",
    metadata,
    workspace(),
    Column("method", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("not_before", Instant, nullable=False),
    PrimaryKeyConstraint("workspace", "method", "channel"),
)

mail = Table(
    "mail",
    mailbox,
    Column("id", Serial, primary_key=True, autoincrement=True),
    workspace(),
    Column("key", Text, nullable=False),
    Column("body", JsonText, nullable=False),
    Column("holder", Text, nullable=False),
    Column("kept_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("dead_at", Instant),
    Column("error", Text),
    UniqueConstraint("workspace", "key", name="mail_key"),
    CheckConstraint("workspace <> '' AND key <> ''", name="mail_named"),
    sqlite_autoincrement=True,  # a number is never given twice, also when all letters are gone
)
