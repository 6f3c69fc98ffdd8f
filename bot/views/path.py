"""A path on its record's card: what stands above it, and each stage in a line."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from bot.views import blocks, guard, lanes
from bot.views.blocks import Block
from bot.views.involved import parts
from bot.views.mrkdwn import inline
from bot.views.note import signed
from knowledge.records.diversity import OneSided
from knowledge.records.models.claims import Insight
from knowledge.records.models.journeys import Journey, Stage
from knowledge.records.models.scenarios import Scenario
from prompts.loader import Prompts
from prompts.words import Words

SHOWN_STAGES = 20
SHOWN_HYPOTHESES = 2
LONGEST_TEXT = 300
LONGEST_TITLE = 80
LONGEST_PATH = 2900
Names = Mapping[str, str]


def journey(body: Journey, prompts: Prompts, personas: Names, sides: OneSided) -> list[Block]:
    """Return what a card says of a journey: what frames it, its stages, what it is founded on."""
    framed = _frame(body, prompts.words)
    lines = [
        _known(body, stage, number=n, words=prompts.words, personas=personas)
        for n, stage in _shown(body)
    ]
    return [
        *([blocks.section("\n".join(framed))] if framed else []),
        *_stages(body, lines, prompts.words),
        *lanes.founded(body.insights, prompts, sides=sides),
    ]


def scenario(body: Scenario, prompts: Prompts, sides: OneSided) -> list[Block]:
    """Return what a card says of a scenario: its stages, what is empty, what it is founded on."""
    lines = [_lacks(body, stage, n, prompts) for n, stage in _shown(body)]
    shown, gaps = _stages(body, lines, prompts.words), len(body.gaps())
    if gaps:
        shown.append(blocks.context(prompts.words("record.gaps", n=gaps)))
    return [*shown, *lanes.founded(body.insights, prompts, sides=sides)]


def ways_on(body: Journey | Scenario, stage: Stage, words: Words) -> list[str]:
    """Say where a stage leads other than to the next one: back, or to an end without change."""
    numbers = {one.id: number for number, one in enumerate(body.stages, start=1)}
    back = numbers.get(stage.loops_to or "")
    said = [words("record.leads_back", n=back)] if back else []
    return [*said, words("record.may_end")] if stage.ends else said


def short(text: str) -> str:
    """Return what somebody wrote as a card has room for it."""
    return guard.cut(inline(text), LONGEST_TEXT)


def _frame(body: Journey, words: Words) -> list[str]:
    framed = [words("record.variant", ref=body.variant_of)] if body.variant_of else []
    framed += [
        words(f"record.{field}", text=short(text))
        for field, text in (("goal", body.goal), ("trigger", body.trigger))
        if text
    ]
    if body.strength:
        framed.append(words(f"record.strength.{body.strength}"))
    framed += [
        words("record.hypothesis", text=short(one.text), status=words(f"record.{one.status}"))
        for one in body.hypotheses[:SHOWN_HYPOTHESES]
    ]
    if len(body.hypotheses) > SHOWN_HYPOTHESES:
        hidden = len(body.hypotheses) - SHOWN_HYPOTHESES
        framed.append(words("record.more_hypotheses", n=hidden))
    return framed


def _shown(body: Journey | Scenario) -> Iterable[tuple[int, Stage]]:
    return enumerate(body.stages[:SHOWN_STAGES], start=1)


def _stages(body: Journey | Scenario, lines: list[str], words: Words) -> list[Block]:
    if len(body.stages) > SHOWN_STAGES:
        lines = [*lines, words("record.more_stages", n=len(body.stages) - SHOWN_STAGES)]
    return [blocks.section(guard.cut("\n".join(lines), LONGEST_PATH))] if lines else []


def _known(body: Journey, stage: Stage, *, number: int, words: Words, personas: Names) -> str:
    """Say of a stage how much is known, how it feels, who has a say, and where it leads."""
    if stage.skipped:
        return _left_out(stage, number, words)
    insights = [one for one in body.insights if one.stage == stage.id]
    if insights:
        claims = words("record.claims", n=len(insights))
    elif body.variant_of:
        claims = words("record.as_in", ref=body.variant_of)
    else:
        claims = words("record.no_claims")
    said = (
        words("record.stage", number=number, title=_title(stage), claims=claims),
        _felt(insights, words),
        parts(body, stage.id, personas, words=words, only=("decides", "blocks")),
        *ways_on(body, stage, words),
    )
    return words("record.separator").join(part for part in said if part)


def _lacks(body: Scenario, stage: Stage, number: int, prompts: Prompts) -> str:
    """Say of a stage what is still empty."""
    words, title = prompts.words, _title(stage)
    if stage.skipped:
        return _left_out(stage, number, words)
    empty = [lanes.label(lane, prompts) for one, lane in body.gaps() if one.id == stage.id]
    if not empty:
        return words("record.stage_full", n=number, title=title)
    if len(empty) == len(body.lanes):
        return words("record.stage_empty", n=number, title=title)
    return words("record.stage_lacks", n=number, title=title, lanes=", ".join(empty))


def _left_out(stage: Stage, number: int, words: Words) -> str:
    reason = guard.cut(inline(stage.skipped or ""), LONGEST_TITLE)
    return words("record.stage_left_out", n=number, title=_title(stage), reason=reason)


def _title(stage: Stage) -> str:
    return guard.cut(inline(stage.title), LONGEST_TITLE)


def _felt(insights: Sequence[Insight], words: Words) -> str:
    """Say how feelings spread, from best to worst: +2 once and -2 twice is no 0."""
    counted = Counter(feeling.value for feeling in lanes.feelings(insights))
    items = (
        words("record.felt_item", value=signed(value), n=n)
        for value, n in sorted(counted.items(), reverse=True)
    )
    return words("record.felt", spread=", ".join(items)) if counted else ""
