"""Beliefs: the hypotheses that stand in a workshop, and which notes say what became of them."""

from prompts.models import VERDICTS, Verdict
from workshops.engine.seal import sealed, to_be_seen
from workshops.engine.state import Note, Workshop

LANE = "hypotheses"
"""Where a record keeps them, and where those on record stand in a workshop that renews it."""


def hypotheses(state: Workshop) -> tuple[Note, ...]:
    """Return what is believed, as far as everybody may see it, oldest first."""
    lanes = {LANE} | {
        asked.lane for asked in state.agreed.agenda.asked if asked.field == "hypotheses"
    }
    return tuple(
        note
        for note in to_be_seen(state)
        if note.lane in lanes
        and note.decision not in ("park", "merge")
        and not sealed(state, note.activity or "")
    )


def speaks_of(state: Workshop, note: Note) -> bool:
    """Say whether a note is about a hypothesis: a verdict, or a reason for one."""
    return any(
        one.form == "verdicts" and one.lane == note.lane for one in state.agreed.agenda.asked
    )


def verdict_of(note: Note) -> Verdict | None:
    """Return the verdict that a note gives; None for a reason."""
    return next((one for one in VERDICTS if one == note.choice), None)
