"""Small things the ledger keeps: questions, pins, the audit."""

import pytest

from knowledge.identity import PersonId, PlaceId
from knowledge.ledger import Ledger, NoSuchBody, NoSuchQuestion, audit, bodies, pins, questions
from tests.knowledge.conftest import ACME, NOON, Clock

MARA, JONAS, HERE = PersonId("p1"), PersonId("p2"), PlaceId("C1")


async def test_my_answers_are_mine_and_the_latest_come_first(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        for person, text in ((MARA, "first"), (JONAS, "other"), (MARA, "second"), (MARA, "third")):
            await questions.add(tx, person, question=text, answer={"to": text})
        found = await questions.last(tx, MARA, n=2)
        assert [(each.question, each.answer) for each in found] == [
            ("third", {"to": "third"}),
            ("second", {"to": "second"}),
        ]
        assert await questions.get(tx, found[0].id) == found[0]


async def test_a_question_that_nobody_asked_is_named(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        with pytest.raises(NoSuchQuestion):
            await questions.get(tx, 1)


async def test_a_later_pin_replaces_the_earlier(ledger: Ledger, clock: Clock) -> None:
    async with ledger.transaction(ACME) as tx:
        await pins.put(tx, HERE, persona="P1", journey="J1", stage="a", person=MARA)
    clock.turn(60)
    async with ledger.transaction(ACME) as tx:
        await pins.put(tx, HERE, persona="P1", journey="J1", stage="b", person=JONAS)
        (pin,) = await pins.in_place(tx, HERE)
        assert (pin.stage, pin.person, pin.at) == ("b", JONAS, clock.at)
        await pins.remove(tx, HERE, persona="P1")
        assert await pins.in_place(tx, HERE) == ()


async def test_the_audit_tells_who_did_what(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        await audit.note(tx, MARA, what="published", facts={"ref": "J1@1"})
        await audit.note(tx, JONAS, what="shared", facts={"ref": "J1@1"})
        (latest,) = await audit.last(tx, 1)
    assert (latest.person, latest.what, latest.facts, latest.at) == (
        *(JONAS, "shared"),
        {"ref": "J1@1"},
        NOON,
    )


async def test_a_missing_body_is_named(ledger: Ledger) -> None:
    async with ledger.transaction(ACME) as tx:
        with pytest.raises(NoSuchBody):
            await bodies.get(tx, ["0" * 64])
