"""Where a note comes from: given in a form by its author or whoever leads, and taken back."""

from collections.abc import Mapping
from typing import Any

from bot.desk import Desk
from bot.errors import FormTampered, sentence
from bot.forms import SourceForm, WorkshopForm
from bot.listeners.acts import Click, Search, Submission, View
from bot.listeners.membership import check_inside
from bot.listeners.notes import back
from bot.listeners.reply import Reply, back_to, errors
from bot.listeners.review_page import page_of
from bot.listeners.seen_page import seen_of
from bot.listeners.source_form import opened
from bot.listeners.values import one_of
from bot.views import notes, seen, source
from bot.views import sourcing as view
from bot.views.blocks import Block
from bot.views.text import unescaped
from knowledge.identity import PersonId, PlaceId, within
from knowledge.ledger import Transaction, people
from knowledge.records.models.claims import Source
from workshops.engine.commands import GiveSource, TakeSourceBack
from workshops.engine.events import Founds
from workshops.engine.rules import note_of
from workshops.engine.sources import sources_of
from workshops.engine.state import Workshop
from workshops.errors import (
    DayInFuture,
    LinkNotWeb,
    NoSuchOneLiner,
    SourceEmpty,
    SourceTooLong,
    TooManySources,
    WorkshopError,
)
from workshops.sourcing import heard

FIRST = {Source.INTERVIEW: "customer", Source.FRONTLINE: "one_liner"}
"""The field that a form of each kind begins with; else the link."""
MENDED = (SourceEmpty, SourceTooLong, LinkNotWeb, DayInFuture, NoSuchOneLiner, TooManySources)


async def pick(desk: Desk, click: Click) -> Reply:
    """Open the form for one of the reader's own notes."""
    if click.window.callback != seen.CALLBACK:
        raise FormTampered
    from_ = WorkshopForm.read(click.window.metadata)
    form = SourceForm(workshop=from_.workshop, note=click.value, seen=True, page=from_.page)
    inside = (await desk.directory.who(click.user)).inside
    async with desk.ledger.reading(click.workspace) as tx:
        state = await desk.workshops.load(tx, form.workshop)
        person = await people.whoever(tx, click.user)
        asked = await opened(desk, tx, state, form, person=person)
        below = await _returned(desk, tx, state, form, person=person, inside=inside)
    return Reply(push=asked, refresh=below)


async def kind(desk: Desk, click: Click) -> Reply:
    """Ask what the chosen kind of source needs; what is typed already stays."""
    chosen = one_of(view.OFFERED, click.value)
    if chosen is None:
        raise FormTampered
    form = SourceForm.read(click.window.metadata).model_copy(update={"kind": chosen})
    async with desk.ledger.reading(click.workspace) as tx:
        state = await desk.workshops.load(tx, form.workshop)
        person = await people.whoever(tx, click.user)
        return Reply(refresh=await opened(desk, tx, state, form, person=person))


async def one_liners(desk: Desk, search: Search) -> list[Block]:
    """Give the one-liners that what is typed finds; before that, what is nearest to the note."""
    await check_inside(desk, search.user)
    form = SourceForm.read(search.window.metadata)
    async with desk.ledger.reading(search.workspace) as tx:
        state = await desk.workshops.load(tx, form.workshop)
        await opened(desk, tx, state, form, person=await people.whoever(tx, search.user))
        found = await desk.capture.heard(
            tx,
            search.query,
            places=within(state.place),
            near=note_of(state, form.note).text,
        )
    return [view.option(desk.words, str(one.ref), one.body.sentence) for one in found[:100]]


async def give(desk: Desk, submission: Submission) -> Reply:
    """Keep the source and go back to where the form was opened."""
    form, filled = SourceForm.read(submission.view.metadata), submission.view
    if form.kind is Source.FRONTLINE:
        await check_inside(desk, submission.user)
    try:
        typed = _typed(filled, id=desk.new_id("s"))
    except ValueError:
        return errors({"day": desk.words("sourcing.day_garbled")})

    inside = (await desk.directory.who(submission.user)).inside

    async def act(tx: Transaction, person: PersonId) -> Reply:
        state = await desk.workshops.load(tx, form.workshop)
        facts = typed
        if form.kind is Source.FRONTLINE:
            facts = await _heard(tx, submission, place=state.place)
        command = GiveSource(
            workshop=state.id, at=tx.now, by=person, note=form.note,
            source=form.kind, founds=_founds(submission), **facts,
        )  # fmt: skip
        state = (await desk.workshops.handle(tx, command)).state
        stands = sources_of(note_of(state, command.note), command.founds)
        given = [source.told(one, desk.words) for one in stands if one.id == command.id]
        said = (
            desk.words("sourcing.given", source=given[0]) if given else desk.words("dissent.saved")
        )
        page = await _returned(desk, tx, state, form, person=person, inside=inside, said=said)
        return back_to(page or notes.said(said, words=desk.words))

    try:
        return await desk.once(submission, act)
    except MENDED as error:
        return errors(_mend(desk, form, error))


async def take_back(desk: Desk, click: Click) -> Reply:
    """Take a source away; the form stays, with what is typed in it."""
    form = SourceForm.read(click.window.metadata)
    inside = (await desk.directory.who(click.user)).inside

    async def act(tx: Transaction, person: PersonId) -> Reply:
        state = await desk.workshops.load(tx, form.workshop)
        command = TakeSourceBack(
            workshop=state.id, at=tx.now, by=person, note=form.note, source=click.value
        )
        state = (await desk.workshops.handle(tx, command)).state
        below = await _returned(desk, tx, state, form, person=person, inside=inside)
        asked = await opened(desk, tx, state, form, person=person)
        return Reply(refresh=asked, below=below)

    return await desk.once(click, act)


def _typed(filled: View, *, id: str) -> dict[str, Any]:
    """Return what the form says of a source.

    Raises:
        ValueError: Its day is none.
    """
    texts = {what: filled.text(what) for what in ("customer", "link", "quote")}
    return {**texts, "seen_on": filled.day("day"), "id": id}


async def _heard(tx: Transaction, submission: Submission, *, place: PlaceId) -> dict[str, Any]:
    """Return what the record of the chosen one-liner says of a source."""
    picked = submission.view.choice("one_liner")
    if not picked:
        raise SourceEmpty
    said = await heard(tx, picked, place=place)
    return {**vars(said), "id": f"{_founds(submission)}-{said.id}"}


async def _returned(
    desk: Desk,
    tx: Transaction,
    state: Workshop,
    form: SourceForm,
    *,
    person: PersonId,
    inside: bool,
    said: str = "",
) -> Block | None:
    """Return what the form covers, as it is now; what stands on record is for insiders only."""
    if form.back is not None:
        return await back(desk, tx, state, form.back, person=person, said=said)
    if state.activity.kind == "review" and not inside:
        return None
    if form.seen:
        return await seen_of(desk, tx, state, person=person, only=form.page)
    return await page_of(desk, tx, state, form.page)


def _founds(submission: Submission) -> Founds:
    return "met" if submission.view.choice("founds") == "met" else "claim"


def _mend(desk: Desk, form: SourceForm, error: WorkshopError) -> Mapping[str, str]:
    first = FIRST.get(form.kind, "link")
    field = {LinkNotWeb: "link", DayInFuture: "day", TooManySources: "kind"}.get(type(error), first)
    if isinstance(error, SourceTooLong):
        field = error.part
    if isinstance(error, SourceEmpty) and form.kind is Source.FRONTLINE:
        return {field: desk.words("sourcing.one_liner_missing")}
    return {field: unescaped(sentence(desk.words, error))}
