"""A record's history: its versions, each with what it changed."""

from collections.abc import Mapping, Sequence

from bot.views import blocks, guard
from bot.views.blocks import Block, Element
from bot.views.mrkdwn import inline, plain
from bot.views.record import name_of
from bot.views.values import joined
from bot.views.when import day_of
from knowledge.identity import PersonId
from knowledge.records.models.one_liners import OneLiner
from knowledge.records.refs import VersionRef
from knowledge.records.store import Version
from prompts.words import Words

SHOWN_VERSIONS = 20


def message(
    versions: Sequence[tuple[Version, Sequence[str]]],
    *,
    words: Words,
    names: Mapping[PersonId, str],
    older: int = 0,
) -> Block:
    """Return a record's history.

    Args:
        versions: Newest first, each with its changes in lines.
        words: Texts.
        names: How to call each person.
        older: How many versions come before those.
    """
    newest = versions[0][0]
    title = words("history.title", name=inline(name_of(newest)))
    shown: list[Block] = [blocks.section(f"*{title}*")]
    for version, said in versions[:SHOWN_VERSIONS]:
        head = words(
            "history.version",
            ref=str(version.named),
            when=day_of(version.at.date()),
            person=names.get(version.person, "?"),
            reason=_reason(version, words),
        )
        text = "\n".join([head, *(f"• {line}" for line in said)])
        menu = _menu(version, words, newest=version is newest)
        shown.append(blocks.section(guard.cut(text, 2900), accessory=menu))
    if older:
        shown.append(blocks.context(words("history.older", n=older)))
    return blocks.message(plain(title), shown)


def _menu(version: Version, words: Words, *, newest: bool) -> Element:
    at = str(version.named)
    options = [blocks.option(words("versions.open"), joined("show", at))]
    if version.number > 1:
        before = VersionRef(version.ref, version.number - 1)
        options.append(blocks.option(words("versions.all"), joined("diff", before, at)))
    if not newest:
        options.append(blocks.option(words("versions.compare"), joined("diff", at)))
        if not isinstance(version.body, OneLiner):
            options.append(blocks.option(words("versions.restore"), joined("restore", at)))
    return {"type": "overflow", "action_id": f"record.version:{at}", "options": options}


def _reason(version: Version, words: Words) -> str:
    key = f"history.reason.{version.reason}"
    return words(key) if key in words else inline(version.reason)
