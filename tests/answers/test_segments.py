"""A question about a segment is answered from its record, each line in its row."""

from knowledge.answers.models import Answer, NothingFounded
from knowledge.ledger import Ledger
from knowledge.records.models.claims import Insight
from knowledge.records.models.segments import Criterion, Segment
from knowledge.records.refs import Kind
from tests.answers.conftest import Ask
from tests.answers.test_records import publish

YARDS = Segment(
    name="Shipyards with welding",
    portrait="Yards that weld hulls in two shifts.",
    criteria=(Criterion(id="c1", about="size", text="Forty of them, all on the coast."),),
    insights=(
        Insight(id="i1", lane="open_questions", text="Do they decide alone?"),
        Insight(id="i2", lane="boundaries", text="The yacht builders."),
        Insight(id="i3", lane="needs", text="Cloth certified for welding overhead."),
    ),
)


async def test_a_segment_by_name_answers_row_by_row(ask: Ask, ledger: Ledger) -> None:
    """Part of its name, or its ref, is enough; what is only believed is no answer."""
    await publish(ledger, Kind.SEGMENT, YARDS)
    by_name = ("What do the shipyards need?", "What matters in the shipyards segment?")
    for question in (*by_name, "Tell me about I1"):
        answer = await ask(question)
        assert isinstance(answer, Answer)
        rows = [(line.lane, line.text) for line in answer.lines]
        assert rows == [
            ("portrait", YARDS.portrait),
            ("needs", "Cloth certified for welding overhead."),
            ("size", "Forty of them, all on the coast."),
            ("boundaries", "The yacht builders."),
        ]
        assert {line.segment for line in answer.lines} == {YARDS.name}


async def test_what_the_index_finds_in_a_segment_names_it(ask: Ask, ledger: Ledger) -> None:
    await publish(ledger, Kind.SEGMENT, YARDS)
    answer = await ask("Which shipyards build yachts?")
    assert isinstance(answer, Answer)
    found = {line.text: (line.segment, line.lane) for line in answer.lines}
    assert found["The yacht builders."] == (YARDS.name, "boundaries")


async def test_with_segments_alone_nobody_is_offered(ask: Ask, ledger: Ledger) -> None:
    """Nobody is meant by "they" yet, and there is no persona to choose from."""
    await publish(ledger, Kind.SEGMENT, YARDS)
    reply = await ask("what do they need now?")
    assert isinstance(reply, NothingFounded)
    assert reply.reason == "no_match"
