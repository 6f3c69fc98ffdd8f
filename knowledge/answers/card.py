"""The card: what is known of a persona in a stage, line by line, each with its citation."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice

from knowledge.answers.cells import Cell, Claim
from knowledge.answers.citing import CONTENT, PORTRAIT, Citations
from knowledge.answers.facts import option
from knowledge.answers.lines import of_claim, of_portrait, of_voice
from knowledge.answers.models import AnswerLine, Involved, LineKind
from knowledge.answers.where import Place

Lines = Iterator[AnswerLine]
ASKED_FOR = 3
"""How many lines of a kind when the question asks for just that."""
FEW, THIN = 6, 4
"""Below so many lines a card says more about the stage; below so many founded ones, anything."""


class Card:
    """Writes the lines of one cell; nothing that is not on record, no line without a number."""

    def __init__(self, cell: Cell, citations: Citations) -> None:
        self._cell = cell
        self._cite = citations

    def lines(self, *, asked: Sequence[str] = ()) -> tuple[AnswerLine, ...]:
        """Return the card's lines; the kinds and lanes in *asked* come first and in full."""
        usual = [*_WRITERS]
        wanted = [line for lane in asked if lane not in usual for line in self._lane(lane)]
        first = [kind for kind in usual if kind.value in asked]
        rest = [kind for kind in usual if kind not in first and kind not in _ON_REQUEST]
        found = wanted + [line for kind in first for line in self._some(kind, ASKED_FOR)]
        found += [line for kind in rest for line in self._some(kind, _USUAL.get(kind, 1))]
        if not self._cell.own or len(found) < FEW:
            more = [kind for kind in _ON_REQUEST if kind not in first]
            found += [line for kind in more for line in self._some(kind, 1)]
        return (*found, *self._filling(found))

    def _filling(self, found: Sequence[AnswerLine]) -> list[AnswerLine]:
        """A short card says whatever else is on record: no lane is too odd to be answered."""
        room = THIN - sum(bool(line.text) for line in found)
        if room <= 0:
            return []
        claims = self._cell.others({line.text for line in found})
        return [of_claim(LineKind.EVIDENCE, claim, self._cite) for claim in claims[:room]]

    def _some(self, kind: LineKind, most: int) -> list[AnswerLine]:
        return [*islice(_WRITERS[kind](self), most)]

    def _lane(self, lane: str) -> list[AnswerLine]:
        """Answer a question about a lane that the card has no line for."""
        if lane == PORTRAIT:
            return self._portrait()
        claims = [*self._cell.here(lane), *self._cell.overall(lane)]
        return [of_claim(LineKind.EVIDENCE, claim, self._cite) for claim in claims[:ASKED_FOR]]

    def _portrait(self) -> list[AnswerLine]:
        persona = self._cell.persona
        portrait = persona.body.portrait
        return [of_portrait(persona, portrait, self._cite)] if portrait else []

    def skipped(self, place: Place, reason: str) -> AnswerLine:
        """Say that the team left the stage out, and why."""
        citation = self._cite.skipped(place.journey, place.stage.id, reason)
        return AnswerLine(kind=LineKind.SKIPPED, text=reason, citations=(citation.number,))

    def _need(self) -> Lines:
        cell = self._cell
        here = cell.here("needs", "goals")
        return self._claims(LineKind.NEED, here or cell.overall("needs", "jobs", "gains"))

    def _question(self) -> Lines:
        cell = self._cell
        return self._claims(LineKind.QUESTION, cell.here("questions") or cell.here("thoughts"))

    def _who_else(self) -> Lines:
        others = tuple(
            Involved(persona=str(p.ref), name=p.body.name, role=p.body.role, part=part)
            for p, part in self._cell.involved()
        )
        lanes = ("buying_group", "stakeholders")
        told = self._cell.here(*lanes) or self._cell.throughout(*lanes)
        place = self._cell.place
        if not others or place is None:
            yield from self._claims(LineKind.WHO_ELSE, told)
            return
        # Who decides is the team's view; what was heard of it may speak of some of them only.
        cited = [self._cite.involvement(place.journey, place.stage.id)]
        cited += [self._cite.insight(one.held, one.insight) for one in told[:1]]
        yield AnswerLine(
            kind=LineKind.WHO_ELSE,
            citations=tuple(one.number for one in cited),
            belief=all(one.support.belief for one in cited),
            involved=others,
        )

    def _feeling(self) -> Lines:
        felt = [claim for claim in self._cell.here("feelings") if claim.insight.feeling]
        yield from self._claims(LineKind.FEELING, felt[:1])
        other = (c for c in felt[1:] if _value(c) * _value(felt[0]) < 0)
        yield from self._claims(LineKind.FEELING, [*other][:1])

    def _channel(self) -> Lines:
        cell = self._cell
        channels = cell.planned("channels") or cell.overall("channels") or cell.here("channels")
        return self._claims(LineKind.CHANNEL, [*channels, *cell.here("touchpoints")])

    def _content(self) -> Lines:
        cell = self._cell
        return self._claims(LineKind.CONTENT, [*cell.planned("content"), *cell.here("content")])

    def _tell(self) -> Lines:
        return self._claims(LineKind.TELL, self._cell.planned("information"))

    def _timing(self) -> Lines:
        return self._claims(LineKind.TIMING, self._cell.planned("timing"))

    def _means(self) -> Lines:
        return self._claims(LineKind.MEANS, self._cell.planned("means"))

    def _change(self) -> Lines:
        return self._claims(LineKind.CHANGE, self._cell.planned("change"))

    def _no_content(self) -> Lines:
        """Say that a scenario has nothing to give here, when no other record has either."""
        cell = self._cell
        if cell.place is None or cell.planned("content") or cell.here("content"):
            return
        for scenario in cell.scenarios()[:1]:
            stage = cell.place.stage.id
            if (stage, CONTENT) in {(one.id, lane) for one, lane in scenario.body.gaps()}:
                citation = self._cite.gap(scenario, stage)
                yield AnswerLine(kind=LineKind.NO_CONTENT, citations=(citation.number,))

    def _format(self) -> Lines:
        return self._claims(LineKind.FORMAT, self._cell.overall("formats"))

    def _gap(self) -> Lines:
        return self._claims(LineKind.GAP, self._cell.here("gaps"))

    def _quote(self) -> Lines:
        cell = self._cell
        yield from (of_voice(LineKind.QUOTE, one, self._cite) for one in cell.voices())
        yield from self._claims(LineKind.QUOTE, [*cell.here("quotes"), *cell.overall("quotes")])

    def _moves_on(self) -> Lines:
        return self._claims(LineKind.MOVES_ON, self._cell.here("moves_on"))

    def _pain(self) -> Lines:
        here = self._cell.here("pains", "moments")
        return self._claims(LineKind.PAIN, here or self._cell.overall("pains"))

    def _objection(self) -> Lines:
        here = self._cell.here("objections")
        return self._claims(LineKind.OBJECTION, here or self._cell.overall("objections"))

    def _strength(self) -> Lines:
        """Say how strong the reason to change is, and why the team thinks so."""
        place = self._cell.place
        strength = place.journey.body.strength if place else None
        if place and strength:
            number = self._cite.strength(place.journey).number
            yield AnswerLine(kind=LineKind.STRENGTH, citations=(number,), strength=strength)
            reasons = self._cell.throughout("strength")
            yield from (of_claim(LineKind.EVIDENCE, claim, self._cite) for claim in reasons)

    def _back(self) -> Lines:
        """Say where a stage may lead back to."""
        place = self._cell.place
        if place is None:
            return
        stages = {stage.id: stage for stage in place.journey.body.stages}
        back = stages.get(place.stage.loops_to or "")
        if back:
            number = self._cite.ways(place.journey, place.stage.id).number
            to = option(Place(place.journey, back))
            yield AnswerLine(kind=LineKind.BACK, citations=(number,), stage=to)

    def _ends(self) -> Lines:
        """Say that the path may end here, without a change."""
        place = self._cell.place
        if place and place.stage.ends:
            number = self._cite.ways(place.journey, place.stage.id).number
            yield AnswerLine(kind=LineKind.ENDS, citations=(number,))

    def _claims(self, kind: LineKind, claims: Sequence[Claim]) -> Lines:
        return (of_claim(kind, claim, self._cite) for claim in claims)


