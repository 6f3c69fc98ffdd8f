"""What is sealed, and whose notes are whose where nobody gives a name."""

from collections.abc import Collection, Iterator

from knowledge.identity import PersonId
from workshops.engine.commands.command import Command
from workshops.engine.events import VOICES, Voice
from workshops.engine.state import Note, Workshop
from workshops.errors import PromiseChanged


def voice_of(state: Workshop, activity: str) -> Voice:
    """Return how notes are taken in an activity."""
    return state.seal.voices.get(activity) or state.seal.ahead


def must_keep(state: Workshop, activity: str, promised: Voice) -> None:
    """Refuse what was written under a promise that no longer holds.

    Raises:
        PromiseChanged: Others would see more of it than its form had said.
    """
    if VOICES.index(voice_of(state, activity)) < VOICES.index(promised):
        raise PromiseChanged


def sealed(state: Workshop, activity: str | None) -> bool:
    """Tell whether all that people may see of an activity's notes is how many there are."""
    if activity is None or activity in state.seal.revealed:
        return False
    return state.seal.voices.get(activity, "open") != "open"


def nameless(state: Workshop, activity: str) -> bool:
    """Tell whether notes of an activity are written without names."""
    return state.seal.voices.get(activity) == "nameless"


def needs_voices(state: Workshop) -> bool:
    """Tell whether anybody in this workshop may write, or has written, without a name."""
    return "nameless" in (state.seal.ahead, *state.seal.voices.values())


def author(state: Workshop, activity: str, person: PersonId, voice: PersonId | None) -> PersonId:
    """Return what a person signs notes of an activity with.

    Raises:
        ValueError: It takes notes without names, and there is no digest.
    """
    if not nameless(state, activity):
        return person
    if voice is None:
        raise ValueError("a note without a name needs its author's digest")
    return voice


def mine(command: Command) -> Collection[PersonId]:
    """Return all that a person's notes may be signed with."""
    return {command.by} if command.voice is None else {command.by, command.voice}


def to_be_seen(state: Workshop) -> Iterator[Note]:
    """Yield the notes whose text people may see, oldest first."""
    return (note for note in state.in_order() if not sealed(state, note.activity))
