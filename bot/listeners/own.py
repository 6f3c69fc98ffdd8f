"""A team's own agendas and models: kept from a workshop, imported, listed, taken away."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot import slack
from bot.desk import Desk
from bot.errors import sentence
from bot.forms import WorkshopForm
from bot.listeners.acts import Act, Click, Command, Submission
from bot.listeners.membership import check_inside
from bot.listeners.names import mentions
from bot.listeners.places import check_private
from bot.listeners.reply import NOTHING, Reply, errors, open_above, show
from bot.listeners.values import target
from bot.listeners.whence import from_here, whence
from bot.views import own as view
from bot.views.blocks import Block
from bot.views.mrkdwn import inline
from bot.views.titles import title_of
from bot.views.values import joined
from knowledge.identity import PersonId, PlaceId
from knowledge.ledger import Transaction, effects, templates
from prompts import files
from prompts.errors import PromptsInvalid
from workshops import own
from workshops.errors import NothingNamed, TooManyTemplates

ENDINGS = (".yaml", ".yml")
MOST_FILES = 10


async def form(desk: Desk, click: Click) -> Reply:
    """Ask what to keep of a workshop for the next one."""
    await check_inside(desk, click.user)
    workshop, _ = target(click)
    async with desk.ledger.reading(click.workspace) as tx:
        state = await desk.workshops.load(tx, workshop)
    modal = view.form(state, words=desk.words)
    return open_above(click, modal)


async def keep(desk: Desk, submission: Submission) -> Reply:
    """Keep the agenda, the stages, or both."""
    await check_inside(desk, submission.user)
    workshop = WorkshopForm.read(submission.view.metadata).workshop
    filled = submission.view
    await check_private(desk, submission, workshop)

    async def act(tx: Transaction, person: PersonId) -> Reply:
        state = await desk.workshops.load(tx, workshop)
        about = view.about(title_of(state, desk.words), words=desk.words)
        kept = own.kept(
            state, agenda=filled.text("agenda"), model=filled.text("model"), about=about
        )
        await own.keep(tx, kept, by=person, visibility=state.visibility)
        said = desk.words("own.kept", names=view.names_of(kept))
        return show(view.said(said, words=desk.words))

    try:
        return await desk.once(submission, act)
    except (NothingNamed, TooManyTemplates) as error:
        return errors({"agenda": sentence(desk.words, error)})


async def listed(desk: Desk, command: Command, _: str) -> Reply:
    """Answer `/journey agendas`."""
    await check_inside(desk, command.user)
    async with desk.ledger.reading(command.workspace) as tx:
        return Reply(modal=from_here(await _list(desk, tx, command.place), command.place))


async def remove(desk: Desk, click: Click) -> Reply:
    """Take one away that may be used here; one that is gone already is no trouble."""
    await check_inside(desk, click.user)
    place = await whence(desk, click)

    async def act(tx: Transaction, person: PersonId) -> Reply:
        for one in await templates.known_in(tx, place):
            if click.value == joined(one.kind, one.key):
                await templates.remove(tx, one.kind, one.key)
        return Reply(refresh=from_here(await _list(desk, tx, place), place))

    return await desk.once(click, act)


def yaml_files(event: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the YAML files that came with a message."""
    found = event.get("files") or []
    return [one for one in found if str(one.get("name") or "").lower().endswith(ENDINGS)]


async def imported(
    desk: Desk, act: Act, found: Sequence[Mapping[str, Any]], *, where: Mapping[str, Any]
) -> None:
    """Import what files say, all of them or none, and say in their conversation what came of it."""
    await check_inside(desk, act.user)
    raw = {_name(one): await _content(desk, one) for one in found[:MOST_FILES]}

    async def keep(tx: Transaction, person: PersonId) -> Reply:
        said = await _taken(desk, tx, raw, by=person)
        await effects.enqueue(tx, "slack.tell", {**where, "said": said}, lane=f"place:{act.place}")
        return NOTHING

    await desk.once(act, keep)


async def _taken(
    desk: Desk, tx: Transaction, raw: Mapping[str, bytes | None], *, by: PersonId
) -> str:
    """Keep what the files say, if all of it can be read; return what to say."""
    prompts = await own.prompts_in(tx, None, desk.prompts)
    read = []
    for name, content in raw.items():
        if content is None:
            return desk.words("own.unreadable", file=inline(name))
        try:
            read.append(own.read(content, name, prompts=prompts))
        except PromptsInvalid as error:
            return _wrong(desk, error)
    try:
        await own.keep(tx, read, by=by)
    except TooManyTemplates as error:
        return sentence(desk.words, error)
    return desk.words("own.imported", names=view.names_of(read))


def _wrong(desk: Desk, error: PromptsInvalid) -> str:
    file, why = inline(error.file), inline(error.why)
    if error.key:
        return desk.words("own.invalid", file=file, key=inline(error.key), why=why)
    return desk.words("own.invalid_whole", file=file, why=why)


async def _content(desk: Desk, file: Mapping[str, Any]) -> bytes | None:
    address = str(file.get("url_private_download") or file.get("url_private") or "")
    return await slack.fetch(desk.client, address, most=files.MAX_BYTES + 1) if address else None


def _name(file: Mapping[str, Any]) -> str:
    return str(file.get("name") or "")


async def _list(desk: Desk, tx: Transaction, place: PlaceId | None) -> Block:
    found = await templates.known_in(tx, place)
    prompts = await own.prompts_in(tx, place, desk.prompts)
    kept = [
        view.Kept((prompts.agendas if one.kind == "agenda" else prompts.models)[one.key], one)
        for one in found
    ]
    names = await mentions(tx, (one.person for one in found))
    return view.listed(kept, words=desk.words, names=names)
