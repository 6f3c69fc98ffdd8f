"""Workshops: what happened in them, and what a team leads its own with."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    false,
)
from sqlalchemy.schema import SchemaItem

from knowledge.ledger.columns import Instant, JsonText
from knowledge.ledger.schema.registry import metadata, to_body, workspace


def _to_workshop() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["workspace", "workshop"], ["workshops.workspace", "workshops.id"])


def _event() -> tuple[SchemaItem, ...]:
    return (
        workspace(),
        Column("workshop", Text, nullable=False),
        Column("seq", Integer, nullable=False),
        Column("type", Text, nullable=False),
        Column("v", Integer, nullable=False),
        Column("at", Instant, nullable=False),
        Column("person", Text, nullable=False),
        PrimaryKeyConstraint("workspace", "workshop", "seq"),
        _to_workshop(),
    )


workshops = Table(
    "workshops",
    metadata,
    workspace(),
    Column("id", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("board_ts", Text),
    Column("facilitator", Text, nullable=False),
    Column("visibility", Text),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("rehearsal", Boolean, nullable=False, server_default=false()),
    PrimaryKeyConstraint("workspace", "id"),
    CheckConstraint("seq >= 0", name="workshops_seq"),
    CheckConstraint("workspace <> '' AND id <> ''", name="workshops_named"),
)
Index("workshops_board", workshops.c.workspace, workshops.c.place, workshops.c.board_ts)

workshop_events = Table(
    "workshop_events",
    metadata,
    *_event(),
    Column("digest", Text, nullable=False),
    to_body(),
    CheckConstraint("seq >= 1", name="workshop_events_seq"),
)
Index("workshop_events_person", workshop_events.c.workspace, workshop_events.c.person)

rehearsal_events = Table(
    "rehearsal_events",
    metadata,
    *_event(),
    Column("body", JsonText, nullable=False),
    CheckConstraint("workspace <> '' AND seq >= 1", name="rehearsal_events_named"),
)

voice_keys = Table(
    "voice_keys",
    metadata,
    workspace(),
    Column("workshop", Text, nullable=False),
    Column("key", Text, nullable=False),
    PrimaryKeyConstraint("workspace", "workshop"),
    _to_workshop(),
    CheckConstraint("workspace <> '' AND key <> ''", name="voice_keys_named"),
)

templates = Table(
    "templates",
    metadata,
    workspace(),
    Column("kind", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("body", JsonText, nullable=False),
    Column("visibility", Text),
    Column("person", Text, nullable=False),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace", "kind", "key"),
    CheckConstraint("workspace <> '' AND key <> ''", name="templates_named"),
    CheckConstraint("kind IN ('agenda', 'model')", name="templates_kind"),
)
