"""A workspace sees only itself, whatever it asks for."""

from collections.abc import Awaitable
from typing import Any

import pytest
from sqlalchemy import event

from knowledge.errors import KnowledgeError
from knowledge.identity import PersonId, PlaceId, WorkspaceId
from knowledge.ledger import (
    Ledger,
    Transaction,
    audit,
    bodies,
    deliveries,
    events,
    gates,
    interviews,
    people,
    pins,
    questions,
    templates,
    workshops,
)
from knowledge.ledger.events import StoredEvent
from knowledge.records import store
from knowledge.records.models.personas import Persona
from knowledge.records.refs import Kind, Ref, VersionRef
from tests.knowledge.conftest import ACME, NOON, OTHER

ANN, HERE, P1 = PersonId("p1"), PlaceId("C1"), Ref(Kind.PERSONA, 1)
CANARY = "canary-acme-41d7"


async def fill(tx: Transaction, secret: str) -> str:
    """Write the same into every table; only *secret* differs. Return a body's digest."""
    await people.remember(tx, await people.of(tx, "U1"), name=secret, title=secret, tz="UTC")
    await deliveries.record(tx, "event 1", {"said": secret})
    await workshops.create(tx, "w1", place=HERE, facilitator=ANN)
    await workshops.update(tx, "w1", board_ts="1.1", visibility=PlaceId(secret))
    note = StoredEvent("NoteAdded", 1, ANN, {"text": secret})
    await events.append(tx, "w1", expected_seq=0, events=[note])
    await gates.close(tx, method="chat.update", until=NOON.replace(year=2027), channel=None)
    await questions.add(tx, ANN, question=secret, answer={"text": secret})
    await pins.put(tx, HERE, persona=secret, journey=None, stage=None, person=ANN)
    await templates.put(tx, "agenda", "own-1", {"title": secret}, person=ANN)
    await interviews.assign(tx, "J1", secret, owner=ANN, due=NOON.date(), person=ANN)
    await audit.note(tx, ANN, what="published", facts={"ref": secret})
    ref = await store.new_ref(tx, Kind.PERSONA)
    body = Persona(name=secret)
    await store.publish(tx, ref, body, person=ANN, reason="workshop", base=None)
    return await bodies.put(tx, secret)


def everything(tx: Transaction, digest: str) -> dict[str, Awaitable[Any]]:
    """Ask all reading functions for what is in the filled workspace."""
    return {
        "people.known": people.known(tx, "U1"),
        "people.outside": people.outside(tx, ANN),
        "people.profile": people.profile(tx, ANN),
        "people.profiles": people.profiles(tx, [ANN]),
        "deliveries.answered": deliveries.answered(tx, "event 1"),
        "workshops.lock": workshops.lock(tx, "w1"),
        "workshops.get": workshops.get(tx, "w1"),
        "workshops.all": workshops.all(tx),
        "workshops.active_in": workshops.active_in(tx, HERE),
        "workshops.by_board": workshops.by_board(tx, HERE, "1.1"),
        "events.read": events.read(tx, "w1"),
        "gates.closed_until": gates.closed_until(tx, method="chat.update"),
        "questions.last": questions.last(tx, ANN, n=9),
        "questions.get": questions.get(tx, 1),
        "pins.in_place": pins.in_place(tx, HERE),
        "templates.known_in": templates.known_in(tx, None),
        "templates.count": templates.count(tx),
        "interviews.about": interviews.about(tx, "J1"),
        "audit.last": audit.last(tx, 9),
        "bodies.get": bodies.get(tx, [digest]),
        "store.current": store.current(tx, P1),
        "store.version": store.version(tx, VersionRef(P1, 1)),
        "store.history": store.history(tx, P1),
        "store.all_current": store.all_current(tx),
        "store.changed_since": store.changed_since(tx, 0),
    }


async def found(asked: dict[str, Awaitable[Any]]) -> dict[str, Any]:
    answers = {}
    for name, question in asked.items():
        try:
            answers[name] = await question
        except KnowledgeError:
            answers[name] = None
    return answers


async def test_an_empty_workspace_finds_nothing_of_another(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        digest = await fill(tx, CANARY)
        assert all((await found(everything(tx, digest))).values())
    async with ledger.transaction(OTHER) as tx:
        leaked = {k for k, v in (await found(everything(tx, digest))).items() if v}
        assert leaked == set()
        assert await store.generation(tx) == 0


async def test_equal_names_in_twenty_workspaces_stay_apart(ledger: Ledger) -> None:
    """Every id is the same in all of them; each reads its own canary and no other."""
    digests = {}
    for number in range(20):
        workspace = WorkspaceId(f"w{number}")
        async with ledger.transaction(workspace) as tx:
            digests[workspace] = await fill(tx, f"canary-{number:02}-end")
    for number, (workspace, digest) in enumerate(digests.items()):
        async with ledger.reading(workspace) as tx:
            told = everything(tx, digest)
            told.pop("workshops.lock").close()  # type: ignore[attr-defined]
            answers = str(await found(told))
        assert answers.count(f"canary-{number:02}-end") == answers.count("canary-") > 0


@pytest.fixture
async def statements(ledger: Ledger) -> list[str]:
    seen: list[str] = []

    def executed(*args: Any) -> None:
        seen.append(args[2])

    for engine in ledger._database.ledger.engines:
        event.listen(engine, "before_cursor_execute", executed)
    return seen


async def test_every_statement_names_the_workspace(ledger: Ledger, statements: list[str]) -> None:
    async with ledger.transaction(ACME) as tx:
        await found(everything(tx, await fill(tx, CANARY)))
    ours = [each for each in statements if "advisory" not in each and "BEGIN" not in each]
    assert [each for each in ours if "workspace" not in each] == []
    assert len(ours) > 30
