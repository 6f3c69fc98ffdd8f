"""Who is who: our person ids and the names that the world outside has for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, select, update

from knowledge.identity import PersonId
from knowledge.ledger import numbers
from knowledge.ledger.errors import NoSuchPerson
from knowledge.ledger.schema.workspaces import people
from knowledge.ledger.transaction import HERE, Transaction


@dataclass(frozen=True)
class Profile:
    """What is known of a person; None is not known.

    `title` is what the world outside has for them, and may change there; `own_department` is
    their own word for where they work.
    """

    name: str | None
    title: str | None
    tz: str | None
    own_department: str | None = None

    @property
    def department(self) -> str | None:
        """What tells where they work: their own word, else their title."""
        return self.own_department or self.title


async def of(tx: Transaction, outside_id: str) -> PersonId:
    """Return our id of the person, made when it is new; such a transaction must write."""
    found = await known(tx, outside_id)
    if found is not None:
        return found
    row = {
        "workspace": tx.workspace,
        "person": f"p{await numbers.following(tx, 'person')}",
        "outside": outside_id,
        # Nobody reads it: who is gone leaves the workshops. An older version asks for it.
        "deactivated": False,
    }
    await tx.execute(tx.insert(people).values(row).on_conflict_do_nothing())
    made = await known(tx, outside_id)
    assert made is not None
    return made


async def known(tx: Transaction, outside_id: str) -> PersonId | None:
    """Return our id of the person; None when nobody of that name was seen."""
    person = (await tx.ask(_known(), outside=outside_id)).scalar_one_or_none()
    return None if person is None else PersonId(person)


@cache
def _known() -> Select[Any]:
    return select(people.c.person).where(
        people.c.workspace == HERE, people.c.outside == bindparam("outside")
    )


async def whoever(tx: Transaction, outside_id: str) -> PersonId:
    """Return our id of the person; for one of whom nothing was seen yet "", which is nobody's."""
    return await known(tx, outside_id) or PersonId("")


async def outside(tx: Transaction, person: PersonId) -> str:
    """Return the name that the world outside has for *person*.

    Raises:
        NoSuchPerson: The workspace does not know them.
    """
    return str((await _row(tx, person)).outside)


async def outsides(tx: Transaction, persons: Iterable[PersonId]) -> dict[PersonId, str]:
    """Return the outside names of those whom the workspace knows, in one query."""
    return {person: str(row.outside) for person, row in (await _rows(tx, persons)).items()}


async def profile(tx: Transaction, person: PersonId) -> Profile:
    """Return what is known of *person*.

    Raises:
        NoSuchPerson: The workspace does not know them.
    """
    return _profile(await _row(tx, person))


async def remember(
    tx: Transaction, person: PersonId, *, name: str | None, title: str | None, tz: str | None
) -> None:
    """Replace what is known of *person*, but not their own word for where they work.

    Raises:
        NoSuchPerson: The workspace does not know them.
    """
    await _put(tx, person, name=name, department=title, tz=tz)


async def keep_own_department(tx: Transaction, person: PersonId, department: str) -> None:
    """Keep where *person* works in their own word, whatever title they have or get.

    Raises:
        NoSuchPerson: The workspace does not know them.
    """
    await _put(tx, person, own_department=department)


async def _put(tx: Transaction, person: PersonId, **values: object) -> None:
    done = await tx.execute(
        update(people)
        .where(people.c.workspace == tx.workspace, people.c.person == person)
        .values(values)
    )
    if done.rowcount == 0:
        raise NoSuchPerson(person)


async def profiles(tx: Transaction, persons: Iterable[PersonId]) -> dict[PersonId, Profile]:
    """Return what is known of those whom the workspace knows, in one query."""
    return {person: _profile(row) for person, row in (await _rows(tx, persons)).items()}


async def _row(tx: Transaction, person: PersonId) -> Row[Any]:
    row = (await _rows(tx, [person])).get(person)
    if row is None:
        raise NoSuchPerson(person)
    return row


async def _rows(tx: Transaction, persons: Iterable[PersonId]) -> dict[PersonId, Row[Any]]:
    found = await tx.ask(_these(), persons=[*set(persons)])
    return {PersonId(row.person): row for row in found}


@cache
def _these() -> Select[Any]:
    these = people.c.person.in_(bindparam("persons", expanding=True))
    return select(people).where(people.c.workspace == HERE, these)


def _profile(row: Row[Any]) -> Profile:
    return Profile(row.name, row.department, row.tz, row.own_department)
