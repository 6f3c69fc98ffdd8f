"""Insights: what kept notes say in a record, and what a team left out."""

from collections.abc import Iterable, Iterator, Mapping

from knowledge.identity import PersonId
from knowledge.records.models.choices import Skipped
from knowledge.records.models.claims import Insight
from prompts.models import CHOOSES
from workshops.drafting.dissent import differing
from workshops.drafting.fields import field_of
from workshops.drafting.involvement import is_part
from workshops.drafting.keeping import standing, standing_for, voices
from workshops.drafting.sources import founded, given
from workshops.engine.beliefs import speaks_of
from workshops.engine.dissent import by_note
from workshops.engine.state import Note, Workshop
from workshops.engine.votes import ranks

MOMENTS = "moments"
"""The lane of the moments of truth."""


def plain(state: Workshop, notes: Iterable[Note], fields: Mapping[str, Note]) -> list[Note]:
    """Return the notes that are insights: all but those that a field or list of its own holds."""
    of, seen = field_of(state), by_note(state)
    # A field has no room for a second view: what is seen differently is a claim as well.
    used = {note.id for note in fields.values() if note.id not in seen}
    return [
        note
        for note in notes
        if note.id not in used
        and not is_part(state, note)
        and not speaks_of(state, note)
        and (note.stored or not _elsewhere(note, of.get(note.lane)))
    ]


def _elsewhere(note: Note, field: str | None) -> bool:
    return field == "hypotheses" or (field in CHOOSES and note.choice is not None)


def insights(
    state: Workshop, notes: Iterable[Note], before: tuple[Insight, ...]
) -> Iterator[Insight]:
    """Yield an insight for each note; what a stored one stands on stays."""
    known = {insight.id: insight for insight in before}
    said_by, ranked = voices(state), ranks(state)
    stands_for = standing(state, before)
    claims, ratings, seen = given(state), given(state, "met"), differing(state, before)
    for note in notes:
        old = known.get(note.id)
        said = said_by.get(note.id, ())
        people = dict.fromkeys((*(old.contributors if old else ()), *said))
        if old:
            update: dict[str, object] = {"stage": note.stage, "contributors": tuple(people)}
            update |= {"text": note.called or old.text, "votes": ranked.get(note.id, old.votes)}
            update |= {
                "evidence": founded(old.evidence, claims.get(note.id, ()), note),
                "met_evidence": founded(old.met_evidence, ratings.get(note.id, ()), note),
                "dissent": seen.get(note.id, ()),
                "stands_for": stands_for(note.id),
            }
            yield old.model_copy(update=update)
        else:
            yield _insight(note, tuple(people), votes=ranked.get(note.id)).model_copy(
                update={
                    "evidence": claims.get(note.id, ()),
                    "met_evidence": ratings.get(note.id, ()) if note.met is not None else (),
                    "dissent": seen.get(note.id, ()),
                    "stands_for": stands_for(note.id),
                }
            )


def _insight(note: Note, contributors: tuple[PersonId, ...], *, votes: int | None) -> Insight:
    return Insight(
        id=note.id,
        text=note.called or note.text,
        lane=note.lane,
        stage=note.stage,
        met=note.met,
        feeling=note.feeling,
        channel=note.channel,
        starts=note.starts,
        moment_of_truth=note.lane == MOMENTS,
        votes=votes,
        contributors=contributors,
    )


def skipped(state: Workshop, before: tuple[Skipped, ...]) -> tuple[Skipped, ...]:
    """Return what was left out or cut short, and why; what is taken up since is gone."""
    written = {note.activity for note, _ in standing_for(state)}
    now = [
        Skipped(
            id=one.key,
            what=one.title,
            reason=state.skipped[one.key],
            cut_short=one.key in written,
        )
        for one in state.agreed.agenda.activities
        if one.key in state.skipped
    ]
    gone = written | {one.id for one in now}
    return (*(one for one in before if one.id not in gone), *now)
