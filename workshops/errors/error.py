"""The root of everything that a workshop refuses."""


class WorkshopError(Exception):
    """Something that was asked of a workshop can't be done."""


class TooLong(Exception):
    """A text has more code points than it may have."""

    def __init__(self, length: int, *, limit: int) -> None:
        super().__init__(f"{length} > {limit}")
        self.length = length
        self.limit = limit


class TooMany(Exception):
    """There is more of something than there may be."""

    def __init__(self, count: int, *, limit: int) -> None:
        super().__init__(f"{count} > {limit}")
        self.count = count
        self.limit = limit
