"""The window "Start a workshop"."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.views import blocks, guard
from bot.views.blocks import Block
from bot.views.mrkdwn import plain
from prompts.loader import Prompts
from prompts.models import Agenda
from prompts.words import Words

CALLBACK = "start"
SUBJECT = "start.subject"
MOST_PEOPLE = 100
LONGEST_NEW_NAME = 58
"""With our words around it, a choice may have 75 characters."""

LIVE = "live"
PACES = {LIVE: 0, "days_1": 1, "days_2": 2, "days_5": 5}
"""Working days that each activity stays open; none where people are there together."""

NEW, JOURNEY = "new:", "journey:"


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody whose path can be mapped: a persona, a segment, or a persona's journey to renew."""

    ref: str
    name: str
    role: str = ""
    segment: bool = False
    journeys: tuple[str, ...] = ()


def modal(
    prompts: Prompts,
    *,
    metadata: str,
    people: Sequence[str],
    agenda: str,
    subject: Candidate | None = None,
    ask_place: bool = False,
) -> Block:
    """Return the start window.

    Args:
        prompts: Agendas, models and goals to choose from.
        metadata: What the submission must know.
        people: Slack ids of those who are in the channel.
        agenda: The agenda chosen at first.
        subject: Chosen at first, when the person came from a persona.
        ask_place: Whether the window must ask for the channel.
    """
    words = prompts.words
    return blocks.modal(
        CALLBACK,
        words("start.title"),
        [
            _agenda(prompts, agenda),
            _subject(words, subject),
            *(_place(words) if ask_place else []),
            *_goal(prompts),
            *_frame(prompts),
            _pace(words),
            _people(words, people),
        ],
        metadata=metadata,
        submit=words("buttons.start"),
        close=words("buttons.cancel"),
    )


def _agenda(prompts: Prompts, chosen: str) -> Block:
    words = prompts.words
    options = [
        blocks.option(
            words("start.agenda_option", title=found.title, minutes=found.minutes),
            key,
            description=found.about,
        )
        for key, found in sorted(prompts.agendas.items(), key=_journeys_first)
    ]
    radio = blocks.radio("agenda", options, initial=chosen)
    return blocks.asks(words("start.agenda"), radio, block_id="agenda")


def _subject(words: Words, subject: Candidate | None) -> Block:
    # Who comes from a record wants to renew it, if there is something to renew.
    chosen = (_renewals(words, subject) or _options(words, subject))[0] if subject else None
    placeholder = words("start.subject_placeholder")
    return blocks.asks(
        words("start.subject"),
        blocks.search(SUBJECT, placeholder=placeholder, initial=chosen),
        block_id="subject",
        hint=words("start.subject_hint"),
    )


def _pace(words: Words) -> Block:
    options = [blocks.option(words(f"start.{pace}"), pace) for pace in PACES]
    radio = blocks.radio("pace", options, initial=LIVE)
    return blocks.asks(words("start.pace"), radio, block_id="pace", hint=words("start.pace_hint"))


def _people(words: Words, people: Sequence[str]) -> Block:
    placeholder = words("start.people_placeholder")
    return blocks.asks(
        words("start.people"),
        blocks.people("people", placeholder=placeholder, initial=list(people)[:MOST_PEOPLE]),
        block_id="people",
        hint=words("start.people_hint"),
    )


def _journeys_first(item: tuple[str, Agenda]) -> tuple[bool, int]:
    return item[1].makes != "journey", -item[1].minutes


def _place(words: Words) -> list[Block]:
    picker = {
        "type": "conversations_select",
        "action_id": "place",
        "filter": {"include": ["public", "private"], "exclude_external_shared_channels": True},
    }
    return [blocks.asks(words("start.place"), picker, block_id="place")]


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


def _frame(prompts: Prompts) -> list[Block]:
    words = prompts.words
    models = [
        blocks.option(model.title, key, description=model.about)
        for key, model in sorted(prompts.models.items(), key=lambda item: item[0] == "blank")
    ]
    states = [blocks.option(words(f"start.{state}"), state) for state in ("current", "future")]
    return [
        blocks.asks(
            words("start.model"),
            blocks.select("model", models, initial=models[0]["value"]),
            block_id="model",
            hint=words("start.model_hint"),
        ),
        blocks.asks(
            words("start.state"),
            blocks.radio("state", states, initial="current"),
            block_id="state",
        ),
    ]


def subjects(words: Words, query: str, candidates: Sequence[Candidate]) -> list[Block]:
    """Return the choices for "whose path?": people, segments, and a new persona by that name."""
    wanted = plain(query).strip()
    found = [
        option
        for candidate in sorted(candidates, key=lambda one: one.segment)
        if wanted.casefold() in f"{candidate.name} {candidate.role} {candidate.ref}".casefold()
        for option in _options(words, candidate)
    ]
    taken = any(candidate.name.casefold() == wanted.casefold() for candidate in candidates)
    if wanted and not taken:
        found = [*found[:98], _new(words, wanted)]
    return found[:100]


def _options(words: Words, candidate: Candidate) -> list[Block]:
    if candidate.segment:
        label = words("start.segment", name=plain(candidate.name), ref=candidate.ref)
        return [_option(label, candidate.ref)]
    return [_person(words, candidate), *_renewals(words, candidate)]


def _renewals(words: Words, candidate: Candidate) -> list[Block]:
    name = plain(candidate.name)
    return [
        _option(words("start.renews", name=name, ref=ref), f"{JOURNEY}{ref}:{candidate.ref}")
        for ref in candidate.journeys
    ]


def _person(words: Words, candidate: Candidate) -> Block:
    name, role = plain(candidate.name), plain(candidate.role)
    key = "start.persona_role" if role else "start.persona"
    facts = {"name": name, "ref": candidate.ref} | ({"role": role} if role else {})
    return _option(words(key, **facts), candidate.ref)


def _new(words: Words, name: str) -> Block:
    name = guard.cut(name, LONGEST_NEW_NAME)
    return _option(words("start.new", name=name), f"{NEW}{name}")


def _option(label: str, value: str) -> Block:
    return blocks.option(label, value)
