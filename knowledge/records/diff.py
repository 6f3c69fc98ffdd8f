"""What differs between two versions of a record, item by item; words come later."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal, TypeAlias

from knowledge.records.models.bodies import Body

OWN = ""
"""The section of a body's own fields."""
_UNSAID = {"kind", "schema_version"}
_PLACES = {"insights": {"stage", "lane"}}
"""Fields whose change is a move of the item."""
_Item: TypeAlias = dict[str, Any]


What: TypeAlias = Literal["added", "changed", "moved", "merged", "removed"]


@dataclass(frozen=True)
class Change:
    """One difference.

    Attributes:
        what: What became of the item or the field; "merged" is an item for which another stands.
        section: `insights`, `stages`, ...; "" for the body's own fields.
        id: The item's id; None for the body's own fields.
        lane: The item's lane now, if it has one.
        stage: The id of its stage now, if it has one; a stage's own id, or, where it was merged,
            that of the stage that it is part of.
        field: Which field of it; None when the whole item was added or removed. A stage that
            changed its place has the field "order".
        before: The field, or the whole item, as JSON; for "order" the place, from 1.
        after: The same, afterwards; of what was merged the item that stands for it.
    """

    what: What
    section: str
    id: str | None
    lane: str | None
    stage: str | None
    field: str | None
    before: Any
    after: Any


def changes(before: Body | None, after: Body, *, lanes: Sequence[str] = ()) -> tuple[Change, ...]:
    """Return what *after* says that *before* did not.

    Args:
        before: None when the record is new.
        after: Of the same kind.
        lanes: Keys of lanes in their order; others follow as they appear.

    Returns:
        The body's own fields first, then its stages and who takes part, then what is claimed, in
        the order of stages and lanes. What only followed its stage into another one is not among
        them: that the stage was merged says it.
    """
    old = {} if before is None else before.model_dump(mode="json")
    new = after.model_dump(mode="json")
    found: list[Change] = []
    for section, value in new.items():
        if section in _UNSAID:
            continue
        if _itemised(value) and _itemised(old.get(section, [])):
            found += _in_section(section, old.get(section, []), value)
        elif value != old.get(section, _empty(value)):
            found.append(_own(section, old.get(section), value))
    place, followed = _Places(old, new, lanes), _Followed(old, new)
    return tuple(sorted((one for one in found if not followed.has(one)), key=place.of))


def _itemised(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(i, dict) and "id" in i for i in value)


def _empty(value: Any) -> Any:
    return [] if isinstance(value, list) else None


def _own(field: str, before: Any, after: Any) -> Change:
    what: What = "changed"
    if before in (None, []):
        what = "added"
    elif after in (None, []):
        what = "removed"
    return Change(what, OWN, None, None, None, field, before, after)


def _in_section(section: str, before: list[_Item], after: list[_Item]) -> Iterator[Change]:
    old, new = ({item["id"]: item for item in side} for side in (before, after))
    for id, item in new.items():
        if id not in old:
            yield Change("added", section, *_where(section, item), None, None, item)
        else:
            yield from _fields(section, old[id], item)
    stands = {id: item for item in after for id in item.get("stands_for", ())}
    for id, item in old.items():
        if id not in new:
            what: What = "merged" if id in stands else "removed"
            where = _where(section, item)
            if section == "stages" and id in stands:
                where = (id, None, stands[id]["id"])
            yield Change(what, section, *where, None, item, stands.get(id))
    if section == "stages":
        yield from _reordered([*old], [*new])


def _fields(section: str, old: _Item, new: _Item) -> Iterator[Change]:
    for field, value in new.items():
        if value != old.get(field):
            what: What = "moved" if field in _PLACES.get(section, ()) else "changed"
            yield Change(what, section, *_where(section, new), field, old.get(field), value)


def _where(section: str, item: _Item) -> tuple[str, str | None, str | None]:
    stage = item["id"] if section == "stages" else item.get("stage")
    return item["id"], item.get("lane"), stage


def _reordered(old: list[str], new: list[str]) -> Iterator[Change]:
    known = [id for id in old if id in new], [id for id in new if id in old]
    blocks = SequenceMatcher(None, *known, autojunk=False).get_matching_blocks()
    stayed = {id for block in blocks for id in known[0][block.a : block.a + block.size]}
    for id in known[1]:
        if id not in stayed:
            yield Change(
                "moved", "stages", id, None, id, "order", old.index(id) + 1, new.index(id) + 1
            )


class _Followed:
    """What came along with a stage that became part of another one."""

    def __init__(self, old: _Item, new: _Item) -> None:
        stages, left = new.get("stages", ()), {one["id"] for one in old.get("stages", ())}
        gone = left - {one["id"] for one in stages}
        self._into = {id: one["id"] for one in stages for id in one["stands_for"] if id in gone}
        self._parts = {self._part(one) for one in new.get("involvement", ())}
        self._came = {
            self._part(one) for one in old.get("involvement", ()) if one["stage"] in self._into
        }

    def has(self, change: Change) -> bool:
        """Say whether a change is only that an item is now where its stage is."""
        if change.what == "moved" and change.field == "stage":
            return change.before in self._into and self._into[change.before] == change.stage
        if change.section != "involvement" or change.field is not None:
            return False
        if change.what == "removed":
            return change.stage in self._into and self._part(change.before) in self._parts
        return self._part(change.after) in self._came

    def _part(self, one: _Item) -> tuple[str, str | None, str]:
        return one["persona"], self._into.get(one["stage"], one["stage"]), one["part"]


class _Places:
    """Where a change stands among the others."""

    def __init__(self, old: _Item, new: _Item, lanes: Sequence[str]) -> None:
        self._sections = _numbered([OWN, "stages", "involvement", *new])
        self._stages = _numbered(_all("id", "stages", new, old))
        self._lanes = _numbered([*lanes, *_all("lane", "insights", new, old)])

    def of(self, change: Change) -> tuple[int, int, int]:
        """Return the sort key; changes in one cell keep the order in which they stand."""
        # What concerns the whole journey comes before its stages.
        stage = -1 if change.stage is None else self._stages.get(change.stage, len(self._stages))
        lane = -1 if change.lane is None else self._lanes[change.lane]
        return self._sections[change.section], stage, lane


def _all(key: str, section: str, *bodies: _Item) -> list[str]:
    return [item[key] for body in bodies for item in body.get(section, ())]


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(dict.fromkeys(names))}
