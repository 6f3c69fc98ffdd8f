"""Writing notes: the modals behind "Add notes"."""

from collections.abc import Collection

from bot.forms import EditForm, NotesForm
from bot.views import asking, blocks, guard, wording
from bot.views.blocks import Block
from bot.views.mrkdwn import inline, plain
from bot.views.note import with_source
from bot.views.promise import promise
from bot.views.stages import stage_options
from bot.views.values import as_drawn, joined
from knowledge.identity import PersonId
from knowledge.records.models.journeys import Stage
from prompts.loader import Prompts
from prompts.models import Activity
from prompts.words import Words
from workshops.engine.seal import nameless, voice_of
from workshops.engine.sources import takes_source
from workshops.engine.state import Note, Workshop
from workshops.engine.wording import waiting
from workshops.spots import on_record

CALLBACK, EDIT_CALLBACK = "notes", "note"
GO_TO, OWN_NOTE, KNOWN = "notes.go", "notes.own", "notes.known"
SOURCE = "source"
SHOWN_OWN = 20
LONGEST_NAME = 40


def stage_after(state: Workshop, stage: str | None) -> Stage | None:
    """Return the next stage that is not left out; None after the last."""
    ids = [known.id for known in state.stages]
    later = ids[ids.index(stage) + 1 :] if stage in ids else []
    return next((known for known in state.stages_asked if known.id in later), None)


def form(
    state: Workshop,
    activity: Activity,
    *,
    prompts: Prompts,
    stage: str | None,
    person: PersonId,
    voice: PersonId | None = None,
    said: str = "",
    filled: Collection[str] = (),
) -> Block:
    """Return the form for one activity and stage.

    Args:
        state: The workshop.
        activity: The one that the form saves to, also when the workshop has moved on.
        prompts: For words and feelings.
        stage: None for an activity that concerns the whole.
        person: Who writes; their own notes are listed.
        voice: The digest under which they write where notes have no names.
        said: What to say on top: what was just saved.
        filled: The lanes whose one text stands in the record already.
    """
    mine, words = {one for one in (person, voice) if one}, prompts.words
    by = voice if voice and nameless(state, activity.key) else person
    carried = _carried(state, activity, stage, mine=mine)
    return blocks.modal(
        CALLBACK,
        words("notes.title"),
        [
            *_offered(state, activity, words, mine=mine, anew=not said),
            *_top(state, activity, words, stage=stage, said=said),
            *_known(state, words),
            *asking.fields(state, activity, prompts=prompts, form=carried, by=by, filled=filled),
            *_own(state, activity, words, stage=stage, mine=mine),
        ],
        metadata=carried.write(),
        submit=words("buttons.save"),
        close=words("buttons.close"),
    )


def _carried(
    state: Workshop, activity: Activity, stage: str | None, *, mine: Collection[PersonId]
) -> NotesForm:
    """Return what the form brings back: where its notes belong, and how many went before."""
    turn = sum(note.person in mine for note in state.notes.values())
    voice = voice_of(state, activity.key)
    return NotesForm(workshop=state.id, activity=activity.key, stage=stage, turn=turn, voice=voice)


def finished(
    state: Workshop, activity: Activity, *, words: Words, said: str, voice: PersonId | None = None
) -> Block:
    """Return what follows the last stage: a thank-you with "I'm ready"."""
    ready = blocks.button(
        words("buttons.ready"), "notes.ready", value=as_drawn(state), style="primary"
    )
    return blocks.modal(
        "notes.finished",
        words("notes.title"),
        [
            *_offered(state, activity, words, mine={voice} if voice else set(), anew=False),
            blocks.section(f"{said} {words('notes.last')}".strip()),
            blocks.actions(ready),
        ],
        close=words("buttons.close"),
    )


def said(text: str, *, words: Words) -> Block:
    """Return a window that only says something."""
    return blocks.window("notes.said", words("notes.title"), text, close=words("buttons.close"))


def edit(note: Note, *, words: Words, back: NotesForm) -> Block:
    """Return the form to change one's own note."""
    return blocks.modal(
        EDIT_CALLBACK,
        words("notes.edit_title"),
        [
            blocks.asks(
                words("notes.note"),
                blocks.entry("text", initial=note.text, multiline=True, most=asking.LONGEST_ENTRY),
                block_id="text",
            )
        ],
        metadata=EditForm(note=note.id, back=back).write(),
        submit=words("buttons.save"),
        close=words("buttons.cancel"),
    )


