"""Setting the stages."""

from dataclasses import dataclass, field

from workshops.engine.commands.command import Command


@dataclass(frozen=True, kw_only=True)
class SetStages(Command):
    """Set all stages, a title a line. `seen` is `Workshop.stages_seen` when the form opened.

    A title that stays, or one changed in its place, keeps its stage and its notes; `ids` has
    at least one new id for each line.
    """

    lines: tuple[str, ...]
    ids: tuple[str, ...] = field(default=())
    seen: int
