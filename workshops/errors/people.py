"""Who may not do what they ask for."""

from knowledge.identity import PersonId
from workshops.errors.error import WorkshopError


class NotFacilitator(WorkshopError):
    """Only the facilitator does this."""

    def __init__(self, facilitator: PersonId) -> None:
        super().__init__(f"led by {facilitator}")
        self.facilitator = facilitator


class NotYours(WorkshopError):
    """The note is somebody else's."""

    def __init__(self, note: str) -> None:
        super().__init__(note)
        self.note = note


class NotInWorkshop(WorkshopError):
    """The person does not take part."""

    def __init__(self, person: PersonId) -> None:
        super().__init__(person)
        self.person = person
