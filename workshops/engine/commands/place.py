"""What is noticed about the channel; nobody presses this."""

from dataclasses import dataclass

from workshops.engine.commands.command import Command
from workshops.engine.events.place import PlaceIs


@dataclass(frozen=True, kw_only=True)
class NotePlace(Command):
    """Say what became of the channel; `by` is whoever leads."""

    what: PlaceIs
