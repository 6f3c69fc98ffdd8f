"""What somebody does with a proposal for their words."""

from dataclasses import dataclass

from workshops.engine.commands.command import Command


@dataclass(frozen=True, kw_only=True)
class TakeWording(Command):
    """Let the proposals of an activity stand; with `texts`, these instead, in their order."""

    activity: str
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class KeepWording(Command):
    """Keep one's own words."""

    activity: str
