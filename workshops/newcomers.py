"""Newcomers: who is named in a workshop and is not on record yet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from knowledge.records.models.personas import Persona
from knowledge.records.models.segments import Segment
from knowledge.records.refs import Kind, Ref
from workshops.drafting import involvement
from workshops.drafting.portrait import first_body
from workshops.engine.cast import someone
from workshops.engine.events import Subject
from workshops.engine.state import Workshop

NOT_YET = 900_000_000
"""Stands for refs that publishing will give; no workspace counts that far."""


@dataclass(frozen=True)
class Newcomer:
    """Somebody new, by the id that notes know them by, and what their record begins with."""

    id: str
    body: Persona | Segment

    @property
    def kind(self) -> Kind:
        """What kind of record it will be."""
        return Kind[self.body.kind.upper()]


def newcomers(state: Workshop) -> tuple[Newcomer, ...]:
    """Return whose journey it is, then who got a part in it, as far as they have no record."""
    return tuple(Newcomer(id, first_body(one)) for id, one in new_people(state).items())


def new_people(state: Workshop) -> Mapping[str, Subject]:
    """Return the same as the workshop names them, by id."""
    if not state.agreed.agenda.staged:
        return {}
    found: dict[str, Subject] = {}
    for id, one in (*_subjects(state), *_members(state)):
        found.setdefault(id, one)
    return found


def refs_of(state: Workshop, new: Mapping[str, Ref]) -> list[Ref]:
    """Return the refs of all whose journey it is; *new* are those of newcomers."""
    refs = [
        Ref.parse(one.ref) if one.ref else new.get(someone(state, one.name).id)
        for one in state.agreed.subjects
    ]
    return [ref for ref in refs if ref]


def not_yet(found: tuple[Newcomer, ...]) -> dict[str, Ref]:
    """Return refs to preview with."""
    return {one.id: Ref(one.kind, NOT_YET + n) for n, one in enumerate(found)}


def _subjects(state: Workshop) -> Iterator[tuple[str, Subject]]:
    for one in state.agreed.subjects:
        if one.ref is None and one.kind != "everybody":
            yield someone(state, one.name).id, one


def _members(state: Workshop) -> Iterator[tuple[str, Subject]]:
    for one in involvement.newcomers(state):
        yield one.id, Subject(name=one.name)
