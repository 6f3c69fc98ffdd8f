"""Entries: what can be found, each insight with the context that gives it its meaning."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from knowledge.identity import PlaceId
from knowledge.index.library import Held, Library
from knowledge.records.models.claims import Insight
from knowledge.records.models.journeys import Journey
from knowledge.records.models.one_liners import OneLiner
from knowledge.records.models.personas import Persona
from knowledge.records.models.scenarios import Scenario
from knowledge.records.models.segments import Segment
from knowledge.records.refs import Ref


@dataclass(frozen=True)
class Entry:
    """One claim that a question can find.

    `id` is stable over versions; `text` is verbatim; `context` says whom and what it is about
    and is searched with it, never shown.
    """

    id: str
    ref: Ref
    version: int
    insight: str | None
    lane: str
    stage: str | None
    personas: tuple[Ref, ...]
    text: str
    context: str
    visibility: PlaceId | None

    @property
    def meaning(self) -> str:
        """Give the text that is embedded."""
        return f"{self.text} ({self.context})" if self.context else self.text

    @cached_property
    def digest(self) -> str:
        """Name the embedded text; equal texts share a vector."""
        return hashlib.sha256(self.meaning.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def entries(library: Library) -> tuple[Entry, ...]:
    """Return everything in *library* that can be found, in the order of refs."""
    found: list[Entry] = []
    for persona in library.personas:
        found += _of_persona(library, persona)
    for journey in library.journeys:
        found += _of_journey(library, journey)
    for segment in library.segments:
        found += _of_segment(segment)
    for scenario in library.scenarios:
        found += _of_scenario(library, scenario)
    for one_liner in library.one_liners:
        if one_liner.body.match.confirmed:
            found.append(_of_one_liner(library, one_liner))
    return tuple(found)


def _joined(*parts: str | None) -> str:
    return "; ".join(part for part in parts if part)


def _who(library: Library, persona: Held[Persona]) -> str:
    body = persona.body
    company = library.persona(body.company)
    if company and company.version.visibility not in (None, persona.version.visibility):
        company = None
    parts = (body.name, body.role, company.body.name if company else None)
    return ", ".join(part for part in parts if part)


def _whom(
    library: Library, refs: tuple[str, ...], place: PlaceId | None
) -> tuple[tuple[Ref, ...], str]:
    """Name the personas; one that fewer people may see than the record stays unnamed."""
    held = [p for p in map(library.persona, refs) if p]
    named = [_who(library, p) for p in held if p.version.visibility in (None, place)]
    return tuple(p.ref for p in held), " and ".join(named)


def _of_persona(library: Library, persona: Held[Persona]) -> Iterator[Entry]:
    who = _who(library, persona)
    body = persona.body
    if body.portrait:
        portrait = Insight(id="portrait", text=body.portrait, lane="portrait")
        yield _claim(persona, portrait, who, (persona.ref,))
    for insight in body.insights:
        yield _claim(persona, insight, _joined(who, _plain(insight.lane)), (persona.ref,))


def _of_journey(library: Library, journey: Held[Journey]) -> Iterator[Entry]:
    body = journey.body
    refs, who = _whom(library, body.personas, journey.version.visibility)
    titles = {stage.id: stage.title for stage in body.stages}
    for insight in body.insights:
        stage = titles.get(insight.stage or "")
        context = _joined(who, stage, _plain(insight.lane), body.title)
        yield _claim(journey, insight, context, refs)
    for held in body.hypotheses:
        told = Insight(id=held.id, text=held.text, lane="hypotheses")
        yield _claim(journey, told, _joined(who, "hypothesis", body.title), refs)


def _of_segment(segment: Held[Segment]) -> Iterator[Entry]:
    name = segment.body.name
    for criterion in segment.body.criteria:
        told = Insight(id=criterion.id, text=criterion.text, lane=criterion.about)
        yield _claim(segment, told, _joined(name, criterion.about))
    for insight in segment.body.insights:
        yield _claim(segment, insight, _joined(name, _plain(insight.lane)))


def _of_scenario(library: Library, scenario: Held[Scenario]) -> Iterator[Entry]:
    body = scenario.body
    refs, who = _whom(library, (body.persona,), scenario.version.visibility)
    titles = {stage.id: stage.title for stage in body.stages}
    for insight in body.insights:
        stage = titles.get(insight.stage or "")
        yield _claim(scenario, insight, _joined(who, stage, _plain(insight.lane)), refs)


def _of_one_liner(library: Library, one_liner: Held[OneLiner]) -> Entry:
    version, match = one_liner.version, one_liner.body.match
    refs, who = _whom(library, (match.persona,) if match.persona else (), version.visibility)
    journey = library.journey(match.journey)
    if journey and journey.version.visibility not in (None, version.visibility):
        journey = None
    stages = journey.body.stages if journey else ()
    stage = next((s.title for s in stages if s.id == match.stage), None)
    return Entry(
        id=str(one_liner.ref), ref=one_liner.ref, version=version.number, insight=None,
        lane="quotes", stage=match.stage, personas=refs, text=one_liner.body.sentence,
        context=_joined(who, stage), visibility=version.visibility,
    )  # fmt: skip


def _plain(lane: str) -> str:
    return lane.replace("_", " ")


def _claim(
    held: Held[Persona] | Held[Journey] | Held[Segment] | Held[Scenario],
    insight: Insight,
    context: str,
    refs: tuple[Ref, ...] = (),
) -> Entry:
    version = held.version
    return Entry(
        id=f"{held.ref}:{insight.id}", ref=held.ref, version=version.number, insight=insight.id,
        lane=insight.lane, stage=insight.stage, personas=refs, text=insight.text,
        context=context, visibility=version.visibility,
    )  # fmt: skip
