"""One-liners set right by who kept them, with one tap: whom they are about, or that they go."""

from collections.abc import Callable

from bot.desk import Desk
from bot.errors import FormTampered
from bot.forms import CaptureForm
from bot.listeners.acts import Act, Click, Submission
from bot.listeners.captured import about, captured_in, card_of, check_choice, choices, in_window
from bot.listeners.reply import Reply, open_above, replaced, show
from bot.listeners.whence import places, whence
from bot.views import capture as view
from bot.views.blocks import Block
from knowledge.identity import PersonId, PlaceId, within
from knowledge.index import announcing
from knowledge.ledger import Transaction, people
from knowledge.records import store
from knowledge.records.models.one_liners import OneLiner
from knowledge.records.refs import Ref
from knowledge.records.store import Version
from workshops.engine.text import clean

Changed = Callable[[OneLiner], OneLiner]


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
        card = await _changed(desk, tx, click, ref=click.value, changed=changed, reason=reason)
        return Reply(refresh=in_window(desk, card, place)) if click.view else Reply(replace=card)

    return await desk.once(click, act)


async def _change_by_form(
    desk: Desk, submission: Submission, form: CaptureForm, changed: Changed
) -> Reply:
    async def act(tx: Transaction, person: PersonId) -> Reply:
        card = await _changed(
            desk, tx, submission, ref=form.one_liner, changed=changed, reason="corrected"
        )
        if form.card:
            return replaced(card, form.card)
        return show(in_window(desk, card, PlaceId(form.place)))

    return await desk.once(submission, act)


async def _changed(
    desk: Desk, tx: Transaction, act: Act, *, ref: str, changed: Changed, reason: str
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


def _card_at(click: Click) -> str:
    """Return where the card stands that somebody changes; "" for a window."""
    return "" if click.view else click.response_url
