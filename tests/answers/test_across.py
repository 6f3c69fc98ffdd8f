"""What is asked of nobody in particular is listed across all personas and stages."""

import pytest

from knowledge.answers.models import Answer, LineKind, NothingFounded, Unclear
from knowledge.ledger import Ledger
from knowledge.records.models.claims import Insight
from knowledge.records.models.personas import Persona
from knowledge.records.refs import Kind, Ref
from tests.answers.conftest import Ask
from tests.answers.test_records import publish


def texts(reply: object) -> list[str]:
    assert isinstance(reply, Answer)
    return [line.text for line in reply.lines]


@pytest.mark.usefixtures("refs")
@pytest.mark.parametrize("question", ["Which content is missing?", "what gaps do we have", "gaps"])
async def test_what_we_lack_is_listed_stage_by_stage(ask: Ask, question: str) -> None:
    """Marketing asks for all of it, not for one persona's."""
    reply = await ask(question)
    assert isinstance(reply, Answer)
    assert reply.across == "gaps"
    assert [line.stage.title for line in reply.lines if line.stage] == [
        "Sees people get hurt", "Convinces the director", "Compares options",
        "Tries it on one shift", "Defends the cost", "Chooses whom to trust",
    ]  # fmt: skip


@pytest.mark.usefixtures("refs")
async def test_objections_are_told_with_whose_they_are(ask: Ask) -> None:
    """Everybody speaks once before somebody speaks again; what customers said goes first."""
    reply = await ask("What objections will I hear?")
    assert isinstance(reply, Answer)
    whose = [line.persona.name for line in reply.lines if line.persona]
    assert whose == ["Petra", "Henrik", "Doris", "Milan", "Henrik"]


@pytest.mark.usefixtures("refs")
@pytest.mark.parametrize("question", ["segments", "Which segments do we sell to?", "ICP"])
async def test_segments_are_listed_with_their_portraits(ask: Ask, question: str) -> None:
    reply = await ask(question)
    assert isinstance(reply, Answer)
    assert {line.lane for line in reply.lines} == {"portrait"}
    assert len({line.segment for line in reply.lines}) == len(reply.lines) == 3


@pytest.mark.usefixtures("refs")
@pytest.mark.parametrize("question", ["What does she lack?", "Which objections do they have?"])
async def test_what_somebody_lacks_waits_for_a_name(ask: Ask, question: str) -> None:
    assert isinstance(await ask(question), Unclear)


@pytest.mark.usefixtures("refs")
async def test_more_than_the_kind_is_looked_for(ask: Ask) -> None:
    """What we lack for food is about food."""
    reply = await ask("Which content do we lack for the food industry?")
    assert isinstance(reply, Answer)
    assert reply.across is None
    assert any("food" in text for text in texts(reply))


async def test_the_same_words_in_two_places_are_listed_once(ask: Ask, ledger: Ledger) -> None:
    for name in ("Ada", "Bo"):
        doubt = Insight(id="o1", lane="objections", text="Not this year.")
        await publish(ledger, Kind.PERSONA, Persona(name=name, insights=(doubt,)))
    assert texts(await ask("objections?")) == ["Not this year."]


@pytest.mark.usefixtures("refs")
@pytest.mark.parametrize(
    "question",
    [
        "Compare Petra and Henrik",
        "Petra vs Henrik",
        "What do Petra and Henrik disagree on?",
        "How is Petra different from Henrik?",
    ],
)
async def test_of_two_who_are_compared_none_is_left_out(ask: Ask, question: str) -> None:
    """One card would pass for the answer on both."""
    reply = await ask(question)
    assert isinstance(reply, Unclear)
    assert ([one.name for one in reply.candidates], reply.named) == (["Petra", "Henrik"], True)


@pytest.mark.usefixtures("refs")
@pytest.mark.parametrize("question", ["Who is Milan?", "who's milan", "Who is the works council?"])
async def test_who_somebody_is_begins_with_the_portrait(ask: Ask, question: str) -> None:
    reply = await ask(question)
    assert isinstance(reply, Answer)
    assert reply.lines[0].lane == "portrait"
    assert reply.lines[0].text.startswith("Twelve years at the furnace")


@pytest.mark.usefixtures("refs")
async def test_who_else_has_a_say_is_no_question_for_the_portrait(ask: Ask) -> None:
    reply = await ask("Who else is involved when Petra compares options?")
    assert isinstance(reply, Answer)
    assert reply.lines[0].kind == LineKind.WHO_ELSE


@pytest.mark.usefixtures("refs")
@pytest.mark.parametrize("question", ["latest quotes", "any news?", "What was said recently?"])
async def test_the_latest_sentences_are_quoted_newest_first(ask: Ask, question: str) -> None:
    """Only what somebody confirmed."""
    reply = await ask(question)
    assert isinstance(reply, Answer)
    assert reply.across == "quotes"
    assert texts(reply)[0] == "Nobody buys gloves until someone bleeds."
    assert "Send it in a language that my line understands." not in texts(reply)


@pytest.mark.usefixtures("refs")
async def test_what_was_believed_is_told_with_what_became_of_it(ask: Ask) -> None:
    reply = await ask("Which hypotheses do we have?")
    assert isinstance(reply, Answer)
    assert [line.verdict for line in reply.lines] == ["open", "confirmed"]


async def test_a_sentence_is_quoted_by_its_number(ask: Ask, refs: dict[str, Ref]) -> None:
    reply = await ask(str(refs["bleeds"]))
    assert texts(reply) == ["Nobody buys gloves until someone bleeds."]


@pytest.mark.usefixtures("refs")
@pytest.mark.parametrize("number", ["L999", "I99", "S7", "P99", "J99"])
async def test_a_number_that_names_nothing_is_told(ask: Ask, number: str) -> None:
    reply = await ask(f"What does {number} say?")
    assert isinstance(reply, NothingFounded)
    assert reply.reason == "unknown_record"


@pytest.mark.usefixtures("refs")
@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("Is Doris the decision maker?", "decides"),
        ("Does Milan have a veto?", "blocks"),
        ("can the works council stop it", "blocks"),
    ],
)
async def test_whether_somebody_has_a_part_is_answered_with_who_has(
    ask: Ask, question: str, part: str
) -> None:
    reply = await ask(question)
    assert isinstance(reply, Answer)
    assert reply.lines[0].involved[0].part == part


@pytest.mark.usefixtures("refs")
async def test_more_than_a_part_is_looked_for(ask: Ask) -> None:
    """Whether she can stop the pain in her hands is no question about the buying group."""
    reply = await ask("Can Petra stop people from taking the gloves off?")
    assert isinstance(reply, Answer)
    assert reply.persona is not None
