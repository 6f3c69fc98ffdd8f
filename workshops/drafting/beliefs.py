"""Drafting hypotheses: what was believed, and whether it ended confirmed, refuted or open."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from knowledge.identity import PersonId
from knowledge.records.founding import together
from knowledge.records.models.claims import Hypothesis, Seen
from prompts.models import VERDICTS, Verdict
from workshops.drafting.fields import field_of
from workshops.drafting.keeping import parked, standing
from workshops.drafting.sources import founded, given
from workshops.engine.beliefs import LANE, speaks_of, verdict_of
from workshops.engine.groups import root_of
from workshops.engine.state import Note, NoteId, Workshop

Given = Mapping[PersonId | None, Verdict]
"""By whoever signed it, also without a name, the last verdict on one hypothesis."""


def hypotheses(
    state: Workshop, notes: Iterable[Note], before: tuple[Hypothesis, ...]
) -> Iterator[Hypothesis]:
    """Yield what was believed before and was not parked, then what is believed anew."""
    gone, said, fields = parked(state), _by_hypothesis(state), field_of(state)
    stands = _founded(state, said, before)
    for one in before:
        if one.id not in gone:
            yield stands(_judged(one, said.get(one.id, [])))
    known = {one.id for one in before}
    for note in notes:
        # A variant takes over what became of what the framework believes.
        judged = note.id in state.agreed.inherited and note.lane == LANE and note.id in said
        new = fields.get(note.lane) == "hypotheses" and not note.stored
        if new or (judged and note.id not in known):
            yield stands(_judged(Hypothesis(id=note.id, text=note.text), said.get(note.id, [])))


def _founded(
    state: Workshop, said: Mapping[str, Sequence[Note]], before: Iterable[Hypothesis]
) -> Callable[[Hypothesis], Hypothesis]:
    """Return what gives a hypothesis its sources: its own, and those of verdicts and reasons.

    With them comes what was merged into it.
    """
    claims, stands_for = given(state), standing(state, before)

    def stands(one: Hypothesis) -> Hypothesis:
        note = state.notes.get(NoteId(one.id))
        if note is None:
            return one
        now = (claims.get(note.id, ()), *(each.sources for each in said.get(one.id, ())))
        evidence = founded(one.evidence, together(*now), note)
        return one.model_copy(update={"evidence": evidence, "stands_for": stands_for(one.id)})

    return stands


def _by_hypothesis(state: Workshop) -> Mapping[str, list[Note]]:
    """Return the verdicts and reasons that stand, by the hypothesis that they are about."""
    found: dict[str, list[Note]] = defaultdict(list)
    for note in state.in_order():
        if note.about is None or not speaks_of(state, note) or note.decision == "park":
            continue
        about = state.notes.get(NoteId(note.about))
        found[root_of(state, about).id if about else note.about].append(note)
    return found


def _judged(one: Hypothesis, said: Sequence[Note]) -> Hypothesis:
    """Return a hypothesis with what is seen now; where nobody judged it, it stays as it was."""
    given = {note.person: verdict for note in said if (verdict := verdict_of(note))}
    if not said:
        return one
    seen = (_seen(verdict, said, given) for verdict in VERDICTS)
    return one.model_copy(
        update={
            "status": _most(Counter(given.values())) if given else one.status,
            "seen": tuple(view for view in seen if view),
        }
    )


def _seen(verdict: Verdict, said: Sequence[Note], given: Given) -> Seen | None:
    """Return who gives a verdict and why; a reason without a verdict leaves it open."""
    mine = [note for note in said if given.get(note.person, "open") == verdict]
    if not mine:
        return None
    people = [note.person for note in mine if note.person and not note.nameless]
    reasons = [note.text for note in mine if note.choice is None]
    return Seen(
        id=verdict,
        verdict=verdict,
        contributors=tuple(dict.fromkeys(people)),
        reasons=tuple(dict.fromkeys(reasons)),
    )


def _most(counted: Counter[Verdict]) -> Verdict:
    """Return what most see; where as many see one as the other, it is still open."""
    most = [verdict for verdict, n in counted.items() if n == max(counted.values())]
    return most[0] if len(most) == 1 else "open"
