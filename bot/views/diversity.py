"""Saying kindly that claims come from one side alone; nobody is kept from going on."""

from bot.views.mrkdwn import inline
from knowledge.records.diversity import OneSided
from prompts.words import Words

NAMED_OTHERS = 3


def noted(found: OneSided, words: Words) -> list[str]:
    """Return what a reader should know."""
    said = []
    if found.department:
        said.append(words("evidence.one_department", department=inline(found.department)))
    if found.customer:
        said.append(words("evidence.one_customer", customer=inline(found.customer)))
    return said


def asked(found: OneSided, words: Words) -> list[str]:
    """Return what a team may ask itself before it publishes."""
    said = []
    if found.department and found.others:
        named = words("evidence.or").join(inline(one) for one in found.others[:NAMED_OTHERS])
        facts = {"department": inline(found.department), "others": named}
        said.append(words("evidence.ask_department", **facts))
    if found.customer:
        said.append(words("evidence.ask_customer", customer=inline(found.customer)))
    return said
