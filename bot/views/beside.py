"""Today beside tomorrow: what a journey is, and what it should be, stage by stage."""

from collections.abc import Sequence

from bot.views import blocks, guard, lanes
from bot.views.blocks import Block, Element
from bot.views.mrkdwn import inline, plain
from bot.views.values import joined
from knowledge.records.beside import Pair, pairs
from knowledge.records.models.claims import Insight
from knowledge.records.models.journeys import Journey, Stage
from knowledge.records.store import Version
from prompts.loader import Prompts
from prompts.words import Words

BESIDE = "record.beside"
SHOWN_IN_A_LANE, LONGEST = 8, 1400
SHOWN_STAGES = 50


def modal(now: Version, then: Version, page: int, *, prompts: Prompts) -> Block:
    """Return one page: 0 is the overview, 1 and up a stage."""
    words = prompts.words
    first, second = now.body, then.body
    assert isinstance(first, Journey)
    assert isinstance(second, Journey)
    both = pairs(first, second)
    number = page if 0 < page <= len(both) else 0
    shown = [blocks.section(words("beside.head", now=str(now.named), then=str(then.named)))]
    if number:
        shown += _stage(first, second, both[number - 1], prompts)
    else:
        shown += _overview(first, second, both, words)
    shown += _turn(now, then, both=both, number=number, words=words)
    return blocks.modal(BESIDE, words("beside.title"), shown, close=words("buttons.close"))


def alone(version: Version, *, words: Words) -> Block:
    """Say that there is nothing to lay beside it, and how to get it."""
    body = version.body
    state = body.state if isinstance(body, Journey) else "current"
    said = words(f"beside.alone_{state}", ref=str(version.ref))
    return blocks.window(BESIDE, words("beside.title"), said, close=words("buttons.close"))


def _overview(now: Journey, then: Journey, both: Sequence[Pair], words: Words) -> list[Block]:
    framed = [
        line
        for field in ("goal", "trigger")
        if (line := _field(field, getattr(now, field), getattr(then, field), words))
    ]
    rows = [_row(n, pair, words) for n, pair in enumerate(both[:SHOWN_STAGES], start=1)]
    parts = [guard.cut("\n".join(part), 2900) for part in (framed, rows) if part]
    return [blocks.section(part) for part in parts]


def _field(field: str, now: str | None, then: str | None, words: Words) -> str:
    if now == then or not (now or then):
        return ""
    nothing = words("beside.nothing")
    facts = {"now": _short(now) or nothing, "then": _short(then) or nothing}
    return words(f"beside.{field}", **facts)


def _row(number: int, pair: Pair, words: Words) -> str:
    now, then = pair.now and _short(pair.now.title), pair.then and _short(pair.then.title)
    if now and then and now != then:
        return words("beside.renamed", n=number, now=now, then=then)
    if now and then:
        return words("beside.same", n=number, title=now)
    key = "beside.only_now" if now else "beside.only_then"
    return words(key, n=number, title=now or then or "")


def _stage(now: Journey, then: Journey, pair: Pair, prompts: Prompts) -> list[Block]:
    words = prompts.words
    shown: list[Block] = []
    for state, body, stage in (("now", now, pair.now), ("then", then, pair.then)):
        if stage is None:
            shown.append(blocks.section(words(f"beside.no_{state}")))
            continue
        title = words(f"beside.{state}", title=inline(stage.title))
        lines = [_lane(lane, group, prompts) for lane, group in _here(body, stage, prompts)]
        said = lines or [words("record.no_claims")]
        shown.append(blocks.section(guard.cut("\n".join([title, *said]), 2900)))
    return shown


def _here(body: Journey, stage: Stage, prompts: Prompts) -> list[tuple[str, list[Insight]]]:
    return lanes.grouped((one for one in body.insights if one.stage == stage.id), prompts)


def _lane(lane: str, group: Sequence[Insight], prompts: Prompts) -> str:
    words = prompts.words
    texts = [_short(one.text) for one in group[:SHOWN_IN_A_LANE]]
    said = words("record.separator").join(texts)
    if len(group) > SHOWN_IN_A_LANE:
        said = words("record.more_insights", texts=said, n=len(group) - SHOWN_IN_A_LANE)
    return guard.cut(words("record.lane", lane=lanes.label(lane, prompts), texts=said), LONGEST)


def _turn(
    now: Version, then: Version, *, both: Sequence[Pair], number: int, words: Words
) -> list[Block]:
    turns: list[Element] = []
    for page, key in ((number - 1, "before"), (number + 1, "next")):
        if 0 < page <= len(both):
            stage = both[page - 1].now or both[page - 1].then
            label = words(f"record.{key}_stage", title=plain(stage.title if stage else ""))
            value = joined(now.named, then.named, page)
            turns.append(blocks.button(label, f"{BESIDE}:{key}", value=value))
    return [blocks.actions(*turns)] if turns else []


def _short(text: str | None) -> str:
    return guard.cut(inline(text), 200) if text else ""
