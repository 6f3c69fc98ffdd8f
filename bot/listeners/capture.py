"""One-liners: kept word for word where they are said."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from bot.desk import Desk
from bot.errors import MembersUnknown, NothingSaid, SaidByApp, SentenceTooLong
from bot.listeners.acts import Act, Command, Pick, Submission
from bot.listeners.captured import card_of, in_window
from bot.listeners.membership import check_inside, check_open
from bot.listeners.reply import NOTHING, Reply, errors, show, tell
from bot.listeners.whence import opened_in
from bot.views import blocks
from bot.views.text import unescaped, unquoted
from knowledge.answers.capture import Proposal
from knowledge.identity import PersonId, PlaceId, within
from knowledge.index import announcing
from knowledge.ledger import Transaction, effects, people
from knowledge.records import store
from knowledge.records.models.one_liners import Match, OneLiner
from knowledge.records.models.terms import TEXT_LIMIT
from knowledge.records.refs import Kind
from knowledge.records.store import Version


async def note(desk: Desk, command: Command, text: str) -> Reply:
    """Keep what `/journey note …` says."""
    sentence = unquoted(text)
    if not sentence:
        return tell(blocks.line(desk.words("capture.empty")))
    found = await _likeliest(desk, command, sentence)
    seen_in = await _seen_in(desk, command, own_words=True)

    async def keep(tx: Transaction, person: PersonId) -> Reply:
        body = _one_liner(sentence, person, tx, place=command.place, match=found.match)
        version = await _publish(tx, body, person, seen_in=seen_in)
        return tell(await card_of(desk, tx, version, similar=found.similar))

    return await desk.once(command, keep)


async def said(desk: Desk, act: Act, sentence: str, *, where: Mapping[str, Any]) -> None:
    """Keep what `note: …` says in a direct message or a mention; only its author sees the card."""
    found = await _likeliest(desk, act, sentence)
    seen_in = await _seen_in(desk, act, own_words=True)

    async def keep(tx: Transaction, person: PersonId) -> Reply:
        body = _one_liner(sentence, person, tx, place=act.place, match=found.match)
        version = await _publish(tx, body, person, seen_in=seen_in)
        similar = next((one.record for one in found.similar), "")
        args = {**where, "ref": str(version.ref), "similar": similar}
        await effects.enqueue(tx, "slack.captured", args, lane=f"place:{act.place}")
        return NOTHING

    await desk.once(act, keep)


async def from_message(desk: Desk, pick: Pick) -> Reply:
    """Keep a message's text: the shortcut "Save as one-liner"."""
    sentence = unquoted(unescaped(pick.text))
    if not pick.author:
        raise SaidByApp
    if not sentence:
        raise NothingSaid
    found = await _likeliest(desk, pick, sentence)
    seen_in = await _seen_in(desk, pick, own_words=False)

    async def keep(tx: Transaction, person: PersonId) -> Reply:
        author = await people.of(tx, pick.author)
        link = desk.permalink(pick.place, pick.message_ts) if pick.place else None
        body = _one_liner(sentence, author, tx, place=pick.place, match=found.match, link=link)
        version = await _publish(tx, body, person, seen_in=seen_in)
        return Reply(whisper=await card_of(desk, tx, version, similar=found.similar))

    return await desk.once(pick, keep)


async def from_form(desk: Desk, submission: Submission) -> Reply:
    """Keep a sentence that was typed into the form; the card follows in the same window.

    Where Slack doesn't say who is in its channel, the window counts: it was opened there.

    Raises:
        NotInPlace: It was opened in a channel that they are not in any more.
    """
    sentence = unquoted(submission.view.text("sentence"))
    if not sentence:
        return errors({"sentence": desk.words("errors.note_empty")})
    place = opened_in(submission)
    if place:
        with suppress(MembersUnknown):
            await check_open(desk, submission, place)
    said = replace(submission, place=place)
    found = await _likeliest(desk, said, sentence)
    seen_in = await _seen_in(desk, said, own_words=True)

    async def keep(tx: Transaction, person: PersonId) -> Reply:
        body = _one_liner(sentence, person, tx, place=place, match=found.match)
        version = await _publish(tx, body, person, seen_in=seen_in)
        return show(in_window(desk, await card_of(desk, tx, version, similar=found.similar), place))

    return await desk.once(submission, keep)


async def _likeliest(desk: Desk, act: Act, sentence: str) -> Proposal:
    if len(sentence) > TEXT_LIMIT:
        raise SentenceTooLong(len(sentence), limit=TEXT_LIMIT)
    await check_inside(desk, act.user)
    seen_from = within(act.place)
    async with desk.ledger.reading(act.workspace) as tx:
        return await desk.capture.likeliest(tx, sentence, places=seen_from, place=act.place)


def _one_liner(
    sentence: str,
    heard_by: PersonId,
    tx: Transaction,
    *,
    place: PlaceId | None,
    match: Match,
    link: str | None = None,
) -> OneLiner:
    return OneLiner(
        sentence=sentence, heard_by=heard_by, heard_at=tx.now, place=place, match=match, link=link
    )


async def _seen_in(desk: Desk, act: Act, *, own_words: bool) -> PlaceId | None:
    """Return where a sentence stays when it was said in private; None for the workspace.

    What somebody tells the bot alone, in their own words, is meant for the library.
    """
    if act.place is None:
        return None
    place = await desk.directory.place(act.place)
    alone_with_us = place.direct and own_words
    return act.place if place.private and not alone_with_us else None


async def _publish(
    tx: Transaction, body: OneLiner, person: PersonId, *, seen_in: PlaceId | None
) -> Version:
    ref = await store.new_ref(tx, Kind.ONE_LINER)
    version = await store.publish(
        tx, ref, body, person=person, reason="capture", base=None, visibility=seen_in
    )
    await announcing.enqueue(tx)
    return version
