"""Asking somebody who was not heard yet: a row for whoever leads, a kind line for who is asked."""

from collections.abc import Mapping, Sequence

from bot.views import blocks, notice
from bot.views.blocks import Block
from bot.views.mrkdwn import inline, plain
from knowledge.identity import PersonId
from prompts.words import Words
from workshops.engine.nudges import waited_for
from workshops.engine.state import Workshop

SHOWN = 6


def rows(
    state: Workshop,
    people: Sequence[PersonId],
    *,
    words: Words,
    names: Mapping[PersonId, str],
) -> list[Block]:
    """Return a row with a button for each of *people*, and who was asked already."""
    shown = [_row(state, person, words, names) for person in people[:SHOWN]]
    if len(people) > SHOWN:
        shown.append(blocks.context(words("nudge.more", n=len(people) - SHOWN)))
    asked = state.nudged.get(state.activity.key) or frozenset()
    waiting = [names.get(person, "?") for person in waited_for(state) if person in asked]
    if waiting:
        shown.append(blocks.context(words("nudge.asked", people=", ".join(waiting))))
    return shown


def _row(state: Workshop, person: PersonId, words: Words, names: Mapping[PersonId, str]) -> Block:
    value = f"{state.id} {state.drawn}"
    ask = blocks.button(words("nudge.ask"), f"facilitate.nudge:{person}", value=value)
    said = words("nudge.row", person=names.get(person, "?"))
    return blocks.section(said, accessory=ask)


def message(state: Workshop, *, words: Words, asking: str) -> Block:
    """Return what the person reads: who asks, for what, and that passing is fine."""
    question = words.fill(state.activity.question, subject=inline(state.called))
    facts = {
        "person": asking,
        "workshop": inline(state.title or state.subject.name),
        "question": question,
    }
    said = words("nudge.said", title=inline(state.activity.title), **facts)
    buttons = [
        notice.button(state, "board.add_notes", words("buttons.add_notes"), style="primary"),
        notice.button(state, "nudge.pass", words("nudge.pass")),
        notice.button(state, "nudge.not_today", words("nudge.not_today")),
    ]
    summary = words("nudge.summary", title=state.activity.title)
    return blocks.message(plain(summary), [blocks.section(said), blocks.actions(*buttons)])
