"""Decisions about votes: open, give one's votes, close."""

from collections.abc import Mapping

from workshops.engine import commands as c
from workshops.engine import events as e
from workshops.engine.commands.command import Command
from workshops.engine.groups import root_of
from workshops.engine.rules import joining, must_be_open, must_lead, note_of
from workshops.engine.state import NoteId, Vote, Workshop
from workshops.engine.votes import candidates
from workshops.errors import (
    BudgetOutOfRange,
    NoSuchNote,
    NothingToVoteOn,
    VoteOver,
    VotesOverBudget,
    VotesOverCap,
)

MOST_VOTES = 20
FEWEST_CHOICES = 2


def open_vote(state: Workshop, command: c.OpenVote) -> e.Events:
    """Begin a vote; while one goes on, nothing changes. A lane's new vote replaces its old one."""
    must_be_open(state)
    must_lead(state, command.by)
    if state.votes.lane is not None:
        return ()
    if not 1 <= command.cap <= command.budget <= MOST_VOTES:
        raise BudgetOutOfRange(MOST_VOTES)
    if len(candidates(state, command.lane)) < FEWEST_CHOICES:
        raise NothingToVoteOn
    event = e.VoteOpened(
        at=command.at, by=command.by, lane=command.lane, budget=command.budget, cap=command.cap
    )
    return (event,)


def cast(state: Workshop, command: c.CastVotes) -> e.Events:
    """Give one's votes anew; the same again change nothing."""
    must_be_open(state)
    vote = state.votes.current
    if vote is None or vote.round != command.round:
        raise VoteOver
    votes = _votes(state, vote, command.votes)
    if votes == dict(vote.ballots.get(command.by) or {}):
        return ()
    cast_ = e.VotesCast(at=command.at, by=command.by, votes=dict(votes))
    return (*joining(state, command), cast_)


def _votes(state: Workshop, vote: Vote, given: Mapping[NoteId, int]) -> dict[NoteId, int]:
    """Return the votes by the note that stands for each group by now."""
    found: dict[NoteId, int] = {}
    for note, count in given.items():
        if count > 0:
            root = root_of(state, note_of(state, note))
            found[root.id] = found.get(root.id, 0) + count
    on = {note.id for note in candidates(state, vote.lane)}
    gone = next((note for note in found if note not in on), None)
    if gone is not None:
        raise NoSuchNote(gone)
    if sum(found.values()) > vote.budget:
        raise VotesOverBudget(sum(found.values()), limit=vote.budget)
    if max(found.values(), default=0) > vote.cap:
        raise VotesOverCap(max(found.values()), limit=vote.cap)
    return found


def close(state: Workshop, command: c.CloseVote) -> e.Events:
    """End the vote and show its outcome; twice changes nothing."""
    must_be_open(state)
    must_lead(state, command.by)
    if state.votes.current is None or state.votes.current.round != command.round:
        return ()
    return closed(state, command)


def closed(state: Workshop, command: Command) -> e.Events:
    """Return the end of the vote that goes on, if one does."""
    return (e.VoteClosed(at=command.at, by=command.by),) if state.votes.current else ()