def _offered(
    state: Workshop, activity: Activity, words: Words, *, mine: Collection[PersonId], anew: bool
) -> list[Block]:
    """Return other words that wait for their author.

    For nameless notes nothing but their author's own window can show them; others are written
    to, and find it here when they come back.
    """
    found = waiting(state, activity.key, mine)
    if found is None or not (anew or found[1].nameless):
        return []
    shown = wording.inside(state, found[1], activity=activity.key, words=words)
    return [*shown, blocks.divider()]


def _top(
    state: Workshop, activity: Activity, words: Words, *, stage: str | None, said: str
) -> list[Block]:
    late = activity.key != state.activity.key
    lines = [said, words("notes.late", activity=inline(activity.title)) if late else ""]
    shown = [blocks.context(text) for text in lines if text]
    if activity.scope == "each_stage" and len(state.stages) > 1:
        shown.append(_stage_line(state, words, stage))
    promised = promise(state, activity.key, words=words)
    return [*shown, *_heading(state, activity, words), *promised]


def _stage_line(state: Workshop, words: Words, stage: str | None) -> Block:
    position = next((n for n, known in enumerate(state.stages) if known.id == stage), 0)
    here = state.stages[position]
    asked = [known for known in state.stages if known in state.stages_asked or known == here]
    options = stage_options(state, words, asked)
    # It names no stage itself: the title stands beside it.
    picker = blocks.select(GO_TO, options, placeholder=words("notes.go_to"))
    title = inline(here.title)
    where = words("notes.stage", n=position + 1, of=len(state.stages), stage=title)
    return blocks.section(where, accessory=picker)


def _heading(state: Workshop, activity: Activity, words: Words) -> list[Block]:
    shown = question(state, activity, words)
    only = activity.lanes[0] if len(activity.lanes) == 1 else None
    if only and only.form == "feeling" and only.question == activity.question:
        # The field's label asks it already.
        shown = blocks.context(_example(state, activity, words))
    many = asking.texts(activity) > 1
    return [shown, *([blocks.context(asking.hint(state, activity, words))] if many else [])]


def _known(state: Workshop, words: Words) -> list[Block]:
    """Offer what is on record, where there may be something."""
    if not on_record(state):
        return []
    label = words("notes.what_known", subject=guard.cut(plain(state.agreed.called), LONGEST_NAME))
    return [blocks.actions(blocks.button(label, KNOWN))]


def question(state: Workshop, activity: Activity, words: Words) -> Block:
    """Return what an activity asks, with the example of a note."""
    subject = inline(state.agreed.called)
    asked = words("notes.question", question=words.fill(activity.question, subject=subject))
    if activity.kind == "review":  # What stands there is no note's example: it is how to review.
        return blocks.section(asked)
    return blocks.section(f"{asked}\n{_example(state, activity, words)}")


def _example(state: Workshop, activity: Activity, words: Words) -> str:
    example = words.fill(activity.example, subject=inline(state.agreed.called))
    return f"_{words('notes.example', example=example)}_"


def _own(
    state: Workshop,
    activity: Activity,
    words: Words,
    *,
    stage: str | None,
    mine: Collection[PersonId],
) -> list[Block]:
    own = [note for note in _of(state, activity, stage) if note.person in mine]
    if not own:
        return []
    shown: list[Block] = [blocks.divider(), blocks.section(words("notes.yours"))]
    for note in own[-SHOWN_OWN:]:
        edit = blocks.option(words("notes.edit"), joined("edit", note.id))
        withdraw = blocks.option(words("notes.withdraw"), joined("withdraw", note.id))
        options = [withdraw]
        if takes_source(state, note):
            options.insert(0, blocks.option(words("sourcing.option"), joined(SOURCE, note.id)))
        # A choice is changed by choosing again.
        if note.choice is None:
            options.insert(0, edit)
        menu = {"type": "overflow", "action_id": OWN_NOTE, "options": options}
        shown.append(blocks.section(_in_lane(activity, note, words), accessory=menu))
    hidden = len(own) - SHOWN_OWN
    return shown + ([blocks.context(words("notes.more_yours", n=hidden))] if hidden > 0 else [])


def _in_lane(activity: Activity, note: Note, words: Words) -> str:
    """Say what a note answers, where a form asks for more than one thing."""
    text, asked = with_source(words, note), activity.lane(note.lane)
    if asked is None or len(activity.lanes) == 1 or note.feeling or note.about:
        return text
    return words("notes.yours_in", lane=inline(asked.label), text=text)


def _of(state: Workshop, activity: Activity, stage: str | None) -> list[Note]:
    return [
        note
        for note in state.in_order()
        if note.activity == activity.key and note.stage == stage and not note.unsorted
    ]
