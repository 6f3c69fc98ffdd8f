"""Replies in the thread that were read."""

from typing import Literal

from knowledge.records.models.terms import Id
from workshops.engine.events.event import Event, Stamp


class ReplyTaken(Event):
    """A reply in the thread was read, in this version; its notes follow."""

    type: Literal["reply_taken"] = "reply_taken"
    source: Stamp
    version: Stamp
    activity: str
    notes: tuple[Id, ...] = ()


class ReplyHeld(Event):
    """A reply stands in the thread for all to see while notes are sealed.

    Its author is asked whether it counts; so far it has no notes.
    """

    type: Literal["reply_held"] = "reply_held"
    source: Stamp
    version: Stamp
    activity: str
    text: str


class ReplyDeleted(Event):
    """A reply is gone, and stays so whatever arrives later."""

    type: Literal["reply_deleted"] = "reply_deleted"
    source: Stamp
