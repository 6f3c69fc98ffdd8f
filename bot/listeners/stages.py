"""Stages: all of them as lines, or one of them changed, merged, split, left out."""

from functools import partial
from typing import Any

from bot.desk import Desk
from bot.forms import StageForm, StagesForm
from bot.listeners.acts import Click, Submission
from bot.listeners.facilitate import check_leads, redrawn, sent, workshop_of
from bot.listeners.names import mentions
from bot.listeners.reply import Reply
from bot.listeners.values import target
from bot.views import stages as view
from knowledge.records.models.journeys import Stage
from workshops.engine.commands import ChangeStage, MergeStage, SetStages, SplitStage
from workshops.engine.state import NoteId, Workshop
from workshops.engine.text import written
from workshops.errors import NoSuchStage

MOST_STAGE_LINES = 250


async def stages_form(desk: Desk, click: Click) -> Reply:
    """Show the list of stages; saving it leads back."""
    workshop, _ = target(click)
    async with desk.ledger.reading(click.workspace) as tx:
        state = await desk.workshops.load(tx, workshop)
        await check_leads(tx, state, click)
        names = await mentions(tx, (note.person for note in state.in_order()))
    return Reply(push=view.stages(state, words=desk.words, names=names))


async def stages(desk: Desk, submission: Submission) -> Reply:
    """Save the list of stages; notes stay with theirs."""
    form = StagesForm.read(submission.view.metadata)
    lines = tuple(written(submission.view.text("stages")))
    ids = tuple(desk.new_id("s") for _ in lines[:MOST_STAGE_LINES])
    made = partial(SetStages, workshop=form.workshop, lines=lines, ids=ids, seen=form.seen)
    return await sent(desk, submission, made)


async def stage_form(desk: Desk, click: Click) -> Reply:
    """Show all about the chosen stage; saving it leads back.

    The menu below forgets the choice, so that the same stage can be chosen again.
    """
    workshop = workshop_of(click)
    async with desk.ledger.reading(click.workspace) as tx:
        state = await desk.workshops.load(tx, workshop)
        below = await redrawn(desk, tx, state, click)
    form = view.stage(state, _stage(state, click.value), words=desk.words)
    return Reply(push=form, refresh=below)


async def split_form(desk: Desk, click: Click) -> Reply:
    """Ask in the same window what the second half is, and which notes belong to it."""
    form = StageForm.read(click.window.metadata)
    async with desk.ledger.reading(click.workspace) as tx:
        state = await desk.workshops.load(tx, form.workshop)
        await check_leads(tx, state, click)
    return Reply(refresh=view.split(state, _stage(state, form.stage), words=desk.words))


async def change(desk: Desk, submission: Submission) -> Reply:
    """Save what was said about one stage; merge it when that was chosen."""
    form, filled = StageForm.read(submission.view.metadata), submission.view
    into, back = filled.choice("merge"), filled.choice("loops_to")
    facts: dict[str, Any] = {"workshop": form.workshop, "stage": form.stage, "seen": form.seen}
    if into not in ("", view.NOWHERE):
        return await sent(desk, submission, partial(MergeStage, **facts, into=into))
    changed = partial(
        ChangeStage,
        **facts,
        title=filled.text("title"),
        loops_to=None if back in ("", view.NOWHERE) else back,
        ends=filled.choice("ends") == "may_end",
        skipped=filled.text("skipped"),
    )
    return await sent(desk, submission, changed)


async def split(desk: Desk, submission: Submission) -> Reply:
    """Make two stages of one."""
    form, filled = StageForm.read(submission.view.metadata), submission.view
    made = partial(
        SplitStage,
        workshop=form.workshop,
        stage=form.stage,
        seen=form.seen,
        title=filled.text("new_title"),
        id=desk.new_id("s"),
        notes=tuple(NoteId(note) for note in filled.choices("notes")),
    )
    return await sent(desk, submission, made)


def _stage(state: Workshop, id: str) -> Stage:
    stage = state.stage(id)
    if stage is None:
        raise NoSuchStage(id)
    return stage
