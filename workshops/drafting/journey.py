"""Drafting a journey."""

from collections.abc import Mapping, Sequence

from knowledge.records.models.journeys import Involvement, Journey
from knowledge.records.models.terms import LINE_LIMIT
from knowledge.records.refs import Kind, Ref
from workshops.drafting import beliefs
from workshops.drafting.fields import agreed, chosen, texts
from workshops.drafting.insights import insights, plain, skipped
from workshops.drafting.involvement import involvement
from workshops.drafting.keeping import kept, parked, voices
from workshops.drafting.stages import stages
from workshops.engine.beliefs import LANE
from workshops.engine.dissent import by_note
from workshops.engine.state import Note, Workshop


def drafted(
    state: Workshop, before: Journey | None, subjects: Sequence[Ref], members: Mapping[str, Ref]
) -> Journey:
    """Return the journey as the workshop leaves it; *members* are the records of newcomers."""
    notes = kept(state)
    fields = texts(state, notes)
    journey = before or Journey(title=_title(state), state=state.agreed.state)
    personas, segment = _spotlight(journey, subjects)
    stored = {one.id for one in journey.hypotheses}
    said = [
        note
        for note in plain(state, notes, fields)
        if note.id not in stored and not _as_inherited(state, note)
    ]
    choices = chosen(state, notes, voices(state), journey.choices)
    return journey.model_copy(
        update={
            "personas": personas,
            "segment": segment,
            "goal": state.goal or journey.goal,
            "trigger": fields["trigger"].text if "trigger" in fields else journey.trigger,
            "strength": agreed(choices, "strength") or journey.strength,
            "choices": choices,
            "hypotheses": tuple(beliefs.hypotheses(state, notes, journey.hypotheses)),
            "variant_of": state.agreed.variant_of or journey.variant_of,
            "without": _without(state, journey),
            "stages": stages(state, journey.stages),
            "involvement": _of_stages(state, involvement(state, journey.involvement, members)),
            "insights": tuple(insights(state, said, journey.insights)),
            "skipped": skipped(state, journey.skipped),
        }
    )


def _spotlight(journey: Journey, subjects: Sequence[Ref]) -> tuple[tuple[str, ...], str | None]:
    """Return the journey's personas and segment, with the workshop's subjects among them."""
    personas = [str(ref) for ref in subjects if ref.kind is Kind.PERSONA]
    segments = [str(ref) for ref in subjects if ref.kind is Kind.SEGMENT]
    every = dict.fromkeys((*journey.personas, *personas))
    return tuple(every), segments[0] if segments else journey.segment


def _of_stages(state: Workshop, parts: tuple[Involvement, ...]) -> tuple[Involvement, ...]:
    """Return the parts where their stage is now, without those in stages that are gone."""
    found = {one.id: one for one in parts if one.stage is None or state.stage(one.stage)}
    for one in parts:
        stage = state.stage_now(one.stage)
        if stage != one.stage and state.stage(stage):
            id = f"{one.persona.lower()}:{stage}"[:80]
            found.setdefault(id, one.model_copy(update={"id": id, "stage": stage}))
    return tuple(found.values())


def _as_inherited(state: Workshop, note: Note) -> bool:
    """Say whether a note only repeats what the framework says."""
    taken = state.agreed.inherited
    if note.id not in taken or note.id in by_note(state):
        return False
    return taken[note.id] == note.stage or note.lane == LANE


def _without(state: Workshop, journey: Journey) -> tuple[str, ...]:
    """Return what of the framework does not hold here."""
    gone = (id for id in state.agreed.inherited if id in parked(state))
    return tuple(dict.fromkeys((*journey.without, *gone)))


def _title(state: Workshop) -> str:
    return (state.agreed.title or state.agreed.subject.name)[:LINE_LIMIT]
