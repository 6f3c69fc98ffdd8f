"""Reads YAML that people edit: plain data only, and every mistake named by file and key."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from prompts.errors import PromptsInvalid

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20


_Fastest: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Plain(_Fastest):  # type: ignore[misc]
    """Reads text, numbers, true, false and null; `no`, `on` and dates stay text."""


_Plain.yaml_implicit_resolvers = {}
for _tag, _form, _starts in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("int", r"^-?(?:0|[1-9][0-9]*)$", "-0123456789"),
    ("null", r"^(?:null|~)?$", "n~\0"),
):
    _Plain.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_form), list(_starts))
_Plain.yaml_implicit_resolvers[""] = _Plain.yaml_implicit_resolvers.pop("\0")


def read(path: Path) -> object:
    """Return what a YAML file says, as plain lists, mappings and scalars.

    Raises:
        PromptsInvalid: It can't be read, is too large, repeats a key, or uses anchors or tags.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise PromptsInvalid(path.name, "", "the file is missing or can't be read") from error
    return parsed(raw, path.name)


def parsed(raw: bytes, file: str) -> object:
    """Return what the bytes of a YAML file say; *file* is its name, for what is wrong with it.

    Raises:
        PromptsInvalid: It is too large, no text, repeats a key, or uses anchors or tags.
    """
    text = _text(raw, file)
    try:
        _check_events(yaml.parse(text, _Plain), file)
        node = yaml.compose(text, _Plain)
    except yaml.YAMLError as error:
        raise PromptsInvalid(file, _line(error), _why(error)) from error
    if node is None:
        raise PromptsInvalid(file, "", "the file is empty")
    _check(node, file, key="")
    loader: Any = _Plain("")
    try:
        return loader.construct_document(node)
    except yaml.YAMLError as error:
        raise PromptsInvalid(file, "", _why(error)) from error


def _check_events(events: Iterable[yaml.Event], file: str) -> None:
    """Refuse what would make few bytes large or deep, before anything is built of it."""
    depth = 0
    for event in events:
        line = f"line {event.start_mark.line + 1}" if event.start_mark else ""
        if getattr(event, "anchor", None):
            raise PromptsInvalid(file, line, "anchors (&, *) are not allowed")
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise PromptsInvalid(file, line, "nested too deeply")


def _text(raw: bytes, file: str) -> str:
    if len(raw) > MAX_BYTES:
        raise PromptsInvalid(file, "", f"larger than {MAX_BYTES} bytes")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PromptsInvalid(file, "", "the file is not UTF-8 text") from error


def _check(node: yaml.Node, file: str, *, key: str) -> None:
    if isinstance(node, yaml.SequenceNode):
        for position, item in enumerate(node.value):
            _check(item, file, key=f"{key}[{position}]")
    elif isinstance(node, yaml.MappingNode):
        _check_keys(node, file, key=key)


def _check_keys(node: yaml.MappingNode, file: str, *, key: str) -> None:
    seen: set[str] = set()
    for name, value in node.value:
        if not isinstance(name, yaml.ScalarNode):
            raise PromptsInvalid(file, key, "a key must be plain text")
        where = f"{key}.{name.value}".lstrip(".")
        if name.value in seen:
            raise PromptsInvalid(file, where, "this key is there twice")
        seen.add(name.value)
        _check(value, file, key=where)


def _line(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    return f"line {mark.line + 1}" if mark else ""


def _why(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", None) or "not YAML")
