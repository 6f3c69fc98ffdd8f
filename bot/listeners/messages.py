"""What is said to the bot: in a direct message, or with its name; replies go to their workshop."""

from collections.abc import Mapping, Sequence
from typing import Any

import structlog

from bot.desk import Desk
from bot.errors import EXPECTED
from bot.errors import sentence as sentence_of
from bot.listeners import acts, answers, capture, known, own, replies, versions
from bot.listeners.acts import Act, Payload
from bot.listeners.membership import check_inside
from bot.listeners.naming import lone
from bot.listeners.reply import NOTHING, Reply
from bot.listeners.said import OURS, by_person
from bot.listeners.verbs import noted
from bot.views import help
from bot.views.text import unescaped
from knowledge.identity import PersonId, within
from knowledge.ledger import Transaction, effects, questions
from knowledge.records.visible import seen

log = structlog.get_logger()


async def heard(desk: Desk, body: Payload) -> None:
    """Hear a message: a note in a workshop's thread, or a question in a direct message."""
    event = body["event"]
    workshop = await replies.workshop_of(desk, body)
    if workshop is not None:
        await replies.heard(desk, body, workshop)
    elif event.get("channel_type") == "im":
        await _direct(desk, body, event)


async def mentioned(desk: Desk, body: Payload) -> None:
    """Answer a mention, or keep what `note: …` says in it; only who typed it sees what follows."""
    event = body["event"]
    if not by_person(event, bot_user=desk.bot_user):
        return
    act = acts.event(body, user=event["user"], place=event["channel"])
    if body.get("is_ext_shared_channel") or (await desk.directory.place(event["channel"])).outside:
        await _tell_asker(desk, act, desk.words("answer.outside"), where=_where(event))
        return
    question = unescaped(event.get("text", "").replace(f"<@{desk.bot_user}>", " ")).strip()
    await _kept_or_answered(desk, act, question, where=_where(event))


async def home_opened(desk: Desk, body: Payload) -> None:
    """Draw the person's Home anew."""
    event = body["event"]
    if event.get("tab") == "home":
        act = acts.event(body, user=event["user"])
        await _enqueue(desk, act, "slack.home", {"user": act.user})


async def _direct(desk: Desk, body: Payload, event: Payload) -> None:
    if event.get("subtype") not in OURS or not by_person(event, bot_user=desk.bot_user):
        return
    act = acts.event(body, user=event["user"], place=event["channel"])
    if files := own.yaml_files(event):
        await _imported(desk, act, files, where={**_where(event), "direct": True})
        return
    question, where = unescaped(event.get("text", "")).strip(), {**_where(event), "direct": True}
    if question:
        await _kept_or_answered(desk, act, question, where=where)


async def _kept_or_answered(desk: Desk, act: Act, said: str, *, where: Mapping[str, Any]) -> None:
    sentence = noted(said)
    if sentence is None:
        await _answer(desk, act, said, where=where)
    else:
        await _kept(desk, act, sentence, where=where)


async def _kept(desk: Desk, act: Act, sentence: str, *, where: Mapping[str, Any]) -> None:
    if not sentence:
        await _tell_asker(desk, act, desk.words("capture.empty"), where=where)
        return
    try:
        await capture.said(desk, act, sentence, where=where)
    except EXPECTED as error:
        await _tell_asker(desk, act, sentence_of(desk.words, error), where=where)


async def _imported(
    desk: Desk, act: Act, files: Sequence[Payload], *, where: Mapping[str, Any]
) -> None:
    try:
        await own.imported(desk, act, files, where=where)
    except EXPECTED as error:
        await _tell_asker(desk, act, sentence_of(desk.words, error), where=where)


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
        if changed := await versions.asked(desk, act, question):
            await _enqueue(desk, act, "slack.history", {**where, "ref": changed})
            return
        found = await known.asked(desk, act, question, thread=where.get("thread") or "")
        if found is None:
            alone = bool(where.get("direct"))
            found = await answers.find_following(desk, act, question, conversation=alone)
    except EXPECTED as error:
        log.info("question.refused", why=type(error).__name__)
        await _tell_asker(desk, act, sentence_of(desk.words, error), where=where)
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
    await check_inside(desk, act.user)
    seen_from = within(act.place)
    async with desk.ledger.reading(act.workspace) as tx:
        await seen(tx, ref, places=seen_from)
    await _enqueue(desk, act, "slack.record", {**where, "ref": ref})


async def _tell_asker(desk: Desk, act: Act, said: str, *, where: Mapping[str, Any]) -> None:
    await _enqueue(desk, act, "slack.tell", {**where, "said": said})


async def _enqueue(desk: Desk, act: Act, kind: str, args: Mapping[str, Any]) -> None:
    async def enqueue(tx: Transaction, person: PersonId) -> Reply:
        lane = f"place:{act.place}" if act.place else f"person:{act.user}"
        coalesce = f"{kind}:{act.user}" if kind == "slack.home" else None
        await effects.enqueue(tx, kind, args, lane=lane, coalesce=coalesce)
        return NOTHING

    await desk.once(act, enqueue)


def _where(event: Payload) -> dict[str, Any]:
    return {"place": event["channel"], "user": event["user"], "thread": event.get("thread_ts")}
