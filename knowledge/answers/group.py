"""The buying group as a whole: who decides, who has a say, who can stop it, and where."""

from collections.abc import Iterator, Sequence
from typing import get_args

from knowledge.answers import onward, where, whom
from knowledge.answers.cells import Cell, Claim
from knowledge.answers.citing import Citations
from knowledge.answers.lines import of_claim
from knowledge.answers.models import AnswerLine, Involved, LineKind
from knowledge.answers.reading import Reading
from knowledge.answers.resolve import Asked
from knowledge.answers.where import JourneyHeld, Place
from knowledge.index.library import Library
from knowledge.records.models.journeys import Involvement, Stage
from knowledge.records.models.terms import Line
from prompts.models import Part

MOST_JOURNEYS = 2
MOST_OBJECTIONS = 3
TOLD = ("buying_group",)
BESIDE: dict[Part, tuple[Part, ...]] = {"blocks": ("decides",), "decides": ("blocks",)}
"""Whoever decides can stop it, and whoever can stop it decides along."""


def parts_asked(reading: Reading, seen: Library) -> tuple[Part, ...]:
    """Return which parts a question asks for: "who can stop the deal?"; none for most."""
    known, words = reading.lexicon, set(reading.words)
    said = tuple(part for part in get_args(Part) if words & known.parts[part])
    if not said or not known.whom.isdisjoint(words):
        return said
    return said if _asks_whether(reading, said, seen) else ()


def _asks_whether(reading: Reading, parts: Sequence[Part], seen: Library) -> bool:
    """Say whether it only asks if somebody has that part: "does Milan have a veto?"."""
    named = whom.mentions(reading, seen)
    free = whom.beyond(named, reading)
    telling = {word for part in parts if part in BESIDE for word in free.lexicon.parts[part]}
    left = {word for n, word in enumerate(free.words) if n not in free.taken}
    left -= free.lexicon.stop | free.lexicon.parts_with
    whether = 0 in free.taken or free.words[0] in free.lexicon.subject
    return bool(named) and whether and bool(left) and left <= telling


def journeys(asked: Asked) -> tuple[JourneyHeld, ...]:
    """Return the journeys whose buying group is meant: named, pinned, or of who is named."""
    known = [one for one in asked.seen.journeys if one.body.involvement]
    since = asked.given.since if onward.step(asked.reading) else None
    before = since.journey if since else None
    wanted = [
        asked.given.journey,
        *asked.reading.refs,
        before,
        *(p.journey for p in asked.given.pins),
    ]
    named = [one for ref in wanted if ref for one in known if str(one.ref) == str(ref)]
    if named:
        return tuple(named[:1])
    people = [mention.persona for mention in whom.mentions(asked.reading, asked.seen)]
    theirs = [one for p in people for one in where.journeys_of(p, asked.seen) if one in known]
    found = dict.fromkeys(theirs or sorted(known, key=_newest))
    return tuple(found)[:MOST_JOURNEYS]


def lines(
    asked: Asked, journey: JourneyHeld, parts: Sequence[Part], citations: Citations
) -> list[AnswerLine]:
    """Return a line for each part that is asked for, then what is known of those people."""
    named = stage_named(asked, journey)
    stage = named.id if named else None
    wanted = dict.fromkeys((*parts, *(other for part in parts for other in BESIDE.get(part, ()))))
    said = [
        line for part in wanted if (line := part_line(asked.seen, journey, part, stage, citations))
    ]
    against = [*_objections(asked, said, citations)] if set(parts) & BESIDE.keys() else []
    return [*said, *against, *_told(journey, stage, citations)]


def on(journey: JourneyHeld, line: AnswerLine) -> AnswerLine:
    """Return *line* with the path on which it holds, where several are told of."""
    if line.kind != LineKind.GROUP:
        return line
    return line.model_copy(update={"about": journey.body.title})


def stage_named(asked: Asked, journey: JourneyHeld) -> Stage | None:
    """Return the stage that the question is limited to; None for the whole journey."""
    said = whom.beyond(whom.mentions(asked.reading, asked.seen), asked.reading)
    stages = where.places([journey])
    found = where.named(said, stages)
    return found[0].stage if found else _gone_on_to(asked, stages)


def _gone_on_to(asked: Asked, stages: Sequence[Place]) -> Stage | None:
    """Return the stage beside the one of the answer before: "who decides after that?"."""
    since, step = asked.given.since, onward.step(asked.reading)
    left = next((one for one in stages if since and step and one.stage.id == since.stage), None)
    meant = where.beside(left, stages, step) if left else None
    return meant.stage if meant and meant is not left else None


def _newest(journey: JourneyHeld) -> int:
    return -journey.version.generation


def part_line(
    seen: Library, journey: JourneyHeld, part: Part, stage: str | None, citations: Citations
) -> AnswerLine | None:
    """Return who has a part in a stage, or anywhere; None when nobody is known."""
    people = tuple(_people(seen, journey, part, stage))
    if not people:
        return None
    citation = citations.involvement(journey, stage)
    return AnswerLine(
        kind=LineKind.GROUP, citations=(citation.number,), belief=True, involved=people
    )


def _people(
    seen: Library, journey: JourneyHeld, part: Part, stage: str | None
) -> Iterator[Involved]:
    found: dict[str, list[Involvement]] = {}
    for one in journey.body.involvement:
        if one.part == part and (stage is None or one.stage in (None, stage)):
            found.setdefault(one.persona, []).append(one)
    for ref, items in sorted(found.items(), key=lambda pair: -len(pair[1])):
        persona = seen.persona(ref)
        if persona:
            yield Involved(
                persona=ref,
                name=persona.body.name,
                role=persona.body.role,
                part=part,
                stages=() if stage else _titles(journey, items),
            )


def _titles(journey: JourneyHeld, items: Sequence[Involvement]) -> tuple[Line, ...]:
    """Return the titles of the stages in their order; none when it is throughout."""
    here = {one.stage for one in items}
    if None in here:
        return ()
    return tuple(stage.title for stage in journey.body.stages if stage.id in here)


def _objections(
    asked: Asked, said: Sequence[AnswerLine], citations: Citations
) -> Iterator[AnswerLine]:
    """Yield what those who can stop it say against it, one each."""
    first = said[0].involved if said else ()
    for one in first[:MOST_OBJECTIONS]:
        persona = asked.seen.persona(one.persona)
        if persona is None:
            continue
        cell = Cell(persona, None, asked.seen, asked.seen)
        for claim in cell.overall("objections")[:1]:
            yield of_claim(LineKind.OBJECTION, claim, citations, about=persona.body.name)


def _told(journey: JourneyHeld, stage: str | None, citations: Citations) -> Iterator[AnswerLine]:
    """Yield what the journey says about how they decide."""
    told = [one for one in journey.body.insights if one.lane in TOLD]
    here = [one for one in told if stage is None or one.stage in (None, stage)]
    for insight in here[:MOST_OBJECTIONS]:
        yield of_claim(LineKind.WHO_ELSE, Claim(journey, insight), citations)
