"""How two versions of a record differ, in words: one line a change."""

from collections.abc import Iterator, Sequence

from bot.views import dissent
from bot.views.left_out import leaders
from bot.views.mrkdwn import inline
from bot.views.telling import Item, Telling, short
from knowledge.records.diff import Change

Items = Sequence[Item]
_UNSAID = frozenset({"contributors", "copy_of", "cut_short", "stands_for"})
"""Bookkeeping: who else said it, where a copy comes from, that something new was said at all,
and what was merged into it, which is told of that."""


def lines(changes: Sequence[Change], telling: Telling, *, most: int) -> list[str]:
    """Return one line a change, escaped; what has no words of its own is left out.

    Args:
        changes: What differs.
        telling: Of the version before, and the one in which the changes are.
        most: So many lines; the last one counts the rest where there are more.
    """
    said = [line for change in changes for line in told(change, telling)]
    if not said:
        return [telling.words("history.none")]
    if len(said) > most:
        shown = said[: most - 1]
        return [*shown, telling.words("history.more", n=len(said) - len(shown))]
    return said


def told(change: Change, telling: Telling, *, in_its_stage: bool = False) -> Iterator[str]:
    """Yield the lines that a change is told in.

    Args:
        change: One difference.
        telling: Of the two bodies.
        in_its_stage: The line stands below its stage's title and needn't name it.
    """
    stage = None if in_its_stage else change.stage
    if unsaid(change):
        return
    if change.section == "insights":
        yield from _insight(change, telling, stage)
    elif change.section == "stages":
        yield from _stage(change, telling, in_its_stage=in_its_stage)
    elif change.section == "involvement":
        yield from _part(change, telling, in_its_stage=in_its_stage)
    elif change.section == "skipped":
        yield from _left_out(change, telling)
    else:
        yield from _field(change, telling)


def unsaid(change: Change) -> bool:
    """Say whether a change is bookkeeping, and no line tells of it."""
    return change.field in _UNSAID or change.section in _UNSAID


def counts(change: Change, telling: Telling) -> bool:
    """Say whether a change is one of those that are told, in a line of its own or with others."""
    if unsaid(change) or change.section == "skipped":
        return not unsaid(change)
    return any(told(change, telling))


def _insight(change: Change, telling: Telling, stage: str | None) -> Iterator[str]:
    cell = telling.cell(change.lane, stage)
    words, text = telling.words, short(telling.item("insights", change.id).get("text", ""))
    if change.what == "merged":
        after = short(change.after["text"])
        yield words("history.merged", where=cell, before=text, after=after)
    elif change.field is None:
        line = words(f"history.{change.what}", cell=cell, text=text)
        stands = change.after["evidence"] if change.after else ()
        told = [telling.evidence(one) for one in stands[:1]]
        yield words("history.with_source", line=line, source=told[0]) if told else line
    elif change.what == "moved":
        yield _moved(change, telling, text, here=stage != change.stage)
    elif change.field in ("text", "feeling"):
        key = "history.changed" if change.field == "text" else "history.felt"
        yield words(key, cell=cell, **_both(change, telling))
    elif change.field in ("met", "channel", "starts"):
        yield words(f"history.{change.field}", text=text, **_both(change, telling))
    elif change.field == "moment_of_truth":
        yield words(f"history.{'' if change.after else 'no_'}moment_of_truth", text=text)
    elif change.field == "evidence":
        yield from _sources(change, telling, text)
    elif change.field == "met_evidence":
        yield from _sources(change, telling, text, key="met_source")
    elif change.field == "dissent":
        yield from _dissent(change, telling, text, cell)


def _moved(change: Change, telling: Telling, text: str, *, here: bool) -> str:
    """Say from where an insight came; *here* is below its new stage's title."""
    was = {"lane": change.lane, "stage": change.stage, change.field: change.before}
    if change.field == "stage":
        whole = was["stage"] is None
        from_cell = telling.stage(None) if whole else telling.cell(was["lane"], was["stage"])
        if here:
            return telling.words("history.moved_here", from_cell=from_cell, text=text)
    else:
        from_cell = telling.cell(was["lane"], None if here else was["stage"])
    now = telling.cell(change.lane, None if here else change.stage)
    return telling.words("history.moved", from_cell=from_cell, cell=now, text=text)


def _sources(change: Change, telling: Telling, text: str, *, key: str = "source") -> Iterator[str]:
    words = telling.words
    for one in _fresh(change.before, change.after):
        yield words(f"history.{key}_added", text=text, after=telling.evidence(one))
    for one in _fresh(change.after, change.before):
        yield words(f"history.{key}_gone", text=text, before=telling.evidence(one))


def _dissent(change: Change, telling: Telling, text: str, cell: str) -> Iterator[str]:
    words = telling.words
    for one in _fresh(change.before, change.after):
        by = inline(one.get("customer") or "") or dissent.who(one.get("department"), words)
        after = short(one["text"])
        yield words("history.dissent_added", cell=cell, text=text, after=after, by=by)
    for one in _fresh(change.after, change.before):
        yield words("history.dissent_gone", cell=cell, before=short(one["text"]))


