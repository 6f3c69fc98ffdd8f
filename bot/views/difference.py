"""What differs between two versions of a record: counted, then stage by stage, in words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

from bot.views import blocks, guard
from bot.views.blocks import Block
from bot.views.changes import told, unsaid
from bot.views.mrkdwn import inline
from bot.views.opening import open_buttons
from bot.views.record import name_of
from bot.views.telling import Telling
from bot.views.values import joined
from bot.views.when import day_of
from knowledge.identity import PersonId
from knowledge.records.diff import Change, What
from knowledge.records.store import Version
from prompts.words import Words

SHOWN, SHOWN_IN_A_WINDOW = 12, 600
_PARAGRAPH = 2900
_WHATS: tuple[What, ...] = ("added", "changed", "moved", "merged", "removed")
Told = tuple[str | None, str]
"""The stage to which a line belongs, and the line."""


def message(
    before: Version,
    after: Version,
    changes: Sequence[Change],
    *,
    telling: Telling,
    names: Mapping[PersonId, str],
) -> Block:
    """Return the first changes, with a button to all of them."""
    words, lines = telling.words, _lines(changes, telling)
    shown = [*_head(before, after, changes, words, names)]
    shown += _groups(lines[:SHOWN], telling)
    buttons = open_buttons((str(before.named), str(after.named)), words)
    if len(lines) > SHOWN:
        label = words("versions.diff_all", n=len(lines))
        value = joined(before.named, after.named)
        buttons.insert(0, blocks.button(label, "record.diff", value=value, style="primary"))
    title = words("versions.diff_title")
    return blocks.message(title, [*shown, blocks.actions(*buttons)])


def modal(
    before: Version,
    after: Version,
    changes: Sequence[Change],
    *,
    telling: Telling,
    names: Mapping[PersonId, str],
) -> Block:
    """Return the window with all changes."""
    words, lines = telling.words, _lines(changes, telling)
    shown = [*_head(before, after, changes, words, names)]
    shown += _groups(lines[:SHOWN_IN_A_WINDOW], telling)[:95]
    if len(lines) > SHOWN_IN_A_WINDOW:
        more = words("history.more", n=len(lines) - SHOWN_IN_A_WINDOW)
        shown.append(blocks.context(more))
    title, close = words("versions.diff_title"), words("buttons.close")
    return blocks.modal("record.diff", title, shown, close=close)


def _head(
    before: Version,
    after: Version,
    changes: Sequence[Change],
    words: Words,
    names: Mapping[PersonId, str],
) -> list[Block]:
    sides = {"before": str(before.named), "after": str(after.named)}
    head = words("versions.diff_head", name=inline(name_of(after)), **sides)
    when = words(
        "versions.diff_when",
        before_day=day_of(before.at.date()),
        before_person=names.get(before.person, "?"),
        after_day=day_of(after.at.date()),
        after_person=names.get(after.person, "?"),
    )
    if not changes:
        return [blocks.section(words("versions.diff_same", **sides)), blocks.context(when)]
    counted = Counter(change.what for change in changes if not unsaid(change))
    counts = [words(f"versions.diff_count.{w}", n=counted[w]) for w in _WHATS if counted[w]]
    return [blocks.section(f"{head}\n{' · '.join(counts)}"), blocks.context(when)]


def _lines(changes: Sequence[Change], telling: Telling) -> list[Told]:
    return [
        (change.stage, line)
        for change in sorted(changes, key=lambda change: telling.position(change.stage))
        for line in told(change, telling, in_its_stage=True)
    ]


def _groups(lines: Sequence[Told], telling: Telling) -> list[Block]:
    """Return a paragraph a stage; one that is too long goes on in the next."""
    shown: list[Block] = []
    for stage, group in groupby(lines, key=lambda one: one[0]):
        title = telling.stage(stage)
        paragraph = f"*{title}*"
        for _, line in group:
            if len(paragraph) + len(line) > _PARAGRAPH:
                shown.append(blocks.section(paragraph))
                paragraph = f"*{title}*"
            paragraph = f"{paragraph}\n• {guard.cut(line, 600)}"
        shown.append(blocks.section(paragraph))
    return shown
