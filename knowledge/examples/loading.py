"""Loading the example records into a workspace that has none of its own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from knowledge.examples import files
from knowledge.identity import PersonId
from knowledge.ledger import Transaction, people
from knowledge.records import store
from knowledge.records.models.bodies import Body
from knowledge.records.models.claims import Evidence, Hypothesis, Insight, Source
from knowledge.records.models.journeys import Involvement, Journey
from knowledge.records.models.one_liners import Match, OneLiner
from knowledge.records.models.personas import Persona
from knowledge.records.models.segments import Segment
from knowledge.records.refs import Kind, Ref

REASON = "example"
COLLEAGUES = {
    "mara": ("Mara", "Sales"),
    "jonas": ("Jonas", "Service"),
    "ines": ("Ines", "Marketing"),
}


@dataclass(frozen=True)
class Loaded:
    """What was loaded: the refs by their keys in the files; empty when the workspace wasn't."""

    refs: Mapping[str, Ref] = field(default_factory=dict)


async def load_examples(
    tx: Transaction, language: str = "en", *, colleagues: Mapping[str, PersonId] | None = None
) -> Loaded:
    """Publish the example records into an empty workspace; do nothing in another.

    Args:
        tx: A writing transaction; dates are counted back from its instant.
        language: Of the records; English where there are none.
        colleagues: Who mara, jonas and ines are here; made up when not given.
    """
    if await store.generation(tx):
        return Loaded()
    here = colleagues if colleagues is not None else await _invented(tx)
    loading = _Loading(tx, files.read(language), here, language)
    await loading.run()
    return Loaded(loading.refs)


async def _invented(tx: Transaction) -> dict[str, PersonId]:
    made = {}
    for key, (name, department) in COLLEAGUES.items():
        made[key] = await people.of(tx, f"example:{key}")
        await people.remember(tx, made[key], name=name, title=department, tz=None)
    return made


class _Loading:
    """One run: names first, because one-liners, personas and journeys name each other."""

    def __init__(
        self,
        tx: Transaction,
        example: files.Example,
        colleagues: Mapping[str, PersonId],
        language: str,
    ) -> None:
        self.tx, self.example, self.language = tx, example, language
        self.colleagues = colleagues
        self.refs: dict[str, Ref] = {}
        self.sentences = {one.key: one for one in example.one_liners}

    async def run(self) -> None:
        await self._name()
        for segment in self.example.segments:
            await self._publish(segment.key, self._segment(segment))
        for persona in self.example.personas:
            await self._publish(persona.key, self._persona(persona))
        for one in self.example.one_liners:
            await self._publish(one.key, self._one_liner(one), by=one.by)
        for journey in self.example.journey:
            await self._publish(journey.key, self._journey(journey))

    async def _name(self) -> None:
        keyed: list[tuple[Kind, Sequence[files.Keyed]]] = [
            (Kind.SEGMENT, self.example.segments),
            (Kind.PERSONA, self.example.personas),
            (Kind.ONE_LINER, self.example.one_liners),
            (Kind.JOURNEY, self.example.journey),
        ]
        for kind, records in keyed:
            for record in records:
                self.refs[record.key] = await store.new_ref(self.tx, kind)

    async def _publish(self, key: str, body: Body, *, by: str = "mara") -> None:
        await store.publish(
            self.tx,
            self.refs[key],
            body,
            person=self.colleagues[by],
            reason=REASON,
            base=None,
            language=self.language,
        )

    def _segment(self, told: files.SegmentFile) -> Segment:
        return Segment(**told.model_dump(exclude={"key", "criteria"}), criteria=told.criteria)

    def _persona(self, told: files.PersonaFile) -> Persona:
        plain = told.model_dump(exclude={"key", "segment", "company", "insights"})
        return Persona(
            **plain,
            segment=str(self.refs[told.segment]),
            company=str(self.refs[told.company]) if told.company else None,
            insights=tuple(self._insight(insight) for insight in told.insights),
        )

    def _one_liner(self, told: files.OneLinerFile) -> OneLiner:
        return OneLiner(
            sentence=told.sentence,
            heard_by=self.colleagues[told.by],
            heard_at=self.tx.now - timedelta(days=told.days_ago),
            customer=told.customer,
            match=Match(
                persona=str(self.refs[told.persona]),
                journey=str(self.refs[self.example.journey[0].key]),
                stage=told.stage,
                confirmed=told.confirmed,
            ),
        )

    def _journey(self, told: files.JourneyFile) -> Journey:
        plain = {"key", "personas", "stages", "involvement", "hypotheses", "cells"}
        return Journey(
            **told.model_dump(exclude=plain),
            personas=tuple(str(self.refs[key]) for key in told.personas),
            stages=told.stages,
            insights=tuple(
                self._insight(insight, stage)
                for stage, cell in told.cells.items()
                for insight in cell
            ),
            involvement=tuple(self._involvement(told)),
            hypotheses=tuple(
                Hypothesis(
                    id=h.id, text=h.text, status=h.status, evidence=self._evidence((), h.from_)
                )
                for h in told.hypotheses
            ),
        )

    def _involvement(self, told: files.JourneyFile) -> Iterable[Involvement]:
        for stage, parts in told.involvement.items():
            for key, part in parts.items():
                ref = str(self.refs[key])
                yield Involvement(id=f"{ref.lower()}:{stage}", persona=ref, stage=stage, part=part)

    def _insight(self, told: files.InsightFile, stage: str | None = None) -> Insight:
        return Insight(
            **told.model_dump(exclude={"by", "heard", "from_", "feeling"}),
            feeling=told.feeling,
            stage=stage,
            contributors=tuple(self.colleagues[key] for key in told.by),
            evidence=self._evidence(told.heard, told.from_),
        )

    def _evidence(
        self, heard: tuple[str, ...], other: tuple[files.EvidenceFile, ...]
    ) -> tuple[Evidence, ...]:
        sentences = [(key, self.sentences[key]) for key in heard]
        today = self.tx.now.date()
        voices = [
            Evidence(
                id=f"heard-{key}",
                source=Source.FRONTLINE,
                one_liner=str(self.refs[key]),
                quote=one.sentence,
                customer=one.customer,
                seen_on=today - timedelta(days=one.days_ago),
            )
            for key, one in sentences
        ]
        rest = [
            Evidence(
                id=f"seen-{n}",
                source=told.source,
                customer=told.customer,
                quote=told.quote,
                seen_on=today - timedelta(days=told.days_ago),
            )
            for n, told in enumerate(other, start=1)
        ]
        return (*voices, *rest)
