"""What a file says, in the shape that it must have; every mistake is named by file and key."""

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from prompts import files
from prompts.errors import PromptsInvalid

M = TypeVar("M", bound=BaseModel)


def mapping(said: object, path: Path) -> dict[str, object]:
    """Return what a file says, if it is a mapping without a key of its own.

    Raises:
        PromptsInvalid: It is something else.
    """
    if not isinstance(said, dict):
        raise PromptsInvalid(path.name, "", "the file is a list of `key: value`")
    if "key" in said:
        raise PromptsInvalid(path.name, "key", "the file's name is the key")
    return said


def listed(path: Path, model: type[M], *, unique: str) -> tuple[M, ...]:
    """Return the items that a file lists, no two of which are alike in *unique*.

    Raises:
        PromptsInvalid: It can't be read, is no list, or an item is not as it must be.
    """
    said = files.read(path)
    if not isinstance(said, list) or not said:
        raise PromptsInvalid(path.name, "", "the file is a list")
    items = tuple(shaped(path, model, item, key=f"[{n}]") for n, item in enumerate(said))
    seen: set[object] = set()
    for position, item in enumerate(items):
        if getattr(item, unique) in seen:
            raise PromptsInvalid(path.name, f"[{position}].{unique}", "this one is there twice")
        seen.add(getattr(item, unique))
    return items


def shaped(path: Path, model: type[M], said: object, *, key: str = "") -> M:
    """Return what stands at *key* of a file, as a model; "" is the whole file.

    Raises:
        PromptsInvalid: It is not as it must be.
    """
    try:
        return model.model_validate(said)
    except ValidationError as error:
        # A misspelt key also leaves one missing; the misspelt one is the mistake.
        found = error.errors(include_url=False)
        first = min(found, key=lambda one: one["type"] != "extra_forbidden")
        raise PromptsInvalid(path.name, _where(key, first["loc"]), first["msg"]) from error


def _where(key: str, loc: tuple[int | str, ...]) -> str:
    for part in loc:
        key += f"[{part}]" if isinstance(part, int) else f".{part}"
    return key.lstrip(".")
