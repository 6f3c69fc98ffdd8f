"""What events make of dissent."""

from dataclasses import replace

from workshops.engine import events as e
from workshops.engine.state import Disagreement, NoteId, Workshop


def seen_differently(event: e.SeenDifferently, state: Workshop) -> Workshop:
    """Put the words beside the note, in their place if they stood there already."""
    told = Disagreement(
        id=event.dissent, person=event.by, text=event.text, department=event.department,
        beside=event.beside, nameless=event.nameless,
    )  # fmt: skip
    before = state.dissent.get(NoteId(event.note)) or ()
    known = any(one.id == told.id for one in before)
    after = [told if one.id == told.id else one for one in before]
    return _with(state, NoteId(event.note), (*after,) if known else (*after, told))


def seen_alike(event: e.SeenAlike, state: Workshop) -> Workshop:
    """Take the words away from beside the note."""
    before = state.dissent.get(NoteId(event.note)) or ()
    left = tuple(one for one in before if one.id != event.dissent)
    return _with(state, NoteId(event.note), left)


def _with(state: Workshop, note: NoteId, dissent: tuple[Disagreement, ...]) -> Workshop:
    return replace(state, dissent=state.dissent.insert(note, dissent))
