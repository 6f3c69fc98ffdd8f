"""Replies below a workshop's board: said, edited, deleted, or read in the thread later on.

A delivery that concerns nobody writes nothing: it is looked at in a reading transaction first.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.desk import Desk
from bot.errors import sentence
from bot.listeners import acts
from bot.listeners.acts import Payload
from bot.listeners.reply import NOTHING, Reply
from bot.listeners.said import CHANGED, DELETED, OURS, asks, by_person, thread_of
from bot.views.text import unescaped
from knowledge.identity import PersonId, WorkspaceId
from knowledge.ledger import JSON, Transaction, deliveries, effects, people
from knowledge.ledger import workshops as rows
from workshops.engine.commands import DeleteReply, RecordReply
from workshops.engine.state import WorkshopId
from workshops.errors import NoteEmpty, RepliesNotTaken, WorkshopError


async def workshop_of(desk: Desk, body: Payload) -> WorkshopId | None:
    """Return the workshop below whose board a message stands or stood; None for any other."""
    thread = thread_of(body["event"])
    if thread is None:
        return None
    async with desk.ledger.reading(WorkspaceId(body["team_id"])) as tx:
        row = await rows.by_board(tx, *thread)
    return WorkshopId(row.id) if row else None


async def heard(desk: Desk, body: Payload, workshop: WorkshopId) -> None:
    """Hear a reply of *workshop*, or what became of one."""
    event = body["event"]
    if event.get("subtype") == CHANGED:
        await _edited(desk, body, workshop)
    elif event.get("subtype") == DELETED:
        await _deleted(desk, body, workshop, source=event.get("deleted_ts"))
    elif event.get("subtype") in OURS and _by_person(desk, event) and not _asks(desk, event):
        await _said(desk, body, workshop, event, version=event["ts"])


async def missed(
    desk: Desk, workspace: WorkspaceId, row: rows.Row, message: Mapping[str, Any]
) -> None:
    """Record a reply that was read from the thread, if it could be a note."""
    if not _by_person(desk, message) or _asks(desk, message):
        return
    version = (message.get("edited") or {}).get("ts") or message["ts"]
    async with desk.ledger.transaction(workspace) as tx:
        by = await people.of(tx, message["user"])
        await _record(desk, tx, WorkshopId(row.id), message, by=by, version=version)


async def standing(desk: Desk, tx: Transaction, row: rows.Row) -> frozenset[str]:
    """Return the replies of a workshop that are recorded and not deleted."""
    state = await desk.workshops.load(tx, row.id)
    return frozenset(ts for ts, reply in state.replies.items() if not reply.deleted)


def unheard(letters: Iterable[JSON], row: rows.Row) -> frozenset[str]:
    """Return the replies of a workshop that were delivered and are not recorded yet.

    One that is gone by now would be recorded when nobody looks any more.
    """
    events = (letter.get("event") for letter in letters if isinstance(letter, dict))
    here = (row.place, row.board_ts)
    return frozenset(
        str(event.get("ts"))
        for event in events
        if isinstance(event, dict) and event.get("subtype") in OURS and thread_of(event) == here
    )


async def vanished(desk: Desk, workspace: WorkspaceId, row: rows.Row, source: str) -> None:
    """Forget a reply that was deleted while nobody told us."""
    async with desk.ledger.transaction(workspace) as tx:
        await _forget(desk, tx, WorkshopId(row.id), by=row.facilitator, source=source)


async def _edited(desk: Desk, body: Payload, workshop: WorkshopId) -> None:
    event = body["event"]
    message, before = event.get("message") or {}, event.get("previous_message") or {}
    if not _by_person(desk, message) or message.get("text") == before.get("text"):
        return
    if message.get("subtype") == "tombstone":
        await _deleted(desk, body, workshop, source=message["ts"])
    elif not (_asks(desk, message) and _asks(desk, before)):
        # A question with a slip mended is no note; it never was one.
        version = (message.get("edited") or {}).get("ts") or event["ts"]
        await _said(desk, body, workshop, message, version=version)


async def _said(
    desk: Desk, body: Payload, workshop: WorkshopId, message: Payload, *, version: str
) -> None:
    async def record(tx: Transaction, person: PersonId) -> Reply:
        await _record(desk, tx, workshop, message, by=person, version=version)
        return NOTHING

    place = body["event"]["channel"]
    await desk.once(acts.event(body, user=message["user"], place=place), record)


async def _deleted(desk: Desk, body: Payload, workshop: WorkshopId, *, source: str | None) -> None:
    before = body["event"].get("previous_message") or {}
    if not _by_person(desk, before):
        return

    async def forget(tx: Transaction, person: PersonId) -> Reply:
        await _forget(desk, tx, workshop, by=person, source=source or before["ts"])
        return NOTHING

    place = body["event"]["channel"]
    await desk.once(acts.event(body, user=before["user"], place=place), forget)


async def _record(
    desk: Desk,
    tx: Transaction,
    workshop: WorkshopId,
    message: Payload,
    *,
    by: PersonId,
    version: str,
) -> None:
    text = unescaped(message.get("text", ""))
    command = RecordReply(
        workshop=workshop, at=tx.now, by=by, source=message["ts"], version=version, text=text
    )
    await _handled(desk, tx, command)


async def _forget(
    desk: Desk, tx: Transaction, workshop: WorkshopId, *, by: PersonId, source: str
) -> None:
    await _handled(desk, tx, DeleteReply(workshop=workshop, at=tx.now, by=by, source=source))


async def _handled(desk: Desk, tx: Transaction, command: RecordReply | DeleteReply) -> None:
    try:
        await desk.workshops.handle(tx, command)
    except (NoteEmpty, RepliesNotTaken):
        # Nothing to keep: a sticker, or talk beside the review, which takes no notes.
        return
    except WorkshopError as error:
        await _tell(desk, tx, command, why=error)


async def _tell(
    desk: Desk, tx: Transaction, command: RecordReply | DeleteReply, *, why: WorkshopError
) -> None:
    """Say it in private: the reply is there for all to see and can't be refused any more."""
    row = await rows.get(tx, command.workshop)
    version = command.version if isinstance(command, RecordReply) else "deleted"
    # Once for good: after each time away the thread is read again, with what was refused.
    key = f"told:{row.place}:{command.source}:{version}"
    if not await deliveries.first(tx, key):
        return
    args = {
        "user": await people.outside(tx, command.by),
        "place": row.place,
        "thread": row.board_ts,
        "said": sentence(desk.words, why),
    }
    await effects.enqueue(tx, "slack.tell", args, lane=f"place:{row.place}")


def _asks(desk: Desk, message: Payload) -> bool:
    return asks(message, bot_user=desk.bot_user)


def _by_person(desk: Desk, message: Payload) -> bool:
    return by_person(message, bot_user=desk.bot_user)
