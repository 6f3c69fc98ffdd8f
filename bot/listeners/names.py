"""How people and personas are called in what we show: people by a mention of them."""

from collections.abc import Iterable, Sequence

from bot.views.mrkdwn import person as mention
from knowledge.identity import PersonId, Places
from knowledge.ledger import Transaction, people
from knowledge.records import store
from knowledge.records.models.bodies import Body
from knowledge.records.models.journeys import Journey
from knowledge.records.models.one_liners import OneLiner
from knowledge.records.models.personas import Persona
from knowledge.records.refs import Ref
from knowledge.records.visible import visible_to
from prompts.departments import Department, department_of
from workshops.engine.state import Workshop


async def mentions(tx: Transaction, persons: Iterable[PersonId | None]) -> dict[PersonId, str]:
    """Return a mention for each person that the workspace knows."""
    wanted = {person for person in persons if person}
    found = await people.outsides(tx, wanted)
    return {person: mention(user) for person, user in found.items()}


async def authors(tx: Transaction, state: Workshop) -> dict[PersonId, str]:
    """Return a mention for each person who wrote something in a workshop."""
    differ = (one.person for told in state.dissent.values() for one in told)
    return await mentions(tx, (*(note.person for note in state.in_order()), *differ))


async def departments_of(
    tx: Transaction, persons: Iterable[PersonId], known: Sequence[Department]
) -> dict[PersonId, str | None]:
    """Return where people work, as far as their titles tell; *known* are the departments."""
    found = await people.profiles(tx, persons)
    return {person: department_of(its.department, known) for person, its in found.items()}


async def department_now(
    tx: Transaction, person: PersonId, *, title: str | None, known: Sequence[Department]
) -> str | None:
    """Return where somebody works: in their own word, else as the *title* tells that they have."""
    found = (await people.profiles(tx, [person])).get(person)
    return department_of((found.own_department if found else None) or title, known)


def contributors(body: Body) -> set[PersonId]:
    """Return who made the claims of a record."""
    insights = () if isinstance(body, OneLiner) else body.insights
    return {person for one in insights for person in one.contributors}


async def personas_of(tx: Transaction, *bodies: Body, places: Places) -> dict[str, str]:
    """Return the names of the personas that journeys speak of, by ref; as far as seen there."""
    journeys = [body for body in bodies if isinstance(body, Journey)]
    refs = dict.fromkeys(ref for body in journeys for ref in _refs(body))
    found = [await store.newest(tx, Ref.parse(ref)) for ref in refs]
    seen = [one for one in found if one and visible_to(one, places)]
    return {str(one.ref): one.body.name for one in seen if isinstance(one.body, Persona)}


def _refs(body: Journey) -> tuple[str, ...]:
    return (*body.personas, *(one.persona for one in body.involvement))
