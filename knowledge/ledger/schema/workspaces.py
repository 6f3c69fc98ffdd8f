"""A workspace: its people, what was written in it, and who did what."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from knowledge.ledger.columns import Instant, JsonText
from knowledge.ledger.schema.registry import metadata, workspace

workspaces = Table(
    "workspaces",
    metadata,
    workspace(),
    Column("generation", BigInteger, nullable=False),
    PrimaryKeyConstraint("workspace"),
    CheckConstraint("workspace <> ''", name="workspaces_named"),
)

people = Table(
    "people",
    metadata,
    workspace(),
    Column("person", Text, nullable=False),
    Column("outside", Text, nullable=False),
    Column("name", Text),
    Column("department", Text),
    Column("tz", Text),
    Column("deactivated", Boolean, nullable=False),
    Column("own_department", Text),
    PrimaryKeyConstraint("workspace", "person"),
    UniqueConstraint("workspace", "outside", name="people_outside"),
    CheckConstraint("workspace <> '' AND outside <> ''", name="people_named"),
)

bodies = Table(
    "bodies",
    metadata,
    workspace(),
    Column("digest", Text, nullable=False),
    Column("salt", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("erased_at", Instant),
    PrimaryKeyConstraint("workspace", "digest"),
    CheckConstraint("workspace <> ''", name="bodies_workspace"),
)

audit = Table(
    "audit",
    metadata,
    workspace(),
    Column("id", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("person", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("facts", JsonText, nullable=False),
    PrimaryKeyConstraint("workspace", "id"),
)
