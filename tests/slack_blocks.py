"""Finding buttons and inputs in blocks, as a person finds them: by their words."""

from typing import Any

Json = dict[str, Any]


def opened(modal: Json | None) -> Json:
    """Return the modal; fails if none is open."""
    assert modal is not None, "no modal is open"
    return modal


def blocks_of(on: Json) -> list[Json]:
    """Return the blocks of a message, a modal or a view."""
    return list(on["view"]["blocks"] if "view" in on else on.get("blocks", []))


def elements_of(block: Json) -> list[Json]:
    """Return what one can press or fill in, in a block."""
    single = [block[key] for key in ("accessory", "element") if isinstance(block.get(key), dict)]
    many = block["elements"] if block["type"] in ("actions", "context_actions") else []
    return [element for element in [*single, *many] if "action_id" in element]


def find(
    blocks: list[Json], action_id: str | None, label: str | None, value: Any
) -> tuple[Json, Json]:
    """Return block and element by action id (or its beginning), label, or button value."""
    pairs = [(block, element) for block in blocks for element in elements_of(block)]
    for wanted in (_exactly, _beginning):
        for block, element in pairs:
            if wanted(element, action_id) and _fits(element, label, value):
                return block, element
    known = [element["action_id"] for _, element in pairs]
    raise AssertionError(f"no {action_id or label!r} here, only {known}")


def _exactly(element: Json, action_id: str | None) -> bool:
    return action_id is None or element["action_id"] == action_id


def _beginning(element: Json, action_id: str | None) -> bool:
    return action_id is None or str(element["action_id"]).startswith(action_id)


def _fits(element: Json, label: str | None, value: Any) -> bool:
    if label is not None and element.get("text", {}).get("text") != label:
        return False
    return value is None or element["type"] != "button" or element.get("value") == value


def by_block(blocks: list[Json], values: Json) -> Json:
    """Return values by block and action id that are given by label, block id or action id."""
    filled: Json = {}
    for name, value in values.items():
        block, element = named(blocks, name)
        filled.setdefault(block["block_id"], {})[element["action_id"]] = value
    return filled


def named(blocks: list[Json], name: str) -> tuple[Json, Json]:
    """Return block and input by label, block id or action id."""
    for block in blocks:
        for element in elements_of(block):
            label = block.get("label", {}).get("text")
            if name in (label, block["block_id"], element["action_id"]):
                return block, element
    known = [block.get("label", {}).get("text") or block["block_id"] for block in blocks]
    raise AssertionError(f"no input {name!r} here, only {known}")
