"""What a claim stands on, in a few words."""

from collections.abc import Sequence
from datetime import date

from bot.views.mrkdwn import inline
from bot.views.when import day_of
from knowledge.records.founding import occasions
from knowledge.records.models.claims import Evidence
from prompts.words import Words


def said(evidence: Sequence[Evidence], words: Words) -> str:
    """Return the latest occasion and how many more there are; without any, that we believe it."""
    found = sorted(occasions(evidence), key=lambda one: one.seen_on or date.min, reverse=True)
    if not found:
        return words("evidence.belief")
    first = told(found[0], words)
    return words("evidence.more", first=first, n=len(found) - 1) if found[1:] else first


def told(one: Evidence, words: Words) -> str:
    """Say one occasion: "heard at Nordwerk, 12 Nov 2026"."""
    voiced = one.source.voiced
    facts = {} if voiced else {"source": words(f"evidence.source.{one.source.value}")}
    if one.customer:
        facts["customer"] = inline(one.customer)
    if one.seen_on:
        facts["day"] = day_of(one.seen_on)
    key = _KEYS["customer" in facts, "day" in facts]
    return words(f"evidence.heard_{key}" if voiced else f"evidence.{key}", **facts)


def in_full(one: Evidence, words: Words) -> str:
    """Say one occasion with what was said and where it can be read."""
    text = told(one, words)
    if one.one_liner:
        text = words("evidence.one_liner", source=text, ref=one.one_liner)
    if one.quote:
        text = words("evidence.quoted", source=text, quote=inline(one.quote))
    return words("evidence.linked", source=text, link=inline(one.link)) if one.link else text


_KEYS = {
    (True, True): "at",
    (True, False): "at_undated",
    (False, True): "on",
    (False, False): "bare",
}
