"""Settling conflicts: which text stays is chosen by a person, never by the code."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, Literal, get_args

from knowledge.identity import PersonId
from knowledge.ledger.columns import canonical
from knowledge.records.merge import Conflict, Merged
from knowledge.records.models.bodies import BODY, Body

Side = Literal["ours", "theirs", "both"]
"""Whose text stays; "both" keeps theirs beside ours, as seen differently."""
SIDES: tuple[Side, ...] = get_args(Side)

_KEY_LENGTH = 16


def key(conflict: Conflict) -> str:
    """Name a conflict by what it is about and by both its texts.

    A choice holds as long as nobody changes one of them, whatever else is published.
    """
    about = [list(conflict.path), conflict.field, conflict.ours, conflict.theirs]
    return hashlib.sha256(canonical(about).encode("ascii")).hexdigest()[:_KEY_LENGTH]


def can_keep_both(conflict: Conflict) -> bool:
    """Say whether both texts have room in a record: those of an insight do."""
    return conflict.path[:1] == ("insights",) and conflict.field == "text"


def unsettled(conflicts: Iterable[Conflict], sides: Mapping[str, Side]) -> tuple[Conflict, ...]:
    """Return the conflicts for which nobody has chosen yet, in their order."""
    return tuple(one for one in conflicts if key(one) not in sides)


def settle(merged: Merged, sides: Mapping[str, Side], *, theirs: PersonId) -> Body:
    """Return what was merged, with the chosen side in each conflict.

    Args:
        merged: With *ours* in every conflicting field.
        sides: By `key`; a conflict that is not in it keeps ours.
        theirs: Who published the other side.
    """
    document = merged.body.model_dump(mode="json")
    for one in merged.conflicts:
        side = sides.get(key(one), "ours")
        if side == "both" and can_keep_both(one):
            _keep_both(document, one, theirs)
        else:
            _put(document, one, one.theirs if side == "theirs" else one.ours)
    return BODY.validate_python(document)


def _keep_both(document: dict[str, Any], conflict: Conflict, theirs: PersonId) -> None:
    told = {"id": f"d-{key(conflict)}", "text": conflict.theirs, "person": theirs}
    insight = next(one for one in document["insights"] if one["id"] == conflict.id)
    insight["dissent"] = [*insight["dissent"], told]


def _put(document: dict[str, Any], conflict: Conflict, value: Any) -> None:
    """Put one side's value where the conflict is."""
    node: Any = document
    path = list(conflict.path)
    while len(path) >= 2:
        section, id = path[0], path[1]
        path = path[2:]
        if not path and not conflict.field:
            _put_item(document, node[section], section=section, id=id, value=value)
            return
        node = next(item for item in node[section] if item["id"] == id)
    if conflict.field == "order" and path:
        order = {id: n for n, id in enumerate(value or ())}
        node[path[0]].sort(key=lambda item: order.get(item["id"], len(order)))
        return
    node[conflict.field] = value


def _put_item(
    document: dict[str, Any], items: list[Any], *, section: str, id: str, value: Any
) -> None:
    place = next(n for n, item in enumerate(items) if item["id"] == id)
    if value is not None:
        items[place] = value
        return
    items.pop(place)
    if section == "stages":
        _leave(document, id)


def _leave(document: dict[str, Any], stage: str) -> None:
    """Let what was said in a stage that is given up stand for the whole journey."""
    for insight in document["insights"]:
        if insight["stage"] == stage:
            insight["stage"] = None
    document["involvement"] = [one for one in document["involvement"] if one["stage"] != stage]
