"""What keeps a review from its end."""

from workshops.errors.error import WorkshopError


class MergeIntoItself(WorkshopError):
    """A note can't be merged into itself, nor into what is merged into it."""


class NothingToPublish(WorkshopError):
    """Nothing was kept, so there is nothing that a record could say."""


class AudienceMissing(WorkshopError):
    """A private channel renews what everybody sees, and nobody said who shall see it."""
