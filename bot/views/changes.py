"""How versions of a record differ, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.views import blocks, guard
from bot.views.blocks import Block
from bot.views.mrkdwn import inline, plain
from bot.views.record import name_of
from knowledge.identity import PersonId
from knowledge.records.diff import Change
from knowledge.records.models import Body, Journey, Scenario
from knowledge.records.store import Version
from prompts.loader import Prompts
from prompts.words import Words

SHOWN = 12
SHOWN_VERSIONS = 20
LONGEST_TEXT = 160
NOBODY: Mapping[str, str] = {}


@dataclass(frozen=True)
class Named:
    """By what names people know what a change is about."""

    prompts: Prompts
    stages: Mapping[str, str]
    personas: Mapping[str, str]


def lines(
    changes: Sequence[Change],
    *,
    prompts: Prompts,
    after: Body,
    before: Body | None = None,
    personas: Mapping[str, str] = NOBODY,
    most: int = SHOWN,
) -> list[str]:
    """Return one line a change, escaped; what has no words of its own is left out.

    Args:
        changes: What differs.
        prompts: For words and the names of lanes.
        after: The version in which the changes are.
        before: The one before it.
        personas: The names of personas by ref.
        most: So many lines; the rest is counted.
    """
    words = prompts.words
    names = Named(prompts, _stages(before) | _stages(after), personas)
    said = [line for change in changes if (line := _line(change, names))]
    if not said:
        return [words("history.none")]
    if len(said) > most:
        return [*said[:most], words("history.more", n=len(said) - most)]
    return said


def history(
    versions: Sequence[tuple[Version, Sequence[str]]],
    *,
    words: Words,
    names: Mapping[PersonId, str],
) -> Block:
    """Return a record's history, newest version first, each with its changes in lines."""
    newest = versions[0][0]
    title = words("history.title", name=inline(name_of(newest)))
    shown: list[Block] = [blocks.section(f"*{title}*")]
    for version, said in versions[:SHOWN_VERSIONS]:
        head = words(
            "history.version",
            ref=str(version.named),
            when=f"{version.at:%d %b %Y}".lstrip("0"),
            person=names.get(version.person, "?"),
            reason=_reason(version, words),
        )
        text = "\n".join([head, *(f"• {line}" for line in said)])
        shown.append(blocks.section(guard.cut(text, 2900)))
    return blocks.message(plain(title), shown)


def _reason(version: Version, words: Words) -> str:
    key = f"history.reason.{version.reason}"
    return words(key) if key in words else inline(version.reason)


def _stages(body: Body | None) -> dict[str, str]:
    return (
        {stage.id: stage.title for stage in body.stages}
        if isinstance(body, Journey | Scenario)
        else {}
    )


def _line(change: Change, names: Named) -> str:
    if change.section == "insights":
        return _insight(change, names)
    if change.section == "involvement":
        return _part(change, names)
    return _field(change, names.prompts.words)


def _part(change: Change, names: Named) -> str:
    """Say what part somebody got or lost, or has now."""
    item = change.after if change.what == "added" else change.before
    if change.what == "changed":
        ref, _, _ = (change.id or "").partition(":")
        item = {"persona": ref.upper(), "part": change.after}
    if change.field not in (None, "part"):
        return ""
    words, who = names.prompts.words, names.personas.get(item["persona"], item["persona"])
    where = names.stages.get(change.stage or "", words("history.throughout"))
    said = words(f"record.part_{item['part']}", names=inline(who))
    gone = change.what == "removed"
    return words("history.part_gone" if gone else "history.part", said=said, stage=inline(where))


def _insight(change: Change, names: Named) -> str:
    words, cell = names.prompts.words, _cell(change, names)
    if change.what in ("added", "removed"):
        item = change.after if change.what == "added" else change.before
        return words(f"history.{change.what}", cell=cell, text=_short(item["text"]))
    if change.what == "moved":
        return words("history.moved", cell=cell, text=_short(change.after))
    if change.field != "text":
        return ""
    before, after = _short(change.before), _short(change.after)
    return words("history.changed", cell=cell, before=before, after=after)


def _cell(change: Change, names: Named) -> str:
    prompts, stages = names.prompts, names.stages
    known = prompts.lanes.get(change.lane or "")
    lane = inline(known.label if known else change.lane or "")
    if change.stage is None:
        return prompts.words("history.whole", lane=lane)
    stage = inline(stages.get(change.stage, change.stage))
    return prompts.words("history.cell", stage=stage, lane=lane)


def _field(change: Change, words: Words) -> str:
    name = change.section or change.field or ""
    key = f"history.field.{name}"
    if key not in words:
        return ""
    field, before, after = words(key), _said(change.before, words), _said(change.after, words)
    if change.what == "removed" or not after:
        gone = f"{field}: {before}" if before else field
        return words("history.field_cleared", field=gone)
    if change.what == "added" or not before:
        return words("history.field_set", field=field, after=after)
    return words("history.field_changed", field=field, before=before, after=after)


def _said(value: Any, words: Words) -> str:
    if isinstance(value, dict):
        if value.get("reason"):
            what, reason = _short(value.get("what") or ""), _short(value["reason"])
            return words("history.left_out", what=what, reason=reason)
        return _short(value.get("title") or value.get("text") or value.get("what") or "")
    if isinstance(value, list):
        return ", ".join(_said(item, words) for item in value)
    return "" if value is None else _short(str(value))


def _short(text: str) -> str:
    return guard.cut(inline(str(text)), LONGEST_TEXT)
