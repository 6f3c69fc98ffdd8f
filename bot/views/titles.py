"""What a workshop is called, on its board and wherever it is mentioned."""

from bot.views import blocks
from bot.views.blocks import Element
from bot.views.mrkdwn import plain
from bot.views.opening import SHOWN, open_button
from prompts.words import Words
from workshops.engine.state import Workshop
from workshops.newcomers import new_people


def title_of(state: Workshop, words: Words) -> str:
    """Return the workshop's title as plain text; people's words in it are not escaped."""
    title = state.agreed.title or state.agreed.called
    if state.agreed.agenda.makes == "journey":
        return words(f"board.title_{state.agreed.state}", title=title)
    return title


def published_as(state: Workshop, words: Words) -> str:
    """Return what was published as plain text: what it was for, then who is new, by name."""
    return ", ".join(
        words("board.version_of", name=name, version=at) if name else at
        for at, name in _made(state)
    )


def published_buttons(state: Workshop, words: Words) -> list[Element]:
    """Return the buttons that open what was published, in the same order."""
    return [
        blocks.button(plain(words("buttons.open", version=name)), f"record.show:{at}", value=at)
        if name
        else open_button(at, words)
        for at, name in _made(state)[:SHOWN]
    ]


def _made(state: Workshop) -> list[tuple[str, str]]:
    """Return each version with the name of whom it makes known; "" for what it was for."""
    *others, main = state.published or ("",)
    new = [one.name for one in new_people(state).values()]
    named = new if len(new) == len(others) else others
    return [(main, ""), *zip(others, named, strict=True)] if main else []
