"""What is said in channels, threads and direct messages, and other events.

A delivery that concerns nobody writes nothing: it is looked at in a reading transaction first.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import structlog

from bot.desk import Desk
from bot.errors import EXPECTED, sentence
from bot.listeners import answers, known, own, records
from bot.listeners.acts import Act, Payload
from bot.listeners.naming import lone
from bot.listeners.reply import NOTHING, Reply
from bot.listeners.said import CHANGED, DELETED, OURS, by_person, thread_below
from bot.views import help
from bot.views.text import unescaped
from knowledge.identity import PersonId, PlaceId, WorkspaceId
from knowledge.ledger import Transaction, deliveries, effects, people, questions
from knowledge.ledger import workshops as rows
from workshops.engine.commands import DeleteReply, RecordReply
from workshops.engine.state import WorkshopId
from workshops.errors import NoteEmpty, RepliesNotTaken, WorkshopError

log = structlog.get_logger()


async def heard(desk: Desk, body: Payload) -> None:
    """Hear a message: a note in a workshop's thread, or a question in a direct message."""
    event = body["event"]
    if event.get("channel_type") == "im" and not await _rehearsed(desk, body, event):
        await _direct(desk, body, event)
    elif event.get("subtype") == CHANGED:
        await _edited(desk, body, event)
    elif event.get("subtype") == DELETED:
        await _deleted(desk, body, event)
    elif event.get("subtype") in OURS and _by_person(desk, event) and not _asks(desk, event):
        await _said(desk, body, event)


async def mentioned(desk: Desk, body: Payload) -> None:
    """Answer a mention; only the asker sees it."""
    event = body["event"]
    if not _by_person(desk, event):
        return
    act = _act(body, event["user"], event["channel"])
    if body.get("is_ext_shared_channel") or (await desk.directory.place(event["channel"])).outside:
        await _tell_asker(desk, act, desk.words("answer.outside"), where=_where(event))
        return
    question = unescaped(event.get("text", "").replace(f"<@{desk.bot_user}>", " ")).strip()
    await _answer(desk, act, question, where=_where(event))


async def home_opened(desk: Desk, body: Payload) -> None:
    """Draw the person's Home anew."""
    event = body["event"]
    if event.get("tab") == "home":
        await _enqueue(desk, _act(body, event["user"], None), "slack.home", {"user": event["user"]})


async def missed(
    desk: Desk, workspace: WorkspaceId, row: rows.Row, message: Mapping[str, Any]
) -> bool:
    """Record a reply that was read from the thread; say whether it could be a note."""
    if not _by_person(desk, message) or _asks(desk, message):
        return False
    version = (message.get("edited") or {}).get("ts") or message["ts"]
    async with desk.ledger.transaction(workspace) as tx:
        command = RecordReply(
            workshop=WorkshopId(row.id),
            at=tx.now,
            by=await people.of(tx, message["user"]),
            source=message["ts"],
            version=version,
            text=unescaped(message.get("text", "")),
        )
        await _handled(desk, tx, command.workshop, command)
    return True


async def standing(desk: Desk, tx: Transaction, row: rows.Row) -> frozenset[str]:
    """Return the replies of a workshop that are recorded and not deleted."""
    state = await desk.workshops.load(tx, row.id)
    return frozenset(ts for ts, reply in state.replies.items() if not reply.deleted)


async def vanished(desk: Desk, workspace: WorkspaceId, row: rows.Row, source: str) -> None:
    """Forget a recorded reply that was deleted while nobody told us."""
    async with desk.ledger.transaction(workspace) as tx:
        command = DeleteReply(
            workshop=WorkshopId(row.id), at=tx.now, by=row.facilitator, source=source
        )
        await _handled(desk, tx, command.workshop, command)


async def _rehearsed(desk: Desk, body: Payload, event: Payload) -> bool:
    """Say whether a direct message stands below the board of a rehearsal."""
    message = event.get("message") or event.get("previous_message") or event
    return await _workshop_of(desk, body, {**message, "channel": event["channel"]}) is not None


async def _direct(desk: Desk, body: Payload, event: Payload) -> None:
    if event.get("subtype") not in OURS or not _by_person(desk, event):
        return
    act = _act(body, event["user"], event["channel"])
    if files := own.yaml_files(event):
        await _imported(desk, act, files, where={**_where(event), "direct": True})
        return
    if question := unescaped(event.get("text", "")).strip():
        await _answer(desk, act, question, where={**_where(event), "direct": True})


async def _imported(
    desk: Desk, act: Act, files: Sequence[Payload], *, where: Mapping[str, Any]
) -> None:
    try:
        await own.imported(desk, act, files, where=where)
    except EXPECTED as error:
        await _tell_asker(desk, act, sentence(desk.words, error), where=where)


async def _answer(desk: Desk, act: Act, question: str, *, where: Mapping[str, Any]) -> None:
    if not question or help.wanted(question, desk.words):
        await _enqueue(desk, act, "slack.tell_help", where)
        return
    if help.thanked(question, desk.words):
        await _tell_asker(desk, act, desk.words("help.gladly"), where=where)
        return
    try:
        if lone(question):
            await _show(desk, act, lone(question), where=where)
            return
        found = await known.asked(desk, act, question, thread=where.get("thread") or "")
        if found is None:
            alone = bool(where.get("direct"))
            found = await answers.find_following(desk, act, question, conversation=alone)
    except EXPECTED as error:
        log.info("question.refused", why=type(error).__name__)
        await _tell_asker(desk, act, sentence(desk.words, error), where=where)
        return

    answer = found.model_dump(mode="json")

    async def keep(tx: Transaction, person: PersonId) -> Reply:
        number = await questions.add(tx, person, question=question, answer=answer)
        args = {**where, "question": number}
        await effects.enqueue(tx, "slack.answer", args, lane=f"place:{act.place}")
        return NOTHING

    await desk.once(act, keep)