def _fresh(old: Items | None, new: Items | None) -> Iterator[Item]:
    known = {one["id"] for one in old or ()}
    return (one for one in new or () if one["id"] not in known)


def _whole_stage(change: Change, telling: Telling, *, here: bool) -> str:
    """Say that a stage is new, gone, elsewhere or part of another one; *here* below its title."""
    words, what, title = telling.words, change.what, telling.stage(change.id)
    sides = {"before": change.before, "after": change.after}
    if what == "merged":
        into = {} if here else {"into": short(change.after["title"])}
        return words(
            "history.stage_joined" if here else "history.stage_merged", title=title, **into
        )
    named, place = {} if here else {"title": title}, sides if what == "moved" else {}
    key = f"history.stage_{what}_here" if here else f"history.stage_{what}"
    return words(key, **named, **place)


def _stage(change: Change, telling: Telling, *, in_its_stage: bool) -> Iterator[str]:
    words, title = telling.words, telling.stage(change.id)
    if change.field in (None, "order"):
        yield _whole_stage(change, telling, here=in_its_stage)
    elif change.field == "title":
        yield words("history.stage_title", **_both(change, telling))
    elif change.field == "skipped":
        key = "history.stage_skipped" if change.after else "history.stage_taken_up"
        facts = {"after": telling.value("skipped", change.after)} if change.after else {}
        yield words(key, title=title, **facts)
    elif change.field == "loops_to":
        key = "history.stage_loops" if change.after else "history.stage_loops_no_more"
        facts = {"after": telling.stage(change.after)} if change.after else {}
        yield words(key, title=title, **facts)
    elif change.field == "ends":
        yield words(f"history.stage_ends{'' if change.after else '_no_more'}", title=title)
    elif f"history.stage_field.{change.field}" in words:
        field = words(f"history.stage_field.{change.field}")
        yield words("history.stage_changed", title=title, field=field, **_both(change, telling))


def _part(change: Change, telling: Telling, *, in_its_stage: bool) -> Iterator[str]:
    """Say what part somebody got or lost, or has now."""
    if change.field not in (None, "part"):
        return
    item = telling.item("involvement", change.id)
    who, where = telling.persona(item["persona"]), telling.stage(change.stage)
    if change.stage is None:
        where = telling.words("history.throughout")
    said = telling.words(f"record.part_{item['part']}", names=who)
    if not in_its_stage or change.stage is None:
        said = telling.words("history.part", said=said, stage=where)
    yield telling.words("history.part_gone", said=said) if change.what == "removed" else said


def _left_out(change: Change, telling: Telling) -> Iterator[str]:
    """Yield one line for all that was left out for one reason, where the first of it stands."""
    before, after = telling.left_out
    gone = change.what == "removed"
    found = leaders(before, after) if gone else leaders(after, before)
    several = found.get(change.id or "")
    if change.what not in ("added", "removed"):
        several = tuple(one for one in after if one.id == change.id)
    if not several:
        return
    key = "history.cut_short" if several[0].cut_short else "history.skipped"
    what = telling.left_out_for(several)
    yield telling.words("history.taken_up" if gone else key, what=what)


def _field(change: Change, telling: Telling) -> Iterator[str]:
    words, key = telling.words, f"history.field.{change.section or change.field}"
    if key not in words:
        return
    field = words(key)
    if change.section and change.field:
        yield from _of_item(change, telling, field)
    elif change.what == "merged":
        sides = {side: telling.value("", getattr(change, side)) for side in _SIDES}
        yield words("history.merged", where=field, **sides)
    elif change.what == "removed":
        before = telling.value(change.field or "", change.before)
        yield words("history.field_cleared", field=field, before=before)
    elif change.what == "added":
        after = telling.value(change.field or "", change.after)
        yield words("history.field_set", field=field, after=after)
    else:
        yield words("history.field_changed", field=field, **_both(change, telling))


def _of_item(change: Change, telling: Telling, field: str) -> Iterator[str]:
    """Tell what changed within a hypothesis or another item that is no insight."""
    words, item = telling.words, telling.item(change.section, change.id)
    text = short(item.get("text") or item.get("what") or "")
    if change.field == "status":
        yield words("history.status", field=field, text=text, **_both(change, telling))
    elif change.field == "seen":
        yield words(
            "history.seen", field=field, text=text, views=telling.value("seen", change.after)
        )
    elif change.field == "evidence":
        yield from _sources(change, telling, text)
    else:
        yield words("history.field_changed", field=field, **_both(change, telling))


_SIDES = ("before", "after")


def _both(change: Change, telling: Telling) -> dict[str, str]:
    return {side: telling.value(change.field or "", getattr(change, side)) for side in _SIDES}
