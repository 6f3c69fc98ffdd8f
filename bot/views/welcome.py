"""The private catch-up for somebody who joins a workshop that goes on."""

from collections.abc import Iterator

from bot.views import blocks, guard
from bot.views.blocks import Block
from bot.views.board import asked
from bot.views.mrkdwn import aloud, inline
from bot.views.notice import button
from bot.views.titles import title_of
from prompts.models import Activity
from prompts.words import Words
from workshops.engine import votes
from workshops.engine.state import Note, Workshop

SHOWN_STAGES = 8
LONGEST_LINE = 400


def message(state: Workshop, *, words: Words) -> Block:
    """Return what it is for, where we are, what was decided so far, and what is asked now.

    Of notes it says how many there are; what they say stands behind "See notes", sealed or not.
    """
    said = words("welcome.under_way", workshop=inline(title_of(state, words)))
    goal = [words("board.goal", goal=guard.cut(inline(state.goal), 300))] if state.goal else []
    sofar = list(_so_far(state, words))
    before = [words("welcome.so_far"), *sofar] if sofar else []
    return blocks.message(
        aloud(said),
        [
            blocks.section("\n".join([said, *goal])),
            *([blocks.section("\n".join(before))] if before else []),
            blocks.section("\n".join([words("welcome.now"), asked(state, words)])),
            blocks.actions(*_buttons(state, words)),
        ],
    )


def _buttons(state: Workshop, words: Words) -> Iterator[Block]:
    if state.activity.kind != "review":
        yield button(state, "board.add_notes", words("buttons.add_notes"), style="primary")
    yield button(state, "board.see_notes", words("buttons.see_notes"))


def _so_far(state: Workshop, words: Words) -> Iterator[str]:
    if state.stages:
        titles = [inline(stage.title) for stage in state.stages[:SHOWN_STAGES]]
        named = guard.cut(words("board.separator").join(titles), LONGEST_LINE)
        more = len(state.stages) - len(titles)
        key = "welcome.stages_more" if more > 0 else "welcome.stages"
        yield words(key, stages=named, **({"n": more} if more > 0 else {}))
    for activity in state.agreed.agenda.activities[: state.position]:
        yield from _done(state, activity, words)
    first = _first(state)
    if first:
        yield words("welcome.voted", text=guard.cut(inline(first.called or first.text), 150))


def _done(state: Workshop, activity: Activity, words: Words) -> Iterator[str]:
    title = inline(activity.title)
    reason = state.skipped.get(activity.key)
    count = sum(note.activity == activity.key for note in state.in_order())
    if reason:
        key = "welcome.cut_short" if count else "welcome.left_out"
        yield words(key, title=title, reason=guard.cut(inline(reason), 150))
    elif count:
        yield words("welcome.notes", title=title, n=count)


def _first(state: Workshop) -> Note | None:
    """Return what got most votes, once a vote is closed."""
    ranks = votes.ranks(state)
    best = max(ranks, key=lambda note: ranks[note], default=None)
    return state.notes[best] if best and ranks[best] else None
