"""A private channel stays closed to who is not in it, whatever comes back to us names it."""

import json

from tests.end_to_end.forging import picked, send, submission
from tests.end_to_end.scene import Open, Scene
from tests.slack_workspace import Json, Person

CLOSED = "You aren't in that channel"
QUESTION = "what does the safety manager need now?"


async def test_who_left_a_channel_can_do_nothing_there(scene: Open) -> None:
    """With a form that was open before they left, or one in which the channel was forged."""
    async with scene("http", furnished=True) as opened:
        team, ws = opened.team, opened.workspace
        place = team.channel = await ws.channel_id("workwear")
        await ws.control("channel", channel=place, do="private")
        await team.mara.command("/journey start", place)
        start = (await team.modal(team.mara))["view"]
        await team.jonas.click(await team.ask(team.jonas, QUESTION), "answer.share")
        share = (await team.modal(team.jonas))["view"]
        for person in ("mara", "jonas"):
            await ws.control("member", channel=place, person=person, do="leave")
        await opened.settled()
        said = await _sent(opened, team.jonas, share, place=_conversation(place))
        assert CLOSED in said["errors"]["place"]
        assert CLOSED in json.dumps(await _sent(opened, team.mara, start))
        elsewhere = {**start, "private_metadata": '{"place":"","agenda":"journey-quick"}'}
        said = await _sent(opened, team.mara, elsewhere, place=_conversation(place))
        assert CLOSED in said["errors"]["place"]
        await opened.fault("conversations.members", "error", error="internal_error", count=9)
        opened.advance(61)
        said = await _sent(opened, team.jonas, share, hash="2", place=_conversation(place))
        assert "can't see who is in that channel" in said["errors"]["place"]
        await opened.healed()
        assert await opened.memory.workshops() == []


async def _sent(
    scene: Scene, person: Person, view: Json, *, hash: str = "1", **values: Json
) -> Json:
    """Send a form, whatever is filled in; return how it was refused."""
    filled = {"start.agenda": picked("journey-quick"), **values}
    forged = submission(scene, person, view, hash=hash, state={"values": filled})
    status, body = await send(scene, forged)
    assert (status, "Something broke" in json.dumps(body)) == (200, False)
    return body


def _conversation(place: str) -> Json:
    return {"place": {"selected_conversation": place}}
