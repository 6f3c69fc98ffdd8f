"""What events make of votes."""

from dataclasses import replace

from rpds import HashTrieMap

from workshops.engine import events as e
from workshops.engine.state import NoteId, Vote, Workshop


def vote_opened(event: e.VoteOpened, state: Workshop) -> Workshop:
    """Begin the lane's vote, without any votes."""
    number = state.rounds + 1
    vote = Vote(lane=event.lane, budget=event.budget, cap=event.cap, round=number)
    votes = state.votes.insert(event.lane, vote)
    return replace(state, votes=votes, voting=event.lane, rounds=number)


def votes_cast(event: e.VotesCast, state: Workshop) -> Workshop:
    """Replace the person's votes."""
    given = HashTrieMap({NoteId(note): count for note, count in event.votes.items()})
    return _changed(state, ballots=_vote(state).ballots.insert(event.by, given))


def vote_closed(_: e.VoteClosed, state: Workshop) -> Workshop:
    """Close the vote."""
    return replace(_changed(state, closed=True), voting=None)


def _vote(state: Workshop) -> Vote:
    if state.vote is None:
        raise ValueError("no vote goes on")
    return state.vote


def _changed(state: Workshop, **what: object) -> Workshop:
    vote = replace(_vote(state), **what)  # type: ignore[arg-type]
    return replace(state, votes=state.votes.insert(vote.lane, vote))
