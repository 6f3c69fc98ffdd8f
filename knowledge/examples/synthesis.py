"""Synthetic records in any number, for measuring: plausible, not meant to be read."""

import random
from collections.abc import Iterator

from knowledge.identity import PersonId, PlaceId
from knowledge.ledger import Transaction
from knowledge.records import store
from knowledge.records.models.claims import Insight
from knowledge.records.models.journeys import Journey, Stage
from knowledge.records.models.personas import BuyingRole, Persona
from knowledge.records.refs import Kind, Ref

REASON = "synthetic"
PER_JOURNEY = 200
_WHO = [
    "safety manager",
    "plant director",
    "head of purchasing",
    "shift lead",
    "line worker",
    "maintenance lead",
    "quality manager",
    "plant nurse",
    "logistics lead",
    "trainer",
]
_WANTS = [
    "wants to know",
    "doubts",
    "asks a peer",
    "has to prove",
    "forgets",
    "fears",
    "measures",
    "explains to the shift",
    "hears from the insurer",
    "compares",
]
_WHAT = [
    "what an accident costs",
    "whether gloves are worn at night",
    "how often sizes run out",
    "which supplier keeps dates",
    "why the trial stopped",
    "who signs the order",
    "how hot a sleeve gets",
    "what the audit will ask",
    "how long a boot lasts",
    "whether helmets fit over hoods",
    "what purchasing compares",
    "when training ends",
]
_WHEN = [
    "after the early shift",
    "before the audit",
    "in the second week",
    "during the trial",
    "when the budget is drawn up",
    "on the last Friday",
    "in the cold hall",
    "at the other site",
    "while the line stands still",
    "in winter",
]
_LANES = ["goals", "needs", "actions", "thoughts", "questions", "touchpoints", "pains", "content"]
_STAGES = [
    "Sees that it fails",
    "Wins others over",
    "Looks around",
    "Tries it",
    "Defends it",
    "Signs",
]


async def generate(
    tx: Transaction,
    n: int,
    *,
    person: PersonId,
    canary: str = "",
    visibility: PlaceId | None = None,
) -> tuple[Ref, ...]:
    """Publish *n* insights in this workspace: a persona and a journey for every 200 of them.

    The texts are the same each time.

    Args:
        tx: A writing transaction.
        n: How many insights, 1 or more.
        person: Who publishes them.
        canary: A word added to every text, by which a leak is recognised.
        visibility: The place whose members may see them.

    Returns:
        The refs that were published.
    """
    dice = random.Random(1)
    made: list[Ref] = []
    for number, start in enumerate(range(0, n, PER_JOURNEY), start=1):
        texts = [_text(dice, canary) for _ in range(min(PER_JOURNEY, n - start))]
        persona = await store.new_ref(tx, Kind.PERSONA)
        journey = await store.new_ref(tx, Kind.JOURNEY)
        for ref, body in (
            (persona, _persona(dice, number, canary)),
            (journey, _journey(persona, texts, number)),
        ):
            await store.publish(
                tx, ref, body, person=person, reason=REASON, base=None, visibility=visibility
            )
            made.append(ref)
    return tuple(made)


def _text(dice: random.Random, canary: str) -> str:
    parts = (dice.choice(_WHO), dice.choice(_WANTS), dice.choice(_WHAT), dice.choice(_WHEN))
    number = f"and counts {dice.randrange(2, 9999)} of them"
    return " ".join(part for part in ("The", *parts, number, canary) if part) + "."


def _persona(dice: random.Random, number: int, canary: str) -> Persona:
    return Persona(
        name=f"Person {number} {canary}".strip(),
        role=f"{dice.choice(_WHO)} {number}",
        buying_role=dice.choice(list(BuyingRole)),
    )


def _journey(persona: Ref, texts: list[str], number: int) -> Journey:
    stages = tuple(Stage(id=f"stage-{n}", title=title) for n, title in enumerate(_STAGES, start=1))
    return Journey(
        title=f"Journey {number}",
        personas=(str(persona),),
        stages=stages,
        insights=tuple(_insights(texts, stages)),
    )


def _insights(texts: list[str], stages: tuple[Stage, ...]) -> Iterator[Insight]:
    for n, text in enumerate(texts):
        lane = _LANES[n // len(stages) % len(_LANES)]
        yield Insight(id=f"i{n}", text=text, lane=lane, stage=stages[n % len(stages)].id)