async def _show(desk: Desk, act: Act, ref: str, *, where: Mapping[str, Any]) -> None:
    """Show the record that was named, or its version, to whoever named it."""
    await answers.check_inside(desk, act.user)
    seen_from = frozenset({act.place}) if act.place else frozenset[PlaceId]()
    async with desk.ledger.reading(act.workspace) as tx:
        await records.seen(tx, ref, places=seen_from)
    await _enqueue(desk, act, "slack.record", {**where, "ref": ref})


async def _said(desk: Desk, body: Payload, event: Payload) -> None:
    workshop = await _workshop_of(desk, body, event)
    if workshop is None:
        return

    async def record(tx: Transaction, person: PersonId) -> Reply:
        command = RecordReply(
            workshop=workshop,
            at=tx.now,
            by=person,
            source=event["ts"],
            version=event["ts"],
            text=unescaped(event.get("text", "")),
        )
        await _handled(desk, tx, workshop, command)
        return NOTHING

    await desk.once(_act(body, event["user"], event["channel"]), record)


async def _edited(desk: Desk, body: Payload, event: Payload) -> None:
    message, before = event.get("message") or {}, event.get("previous_message") or {}
    if not _by_person(desk, message) or message.get("text") == before.get("text"):
        return
    if message.get("subtype") == "tombstone":
        await _deleted(desk, body, {**event, "deleted_ts": message["ts"]})
        return
    if _asks(desk, message) and _asks(desk, before):
        # A question, with a slip mended: it never was a note.
        return
    workshop = await _workshop_of(desk, body, {**message, "channel": event["channel"]})
    if workshop is None:
        return
    edited = (message.get("edited") or {}).get("ts") or event["ts"]

    async def record(tx: Transaction, person: PersonId) -> Reply:
        command = RecordReply(
            workshop=workshop,
            at=tx.now,
            by=person,
            source=message["ts"],
            version=edited,
            text=unescaped(message.get("text", "")),
        )
        await _handled(desk, tx, workshop, command)
        return NOTHING

    await desk.once(_act(body, message["user"], event["channel"]), record)


async def _deleted(desk: Desk, body: Payload, event: Payload) -> None:
    before = event.get("previous_message") or {}
    workshop = await _workshop_of(desk, body, {**before, "channel": event["channel"]})
    if workshop is None or not _by_person(desk, before):
        return

    async def forget(tx: Transaction, person: PersonId) -> Reply:
        source = event.get("deleted_ts") or before["ts"]
        command = DeleteReply(workshop=workshop, at=tx.now, by=person, source=source)
        await _handled(desk, tx, workshop, command)
        return NOTHING

    await desk.once(_act(body, before["user"], event["channel"]), forget)


async def _handled(
    desk: Desk, tx: Transaction, workshop: WorkshopId, command: RecordReply | DeleteReply
) -> None:
    try:
        await desk.workshops.handle(tx, workshop, command)
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
    if await deliveries.answered(tx, key) is not None:
        return
    await deliveries.record(tx, key, None)
    args = {
        "user": await people.outside(tx, command.by),
        "place": row.place,
        "thread": row.board_ts,
        "said": sentence(desk.words, why),
    }
    await effects.enqueue(tx, "slack.tell", args, lane=f"place:{row.place}")


async def _workshop_of(desk: Desk, body: Payload, message: Payload) -> WorkshopId | None:
    thread = thread_below(message, place=message["channel"])
    if thread is None:
        return None
    async with desk.ledger.reading(WorkspaceId(body["team_id"])) as tx:
        row = await rows.by_board(tx, *thread)
    return WorkshopId(row.id) if row else None


async def _tell_asker(desk: Desk, act: Act, said: str, *, where: Mapping[str, Any]) -> None:
    await _enqueue(desk, act, "slack.tell", {**where, "said": said})


async def _enqueue(desk: Desk, act: Act, kind: str, args: Mapping[str, Any]) -> None:
    async def enqueue(tx: Transaction, person: PersonId) -> Reply:
        lane = f"place:{act.place}" if act.place else f"person:{act.user}"
        coalesce = f"{kind}:{act.user}" if kind == "slack.home" else None
        await effects.enqueue(tx, kind, args, lane=lane, coalesce=coalesce)
        return NOTHING

    await desk.once(act, enqueue)


def _act(body: Payload, user: str, channel: str | None) -> Act:
    return Act(
        workspace=WorkspaceId(body["team_id"]),
        user=user,
        place=PlaceId(channel) if channel else None,
        key=f"event:{body['event_id']}",
    )


def _where(event: Payload) -> dict[str, Any]:
    return {"place": event["channel"], "user": event["user"], "thread": event.get("thread_ts")}


def _asks(desk: Desk, message: Payload) -> bool:
    """Say whether a message is meant for the bot: then it arrives as a mention as well."""
    return f"<@{desk.bot_user}>" in (message.get("text") or "")


def _by_person(desk: Desk, message: Payload) -> bool:
    return by_person(message, bot_user=desk.bot_user)
