"""The main job, as people do it: from a workshop in a channel to a cited answer."""

import json
from pathlib import Path

import pytest

from tests.bot_process import running_bot
from tests.end_to_end.team import Team, field_of, text_of
from tests.slack_workspace import Json


@pytest.fixture(params=[("socket", "sqlite_url"), ("http", "postgresql_url")], ids=" ".join)
def way(request: pytest.FixtureRequest) -> tuple[str, str]:
    """A transport and a database: each of both kinds once."""
    transport, database = request.param
    return transport, str(request.getfixturevalue(database))


async def test_three_people_map_publish_renew_and_ask(
    slack: Json, data_dir: Path, way: tuple[str, str]
) -> None:
    """A workshop becomes J1@1, a second one J1@2, and an answer cites the second version."""
    transport, database_url = way
    async with running_bot(slack, data_dir, transport=transport, database_url=database_url) as bot:
        team = await Team.meet(bot)
        await team.start(agenda="journey-quick", typed="Olga", choice="New persona")
        board = await team.board()
        assert "Olga" in text_of(board)

        await team.add_notes(team.jonas, {"Trigger": "A line stopped\nThe insurer called"})
        await team.reply(team.ines, "They are afraid of the blame")
        await team.press(team.jonas, "board.ready")
        await team.eventually_board("Contributed 2 of 3 · Ready 1 of 3")

        await team.go_on(2, 3)
        first = await team.open_notes(team.jonas)
        await team.jonas.submit({field_of(first): "I want to be sure that it is safe"})
        await team.jonas.close(everything=True)
        await team.reply(team.ines, "no number here\n2: works council asks")
        await team.eventually_board("1 note without a stage")
        await team.move("facilitate.next")
        await team.move("facilitate.next")
        await team.eventually_board("5 of 5")

        refs = await team.review_and_publish()
        assert refs == ["P1@1", "J1@1"]
        closing = await team.eventually_message("on record: J1@1, Olga (P1@1)")
        assert "Jonas" in closing or team.jonas.id in closing

        await team.start(agenda="journey-quick", typed="olg", choice="renew J1")
        await team.eventually_board("1 of 5")
        await team.go_on(2, 3)
        await team.reply(team.ines, "1: wants a number that the director accepts")
        await team.move("facilitate.next")
        await team.move("facilitate.next")
        await team.eventually_board("5 of 5")
        assert await team.review_and_publish() == ["J1@2"]
        assert "wants a number" in await team.eventually_message("on record: J1@2")

        answer = await team.ask(team.mara, "what does Olga need now?")
        assert "Olga" in text_of(answer)
        await team.mara.click(answer, "answer.evidence")
        sources = json.dumps((await team.modal(team.mara))["view"], ensure_ascii=False)
        assert "J1@2" in sources
