"""Starting a workshop: the window, its choices, and the first event."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import TypeVar

from bot.desk import Desk
from bot.errors import FormTampered
from bot.forms import StartForm
from bot.listeners.acts import Act, Click, Command, Search, Submission, View
from bot.listeners.answers import check_inside
from bot.listeners.reply import Reply, close_all, errors, tell
from bot.views import blocks
from bot.views import start as view
from bot.views.blocks import Block
from bot.views.start import Candidate
from knowledge.identity import PersonId, PlaceId
from knowledge.ledger import Transaction, effects, people
from knowledge.records import store
from knowledge.records.models import Journey, Persona, Segment
from knowledge.records.refs import Kind, Ref
from knowledge.records.store import Version
from knowledge.records.visible import visible_to
from workshops import starting
from workshops.engine.deadlines import Pace

DEFAULT_AGENDA = "journey-quick"
T = TypeVar("T")


async def begin(desk: Desk, command: Command, _: str) -> Reply:
    """Open the window for `/journey start`."""
    if command.place is None or command.place.startswith("D"):
        words = desk.words("start.no_channel")
        return tell(blocks.message(words, [blocks.section(words)]))
    await check_inside(desk, command.user)
    return Reply(modal=await _window(desk, command, command.place, subject=None))


async def from_button(desk: Desk, click: Click) -> Reply:
    """Open the window for a button; it may name a record to renew."""
    await check_inside(desk, click.user)
    subject = await _candidate(desk, click, click.value) if click.value else None
    place = click.place if click.place and not click.place.startswith("D") else None
    modal = await _window(desk, click, place, subject=subject)
    in_modal = click.view is not None and bool(click.view.callback)
    return Reply(push=modal) if in_modal else Reply(modal=modal)


async def subjects(desk: Desk, search: Search) -> list[Block]:
    """Give the personas, segments and journeys that match what is typed."""
    return view.subjects(desk.words, search.query, await _candidates(desk, search))


async def submit(desk: Desk, submission: Submission) -> Reply:
    """Start the workshop; its board is posted as soon as this is committed."""
    await check_inside(desk, submission.user)
    form, filled = StartForm.read(submission.view.metadata), submission.view
    place = PlaceId(form.place or filled.choice("place"))
    missing = _missing(desk, filled)
    if missing:
        return errors(missing)
    known, who = await asyncio.gather(
        desk.directory.place(place), desk.directory.who(submission.user)
    )

    async def start(tx: Transaction, person: PersonId) -> Reply:
        wish = starting.Wish(
            workshop=desk.new_id("w"),
            place=place,
            visibility=place if known.private else None,
            by=person,
            at=tx.now,
            agenda=_chosen(desk.prompts.agendas, filled.choice("agenda")),
            model=_chosen(desk.prompts.models, filled.choice("model")),
            state="future" if filled.choice("state") == "future" else "current",
            goal=_goal(desk, filled),
            people=await _people(desk, tx, filled.users("people"), person),
            pace=_pace(filled.choice("pace"), tz=who.tz),
            **_subject(filled.choice("subject")),
        )
        await starting.start(tx, desk.workshops, wish, prompts=desk.prompts)
        return close_all()

    return await desk.once(submission, start)


async def post_board(desk: Desk, click: Click) -> Reply:
    """Try again to post a board that could not be posted."""

    async def enqueue(tx: Transaction, person: PersonId) -> Reply:
        state = await desk.workshops.load(tx, click.value)
        await effects.enqueue(
            tx,
            "slack.board",
            {"workshop": state.id},
            lane=f"board:{state.id}",
            coalesce=f"board:{state.id}",
        )
        said = desk.words("start.trying")
        return Reply(replace=blocks.message(said, [blocks.section(said)]))

    return await desk.once(click, enqueue)


async def _window(
    desk: Desk, act: Act, place: PlaceId | None, *, subject: Candidate | None
) -> Block:
    found = await desk.directory.members(place, most=view.MOST_PEOPLE) if place else ()
    members = [user for user in found if user != desk.bot_user]
    if act.user not in members:
        members.insert(0, act.user)
    who = await asyncio.gather(*(desk.directory.who(user) for user in members[:20]))
    bots = {user for user, one in zip(members, who, strict=False) if one.bot}
    return view.modal(
        desk.prompts,
        metadata=StartForm(place=place or "").write(),
        people=[user for user in members if user not in bots],
        agenda=DEFAULT_AGENDA,
        subject=subject,
        ask_place=place is None,
    )


async def _candidates(desk: Desk, act: Act) -> list[Candidate]:
    async with desk.ledger.reading(act.workspace) as tx:
        found = await store.all_current(tx, Kind.PERSONA, Kind.SEGMENT, Kind.JOURNEY)
    places = frozenset({act.place}) if act.place else frozenset()
    seen = [version for version in found if visible_to(version, places)]
    return [one for version in seen if (one := _as_candidate(version, seen))]


def _as_candidate(version: Version, all_: Sequence[Version]) -> Candidate | None:
    body, ref = version.body, str(version.ref)
    if isinstance(body, Segment):
        return Candidate(ref=ref, name=body.name, segment=True)
    if not isinstance(body, Persona):
        return None
    journeys = tuple(
        str(other.ref)
        for other in all_
        if isinstance(other.body, Journey)
        and body.who == "person"
        and ref in other.body.personas[:1]
    )
    return Candidate(ref=ref, name=body.name, role=body.role or "", journeys=journeys)


async def _candidate(desk: Desk, act: Act, ref: str) -> Candidate | None:
    Ref.parse(ref)
    candidates = await _candidates(desk, act)
    return next((one for one in candidates if ref == one.ref or ref in one.journeys), None)


def _missing(desk: Desk, filled: View) -> Mapping[str, str]:
    missing = {}
    if not filled.choice("subject"):
        missing["subject"] = desk.words("start.subject_missing")
    if not (filled.choice("goal") or filled.text("own_goal").strip()):
        missing["goal"] = desk.words("start.goal_missing")
    users = filled.users("people")
    if not users:
        missing["people"] = desk.words("start.people_missing")
    if len(users) > view.MOST_PEOPLE:
        missing["people"] = desk.words("start.too_many", most=view.MOST_PEOPLE)
    return missing


def _pace(chosen: str, *, tz: str | None) -> Pace | None:
    days = _chosen(view.PACES, chosen or view.LIVE)
    return Pace(days=days, zone=tz or "UTC") if days else None


def _goal(desk: Desk, filled: View) -> str:
    goals = {goal.key: goal.text for goal in desk.prompts.goals}
    return filled.text("own_goal").strip() or _chosen(goals, filled.choice("goal"))


async def _people(
    desk: Desk, tx: Transaction, users: Sequence[str], facilitator: PersonId
) -> tuple[PersonId, ...]:
    chosen = [await people.of(tx, user) for user in users]
    return tuple(dict.fromkeys([facilitator, *chosen]))


def _subject(value: str) -> dict[str, str]:
    if value.startswith(view.NEW):
        return {"new_persona": value.removeprefix(view.NEW).strip()}
    if value.startswith(view.JOURNEY):
        journey, _, persona = value.removeprefix(view.JOURNEY).partition(":")
        return {"journey": str(Ref.parse(journey)), "subject": str(Ref.parse(persona))}
    return {"subject": str(Ref.parse(value))}


def _chosen(choices: Mapping[str, T], key: str) -> T:
    try:
        return choices[key]
    except KeyError:
        raise FormTampered from None
