"""Three-way merge of bodies, by item id and field.

A body is read as a tree: a list of items with ids is a set of named items in an order, a list
of plain values is a set, everything else is a field. What only one side changed is taken; what
both changed alike is taken; what both changed differently is a conflict, never an overwrite.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, TypeGuard

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
    before = {} if base is None else _tree(base)
    conflicts: list[Conflict] = []
    tree = _fields((), before, _tree(ours), _tree(theirs), conflicts)
    _keep_stages_in_use(tree, before, (_tree(ours), _tree(theirs)), conflicts)
    return Merged(BODY.validate_python(tree), tuple(conflicts))


def _tree(body: Body) -> dict[str, Any]:
    return body.model_dump(mode="json")


def _fields(
    path: tuple[str, ...],
    base: dict[str, Any],
    ours: dict[str, Any],
    theirs: dict[str, Any],
    conflicts: list[Conflict],
) -> dict[str, Any]:
    merged = {}
    for name in dict.fromkeys((*theirs, *ours)):
        sides = tuple(side.get(name, NOTHING) for side in (base, ours, theirs))
        merged[name] = _value(path, name, sides, conflicts)
    return merged


def _value(
    path: tuple[str, ...], name: str, sides: tuple[Any, ...], conflicts: list[Conflict]
) -> Any:
    base, ours, theirs = sides
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    if isinstance(ours, list) and isinstance(theirs, list):
        before = base if isinstance(base, list) else []
        if all(map(_named, (before, ours, theirs))):
            return _items((*path, name), before, ours, theirs, conflicts)
        return _set(before, ours, theirs)
    conflicts.append(Conflict(path, name, *map(_shown, sides)))
    return ours


def _named(items: list[Any]) -> TypeGuard[list[dict[str, Any]]]:
    return all(isinstance(item, dict) and "id" in item for item in items)


def _set(base: list[Any], ours: list[Any], theirs: list[Any]) -> list[Any]:
    kept = [value for value in theirs if value in ours or value not in base]
    return kept + [value for value in ours if value not in base and value not in theirs]


def _items(
    path: tuple[str, ...],
    base: list[dict[str, Any]],
    ours: list[dict[str, Any]],
    theirs: list[dict[str, Any]],
    conflicts: list[Conflict],
) -> list[dict[str, Any]]:
    sides = tuple({item["id"]: item for item in side} for side in (base, ours, theirs))
    found = {}
    for id in dict.fromkeys((*sides[2], *sides[1])):
        item = _item((*path, id), tuple(side.get(id, NOTHING) for side in sides), conflicts)
        if item is not None:
            found[id] = item
    orders = tuple(tuple(side) for side in sides)
    placed = order.merged(*orders, keep=found.keys())
    if placed.both_moved:
        conflicts.append(Conflict(path, "order", *map(list, orders)))
    return [found[id] for id in placed.ids]


def _item(
    path: tuple[str, ...], sides: tuple[Any, ...], conflicts: list[Conflict]
) -> dict[str, Any] | None:
    base, ours, theirs = sides
    if ours is not NOTHING and theirs is not NOTHING:
        return _fields(path, {} if base is NOTHING else base, ours, theirs, conflicts)
    left: dict[str, Any] = theirs if ours is NOTHING else ours
    if base is NOTHING:
        return left
    if left == base:
        return None
    conflicts.append(Conflict(path, "", *map(_shown, sides)))
    return left


def _shown(value: Any) -> Any:
    return None if value is NOTHING else value


def _keep_stages_in_use(
    tree: dict[str, Any],
    before: dict[str, Any],
    sides: Sequence[dict[str, Any]],
    conflicts: list[Conflict],
) -> None:
    """Bring a stage back that one side removed while the other wrote something into it."""
    have = {stage["id"] for stage in tree.get("stages", ())}
    used = {
        item.get("stage") for name in ("insights", "involvement") for item in tree.get(name, ())
    }
    for stage in before.get("stages", ()):
        if stage["id"] in used - have:
            left = [_find(side, stage["id"]) for side in sides]
            back = next((found for found in left if found), stage)
            place = sum(1 for each in _until(before, stage["id"]) if each in have)
            tree["stages"].insert(place, back)
            have.add(stage["id"])
            conflicts.append(Conflict(("stages", stage["id"]), "", stage, *left))


def _find(side: dict[str, Any], stage: str) -> dict[str, Any] | None:
    return next((found for found in side["stages"] if found["id"] == stage), None)


def _until(before: dict[str, Any], stage: str) -> list[str]:
    ids = [each["id"] for each in before["stages"]]
    return ids[: ids.index(stage)]
