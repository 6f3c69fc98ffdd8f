"""A private channel stays closed to who is not in it, whatever comes back to us names it."""

import asyncio
import json
from unittest.mock import Mock

from bot.app import listen
from bot.listeners.intake import Intake
from knowledge.identity import PersonId, PlaceId, WorkspaceId
from knowledge.ledger import templates
from tests.end_to_end.forging import picked, press, send, submission
from tests.end_to_end.scene import Open, Scene
from tests.end_to_end.team import field_of
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
        await _is_told_who_is_not_there(opened, start, place)
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


async def test_a_workshop_is_closed_to_who_left_its_channel(scene: Open) -> None:
    """Whatever names it: the form that was open, each button and each form that there is."""
    async with scene("http") as opened:
        team, ws = opened.team, opened.workspace
        place = team.channel = await ws.channel_id("workwear")
        await ws.control("channel", channel=place, do="private")
        await opened.start()
        view = await team.open_notes(team.jonas)
        await ws.control("member", channel=place, person="jonas", do="leave")
        await team.eventually_board("of 2")
        kept = await opened.memory.workshop()
        refused = await team.jonas.submit({field_of(view): "I want to be in"})
        assert CLOSED in str(refused["errors"])
        clicks, submissions = _all_that_listens()
        before = await _windows(opened)
        forms = [{**view, "callback_id": callback} for callback in submissions]
        said = await asyncio.gather(*(_sent(opened, team.jonas, form) for form in forms))
        open_to_him = [
            form for form, body in zip(forms, said, strict=True) if CLOSED not in str(body)
        ]
        assert open_to_him == []
        value, direct = f"{kept.id} {kept.drawn}", await team.jonas.dm()
        pressed = [press(opened, team.jonas, one, value=value, place=direct) for one in clicks]
        await asyncio.gather(*(send(opened, one) for one in pressed))
        told = await opened.calls("chat.postEphemeral")
        assert len([one for one in told if CLOSED in str(one)]) == len(clicks)
        assert await _windows(opened) == before
        assert await _is_kept_after(opened, place, team.jonas)
        assert await opened.memory.workshop() == kept


async def _is_told_who_is_not_there(scene: Scene, start: Json, place: str) -> None:
    """Who is picked and is not in a private channel is named; a public one is open to them."""
    team, ws = scene.team, scene.workspace
    both = {"people": {"selected_users": [team.mara.id, team.ines.id]}}
    filled = {"agenda": picked("journey-quick"), "people": both}
    await ws.control("member", channel=place, person="ines", do="leave")
    for do, named in (("private", True), ("public", False)):
        await ws.control("channel", channel=place, do=do)
        scene.advance(61)
        said = await _sent(scene, team.mara, start, hash=do, **filled)
        assert ("Not in that channel: ines." in said["errors"].get("people", "")) == named
    await ws.control("channel", channel=place, do="private")
    scene.advance(61)


async def _is_kept_after(scene: Scene, place: str, person: Person) -> bool:
    """Keep a model in a private place, let somebody from elsewhere press to take it away."""
    async with scene.memory.ledger.transaction(WorkspaceId(scene.workspace.app.team_id)) as tx:
        seen_in = PlaceId(place)
        await templates.put(tx, "model", "own-1", {}, person=PersonId("p0"), visibility=seen_in)
    view = {"id": "V1", "private_metadata": json.dumps({"place": place})}
    taken = press(scene, person, "own.remove", value="model own-1", view=view, place="")
    await send(scene, taken)
    async with scene.memory.ledger.reading(WorkspaceId(scene.workspace.app.team_id)) as tx:
        return await templates.count(tx) == 1


async def _windows(scene: Scene) -> int:
    """Return how often a window was opened or drawn anew."""
    return sum([len(await scene.calls(f"views.{how}")) for how in ("open", "push", "update")])


def _all_that_listens() -> tuple[list[str], list[str]]:
    """Return the names of all buttons and of all forms."""
    on = Mock(spec=Intake)
    listen(on)
    clicks, submissions = on.click.call_args_list, on.submission.call_args_list
    return [str(one.args[0]) for one in clicks], [str(one.args[0]) for one in submissions]


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
