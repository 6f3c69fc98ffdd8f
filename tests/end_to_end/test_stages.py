"""Stages in the middle of the work: one is changed, split, merged, and the record says so."""

from tests.end_to_end.scene import Open, Scene
from tests.end_to_end.team import text_of
from tests.slack_workspace import Json


async def test_stages_change_in_the_middle_and_notes_follow(scene: Open) -> None:
    """Split, left out with a reason, led back, merged; then published as it stands."""
    async with scene() as opened:
        team, mara = opened.team, opened.team.mara
        await opened.start()
        await team.go_on(2, 3)
        await team.reply(team.ines, "1: wants proof\n1: wants a date")
        await team.eventually_board("hurts: 2")
        await _open(opened, 0)
        await mara.click(await team.modal(mara), "stages.split")
        view = (await team.modal(mara))["view"]
        offered = next(b["element"]["options"] for b in view["blocks"] if _lists(b))
        await mara.submit({"new_title": "Asks around", "notes": [offered[1]["value"]]})
        await team.eventually_board("2 Asks around: 1")
        await _say(opened, 1, loops_to=0, ends="may_end")
        await team.eventually_board("leads back to 1 · may end here, unchanged")
        await _say(opened, 2, skipped="They have decided already")
        await team.eventually_board("left out (They have decided already)")
        await _say(opened, 0, merge=1)
        await team.eventually_board("1 Asks around: 2")
        await _to_the_review(opened)
        assert await team.review_and_publish() == ["P1@1", "J1@1"]
        await mara.command("/journey show J1")
        shown = text_of((await mara.ephemerals())[-1])
        assert "left out: They have decided already" in shown
        assert "may end here, unchanged" in shown


async def _open(scene: Scene, number: int) -> list[str]:
    """Open one stage's form in Mara's view; return the ids of all stages."""
    team = scene.team
    await team.press(team.mara, "board.facilitate")
    view = (await team.modal(team.mara))["view"]
    menu = next(b["accessory"] for b in view["blocks"] if _picks(b))
    ids = [option["value"] for option in menu["options"]]
    await _choose(scene, ids[number])
    return ids


async def _choose(scene: Scene, stage: str) -> None:
    modal = await scene.team.modal(scene.team.mara)
    assert stage not in str(modal["values"])
    await scene.team.mara.select(modal, "facilitate.stage", stage)


async def _say(scene: Scene, number: int, **about: int | str) -> None:
    ids = await _open(scene, number)
    said = {key: ids[one] if isinstance(one, int) else one for key, one in about.items()}
    await scene.team.mara.close()
    # The menu has forgotten what was chosen: the same can be chosen again.
    await _choose(scene, ids[number])
    result = await scene.team.mara.submit(said)
    assert result["result"] == "closed", result
    await scene.team.mara.close(everything=True)


async def _to_the_review(scene: Scene) -> None:
    team = scene.team
    await team.press(team.mara, "board.facilitate")
    await team.mara.click(await team.modal(team.mara), "facilitate.wrap_up")
    await team.mara.submit({"reason": "No time today"})
    await team.mara.close(everything=True)
    await team.eventually_board("Review the notes")


def _picks(block: Json) -> bool:
    return bool(block.get("accessory", {}).get("action_id") == "facilitate.stage")


def _lists(block: Json) -> bool:
    return "options" in block.get("element", {})
