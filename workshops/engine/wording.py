"""Proposals for somebody's words: who has one that waits, and whose words are meant."""

from collections.abc import Collection, Iterator

from knowledge.identity import PersonId
from workshops.engine.events import Proposal
from workshops.engine.state import NoteId, Offer, Workshop


def waiting(
    state: Workshop, activity: str, people: Collection[PersonId]
) -> tuple[PersonId, Offer] | None:
    """Return what any of *people*, who are one person, was offered and has not settled."""
    found = ((person, state.offers.get((person, activity))) for person in people)
    return next(((by, one) for by, one in found if one and one.outcome is None), None)


def stands(state: Workshop, proposal: Proposal) -> bool:
    """Tell whether a line still reads as it did when its proposal was made."""
    if proposal.what == "goal":
        return state.goal == proposal.was
    if proposal.what == "stage":
        stage = state.stage(proposal.id)
        return stage is not None and stage.title == proposal.was
    note = state.notes.get(NoteId(proposal.id or ""))
    return note is not None and not note.withdrawn and note.text == proposal.was


def stage_of(idea: str) -> str:
    """Return the id of the stage that an idea makes."""
    return f"s-{idea}"[:80]


def kept_words(state: Workshop) -> frozenset[str]:
    """Return the notes and stages whose words were kept on purpose, and still stand."""
    kept = (offer for offer in state.offers.values() if offer.outcome == "kept")
    return frozenset(
        id_ for offer in kept for one in offer.proposals for id_ in _standing(state, one)
    )


def _standing(state: Workshop, proposal: Proposal) -> Iterator[str]:
    if proposal.id and stands(state, proposal):
        yield proposal.id
    made = state.stage(stage_of(proposal.id or ""))
    if made is not None and made.title == proposal.was:
        yield made.id
