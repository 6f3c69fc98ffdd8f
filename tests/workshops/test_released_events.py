"""Events are never reinterpreted: what a release has written is read for ever.

`released/` holds one log a release, as the ledger keeps it, and what it must fold to. A file is
never changed; a new kind of event is added by a new file.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

import pytest

from knowledge.identity import PersonId
from workshops.engine import Note, Workshop, evolve
from workshops.engine.events import AnyEvent, body_of, event_of
from workshops.engine.state import Disagreement, Offer, Vote

RELEASED = sorted((Path(__file__).parent / "released").glob("*.json"))


def events_of(path: Path) -> Iterator[AnyEvent]:
    for line in json.loads(path.read_text("utf-8"))["events"]:
        at, by = datetime.fromisoformat(line["at"]), PersonId(line["by"])
        yield event_of(line["type"], line["body"], v=line["v"], at=at, by=by)


def outcome(state: Workshop) -> dict[str, Any]:
    """What people would see of it."""
    return {
        "status": state.status,
        "activity": str(state.drawn),
        "facilitator": state.facilitator,
        "people": list(state.people),
        "stages": [[stage.id, stage.title] for stage in state.stages],
        "skipped": dict(sorted(state.skipped.items())),
        "ready": {key: sorted(people) for key, people in sorted(state.ready.items())},
        "ends_at": state.clock.ends_at.isoformat() if state.clock.ends_at else None,
        "published": list(state.published),
        "notes": [_shown(note) for note in state.in_order()],
        "day": state.clock.day and state.clock.day.isoformat(),
        "overtime": state.clock.overtime,
        "reminded": sorted(state.clock.reminded),
        "voices": dict(sorted(state.seal.voices.items())),
        "revealed": sorted(state.seal.revealed),
        "goal": state.goal,
        "offers": {f"{by} {key}": _offer(one) for (by, key), one in sorted(state.offers.items())},
        "proposed": [list(group) for group in state.proposed.groups],
        "votes": {lane: _vote(vote) for lane, vote in sorted(state.votes.by_lane.items())},
        "dissent": {note: [_differs(one) for one in told] for note, told in _sorted(state.dissent)},
        "held": {ts: one.held for ts, one in sorted(state.replies.items()) if one.held},
        "departments": list(state.agreed.departments),
        "nudged": {key: sorted(people) for key, people in sorted(state.nudged.items())},
        "undisturbed": {by: at.isoformat() for by, at in sorted(state.undisturbed.items())},
        "away": state.away,
        "shared": state.shared,
        "visibility": state.visibility,
        "sides": dict(sorted(state.sides.items())),
    }


def _sorted(found: Mapping[Any, Any]) -> list[tuple[Any, Any]]:
    return sorted(found.items())


def _differs(one: Disagreement) -> dict[str, Any]:
    return {
        "id": one.id,
        "person": one.person,
        "text": one.text,
        "department": one.department,
        "beside": one.beside,
        "nameless": one.nameless,
    }


def _offer(offer: Offer) -> dict[str, Any]:
    said = [[one.what, one.id, one.was, one.text] for one in offer.proposals]
    return {
        "heard": offer.heard,
        "said": said,
        "nameless": offer.nameless,
        "outcome": offer.outcome,
    }


def _vote(vote: Vote) -> dict[str, Any]:
    given = {person: dict(sorted(votes.items())) for person, votes in sorted(vote.ballots.items())}
    return {"budget": vote.budget, "cap": vote.cap, "closed": vote.closed, "ballots": given}


def _shown(note: Note) -> dict[str, Any]:
    return {
        "id": note.id,
        "person": note.person,
        "activity": note.activity,
        "lane": note.lane,
        "text": note.text,
        "stage": note.stage,
        "unsorted": note.unsorted,
        "feeling": note.feeling and [note.feeling.word, note.feeling.value],
        "met": note.met,
        "channel": note.channel,
        "starts": note.starts,
        "decision": note.decision,
        "into": note.into,
        "called": note.called,
        "sources": [one.model_dump(mode="json", exclude_none=True) for one in note.sources],
        "met_sources": [one.model_dump(mode="json", exclude_none=True) for one in note.met_sources],
        "unfounded": sorted(note.unfounded),
    }


@pytest.mark.parametrize("path", RELEASED, ids=lambda path: path.stem)
def test_what_a_release_has_written_reads_as_it_did(path: Path) -> None:
    state: Workshop | None = None
    for event in events_of(path):
        state = evolve(state, event)
    assert state is not None
    wanted, found = json.loads(path.read_text("utf-8"))["outcome"], outcome(state)
    found["notes"] = [
        {key: note[key] for key in then}
        for note, then in zip(found["notes"], wanted["notes"], strict=True)
    ]
    assert {key: found[key] for key in wanted} == wanted


def test_every_kind_of_event_is_among_them() -> None:
    kinds = {kind.model_fields["type"].default for kind in get_args(get_args(AnyEvent)[0])}
    assert kinds == {event.type for path in RELEASED for event in events_of(path)}


@pytest.mark.parametrize("path", RELEASED, ids=lambda path: path.stem)
def test_an_event_is_written_as_it_was_read(path: Path) -> None:
    for event in events_of(path):
        again = event_of(event.type, body_of(event), v=event.v, at=event.at, by=event.by)
        assert again == event
