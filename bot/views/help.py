"""What `/journey` alone shows, and the form for a question."""

import re

from bot.views import blocks, guard
from bot.views.blocks import Block
from bot.views.mrkdwn import inline
from bot.views.titles import title_of
from prompts.words import Words
from workshops.engine.state import Workshop

ASK = "ask"
LONGEST_VERB = 120


def card(
    words: Words, *, running: Workshop | None = None, unknown: str = "", near: str = ""
) -> Block:
    """Return the help, with the workshop that is going on here.

    Args:
        words: Texts.
        running: The workshop, if there is one.
        unknown: What was typed for a verb, when it is none.
        near: The verb that may have been meant.
    """
    lines = [_lead(words, unknown, near)]
    lines += [words(f"help.{verb}") for verb in ("ask", "start", "note", "show")]
    shown: list[Block] = [blocks.section("\n".join(lines))]
    if running is not None:
        shown.append(blocks.section(_running(running, words)))
    shown += [blocks.actions(*_buttons(words)), blocks.context(words("help.elsewhere"))]
    shown.append(blocks.context(words("help.more")))
    return blocks.message(words("help.summary"), shown)


def going_on(running: Workshop, board: str, *, words: Words) -> Block:
    """Return why no other workshop can start here, with the way to the *board* of this one."""
    return blocks.message(words("help.one_at_a_time"), taken(running, board, words=words))


def taken(running: Workshop, board: str, *, words: Words) -> list[Block]:
    """Say in a message or a window what goes on in a channel, with the way to its *board*."""
    shown = [blocks.section(f"{_running(running, words)}\n{words('help.one_at_a_time')}")]
    if board:
        link = blocks.button(words("home.open_board"), f"home.open:{running.id}", value=running.id)
        shown.append(blocks.actions({**link, "url": board}))
    return shown


def _lead(words: Words, unknown: str, near: str) -> str:
    if not unknown:
        return words("help.lead")
    verb = guard.cut(inline(unknown), LONGEST_VERB)
    if not near:
        return words("help.unknown", verb=verb)
    return words("help.unknown_near", verb=verb, near=near)


def wanted(said: str, words: Words) -> bool:
    """Say whether somebody only greets the bot, or asks what it can do."""
    return _is_one_of(said, words("help.wanted"))


def thanked(said: str, words: Words) -> bool:
    """Say whether somebody only thanks the bot."""
    return _is_one_of(said, words("help.thanks"))


def _is_one_of(said: str, known: str) -> bool:
    return _plainly(said) in map(_plainly, known.split(" · "))


def _plainly(said: str) -> str:
    """Return the words alone: no smiley, and no second exclamation mark, makes it a question."""
    return " ".join(re.findall(r"[^\W_]+", said.casefold()))


def ask(words: Words) -> Block:
    """Return the form for a question."""
    entry = blocks.entry("question", placeholder=words("help.ask_placeholder"), most=3000)
    return blocks.modal(
        ASK,
        words("help.ask_title"),
        [blocks.asks(words("help.ask_label"), entry, block_id="question")],
        submit=words("buttons.ask"),
        close=words("buttons.cancel"),
    )


def _running(running: Workshop, words: Words) -> str:
    return words(
        "help.running",
        title=inline(title_of(running, words)),
        n=running.position + 1,
        of=len(running.agreed.agenda.activities),
        activity=inline(running.activity.title),
    )


def _buttons(words: Words) -> list[Block]:
    return [
        blocks.button(words("buttons.ask"), "help.ask", style="primary"),
        blocks.button(words("buttons.start_workshop"), "help.start"),
        blocks.button(words("buttons.note"), "help.note"),
    ]
