"""`/journey`: the verb decides who answers."""

from collections.abc import Awaitable, Callable, Mapping
from difflib import get_close_matches

from bot.desk import Desk
from bot.listeners import (
    capture,
    interview,
    known,
    own,
    pinning,
    records,
    restoring,
    start,
    versions,
)
from bot.listeners.acts import Click, Command
from bot.listeners.naming import lone
from bot.listeners.reply import Reply, tell
from bot.listeners.running import running
from bot.listeners.verbs import parsed
from bot.listeners.whence import from_here, whence
from bot.views import capture as capture_view
from bot.views import help as help_view
from bot.views.text import unescaped

Verb = Callable[[Desk, Command, str], Awaitable[Reply]]
FEWEST_WORDS_OF_A_QUESTION = 3
SLIPS = {"aks": "ask"}
"""Before a question nobody is asked what they meant: with the slip in it, nothing is found."""
SURELY_MEANT = 0.7
"""How like a verb, from 0 to 1, a word must be to be taken for a slip of it."""


async def journey(desk: Desk, command: Command) -> Reply:
    """Answer `/journey <verb> <rest>`."""
    text = unescaped(command.text).strip()
    verb, rest = parsed(command.text)
    listener = VERBS.get(SLIPS.get(verb, verb))
    if listener is not None:
        return await listener(desk, command, rest)
    if lone(text):
        return await records.show(desk, command, lone(text))
    near = next(iter(get_close_matches(verb, VERBS, n=1, cutoff=SURELY_MEANT)), "")
    if len(text.split()) >= FEWEST_WORDS_OF_A_QUESTION:
        return await known.ask(desk, command, rest if near == "ask" else text)
    if not near and await records.is_name(desk, command, text):
        return await records.show(desk, command, text)
    return await _help(desk, command, unknown=verb, near=near)


async def help_wanted(desk: Desk, command: Command, _: str) -> Reply:
    """Answer `/journey` and `/journey help`."""
    return await _help(desk, command)


async def ask_form(desk: Desk, click: Click) -> Reply:
    """Open the form for a question, for those who came by a button."""
    return Reply(modal=from_here(help_view.ask(desk.words), await whence(desk, click)))


async def note_form(desk: Desk, click: Click) -> Reply:
    """Open the form for a one-liner."""
    return Reply(modal=from_here(capture_view.write(words=desk.words), await whence(desk, click)))


async def _help(desk: Desk, command: Command, *, unknown: str = "", near: str = "") -> Reply:
    found = await running(desk, command)
    workshop = found[0] if found else None
    return tell(help_view.card(desk.words, running=workshop, unknown=unknown, near=near))


VERBS: Mapping[str, Verb] = {
    "": help_wanted,
    "help": help_wanted,
    "ask": known.ask,
    "start": start.begin,
    "rehearse": start.rehearse,
    "agendas": own.listed,
    "note": capture.note,
    "pin": pinning.pin,
    "show": records.show,
    "history": versions.history,
    "diff": versions.diff,
    "restore": restoring.restore,
    "interview": interview.kit,
}
