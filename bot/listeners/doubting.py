"""Doubts about an answer, kept with the record that it came from."""

from bot.desk import Desk
from bot.errors import FormTampered
from bot.forms import QuestionForm
from bot.listeners.acts import Click, Submission
from bot.listeners.answers import asked_before
from bot.listeners.reply import Reply, open_above, show
from bot.views import blocks
from bot.views import doubt as view
from knowledge.answers.models import Answer, NothingFounded
from knowledge.answers.models import Reply as Found
from knowledge.identity import PersonId
from knowledge.ledger import Transaction
from knowledge.records import doubts
from knowledge.records.refs import Ref, VersionRef


async def wrong_form(desk: Desk, click: Click) -> Reply:
    """Ask what is not right."""
    await asked_before(desk, click, click.value)
    return open_above(click, view.modal(click.value, words=desk.words))


async def wrong(desk: Desk, submission: Submission) -> Reply:
    """Keep the doubt with the record that the answer came from."""
    form = QuestionForm.read(submission.view.metadata)
    _, found = await asked_before(desk, submission, form.question)
    about = _about(found)
    reason = submission.view.choice("what") or view.COMPLAINTS[0]
    if reason not in view.COMPLAINTS:
        raise FormTampered

    async def add(tx: Transaction, person: PersonId) -> Reply:
        said = desk.words("answer.wrong_thanks_bare")
        if about is not None:
            note = submission.view.text("note").strip()
            await doubts.add(tx, person, about=about, reason=reason, note=note)
            said = desk.words("answer.wrong_thanks", record=str(about))
        title = desk.words("answer.wrong_title")
        return show(blocks.window("answer.thanks", title, said, close=desk.words("buttons.close")))

    return await desk.once(submission, add)


def _about(found: Found) -> VersionRef | None:
    if isinstance(found, Answer | NothingFounded):
        for fact in (found.journey, found.persona):
            if fact is not None:
                return VersionRef(Ref.parse(fact.ref), fact.version)
    if isinstance(found, Answer) and found.citations:
        return VersionRef.parse(found.citations[0].at)
    return None
