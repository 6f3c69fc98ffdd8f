"""The kit: five questions for the next conversations, who asks them and by when."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.interviews.standing import standing
from knowledge.interviews.weakest import MOST, Weak, places, weakest
from knowledge.ledger import Transaction, interviews
from knowledge.ledger.interviews import Asking
from knowledge.records.models.journeys import Journey
from knowledge.records.models.personas import Persona
from knowledge.records.store import Version
from prompts.interview import Interview

_RATINGS = frozenset({"unmet", "unrated"})
"""Where that weighs most, the question is how well it works."""


@dataclass(frozen=True)
class Question:
    """What is asked about one place; `asking` says who and by when, once somebody decided.

    `rated` says that it asks how well it works.
    """

    place: Weak
    text: str
    asking: Asking | None = None
    rated: bool = False


async def kit(tx: Transaction, version: Version, interview: Interview) -> tuple[Question, ...]:
    """Return the questions about a journey or persona.

    What somebody has in hand stays, in the order in which it was given out, until an answer comes;
    the weakest places fill up the rest, to five in all. Sentences that were taken back count no
    more.
    """
    asked = {one.place: one for one in await interviews.about(tx, str(version.ref))}
    body = await _body(tx, version)
    known = {one.key: one for one in places(body, interview)}
    in_hand = [
        known[key] for key, one in asked.items() if one.owner and not one.answers and key in known
    ]
    others = [one for one in weakest(body, interview) if one not in in_hand]
    room = max(0, MOST - len(in_hand))
    return tuple(_question(one, interview, asked) for one in (*in_hand, *others[:room]))


async def question(
    tx: Transaction, version: Version, place: str, interview: Interview
) -> Question | None:
    """Return the question about one place; None when the record has it no more."""
    asked = {one.place: one for one in await interviews.about(tx, str(version.ref))}
    found = (one for one in places(await _body(tx, version), interview) if one.key == place)
    return next((_question(one, interview, asked) for one in found), None)


async def _body(tx: Transaction, version: Version) -> Journey | Persona:
    assert isinstance(version.body, Journey | Persona)
    return await standing(tx, version.body)


def _question(place: Weak, interview: Interview, asked: Mapping[str, Asking]) -> Question:
    said = interview.lanes[place.lane]
    rated = place.why[:1] and place.why[0] in _RATINGS
    text = said.rated if rated and said.rated else said.ask
    return Question(place, text, asked.get(place.key), rated=text == said.rated)
