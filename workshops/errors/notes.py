"""What is wrong with a note or a reply."""

from workshops.errors.error import TooLong, TooMany, WorkshopError


class NoteEmpty(WorkshopError):
    """A text has nothing that could be seen."""


class NoteTooLong(TooLong, WorkshopError):
    """A note has more code points than one may have."""


class TooManyNotes(TooMany, WorkshopError):
    """More notes at once than a form or reply may bring."""


class NoSuchNote(WorkshopError):
    """The note was never written, or is withdrawn."""

    def __init__(self, note: str) -> None:
        super().__init__(note)
        self.note = note


class LaneNotAsked(WorkshopError):
    """The activity does not ask for this lane."""

    def __init__(self, lane: str, *, activity: str) -> None:
        super().__init__(f"{lane} in {activity}")
        self.lane = lane
        self.activity = activity


class NoSuchChoice(WorkshopError):
    """The activity does not offer this answer."""

    def __init__(self, choice: str) -> None:
        super().__init__(choice)
        self.choice = choice


class RepliesNotTaken(WorkshopError):
    """The activity takes its answers through buttons only. `activity` is its title."""

    def __init__(self, activity: str) -> None:
        super().__init__(activity)
        self.activity = activity


class OnlyNumber(WorkshopError):
    """A reply names a stage or a row and says nothing about it."""


class PromiseChanged(WorkshopError):
    """A form promised to show less of a note than what would be shown by now."""
