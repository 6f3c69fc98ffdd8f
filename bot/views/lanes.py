"""Lanes: what a record says, lane by lane, in the order of the language's file."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from bot.views import blocks, diversity, guard
from bot.views.blocks import Block
from bot.views.mrkdwn import inline
from knowledge.records.diversity import OneSided
from knowledge.records.founding import occasions
from knowledge.records.models.claims import Feeling, Insight
from knowledge.records.models.personas import Persona
from knowledge.records.models.segments import Segment
from prompts.loader import Prompts
from prompts.words import Words

RATINGS = ("size", "attractiveness", "probability", "priority")
LONGEST = 300


def grouped(insights: Iterable[Insight], prompts: Prompts) -> list[tuple[str, list[Insight]]]:
    """Return the insights by lane, lanes in their order.

    In each lane what got most votes comes first, then what is best founded.
    """
    order = list(prompts.lanes)
    ranked = sorted(insights, key=lambda one: order.index(one.lane) if one.lane in order else 999)
    return [
        (lane, sorted(group, key=lambda one: (-(one.votes or 0), -len(occasions(one.evidence)))))
        for lane, group in groupby(ranked, key=lambda one: one.lane)
    ]


def label(lane: str, prompts: Prompts) -> str:
    """Return a lane's name for people; escaped."""
    known = prompts.lanes.get(lane)
    return inline(known.label if known else lane.replace("_", " ").capitalize())


def lines(insights: Iterable[Insight], prompts: Prompts, *, most: int) -> list[str]:
    """Return one line a lane, with at most *most* of its insights."""
    words = prompts.words
    return [
        words("record.lane", lane=label(lane, prompts), texts=_texts(group, words, most=most))
        for lane, group in grouped(insights, prompts)
    ]


def _texts(group: Sequence[Insight], words: Words, *, most: int) -> str:
    return _folded([one.text for one in group], words, most=most)


def _folded(texts: Sequence[str], words: Words, *, most: int) -> str:
    said = words("record.separator").join(guard.cut(inline(text), LONGEST) for text in texts[:most])
    if len(texts) <= most:
        return said
    return words("record.more_insights", texts=said, n=len(texts) - most)


def beyond_ratings(body: Persona | Segment) -> list[Insight]:
    """Return the insights that are no reasons of a segment's ratings."""
    if isinstance(body, Persona):
        return list(body.insights)
    return [one for one in body.insights if one.lane not in RATINGS]


def ratings(body: Segment, prompts: Prompts, *, most: int) -> list[str]:
    """Return how a segment is rated, with at most *most* reasons each."""
    return [said for what in RATINGS if (said := _rating(body, what, prompts, most=most))]


def _rating(body: Segment, what: str, prompts: Prompts, *, most: int) -> str:
    words, value = prompts.words, getattr(body, what)
    reasons = [one.text for one in body.criteria if one.about == what]
    reasons += [one.text for one in body.insights if one.lane == what]
    if value is None and not reasons:
        return ""
    lane = label(what, prompts)
    rated = words("record.unrated", what=lane)
    if value is not None:
        rated = words("record.rating", what=lane, rating=value) + _spread(body, what, words)
        if what == "priority":
            rated = words("record.priority", what=lane, rank=_rank(value, prompts))
    if not reasons:
        return rated
    return words("record.because", rated=rated, reasons=_folded(reasons, words, most=most))


def _rank(value: int, prompts: Prompts) -> str:
    lane = prompts.lanes.get("priority")
    choice = lane.choice(str(value)) if lane else None
    return inline(choice.label) if choice else str(value)


def _spread(body: Segment, what: str, words: Words) -> str:
    """Say how people rated, where they did not agree."""
    chosen = [one for one in body.choices if one.field == what]
    if len(chosen) < 2:
        return ""
    said = ", ".join(
        words("record.vote", value=inline(one.value), n=max(1, len(one.contributors)))
        for one in sorted(chosen, key=lambda one: one.value)
    )
    return f" {words('record.votes', votes=said)}"


def feelings(insights: Iterable[Insight]) -> list[Feeling]:
    """Return each feeling as often as colleagues saw it; the spread is told, never a mean."""
    return [
        one.feeling
        for one in insights
        if one.feeling is not None
        for _ in range(max(1, len(one.contributors)))
    ]


def founded(insights: Iterable[Insight], prompts: Prompts, *, sides: OneSided) -> list[Block]:
    """Say how many claims have a source, and from which side alone they come."""
    claims = [one for one in insights if one.evidence or one.lane not in prompts.unsourced]
    if not claims:
        return []
    words = prompts.words
    count, n = sum(bool(one.evidence) for one in claims), len(claims)
    key = "record.unfounded" if count == 0 else "record.all_founded" if count == n else ""
    said = words(key, n=n) if key else words("record.founded", founded=count, n=n)
    return [blocks.context(" ".join([said, *diversity.noted(sides, words)]))]
