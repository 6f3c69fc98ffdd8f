"""Taking part, being ready, leading."""

from dataclasses import dataclass
from datetime import datetime

from knowledge.identity import PersonId
from workshops.engine.commands.command import Command, OnBoard


@dataclass(frozen=True, kw_only=True)
class MarkReady(OnBoard):
    """Say that one is ready to move on."""


@dataclass(frozen=True, kw_only=True)
class NotReady(OnBoard):
    """Take that back."""


@dataclass(frozen=True, kw_only=True)
class AddPerson(Command):
    """Let somebody take part."""

    person: PersonId


@dataclass(frozen=True, kw_only=True)
class LeavePerson(Command):
    """Let somebody go: themselves, or the facilitator for somebody who is gone."""

    person: PersonId


@dataclass(frozen=True, kw_only=True)
class HandOver(Command):
    """Let somebody else lead."""

    to: PersonId


@dataclass(frozen=True, kw_only=True)
class Nudge(OnBoard):
    """Ask somebody who was not heard yet, in private, whether they would add something."""

    person: PersonId


@dataclass(frozen=True, kw_only=True)
class DeclineNudges(Command):
    """Ask not to be asked again before `until`."""

    until: datetime