def _value(claim: Claim) -> int:
    return claim.insight.feeling.value if claim.insight.feeling else 0


_WRITERS: Mapping[LineKind, Callable[[Card], Lines]] = {
    LineKind.NEED: Card._need,
    LineKind.QUESTION: Card._question,
    LineKind.WHO_ELSE: Card._who_else,
    LineKind.FEELING: Card._feeling,
    LineKind.CHANNEL: Card._channel,
    LineKind.TELL: Card._tell,
    LineKind.CONTENT: Card._content,
    LineKind.NO_CONTENT: Card._no_content,
    LineKind.TIMING: Card._timing,
    LineKind.GAP: Card._gap,
    LineKind.QUOTE: Card._quote,
    LineKind.MOVES_ON: Card._moves_on,
    LineKind.BACK: Card._back,
    LineKind.ENDS: Card._ends,
    LineKind.STRENGTH: Card._strength,
    LineKind.PAIN: Card._pain,
    LineKind.OBJECTION: Card._objection,
    LineKind.FORMAT: Card._format,
    LineKind.MEANS: Card._means,
    LineKind.CHANGE: Card._change,
}
_ON_REQUEST = (
    LineKind.STRENGTH,
    LineKind.PAIN,
    LineKind.OBJECTION,
    LineKind.FORMAT,
    LineKind.MEANS,
    LineKind.CHANGE,
)
"""Left out where the journey's own cells speak, unless the question asks for them."""
_USUAL = {LineKind.FEELING: 2}
"""A feeling comes with its opposite, when colleagues saw both; of all else the best one."""
