"""The channel of a workshop is archived, left, shared, private, deleted: the workshop survives."""

from tests.end_to_end.scene import Open, Scene
from tests.end_to_end.team import text_of
from tests.slack_workspace import Json


async def test_a_workshop_survives_whatever_becomes_of_its_channel(scene: Open) -> None:
    """Each time whoever leads is told once; what came before is there, and it goes on."""
    async with scene() as opened:
        team, place = opened.team, await opened.workspace.channel_id("workwear")
        team.channel = place
        await opened.start()
        await team.reply(team.ines, "an audit in spring")
        await team.eventually_board("1 note so far")
        for lost, told, back in (
            ("archive", "the channel was archived", "unarchive"),
            ("leave", "I am not in", "join"),
        ):
            await _happens(opened, lost)
            await _told(opened, told)
            await _happens(opened, back)
            again = await _told(opened, "the channel is back")
            await team.eventually_board("paused")
            await team.mara.click(again, "notice.resume")
            await team.eventually_board("ends")
        thread = await opened.workspace.replies(place, (await team.board())["ts"])
        assert len([one for one in thread if "Nothing was lost" in text_of(one)]) == 2
        await _happens(opened, "rename", name="workwear-2027")
        await _happens(opened, "share")
        await _told(opened, "is shared with another company now")
        await team.eventually_board("Shared with another company")
        await _happens(opened, "unshare")
        board = await team.eventually_board("1 note so far")
        await opened.settled()
        assert "Shared with another company" not in text_of(await team.board()), board


async def test_whoever_goes_leaves_the_workshop_and_whoever_comes_leads(scene: Open) -> None:
    """Out of the channel is out of its workshop; when all are gone, it waits for somebody.

    What a channel hears that is private by now stays in it; a deleted one is told.
    """
    async with scene() as opened:
        team, place = opened.team, await opened.workspace.channel_id("workwear")
        team.channel = place
        await opened.start()
        await team.reply(team.ines, "an audit in spring")
        # Slack keeps no order: a reply that overtakes her leaving would let her join again.
        await team.eventually_board("1 note so far")
        for person, shown in (
            ("ines", "of 2"),
            ("mara", f"Led by <@{team.jonas.id}>"),
            ("jonas", "Nobody leads at the moment"),
        ):
            await opened.workspace.control("member", channel=place, person=person, do="leave")
            await team.eventually_board(shown)
        await opened.workspace.control("member", channel=place, person="mara", do="join")
        await team.press(team.mara, "board.facilitate")
        await team.mara.click(await team.modal(team.mara), "facilitate.resume")
        await team.mara.close(everything=True)
        await team.eventually_board(f"Led by <@{team.mara.id}>")
        await _happens(opened, "private")
        await team.wrap_up()
        refs = await team.review_and_publish()
        said = await team.mara.told(f"/journey show {refs[-1].partition('@')[0]}", "general")
        assert "Olga" not in text_of(said)
        for person in ("jonas", "ines"):
            await opened.workspace.control("member", channel=place, person=person, do="join")
        await opened.settled()
        await team.start(agenda="journey-quick", typed="Olga", choice="Olga (P1)")
        await team.reply(team.mara, "an audit in autumn")
        await team.eventually_board("1 note so far")
        await _happens(opened, "delete")
        told = await _told(opened, "the channel was deleted")
        assert "Published: " in await _published_from(opened, told)


async def _published_from(scene: Scene, told: Json) -> str:
    """Review and publish with the button of a direct message; return what Mara sees at the end."""
    mara = scene.team.mara
    await mara.click(told, "board.facilitate")
    for action in ("facilitate.resume", "facilitate.wrap_up"):
        await mara.click(await scene.team.modal(mara), action)
    await mara.submit({"reason": "Enough for today"})
    await mara.click(await scene.team.modal(mara), "facilitate.review")
    for _ in range(9):
        await mara.submit()
        view = (await scene.team.modal(mara))["view"]
        if "Published: " in text_of(view):
            break
    await mara.close()
    (left,) = await mara.modals()
    assert "This workshop is published" in text_of(left["view"])
    await mara.close()
    return text_of(view)


async def _happens(scene: Scene, do: str, **more: str) -> None:
    place = scene.team.channel
    if do in ("join", "leave"):
        await scene.workspace.control("member", channel=place, app="desireline", do=do)
    else:
        await scene.workspace.control("channel", channel=place, do=do, **more)


async def _told(scene: Scene, text: str) -> Json:
    """Return the line to Mara, who gets it once."""
    mara = scene.team.mara
    direct = await mara.dm()

    async def found() -> list[Json] | None:
        said = [*await scene.workspace.messages(direct), *await mara.ephemerals()]
        told = [one for one in said if text in text_of(one)]
        return told or None

    await scene.workspace.eventually(found)
    await scene.settled()
    told = await found() or []
    assert len(told) == 1
    return told[0]
