"""Records: their numbers, their versions, and the interviews about them."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from knowledge.ledger.columns import Instant
from knowledge.ledger.schema.registry import metadata, to_body, workspace

refs = Table(
    "refs",
    metadata,
    workspace(),
    Column("kind", Text, nullable=False),
    Column("last", BigInteger, nullable=False),
    PrimaryKeyConstraint("workspace", "kind"),
)

record_versions = Table(
    "record_versions",
    metadata,
    workspace(),
    Column("kind", Text, nullable=False),
    Column("record", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("base", Integer),
    Column("reason", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("person", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("chain", Text, nullable=False),
    Column("visibility", Text),
    Column("language", Text, nullable=False),
    Column("generation", BigInteger, nullable=False),
    PrimaryKeyConstraint("workspace", "kind", "record", "version"),
    UniqueConstraint("workspace", "generation", name="record_versions_generation"),
    to_body(),
    CheckConstraint("version >= 1 AND record >= 1", name="record_versions_counted"),
    CheckConstraint("base IS NULL OR base < version", name="record_versions_base"),
    CheckConstraint("workspace <> ''", name="record_versions_workspace"),
)

interviews = Table(
    "interviews",
    metadata,
    workspace(),
    Column("record", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("owner", Text),
    Column("due", Text),
    Column("person", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("answers", Integer, nullable=False),
    PrimaryKeyConstraint("workspace", "record", "place"),
    CheckConstraint("workspace <> '' AND record <> '' AND place <> ''", name="interviews_named"),
    CheckConstraint("answers >= 0", name="interviews_answers"),
)
