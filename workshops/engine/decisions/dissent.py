"""Decisions about dissent: somebody sees a note differently, or takes that back."""

from knowledge.identity import PersonId
from knowledge.records.models.terms import LINE_LIMIT
from workshops.engine import commands as c
from workshops.engine import events as e
from workshops.engine.dissent import open_to_dissent, own, unmasks, without_name
from workshops.engine.groups import root_of
from workshops.engine.rules import joining, must_be_open, note_of
from workshops.engine.seal import mine
from workshops.engine.state import Note, NoteId, Workshop
from workshops.engine.text import clean, storable, visible
from workshops.errors import NoSuchNote, PromiseChanged


def see_differently(state: Workshop, command: c.SeeDifferently) -> e.Events:
    """Keep how a person sees a note or its group; one text each, and the same changes nothing.

    Raises:
        PromiseChanged: The form had said that no name is kept, and by now one would be.
    """
    must_be_open(state)
    note = _note(state, command.note)
    hidden = without_name(state, note, mine(command))
    if command.nameless and not hidden:
        raise PromiseChanged
    known = own(state, note, mine(command))
    said = clean(command.text)
    if known is not None and known[1].text == said:
        return ()
    signed = _signed(command, hidden=hidden)
    event = e.SeenDifferently(
        at=command.at, by=signed, note=known[0] if known else note.id,
        dissent=known[1].id if known else command.id, text=said, nameless=hidden,
        department=_department(state, command, hidden=hidden),
        beside=_beside(state, note, command.departments),
    )  # fmt: skip
    return (*joining(state, command, signed=signed), event)


def see_alike(state: Workshop, command: c.SeeAlike) -> e.Events:
    """Take one's dissent back; twice changes nothing."""
    must_be_open(state)
    known = own(state, _note(state, command.note), mine(command))
    if known is None:
        return ()
    note, told = known
    return (e.SeenAlike(at=command.at, by=told.person, note=note, dissent=told.id),)


def _note(state: Workshop, id: NoteId) -> Note:
    note = root_of(state, note_of(state, id))
    if not open_to_dissent(state, note):
        raise NoSuchNote(id)
    return note


def _signed(command: c.SeeDifferently, *, hidden: bool) -> PersonId:
    if not hidden:
        return command.by
    if command.voice is None:
        raise ValueError("dissent without a name needs its author's digest")
    return command.voice


def _department(state: Workshop, command: c.SeeDifferently, *, hidden: bool) -> str | None:
    """Return the person's department; of somebody without a name, only what gives nobody away."""
    department = _line(command.department)
    if department is None or not hidden:
        return department
    if command.by not in state.people:
        return None
    known = {**command.departments, command.by: department}
    others = [_line(known.get(person)) for person in state.people]
    return None if unmasks(department, others) else department


def _beside(state: Workshop, note: Note, departments: c.Departments) -> str | None:
    """Return where those work who signed the note, or one that was merged into it."""
    group = [one for one in state.in_order() if root_of(state, one).id == note.id]
    people = [one.person for one in group if one.person and not one.nameless]
    found = dict.fromkeys(filter(None, (_line(departments.get(one)) for one in people)))
    return ", ".join(found)[:LINE_LIMIT] or None


def _line(department: str | None) -> str | None:
    said = " ".join(storable(department or "").split())
    return said[:LINE_LIMIT] if visible(said) else None
