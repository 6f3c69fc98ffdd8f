"""Changes stage by stage: each stage is named once, and what differs stands below."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.views import blocks, changes, guard
from bot.views.blocks import Block
from bot.views.telling import Telling
from knowledge.records.diff import Change

_PARAGRAPH, _LINE = 2900, 600
_KINDS = ("added", "changed", "moved", "merged", "removed", "left_out")


@dataclass(frozen=True)
class Told:
    """A line, and the stage to which it belongs, by id and title."""

    stage: str | None
    title: str
    line: str


def told(found: Sequence[Change], telling: Telling) -> list[Told]:
    """Return one line a change, the whole first, then in the order of the stages."""
    return [
        Told(change.stage, telling.stage(change.stage), line)
        for change in sorted(found, key=lambda change: telling.position(change.stage))
        for line in changes.told(change, telling, in_its_stage=True)
    ]


def paragraphs(lines: Sequence[Told]) -> list[Block]:
    """Return a paragraph a stage; one that is too long goes on in the next.

    What has no stages, a persona, needs no title either.
    """
    staged, shown = any(one.stage for one in lines), list[Block]()
    for _, group in groupby(lines, key=lambda one: one.stage):
        several = list(group)
        head = [f"*{several[0].title}*"] if staged else []
        said = list(head)
        for one in several:
            line = f"• {guard.cut(one.line, _LINE)}"
            if sum(map(len, said)) + len(said) + len(line) > _PARAGRAPH:
                shown.append(blocks.section("\n".join(said)))
                said = list(head)
            said.append(line)
        shown.append(blocks.section("\n".join(said)))
    return shown


def counted(found: Sequence[Change], telling: Telling) -> str:
    """Say how many of each kind there are, of those that are told: "20 new · 1 changed"."""
    words = telling.words
    many = Counter(_kind(change) for change in found if changes.counts(change, telling))
    return " · ".join(words(f"versions.diff_count.{k}", n=many[k]) for k in _KINDS if many[k])


def _kind(change: Change) -> str:
    """Return what a change is counted as; an activity that is left out adds nothing."""
    if change.section != "skipped":
        return change.what
    return "left_out" if change.what == "added" else ""
