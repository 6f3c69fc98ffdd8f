"""Answers kept in one's own conversation, or shared with others."""

from bot.desk import Desk
from bot.forms import QuestionForm
from bot.listeners.acts import Click, Submission
from bot.listeners.answers import asked_before, stands_on
from bot.listeners.membership import check_inside, why_closed
from bot.listeners.reply import Reply, close_all, errors, open_above
from bot.listeners.values import number_of
from bot.views import blocks
from bot.views import sharing as view
from knowledge.answers.models import Answer
from knowledge.answers.models import Reply as Found
from knowledge.answers.stored import read_reply
from knowledge.identity import PersonId, PlaceId, within
from knowledge.ledger import JSON, Transaction, deliveries, effects, questions
from knowledge.records import store
from knowledge.records.refs import VersionRef
from knowledge.records.visible import visible_to


async def keep(desk: Desk, click: Click) -> Reply:
    """Put the answer into the person's own conversation with the bot."""
    await asked_before(desk, click, click.value)

    async def enqueue(tx: Transaction, person: PersonId) -> Reply:
        once = f"kept:{click.value}:{person}"
        if not await deliveries.first(tx, once):
            return _said(desk, click, "answer.kept_before")
        args: dict[str, JSON] = {"question": int(click.value), "user": click.user}
        await effects.enqueue(tx, "slack.keep_answer", args, lane=f"person:{click.user}")
        return _said(desk, click, "answer.kept")

    return await desk.once(click, enqueue)


async def share_form(desk: Desk, click: Click) -> Reply:
    """Ask where to share."""
    await asked_before(desk, click, click.value)
    return open_above(click, view.modal(click.value, words=desk.words, here=click.channel))


async def share(desk: Desk, submission: Submission) -> Reply:
    """Share an answer with a place whose members may all see what it cites."""
    form = QuestionForm.read(submission.view.metadata)
    place = PlaceId(submission.view.choice("place"))
    _, found = await asked_before(desk, submission, form.question)
    known = await desk.directory.place(place)
    if known.outside:
        key = "answer.share_outside" if known.known else "answer.share_unreachable"
        return errors({"place": desk.words(key)})
    if why := await why_closed(desk, submission, place):
        return errors({"place": why})

    async def enqueue(tx: Transaction, person: PersonId) -> Reply:
        if not await _all_may_see(tx, found, place):
            return errors({"place": desk.words("answer.share_private")})
        args: dict[str, JSON] = {
            "question": int(form.question),
            "place": place,
            "user": submission.user,
        }
        await effects.enqueue(tx, "slack.share_answer", args, lane=f"place:{place}")
        return close_all()

    return await desk.once(submission, enqueue)


async def evidence(desk: Desk, click: Click) -> Reply:
    """Show what a shared answer stands on to whoever reads it, where it was shared."""
    await check_inside(desk, click.user)
    async with desk.ledger.reading(click.workspace) as tx:
        asked = await questions.get(tx, number_of(click.value))
        found = read_reply(asked.answer)
        if click.place is None or not await _all_may_see(tx, found, PlaceId(click.place)):
            return _said(desk, click, "answer.shared_hidden")
    return await stands_on(desk, click, found)


def _said(desk: Desk, click: Click, key: str) -> Reply:
    """Say something to who clicked, where they clicked."""
    said = desk.words(key)
    if click.view is None:
        return Reply(whisper=blocks.line(said))
    title = desk.words("help.ask_title")
    return Reply(push=blocks.window("said", title, said, close=desk.words("buttons.close")))


async def _all_may_see(tx: Transaction, found: Found, place: PlaceId) -> bool:
    if not isinstance(found, Answer):
        return True
    cited = {VersionRef.parse(citation.at) for citation in found.citations}
    versions = [await store.version(tx, at) for at in cited]
    return all(visible_to(version, within(place)) for version in versions)
