"""Single values of a record, in words: what stands in a field, and in which cell."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from bot.views import guard, source
from bot.views.mrkdwn import inline
from bot.views.note import signed
from knowledge.records.diff import Change, changes
from knowledge.records.models.bodies import Body
from knowledge.records.models.choices import Skipped
from knowledge.records.models.claims import Evidence, Source
from knowledge.records.models.journeys import Journey
from knowledge.records.models.one_liners import OneLiner
from knowledge.records.models.scenarios import Scenario
from prompts.loader import Prompts
from prompts.words import Words

LONGEST_TEXT = 160
Item = Mapping[str, Any]


@dataclass(frozen=True)
class Telling:
    """Tells of two bodies of one record; all that it returns is escaped."""

    prompts: Prompts
    before: Body | None
    after: Body
    personas: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> Words:
        """Texts."""
        return self.prompts.words

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What differs between the two, lane by lane in the order of the language's file."""
        return changes(self.before, self.after, lanes=list(self.prompts.lanes))

    def cell(self, lane: str | None, stage: str | None) -> str:
        """Name a cell: "Convinces the director, What they want"."""
        if stage is None:
            return self.lane(lane)
        return self.words("history.cell", stage=self.stage(stage), lane=self.lane(lane))

    def lane(self, lane: str | None) -> str:
        """Name a lane."""
        known = self.prompts.lanes.get(lane or "")
        return inline(known.label if known else lane or "")

    def persona(self, ref: str) -> str:
        """Name a persona; one that is not known here by its ref."""
        return inline(self.personas.get(ref, ref))

    def _people(self, refs: Sequence[str]) -> str:
        return ", ".join(map(self.persona, refs))

    def stage(self, stage: str | None) -> str:
        """Name a stage by its newest title."""
        if stage is None:
            return self.words("history.whole")
        return short(self._stages.get(stage, stage))

    def position(self, stage: str | None) -> int:
        """Return where a stage stands, to sort by: the whole first, what is gone last."""
        ids = [*self._stages]
        return -1 if stage is None else ids.index(stage) if stage in ids else len(ids)

    def item(self, section: str, id: str | None) -> Item:
        """Return an item as it is now, or as it was before it went."""
        return self._items.get((section, id), {})

    def value(self, field: str, value: Any) -> str:
        """Say what stands in a field."""
        if value in (None, "", []):
            return self.words("history.empty")
        said = _SAYING.get(field)
        return said(self, value) if said else self._chosen(field, value) or self._plain(value)

    @property
    def left_out(self) -> tuple[Sequence[Skipped], Sequence[Skipped]]:
        """What the team left out, before and now."""
        return _left_out(self.before), _left_out(self.after)

    def left_out_for(self, several: Sequence[Skipped]) -> str:
        """Name what was left out for one reason, and the reason once."""
        what = ", ".join(short(one.what) for one in several)
        return self.words("history.left_out", what=what, reason=short(several[0].reason))

    def _chosen(self, field: str, value: Any) -> str:
        """Say what was picked for a field in the words of its menu; "" where there is none."""
        lane = self.prompts.lanes.get(field)
        choice = lane.choice(str(value)) if lane else None
        return inline(choice.label) if choice else ""

    def _plain(self, value: Any) -> str:
        if isinstance(value, bool):
            return self.words("history.so" if value else "history.not_so")
        if isinstance(value, Mapping):
            if value.get("reason"):
                what, why = short(value.get("what") or ""), short(value["reason"])
                return self.words("history.left_out", what=what, reason=why)
            return short(value.get("title") or value.get("text") or value.get("what") or "")
        if isinstance(value, list):
            return ", ".join(self._plain(one) for one in value)
        return short(str(value))

    def _feeling(self, value: Item) -> str:
        word, number = inline(value["word"]), signed(value["value"])
        return self.words("notes.feeling_note", word=word, value=number)

    def _met(self, value: int) -> str:
        return self.words(f"notes.met_option.r{value}")

    def _starts(self, value: str) -> str:
        return self.words(f"notes.starts_{value}")

    def _status(self, value: str) -> str:
        return self.words(f"history.hypothesis.{value}")

    def _seen(self, views: Sequence[Item]) -> str:
        return ", ".join(map(self._view, views))

    def _view(self, view: Item) -> str:
        verdict = self._status(view["verdict"])
        if not view["reasons"]:
            return verdict
        reasons = "; ".join(map(short, view["reasons"]))
        return self.words("history.seen_because", verdict=verdict, reasons=reasons)

    def _order(self, value: Any) -> str:
        if not isinstance(value, list):
            return str(value)
        titles = (self.stage(id) for id in value)
        return " · ".join(f"{n} {title}" for n, title in enumerate(titles, start=1))

    def evidence(self, one: Item) -> str:
        """Say what a source is: "heard at Nordwerk, 12 Nov 2026"."""
        day = date.fromisoformat(one["seen_on"]) if one.get("seen_on") else None
        # It comes out of a body that was checked when it was read.
        fields = {**one, "source": Source(one["source"]), "seen_on": day}
        return source.told(Evidence.model_construct(**fields), self.words)

    @cached_property
    def _stages(self) -> dict[str, str]:
        both = (body for body in (self.after, self.before) if isinstance(body, Journey | Scenario))
        found: dict[str, str] = {}
        for stage in (stage for body in both for stage in body.stages):
            found.setdefault(stage.id, stage.title)
        return found

    @cached_property
    def _items(self) -> dict[tuple[str, str | None], Item]:
        both = (body for body in (self.before, self.after) if body is not None)
        return {found: item for body in both for found, item in _named(body)}


def _left_out(body: Body | None) -> Sequence[Skipped]:
    return body.skipped if body is not None and not isinstance(body, OneLiner) else ()


def _named(body: Body) -> Iterator[tuple[tuple[str, str | None], Item]]:
    for section, value in body.model_dump(mode="json").items():
        for item in value if isinstance(value, list) else ():
            if isinstance(item, dict) and "id" in item:
                yield (section, item["id"]), item


def short(text: str) -> str:
    """Return a text escaped, on one line, and not too long for a list."""
    return guard.cut(inline(str(text)), LONGEST_TEXT)


_SAYING: Mapping[str, Callable[[Telling, Any], str]] = {
    "feeling": Telling._feeling,
    "met": Telling._met,
    "starts": Telling._starts,
    "stage": Telling.stage,
    "lane": Telling.lane,
    "loops_to": Telling.stage,
    "order": Telling._order,
    "status": Telling._status,
    "seen": Telling._seen,
    "personas": Telling._people,
}
