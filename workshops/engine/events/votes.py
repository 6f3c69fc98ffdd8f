"""Votes on the notes of one lane."""

from typing import Annotated, Literal

from pydantic import Field

from knowledge.records.models.terms import Id
from workshops.engine.events.event import Event


class VoteOpened(Event):
    """A vote began: so many votes for each person, and at most `cap` of them on one group."""

    type: Literal["vote_opened"] = "vote_opened"
    lane: Id
    budget: Annotated[int, Field(ge=1)]
    cap: Annotated[int, Field(ge=1)]


class VotesCast(Event):
    """Somebody gave their votes, all of them anew."""

    type: Literal["votes_cast"] = "votes_cast"
    votes: dict[Id, Annotated[int, Field(ge=1)]] = Field(default_factory=dict)


class VoteClosed(Event):
    """The vote is over, and its outcome is there for all to see."""

    type: Literal["vote_closed"] = "vote_closed"
