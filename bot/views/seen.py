"""Reading notes: the modal behind "See notes"."""

from collections.abc import Mapping, Sequence

from bot.forms import WorkshopForm
from bot.views import blocks, guard
from bot.views.blocks import Block, Element
from bot.views.mrkdwn import inline
from bot.views.note import author, choices, line, spread
from bot.views.notes import question
from knowledge.identity import PersonId
from knowledge.records.models import Stage
from prompts.words import Words
from workshops.engine.seal import sealed
from workshops.engine.state import Note, Workshop

SHOWN_A_STAGE, ROOM = 25, 2500
LONGEST, MOST_LINES = 580, 400


def see(
    state: Workshop, *, words: Words, names: Mapping[PersonId, str], only: int | None = None
) -> Block:
    """Return the notes of the current activity, stage by stage.

    `only` is the one stage whose notes are all wanted: its number, 0 for those of the whole.
    """
    activity = state.activity
    found = [note for note in state.in_order() if note.activity == activity.key]
    shown: list[Block] = [question(state, activity, words)]
    if sealed(state, activity.key):
        return _modal(state, words, [*shown, blocks.section(words("notes.sealed", n=len(found)))])
    if only is not None:
        return _modal(state, words, [*shown, *_all(state, found, only, words, names)])
    unsorted = [note for note in found if note.unsorted]
    if unsorted:
        shown += _group(words, words("notes.unsorted"), unsorted, names)
    for position, stage in enumerate((None, *state.stages)):
        group = [note for note in found if note.stage == (stage and stage.id) and not note.unsorted]
        if group:
            more = _more(state, words, group, position)
            shown += _group(words, _title(state, words, stage, position), group, names, more=more)
    if not found:
        shown.append(blocks.section(words("notes.none_yet")))
    return _modal(state, words, shown)


def _all(
    state: Workshop,
    found: Sequence[Note],
    position: int,
    words: Words,
    names: Mapping[PersonId, str],
) -> list[Block]:
    """Return as many notes of one stage as a window holds."""
    stage = state.stages[position - 1] if 0 < position <= len(state.stages) else None
    group = [one for one in found if one.stage == (stage and stage.id) and not one.unsorted]
    title = _title(state, words, stage, position)
    lines = [f"*{title}*", *(f"• {_signed_off(words, one, names)}" for one in group)]
    return [
        blocks.section("\n".join(guard.cut(line, LONGEST) for line in lines[start : start + 5]))
        for start in range(0, min(len(lines), MOST_LINES), 5)
    ]


def _modal(state: Workshop, words: Words, shown: Sequence[Block]) -> Block:
    return blocks.modal(
        "notes.see",
        words("notes.see_title"),
        shown,
        metadata=WorkshopForm(workshop=state.id).write(),
        close=words("buttons.close"),
    )


def _group(
    words: Words,
    title: str,
    notes: Sequence[Note],
    names: Mapping[PersonId, str],
    *,
    more: Element | None = None,
) -> list[Block]:
    room = _room(notes)
    lines = [
        f"• {guard.cut(_signed_off(words, note, names), room)}" for note in notes[:SHOWN_A_STAGE]
    ]
    feelings = [note.feeling for note in notes if note.feeling is not None]
    if feelings:
        lines.insert(0, spread(words, feelings))
    lanes = dict.fromkeys(note.lane for note in notes if _chose(note))
    for lane in lanes:
        chosen = [note for note in notes if note.lane == lane and _chose(note)]
        lines.insert(0, choices(words, chosen))
    if len(notes) > SHOWN_A_STAGE:
        lines.append(words("notes.more", n=len(notes) - SHOWN_A_STAGE))
    return [blocks.section("\n".join([f"*{title}*", *lines]), accessory=more)]


def _room(notes: Sequence[Note]) -> int:
    """Return how long a note may be, so that all that are shown fit one paragraph."""
    return min(LONGEST, ROOM // max(1, min(len(notes), SHOWN_A_STAGE)))


def _more(state: Workshop, words: Words, group: Sequence[Note], position: int) -> Element | None:
    """Lead to all of a stage's notes in full, where they are not all shown so."""
    if len(group) <= SHOWN_A_STAGE and all(len(one.text) < _room(group) / 2 for one in group):
        return None
    label, value = words("record.all", n=len(group)), f"{state.id} {state.drawn}"
    return blocks.button(label, f"board.see_notes:{position}", value=value)


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
