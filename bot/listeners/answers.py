"""Questions and what people do with the answers."""

from datetime import timedelta

from bot.desk import Desk
from bot.errors import FormTampered, NotAllowedHere, QuestionTooLong
from bot.listeners.acts import Act, Click, Command, Submission, is_direct
from bot.listeners.membership import check_inside
from bot.listeners.reply import Reply, errors, open_above, show, tell
from bot.listeners.values import number_of
from bot.listeners.whence import from_here, whence
from bot.views import answer as view
from bot.views import blocks
from bot.views import evidence as evidence_view
from bot.views.blocks import Block
from bot.views.values import parted
from knowledge.answers import onward
from knowledge.answers.models import Answer, NothingFounded, Unclear
from knowledge.answers.models import Reply as Found
from knowledge.answers.onward import Since
from knowledge.answers.reading import Reading
from knowledge.answers.resolve import NOTHING_GIVEN, Given
from knowledge.answers.stored import read_reply
from knowledge.identity import PersonId, PlaceId, within
from knowledge.ledger import Transaction, people, questions
from knowledge.records.refs import Ref
from knowledge.records.visible import newest_seen

LONGEST_QUESTION = 3000
FOLLOW_UP = timedelta(hours=12)
"""For so long a question to the bot alone may lean on the one before."""
FOLLOW_UP_ELSEWHERE = timedelta(minutes=10)
"""For so long "she" in a channel is whom the person's last answer was about."""


async def ask(desk: Desk, command: Command, question: str) -> Reply:
    """Answer `/journey ask …`; only the asker sees it."""
    if not question:
        return tell(blocks.line(desk.words("help.ask_empty")))
    found = await find_following(desk, command, question)

    async def keep(tx: Transaction, person: PersonId) -> Reply:
        return tell(await kept_card(desk, tx, person, question=question, found=found))

    return await desk.once(command, keep)


async def find(desk: Desk, act: Act, question: str, *, given: Given = NOTHING_GIVEN) -> Found:
    """Look for an answer that this person may have.

    Raises:
        NotAllowedHere: The person is a guest or from outside.
        AccessUnknown: Slack did not say who it is.
        QuestionTooLong: More than 3,000 characters.
    """
    if len(question) > LONGEST_QUESTION:
        raise QuestionTooLong(len(question), limit=LONGEST_QUESTION)
    await check_inside(desk, act.user)
    place = await whence(desk, act)
    async with desk.ledger.reading(act.workspace) as tx:
        return await desk.answers.ask(tx, question, places=within(place), place=place, given=given)


async def kept_card(
    desk: Desk,
    tx: Transaction,
    person: PersonId,
    *,
    question: str,
    found: Found,
    stays: bool = False,
) -> Block:
    """Keep question and answer under "My answers" and return the card."""
    number = await questions.add(
        tx, person, question=question, answer=found.model_dump(mode="json")
    )
    return view.card(
        found, prompts=desk.prompts, question=str(number), today=desk.today, stays=stays
    )


async def other_stage(desk: Desk, click: Click) -> Reply:
    """Answer the same question for another stage."""
    number, journey, stage = parted(click.value, 3)
    before, found_before = await asked_before(desk, click, number)
    given = Given(_persona(found_before), Ref.parse(journey), stage)
    found = await find(desk, click, before.question, given=given)
    return await _redraw(desk, click, before.question, found)


async def persona(desk: Desk, click: Click) -> Reply:
    """Answer the question for the persona that was meant."""
    number, ref = parted(click.value, 2)
    before, _ = await asked_before(desk, click, number)
    found = await find(desk, click, before.question, given=Given(Ref.parse(ref)))
    return await _redraw(desk, click, before.question, found)


async def evidence(desk: Desk, click: Click) -> Reply:
    """Show what each line stands on."""
    return await stands_on(desk, click, (await asked_before(desk, click, click.value))[1])


async def stands_on(desk: Desk, click: Click, found: Found) -> Reply:
    """Open the window that shows what each line of an answer stands on.

    Raises:
        FormTampered: It is no answer.
    """
    if not isinstance(found, Answer):
        raise FormTampered
    shown = evidence_view.modal(found, prompts=desk.prompts, today=desk.today)
    return open_above(click, from_here(shown, await whence(desk, click)))


async def from_form(desk: Desk, submission: Submission) -> Reply:
    """Answer a question that was typed into the form, in the same window."""
    question = submission.view.text("question").strip()
    if not question:
        return errors({"question": desk.words("help.ask_empty_field")})
    found, place = await find_following(desk, submission, question), await whence(desk, submission)

    async def keep_it(tx: Transaction, person: PersonId) -> Reply:
        card = await kept_card(desk, tx, person, question=question, found=found)
        return show(_window(desk, card, place))

    return await desk.once(submission, keep_it)


