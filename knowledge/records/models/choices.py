"""Choices: what a team chose for a record, and what it left out."""

from knowledge.identity import PersonId
from knowledge.records.models.terms import Id, Line, Model


class Chosen(Model):
    """What some people chose for a field, where others may have chosen differently.

    `id` is "<field>:<value>"; the field itself holds what the team agreed on.
    """

    id: Id
    field: Id
    value: Line
    contributors: tuple[PersonId, ...] = ()


class Skipped(Model):
    """What a team left out, and why.

    `cut_short` says that the team had begun: the record holds what was said by then.
    """

    id: Id
    what: Line
    reason: Line
    cut_short: bool = False
