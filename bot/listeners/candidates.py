"""Candidates: whose path can be mapped, as far as the person who asks may see."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, get_args

from bot.desk import Desk
from bot.errors import FormTampered
from bot.listeners.acts import Act
from bot.listeners.values import one_of
from bot.views.whose import Candidate, Choice
from knowledge.identity import PlaceId, within
from knowledge.records import store
from knowledge.records.copies import seen_in
from knowledge.records.models.journeys import Journey
from knowledge.records.models.personas import Persona
from knowledge.records.models.scenarios import Scenario
from knowledge.records.models.segments import Segment
from knowledge.records.refs import Kind, Ref
from knowledge.records.store import Version
from prompts.models import Agenda
from workshops.engine.events import Whose
from workshops.errors import SubjectMissing
from workshops.subjects import Whom

KINDS_SHOWN = (Kind.PERSONA, Kind.SEGMENT, Kind.JOURNEY, Kind.SCENARIO)
KINDS: tuple[Whose, ...] = get_args(Whose)


async def candidates(desk: Desk, act: Act, place: PlaceId | None) -> list[Candidate]:
    """Return everybody whose path can be mapped in a place, and the journeys to renew there."""
    async with desk.ledger.reading(act.workspace) as tx:
        found = await store.all_current(tx, *KINDS_SHOWN)
    seen = seen_in(found, within(place))
    everybody = Candidate(
        ref="", name=desk.words("start.everybody"), kind="everybody", journeys=_journeys("", seen)
    )
    return [*(one for version in seen if (one := _as_candidate(version, seen))), everybody]


async def visible_journeys(desk: Desk, act: Act, place: PlaceId | None) -> list[tuple[str, str]]:
    """Return by ref and title the journeys whose stages may be taken in a place, newest first."""
    async with desk.ledger.reading(act.workspace) as tx:
        found = await store.all_current(tx, Kind.JOURNEY)
    seen = seen_in(found, within(place))
    return [
        (str(one.ref), one.body.title)
        for one in sorted(seen, key=lambda one: -one.generation)
        if isinstance(one.body, Journey) and one.body.stages
    ]


def _as_candidate(version: Version, all_: Sequence[Version]) -> Candidate | None:
    body, ref = version.body, str(version.ref)
    if isinstance(body, Segment):
        return Candidate(ref=ref, name=body.name, kind="segment", journeys=_journeys(ref, all_))
    if not isinstance(body, Persona):
        return None
    kind: Whose = "prospect" if body.who == "prospect" else "persona"
    return Candidate(
        ref=ref,
        name=body.name,
        kind=kind,
        role=body.role or "",
        journeys=_journeys(ref, all_),
        scenarios=_scenarios(ref, all_),
        along=_along(ref, all_),
    )


def _scenarios(ref: str, all_: Sequence[Version]) -> tuple[str, ...]:
    return tuple(
        str(one.ref) for one in all_ if isinstance(one.body, Scenario) and one.body.persona == ref
    )


def _along(ref: str, all_: Sequence[Version]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (str(one.ref), one.body.title)
        for one in all_
        if isinstance(one.body, Journey) and ref in one.body.personas
    )


def _journeys(ref: str, all_: Sequence[Version]) -> tuple[str, ...]:
    """Return the journeys that are named after a record, or after nobody in particular."""
    return tuple(
        str(one.ref)
        for one in all_
        if isinstance(one.body, Journey)
        and ref == (next(iter((*one.body.personas, one.body.segment))) or "")
    )


async def candidate(desk: Desk, act: Act, ref: str, place: PlaceId | None) -> Candidate | None:
    """Return who is meant by the ref of a persona, segment or journey, with that journey only."""
    Ref.parse(ref)
    every = await candidates(desk, act, place)
    found = next((one for one in every if ref in (one.ref, *one.journeys, *one.scenarios)), None)
    if found is None or ref == found.ref:
        return found
    if ref in found.journeys:
        return replace(found, journeys=(ref,))
    return replace(found, scenarios=(ref,))


def chosen_subjects(values: Sequence[str], agenda: Agenda) -> dict[str, Any]:
    """Return whose path was chosen, and which record is renewed, as a wish says it.

    Raises:
        SubjectMissing: Two records would be renewed, or none where the agenda needs one.
        FormTampered: A value is none of ours.
    """
    chosen = [Choice.read(value) for value in values]
    renews = [one.ref for one in chosen if one.means == "renew"]
    others = [_whom(one) for one in chosen if one.means != "renew"]
    along = [one.along for one in chosen if one.means == "along"]
    if not agenda.staged:
        renews, others = [one.ref for one in others if one.ref], [o for o in others if not o.ref]
    if len(renews) > 1 or (agenda.renews and not renews):
        raise SubjectMissing
    return {
        "renews": str(Ref.parse(renews[0])) if renews else "",
        "along": str(Ref.parse(along[0])) if along else "",
        "whose": tuple(others),
    }


def _whom(chosen: Choice) -> Whom:
    if chosen.means == "everybody":
        return Whom(kind="everybody")
    if chosen.means == "new":
        kind = one_of(KINDS, chosen.kind)
        if kind is None:
            raise FormTampered
        return Whom(name=chosen.name, kind=kind)
    return Whom(ref=str(Ref.parse(chosen.ref)))
