"""Founding: which occasions and customers a claim's evidence speaks of, each counted once."""

from collections.abc import Hashable, Iterable
from itertools import chain

from knowledge.records.models.claims import Evidence


def occasion(one: Evidence) -> Hashable:
    """Return what two sources have in common that are one occasion.

    Two colleagues on one call are one occasion, and so is one sentence that two have picked.
    """
    if one.customer and one.seen_on:
        return name_key(one.customer), one.seen_on
    return one.one_liner or one.id


def occasions(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return the first source of each occasion."""
    first: dict[Hashable, Evidence] = {}
    for one in evidence:
        first.setdefault(occasion(one), one)
    return tuple(first.values())


def customers(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """Return the customers by name, each once however it is written."""
    named = (one.customer for one in evidence if one.customer)
    return tuple(sorted({name_key(name): name for name in named}.values()))


def name_key(name: str) -> str:
    """Return what two ways to write a customer's or a department's name have in common."""
    return " ".join(name.split()).casefold()


def together(*evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return all sources, without those that say again what one before them said."""
    first: dict[Hashable, Evidence] = {}
    for one in chain.from_iterable(evidence):
        first.setdefault(one.one_liner or one.model_copy(update={"id": "same"}), one)
    return tuple(first.values())
