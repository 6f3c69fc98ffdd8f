"""What was asked, and whom a place asks about first."""

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, Table, Text

from knowledge.ledger.columns import Instant
from knowledge.ledger.schema.registry import metadata, to_body, workspace

questions = Table(
    "questions",
    metadata,
    workspace(),
    Column("id", Integer, nullable=False),
    Column("person", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),
    PrimaryKeyConstraint("workspace", "id"),
    to_body("question"),
    to_body("answer"),
)
Index("questions_person", questions.c.workspace, questions.c.person, questions.c.id)

pins = Table(
    "pins",
    metadata,
    workspace(),
    Column("place", Text, nullable=False),
    Column("persona", Text, nullable=False),
    Column("journey", Text),
    Column("stage", Text),
    Column("person", Text, nullable=False),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("workspace", "place", "persona"),
)
