"""The kit of a record, as its windows need it: what is to be asked, of whom, seen from where."""

from datetime import date

from bot.desk import Desk
from bot.errors import FormTampered, Refusal
from bot.listeners.acts import Act, Submission
from bot.listeners.names import mentions, personas_of
from bot.views import interview as view
from bot.views.blocks import Block
from bot.views.interview import Kit
from bot.views.values import parted
from knowledge.identity import Places
from knowledge.interviews import kit as kits
from knowledge.interviews.kit import Question
from knowledge.ledger import Transaction
from knowledge.records.models.journeys import Journey
from knowledge.records.models.personas import Persona
from knowledge.records.refs import Ref, VersionRef
from knowledge.records.store import Version
from knowledge.records.visible import newest_seen, seen
from workshops.engine.deadlines import local_day


class NotAskable(Refusal):
    """Only personas and journeys have questions for customers."""


async def page(
    desk: Desk, tx: Transaction, ref: Ref, *, places: Places, place: str, said: str = ""
) -> Block:
    """Return the kit as the record stands now; *said* is what was just saved."""
    version = await newest_seen(tx, ref, places=places)
    found = await kit_of(desk, tx, version, places=places)
    owners = [one.asking.owner for one in found.questions if one.asking]
    names = await mentions(tx, owners)
    return view.modal(found, prompts=desk.prompts, names=names, place=place, said=said)


async def kit_of(desk: Desk, tx: Transaction, version: Version, *, places: Places) -> Kit:
    """Return what is to be asked about a record.

    Raises:
        NotAskable: It is neither a persona nor a journey.
    """
    body = version.body
    if not isinstance(body, Journey | Persona):
        raise NotAskable
    questions = await kits.kit(tx, version, desk.prompts.interview)
    if isinstance(body, Persona):
        names: tuple[str, ...] = (body.name,)
    else:
        names = tuple((await personas_of(tx, body, places=places)).values())
    whom = desk.words("interview.whom", name=names[0]) if names else ""
    return Kit(version, questions, whom or desk.words("interview.whom_customers"), names)


async def asked(
    desk: Desk, tx: Transaction, at: str, cell: str, *, places: Places
) -> tuple[Version, Question]:
    """Return the version that a form was opened on, and the question about a cell of it.

    Raises:
        FormTampered: There is no such cell.
        NoSuchRecord, NoSuchVersion: It can't be seen from here.
    """
    version, _ = await seen(tx, str(VersionRef.parse(at)), places=places)
    if not isinstance(version.body, Journey | Persona):
        raise NotAskable
    found = await kits.question(tx, version, cell, desk.prompts.interview)
    if found is None:
        raise FormTampered
    return version, found


def target(value: str) -> tuple[str, str]:
    """Read a button's value: the version, and the cell.

    Raises:
        FormTampered: It has another form.
    """
    version, cell = parted(value, 2)
    if not cell or "@" not in version:
        raise FormTampered
    return version, cell


def day_in(submission: Submission, block: str) -> date | None:
    """Return the day that was picked.

    Raises:
        FormTampered: What is there is no day.
    """
    try:
        return submission.view.day(block)
    except ValueError:
        raise FormTampered from None


async def today_of(desk: Desk, act: Act) -> date:
    """Return today where the person lives."""
    return local_day(desk.clock(), (await desk.directory.who(act.user)).tz)
