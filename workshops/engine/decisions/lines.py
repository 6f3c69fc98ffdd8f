"""What becomes of the notes of a reply when its lines change."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from knowledge.records.models.claims import Feeling
from prompts.models import Activity
from workshops.engine import commands as c
from workshops.engine import events as e
from workshops.engine.decisions.notes import added, room_for
from workshops.engine.evolve import evolve
from workshops.engine.replies import Line
from workshops.engine.rules import activity_of
from workshops.engine.state import Note, NoteId, Reply, Workshop
from workshops.engine.text import clean


def changes(
    state: Workshop,
    command: c.RecordReply,
    activity: Activity,
    *,
    old: Sequence[Note],
    lines: tuple[Line, ...],
) -> Iterator[e.AnyEvent]:
    """Yield what makes the *old* notes of a reply into its new *lines*, in their order.

    Lines that stay keep their notes. Each event is judged by the state after those before it: an
    earlier line may take the place of a later one's feeling.
    """
    count = len(state.replies[command.source].notes) if command.source in state.replies else 0
    reading = _Reading(command, activity)
    for note, line in _pairs(old, lines):
        if note and line and _goes_on(state.notes[note.id], line, activity):
            happened = _changed(state, command, note, line)
        else:
            count += line is not None
            happened = reading.replaced(state, note, line, number=count)
        for event in happened:
            yield event
            state = evolve(state, event)


def standing(state: Workshop, known: Reply | None) -> list[Note]:
    """Return the notes of a reply that are not withdrawn."""
    notes = [state.notes[note] for note in known.notes] if known else []
    return [note for note in notes if not note.withdrawn]


def withdrawn(command: c.Command, note: Note) -> e.NoteWithdrawn:
    """Return that a note is taken back."""
    return e.NoteWithdrawn(at=command.at, by=command.by, note=note.id)


def _pairs(
    old: Sequence[Note], lines: tuple[Line, ...]
) -> Iterator[tuple[Note, Line | None] | tuple[None, Line]]:
    """Yield notes with the lines that they became, those without one, and new lines."""
    texts = [note.text for note in old], [line.text for line in lines]
    for _, a, b, x, y in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        both = min(b - a, y - x)
        yield from zip(old[a : a + both], lines[x : x + both], strict=True)
        yield from ((note, None) for note in old[a + both : b])
        yield from ((None, line) for line in lines[x + both : y])


def _goes_on(note: Note, line: Line, activity: Activity) -> bool:
    """Tell whether a line is still that note; with another text elsewhere it is a new one."""
    # An earlier line of the same reply may have taken its place.
    if note.withdrawn or note.lane != _lane(line, activity):
        return False
    return line.text == note.text or _stays(note, line)


def _stays(note: Note, line: Line) -> bool:
    """Tell whether a note stays in its stage; where somebody put it, it stays put."""
    by_hand = line.unsorted and note.by_hand
    return by_hand or (line.stage, line.unsorted) == (note.stage, note.unsorted)


def _lane(line: Line, activity: Activity) -> str:
    """Return the lane that a line is for: its row's, or that of all replies."""
    return line.row or activity.reply or ""


@dataclass(frozen=True)
class _Reading:
    """A version of a reply, and the activity that it answers."""

    command: c.RecordReply
    activity: Activity

    def replaced(
        self, state: Workshop, note: Note | None, line: Line | None, *, number: int
    ) -> Iterator[e.AnyEvent]:
        """Yield what takes a note back and puts a line in its place, the reply's note *number*."""
        if note is not None and not state.notes[note.id].withdrawn:
            gone = withdrawn(self.command, note)
            yield gone
            state = evolve(state, gone)
        if line is not None:
            lost, source = line.unsorted, self.command.source
            new = self._new(state, line, number=number)
            yield from added(state, self.command, self.activity, new, unsorted=lost, reply=source)

    def _new(self, state: Workshop, line: Line, *, number: int) -> c.NewNote:
        """Return a line as a note; its id is the same when the reply is read again."""
        return c.NewNote(
            id=NoteId(f"{state.id[:8]}-{self.command.source}-{number}".lower()),
            lane=_lane(line, self.activity),
            text=line.text,
            stage=line.stage,
            feeling=_feeling(state, line, self.activity),
        )


def _changed(
    state: Workshop, command: c.RecordReply, note: Note, line: Line
) -> Iterator[e.AnyEvent]:
    """Yield what gives a note that goes on its line's words and stage."""
    feeling = _feeling(state, line, activity_of(state, note.activity or ""))
    if (clean(line.text), feeling) != (note.text, note.feeling):
        edited = e.NoteEdited(
            at=command.at, by=command.by, note=note.id, text=clean(line.text), feeling=feeling,
            met=note.met, channel=note.channel, starts=note.starts,
        )  # fmt: skip
        yield from (*room_for(state, edited), edited)
    if not _stays(note, line):
        moved = e.NoteMoved(at=command.at, by=command.by, note=note.id, stage=line.stage)
        yield from (*room_for(state, moved), moved)


def _feeling(state: Workshop, line: Line, activity: Activity) -> Feeling | None:
    """Return the feeling that a line begins with, where replies are asked for feelings."""
    asked = activity.lane(_lane(line, activity))
    if asked is None or asked.form != "feeling":
        return None
    said = re.split(r"[^\w'-]", line.text.casefold(), maxsplit=1)[0]
    known = (emotion for emotion in state.agreed.emotions if emotion.word.casefold() == said)
    return next((Feeling(word=found.word, value=found.value) for found in known), None)
