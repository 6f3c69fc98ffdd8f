"""What was filled into the window that starts a workshop, read field by field."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TypeVar

from bot.desk import Desk
from bot.errors import FormTampered
from bot.forms import StartForm
from bot.listeners.acts import Submission, View
from bot.listeners.candidates import chosen_subjects, visible_journeys
from bot.listeners.membership import kept_out
from bot.listeners.values import one_of
from bot.views import stakeholders
from bot.views import start as view
from bot.views.whose import Choice
from knowledge.identity import PersonId, PlaceId
from knowledge.ledger import Transaction, people
from prompts.loader import Prompts
from prompts.models import Agenda, JourneyModel
from workshops import starting
from workshops.engine.deadlines import Pace
from workshops.engine.events import VOICES

NO_STAGES = "blank"
T = TypeVar("T")


def wish(
    desk: Desk, form: StartForm, filled: View, agenda: Agenda, *, tz: str | None
) -> partial[starting.Wish]:
    """Return the wish as far as the form alone can say it.

    Raises:
        SubjectMissing: Two records would be renewed, or none where the agenda needs one.
        FormTampered: A value is none of ours.
    """
    return partial(
        starting.Wish,
        agenda=agenda,
        rehearsal=form.rehearsal,
        state="future" if filled.choice("state") == "future" else "current",
        goal=_goal(desk, filled),
        two_sessions=filled.choice("sessions") == view.TWO,
        departments=filled.choices(stakeholders.FIELD),
        pace=_pace(filled.choice("pace"), tz=tz),
        voice=one_of(VOICES, filled.choice("voice")) or "open",
        **chosen_subjects(filled.choices(view.subject_block(agenda)), agenda),
    )


async def stages(
    desk: Desk, submission: Submission, prompts: Prompts, agenda: Agenda, *, place: PlaceId
) -> tuple[JourneyModel, dict[str, str]]:
    """Return the model that was chosen, or the blank one and the journey that lends its stages."""
    picked = submission.view.choice(view.model_block(agenda)) or NO_STAGES
    ref = picked.removeprefix(view.VARIANT)
    if ref in dict(await visible_journeys(desk, submission, place)):
        how = "along" if ref == picked else "variant_of"
        return prompts.models[NO_STAGES], {how: ref}
    return chosen(prompts.models, picked), {}


async def missing(
    desk: Desk, filled: View, agenda: Agenda, *, place: PlaceId, alone: bool
) -> Mapping[str, str]:
    """Return by field what is still to be said; *alone* is a rehearsal, which needs nobody."""
    lacks = {}
    subject = view.subject_block(agenda)
    if not filled.choices(subject):
        lacks[subject] = desk.words("start.subject_missing")
    renews = any(Choice.read(one).means == "renew" for one in filled.choices(subject))
    if agenda.makes == "journey" and not renews and not _goal(desk, filled):
        lacks["goal"] = desk.words("start.goal_missing")
    field = view.people_block(StartForm.read(filled.metadata).picked)
    users = filled.users(field)
    if not users and not alone:
        lacks[field] = desk.words("start.people_missing")
    if len(users) > view.MOST_PEOPLE:
        lacks[field] = desk.words("start.too_many", most=view.MOST_PEOPLE)
    elif names := await kept_out(desk, users, place):
        lacks[field] = view.not_members(names, words=desk.words)
    return lacks


async def people_of(
    tx: Transaction, users: Sequence[str], facilitator: PersonId
) -> tuple[PersonId, ...]:
    """Return who takes part: whoever leads, then those who were chosen."""
    others = [await people.of(tx, user) for user in users]
    return tuple(dict.fromkeys([facilitator, *others]))


def chosen(choices: Mapping[str, T], key: str) -> T:
    """Return what stands under a key.

    Raises:
        FormTampered: It was not among the choices.
    """
    try:
        return choices[key]
    except KeyError:
        raise FormTampered from None


def _pace(picked: str, *, tz: str | None) -> Pace | None:
    days = chosen(view.PACES, picked or view.LIVE)
    return Pace(days=days, zone=tz or "UTC") if days else None


def _goal(desk: Desk, filled: View) -> str:
    goals = {goal.key: goal.text for goal in desk.prompts.goals}
    picked = filled.choice("goal")
    return filled.text("own_goal").strip() or (chosen(goals, picked) if picked else "")
