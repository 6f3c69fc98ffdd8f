"""Questions about the buying group: who decides, who has a say, who can stop it, and where."""

import pytest

from knowledge.answers.models import Answer, AnswerLine, LineKind
from knowledge.ledger import Ledger
from knowledge.records import store
from knowledge.records.models.journeys import Involvement, Journey, Stage
from knowledge.records.refs import Kind, Ref
from tests.answers.conftest import ONE, Ask
from tests.workshops.scene import MARA

pytestmark = pytest.mark.usefixtures("refs")


def groups(answer: object) -> list[tuple[str, list[tuple[str, tuple[str, ...]]]]]:
    """The parts that an answer names, with who has them where."""
    assert isinstance(answer, Answer)
    lines = [line for line in answer.lines if line.kind == LineKind.GROUP]
    return [(line.involved[0].part, _people(line)) for line in lines]


def _part(line: AnswerLine) -> str:
    return line.involved[0].part


def _people(line: AnswerLine) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.name, one.stages) for one in line.involved]


STOPS = [
    ("Doris", ("Convinces the director", "Defends the cost")),
    ("Henrik", ("Sees people get hurt",)),
]


@pytest.mark.parametrize(
    "question",
    [
        "Who can stop the deal?",
        "who can block Petra?",
        "Who might veto it?",
        "anyone who kills it?",
    ],
)
async def test_who_can_stop_the_deal_is_answered_from_the_record(ask: Ask, question: str) -> None:
    """By name and stage; whoever decides comes right after, for they can stop it too."""
    answer = await ask(question)
    blocks, decides = groups(answer)
    assert blocks == ("blocks", STOPS)
    assert decides[0] == "decides"


async def test_what_they_say_against_it_stands_beside(ask: Ask) -> None:
    answer = await ask("Who can stop the deal?")
    assert isinstance(answer, Answer)
    against = [(line.about, line.text) for line in answer.lines if line.kind == LineKind.OBJECTION]
    assert against == [
        ("Doris", "No new suppliers before January."),
        ("Henrik", "Not in this year's budget."),
    ]
    assert answer.journey
    assert answer.journey.title == "How Petra gets safer workwear"


@pytest.mark.parametrize(
    "question",
    [
        "who has a say when she convinces the director?",
        "who has a say at stage 2?",
        "who has a say before Petra compares options?",
    ],
)
async def test_a_stage_that_is_named_narrows_it(ask: Ask, question: str) -> None:
    answer = await ask(question)
    assert groups(answer) == [("influences", [("Petra", ()), ("Milan", ())])]
    assert isinstance(answer, Answer)
    assert answer.stage
    assert answer.stage.title == "Convinces the director"


async def test_a_part_throughout_counts_in_every_stage(ask: Ask, ledger: Ledger) -> None:
    """Somebody with a part in the whole journey stands beside each stage, unless it differs."""
    async with ledger.transaction(ONE) as tx:
        current = await store.current(tx, Ref.parse("J1"))
        assert isinstance(current.body, Journey)
        by_name = {one.persona: one for one in current.body.involvement}
        assert len(by_name) > 2
        milan = next(one.persona for one in current.body.involvement if one.part == "uses")
        everywhere = Involvement(id=f"{milan.lower()}:all", persona=milan, part="blocks")
        body = current.body.model_copy(
            update={"involvement": (*current.body.involvement, everywhere)}
        )
        await store.publish(tx, current.ref, body, person=MARA, reason="workshop", base=1)
    answer = await ask("who can stop it when she compares options?")
    assert ("blocks", [("Milan", ())]) in groups(answer)
    card = await ask("what does Petra need now?", stage="selecting")
    assert isinstance(card, Answer)
    line = card.line(LineKind.WHO_ELSE)
    assert line
    assert ("Milan", "blocks") in [(one.name, one.part) for one in line.involved]
    told = await ask("what does Petra need now?", stage="settling")
    assert isinstance(told, Answer)
    line = told.line(LineKind.WHO_ELSE)
    assert line
    assert [one.part for one in line.involved if one.name == "Milan"] == ["uses"]


@pytest.mark.parametrize("question", ["what does Henrik decide on?", "why do deals stop?"])
async def test_a_question_that_asks_for_nobody_is_read_as_before(ask: Ask, question: str) -> None:
    answer = await ask(question)
    assert not isinstance(answer, Answer) or not groups(answer)


async def test_two_paths_are_told_apart(ask: Ask, ledger: Ledger) -> None:
    """Each line of who decides names its path, and what speaks against it is said once."""
    stage = Stage(id="tries", title="Tries it for one night")
    decides = Involvement(id="i1", persona="P3", stage="tries", part="decides")
    body = Journey(title="Malte's path", stages=(stage,), involvement=(decides,))
    async with ledger.transaction(ONE) as tx:
        ref = await store.new_ref(tx, Kind.JOURNEY)
        await store.publish(tx, ref, body, person=MARA, reason="workshop", base=None)
    answer = await ask("who decides?")
    assert isinstance(answer, Answer)
    group = [line for line in answer.lines if line.kind == LineKind.GROUP]
    deciding = {one.about: one.involved[0].name for one in group if _part(one) == "decides"}
    assert deciding == {"Malte's path": "Doris", "How Petra gets safer workwear": "Henrik"}
    assert answer.journey is None
    assert len({*answer.lines}) == len(answer.lines)
    (alone,) = [one for one in groups(await ask("who decides in J2?")) if one[0] == "decides"]
    assert alone == ("decides", [("Doris", ("Tries it for one night",))])
