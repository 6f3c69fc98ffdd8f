"""What a workshop refuses on purpose; each error carries its facts, words come from prompts."""

from knowledge.identity import PersonId


class WorkshopError(Exception):
    """Something that was asked of a workshop can't be done."""


class NotFacilitator(WorkshopError):
    """Only the facilitator does this."""

    def __init__(self, facilitator: PersonId) -> None:
        super().__init__(f"led by {facilitator}")
        self.facilitator = facilitator


class WorkshopClosed(WorkshopError):
    """The workshop has ended or was published."""


class WorkshopPaused(WorkshopError):
    """The workshop is paused: notes are saved, but it does not move."""


class NoteEmpty(WorkshopError):
    """A text has nothing that could be seen."""


class NoteTooLong(WorkshopError):
    """A note has more code points than one may have."""

    def __init__(self, length: int, *, limit: int) -> None:
        super().__init__(f"{length} > {limit}")
        self.length = length
        self.limit = limit


class TooManyNotes(WorkshopError):
    """More notes at once than a form or reply may bring."""

    def __init__(self, count: int, *, limit: int) -> None:
        super().__init__(f"{count} > {limit}")
        self.count = count
        self.limit = limit


class NotYours(WorkshopError):
    """The note is somebody else's."""

    def __init__(self, note: str) -> None:
        super().__init__(note)
        self.note = note


class NoSuchNote(WorkshopError):
    """The note was never written, or is withdrawn."""

    def __init__(self, note: str) -> None:
        super().__init__(note)
        self.note = note


class NoSuchStage(WorkshopError):
    """The journey has no such stage (any more)."""

    def __init__(self, stage: str) -> None:
        super().__init__(stage)
        self.stage = stage


class NoSuchActivity(WorkshopError):
    """The agenda has no such activity."""

    def __init__(self, activity: str) -> None:
        super().__init__(activity)
        self.activity = activity


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


class StageTooLong(WorkshopError):
    """A stage's name has more code points than it may have."""

    def __init__(self, length: int, *, limit: int) -> None:
        super().__init__(f"{length} > {limit}")
        self.length = length
        self.limit = limit


class TooManyStages(WorkshopError):
    """More stages than a workshop holds."""

    def __init__(self, count: int, *, limit: int) -> None:
        super().__init__(f"{count} > {limit}")
        self.count = count
        self.limit = limit


class NoStages(WorkshopError):
    """A journey would be left without any stage."""


class LoopsToItself(WorkshopError):
    """A stage can't lead back to itself."""


class StagesChanged(WorkshopError):
    """Somebody else changed the stages since the form was opened."""


class PromiseChanged(WorkshopError):
    """A form promised to show less of a note than what would be shown by now."""


class LastActivity(WorkshopError):
    """There is no activity after this one."""


class FirstActivity(WorkshopError):
    """There is no activity before this one."""


class NothingToUndo(WorkshopError):
    """No move is left to be undone."""


class ReasonMissing(WorkshopError):
    """What is skipped needs a reason, which is kept."""


class NotInWorkshop(WorkshopError):
    """The person does not take part."""

    def __init__(self, person: PersonId) -> None:
        super().__init__(person)
        self.person = person


class MergeIntoItself(WorkshopError):
    """A note can't be merged into itself, nor into what is merged into it."""


class NothingToPublish(WorkshopError):
    """Nothing was kept, so there is nothing that a record could say."""


class AudienceMissing(WorkshopError):
    """A private channel renews what everybody sees, and nobody said who shall see it."""


class SubjectMissing(WorkshopError):
    """A workshop needs somebody whose journey it is."""


class WorkshopRunning(WorkshopError):
    """Another workshop is going on in this place."""

    def __init__(self, workshop: str) -> None:
        super().__init__(workshop)
        self.workshop = workshop


class NothingNamed(WorkshopError):
    """What is to be kept for the next time needs a name."""


class TooManyTemplates(WorkshopError):
    """A team has more agendas and models of its own than it can choose from."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


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


class NothingToVoteOn(WorkshopError):
    """A vote needs at least two notes or groups to choose from."""


class BudgetOutOfRange(WorkshopError):
    """So many votes can't be given; `most` is how many each may have."""

    def __init__(self, most: int) -> None:
        super().__init__(f"1 to {most}")
        self.most = most


class VoteOver(WorkshopError):
    """The vote is closed, or another one goes on by now."""


class VotesOverBudget(WorkshopError):
    """Somebody gave more votes than they have."""

    def __init__(self, count: int, *, limit: int) -> None:
        super().__init__(f"{count} > {limit}")
        self.count = count
        self.limit = limit


class VotesOverCap(WorkshopError):
    """Somebody gave more votes to one group than it may have from one person."""

    def __init__(self, count: int, *, limit: int) -> None:
        super().__init__(f"{count} > {limit}")
        self.count = count
        self.limit = limit
