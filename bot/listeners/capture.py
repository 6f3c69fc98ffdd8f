"""One-liners: kept word for word where they are said, confirmed with one tap."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from bot.desk import Desk
from bot.errors import FormTampered, MembersUnknown, NothingSaid, SaidByApp, SentenceTooLong
from bot.forms import CaptureForm
from bot.listeners.acts import Act, Click, Command, Pick, Submission
from bot.listeners.captured import about, captured_in, card_of, check_choice, choices, in_window
from bot.listeners.membership import check_inside, check_open
from bot.listeners.reply import Reply, errors, open_above, replaced, show, tell
from bot.listeners.whence import opened_in, places, whence
from bot.views import blocks
from bot.views import capture as view
from bot.views.blocks import Block
from bot.views.text import unescaped, unquoted
from knowledge.answers.capture import Proposal
from knowledge.identity import PersonId, PlaceId, within
from knowledge.index import announcing
from knowledge.ledger import Transaction, people
from knowledge.records import store
from knowledge.records.models.one_liners import Match, OneLiner
from knowledge.records.models.terms import TEXT_LIMIT
from knowledge.records.refs import Kind, Ref
from knowledge.records.store import Version
from workshops.engine.text import clean

Changed = Callable[[OneLiner], OneLiner]


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


async def right(desk: Desk, click: Click) -> Reply:
    """Confirm whom the sentence is about; from now on it counts as evidence."""
    return await _change_by_click(
        desk,
        click,
        lambda body: body.model_copy(
            update={"match": body.match.model_copy(update={"confirmed": True})}
        ),
        reason="confirmed",
    )


async def undo(desk: Desk, click: Click) -> Reply:
    """Take the sentence back."""
    return await _change_by_click(
        desk, click, lambda body: body.model_copy(update={"withdrawn": True}), reason="withdrawn"
    )


async def restore(desk: Desk, click: Click) -> Reply:
    """Keep it after all."""
    return await _change_by_click(
        desk, click, lambda body: body.model_copy(update={"withdrawn": False}), reason="corrected"
    )


async def change_form(desk: Desk, click: Click) -> Reply:
    """Ask whom the sentence is about."""
    place = await whence(desk, click)
    seen_from = within(place)
    async with desk.ledger.reading(click.workspace) as tx:
        version = await _own(tx, click, click.value)
        captured = await captured_in(tx, version)
        personas, stages = await choices(desk, tx, places=seen_from)
    form = view.change(
        captured, words=desk.words, personas=personas, stages=stages,
        form=CaptureForm(place=place or "", one_liner=captured.ref, card=_card_at(click)),
    )  # fmt: skip
    return open_above(click, form)


async def change(desk: Desk, submission: Submission) -> Reply:
    """Correct whom the sentence is about; that confirms it as well."""
    form, filled = CaptureForm.read(submission.view.metadata), submission.view
    persona, stage = Ref.parse(filled.choice("persona")), filled.choice("stage")
    seen_from = await places(desk, submission)
    async with desk.ledger.reading(submission.workspace) as tx:
        await check_choice(tx, persona, stage, places=seen_from)
    return await _change_by_form(
        desk, submission, form, lambda body: about(body, str(persona), stage=stage)
    )


async def customer_form(desk: Desk, click: Click) -> Reply:
    """Ask at which customer it was heard."""
    place = await whence(desk, click)
    async with desk.ledger.reading(click.workspace) as tx:
        captured = await captured_in(tx, await _own(tx, click, click.value))
    about = CaptureForm(place=place or "", one_liner=captured.ref, card=_card_at(click))
    form = view.customer(captured, words=desk.words, form=about)
    return open_above(click, form)


async def customer(desk: Desk, submission: Submission) -> Reply:
    """Keep at which customer it was heard."""
    form = CaptureForm.read(submission.view.metadata)
    name = clean(" ".join(submission.view.text("customer").split()), limit=view.LONGEST_CUSTOMER)
    return await _change_by_form(
        desk, submission, form, lambda body: body.model_copy(update={"customer": name})
    )


async def _change_by_click(desk: Desk, click: Click, changed: Changed, *, reason: str) -> Reply:
    place = await whence(desk, click)

    async def act(tx: Transaction, person: PersonId) -> Reply:
        card = await _changed(desk, tx, click, click.value, changed, reason=reason)
        return Reply(refresh=in_window(desk, card, place)) if click.view else Reply(replace=card)

    return await desk.once(click, act)


async def _change_by_form(
    desk: Desk, submission: Submission, form: CaptureForm, changed: Changed
) -> Reply:
    async def act(tx: Transaction, person: PersonId) -> Reply:
        card = await _changed(desk, tx, submission, form.one_liner, changed, reason="corrected")
        if form.card:
            return replaced(card, form.card)
        return show(in_window(desk, card, PlaceId(form.place)))

    return await desk.once(submission, act)


async def _changed(
    desk: Desk, tx: Transaction, act: Act, ref: str, changed: Changed, *, reason: str
) -> Block:
    version = await _own(tx, act, ref)
    assert isinstance(version.body, OneLiner)
    body = changed(version.body)
    person = await people.of(tx, act.user)
    newer = await store.publish(
        tx, version.ref, body, person=person, reason=reason, base=version.number
    )
    await announcing.enqueue(tx)
    return await card_of(desk, tx, newer)


async def _own(tx: Transaction, act: Act, ref: str) -> Version:
    version = await store.current(tx, Ref.parse(ref))
    history = await store.history(tx, version.ref)
    person = await people.known(tx, act.user)
    if not isinstance(version.body, OneLiner) or history[-1].person != person:
        raise FormTampered
    return version


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


def _card_at(click: Click) -> str:
    """Return where the card stands that somebody changes; "" for a window."""
    return "" if click.view else click.response_url
