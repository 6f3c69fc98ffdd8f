"""Asking: the fields of a form for notes, one function for each form that a lane can have."""

from collections.abc import Collection, Sequence

from bot.forms import NotesForm
from bot.views import blocks, guard
from bot.views.blocks import Block, Element
from bot.views.mrkdwn import plain
from bot.views.note import signed
from knowledge.identity import PersonId
from knowledge.records.models.journeys import Involvement
from prompts.loader import Prompts
from prompts.models import PARTS, VERDICTS, Activity, Asked
from prompts.words import Words
from workshops.engine.beliefs import hypotheses
from workshops.engine.cast import Someone, group
from workshops.engine.seal import sealed
from workshops.engine.state import Note, Workshop

LONGEST_ENTRY = 3000
MOST_MEMBERS = 20
MOST_BELIEFS, LONGEST_LABEL = 30, 300
MOST_NAMED = 8


def block(kind: str, lane: str, form_: NotesForm) -> str:
    """Return the id of a form's block: fresh for each stage and each turn."""
    return f"{kind}:{lane}:{form_.stage or ''}:{form_.turn}"


def fields(
    state: Workshop,
    activity: Activity,
    *,
    prompts: Prompts,
    form: NotesForm,
    by: PersonId,
    filled: Collection[str] = (),
) -> list[Block]:
    """Return the fields for all lanes of an activity, in one stage.

    `by` is what the notes of whoever writes are signed with; in the lanes that are `filled` the
    record holds a text already, in whose place a new one comes.
    """
    shown: list[Block] = []
    for asked in activity.lanes:
        if asked.form == "feeling":
            shown += _feeling(prompts, state, asked, form=form)
        elif asked.form == "parts":
            shown += _parts(prompts.words, state, asked, form=form, by=by)
        elif asked.form == "verdicts":
            shown += _verdicts(prompts.words, state, asked, form=form, by=by)
        elif asked.form == "choice":
            shown += _choice(prompts.words, state, asked, form=form, activity=activity, by=by)
        else:
            entry = _entry(prompts.words, state, asked, form=form, activity=activity)
            shown.append(_replacing(entry, prompts.words) if asked.lane in filled else entry)
            shown += _starts(prompts.words, form=form, asked=asked)
    return shown + (_met(prompts.words, form=form) if activity.rated else [])


def texts(activity: Activity) -> int:
    """Return how many fields of the form take notes, one a line."""
    return sum(
        asked.form in ("text", "touchpoint", "people")
        or (asked.form == "choice" and bool(asked.why))
        for asked in activity.lanes
    )


def hint(state: Workshop, activity: Activity, words: Words) -> str:
    """Return what to know about a field for notes."""
    closed = sealed(state, activity.key)
    return words("notes.line_hint_sealed" if closed else "notes.line_hint")


def chosen_before(
    state: Workshop, asked: Asked, about: str | None, *, form: NotesForm, by: PersonId
) -> str | None:
    """Return what whoever signs so chose before; that is what a field shows at first."""
    mine = state.felt.get((by, asked.lane, form.stage, about))
    return state.notes[mine].choice if mine else None


def _choice(
    words: Words,
    state: Workshop,
    asked: Asked,
    *,
    form: NotesForm,
    activity: Activity,
    by: PersonId,
) -> list[Block]:
    options = [blocks.option(plain(one.label), one.key) for one in asked.choices]
    picker = _menu(words, options, chosen_before(state, asked, None, form=form, by=by))
    label = words.fill(asked.question, subject=plain(state.agreed.called))
    block_id = block("choice", asked.lane, form)
    shown = [blocks.asks(label, picker, block_id=block_id, optional=True)]
    if asked.why:
        shown.append(_why(words, state, asked, form=form, activity=activity))
    return shown


def _parts(
    words: Words, state: Workshop, asked: Asked, *, form: NotesForm, by: PersonId
) -> list[Block]:
    """Ask about each of the buying group what they do here."""
    members = group(state)
    options = [blocks.option(words(f"notes.part_{part}"), part) for part in PARTS]
    shown = [
        blocks.asks(
            words.fill(
                asked.question, subject=plain(state.agreed.called), member=plain(member.name)
            ),
            _menu(words, options, part_of(state, asked, member, form=form, by=by)),
            block_id=block(f"part {member.id}", asked.lane, form),
            optional=True,
        )
        for member in members[:MOST_MEMBERS]
    ]
    if not members:
        return [blocks.context(words("notes.nobody_yet"))]
    hidden = len(members) - MOST_MEMBERS
    return shown + ([blocks.context(words("notes.more_members", n=hidden))] if hidden > 0 else [])


def part_of(
    state: Workshop, asked: Asked, member: Someone, *, form: NotesForm, by: PersonId
) -> str | None:
    """Return the part that a form shows at first: what whoever signs so said, else the record."""
    mine = chosen_before(state, asked, member.id, form=form, by=by)
    if mine:
        return mine
    stored = (one.part for one in state.agreed.involvement if _is_of(one, member, form.stage))
    return next(stored, None)


