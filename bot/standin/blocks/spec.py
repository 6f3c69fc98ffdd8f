"""A small language for what Slack accepts: rules that walk a value and name what is wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True)
class Problem:
    """One thing that Slack would refuse, where it stands, and the rule that it breaks."""

    text: str
    pointer: str
    constraint: dict[str, Any] | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return f"{self.text} [json-pointer:{self.pointer}]"


def _bound(kind: str, expected: Any, got: Any) -> dict[str, Any]:
    return {"type": kind, "expected": expected, "got": got}


class Rule(Protocol):
    """What a value must be."""

    def check(self, value: Any, at: str) -> Iterator[Problem]:
        """Yield what is wrong with *value*, which stands at the JSON pointer *at*."""
        ...


@dataclass(frozen=True)
class String:
    """A string of *least* to *most* characters."""

    most: int | None = None
    least: int = 1

    def check(self, value: Any, at: str) -> Iterator[Problem]:
        """Yield what is wrong with the string."""
        if not isinstance(value, str):
            yield Problem("must provide a string", at)
        elif len(value) < self.least:
            rule = _bound("min_length", self.least, len(value))
            yield Problem(f"must be more than {self.least - 1} characters", at, rule)
        elif self.most is not None and len(value) > self.most:
            rule = _bound("max_length", self.most, len(value))
            yield Problem(f"must be less than {self.most + 1} characters", at, rule)


@dataclass(frozen=True)
class Flag:
    """True or false."""

    def check(self, value: Any, at: str) -> Iterator[Problem]:
        """Yield a problem unless it is a boolean."""
        if not isinstance(value, bool):
            yield Problem("must provide a boolean", at)


@dataclass(frozen=True)
class Whole:
    """An integer within bounds."""

    least: int = 0
    most: int | None = None

    def check(self, value: Any, at: str) -> Iterator[Problem]:
        """Yield what is wrong with the number."""
        if isinstance(value, bool) or not isinstance(value, int):
            yield Problem("must provide an integer", at)
        elif value < self.least:
            yield Problem(f"must be at least {self.least}", at)
        elif self.most is not None and value > self.most:
            yield Problem(f"must be at most {self.most}", at)


@dataclass(frozen=True)
class OneOf:
    """One of a few words."""

    words: tuple[str, ...]

    def check(self, value: Any, at: str) -> Iterator[Problem]:
        """Yield a problem unless the value is one of the words."""
        if value not in self.words:
            rule = _bound("enum", list(self.words), value)
            yield Problem(f"must be one of: {', '.join(self.words)}", at, rule)


@dataclass(frozen=True)
class Matching:
    """A string in a form, tested by a function."""

    fits: Any
    form: str

    def check(self, value: Any, at: str) -> Iterator[Problem]:
        """Yield a problem unless the string has the form."""
        if not isinstance(value, str) or not self.fits(value):
            yield Problem(f"must be {self.form}", at)


@dataclass(frozen=True)
class Items:
    """An array of *least* to *most* things of one kind."""

    of: Rule
    most: int | None = None
    least: int = 1

    def check(self, value: Any, at: str) -> Iterator[Problem]:
        """Yield what is wrong with the array and with each of its items."""
        if not isinstance(value, list):
            yield Problem("must provide an array", at)
            return
        if len(value) < self.least:
            rule = _bound("min_items", self.least, len(value))
            yield Problem(f"no fewer than {self.least} items allowed", at, rule)
        if self.most is not None and len(value) > self.most:
            rule = _bound("max_items", self.most, len(value))
            yield Problem(f"no more than {self.most} items allowed", at, rule)
        for number, item in enumerate(value):
            yield from self.of.check(item, f"{at}/{number}")


@dataclass(frozen=True)
class Record:
    """An object with known keys; `type` is checked by whoever chose the record."""

    required: Mapping[str, Rule] = field(default_factory=dict)
    optional: Mapping[str, Rule] = field(default_factory=dict)
    one_of: tuple[tuple[str, ...], ...] = ()
    at_most_one_of: tuple[tuple[str, ...], ...] = ()

    def check(self, value: Any, at: str) -> Iterator[Problem]:
        """Yield missing and unknown keys, and what is wrong below the known ones."""
        if not isinstance(value, dict):
            yield Problem("must provide an object", at)
            return
        yield from self._keys(value, at)
        for key, rule in {**self.required, **self.optional}.items():
            # Slack takes an explicit null for an optional key that isn't given.
            if value.get(key) is not None:
                yield from rule.check(value[key], f"{at}/{key}")

    def _keys(self, value: Mapping[str, Any], at: str) -> Iterator[Problem]:
        for key in self.required:
            if value.get(key) is None:
                yield Problem(f"missing required field: {key}", at)
        for key in value:
            if key != "type" and key not in self.required and key not in self.optional:
                yield Problem(f"invalid additional property: {key}", at)
        for group in self.one_of:
            if not any(value.get(key) for key in group):
                yield Problem(f"missing required field: {' or '.join(group)}", at)
        for group in self.at_most_one_of:
            if sum(value.get(key) is not None for key in group) > 1:
                yield Problem(f"only one of {', '.join(group)} allowed", at)


@dataclass(frozen=True)
class Typed:
    """An object whose `type` says which record it is."""

    kinds: Mapping[str, Rule]

    def check(self, value: Any, at: str) -> Iterator[Problem]:
        """Yield what is wrong with the object of that type."""
        if not isinstance(value, dict):
            yield Problem("must provide an object", at)
            return
        kind = value.get("type")
        if kind is None:
            yield Problem("missing required field: type", at)
        elif not isinstance(kind, str) or kind not in self.kinds:
            rule = _bound("enum", sorted(self.kinds), kind)
            yield Problem(f"unsupported type: {kind}", f"{at}/type", rule)
        else:
            yield from self.kinds[kind].check(value, at)


@dataclass(frozen=True)
class Anything:
    """Whatever is there."""

    def check(self, value: Any, at: str) -> Iterator[Problem]:
        """Yield nothing."""
        yield from ()
