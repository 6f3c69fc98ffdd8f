"""What a scenario plans for a persona in a stage stands on the card, and what it lacks."""

import pytest

from knowledge.answers.models import Answer, LineKind
from knowledge.ledger import Ledger
from knowledge.records import store
from knowledge.records.models.claims import Insight
from knowledge.records.models.journeys import Journey
from knowledge.records.models.scenarios import Scenario
from knowledge.records.refs import Kind, Ref
from tests.answers.conftest import ONE, Ask
from tests.workshops.scene import MARA

PLANNED = {
    "information": "What one accident costs, next to a year of gloves",
    "content": "The cost sheet with her own numbers",
    "channels": "Jonas, at the yearly visit",
    "timing": "The week after the audit",
    "means": "Service hands it over",
    "change": "She asks for a trial instead of a price",
}


@pytest.fixture
async def scenario(ledger: Ledger, refs: dict[str, Ref]) -> str:
    """Petra's scenario along her journey: all of one stage, nothing of the others."""
    async with ledger.transaction(ONE) as tx:
        journey = await store.current(tx, refs["safer"])
        assert isinstance(journey.body, Journey)
        body = Scenario(
            title="What Petra hears, and when",
            persona=str(refs["petra"]),
            journey=str(refs["safer"]),
            lanes=tuple(PLANNED),
            stages=journey.body.stages,
            insights=tuple(
                Insight(id=lane, lane=lane, text=text, stage="committing")
                for lane, text in PLANNED.items()
            ),
        )
        ref = await store.new_ref(tx, Kind.SCENARIO)
        await store.publish(tx, ref, body, person=MARA, reason="workshop", base=None)
        kept = [one for one in journey.body.insights if not _content_at(one, "loosening")]
        less = journey.body.model_copy(update={"insights": tuple(kept)})
        await store.publish(tx, refs["safer"], less, person=MARA, reason="workshop", base=1)
    return str(ref)


def _content_at(insight: Insight, stage: str) -> bool:
    return (insight.lane, insight.stage) == ("content", stage)


async def told(ask: Ask, question: str, *, stage: str) -> dict[LineKind, str]:
    answer = await ask(question, stage=stage)
    assert isinstance(answer, Answer)
    return {line.kind: line.text for line in reversed(answer.lines)}


async def test_what_is_planned_for_a_stage_stands_on_its_card(ask: Ask, scenario: str) -> None:
    said = await told(ask, "what does Petra need now?", stage="committing")
    assert said[LineKind.TELL] == PLANNED["information"]
    assert said[LineKind.CONTENT] == PLANNED["content"]
    assert said[LineKind.CHANNEL] == PLANNED["channels"]
    assert said[LineKind.TIMING] == PLANNED["timing"]
    answer = await ask("what does Petra need now?", stage="committing")
    assert isinstance(answer, Answer)
    assert f"{scenario}@1" in {citation.at for citation in answer.citations}


async def test_what_was_asked_for_comes_first(ask: Ask, scenario: str) -> None:
    answer = await ask("when is the right moment for Petra?", stage="committing")
    assert isinstance(answer, Answer)
    assert [line.kind for line in answer.lines][:2] == [LineKind.TIMING, LineKind.NEED]


@pytest.mark.parametrize(("stage", "lacks"), [("committing", False), ("loosening", True)])
async def test_a_stage_without_content_says_that_there_is_none(
    ask: Ask, scenario: str, stage: str, lacks: bool
) -> None:
    said = await told(ask, "what does Petra need now?", stage=stage)
    assert (LineKind.NO_CONTENT in said) == lacks
    assert (LineKind.CONTENT in said) != lacks


async def test_a_gap_that_another_record_fills_is_none(ask: Ask, scenario: str) -> None:
    """The scenario has nothing for this stage, the journey has."""
    said = await told(ask, "what does Petra need now?", stage="exploring")
    assert LineKind.CONTENT in said
    assert LineKind.NO_CONTENT not in said
