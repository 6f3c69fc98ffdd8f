"""Reading notes: the modal behind "See notes"."""

from collections.abc import Mapping, Sequence

from bot.forms import WorkshopForm
from bot.views import blocks
from bot.views.blocks import Block
from bot.views.mrkdwn import inline
from bot.views.note import author, choices, line, spread
from bot.views.notes import question
from knowledge.identity import PersonId
from knowledge.records.models import Stage
from prompts.words import Words
from workshops.engine.seal import sealed
from workshops.engine.state import Note, Workshop

SHOWN_A_STAGE = 25


def see(state: Workshop, *, words: Words, names: Mapping[PersonId, str]) -> Block:
    """Return all notes of the current activity, stage by stage."""
    activity = state.activity
    found = [note for note in state.in_order() if note.activity == activity.key]
    shown: list[Block] = [question(state, activity, words)]
    if sealed(state, activity.key):
        return _modal(state, words, [*shown, blocks.section(words("notes.sealed", n=len(found)))])
    unsorted = [note for note in found if note.unsorted]
    if unsorted:
        shown += _group(words, words("notes.unsorted"), unsorted, names)
    for position, stage in enumerate((None, *state.stages)):
        group = [note for note in found if note.stage == (stage and stage.id) and not note.unsorted]
        if group:
            shown += _group(words, _title(state, words, stage, position), group, names)
    if not found:
        shown.append(blocks.section(words("notes.none_yet")))
    return _modal(state, words, shown)


def _modal(state: Workshop, words: Words, shown: Sequence[Block]) -> Block:
    return blocks.modal(
        "notes.see",
        words("notes.see_title"),
        shown,
        metadata=WorkshopForm(workshop=state.id).write(),
        close=words("buttons.close"),
    )


def _group(
    words: Words, title: str, notes: Sequence[Note], names: Mapping[PersonId, str]
) -> list[Block]:
    lines = [f"• {_signed_off(words, note, names)}" for note in notes[:SHOWN_A_STAGE]]
    feelings = [note.feeling for note in notes if note.feeling is not None]
    if feelings:
        lines.insert(0, spread(words, feelings))
    lanes = dict.fromkeys(note.lane for note in notes if _chose(note))
    for lane in lanes:
        chosen = [note for note in notes if note.lane == lane and _chose(note)]
        lines.insert(0, choices(words, chosen))
    if len(notes) > SHOWN_A_STAGE:
        lines.append(words("notes.more", n=len(notes) - SHOWN_A_STAGE))
    return [blocks.section("\n".join([f"*{title}*", *lines]))]


def _chose(note: Note) -> bool:
    """Say whether a note is an answer that can be counted; about somebody, it says whom."""
    return note.choice is not None and note.about is None


def _signed_off(words: Words, note: Note, names: Mapping[PersonId, str]) -> str:
    text = line(words, note)
    if note.person is None:
        return words("notes.known", text=text)
    return words("notes.by", text=text, person=author(words, note, names))


def _title(state: Workshop, words: Words, stage: Stage | None, position: int) -> str:
    if stage is None:
        return words("notes.whole" if state.stages else "notes.so_far")
    return words("notes.stage_option", n=position, stage=inline(stage.title))
