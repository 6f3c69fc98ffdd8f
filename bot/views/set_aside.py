"""Notes that lie aside in the facilitator's view: without a stage, or in the parking lot."""

from bot.views import blocks, guard
from bot.views.blocks import Block
from bot.views.note import line
from bot.views.stages import stage_options
from prompts.words import Words
from workshops.engine.groups import parked as in_parking_lot
from workshops.engine.seal import to_be_seen
from workshops.engine.state import Note, Workshop

SHOWN_UNSORTED, SHOWN_PARKED = 12, 8
MOST_STAGES = 99
PARK = ":park"
"""No stage has such an id."""


def lists(state: Workshop, words: Words) -> list[Block]:
    """Return the notes without a stage and the parking lot, set off from what follows."""
    found = [*_unsorted(state, words), *_parked(state, words)]
    return [*found, blocks.divider()] if found else []


def announced(state: Workshop, words: Words) -> list[str]:
    """Say that notes without a stage wait further down, where nobody would look for them."""
    found = _without_stage(state)
    return [words("facilitate.unsorted_below", n=len(found))] if found else []


def _without_stage(state: Workshop) -> list[Note]:
    if not state.stages:
        return []
    return [one for one in to_be_seen(state) if one.unsorted and one.decision != "park"]


def _unsorted(state: Workshop, words: Words) -> list[Block]:
    """Return the notes without a stage, each with its way into one, or into the parking lot."""
    found = _without_stage(state)
    if not found:
        return []
    options = stage_options(state, words, state.stages)[:MOST_STAGES]
    options.append(blocks.option(words("facilitate.park"), PARK))
    shown: list[Block] = [blocks.divider(), blocks.section(words("facilitate.unsorted"))]
    for note in found[:SHOWN_UNSORTED]:
        picker = blocks.select(
            f"facilitate.sort:{note.id}", options, placeholder=words("facilitate.sort")
        )
        shown.append(blocks.section(guard.cut(line(words, note), 300), accessory=picker))
    hidden = len(found) - SHOWN_UNSORTED
    more = [blocks.context(words("facilitate.more_unsorted", n=hidden))] if hidden > 0 else []
    return shown + more


def _parked(state: Workshop, words: Words) -> list[Block]:
    """Return the parking lot: what was set aside for another day, each with its way back."""
    found = in_parking_lot(state)
    if not found:
        return []
    shown: list[Block] = [blocks.divider(), blocks.section(words("facilitate.parked"))]
    for note in found[:SHOWN_PARKED]:
        back = blocks.button(words("facilitate.put_back"), f"facilitate.put_back:{note.id}")
        shown.append(blocks.section(guard.cut(line(words, note), 300), accessory=back))
    hidden = len(found) - SHOWN_PARKED
    more = [blocks.context(words("facilitate.more_parked", n=hidden))] if hidden > 0 else []
    return shown + more
