"""Three-way merge of bodies, by item id and field.

A body is read as a tree: a list of items with ids is a set of named items in an order, a list
of plain values is a set, everything else is a field. What only one side changed is taken; what
both changed alike is taken; what both changed differently is a conflict, never an overwrite.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, NamedTuple

from knowledge.records import order
from knowledge.records.models.bodies import BODY, Body


class _Nothing(Enum):
    NOTHING = 0


NOTHING: Final = _Nothing.NOTHING
"""A field or item that a side does not have."""


@dataclass(frozen=True)
class Conflict:
    """A field that both sides changed differently.

    Attributes:
        path: Sections and item ids from the top: `("insights", "i-7")`; empty for the body's
            own fields.
        field: The field's name; "" when an item was removed on one side and changed on the
            other, "order" when both moved the items of the list.
        base: The value before, as JSON; None when there was none.
        ours: What the publisher has; None when removed.
        theirs: What was published meanwhile; None when removed.
    """

    path: tuple[str, ...]
    field: str
    base: Any
    ours: Any
    theirs: Any

    @property
    def id(self) -> str | None:
        """The item's id; None for the body's own fields."""
        return self.path[-1] if len(self.path) > 1 else None


@dataclass(frozen=True)
class Merged:
    """Both sides in one body; in conflicting fields *ours*, with removed items kept."""

    body: Body
    conflicts: tuple[Conflict, ...]


def merge(base: Body | None, ours: Body, theirs: Body) -> Merged:
    """Merge what two people made of *base*; None when they had no common ancestor.

    Raises:
        ValueError: The bodies are of different kinds.
    """
    if ours.kind != theirs.kind or (base is not None and base.kind != ours.kind):
        raise ValueError("bodies of different kinds cannot be merged")
    sides = _Sides({} if base is None else _tree(base), _tree(ours), _tree(theirs))
    conflicts: list[Conflict] = []
    tree = _fields((), sides, conflicts)
    _keep_stages_in_use(tree, sides, conflicts)
    return Merged(BODY.validate_python(tree), tuple(conflicts))


class _Sides(NamedTuple):
    """What stands in one place, before and on both sides; JSON, or NOTHING."""

    base: Any
    ours: Any
    theirs: Any

    def each(self, part: Callable[[Any], Any]) -> "_Sides":
        return _Sides(*map(part, self))

    def at(self, name: str) -> "_Sides":
        return self.each(lambda side: side.get(name, NOTHING))

    @property
    def shown(self) -> Iterator[Any]:
        return (None if side is NOTHING else side for side in self)


def _tree(body: Body) -> dict[str, Any]:
    return body.model_dump(mode="json")


def _fields(path: tuple[str, ...], sides: _Sides, conflicts: list[Conflict]) -> dict[str, Any]:
    names = dict.fromkeys((*sides.theirs, *sides.ours))
    return {name: _value(path, name, sides.at(name), conflicts) for name in names}


def _value(path: tuple[str, ...], name: str, sides: _Sides, conflicts: list[Conflict]) -> Any:
    base, ours, theirs = sides
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    if isinstance(ours, list) and isinstance(theirs, list):
        lists = sides._replace(base=base if isinstance(base, list) else [])
        if all(map(_named, lists)):
            return _items((*path, name), lists, conflicts)
        return _set(lists)
    conflicts.append(Conflict(path, name, *sides.shown))
    return ours


def _named(items: list[Any]) -> bool:
    return all(isinstance(item, dict) and "id" in item for item in items)


def _set(sides: _Sides) -> list[Any]:
    base, ours, theirs = sides
    kept = [value for value in theirs if value in ours or value not in base]
    return kept + [value for value in ours if value not in base and value not in theirs]


def _items(path: tuple[str, ...], sides: _Sides, conflicts: list[Conflict]) -> list[dict[str, Any]]:
    by_id = sides.each(lambda side: {item["id"]: item for item in side})
    found = {}
    for id in dict.fromkeys((*by_id.theirs, *by_id.ours)):
        item = _item((*path, id), by_id.at(id), conflicts)
        if item is not None:
            found[id] = item
    orders = by_id.each(tuple)
    placed = order.merged(*orders, keep=found.keys())
    if placed.both_moved:
        conflicts.append(Conflict(path, "order", *map(list, orders)))
    return [found[id] for id in placed.ids]


def _item(path: tuple[str, ...], sides: _Sides, conflicts: list[Conflict]) -> dict[str, Any] | None:
    base, ours, theirs = sides
    if ours is not NOTHING and theirs is not NOTHING:
        return _fields(path, sides._replace(base={} if base is NOTHING else base), conflicts)
    left: dict[str, Any] = theirs if ours is NOTHING else ours
    if base is NOTHING:
        return left
    if left == base:
        return None
    conflicts.append(Conflict(path, "", *sides.shown))
    return left


def _keep_stages_in_use(tree: dict[str, Any], sides: _Sides, conflicts: list[Conflict]) -> None:
    """Bring a stage back that one side removed while the other wrote something into it."""
    have = {stage["id"] for stage in tree.get("stages", ())}
    used = {
        item.get("stage") for name in ("insights", "involvement") for item in tree.get(name, ())
    }
    before = sides.base.get("stages", ())
    for place, stage in enumerate(before):
        if stage["id"] in used - have:
            left = [_find(side, stage["id"]) for side in (sides.ours, sides.theirs)]
            back = next((found for found in left if found), stage)
            ahead = sum(1 for each in before[:place] if each["id"] in have)
            tree["stages"].insert(ahead, back)
            have.add(stage["id"])
            conflicts.append(Conflict(("stages", stage["id"]), "", stage, *left))


def _find(side: dict[str, Any], stage: str) -> dict[str, Any] | None:
    return next((found for found in side["stages"] if found["id"] == stage), None)
