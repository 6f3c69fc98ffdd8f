"""Facts in which every text that people wrote is replaced by another one."""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel
from rpds import HashTrieMap

from prompts.models import Agenda, Emotion

T = TypeVar("T")

WRITTEN = frozenset(
    {
        "about", "after", "before", "beside", "channel", "customer", "customers", "department",
        "goal",
        "missing_departments", "name", "ours", "persona", "phase",
        "portrait", "question", "quote", "role", "sentence",
        "skipped", "stage", "summary", "text", "theirs", "title", "trigger", "was", "word",
    }
)  # fmt: skip
"""Fields whose strings come from people."""

WORDLESS = frozenset({bool, int, float, date, datetime, timedelta})

FACTS = frozenset({"status", "starts", "met"})
"""Fields in which nobody writes."""

IDS = frozenset({"persona", "stage", "channel"})
NAMED = {"Captured": frozenset({"persona", "stage"})}
"""Fields that are a person's words in these classes, and ids everywhere else."""


class Spoil:
    """Puts *text* wherever people wrote something; None leaves everything as it is.

    A fact that is part of several views is spoilt once; it is kept, so that its id stays its own.
    """

    def __init__(self, text: str | None = None) -> None:
        self._text = text
        self._known: dict[tuple[int, str], tuple[object, Any]] = {}

    def __call__(self, fact: T) -> T:
        """Return the fact with other words in it; ids, numbers and our own texts stay."""
        return fact if self._text is None else self._spoiled(fact, "")

    def words(self, text: str) -> str:
        """Return a text of people that stands alone."""
        return text if self._text is None else self._text

    def _spoiled(self, fact: Any, field: str) -> Any:
        if isinstance(fact, str):
            return self._text if fact and field in WRITTEN and type(fact) is str else fact
        if not fact or type(fact) in WORDLESS:
            return fact
        known = self._known.get((id(fact), field))
        if known is None:
            known = self._known[id(fact), field] = (fact, self._anew(fact, field))
        return known[1]

    def _anew(self, fact: Any, field: str) -> Any:
        if isinstance(fact, Agenda | Emotion):
            return fact
        kind: Any = type(fact)
        names = _names(kind)
        if not names:
            return self._many(fact, field)
        changed = self._changed(((name, getattr(fact, name)) for name in names), kind.__name__)
        if not changed or (kind.__name__ == "Change" and fact.field in FACTS):
            return fact
        if isinstance(fact, BaseModel):
            return fact.model_copy(update=changed)
        return replace(fact, **changed)

    def _many(self, fact: Any, field: str) -> Any:
        if isinstance(fact, tuple | list):
            changed = [self._spoiled(one, field) for one in fact]
            same = all(one is before for one, before in zip(changed, fact, strict=True))
            return fact if same else type(fact)(changed)
        if isinstance(fact, HashTrieMap):
            return HashTrieMap({key: self._spoiled(one, "") for key, one in fact.items()})
        if isinstance(fact, dict):
            return fact | self._changed(fact.items(), "")
        return fact

    def _changed(self, found: Iterable[tuple[str, Any]], kind: str) -> dict[str, Any]:
        """Return what is another one now: most of a fact stays as it is."""
        ids = IDS - NAMED.get(kind, frozenset())
        changed = {}
        for name, value in found:
            if not (name in ids and isinstance(value, str)):
                other = self._spoiled(value, name)
                if other is not value:
                    changed[name] = other
        return changed


@cache
def _names(kind: type) -> tuple[str, ...]:
    """Return the fields of a class of facts; none of anything else."""
    if issubclass(kind, BaseModel):
        return tuple(kind.model_fields)
    return tuple(one.name for one in fields(kind)) if is_dataclass(kind) else ()
