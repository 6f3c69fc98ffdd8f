"""The departments that meet the customer, as people name them."""

from collections.abc import Iterable

from workshops.engine.text import clean, twin_key, visible

LONGEST = 60
MOST = 20


def distinct(departments: Iterable[str]) -> tuple[str, ...]:
    """Return departments as they were named, each once, without those that nobody could read."""
    named = (" ".join(one.split())[:LONGEST] for one in departments)
    said = [clean(one) for one in named if visible(one)]
    return tuple({twin_key(one): one for one in reversed(said)}.values())[::-1][:MOST]
