"""What a workshop is called, on its board and wherever it is mentioned."""

from prompts.words import Words
from workshops.engine.state import Workshop


def title_of(state: Workshop, words: Words) -> str:
    """Return the workshop's title as plain text; people's words in it are not escaped."""
    title = state.title or state.called
    if state.agenda.makes == "journey":
        return words(f"board.title_{state.state}", title=title)
    return title
