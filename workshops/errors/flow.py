"""What keeps a workshop from moving."""

from workshops.errors.error import WorkshopError


class WorkshopClosed(WorkshopError):
    """The workshop has ended or was published."""


class WorkshopPaused(WorkshopError):
    """The workshop is paused: notes are saved, but it does not move."""


class NoSuchActivity(WorkshopError):
    """The agenda has no such activity."""

    def __init__(self, activity: str) -> None:
        super().__init__(activity)
        self.activity = activity


class LastActivity(WorkshopError):
    """There is no activity after this one."""


class FirstActivity(WorkshopError):
    """There is no activity before this one."""


class NothingToUndo(WorkshopError):
    """No move is left to be undone."""


class ReasonMissing(WorkshopError):
    """What is skipped needs a reason, which is kept."""
