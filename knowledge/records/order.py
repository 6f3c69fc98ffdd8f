"""The order of named items after two people moved, added and removed some."""

from collections.abc import Collection
from dataclasses import dataclass

Ids = tuple[str, ...]


@dataclass(frozen=True)
class Placed:
    """The ids in their order; `both_moved` when the sides disagree about it."""

    ids: Ids
    both_moved: bool


def merged(base: Ids, ours: Ids, theirs: Ids, *, keep: Collection[str]) -> Placed:
    """Return the ids of *keep* in the order of the side that moved some; ours if both did.

    An id that this side lacks comes after the one that it follows on the other side.
    """
    common = {id for id in ours if id in theirs}
    we_moved, they_moved = _moved(base, ours, common), _moved(base, theirs, common)
    both = we_moved and they_moved and _only(ours, common) != _only(theirs, common)
    lead, other = (ours, theirs) if we_moved else (theirs, ours)
    ids = list(lead)
    for place, id in enumerate(other):
        if id not in lead:
            ids.insert(_after(ids, other[:place]), id)
    return Placed(_only(tuple(ids), keep), both)


def _moved(base: Ids, side: Ids, common: Collection[str]) -> bool:
    known = [id for id in base if id in common]
    return [id for id in side if id in known] != known


def _only(ids: Ids, keep: Collection[str]) -> Ids:
    return tuple(id for id in ids if id in keep)


def _after(ids: list[str], before: Ids) -> int:
    for id in reversed(before):
        if id in ids:
            return ids.index(id) + 1
    return 0
