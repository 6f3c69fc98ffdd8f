"""What events make of votes."""

from dataclasses import replace

from rpds import HashTrieMap

from workshops.engine import events as e
from workshops.engine.state import NoteId, Vote, Votes, Workshop


def vote_opened(event: e.VoteOpened, state: Workshop) -> Workshop:
    """Begin the lane's vote, without any votes."""
    number = state.votes.rounds + 1
    vote = Vote(lane=event.lane, budget=event.budget, cap=event.cap, round=number)
    by_lane = state.votes.by_lane.insert(event.lane, vote)
    return replace(state, votes=Votes(by_lane, lane=event.lane, rounds=number))


def votes_cast(event: e.VotesCast, state: Workshop) -> Workshop:
    """Replace the person's votes."""
    vote = _current(state)
    given = HashTrieMap({NoteId(note): count for note, count in event.votes.items()})
    return _with(state, replace(vote, ballots=vote.ballots.insert(event.by, given)))


def vote_closed(_: e.VoteClosed, state: Workshop) -> Workshop:
    """Close the vote."""
    state = _with(state, replace(_current(state), closed=True))
    return replace(state, votes=replace(state.votes, lane=None))


def _current(state: Workshop) -> Vote:
    if state.votes.current is None:
        raise ValueError("no vote goes on")
    return state.votes.current


def _with(state: Workshop, vote: Vote) -> Workshop:
    by_lane = state.votes.by_lane.insert(vote.lane, vote)
    return replace(state, votes=replace(state.votes, by_lane=by_lane))
