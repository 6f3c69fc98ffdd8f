"""What keeps a team's own agendas and models from being kept."""

from workshops.errors.error import WorkshopError


class NothingNamed(WorkshopError):
    """What is to be kept for the next time needs a name."""


class TooManyTemplates(WorkshopError):
    """A team has more agendas and models of its own than it can choose from."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit
