"""What matters most: people vote in private, like notes become one, and the record says both."""

from tests.end_to_end.scene import Open
from tests.end_to_end.team import text_of


async def test_a_vote_and_a_group_go_on_record(scene: Open) -> None:
    """Too many votes are refused with what is left; sums show once the vote is closed."""
    async with scene() as opened:
        team, mara, jonas = opened.team, opened.team.mara, opened.team.jonas
        await opened.start()
        await team.go_on(2, 3)
        await team.reply(team.ines, "1: Samples on site\n1: Brings samples to the site\n1: Proof")
        await team.eventually_board("hurts: 3")
        await team.press(mara, "board.facilitate")
        await mara.click(await team.modal(mara), "vote.begin")
        await mara.submit({"budget": "3"})
        (left,) = await mara.modals()
        assert "voted 0 of" in text_of(left["view"])
        await mara.close()
        await team.eventually_board("voted 0 of")
        await team.press(jonas, "vote.give")
        view = (await team.modal(jonas))["view"]
        fields = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
        assert text_of(view).count("Realises the old way hurts") == 3
        refused = await jonas.submit(dict.fromkeys(fields, "2"))
        assert "you have 3" in str(refused)
        await jonas.submit({fields[0]: "2", fields[1]: "0", fields[2]: "1"})
        assert "You gave 3 of 3" in text_of((await team.modal(jonas))["view"])
        await jonas.close(everything=True)
        await team.eventually_board("voted 1 of")
        await team.press(mara, "board.facilitate")
        await mara.click(await team.modal(mara), "vote.close")
        await mara.close(everything=True)
        await opened.settled()
        replies = await opened.workspace.replies(team.channel, (await team.board())["ts"])
        assert any("Samples on site · 2 votes" in text_of(one) for one in replies)
        for _ in range(2):
            await team.move("facilitate.next")
        await team.eventually_board("5 of 5")
        await opened.settled()
        await team.press(mara, "board.review")
        modal = await team.modal(mara)
        assert "*1, 3 may say the same.*" in text_of(modal["view"])
        await mara.click(modal, "review.group")
        page = await team.modal(mara)
        assert "may say the same" not in text_of(page["view"])
        menu = next(one for one in text_of(page["view"]).split('"') if "review.decide:" in one)
        for _ in range(2):  # after Cancel, the same can be chosen again
            await mara.select(await team.modal(mara), menu, "name")
            assert len(await mara.modals()) == 2
            await mara.close()
        await mara.select(await team.modal(mara), menu, "name")
        await mara.submit({"name": "Samples on site, soon"})
        assert "Samples on site, soon" in text_of((await team.modal(mara))["view"])
        await mara.close(everything=True)
        assert await team.review_and_publish() == ["P1@1", "J1@1"]
        insights = (await opened.memory.journey()).insights
        assert {one.text: one.votes for one in insights} == {"Samples on site, soon": 2, "Proof": 1}
