"""A stored record in words: what `/journey show` gives."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from bot.views import blocks, guard
from bot.views.blocks import Block
from bot.views.mrkdwn import inline
from knowledge.identity import PersonId
from knowledge.records.models import Insight, Journey, OneLiner, Persona, Scenario, Segment
from knowledge.records.store import Version
from prompts.loader import Prompts
from prompts.words import Words

SHOWN_IN_A_LANE = 3
SHOWN_STAGES = 30


def card(
    version: Version,
    *,
    prompts: Prompts,
    names: Mapping[PersonId, str],
    doubts: Sequence[str] = (),
) -> Block:
    """Return a record's card.

    Args:
        version: What to show.
        prompts: For words and the names of lanes.
        names: How to call the people in it.
        doubts: What colleagues found not right since this version, oldest first.
    """
    words, body = prompts.words, version.body
    shown: list[Block] = [blocks.section(_head(version, words))]
    if isinstance(body, Journey):
        shown += _journey(body, prompts)
    elif isinstance(body, Persona | Segment):
        shown += _portrait(body, prompts)
    elif isinstance(body, OneLiner):
        shown.append(blocks.section(_one_liner(body, words, names)))
    if doubts:
        said = words("record.doubts", n=len(doubts), text=inline(doubts[-1]))
        shown.append(blocks.context(said))
    shown.append(blocks.actions(*_buttons(version, words)))
    summary = words("record.summary", ref=str(version.named), name=inline(name_of(version)))
    return blocks.message(summary, shown)


def name_of(version: Version) -> str:
    """Return what people call the record, as it was written."""
    body = version.body
    if isinstance(body, Journey):
        return body.title
    if isinstance(body, OneLiner):
        return body.sentence
    return body.persona if isinstance(body, Scenario) else body.name


def _head(version: Version, words: Words) -> str:
    facts = {
        "name": inline(name_of(version)),
        "version": str(version.named),
        "day": f"{version.at:%d %b %Y}".lstrip("0"),
    }
    if isinstance(version.body, Persona) and version.body.role:
        return words("record.head_role", role=inline(version.body.role), **facts)
    return words("record.head", **facts)


def _portrait(body: Persona | Segment, prompts: Prompts) -> list[Block]:
    words = prompts.words
    lines = [inline(body.portrait)] if body.portrait else []
    if isinstance(body, Persona) and body.buying_role:
        role = words(f"record.buying_role.{body.buying_role.value}")
        lines.append(words("record.part", role=role))
    if isinstance(body, Segment):
        lines += _ratings(body, words)
    lines += _lanes(body.insights, prompts)
    if not lines:
        return [blocks.section(words("record.nothing"))]
    return [blocks.section("\n".join(lines)), *_founded(body.insights, words)]


def _ratings(body: Segment, words: Words) -> list[str]:
    rated = [(what, getattr(body, what)) for what in ("size", "attractiveness", "probability")]
    said = [
        words("record.rating", what=words(f"record.{what}"), rating=rating)
        for what, rating in rated
        if rating is not None
    ]
    return [words("record.separator").join(said)] if said else []


def _journey(body: Journey, prompts: Prompts) -> list[Block]:
    words = prompts.words
    framed = [
        words(f"record.{field}", text=inline(text))
        for field, text in (("goal", body.goal), ("trigger", body.trigger))
        if text
    ]
    framed += [
        words("record.hypothesis", text=inline(one.text), status=words(f"record.{one.status}"))
        for one in body.hypotheses[:3]
    ]
    framed += _lanes([one for one in body.insights if one.stage is None], prompts)
    shown: list[Block] = [blocks.section("\n".join(framed))] if framed else []
    for position, stage in enumerate(body.stages[:SHOWN_STAGES], start=1):
        key = "record.stage_phase" if stage.phase else "record.stage"
        facts = {"n": position, "title": inline(stage.title)}
        head = words(key, **facts, **({"phase": inline(stage.phase)} if stage.phase else {}))
        lines = _lanes([one for one in body.insights if one.stage == stage.id], prompts)
        if stage.skipped:
            lines.insert(0, words("record.stage_skipped", reason=inline(stage.skipped)))
        text = "\n".join([head, *lines])
        shown.append(blocks.section(guard.cut(text, 11_000 // max(6, len(body.stages)))))
    return [*shown, *_founded(body.insights, words)]


def _lanes(insights: Iterable[Insight], prompts: Prompts) -> list[str]:
    order = list(prompts.lanes)
    ranked = sorted(insights, key=lambda one: order.index(one.lane) if one.lane in order else 99)
    lines = []
    for lane, group in groupby(ranked, key=lambda one: one.lane):
        known = prompts.lanes.get(lane)
        label = known.label if known else lane
        lines.append(
            prompts.words("record.lane", lane=inline(label), texts=_texts(list(group), prompts))
        )
    return lines


def _texts(group: Sequence[Insight], prompts: Prompts) -> str:
    words = prompts.words
    texts = [guard.cut(inline(one.text), 120) for one in group[:SHOWN_IN_A_LANE]]
    if len(group) > SHOWN_IN_A_LANE:
        texts.append(words("record.more_insights", n=len(group) - SHOWN_IN_A_LANE))
    return words("record.separator").join(texts)


def _founded(insights: Sequence[Insight], words: Words) -> list[Block]:
    if not insights:
        return []
    founded = sum(bool(one.evidence) for one in insights)
    return [blocks.context(words("record.founded", founded=founded, n=len(insights)))]


def _one_liner(body: OneLiner, words: Words, names: Mapping[PersonId, str]) -> str:
    lines = [
        words("record.one_liner", text=inline(body.sentence)),
        words(
            "record.one_liner_by",
            person=names.get(body.heard_by, "?"),
            day=f"{body.heard_at:%d %b %Y}".lstrip("0"),
        ),
    ]
    if body.customer:
        lines.append(words("record.one_liner_customer", customer=inline(body.customer)))
    return "\n".join(lines)


def _buttons(version: Version, words: Words) -> list[Block]:
    ref = str(version.ref)
    buttons = [blocks.button(words("record.history"), f"record.history:{ref}", value=ref)]
    if isinstance(version.body, Persona):
        ask = blocks.button(words("record.ask"), f"record.ask:{ref}", value=ref, style="primary")
        buttons.insert(0, ask)
    if isinstance(version.body, Persona | Journey):
        buttons.append(blocks.button(words("record.renew"), f"help.start:{ref}", value=ref))
    return buttons
