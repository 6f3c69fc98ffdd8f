"""The frame of a record: what it says besides its claims, of the whole and of each stage."""

from collections.abc import Iterator

from bot.views import lanes
from bot.views.claims import sourced
from bot.views.involved import parts
from bot.views.left_out import together
from bot.views.mrkdwn import inline
from bot.views.path import Names, ways_on
from knowledge.records.models.claims import Hypothesis
from knowledge.records.models.journeys import Journey, Stage
from knowledge.records.models.personas import Persona
from knowledge.records.models.scenarios import Scenario
from knowledge.records.models.segments import Segment
from prompts.loader import Prompts
from prompts.words import Words

MOST_RATINGS = 8
Staged = Journey | Scenario
Readable = Staged | Persona | Segment


def lines(body: Readable, stage: Stage | None, prompts: Prompts, personas: Names) -> list[str]:
    """Return what is no claim: the frame, who takes part, what was left out."""
    words = prompts.words
    said: list[str] = []
    if isinstance(body, Segment | Persona):
        said = [inline(body.portrait)] if body.portrait else []
    if isinstance(body, Segment):
        said += lanes.ratings(body, prompts, most=MOST_RATINGS)
    if isinstance(body, Staged):
        said = _of_stage(body, stage, words) if stage else _of_the_whole(body, words)
    if isinstance(body, Scenario) and stage:
        said += _lacks(body, stage, prompts)
    if isinstance(body, Journey):
        involved = parts(body, stage.id if stage else None, personas, words=words)
        said += [involved] if involved else []
    if stage is None:
        said += [
            words(
                "record.cut_short" if one.cut_short else "record.left_out",
                what=inline(", ".join(each.what for each in (one, *more))),
                reason=inline(one.reason),
            )
            for one, *more in together(body.skipped)
        ]
    return said


def _of_stage(body: Staged, stage: Stage, words: Words) -> list[str]:
    said = [inline(text) for text in (stage.phase, stage.about) if text]
    said += ways_on(body, stage, words)
    if stage.skipped:
        said.append(words("record.stage_skipped", reason=inline(stage.skipped)))
    return said


def _lacks(body: Scenario, stage: Stage, prompts: Prompts) -> list[str]:
    empty = [lanes.label(lane, prompts) for one, lane in body.gaps() if one.id == stage.id]
    return [prompts.words("record.lacks", lanes=", ".join(empty))] if empty else []


def _of_the_whole(body: Staged, words: Words) -> list[str]:
    if isinstance(body, Scenario):
        return [words("record.goal", text=inline(body.goal))] if body.goal else []
    said = [words("record.variant", ref=body.variant_of)] if body.variant_of else []
    if body.without:
        said.append(words("record.without", n=len(body.without), ref=body.variant_of or ""))
    said += [
        words(f"record.{field}", text=inline(text))
        for field, text in (("goal", body.goal), ("trigger", body.trigger), ("scope", body.scope))
        if text
    ]
    if body.strength:
        said.append(words(f"record.strength.{body.strength}"))
    return said + [line for one in body.hypotheses for line in _hypothesis(one, words)]


def _hypothesis(one: Hypothesis, words: Words) -> Iterator[str]:
    """Say what became of a hypothesis, who sees it otherwise, and why."""
    line = words("record.hypothesis", text=inline(one.text), status=words(f"record.{one.status}"))
    yield sourced(line, one, words)
    for seen in one.seen:
        facts = {"verdict": words(f"record.{seen.verdict}")}
        if seen.verdict != one.status:
            yield words("record.seen_otherwise", n=max(1, len(seen.contributors)), **facts)
        yield from (words("record.seen_because", text=inline(text)) for text in seen.reasons)
