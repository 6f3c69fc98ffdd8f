"""Onward: "and after that?" goes to the stage beside the one of the answer before."""

import pytest

from knowledge.answers.models import Answer, NothingFounded, Unclear
from knowledge.answers.onward import Since
from knowledge.records.refs import Ref
from tests.answers.conftest import Ask

pytestmark = pytest.mark.usefixtures("refs")

PETRA, PATH = Ref.parse("P1"), Ref.parse("J1")
AFTER = ["and after that?", "After this?", "what comes next?", "what's next", "and then?", "next",
         "what happens after that", "and the next stage please", "what will she need after that?",
         "and after that for Petra?", "what comes next for Petra"]  # fmt: skip
BEFORE = ["and before that?", "what comes before that", "and the previous one?", "and before?",
          "what did she need before that?"]  # fmt: skip


def at(stage: str) -> Since:
    """Say that the answer before stood at this stage of Petra's path."""
    return Since(PETRA, PATH, stage)


@pytest.mark.parametrize(
    ("question", "stage"),
    [*((asked, "settling") for asked in AFTER), *((asked, "committing") for asked in BEFORE)],
)
async def test_it_goes_on_from_the_answer_before(ask: Ask, question: str, stage: str) -> None:
    answer = await ask(question, since=at("exploring"))
    assert isinstance(answer, Answer)
    assert answer.persona
    assert answer.stage
    assert (answer.persona.name, answer.stage.id, answer.stage.why) == ("Petra", stage, "asked")


@pytest.mark.parametrize(
    ("question", "stage", "reason"),
    [("and after that?", "selecting", "last_stage"),
     ("and before that?", "loosening", "first_stage")],
)  # fmt: skip
async def test_at_an_end_of_the_path_it_says_so_and_offers_the_other_stages(
    ask: Ask, question: str, stage: str, reason: str
) -> None:
    reply = await ask(question, since=at(stage))
    assert isinstance(reply, NothingFounded)
    assert reply.stage
    assert (reply.reason, reply.stage.id, len(reply.filled)) == (reason, stage, 6)


@pytest.mark.parametrize(
    ("question", "stage"),
    [("What does Petra need next?", "committing"), ("Who is it then?", None),
     ("What does Petra ask after an accident?", "loosening"), ("after that, Doris?", "justifying"),
     ("and after that, when comparing options?", "exploring")],
)  # fmt: skip
async def test_what_asks_for_something_else_stays_where_it_is(
    ask: Ask, question: str, stage: str | None
) -> None:
    reply = await ask(question, since=at("exploring"))
    found = reply.stage if isinstance(reply, Answer) else None
    assert (found.id if found else None) == stage


async def test_who_asked_nothing_before_is_asked_whom_they_mean(ask: Ask) -> None:
    assert isinstance(await ask("what comes next?"), Unclear)


async def test_another_stage_that_is_chosen_for_it_is_shown(ask: Ask) -> None:
    """[Other stage] asks the same question again."""
    answer = await ask("what comes next?", persona=PETRA, journey=PATH, stage="justifying")
    assert isinstance(answer, Answer)
    assert answer.stage
    assert answer.stage.id == "justifying"


@pytest.mark.parametrize(
    ("stage", "meant"), [("exploring", "settling"), ("settling", "justifying"), ("selecting", None)]
)
async def test_who_decides_after_that_is_told_for_the_next_stage(
    ask: Ask, stage: str, meant: str | None
) -> None:
    """Behind the last stage there is none: then it is told for the whole path."""
    answer = await ask("who decides after that?", since=at(stage))
    assert isinstance(answer, Answer)
    assert (answer.stage.id if answer.stage else None) == meant
