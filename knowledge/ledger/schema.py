"""The tables as the code uses them; `migrations/` makes them, and a test compares the two."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    and_,
    false,
    literal_column,
)

from knowledge.ledger.columns import Instant, JsonText

metadata = MetaData()
mailbox = MetaData()
"""A file of its own on SQLite; emptied all the time, so no migration knows it."""

Serial = BigInteger().with_variant(Integer(), "sqlite")


def _workspace() -> Column[Any]:
    return Column("workspace", Text, nullable=False)


def _to_body(column: str = "digest") -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["workspace", column], ["bodies.workspace", "bodies.digest"])


workspaces = Table(
    "workspaces",
    metadata,
    _workspace(),
    Column("generation", BigInteger, nullable=False),
    PrimaryKeyConstraint("workspace"),
    CheckConstraint("workspace <> ''", name="workspaces_named"),
)

bodies = Table(
    "bodies",
    metadata,
    _workspace(),
    Column("digest", Text, nullable=False),
    Column("salt", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("erased_at", Instant),
    PrimaryKeyConstraint("workspace", "digest"),
    CheckConstraint("workspace <> ''", name="bodies_workspace"),
)

people = Table(
    "people",
    metadata,
    _workspace(),
    Column("person", Text, nullable=False),
    Column("outside", Text, nullable=False),
    Column("name", Text),
    Column("department", Text),
    Column("tz", Text),
    Column("deactivated", Boolean, nullable=False),
    PrimaryKeyConstraint("workspace", "person"),
    UniqueConstraint("workspace", "outside", name="people_outside"),
    CheckConstraint("workspace <> '' AND outside <> ''", name="people_named"),
)

deliveries = Table(
    "deliveries",
    metadata,
    _workspace(),
    Column("key", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("response", Text),
    PrimaryKeyConstraint("workspace", "key"),
    _to_body("response"),
    CheckConstraint("workspace <> '' AND key <> ''", name="deliveries_named"),
)

effects = Table(
    "effects",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    _workspace(),
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
    _workspace(),
    Column("method", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("not_before", Instant, nullable=False),
    PrimaryKeyConstraint("workspace", "method", "channel"),
)

refs = Table(
    "refs",
    metadata,
    _workspace(),
    Column("kind", Text, nullable=False),
    Column("last", BigInteger, nullable=False),
    PrimaryKeyConstraint("workspace", "kind"),
)

workshops = Table(
    "workshops",
    metadata,
    _workspace(),
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
    _workspace(),
    Column("workshop", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("v", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("person", Text, nullable=False),
    Column("digest", Text, nullable=False),
    PrimaryKeyConstraint("workspace", "workshop", "seq"),
    ForeignKeyConstraint(["workspace", "workshop"], ["workshops.workspace", "workshops.id"]),
    _to_body(),
    CheckConstraint("seq >= 1", name="workshop_events_seq"),
)
Index("workshop_events_person", workshop_events.c.workspace, workshop_events.c.person)

voice_keys = Table(
    "voice_keys",
    metadata,
    _workspace(),
    Column("workshop", Text, nullable=False),
    Column("key", Text, nullable=False),
    PrimaryKeyConstraint("workspace", "workshop"),
    ForeignKeyConstraint(["workspace", "workshop"], ["workshops.workspace", "workshops.id"]),
    CheckConstraint("workspace <> '' AND key <> ''", name="voice_keys_named"),
)

rehearsal_events = Table(
    "rehearsal_events",
    metadata,
    _workspace(),
    Column("workshop", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("v", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("person", Text, nullable=False),
    Column("body", JsonText, nullable=False),
    PrimaryKeyConstraint("workspace", "workshop", "seq"),
    ForeignKeyConstraint(["workspace", "workshop"], ["workshops.workspace", "workshops.id"]),
    CheckConstraint("workspace <> '' AND seq >= 1", name="rehearsal_events_named"),
)

record_versions = Table(
    "record_versions",
    metadata,
    _workspace(),
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
    _to_body(),
    CheckConstraint("version >= 1 AND record >= 1", name="record_versions_counted"),
    CheckConstraint("base IS NULL OR base < version", name="record_versions_base"),
    CheckConstraint("workspace <> ''", name="record_versions_workspace"),
)

questions = Table(
    "questions",
    metadata,
    _workspace(),
    Column("id", Integer, nullable=False),
    Column("person", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),
    PrimaryKeyConstraint("workspace", "id"),
    _to_body("question"),
    _to_body("answer"),
)
Index("questions_person", questions.c.workspace, questions.c.person, questions.c.id)

pins = Table(
    "pins",
    metadata,
    _workspace(),
    Column("place", Text, nullable=False),
    Column("persona", Text, nullable=False),
    Column("journey", Text),
    Column("stage", Text),
    Column("person", Text, nullable=False),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace", "place", "persona"),
)

templates = Table(
    "templates",
    metadata,
    _workspace(),
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

interviews = Table(
    "interviews",
    metadata,
    _workspace(),
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

audit = Table(
    "audit",
    metadata,
    _workspace(),
    Column("id", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("person", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("facts", JsonText, nullable=False),
    PrimaryKeyConstraint("workspace", "id"),
)

mail = Table(
    "mail",
    mailbox,
    Column("id", Serial, primary_key=True, autoincrement=True),
    _workspace(),
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
