"""What is wrong with a stage."""

from workshops.errors.error import TooLong, TooMany, WorkshopError


class NoSuchStage(WorkshopError):
    """The journey has no such stage (any more)."""

    def __init__(self, stage: str) -> None:
        super().__init__(stage)
        self.stage = stage


class StageNameTaken(WorkshopError):
    """Two stages would have names that people can't tell apart."""

    def __init__(self, title: str) -> None:
        super().__init__("a stage name is taken")
        self.title = title


class StageWordless(WorkshopError):
    """A stage's name has neither letters nor digits."""

    def __init__(self, title: str) -> None:
        super().__init__("a stage name has no words")
        self.title = title


class StageTooLong(TooLong, WorkshopError):
    """A stage's name has more code points than it may have."""


class TooManyStages(TooMany, WorkshopError):
    """More stages than a workshop holds."""


class NoStages(WorkshopError):
    """A journey would be left without any stage."""


class LoopsToItself(WorkshopError):
    """A stage can't lead back to itself."""


class StagesChanged(WorkshopError):
    """Somebody else changed the stages since the form was opened."""
