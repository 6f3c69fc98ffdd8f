"""Decisions about replies: whatever order create, edit and delete arrive in, they agree."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from knowledge.records.models.claims import Feeling
from prompts.models import Activity
from workshops.engine import commands as c
from workshops.engine import events as e
from workshops.engine.decisions.notes import NOTES_LIMIT, added, room_for
from workshops.engine.evolve import evolve
from workshops.engine.replies import Line, parse
from workshops.engine.rules import activity_of, joining, must_be_open
from workshops.engine.seal import sealed
from workshops.engine.state import Note, NoteId, Reply, Workshop
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
    if edited and not (state.open or _standing(state, known)):
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
    lines = _lines(command.text, state, activity)
    if not lines and not known and command.version == command.source:
        return _nothing(command)
    old = _standing(state, known)
    changes = tuple(_changes(state, command, activity, old, lines))
    joins = joining(state, command) if changes else ()
    return (*joins, _taken(command, activity, known, changes), *changes)


def _nothing(command: c.RecordReply) -> tuple[()]:
    """Take a reply that is no note: a sticker is none, a number alone was to become one."""
    if visible(storable(command.text)):
        raise OnlyNumber
    return ()


def delete(state: Workshop, command: c.DeleteReply) -> e.Events:
    """Forget a reply for good, also one that has not arrived yet.

    After the end nothing arrives any more, and talk that no note stands on is nobody's concern.
    """
    known = state.replies.get(command.source)
    standing = _standing(state, known)
    if (known and known.deleted) or not (state.open or standing):
        return ()
    must_be_open(state)
    gone = (_withdrawn(command, note) for note in standing)
    return (e.ReplyDeleted(at=command.at, by=command.by, source=command.source), *gone)


def _age(stamp: str) -> tuple[int, int]:
    whole, _, part = stamp.partition(".")
    return int(whole), int(part or 0)


def _lines(text: str, state: Workshop, activity: Activity) -> tuple[Line, ...]:
    stages = state.stages if activity.scope == "each_stage" else ()
    rows = [asked.lane for asked in activity.rows]
    lines = parse(storable(text), stages=stages, rows=rows)
    if len(lines) > NOTES_LIMIT:
        raise TooManyNotes(len(lines), limit=NOTES_LIMIT)
    for line in lines:
        clean(line.text)
    return lines


def _standing(state: Workshop, known: Reply | None) -> list[Note]:
    notes = [state.notes[note] for note in known.notes] if known else []
    return [note for note in notes if not note.withdrawn]


def _taken(
    command: c.RecordReply, activity: Activity, known: Reply | None, changes: Sequence[e.AnyEvent]
) -> e.ReplyTaken:
    new = tuple(change.note for change in changes if isinstance(change, e.NoteAdded))
    return e.ReplyTaken(
        at=command.at, by=command.by, source=command.source, version=command.version,
        activity=activity.key, notes=(*(known.notes if known else ()), *new),
    )  # fmt: skip


def _changes(
    state: Workshop,
    command: c.RecordReply,
    activity: Activity,
    old: list[Note],
    lines: tuple[Line, ...],
) -> Iterator[e.AnyEvent]:
    """Say what makes the old notes into the new lines; lines that stay keep their notes."""
    count = len(state.replies[command.source].notes) if command.source in state.replies else 0
    for note, line in _pairs(old, lines):
        same = note is not None and _goes_on(state.notes[note.id], line, activity)
        count += line is not None and not same
        for event in _change(state, command, activity, note, line, same=same, number=count):
            yield event
            state = evolve(state, event)


def _pairs(
    old: list[Note], lines: tuple[Line, ...]
) -> Iterator[tuple[Note, Line | None] | tuple[None, Line]]:
    """Yield notes with the lines that they became, those without one, and new lines."""
    texts = [note.text for note in old], [line.text for line in lines]
    for _, a, b, x, y in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        both = min(b - a, y - x)
        yield from zip(old[a : a + both], lines[x : x + both], strict=True)
        yield from ((note, None) for note in old[a + both : b])
        yield from ((None, line) for line in lines[x + both : y])


def _goes_on(note: Note, line: Line | None, activity: Activity) -> bool:
    """Tell whether a line is still that note; with another text elsewhere it is a new one."""
    if line is None or note.withdrawn:
        # An earlier line of the same reply may have taken its place.
        return False
    if note.lane != _lane(line, activity):
        return False
    return line.text == note.text or _stays(note, line)


def _lane(line: Line, activity: Activity) -> str:
    return line.row or activity.reply or ""


def _stays(note: Note, line: Line) -> bool:
    by_hand = line.unsorted and note.by_hand
    return by_hand or (line.stage, line.unsorted) == (note.stage, note.unsorted)


def _change(
    state: Workshop,
    command: c.RecordReply,
    activity: Activity,
    note: Note | None,
    line: Line | None,
    *,
    same: bool,
    number: int,
) -> Iterator[e.AnyEvent]:
    if note is not None and line is not None and same:
        yield from _changed(state, command, note, line)
        return
    if note is not None and not state.notes[note.id].withdrawn:
        gone = _withdrawn(command, note)
        yield gone
        state = evolve(state, gone)
    if line is not None:
        new = _new(state, command, activity, line, number=number)
        yield from added(
            state, command, activity, new, unsorted=line.unsorted, reply=command.source
        )


def _changed(
    state: Workshop, command: c.RecordReply, note: Note, line: Line
) -> Iterator[e.AnyEvent]:
    feeling = _feeling(state, note.activity, line)
    if (clean(line.text), feeling) != (note.text, note.feeling):
        edited = e.NoteEdited(
            at=command.at, by=command.by, note=note.id, text=clean(line.text), feeling=feeling,
            met=note.met, channel=note.channel, starts=note.starts,
        )  # fmt: skip
        yield from (*room_for(state, edited), edited)
    if not _stays(note, line):
        moved = e.NoteMoved(at=command.at, by=command.by, note=note.id, stage=line.stage)
        yield from (*room_for(state, moved), moved)


def _new(
    state: Workshop, command: c.RecordReply, activity: Activity, line: Line, *, number: int
) -> c.NewNote:
    return c.NewNote(
        id=NoteId(f"{state.id[:8]}-{command.source}-{number}".lower()),
        lane=_lane(line, activity),
        text=line.text,
        stage=line.stage,
        feeling=_feeling(state, activity.key, line),
    )


def _feeling(state: Workshop, activity: str | None, line: Line) -> Feeling | None:
    """Return the feeling that a line begins with, where replies are asked for feelings."""
    asking = activity_of(state, activity or "")
    asked = asking.lane(_lane(line, asking))
    if asked is None or asked.form != "feeling":
        return None
    said = re.split(r"[^\w'-]", line.text.casefold(), maxsplit=1)[0]
    known = (emotion for emotion in state.agreed.emotions if emotion.word.casefold() == said)
    return next((Feeling(word=found.word, value=found.value) for found in known), None)


def _withdrawn(command: c.Command, note: Note) -> e.NoteWithdrawn:
    return e.NoteWithdrawn(at=command.at, by=command.by, note=note.id)