def _verdicts(
    words: Words, state: Workshop, asked: Asked, *, form: NotesForm, by: PersonId
) -> list[Block]:
    """Ask about each hypothesis what became of it, and why."""
    believed = hypotheses(state)
    if not believed:
        return [blocks.context(words("notes.nothing_believed"))]
    options = [blocks.option(words(f"notes.verdict_{one}"), one) for one in VERDICTS]
    shown: list[Block] = []
    for note in believed[:MOST_BELIEFS]:
        facts = {"subject": plain(state.agreed.called), "member": plain(note.text)}
        label = guard.cut(words.fill(asked.question, **facts), LONGEST_LABEL, plain=True)
        picker = _menu(words, options, chosen_before(state, asked, note.id, form=form, by=by))
        block_id = block(f"verdict {note.id}", asked.lane, form)
        shown.append(blocks.asks(label, picker, block_id=block_id, optional=True))
        if asked.why:
            shown.append(_reason(words.fill(asked.why, **facts), asked, note, form))
    hidden = len(believed) - MOST_BELIEFS
    return shown + ([blocks.context(words("notes.more_believed", n=hidden))] if hidden > 0 else [])


def _menu(words: Words, options: Sequence[Block], initial: str | None) -> Element:
    placeholder = words("notes.choice_placeholder")
    return blocks.select("choice", options, placeholder=placeholder, initial=initial)


def _reason(label: str, asked: Asked, note: Note, form: NotesForm) -> Block:
    entry = blocks.entry("text", multiline=True, most=LONGEST_ENTRY)
    block_id = block(f"reason {note.id}", asked.lane, form)
    return blocks.asks(label, entry, block_id=block_id, optional=True)


def _is_of(one: Involvement, member: Someone, stage: str | None) -> bool:
    return (one.persona, one.stage) == (member.ref, stage)


def _why(
    words: Words, state: Workshop, asked: Asked, *, form: NotesForm, activity: Activity
) -> Block:
    subject = plain(state.agreed.called)
    placeholder = asked.placeholder or words.fill(asked.example, subject=subject)
    return blocks.asks(
        words.fill(asked.why or "", subject=subject),
        blocks.entry("text", placeholder=placeholder, multiline=True, most=LONGEST_ENTRY),
        block_id=block("text", asked.lane, form),
        # With several fields it stands above them, once.
        hint=hint(state, activity, words) if texts(activity) == 1 else "",
        optional=True,
    )


def _entry(
    words: Words, state: Workshop, asked: Asked, *, form: NotesForm, activity: Activity
) -> Block:
    subject = plain(state.agreed.called)
    # What stands above the fields has asked it already.
    above = len(activity.lanes) == 1 or asked.question == activity.question
    label = asked.label if above else words.fill(asked.question, subject=subject)
    placeholder = asked.placeholder or words.fill(asked.example, subject=subject)
    said = hint(state, activity, words) if texts(activity) == 1 else ""
    return blocks.asks(
        label,
        blocks.entry("text", placeholder=placeholder, multiline=True, most=LONGEST_ENTRY),
        block_id=block("text", asked.lane, form),
        hint=_known(words, state) if asked == _first_people(activity) else said,
        optional=True,
    )


def _replacing(entry: Block, words: Words) -> Block:
    """Return a field for notes that says what becomes of the text on record."""
    said = [entry["hint"]["text"]] if "hint" in entry else []
    hint = blocks.text(" ".join((words("notes.replaces"), *said)))
    return {**entry, "hint": hint}


def _first_people(activity: Activity) -> Asked | None:
    return next((asked for asked in activity.lanes if asked.form == "people"), None)


def _known(words: Words, state: Workshop) -> str:
    """Name who is on record, so that nobody gets a second name."""
    if not state.agreed.cast:
        return words("notes.people_hint")
    names = [plain(", ".join((one.name, *one.also[:1]))) for one in state.agreed.cast[:MOST_NAMED]]
    return words("notes.people_known", names="; ".join(names))


def _starts(words: Words, *, form: NotesForm, asked: Asked) -> list[Block]:
    if asked.form != "touchpoint":
        return []
    options = [blocks.option(words(f"notes.starts_{who}"), who) for who in ("customer", "us")]
    return [
        blocks.asks(
            words("notes.starts"),
            blocks.radio("starts", options),
            block_id=block("starts", asked.lane, form),
            optional=True,
        )
    ]


def _met(words: Words, *, form: NotesForm) -> list[Block]:
    options = [blocks.option(words(f"notes.met_option.r{n}"), str(n)) for n in range(1, 6)]
    return [
        blocks.asks(
            words("notes.met"),
            blocks.select("met", options),
            block_id=block("met", "", form),
            optional=True,
        )
    ]


def _feeling(prompts: Prompts, state: Workshop, asked: Asked, *, form: NotesForm) -> list[Block]:
    words, lane = prompts.words, asked.lane
    label = words.fill(asked.question, subject=plain(state.agreed.called))
    options = [
        blocks.option(
            words("notes.feeling_option", word=feeling.word, value=signed(feeling.value)),
            feeling.word,
        )
        for feeling in state.agreed.emotions or prompts.emotions
    ]
    return [
        blocks.asks(
            label,
            blocks.select("feeling", options, placeholder=words("notes.feeling_placeholder")),
            block_id=block("feeling", lane, form),
            optional=True,
        ),
        blocks.asks(
            words("notes.own_word"),
            blocks.entry("word", placeholder=words("notes.own_word_placeholder"), most=60),
            block_id=block("word", lane, form),
            optional=True,
        ),
    ]
