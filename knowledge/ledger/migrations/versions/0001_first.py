"""The first schema: everything that must never be lost.

Revision ID: 0001
"""

import sqlalchemy as sa
from alembic import op

from knowledge.ledger.columns import Instant, JsonText
from knowledge.ledger.migrations.immutable import protect

revision = "0001"
down_revision = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OPEN = sa.text("done_at IS NULL AND dead_at IS NULL")
UNTOUCHED = sa.text("done_at IS NULL AND dead_at IS NULL AND attempt = 0")


def upgrade() -> None:
    workspaces()
    bodies()
    people()
    deliveries()
    effects()
    gates()
    refs()
    workshops()
    workshop_events()
    record_versions()
    questions()
    pins()
    audit()
    protect("workshop_events", ("workspace", "workshop", "seq"))
    protect(
        "record_versions",
        ("workspace", "kind", "record", "version"),
        ("workspace", "generation"),
    )


def workspaces() -> None:
    op.create_table(
        "workspaces",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("generation", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("workspace <> ''", name="workspaces_named"),
        sa.PrimaryKeyConstraint("workspace"),
    )


def bodies() -> None:
    op.create_table(
        "bodies",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.CheckConstraint("workspace <> ''", name="bodies_workspace"),
        sa.PrimaryKeyConstraint("workspace", "digest"),
    )


def people() -> None:
    op.create_table(
        "people",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("outside", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("tz", sa.Text(), nullable=True),
        sa.Column("deactivated", sa.Boolean(), nullable=False),
        sa.CheckConstraint("workspace <> '' AND outside <> ''", name="people_named"),
        sa.PrimaryKeyConstraint("workspace", "person"),
        sa.UniqueConstraint("workspace", "outside", name="people_outside"),
    )


def deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("response", sa.Text(), nullable=True),
        sa.CheckConstraint("workspace <> '' AND key <> ''", name="deliveries_named"),
        sa.ForeignKeyConstraint(
            ["workspace", "response"],
            ["bodies.workspace", "bodies.digest"],
        ),
        sa.PrimaryKeyConstraint("workspace", "key"),
    )


def effects() -> None:
    op.create_table(
        "effects",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("args", JsonText(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("coalesce", sa.Text(), nullable=True),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("started_at", Instant(), nullable=True),
        sa.Column("worker", sa.Text(), nullable=True),
        sa.Column("lease_until", Instant(), nullable=True),
        sa.Column("done_at", Instant(), nullable=True),
        sa.Column("dead_at", Instant(), nullable=True),
        sa.Column("result", JsonText(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.CheckConstraint("workspace <> '' AND kind <> '' AND lane <> ''", name="effects_named"),
        sa.CheckConstraint("attempt >= 0", name="effects_attempt"),
        sa.CheckConstraint("done_at IS NULL OR dead_at IS NULL", name="effects_one_end"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("workspace", "id", name="effects_workspace"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "effects_coalesce",
        "effects",
        ["workspace", "coalesce"],
        unique=True,
        sqlite_where=UNTOUCHED,
        postgresql_where=UNTOUCHED,
    )
    op.create_index(
        "effects_due", "effects", ["due_at"], unique=False, sqlite_where=OPEN, postgresql_where=OPEN
    )
    op.create_index(
        "effects_lane",
        "effects",
        ["workspace", "lane", "id"],
        unique=False,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def gates() -> None:
    op.create_table(
        "gates",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("not_before", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "method", "channel"),
    )


def refs() -> None:
    op.create_table(
        "refs",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "kind"),
    )


def workshops() -> None:
    op.create_table(
        "workshops",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("board_ts", sa.Text(), nullable=True),
        sa.Column("facilitator", sa.Text(), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.CheckConstraint("workspace <> '' AND id <> ''", name="workshops_named"),
        sa.CheckConstraint("seq >= 0", name="workshops_seq"),
        sa.PrimaryKeyConstraint("workspace", "id"),
    )
    op.create_index(
        "workshops_board", "workshops", ["workspace", "place", "board_ts"], unique=False
    )


def workshop_events() -> None:
    op.create_table(
        "workshop_events",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("workshop", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("v", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.CheckConstraint("seq >= 1", name="workshop_events_seq"),
        sa.ForeignKeyConstraint(
            ["workspace", "digest"],
            ["bodies.workspace", "bodies.digest"],
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "workshop"],
            ["workshops.workspace", "workshops.id"],
        ),
        sa.PrimaryKeyConstraint("workspace", "workshop", "seq"),
    )
    op.create_index(
        "workshop_events_person", "workshop_events", ["workspace", "person"], unique=False
    )


def record_versions() -> None:
    op.create_table(
        "record_versions",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("chain", sa.Text(), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("generation", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("workspace <> ''", name="record_versions_workspace"),
        sa.CheckConstraint("base IS NULL OR base < version", name="record_versions_base"),
        sa.CheckConstraint("version >= 1 AND record >= 1", name="record_versions_counted"),
        sa.ForeignKeyConstraint(
            ["workspace", "digest"],
            ["bodies.workspace", "bodies.digest"],
        ),
        sa.PrimaryKeyConstraint("workspace", "kind", "record", "version"),
        sa.UniqueConstraint("workspace", "generation", name="record_versions_generation"),
    )


def questions() -> None:
    op.create_table(
        "questions",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "answer"],
            ["bodies.workspace", "bodies.digest"],
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "question"],
            ["bodies.workspace", "bodies.digest"],
        ),
        sa.PrimaryKeyConstraint("workspace", "id"),
    )
    op.create_index("questions_person", "questions", ["workspace", "person", "id"], unique=False)


def pins() -> None:
    op.create_table(
        "pins",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("persona", sa.Text(), nullable=False),
        sa.Column("journey", sa.Text(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=True),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "place", "persona"),
    )


def audit() -> None:
    op.create_table(
        "audit",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("facts", JsonText(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id"),
    )
