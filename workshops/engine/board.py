"""What the board shows of a workshop, as facts; words come later."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.identity import PersonId
from workshops.engine.dissent import by_note
from workshops.engine.seal import nameless, sealed
from workshops.engine.sources import founded
from workshops.engine.state import Note, NoteId, Workshop
from workshops.engine.text import twin_key

NOBODY: Mapping[PersonId, str | None] = {}


@dataclass(frozen=True)
class Cell:
    """A stage with its number, from 1, and how many notes the current activity has in it.

    `back_to` is the number of the stage that it leads back to; it may be an end, or be left out
    for a reason.
    """

    number: int
    id: str
    title: str
    notes: int
    back_to: int | None = None
    ends: bool = False
    skipped: str | None = None


@dataclass(frozen=True, kw_only=True)
class Board:
    """The facts of a board.

    Attributes:
        people: Who takes part.
        contributed: Who wrote in the current activity, be it how they see a note differently.
        ready: Who said that they are ready with it.
        stages: One cell a stage in an activity that goes stage by stage; else none.
        proposed: One cell a stage in the activity that asks for the stages themselves; else none.
        notes: Notes of the current activity.
        unsorted: Notes of any activity without a stage yet.
        missing_departments: Departments that take part and said nothing yet in this activity,
            while others did.
        absent: Departments that handle touchpoints, and nobody of them takes part.
        voices: How many wrote in the current activity, also where nobody knows who.
        nameless: Whether nobody knows who wrote in the current activity.
        sealed: Whether its notes are still sealed.
        disputed: How many notes or groups of the current activity somebody sees differently; in
            the review of all.
        founded, claims: How many claims there are in the review, and how many have a source.
    """

    people: tuple[PersonId, ...]
    contributed: frozenset[PersonId]
    ready: frozenset[PersonId]
    stages: tuple[Cell, ...]
    notes: int
    unsorted: int
    proposed: tuple[Cell, ...] = ()
    missing_departments: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    voices: int = 0
    nameless: bool = False
    sealed: bool = False
    disputed: int = 0
    founded: int = 0
    claims: int = 0

    @property
    def silent(self) -> tuple[PersonId, ...]:
        """Who takes part and wrote nothing in the current activity; none where that is unknown."""
        if self.nameless:
            return ()
        return tuple(person for person in self.people if person not in self.contributed)


def board(state: Workshop, *, departments: Mapping[PersonId, str | None] = NOBODY) -> Board:
    """Return what there is to show.

    Args:
        state: The workshop.
        departments: Where each person works, as far as known.
    """
    activity = state.activity
    standing = [note for note in state.notes.values() if not note.withdrawn and note.person]
    here = [note for note in standing if note.activity == activity.key]
    contributed = frozenset(note.person for note in here if note.person) | _differing(state)
    ready = state.ready.get(activity.key) or frozenset()
    hidden = nameless(state, activity.key)
    known = contributed & frozenset(state.people)
    stand, claims = founded(state) if activity.kind == "review" else (0, 0)
    return Board(
        people=state.people,
        contributed=frozenset() if hidden else known,
        ready=ready & frozenset(state.people),
        stages=_cells(state, here) if activity.scope == "each_stage" else (),
        proposed=_cells(state, ()) if activity.kind == "stages" else (),
        notes=len(here),
        unsorted=sum(note.unsorted and note.decision != "park" for note in standing),
        missing_departments=() if hidden else _missing(state, contributed, departments),
        absent=_absent(state, departments),
        voices=min(len(contributed), len(state.people)) if hidden else len(known),
        nameless=hidden,
        sealed=sealed(state, activity.key),
        disputed=_disputed(state),
        founded=stand,
        claims=claims,
    )


def _differing(state: Workshop) -> frozenset[PersonId]:
    """Return who said by name how they see a note of the current activity differently."""
    told = (state.dissent[id] for id in state.dissent if _is_here(state, id))
    return frozenset(one.person for those in told for one in those if not one.nameless)


def _is_here(state: Workshop, note: NoteId) -> bool:
    return state.notes[note].activity == state.activity.key


def _disputed(state: Workshop) -> int:
    review = state.activity.kind == "review"
    return sum(review or _is_here(state, id) for id in by_note(state))


def _cells(state: Workshop, notes: Sequence[Note]) -> tuple[Cell, ...]:
    counted = Counter(note.stage for note in notes)
    numbers = {stage.id: number for number, stage in enumerate(state.stages, start=1)}
    return tuple(
        Cell(
            number=numbers[stage.id],
            id=stage.id,
            title=stage.title,
            notes=counted[stage.id],
            back_to=numbers.get(stage.loops_to or ""),
            ends=stage.ends,
            skipped=stage.skipped,
        )
        for stage in state.stages
    )


def _absent(state: Workshop, departments: Mapping[PersonId, str | None]) -> tuple[str, ...]:
    here = {twin_key(departments.get(person) or "") for person in state.people}
    return tuple(name for name in state.agreed.departments if twin_key(name) not in here)


def _missing(
    state: Workshop,
    contributed: frozenset[PersonId],
    departments: Mapping[PersonId, str | None],
) -> tuple[str, ...]:
    heard = {departments.get(person) for person in contributed}
    all_ = dict.fromkeys(departments.get(person) for person in state.people)
    missing = tuple(name for name in all_ if name and name not in heard)
    return missing if contributed else ()
