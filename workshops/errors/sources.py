"""What is wrong with a source."""

from workshops.errors.error import WorkshopError


class NoSourceTaken(WorkshopError):
    """What the note says is no claim that could have a source."""


class SourceEmpty(WorkshopError):
    """A source says neither who said it nor where it stands."""


class SourceTooLong(WorkshopError):
    """A part of a source (customer, link, quote) has more code points than it may have."""

    def __init__(self, part: str, length: int, *, limit: int) -> None:
        super().__init__(f"{part}: {length} > {limit}")
        self.part = part
        self.length = length
        self.limit = limit


class LinkNotWeb(WorkshopError):
    """A link is no address on the web."""


class DayInFuture(WorkshopError):
    """Something is said to have been heard on a day that has not begun anywhere."""


class TooManySources(WorkshopError):
    """One note has as many sources as it may have."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class NoSuchOneLiner(WorkshopError):
    """There is no such one-liner that could be a source here."""
