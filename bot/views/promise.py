"""The exact promise under which notes are taken: it stands wherever one is written."""

from bot.views import blocks
from bot.views.blocks import Block
from prompts.words import Words
from workshops.engine.seal import sealed, voice_of
from workshops.engine.state import Workshop


def promise(state: Workshop, activity: str, *, words: Words) -> list[Block]:
    """Return what is promised to whoever writes to an activity; nothing where all is open."""
    voice, closed = voice_of(state, activity), sealed(state, activity)
    if voice == "open" or (voice == "sealed" and not closed):
        return []
    key = f"notes.promise_{voice}" if closed else "notes.promise_revealed"
    return [blocks.context(words(key))]
