"""What was filled into a form for notes, read field by field."""

from collections.abc import Callable, Iterator

from bot.forms import NotesForm
from bot.listeners.acts import View
from bot.views.asking import block, part_of
from knowledge.identity import PersonId
from knowledge.records.models.claims import Feeling
from prompts.models import Activity, Asked
from prompts.words import Words
from workshops.engine.beliefs import hypotheses
from workshops.engine.cast import group
from workshops.engine.commands import NewNote
from workshops.engine.state import NoteId, Workshop
from workshops.engine.text import written

NewId = Callable[[str], str]


def new_notes(
    state: Workshop,
    activity: Activity,
    form: NotesForm,
    filled: View,
    *,
    by: PersonId,
    new_id: NewId,
) -> Iterator[NewNote]:
    """Yield a note for each line, feeling and new choice, signed with *by*."""
    for asked in activity.lanes:
        if asked.form == "feeling":
            yield from _felt(state, asked, form, filled, new_id=new_id)
            continue
        if asked.form == "parts":
            yield from _parts(state, asked, form, filled, by=by, new_id=new_id)
            continue
        if asked.form == "verdicts":
            yield from _judged(state, asked, form, filled, by=by, new_id=new_id)
            continue
        if asked.form == "choice":
            yield from _chosen(state, asked, form, filled, by=by, new_id=new_id)
        yield from _lines(activity, asked, form, filled, new_id=new_id)


def own_word_alone(filled: View, *, words: Words) -> dict[str, str]:
    """Return the fields in which an own word lacks the preset one that places it on the curve."""
    refused = {}
    for name in filled.values:
        kind, _, rest = name.partition(":")
        alone = (
            kind == "word" and filled.text(name).strip() and not filled.choice(f"feeling:{rest}")
        )
        if alone:
            refused[f"feeling:{rest}"] = words("notes.own_word_without")
    return refused


def _felt(
    state: Workshop, asked: Asked, form: NotesForm, filled: View, *, new_id: NewId
) -> Iterator[NewNote]:
    chosen = filled.choice(block("feeling", asked.lane, form))
    known = {feeling.word: feeling.value for feeling in state.emotions}
    if chosen in known:
        own_word = filled.text(block("word", asked.lane, form)).strip()
        feeling = Feeling(word=own_word or chosen, value=known[chosen])
        note = NoteId(new_id("n"))
        yield NewNote(id=note, lane=asked.lane, stage=form.stage, feeling=feeling)


def _chosen(
    state: Workshop,
    asked: Asked,
    form: NotesForm,
    filled: View,
    *,
    by: PersonId,
    new_id: NewId,
) -> Iterator[NewNote]:
    chosen = filled.choice(block("choice", asked.lane, form))
    before = state.felt.get((by, asked.lane, form.stage, None))
    # The field shows what was chosen before; sent again unchanged, it says nothing new.
    if chosen and not (before and state.notes[before].choice == chosen):
        note = NoteId(new_id("n"))
        yield NewNote(id=note, lane=asked.lane, stage=form.stage, choice=chosen)


def _parts(
    state: Workshop,
    asked: Asked,
    form: NotesForm,
    filled: View,
    *,
    by: PersonId,
    new_id: NewId,
) -> Iterator[NewNote]:
    for member in group(state):
        chosen = filled.choice(block(f"part {member.id}", asked.lane, form))
        # What the form showed already and was left as it is says nothing new.
        if chosen and chosen != part_of(state, asked, member, form=form, by=by):
            yield NewNote(
                id=NoteId(new_id("n")),
                lane=asked.lane,
                text=member.name,
                stage=form.stage,
                choice=chosen,
                about=member.id,
            )


def _judged(
    state: Workshop,
    asked: Asked,
    form: NotesForm,
    filled: View,
    *,
    by: PersonId,
    new_id: NewId,
) -> Iterator[NewNote]:
    for belief in hypotheses(state):
        chosen = filled.choice(block(f"verdict {belief.id}", asked.lane, form))
        mine = state.felt.get((by, asked.lane, form.stage, belief.id))
        lane, about = asked.lane, belief.id
        if chosen and not (mine and state.notes[mine].choice == chosen):
            note = NoteId(new_id("n"))
            yield NewNote(id=note, lane=lane, text=belief.text, choice=chosen, about=about)
        for line in written(filled.text(block(f"reason {belief.id}", asked.lane, form))):
            yield NewNote(id=NoteId(new_id("n")), lane=lane, text=line, about=about)


def _lines(
    activity: Activity, asked: Asked, form: NotesForm, filled: View, *, new_id: NewId
) -> Iterator[NewNote]:
    starts = filled.choice(block("starts", asked.lane, form))
    first = asked == activity.lanes[0]
    for line in written(filled.text(block("text", asked.lane, form))):
        yield NewNote(
            id=NoteId(new_id("n")),
            lane=asked.lane,
            text=line,
            stage=form.stage,
            met=_met(form, filled) if first else None,
            starts="us" if starts == "us" else "customer" if starts == "customer" else None,
        )


def _met(form: NotesForm, filled: View) -> int | None:
    rating = filled.choice(block("met", "", form))
    return int(rating) if rating in ("1", "2", "3", "4", "5") else None
