"""What events make of the replies that were read."""

from dataclasses import replace

from workshops.engine import events as e
from workshops.engine.state import NoteId, Reply, Workshop


def reply_taken(event: e.ReplyTaken, state: Workshop) -> Workshop:
    """Remember the newest version of the reply."""
    notes = tuple(NoteId(note) for note in event.notes)
    reply = Reply(version=event.version, activity=event.activity, notes=notes)
    return replace(state, replies=state.replies.insert(event.source, reply))


def reply_held(event: e.ReplyHeld, state: Workshop) -> Workshop:
    """Remember what the reply says, until its author says whether it counts."""
    reply = Reply(event.version, event.activity, held=event.text, person=event.by)
    return replace(state, replies=state.replies.insert(event.source, reply))


def reply_deleted(event: e.ReplyDeleted, state: Workshop) -> Workshop:
    """Remember that the reply is gone, whatever arrives later."""
    gone = state.replies.get(event.source) or Reply(version=event.source, activity="")
    return replace(state, replies=state.replies.insert(event.source, replace(gone, deleted=True)))