async def again(desk: Desk, click: Click) -> Reply:
    """Show a former answer again, as it was given."""
    before, found = await asked_before(desk, click, click.value)
    card = view.card(found, prompts=desk.prompts, question=str(before.id), today=desk.today)
    return Reply(modal=_window(desk, card, await whence(desk, click)))


async def about_persona(desk: Desk, click: Click) -> Reply:
    """Answer "what do they need now?" for a persona's card.

    Raises:
        NoSuchRecord: It can't be seen from here; the question alone would tell its name.
    """
    ref = Ref.parse(click.value)
    place = await whence(desk, click)
    async with desk.ledger.reading(click.workspace) as tx:
        version = await newest_seen(tx, ref, places=within(place))
    question = desk.words("record.ask_question", name=getattr(version.body, "name", click.value))
    found = await find(desk, click, question, given=Given(ref))

    async def keep_it(tx: Transaction, person: PersonId) -> Reply:
        card = await kept_card(desk, tx, person, question=question, found=found)
        return Reply(push=_window(desk, card, place)) if click.view else Reply(whisper=card)

    return await desk.once(click, keep_it)


async def find_following(
    desk: Desk, act: Act, question: str, *, conversation: bool = False
) -> Found:
    """Look for an answer to a question that may lean on the person's one before.

    Args:
        desk: What is at hand.
        act: Who asks, and where.
        question: As it was typed.
        conversation: Whether it is asked of the bot alone: there whatever names nobody goes on
            about the same persona; elsewhere only "she" and "after that" do, and only at once.
    """
    reading = Reading.of(question)
    within = FOLLOW_UP if conversation else FOLLOW_UP_ELSEWHERE
    onwards = onward.may(reading)
    before = await _before(desk, act, within=within) if onwards else None
    found = await find(desk, act, question, given=Given(since=_since(before)))
    open_end = conversation and not isinstance(found, Answer)
    if _names_somebody(found) or not (reading.speaks_of_somebody or open_end):
        return found
    before = before if onwards else await _before(desk, act, within=within)
    persona = _persona(before) if before else None
    following = await find(desk, act, question, given=Given(persona)) if persona else found
    return found if _is_hidden(following) else following


def _names_somebody(found: Found) -> bool:
    """Say whether the question itself says whom it is about, even if nothing is on record."""
    return found.named if isinstance(found, Unclear) else found.persona is not None


def _is_hidden(found: Found) -> bool:
    """Say whether the persona of the answer before can't be seen from where is asked now."""
    return isinstance(found, NothingFounded) and found.reason == "unknown_record"


async def _before(desk: Desk, act: Act, *, within: timedelta) -> Found | None:
    """Return the person's last answer."""
    async with desk.ledger.reading(act.workspace) as tx:
        person = await people.known(tx, act.user)
        last = await questions.last(tx, person, n=1) if person else ()
    recent = [asked for asked in last if desk.clock() - asked.at < within]
    return read_reply(recent[0].answer) if recent else None


async def asked_before(desk: Desk, act: Act, number: str) -> tuple[questions.Asked, Found]:
    """Return a question that this person asked before, with its answer.

    Raises:
        FormTampered: The number is none.
        NotAllowedHere: Somebody else asked it, or this person is from outside.
        NoSuchQuestion: It is not there any more.
    """
    await check_inside(desk, act.user)
    async with desk.ledger.reading(act.workspace) as tx:
        asked = await questions.get(tx, number_of(number))
        person = await people.known(tx, act.user)
    if person != asked.person:
        raise NotAllowedHere
    return asked, read_reply(asked.answer)


async def _redraw(desk: Desk, click: Click, question: str, found: Found) -> Reply:
    place = await whence(desk, click)

    async def keep_it(tx: Transaction, person: PersonId) -> Reply:
        stays = click.view is None and is_direct(click.place)
        card = await kept_card(desk, tx, person, question=question, found=found, stays=stays)
        return Reply(refresh=_window(desk, card, place)) if click.view else Reply(replace=card)

    return await desk.once(click, keep_it)


def _since(before: Found | None) -> Since | None:
    """Return where an answer stood, for a question that goes on from there."""
    if before is None or isinstance(before, Unclear) or not before.journey or not before.stage:
        return None
    persona, journey = _persona(before), Ref.parse(before.journey.ref)
    return Since(persona, journey, before.stage.id) if persona else None


def _persona(found: Found) -> Ref | None:
    if isinstance(found, Unclear) or found.persona is None:
        return None
    return Ref.parse(found.persona.ref)


def _window(desk: Desk, card: Block, place: PlaceId | None) -> Block:
    modal = view.in_modal(card, title=desk.words("help.ask_title"), words=desk.words)
    return from_here(modal, place)
