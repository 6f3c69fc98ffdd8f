"""Reading notes: the modal behind "See notes"."""

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby

from bot.forms import WorkshopForm
from bot.views import blocks, dissent, guard, lanes
from bot.views.blocks import Block, Element
from bot.views.mrkdwn import inline
from bot.views.note import author, choices, label, spread, with_source
from bot.views.notes import question
from bot.views.values import as_drawn
from knowledge.identity import PersonId
from knowledge.records.models.journeys import Stage
from prompts.loader import Prompts
from prompts.words import Words
from workshops.engine.groups import root_of
from workshops.engine.seal import sealed, to_be_seen
from workshops.engine.sources import takes_source
from workshops.engine.state import Note, Workshop

CALLBACK, SOURCE = "notes.see", "source.pick"
SHOWN_A_STAGE, ROOM = 25, 2500
LONGEST, MOST_LINES = 580, 400
ALL = -1
"""In place of a stage's number: its notes are not the only ones."""


def see(
    state: Workshop,
    *,
    prompts: Prompts,
    names: Mapping[PersonId, str],
    only: int | None = None,
    mine: Collection[PersonId] = (),
) -> Block:
    """Return the notes of the current activity, stage by stage.

    Args:
        state: The workshop.
        prompts: For words and the names of rows.
        names: How to call each person.
        only: The one stage whose notes are all wanted: its number, 0 for those of the whole.
        mine: What the reader's own notes are signed with; they may say where those come from.
    """
    activity, found, words = state.activity, _found(state), prompts.words
    shown: list[Block] = [question(state, activity, words)]
    if sealed(state, activity.key):
        return _modal(state, words, [*shown, blocks.section(words("notes.sealed", n=len(found)))])
    if only is not None:
        shown += _all(state, found, position=only, prompts=prompts, names=names)
        return _modal(state, words, [*shown, *_own(state, words, mine)], only)
    shown += _by_stage(state, found, prompts=prompts, names=names)
    if not found:
        shown.append(blocks.section(words("notes.none_yet")))
    shown += dissent.picker(state, found, words)
    return _modal(state, words, [*shown, *_own(state, words, mine)])


def _by_stage(
    state: Workshop, found: Sequence[Note], *, prompts: Prompts, names: Mapping[PersonId, str]
) -> list[Block]:
    """Return the notes without a stage, then those of the whole, then stage by stage."""
    words, shown = prompts.words, list[Block]()
    unsorted = [note for note in found if note.unsorted]
    if unsorted:
        shown += _group(
            state, prompts=prompts, title=words("notes.unsorted"), notes=unsorted, names=names
        )
    for position, stage in enumerate((None, *state.stages)):
        group = [note for note in found if note.stage == (stage and stage.id) and not note.unsorted]
        if group:
            more = _more(state, words, group, position)
            title = _title(state, words, stage, position)
            shown += _group(
                state, prompts=prompts, title=title, notes=group, names=names, more=more
            )
    return shown


def _found(state: Workshop) -> list[Note]:
    """Return the notes of the current activity; in the review all, each group once."""
    if state.activity.kind != "review":
        return [note for note in state.in_order() if note.activity == state.activity.key]
    return [note for note in to_be_seen(state) if root_of(state, note) is note]


def _own(state: Workshop, words: Words, mine: Collection[PersonId]) -> list[Block]:
    """Return the menu of one's own notes; what was merged into another has its own sources."""
    review = state.activity.kind == "review"
    options = [
        blocks.option(label(state, words, note), note.id)
        for note in to_be_seen(state)
        if note.person in mine
        and (review or note.activity == state.activity.key)
        and takes_source(state, note)
    ]
    if not options:
        return []
    return [blocks.actions(blocks.menu(SOURCE, options, placeholder=words("sourcing.pick")))]


