"""Moving through the agenda."""

from dataclasses import dataclass

from workshops.engine.commands.command import Command, OnBoard


@dataclass(frozen=True, kw_only=True)
class Next(OnBoard):
    """Move on to the next activity that is not skipped."""


@dataclass(frozen=True, kw_only=True)
class Back(OnBoard):
    """Go back to the activity before; one that was skipped is taken up again."""


@dataclass(frozen=True, kw_only=True)
class Skip(OnBoard):
    """Leave the current activity out, with a reason that is kept."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class WrapUp(OnBoard):
    """Go to the review at once; what lies between is skipped with the reason."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class Undo(OnBoard):
    """Take the last move back."""


@dataclass(frozen=True, kw_only=True)
class End(Command):
    """Stop without publishing; all notes stay in the workshop."""


@dataclass(frozen=True, kw_only=True)
class Reopen(Command):
    """Take the end back."""
