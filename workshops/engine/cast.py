"""The cast: who is in the buying group, by whatever name people call them."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from workshops.engine.seal import sealed, to_be_seen
from workshops.engine.state import Note, Workshop
from workshops.engine.text import twin_key

NAME_LIMIT = 60


@dataclass(frozen=True)
class Someone:
    """Somebody of the buying group; `ref` once they are on record."""

    id: str
    name: str
    ref: str | None = None


def someone(state: Workshop, name: str) -> Someone:
    """Return whom a name means: somebody on record by name, role or alias, else somebody new."""
    key = twin_key(name)
    for member in state.agreed.cast:
        known = [twin_key(one) for one in (member.name, *member.also)]
        # "The plant director" is the plant director.
        if key in known or key.partition(" ")[2] in known:
            return Someone(member.id, member.name, member.ref)
    ref = next((one.ref for one in state.agreed.subjects if twin_key(one.name) == key), None)
    return Someone(f"new:{sha256(key.encode()).hexdigest()[:16]}", name, ref)


def names_somebody(text: str) -> bool:
    """Say whether a text is short enough to be a name rather than a sentence."""
    return len(text) <= NAME_LIMIT and "\n" not in text


def group(state: Workshop) -> tuple[Someone, ...]:
    """Return the buying group: whose journey it is, who is on record, then as they were named."""
    people = [one for one in state.agreed.subjects if one.kind in ("persona", "prospect")]
    subjects = [someone(state, one.name) for one in people]
    found = {one.id: one for one in (*subjects, *_stored(state), *_named(state))}
    return tuple(found.values())


def _stored(state: Workshop) -> Iterator[Someone]:
    for member in state.agreed.cast:
        if member.group:
            yield Someone(member.id, member.name, member.ref)


def _named(state: Workshop) -> Iterator[Someone]:
    lanes = {asked.lane for asked in state.agreed.agenda.asked if asked.form == "people"}
    for note in to_be_seen(state):
        hidden = note.decision == "park" or sealed(state, note.activity or "")
        if note.lane in lanes and not hidden and names_somebody(note.text):
            yield someone(state, note.text)


def about(state: Workshop, note: Note) -> Someone:
    """Return whom a note about a part means."""
    known = next((one for one in _stored(state) if one.id == note.about), None)
    return known or someone(state, note.text)
