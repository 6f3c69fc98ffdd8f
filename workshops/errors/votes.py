"""What is wrong with a vote."""

from workshops.errors.error import TooMany, WorkshopError


class NothingToVoteOn(WorkshopError):
    """A vote needs at least two notes or groups to choose from."""


class BudgetOutOfRange(WorkshopError):
    """So many votes can't be given; `most` is how many each may have."""

    def __init__(self, most: int) -> None:
        super().__init__(f"1 to {most}")
        self.most = most


class VoteOver(WorkshopError):
    """The vote is closed, or another one goes on by now."""


class VotesOverBudget(TooMany, WorkshopError):
    """Somebody gave more votes than they have."""


class VotesOverCap(TooMany, WorkshopError):
    """Somebody gave more votes to one group than it may have from one person."""
