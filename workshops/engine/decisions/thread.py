"""Decisions about replies: whatever order create, edit and delete arrive in, they agree."""

from collections.abc import Sequence

from prompts.models import Activity
from workshops.engine import commands as c
from workshops.engine import events as e
from workshops.engine.decisions.lines import changes, standing, withdrawn
from workshops.engine.decisions.notes import NOTES_LIMIT
from workshops.engine.replies import Line, parse
from workshops.engine.rules import activity_of, joining, must_be_open
from workshops.engine.seal import sealed
from workshops.engine.state import Reply, Workshop
from workshops.engine.text import clean, storable, visible
from workshops.errors import NotYours, OnlyNumber, RepliesNotTaken, TooManyNotes


def record(state: Workshop, command: c.RecordReply) -> e.Events:
    """Read a reply, or its newer version; an older one, or one that is deleted, is nothing.

    After the end a new reply is refused, and so is another text for one that is a note; talk that
    no note stands on may be changed like anywhere else.
    """
    known = state.replies.get(command.source)
    if known and (known.deleted or _age(known.version) >= _age(command.version)):
        return ()
    edited = command.version != command.source
    if edited and not (state.open or standing(state, known)):
        return ()
    must_be_open(state)
    activity = activity_of(state, known.activity) if known else state.activity
    if activity.reply is None:
        raise RepliesNotTaken(activity.title)
    if sealed(state, activity.key) and (known is None or known.held is not None):
        return _held(state, command, activity, known)
    return _read(state, command, activity, known)


def count(state: Workshop, command: c.CountReply) -> e.Events:
    """Make notes of a reply that was held; one that counts or is gone is left alone."""
    known = state.replies.get(command.source)
    if known is None or known.held is None or known.deleted:
        return ()
    must_be_open(state)
    if known.person != command.by:
        raise NotYours(command.source)
    said = c.RecordReply(
        workshop=command.workshop, at=command.at, by=command.by,
        source=command.source, version=known.version, text=known.held,
    )  # fmt: skip
    return _read(state, said, activity_of(state, known.activity), known)


def delete(state: Workshop, command: c.DeleteReply) -> e.Events:
    """Forget a reply for good, also one that has not arrived yet.

    After the end nothing arrives any more, and talk that no note stands on is nobody's concern.
    """
    known = state.replies.get(command.source)
    left = standing(state, known)
    if (known and known.deleted) or not (state.open or left):
        return ()
    must_be_open(state)
    gone = (withdrawn(command, note) for note in left)
    return (e.ReplyDeleted(at=command.at, by=command.by, source=command.source), *gone)


def _held(
    state: Workshop, command: c.RecordReply, activity: Activity, known: Reply | None
) -> e.Events:
    """Keep what stands there for all to see, until its author says whether it counts."""
    if not _lines(command.text, state, activity) and known is None:
        return _nothing(command)
    held = e.ReplyHeld(
        at=command.at, by=command.by, source=command.source, version=command.version,
        activity=activity.key, text=storable(command.text),
    )  # fmt: skip
    return (held,)


def _read(
    state: Workshop, command: c.RecordReply, activity: Activity, known: Reply | None
) -> e.Events:
    """Make of the reply's notes what it says now, and whoever wrote it takes part."""
    lines = _lines(command.text, state, activity)
    if not lines and not known and command.version == command.source:
        return _nothing(command)
    old = standing(state, known)
    changed = tuple(changes(state, command, activity, old=old, lines=lines))
    joins = joining(state, command) if changed else ()
    return (*joins, _taken(command, activity, known, changed), *changed)


def _nothing(command: c.RecordReply) -> tuple[()]:
    """Take a reply that is no note: a sticker is none, a number alone was to become one."""
    if visible(storable(command.text)):
        raise OnlyNumber
    return ()


def _lines(text: str, state: Workshop, activity: Activity) -> tuple[Line, ...]:
    """Return what a reply says, line by line.

    Raises:
        TooManyNotes: It would become more notes than one reply may bring.
        NoteTooLong: One of them has too many characters.
    """
    stages = state.stages if activity.scope == "each_stage" else ()
    rows = [asked.lane for asked in activity.rows]
    lines = parse(storable(text), stages=stages, rows=rows)
    if len(lines) > NOTES_LIMIT:
        raise TooManyNotes(len(lines), limit=NOTES_LIMIT)
    for line in lines:
        clean(line.text)
    return lines


def _taken(
    command: c.RecordReply, activity: Activity, known: Reply | None, changes: Sequence[e.AnyEvent]
) -> e.ReplyTaken:
    """Return that this version was read, with all notes that the reply ever became."""
    new = tuple(change.note for change in changes if isinstance(change, e.NoteAdded))
    return e.ReplyTaken(
        at=command.at, by=command.by, source=command.source, version=command.version,
        activity=activity.key, notes=(*(known.notes if known else ()), *new),
    )  # fmt: skip


def _age(stamp: str) -> tuple[int, int]:
    """Return a stamp so that newer ones are larger; as text, `9.1` would be newer than `10.1`."""
    whole, _, part = stamp.partition(".")
    return int(whole), int(part or 0)
