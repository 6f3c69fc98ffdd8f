"""What a team left out: whoever skips several activities gives one reason, and reads it once."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from knowledge.records.models.choices import Skipped


def together(left_out: Iterable[Skipped]) -> Iterator[tuple[Skipped, ...]]:
    """Yield what was left out in one go: neighbours of one reason, all begun or none."""
    for _, several in groupby(left_out, key=lambda one: (one.reason, one.cut_short)):
        yield tuple(several)


def leaders(here: Iterable[Skipped], there: Iterable[Skipped]) -> Mapping[str, tuple[Skipped, ...]]:
    """Return what is left out *here* and not *there*, by the id of the first of each group."""
    known = {one.id for one in there}
    new = together(one for one in here if one.id not in known)
    return {several[0].id: several for several in new}
