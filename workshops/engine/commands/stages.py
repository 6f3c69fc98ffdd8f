"""Setting the stages, all at once or one of them."""

from dataclasses import dataclass, field

from workshops.engine.commands.command import Command
from workshops.engine.state import NoteId


@dataclass(frozen=True, kw_only=True)
class SetStages(Command):
    """Set all stages, a title a line. `seen` is `Workshop.stages_seen` when the form opened.

    A title that stays, or one changed in its place, keeps its stage and its notes; `ids` has
    at least one new id for each line.
    """

    lines: tuple[str, ...]
    ids: tuple[str, ...] = field(default=())
    seen: int


@dataclass(frozen=True, kw_only=True)
class OnStage(Command):
    """Something about one stage, as the stages were when its form opened."""

    stage: str
    seen: int


@dataclass(frozen=True, kw_only=True)
class ChangeStage(OnStage):
    """Say all about one stage: its name, whether it leads back, may end here, or is left out.

    `skipped` is the reason for leaving it out; a blank one takes it up again.
    """

    title: str
    loops_to: str | None = None
    ends: bool = False
    skipped: str = ""


@dataclass(frozen=True, kw_only=True)
class MergeStage(OnStage):
    """Make a stage part of another one; its notes go along."""

    into: str


@dataclass(frozen=True, kw_only=True)
class SplitStage(OnStage):
    """Put a new stage behind this one; the notes named go into it."""

    title: str
    id: str
    notes: tuple[NoteId, ...] = ()
