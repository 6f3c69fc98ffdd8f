"""Drafting the buying group: who decides, influences, uses and blocks, stage by stage."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from knowledge.identity import PersonId
from knowledge.records.models.journeys import Involvement, Otherwise
from knowledge.records.refs import Ref
from prompts.models import Part
from workshops.drafting.keeping import asked_lanes, kept, voices
from workshops.engine.cast import Someone, about, names_somebody, someone
from workshops.engine.state import Note, Workshop

STRONGEST: tuple[Part, ...] = ("decides", "blocks", "influences", "uses")
"""Where as many say one as the other, the part counts that it would cost most to overlook."""
Voices = tuple[PersonId, ...]


@dataclass(frozen=True)
class Said:
    """What was said about one person in one stage: by part, and who said "not involved"."""

    who: Someone
    stage: str | None
    parts: Mapping[Part, Voices]
    absent: Voices = ()

    @property
    def agreed(self) -> Part | None:
        """The part that most see; None when most see none."""
        counted = {part: len(people) for part, people in self.parts.items()}
        most = max(counted.values(), default=0)
        if len(self.absent) > most:
            return None
        return next((part for part in STRONGEST if counted.get(part) == most), None)


def newcomers(state: Workshop) -> tuple[Someone, ...]:
    """Return those who got a part in the workshop and are not on record yet, by first mention."""
    found = {one.who.id: one.who for one in said(state) if one.agreed and one.who.ref is None}
    return tuple(found.values())


def involvement(
    state: Workshop, before: tuple[Involvement, ...], refs: Mapping[str, Ref]
) -> tuple[Involvement, ...]:
    """Return who takes part, stage by stage; what was said anew replaces what stood before.

    Args:
        state: The workshop.
        before: Of the version that it started from.
        refs: The records of newcomers, by id.
    """
    now = [(_ref(one.who, refs), one) for one in said(state)]
    anew = {(ref, one.stage) for ref, one in now}
    stays = (one for one in before if (one.persona, one.stage) not in anew)
    made = (_made(ref, one, one.agreed) for ref, one in now if ref and one.agreed)
    return (*stays, *made)


def said(state: Workshop) -> tuple[Said, ...]:
    """Return what the kept notes say about everybody's part."""
    by_people = voices(state)
    found: dict[tuple[str, str | None], Said] = {}
    for note, who, part in _parts(state):
        people = tuple(dict.fromkeys(by_people.get(note.id, ())))
        key = (who.id, note.stage)
        one = found.get(key, Said(who, note.stage, {}))
        if part is None:
            found[key] = Said(who, note.stage, one.parts, (*one.absent, *people))
        else:
            several = dict.fromkeys((*one.parts.get(part, ()), *people))
            found[key] = Said(who, note.stage, {**one.parts, part: tuple(several)}, one.absent)
    return tuple(found.values())


def is_part(state: Workshop, note: Note) -> bool:
    """Say whether a note says somebody's part, and so is no insight."""
    asked = asked_lanes(state).get(note.lane)
    if asked is None or note.stored:
        return False
    if asked.form == "parts":
        return note.choice is not None
    return asked.form == "people" and asked.part is not None and names_somebody(note.text)


def _parts(state: Workshop) -> Iterator[tuple[Note, Someone, Part | None]]:
    asked = asked_lanes(state)
    for note in kept(state):
        if not is_part(state, note):
            continue
        part = asked[note.lane].part
        if part is None:
            chosen = next((one for one in get_args(Part) if one == note.choice), None)
            yield note, about(state, note), chosen
        else:
            yield note, someone(state, note.text), part


def _ref(who: Someone, refs: Mapping[str, Ref]) -> str | None:
    return who.ref or (str(refs[who.id]) if who.id in refs else None)


def _made(ref: str, one: Said, part: Part) -> Involvement:
    others = [other for other in STRONGEST if other != part and other in one.parts]
    return Involvement(
        id=f"{ref.lower()}:{one.stage or 'all'}"[:80],
        persona=ref,
        stage=one.stage,
        part=part,
        contributors=one.parts[part],
        otherwise=tuple(
            Otherwise(id=other, part=other, contributors=one.parts[other]) for other in others
        ),
    )
