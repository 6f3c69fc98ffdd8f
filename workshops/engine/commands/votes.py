"""Voting on the notes of one lane."""

from collections.abc import Mapping
from dataclasses import dataclass

from workshops.engine.commands.command import Command
from workshops.engine.state import NoteId


@dataclass(frozen=True, kw_only=True)
class OpenVote(Command):
    """Let everybody vote: `budget` votes each, at most `cap` of them on one group."""

    lane: str
    budget: int
    cap: int


@dataclass(frozen=True, kw_only=True)
class CastVotes(Command):
    """Give one's votes, all of them anew; `round` is the vote that the form was opened for."""

    round: int
    votes: Mapping[NoteId, int]


@dataclass(frozen=True, kw_only=True)
class CloseVote(Command):
    """Close the vote and show its outcome."""

    round: int
