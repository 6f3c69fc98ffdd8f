"""What happens to channels in which workshops go on."""

from collections.abc import Mapping

from bot.desk import Desk
from bot.errors import PlaceUnknown
from bot.listeners import acts
from bot.listeners.acts import Act, Payload
from bot.listeners.reply import NOTHING, Reply
from knowledge.identity import PersonId, PlaceId, WorkspaceId
from knowledge.ledger import Transaction, people
from knowledge.ledger import workshops as rows
from workshops import reactions
from workshops.engine.commands import LeavePerson, NotePlace
from workshops.engine.events import PlaceIs

MEANS: Mapping[str, PlaceIs] = {
    "channel_archive": "archived",
    "channel_deleted": "deleted",
    "channel_left": "left",
    "channel_shared": "shared",
    "channel_unarchive": "back",
    "channel_unshared": "unshared",
    "group_archive": "archived",
    "group_deleted": "deleted",
    "group_left": "left",
    "group_unarchive": "back",
}


async def changed(desk: Desk, body: Payload) -> None:
    """Look the channel up anew next time, and let its workshop know."""
    event = body["event"]
    await _noticed(desk, body, PlaceId(event["channel"]), MEANS[event["type"]])


async def joined(desk: Desk, body: Payload) -> None:
    """Somebody came into a channel; where it is us, its workshop goes on."""
    event = body["event"]
    desk.directory.forget_place(event["channel"])
    if event["user"] == desk.bot_user:
        await _noticed(desk, body, PlaceId(event["channel"]), "back")


async def left(desk: Desk, body: Payload) -> None:
    """Somebody went out of a channel, and so out of its workshop; what they wrote stays."""
    event, place = body["event"], PlaceId(body["event"]["channel"])
    desk.directory.forget_place(place)
    workspace = WorkspaceId(body["team_id"])
    async with desk.ledger.reading(workspace) as tx:
        known = await people.known(tx, event["user"])
        if known is None or not await rows.active_in(tx, place):
            return

    async def leave(tx: Transaction, person: PersonId) -> Reply:
        for row in await rows.active_in(tx, place):
            state = await desk.workshops.load(tx, row.id)
            command = LeavePerson(workshop=state.id, at=tx.now, by=person, person=person)
            await desk.workshops.handle(tx, command)
        return NOTHING

    await desk.once(acts.event(body, user=event["user"], place=place), leave)


async def check_private(desk: Desk, act: Act, workshop: str) -> None:
    """Let a workshop know that its channel is private by now, before it goes on record.

    Raises:
        PlaceUnknown: Slack does not say what the channel is, and it could be private by now.
    """
    async with desk.ledger.reading(act.workspace) as tx:
        row = await rows.get(tx, workshop)
        state = await desk.workshops.load(tx, workshop)
    if state.visibility is not None or state.away == "deleted":
        return
    # What is remembered may be from before; this once, and for good, it has to be true.
    desk.directory.forget_place(state.place)
    place = await desk.directory.place(state.place)
    if not place.known:
        raise PlaceUnknown
    if place.private:
        async with desk.ledger.transaction(act.workspace) as tx:
            await note_place(desk, tx, row, "private")


async def _noticed(desk: Desk, body: Payload, place: PlaceId, what: PlaceIs) -> None:
    desk.directory.forget_place(place)
    async with desk.ledger.reading(WorkspaceId(body["team_id"])) as tx:
        if await rows.latest_in(tx, place) is None:
            return

    async def note(tx: Transaction, _: PersonId) -> Reply:
        for row in await rows.active_in(tx, place):
            await note_place(desk, tx, row, what)
        latest = await rows.latest_in(tx, place)
        if what == "back" and latest is not None:
            # One that ended meanwhile has a board that still says otherwise.
            await reactions.enqueue_board(tx, await desk.workshops.load(tx, latest.id))
        return NOTHING

    await desk.once(acts.event(body, user=desk.bot_user, place=place), note)


async def note_place(desk: Desk, tx: Transaction, row: rows.Row, what: PlaceIs) -> None:
    """Let a workshop know what became of its channel."""
    state = await desk.workshops.load(tx, row.id)
    command = NotePlace(workshop=state.id, at=tx.now, by=state.facilitator, what=what)
    await desk.workshops.handle(tx, command)
