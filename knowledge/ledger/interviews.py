"""Who asks customers what, and by when: one row a place of a record, made when somebody decides.

What is asked is not here: it follows from the record and the language's file.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update

from knowledge.identity import PersonId
from knowledge.ledger.schema.records import interviews
from knowledge.ledger.transaction import Transaction


@dataclass(frozen=True)
class Asking:
    """A place of a record that somebody asks about; `answers` counts what came back.

    `record` is a ref, `place` names the cell within it, `person` said who asks and by when.
    """

    record: str
    place: str
    owner: PersonId | None
    due: date | None
    person: PersonId
    at: datetime
    answers: int = 0


async def assign(
    tx: Transaction, record: str, place: str, *, owner: PersonId, due: date, person: PersonId
) -> None:
    """Say who asks about a place, and by when; an earlier word on that is replaced."""
    said = {"owner": owner, "due": due.isoformat(), "person": person, "at": tx.now}
    row = {"workspace": tx.workspace, "record": record, "place": place, "answers": 0}
    await tx.execute(
        tx.insert(interviews)
        .values(**row, **said)
        .on_conflict_do_update(index_elements=_KEY, set_=said)
    )


async def answered(tx: Transaction, record: str, place: str, *, person: PersonId) -> None:
    """Count an answer to what was asked about a place, also where nobody was said to ask."""
    row = {"workspace": tx.workspace, "record": record, "place": place, "answers": 0}
    await tx.execute(
        tx.insert(interviews).values(**row, person=person, at=tx.now).on_conflict_do_nothing()
    )
    await tx.execute(
        update(interviews)
        .where(
            interviews.c.workspace == tx.workspace,
            interviews.c.record == record,
            interviews.c.place == place,
        )
        .values(answers=interviews.c.answers + 1)
    )


async def about(tx: Transaction, record: str) -> tuple[Asking, ...]:
    """Return what is asked about a record, what was decided first, first."""
    row = interviews.c
    rows = await tx.execute(
        select(row.record, row.place, row.owner, row.due, row.person, row.at, row.answers)
        .where(row.workspace == tx.workspace, row.record == record)
        .order_by(row.at, row.place)
    )
    return tuple(
        Asking(
            record=one.record,
            place=one.place,
            owner=PersonId(one.owner) if one.owner else None,
            due=date.fromisoformat(one.due) if one.due else None,
            person=PersonId(one.person),
            at=one.at,
            answers=one.answers,
        )
        for one in rows
    )


_KEY = [interviews.c.workspace, interviews.c.record, interviews.c.place]
