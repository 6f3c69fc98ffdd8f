"""The window "Start a workshop": it asks what the chosen agenda needs, and no more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.forms import StartForm
from bot.views import blocks, guard, stakeholders, whose
from bot.views.blocks import Block, Element
from bot.views.mrkdwn import inline, plain
from bot.views.whose import Candidate
from knowledge.identity import PlaceId
from prompts.loader import Prompts
from prompts.models import Agenda
from prompts.words import Words
from workshops.engine.events import VOICES

CALLBACK = "start"
AGENDA, SUBJECT, PLACE = "start.agenda", "start.subject", "start.place"
MOST_PEOPLE = MOST = 100
MOST_SUBJECTS = 8
TWO, VARIANT = "2", "variant:"
DEFAULT_MODEL = "buyers-journey"
LONGEST_NAMES = 150
LIVE = "live"
PACES = {LIVE: 0, "days_1": 1, "days_2": 2, "days_5": 5}
"""Working days that each activity stays open; none where people are there together."""


@dataclass(frozen=True, kw_only=True)
class Where:
    """Where the workshop will be.

    Attributes:
        place: The channel; the window asks for it when it is None.
        picked: The channel that was picked in the window so far, or is offered first.
        going_on: What is told of another workshop that goes on there.
    """

    place: PlaceId | None = None
    picked: PlaceId | None = None
    going_on: Sequence[Block] = ()


def modal(
    prompts: Prompts,
    *,
    where: Where,
    people: Sequence[str],
    agendas: Mapping[str, Agenda],
    agenda: str,
    subject: Candidate | None = None,
    departments: Sequence[str] = (),
    rehearsal: bool = False,
    paths: Sequence[tuple[str, str]] = (),
) -> Block:
    """Return the start window.

    Args:
        prompts: Models and goals to choose from.
        where: The channel, or what is known of it.
        people: Slack ids of those who are in the channel.
        agendas: What can be chosen, in this order.
        agenda: The chosen one.
        subject: Chosen at first, when the person came from a record.
        paths: The journeys on record, by ref and title, whose stages can be taken.
        departments: Where those people work, as far as known.
        rehearsal: Whether somebody tries it alone; then there is nobody to choose.
    """
    words, chosen = prompts.words, agendas[agenda]
    shown = [
        *_led(words, agendas, agenda, rehearsal=rehearsal),
        _subject(words, chosen, subject),
        *([] if where.place else _place(words, where)),
        *_made(prompts, chosen, paths),
    ]
    if not rehearsal:
        shown += _together(prompts, chosen, _people(words, people, where), departments)
    place, picked = where.place or "", where.picked or ""
    form = StartForm(place=place, agenda=agenda, rehearsal=rehearsal, picked=picked)
    return _window(words, shown, form)


def _window(words: Words, shown: Sequence[Block], form: StartForm) -> Block:
    return blocks.modal(
        CALLBACK,
        words("start.rehearse_title" if form.rehearsal else "start.title"),
        shown,
        metadata=form.write(),
        submit=words("buttons.start"),
        close=words("buttons.cancel"),
    )


def not_members(names: Sequence[str], *, words: Words) -> str:
    """Return what to say of colleagues who were picked and could not open the channel."""
    named = guard.cut(", ".join(names), LONGEST_NAMES, plain=True)
    return words("start.not_members", names=named)


def subject_block(agenda: Agenda) -> str:
    """Return the block id of the field "whose path?"; another kind of record clears the field."""
    return "subject" if agenda.makes == "journey" else f"subject_{agenda.makes}"


def model_block(agenda: Agenda) -> str:
    """Return the block id of the field for stages; an agenda that proposes some has its own."""
    # A field that is there already keeps what it shows.
    return f"model_{agenda.key}" if agenda.model else "model"


def _led(
    words: Words, agendas: Mapping[str, Agenda], agenda: str, *, rehearsal: bool
) -> list[Block]:
    """Ask how the team is led: by which agenda, in how many sessions; or say that it is tried."""
    chosen = agendas[agenda]
    return [
        *([blocks.section(words("start.rehearse"))] if rehearsal else []),
        _agenda(words, agendas, agenda),
        _plan(words, chosen),
        *_sessions(words, chosen),
    ]


def _made(prompts: Prompts, agenda: Agenda, paths: Sequence[tuple[str, str]]) -> list[Block]:
    """Ask what shall be made; what renews a record keeps its stages and its time."""
    path, renews = agenda.makes == "journey", agenda.renews
    return [
        *(_goal(prompts) if path else []),
        *(_model(prompts, agenda, paths) if agenda.staged and not renews else []),
        *(_state(prompts.words) if path and not renews else []),
    ]


def _together(
    prompts: Prompts, agenda: Agenda, people: Block, departments: Sequence[str]
) -> list[Block]:
    """Ask how people work together, who they are, and who else has a stake in the stages."""
    words = prompts.words
    asked = [_pace(words), _voice(words), people]
    return asked + (_departments(prompts, departments) if agenda.staged else [])


def _agenda(words: Words, agendas: Mapping[str, Agenda], chosen: str) -> Block:
    options = [
        blocks.option(
            words("start.agenda_option", title=plain(found.title), minutes=found.minutes),
            key,
            description=plain(found.about),
        )
        for key, found in agendas.items()
    ]
    picker = blocks.select(AGENDA, options, initial=chosen)
    return blocks.asks(words("start.agenda"), picker, block_id="agenda", dispatch=True)


def _plan(words: Words, agenda: Agenda) -> Block:
    """Say what the agenda is for and how long each activity takes."""
    steps = words("start.separator").join(
        words("start.step", title=inline(one.title), minutes=one.minutes)
        for one in agenda.activities
    )
    return blocks.context(inline(agenda.about), steps)


def _sessions(words: Words, agenda: Agenda) -> list[Block]:
    """Offer a long agenda in two sessions."""
    if agenda.halfway is None:
        return []
    first = agenda.minutes_before(agenda.halfway)
    title = plain(agenda.activities[agenda.index(agenda.halfway) or 0].title)
    facts = {"first": first, "second": agenda.minutes - first, "title": title}
    options = [
        blocks.option(words("start.one_session", minutes=agenda.minutes), "1"),
        blocks.option(guard.cut(words("start.two_sessions", **facts), 75, plain=True), TWO),
    ]
    radio = blocks.radio("sessions", options, initial="1")
    return [blocks.asks(words("start.sessions"), radio, block_id="sessions")]


def _subject(words: Words, agenda: Agenda, subject: Candidate | None) -> Block:
    initial = whose.first(words, subject, agenda) if subject else None
    picker = blocks.search(
        SUBJECT,
        placeholder=words("start.subject_placeholder"),
        initial=[initial] if initial else [],
        most=MOST_SUBJECTS if agenda.makes == "journey" else 1,
    )
    return blocks.asks(
        whose.label(words, agenda.makes),
        picker,
        block_id=subject_block(agenda),
        hint=words("start.renews_hint" if agenda.renews else f"start.whose_{agenda.makes}_hint"),
    )


def _pace(words: Words) -> Block:
    options = [blocks.option(words(f"start.{pace}"), pace) for pace in PACES]
    radio = blocks.radio("pace", options, initial=LIVE)
    return blocks.asks(words("start.pace"), radio, block_id="pace", hint=words("start.pace_hint"))


def _voice(words: Words) -> Block:
    options = [blocks.option(words(f"start.voice_{voice}"), voice) for voice in VOICES]
    radio = blocks.radio("voice", options, initial=VOICES[0])
    return blocks.asks(
        words("start.voice"), radio, block_id="voice", hint=words("start.voice_hint")
    )


def people_block(picked: str) -> str:
    """Return the block id of the field "who takes part?"; another channel has other people."""
    return f"people_{picked}" if picked else "people"


def _people(words: Words, people: Sequence[str], where: Where) -> Block:
    placeholder = words("start.people_placeholder")
    return blocks.asks(
        words("start.people"),
        blocks.people("people", placeholder=placeholder, initial=list(people)[:MOST_PEOPLE]),
        block_id=people_block(where.picked or ""),
        hint=words("start.people_hint"),
    )


def _departments(prompts: Prompts, known: Sequence[str]) -> list[Block]:
    return [stakeholders.field(prompts.words, known, prompts.departments)]


def _place(words: Words, where: Where) -> list[Block]:
    """Ask for the channel, and say at once if another workshop goes on there."""
    picker: Element = {
        "type": "conversations_select",
        "action_id": PLACE,
        "filter": {"include": ["public", "private"], "exclude_external_shared_channels": True},
    }
    if where.picked:
        picker["initial_conversation"] = where.picked
    asked = blocks.asks(words("start.place"), picker, block_id="place", dispatch=True)
    return [asked, *where.going_on]


def _goal(prompts: Prompts) -> list[Block]:
    words = prompts.words
    goals = [blocks.option(goal.text, goal.key) for goal in prompts.goals]
    return [
        blocks.asks(
            words("start.goal"),
            blocks.select("goal", goals, placeholder=words("start.goal_placeholder")),
            block_id="goal",
            optional=True,
        ),
        blocks.asks(
            words("start.own_goal"),
            blocks.entry("own_goal", placeholder=words("start.own_goal_placeholder"), most=150),
            block_id="own_goal",
            hint=words("start.own_goal_hint"),
            optional=True,
        ),
    ]


def _model(prompts: Prompts, agenda: Agenda, paths: Sequence[tuple[str, str]]) -> list[Block]:
    words = prompts.words
    models = [
        blocks.option(model.title, key, description=model.about)
        for key, model in sorted(prompts.models.items(), key=lambda item: item[0] == "blank")
    ]
    if agenda.makes == "journey":
        found = [_path(words, key, *path) for path in paths for key in ("stages_of", "variant_of")]
        models += found[: MOST - len(models)]
    hint = "start.model_hint" if agenda.makes == "journey" else "start.model_without_path"
    return [
        blocks.asks(
            words("start.model"),
            blocks.select("model", models, initial=agenda.model or DEFAULT_MODEL),
            block_id=model_block(agenda),
            hint=words(hint),
        )
    ]


def _path(words: Words, key: str, ref: str, title: str) -> Block:
    label = words(f"start.{key}", ref=ref, title=plain(title))
    value = f"{VARIANT}{ref}" if key == "variant_of" else ref
    return blocks.option(guard.cut(label, 75, plain=True), value)


def _state(words: Words) -> list[Block]:
    states = [blocks.option(words(f"start.{state}"), state) for state in ("current", "future")]
    radio = blocks.radio("state", states, initial="current")
    return [blocks.asks(words("start.state"), radio, block_id="state")]
