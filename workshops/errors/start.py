"""What keeps a workshop from being started."""

from workshops.errors.error import WorkshopError


class SubjectMissing(WorkshopError):
    """A workshop needs somebody whose journey it is."""


class WorkshopRunning(WorkshopError):
    """Another workshop is going on in this place."""

    def __init__(self, workshop: str) -> None:
        super().__init__(workshop)
        self.workshop = workshop
