"""Private lines about a workshop: to whoever leads it, and to those who asked to be reminded."""

from collections.abc import Sequence
from datetime import date

from bot.views import blocks
from bot.views.blocks import Block, Element
from bot.views.mrkdwn import aloud, inline, plain
from bot.views.values import as_drawn, joined
from bot.views.when import deadline
from prompts.words import Words
from workshops.engine.state import Workshop


def time_up(state: Workshop, *, words: Words) -> Block:
    """Return the line that a time box is over; nothing has moved."""
    following = state.agreed.agenda.activities[state.position + 1 :]
    about = "time_up_review" if state.activity.kind == "review" else "time_up"
    about = "waits" if state.agreed.pace is not None else about
    said = words(f"notices.{about}", title=inline(state.activity.title))
    buttons: list[Element] = []
    if following:
        label = plain(words("facilitate.next", title=following[0].title))
        buttons.append(button(state, "notice.next", label, style="primary"))
    if state.agreed.pace is None:
        buttons.append(button(state, "notice.extend_5", words("facilitate.extend_5")))
    return _message(said, [*buttons, facilitate(state, words)])


def leads(state: Workshop, *, words: Words) -> Block:
    """Return the line to whoever leads from now on."""
    said = words("notices.leads", workshop=inline(state.agreed.title or state.agreed.subject.name))
    return _message(said, [facilitate(state, words)])


def moved(state: Workshop, *, words: Words, because: str) -> Block:
    """Return the line that a workshop moved on by itself: all were ready, or time was up."""
    said = words(
        f"notices.moved_{because}",
        workshop=inline(state.agreed.title or state.agreed.subject.name),
        title=inline(state.activity.title),
    )
    return _message(said, [facilitate(state, words)])


def place(state: Workshop, *, words: Words, what: str) -> Block:
    """Return the line about what became of the channel."""
    workshop = inline(state.agreed.title or state.agreed.subject.name)
    key, facts = f"notices.place_{what}", {"workshop": workshop, "place": f"<#{state.place}>"}
    said = words(key, **{name: facts[name] for name in words.inputs(key)})
    more: list[Element] = []
    if what in ("archived", "left", "closed"):
        again = words("start.try_again")
        more.append(blocks.button(again, "board.post", value=state.id, style="primary"))
    if what == "back" and state.status == "paused":
        more.append(button(state, "notice.resume", words("facilitate.resume"), style="primary"))
    return _message(said, [*more, facilitate(state, words)])


def reminder(state: Workshop, *, words: Words, day: date) -> Block:
    """Return the reminder that somebody asked for."""
    subject = inline(state.agreed.subject.name)
    said = words(
        "notices.remind",
        workshop=inline(state.agreed.title or state.agreed.subject.name),
        title=inline(state.activity.title),
        question=words.fill(state.activity.question, subject=subject),
        deadline=deadline(words, day, state.agreed.pace),
    )
    return _message(
        said,
        [
            button(state, "board.add_notes", words("buttons.add_notes"), style="primary"),
            button(state, "remind.later", words("notices.later")),
            button(state, "remind.never", words("notices.never")),
        ],
    )


def reminding(state: Workshop, *, words: Words) -> Block:
    """Return what somebody sees who asked to be reminded."""
    never = button(state, "remind.never", words("notices.never"))
    return _message(words("notices.reminding"), [never])


def stray(state: Workshop, *, words: Words, source: str) -> Block:
    """Return the question to whoever replied for all to see while notes are sealed."""
    value = joined(state.id, source)
    return _message(
        words("notices.stray"),
        [
            blocks.button(words("notices.count"), "reply.count", value=value, style="primary"),
            blocks.button(words("notices.take_back"), "reply.take_back", value=value),
        ],
    )


def facilitate(state: Workshop, words: Words) -> Element:
    """Return the button that opens the facilitator's view from anywhere."""
    return button(state, "board.facilitate", words("buttons.facilitate"))


def button(state: Workshop, action: str, label: str, *, style: str = "") -> Element:
    """Return a button for the workshop as it stands."""
    return blocks.button(label, action, value=as_drawn(state), style=style)


def _message(said: str, buttons: Sequence[Element]) -> Block:
    return blocks.message(aloud(said), [blocks.section(said), blocks.actions(*buttons)])
