"""Asking somebody who was not heard yet: a row for whoever leads, a kind line for who is asked."""

from collections.abc import Mapping, Sequence

from bot.views import blocks, guard, notice
from bot.views.blocks import Block
from bot.views.mrkdwn import inline, plain
from bot.views.values import joined
from knowledge.identity import PersonId
from prompts.words import Words
from workshops.engine.nudges import waited_for
from workshops.engine.state import Workshop

ASK = "facilitate.nudge"
MOST_ROWS, MOST_OPTIONS = 3, 100
Names = Mapping[PersonId, str]


def rows(
    state: Workshop, people: Sequence[PersonId], *, words: Words, names: Names, called: Names
) -> list[Block]:
    """Return how each of *people* can be asked, and who was asked already.

    A few have a button each; more than that share a menu, so that all of it is seen at once.

    Args:
        state: The workshop.
        people: Who may be asked.
        words: Texts.
        names: How to call each person: a mention.
        called: The same without a mention, which a menu can't show.
    """
    if len(people) > MOST_ROWS:
        shown = [_menu(state, people, words, called)]
    else:
        shown = [_row(state, person, words, names) for person in people]
    asked = state.nudged.get(state.activity.key) or frozenset()
    waiting = [names.get(person, "?") for person in waited_for(state) if person in asked]
    if waiting:
        shown.append(blocks.context(words("nudge.asked", people=", ".join(waiting))))
    return shown


def _menu(state: Workshop, people: Sequence[PersonId], words: Words, called: Names) -> Block:
    options = [
        blocks.option(_called(person, words, called), _value(state, person))
        for person in people[:MOST_OPTIONS]
    ]
    picker = blocks.select(ASK, options, placeholder=words("nudge.ask"))
    return blocks.section(words("nudge.whom"), accessory=picker)


def _called(person: PersonId, words: Words, called: Names) -> str:
    return guard.cut(plain(called.get(person) or words("notes.somebody")), 75, plain=True)


def _row(state: Workshop, person: PersonId, words: Words, names: Names) -> Block:
    ask = blocks.button(words("nudge.ask"), f"{ASK}:{person}", value=_value(state, person))
    said = words("nudge.row", person=names.get(person, "?"))
    return blocks.section(said, accessory=ask)


def _value(state: Workshop, person: PersonId) -> str:
    return joined(person, state.drawn)


def message(state: Workshop, *, words: Words, asking: str) -> Block:
    """Return what the person reads: who asks, for what, and that passing is fine."""
    question = words.fill(state.activity.question, subject=inline(state.agreed.called))
    facts = {
        "person": asking,
        "workshop": inline(state.agreed.title or state.agreed.subject.name),
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
