"""Voting: begin, give votes, close."""

from functools import partial

from bot.desk import Desk
from bot.forms import VoteForm, WorkshopForm
from bot.listeners.acts import Click, Submission
from bot.listeners.facilitate import check_leads, pressed, sent
from bot.listeners.reply import Reply, errors, show
from bot.listeners.values import in_workshop, number_of, target
from bot.views import voting as view
from knowledge.identity import PersonId
from knowledge.ledger import Transaction, people
from workshops.engine.commands import CastVotes, CloseVote, OpenVote
from workshops.engine.state import NoteId, Vote, Workshop, WorkshopId
from workshops.engine.votes import lanes
from workshops.errors import (
    BudgetOutOfRange,
    NothingToVoteOn,
    VoteOver,
    VotesOverBudget,
    VotesOverCap,
)


async def opening(desk: Desk, click: Click) -> Reply:
    """Ask what the vote is on."""
    workshop, _ = target(click)
    async with desk.ledger.reading(click.workspace) as tx:
        state = await desk.workshops.load(tx, workshop)
        await check_leads(tx, state, click)
    if not lanes(state):
        raise NothingToVoteOn
    return Reply(push=view.opening(state, prompts=desk.prompts))


async def begin(desk: Desk, submission: Submission) -> Reply:
    """Open the vote for everybody."""
    form, filled = WorkshopForm.read(submission.view.metadata), submission.view
    budget, cap = (number_of(filled.choice(block)) for block in ("budget", "cap"))
    lane = filled.choice("lane")
    opened = partial(OpenVote, workshop=form.workshop, lane=lane, budget=budget, cap=cap)
    try:
        return await sent(desk, submission, opened)
    except BudgetOutOfRange as error:
        return errors({"cap": desk.words("errors.budget_out_of_range", most=error.most)})


async def ballot(desk: Desk, click: Click) -> Reply:
    """Open the form with the choices, as this person has left it."""
    workshop, number = _round(click)
    async with desk.ledger.reading(click.workspace) as tx:
        state = await desk.workshops.load(tx, workshop)
        person = await people.whoever(tx, click.user)
    vote = _open(state, number)
    return Reply(modal=view.ballot(state, vote, prompts=desk.prompts, person=person))


async def cast(desk: Desk, submission: Submission) -> Reply:
    """Save somebody's votes, all of them anew."""
    form, filled = VoteForm.read(submission.view.metadata), submission.view
    chosen = [block for block in filled.values if block.startswith("vote:")]
    given = {NoteId(block[5:]): number_of(filled.choice(block)) for block in chosen}

    async def act(tx: Transaction, person: PersonId) -> Reply:
        command = CastVotes(
            workshop=form.workshop,
            at=tx.now,
            by=person,
            round=form.round,
            votes=given,
        )
        state = (await desk.workshops.handle(tx, command)).state
        vote = _open(state, form.round)
        return show(view.thanks(state, vote, words=desk.words, person=person))

    try:
        return await desk.once(submission, act)
    except VotesOverBudget as over:
        said = desk.words("errors.votes_over_budget", count=over.count, limit=over.limit)
    except VotesOverCap as over:
        said = desk.words("errors.votes_over_cap", count=over.count, limit=over.limit)
    return errors({next(block for block in chosen if given[NoteId(block[5:])]): said})


async def close(desk: Desk, click: Click) -> Reply:
    """End the vote; its outcome goes into the thread."""
    workshop, number = _round(click)
    return await pressed(desk, click, partial(CloseVote, workshop=workshop, round=number))


def _open(state: Workshop, number: int) -> Vote:
    if not state.open or state.votes.current is None or state.votes.current.round != number:
        raise VoteOver
    return state.votes.current


def _round(click: Click) -> tuple[WorkshopId, int]:
    workshop, number = in_workshop(click)
    return workshop, number_of(number)
