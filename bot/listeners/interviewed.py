"""What customers answered: a form, and then it is on record."""

from datetime import date, timedelta

from bot.desk import Desk
from bot.errors import FormTampered
from bot.forms import InterviewForm
from bot.listeners.acts import Click, Submission, View
from bot.listeners.kit import asked, day_in, kit_of, page, target, today_of
from bot.listeners.membership import let_in
from bot.listeners.reply import Reply, errors, show
from bot.listeners.values import one_of
from bot.listeners.whence import whence
from bot.views import interviewed as view
from knowledge.identity import PersonId
from knowledge.interviews import answering
from knowledge.interviews.answering import HOWS, Answer, NoSuchClaim
from knowledge.ledger import Transaction
from knowledge.records.errors import MergeConflict
from knowledge.records.models.terms import LINE_LIMIT
from workshops.engine.text import clean
from workshops.errors import NoteEmpty, NoteTooLong

OLDEST = timedelta(days=3660)


async def form(desk: Desk, click: Click) -> Reply:
    """Ask what a customer said."""
    version, cell = target(click.value)
    place, today = await whence(desk, click), await today_of(desk, click)
    seen_from = await let_in(desk, click)
    async with desk.ledger.reading(click.workspace) as tx:
        base, question = await asked(desk, tx, version, cell, places=seen_from)
        found = await kit_of(desk, tx, base, places=seen_from)
    drawn = view.form(found, question, prompts=desk.prompts, place=place or "", today=today)
    return Reply(refresh=drawn)


async def save(desk: Desk, submission: Submission) -> Reply:
    """Keep what a customer said, and make the record stand on it."""
    form = InterviewForm.read(submission.view.metadata)
    seen_from = await let_in(desk, submission)
    today = await today_of(desk, submission)
    async with desk.ledger.reading(submission.workspace) as tx:
        base, question = await asked(desk, tx, form.record, form.cell, places=seen_from)
    heard_on = day_in(submission, "heard_on")
    refused, answer = _answer(desk, submission.view, heard_on, today=today)
    if answer is None:
        return errors(refused)

    async def act(tx: Transaction, person: PersonId) -> Reply:
        kept = await answering.keep(tx, base, question, answer, person=person)
        said = view.kept(answer, kept, words=desk.words)
        drawn = await page(desk, tx, base.ref, places=seen_from, place=form.place, said=said)
        return show(drawn)

    try:
        return await desk.once(submission, act)
    except NoSuchClaim:
        raise FormTampered from None
    except MergeConflict:
        if answer.how == "adds":
            return errors({"sentence": desk.words("interview.place_gone")})
        return errors({"claim": desk.words("interview.claim_gone")})


def _answer(
    desk: Desk, filled: View, heard_on: date | None, *, today: date
) -> tuple[dict[str, str], Answer | None]:
    """Return what is to be mended, block by block, or else the answer."""
    refused: dict[str, str] = {}
    customer = _text(desk, " ".join(filled.text("customer").split()), "customer", refused)
    sentence = _text(desk, filled.text("sentence"), "sentence", refused)
    how, claim = one_of(HOWS, filled.choice("how")), filled.choice("claim") or None
    if heard_on is None:
        refused["heard_on"] = desk.words("interview.due_missing")
    elif heard_on > today:
        refused["heard_on"] = desk.words("interview.day_future")
    elif heard_on < today - OLDEST:
        refused["heard_on"] = desk.words("interview.day_past")
    if how is None:
        refused["how"] = desk.words("interview.how_missing")
    elif how != "adds" and claim is None:
        refused["claim"] = desk.words("interview.claim_missing")
    if refused or heard_on is None or how is None:
        return refused, None
    return {}, Answer(sentence=sentence, customer=customer, heard_on=heard_on, how=how, claim=claim)


def _text(desk: Desk, text: str, block: str, refused: dict[str, str]) -> str:
    try:
        return clean(text, limit=LINE_LIMIT) if block == "customer" else clean(text)
    except NoteEmpty:
        refused[block] = desk.words("errors.note_empty")
    except NoteTooLong as long:
        facts = {"length": long.length, "limit": long.limit}
        refused[block] = desk.words("errors.sentence_too_long", **facts)
    return ""
