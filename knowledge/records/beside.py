"""Today beside tomorrow: two journeys of the same people, stage by stage."""

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.records.models.journeys import Journey, Stage
from knowledge.records.store import Version


@dataclass(frozen=True)
class Pair:
    """A stage as it is, and as it should be; None where there is none such."""

    now: Stage | None
    then: Stage | None


def counterpart(version: Version, all_: Iterable[Version]) -> Version | None:
    """Return the newest journey of the same people in the other state; None without one."""
    body = version.body
    if not isinstance(body, Journey):
        return None
    fitting = [
        one
        for one in all_
        if isinstance(one.body, Journey)
        and one.body.state != body.state
        and _whose(one.body) == _whose(body)
    ]
    shared = {stage.id for stage in body.stages}
    return max(fitting, key=lambda one: (_common(one, shared), one.generation), default=None)


def pairs(now: Journey, then: Journey) -> tuple[Pair, ...]:
    """Return the stages side by side, in today's order; new ones follow those they come after."""
    names = {_name(stage): stage.id for stage in now.stages}
    known = {stage.id for stage in now.stages}
    matched: dict[str, Stage] = {}
    after: dict[str | None, list[Stage]] = {}
    last: str | None = None
    for stage in then.stages:
        match = stage.id if stage.id in known else names.get(_name(stage))
        if match is None or match in matched:
            after.setdefault(last, []).append(stage)
        else:
            matched[match], last = stage, match
    found = [Pair(None, stage) for stage in after.get(None, [])]
    for stage in now.stages:
        found.append(Pair(stage, matched.get(stage.id)))
        found += [Pair(None, new) for new in after.get(stage.id, [])]
    return tuple(found)


def _whose(body: Journey) -> tuple[frozenset[str], str | None]:
    return frozenset(body.personas), body.segment


def _common(version: Version, stages: set[str]) -> int:
    assert isinstance(version.body, Journey)
    return len(stages & {stage.id for stage in version.body.stages})


def _name(stage: Stage) -> str:
    return " ".join(stage.title.casefold().split())
