"""What to ask customers: given out, asked for once in private, and the answer is cited."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tests.end_to_end.scene import Open, Scene
from tests.end_to_end.team import CHANNEL, text_of
from tests.slack_workspace import Json, Person

SENTENCE = "I need a number that he can't argue with"


async def test_a_question_is_given_out_and_its_answer_is_cited(scene: Open) -> None:
    """Asked for by name: the weakest places, who hears of one once, an answer, a citation."""
    async with scene(furnished=True) as opened:
        team = opened.team
        await team.mara.command("/journey interview safer workwear", CHANNEL)
        modal = await team.modal(team.mara)
        assert "5 questions for your next conversations with people like Petra" in text_of(
            modal["view"]
        )
        await team.mara.click(modal, "interview.assign")
        bot = opened.workspace.app.bot_user_id
        refused = await team.mara.submit({"owner": bot, "due": "2020-01-01"})
        assert "That day is over" in str(refused)
        assert "Only colleagues can be asked" in str(refused)
        await team.mara.submit({"owner": team.jonas.id, "due": _day(opened, 20)})
        modal = await team.modal(team.mara)
        assert f"<@{team.jonas.id}> asks" in text_of(modal["view"])
        asked = await opened.workspace.eventually(lambda: _told(opened, team.jonas))
        assert "asked you to ask a customer" in text_of(asked)
        await team.mara.click(modal, "interview.text")
        assert "Hello," in text_of((await team.modal(team.mara))["view"])
        await team.mara.close(everything=True)
        await team.jonas.click(asked, "record.interview")
        await team.jonas.click(await team.modal(team.jonas), "interview.answer")
        answer = {"customer": "Hafen AG", "heard_on": _day(opened, 9), "how": "adds"}
        refused = await _answer(team.jonas, answer, sentence=SENTENCE)
        assert "That day has not come yet" in str(refused)
        answer["heard_on"] = _day(opened, 0)
        refused = await _answer(team.jonas, answer, sentence="\u200b")
        assert "nothing to save yet" in str(refused)
        await _answer(team.jonas, answer, sentence=SENTENCE)
        modal = await team.modal(team.jonas)
        assert "Kept word for word as L" in text_of(modal["view"])
        await team.jonas.close(everything=True)
        card = text_of(await team.ask(team.ines, "who said a number that he can't argue with?"))
        assert SENTENCE in card


async def _answer(person: Person, answer: Mapping[str, Any], *, sentence: str) -> Json:
    return await person.submit({**answer, "sentence": sentence})


async def _told(scene: Scene, person: Person) -> Json | None:
    place = await person.dm()
    said = await scene.workspace.messages(place)
    return said[-1] if said else None


def _day(scene: Scene, ahead: int) -> str:
    """Return a day, so many ahead of the bot's clock."""
    return (scene.now() + timedelta(days=ahead)).date().isoformat()
