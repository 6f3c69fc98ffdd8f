"""What differs between two versions of a record: counted, then stage by stage, in words."""

from collections.abc import Mapping, Sequence

from bot.views import blocks, by_stage
from bot.views.blocks import Block
from bot.views.mrkdwn import inline
from bot.views.opening import open_buttons
from bot.views.record import name_of
from bot.views.telling import Telling
from bot.views.values import joined
from bot.views.when import day_of
from knowledge.identity import PersonId
from knowledge.records.diff import Change
from knowledge.records.store import Version

SHOWN, SHOWN_IN_A_WINDOW = 12, 600


def message(
    before: Version,
    after: Version,
    changes: Sequence[Change],
    *,
    telling: Telling,
    names: Mapping[PersonId, str],
) -> Block:
    """Return the first changes, with a button to all of them."""
    words, lines = telling.words, by_stage.told(changes, telling)
    shown = [*_head(before, after, changes=changes, telling=telling, names=names)]
    shown += by_stage.paragraphs(lines[:SHOWN])
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
    words, lines = telling.words, by_stage.told(changes, telling)
    shown = [*_head(before, after, changes=changes, telling=telling, names=names)]
    shown += by_stage.paragraphs(lines[:SHOWN_IN_A_WINDOW])[:95]
    if len(lines) > SHOWN_IN_A_WINDOW:
        more = words("history.more", n=len(lines) - SHOWN_IN_A_WINDOW)
        shown.append(blocks.context(more))
    title, close = words("versions.diff_title"), words("buttons.close")
    return blocks.modal("record.diff", title, shown, close=close)


def _head(
    before: Version,
    after: Version,
    *,
    changes: Sequence[Change],
    telling: Telling,
    names: Mapping[PersonId, str],
) -> list[Block]:
    words = telling.words
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
    return [
        blocks.section(f"{head}\n{by_stage.counted(changes, telling)}".strip()),
        blocks.context(when),
    ]
