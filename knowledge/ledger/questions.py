"""What people asked and what they were answered: "My answers"."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select

from knowledge.identity import PersonId
from knowledge.ledger import bodies, numbers
from knowledge.ledger.columns import JSON
from knowledge.ledger.errors import NoSuchQuestion
from knowledge.ledger.schema.answers import questions
from knowledge.ledger.transaction import Transaction

_COLUMNS = tuple(questions.c[name] for name in ("id", "person", "at", "question", "answer"))


@dataclass(frozen=True)
class Asked:
    """One question with the answer that was given then."""

    id: int
    person: PersonId
    at: datetime
    question: str
    answer: JSON


async def add(
    tx: Transaction, person: PersonId, *, question: str, answer: Mapping[str, JSON]
) -> int:
    """Keep a question with its answer and return its number."""
    asked, answered = await bodies.put_all(tx, [question, dict(answer)])
    number = await numbers.following(tx, "question")
    row = {
        "workspace": tx.workspace,
        "id": number,
        "person": person,
        "at": tx.now,
        "question": asked,
        "answer": answered,
    }
    await tx.execute(insert(questions), row)
    return number


async def get(tx: Transaction, id: int) -> Asked:
    """Return one question.

    Raises:
        NoSuchQuestion: The workspace has none of this number.
    """
    rows = await tx.execute(
        select(*_COLUMNS).where(questions.c.workspace == tx.workspace, questions.c.id == id)
    )
    found = await _asked(tx, [*rows])
    if not found:
        raise NoSuchQuestion(id)
    return found[0]


async def last(tx: Transaction, person: PersonId, *, n: int) -> tuple[Asked, ...]:
    """Return the *n* latest questions of *person*, the latest first."""
    rows = await tx.execute(
        select(*_COLUMNS)
        .where(questions.c.workspace == tx.workspace, questions.c.person == person)
        .order_by(questions.c.id.desc())
        .limit(n)
    )
    return await _asked(tx, [*rows])


async def _asked(tx: Transaction, rows: list[Row[Any]]) -> tuple[Asked, ...]:
    texts = await bodies.get(tx, (d for row in rows for d in (row.question, row.answer)))
    return tuple(
        Asked(row.id, PersonId(row.person), row.at, str(texts[row.question]), texts[row.answer])
        for row in rows
    )
