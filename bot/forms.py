"""What a modal carries about itself in `private_metadata`; it comes back signed but unchecked."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from bot.errors import FormTampered
from knowledge.records.models.claims import Source
from workshops.engine.events import Voice
from workshops.engine.state import NoteId, WorkshopId

LONGEST_ID, LONGEST_URL = 200, 2000


class Form(BaseModel):
    """Closed and frozen: a form that we did not write is refused. It carries ids, no texts."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", defer_build=True, str_max_length=LONGEST_ID
    )

    def __init__(self, **said: object) -> None:
        """Fill it in, mostly with what a button's value said.

        Raises:
            FormTampered: That was not of ours.
        """
        try:
            super().__init__(**said)
        except ValidationError:
            raise FormTampered from None

    @classmethod
    def read(cls, metadata: str) -> Self:
        """Return what *metadata* says.

        Raises:
            FormTampered: It is not of this form.
        """
        try:
            return cls.model_validate_json(metadata)
        except ValidationError:
            raise FormTampered from None

    def write(self) -> str:
        """Return the text for `private_metadata`."""
        return self.model_dump_json(exclude_none=True)


class PlaceForm(Form):
    """The channel from which a window was opened; who acts in it must still be there."""

    place: str = ""


class StartForm(Form):
    """Where the workshop will be, which agenda the window asks for, and whether it is real.

    Where no place is given one is asked for; `picked` is the one that the window was drawn for.
    """

    place: str
    agenda: str
    rehearsal: bool = False
    picked: str = ""


class NotesForm(Form):
    """For which activity and stage a form for notes was opened, and what it promised.

    `turn` makes block ids fresh.
    """

    workshop: WorkshopId
    activity: str
    stage: str | None = None
    turn: int = 0
    voice: Voice = "open"


class EditForm(Form):
    """The note that is edited, and the form to go back to."""

    note: NoteId
    back: NotesForm


class SourceForm(Form):
    """The note that gets a source, of which kind, and where to go back to.

    That is the form for notes; or else the page of the review, or where notes are `seen`, one
    stage's number or -1 for all.
    """

    workshop: WorkshopId
    note: NoteId
    kind: Source = Source.INTERVIEW
    back: NotesForm | None = None
    seen: bool = False
    page: int = 0


class WorkshopForm(Form):
    """A private view of a workshop: facilitating or reviewing, at some page."""

    workshop: WorkshopId
    page: int = 0


class DissentForm(Form):
    """The note that somebody sees differently, whether their name is kept, and where to go back.

    `page` is one of the review, or else the stage whose notes alone are read, -1 for all.
    """

    workshop: WorkshopId
    note: NoteId
    page: int
    review: bool = False
    nameless: bool = False


class InterviewForm(PlaceForm):
    """The version of a record, and the cell of it, that a question is about."""

    record: str
    cell: str


class ConflictForm(Form):
    """A choice between two texts of each of some conflicts."""

    workshop: WorkshopId


class RestoreForm(PlaceForm):
    """The version that shall count again, and the one that counted when it was asked."""

    version: str
    seen: int


class StagesForm(Form):
    """The list of stages as it was when the form opened."""

    workshop: WorkshopId
    seen: int


class StageForm(Form):
    """One stage as the stages were when the form opened."""

    workshop: WorkshopId
    stage: str
    seen: int


class SkipForm(Form):
    """What the reason is for; `whole` goes straight to the review."""

    workshop: WorkshopId
    drawn: str
    whole: bool = False


class WordingForm(Form):
    """Proposals for somebody's words in one activity, "" for the start."""

    workshop: WorkshopId
    activity: str


class VoteForm(Form):
    """The vote that a form was opened for."""

    workshop: WorkshopId
    round: int


class NameForm(Form):
    """The group that gets its own words, and the page to go back to."""

    workshop: WorkshopId
    note: NoteId
    page: int = 0


class QuestionForm(Form):
    """A question that was answered before."""

    question: str


class CaptureForm(PlaceForm):
    """A one-liner, and the response URL of its card; "" when that stands in a window."""

    one_liner: str
    card: Annotated[str, StringConstraints(max_length=LONGEST_URL)] = ""