def _all(
    state: Workshop,
    found: Sequence[Note],
    *,
    position: int,
    prompts: Prompts,
    names: Mapping[PersonId, str],
) -> list[Block]:
    """Return as many notes of one stage as a window holds."""
    words = prompts.words
    stage = state.stages[position - 1] if 0 < position <= len(state.stages) else None
    group = [one for one in found if one.stage == (stage and stage.id) and not one.unsorted]
    title = _title(state, words, stage, position)
    told = _told(state, prompts, group, names)
    lines = [f"*{title}*", *(line for several in told for line in several)]
    return [
        *(
            blocks.section("\n".join(guard.cut(one, LONGEST) for one in lines[start : start + 5]))
            for start in range(0, min(len(lines), MOST_LINES), 5)
        ),
        *dissent.picker(state, group, words),
    ]


def _modal(state: Workshop, words: Words, shown: Sequence[Block], only: int = ALL) -> Block:
    return blocks.modal(
        CALLBACK,
        words("notes.see_title"),
        shown,
        metadata=WorkshopForm(workshop=state.id, page=only).write(),
        close=words("buttons.close"),
    )


def _group(
    state: Workshop,
    *,
    prompts: Prompts,
    title: str,
    notes: Sequence[Note],
    names: Mapping[PersonId, str],
    more: Element | None = None,
) -> list[Block]:
    words = prompts.words
    shown = _told(state, prompts, notes[:SHOWN_A_STAGE], names)
    room = _room(sum(map(len, shown)))
    lines = [guard.cut(line, room) for several in shown for line in several]
    feelings = [note.feeling for note in notes if note.feeling is not None]
    if feelings:
        lines.insert(0, spread(words, feelings))
    for lane in dict.fromkeys(note.lane for note in notes if _chose(note)):
        chosen = [note for note in notes if note.lane == lane and _chose(note)]
        lines.insert(0, choices(words, chosen))
    if len(notes) > SHOWN_A_STAGE:
        lines.append(words("notes.more", n=len(notes) - SHOWN_A_STAGE))
    return [blocks.section("\n".join([f"*{title}*", *lines]), accessory=more)]


def _told(
    state: Workshop, prompts: Prompts, notes: Sequence[Note], names: Mapping[PersonId, str]
) -> list[list[str]]:
    """Return the lines of each note; where several rows are asked for, below its row's name.

    "The yacht builders" means one thing in "Who is not in it", and another anywhere else.
    """
    asked = dict.fromkeys(one.lane for one in state.agreed.agenda.asked)
    order = {lane: place for place, lane in enumerate(asked)}
    ranked = sorted(notes, key=lambda note: order.get(note.lane, len(order)))
    told = list[list[str]]()
    for lane, group in groupby(ranked, key=lambda note: note.lane):
        if len(state.activity.lanes) != 1:  # A review asks for none itself, and shows all.
            told.append([prompts.words("notes.row", row=lanes.label(lane, prompts))])
        told += (_lines(state, prompts.words, note, names) for note in group)
    return told


def _lines(state: Workshop, words: Words, note: Note, names: Mapping[PersonId, str]) -> list[str]:
    """Return a note, and below it who sees it differently."""
    told = f"• {_signed_off(words, note, names)}"
    return [told, *dissent.below(state, note, words, names)]


def _room(lines: int) -> int:
    """Return how long a line may be, so that all that are shown fit one paragraph."""
    return min(LONGEST, ROOM // max(1, lines))


def _more(state: Workshop, words: Words, group: Sequence[Note], position: int) -> Element | None:
    """Lead to all of a stage's notes in full, where they are not all shown so."""
    if len(group) <= SHOWN_A_STAGE and all(len(one.text) < _room(len(group)) / 2 for one in group):
        return None
    label, value = words("record.all", n=len(group)), as_drawn(state)
    return blocks.button(label, f"board.see_notes:{position}", value=value)


def _chose(note: Note) -> bool:
    """Say whether a note is an answer that can be counted; about somebody, it says whom."""
    return note.choice is not None and note.about is None


def _signed_off(words: Words, note: Note, names: Mapping[PersonId, str]) -> str:
    text = with_source(words, note)
    if note.person is None:
        return words("notes.known", text=text)
    return words("notes.by", text=text, person=author(words, note, names))


def _title(state: Workshop, words: Words, stage: Stage | None, position: int) -> str:
    if stage is None:
        return words("notes.whole" if state.stages else "notes.so_far")
    return words("notes.stage_option", n=position, stage=inline(stage.title))
