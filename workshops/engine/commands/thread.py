"""Reading replies in the thread."""

from dataclasses import dataclass

from workshops.engine.commands.command import Command


@dataclass(frozen=True, kw_only=True)
class RecordReply(Command):
    """Read a reply in the thread; `version` is when it was written or last edited."""

    source: str
    version: str
    text: str


@dataclass(frozen=True, kw_only=True)
class CountReply(Command):
    """Make notes of one's own reply that was held while notes were sealed."""

    source: str


@dataclass(frozen=True, kw_only=True)
class DeleteReply(Command):
    """Forget a reply and withdraw its notes."""

    source: str
