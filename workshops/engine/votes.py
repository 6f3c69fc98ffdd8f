"""What can be voted on, and how a vote has ended."""

from collections import Counter
from collections.abc import Mapping

from knowledge.identity import PersonId
from workshops.engine.groups import root_of, stands_alone
from workshops.engine.seal import to_be_seen
from workshops.engine.state import Note, NoteId, Vote, Workshop


def candidates(state: Workshop, lane: str) -> tuple[Note, ...]:
    """Return what a lane's vote is on, oldest first: groups, each by the note that stands for it.

    What is parked or sealed can't be voted on, nor can feelings and choices.
    """
    return tuple(
        note for note in to_be_seen(state) if note.lane == lane and stands_alone(state, note)
    )


def lanes(state: Workshop) -> tuple[str, ...]:
    """Return the lanes in which there is something to choose from, in the agenda's order."""
    asked = dict.fromkeys(one.lane for one in state.agreed.agenda.asked if one.recorded)
    counted = Counter(note.lane for note in to_be_seen(state) if stands_alone(state, note))
    return tuple(lane for lane in asked if counted[lane] > 1)


def tally(state: Workshop, vote: Vote) -> Mapping[NoteId, int]:
    """Return the votes of each group, also of those without any.

    Votes follow their note into its group; nobody's count beyond the cap there.
    """
    found = Counter({note.id: 0 for note in candidates(state, vote.lane)})
    for person in vote.ballots:
        found.update({note: n for note, n in of(state, vote, person).items() if note in found})
    return dict(found)


def of(state: Workshop, vote: Vote, person: PersonId) -> Mapping[NoteId, int]:
    """Return what somebody has given, by the note that stands for each group by now."""
    found: Counter[NoteId] = Counter()
    for note, count in (vote.ballots.get(person) or {}).items():
        found[root_of(state, state.notes[note]).id] += count
    return {note: min(n, vote.cap) for note, n in found.items()}


def ranks(state: Workshop) -> Mapping[NoteId, int]:
    """Return the votes of all groups that were voted on; of a vote that goes on, nothing."""
    closed = [vote for vote in state.votes.by_lane.values() if vote.closed]
    return {note: n for vote in closed for note, n in tally(state, vote).items()}
