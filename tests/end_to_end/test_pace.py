"""Two paces: together with time boxes, or each in their own time with deadlines."""

from tests.end_to_end.scene import Open, Scene
from tests.end_to_end.team import last_told, text_of
from tests.slack_workspace import Json, Person


async def test_time_that_is_up_is_said_once_and_nothing_moves(scene: Open) -> None:
    """The board says so, Mara privately; five more minutes with one tap."""
    async with scene() as opened:
        team = opened.team
        await opened.start()
        opened.advance(200)
        await team.eventually_board("time is up")
        said = await opened.workspace.eventually(lambda: last_told(team.mara))
        assert "Time is up" in text_of(said)
        assert await team.jonas.ephemerals() == []
        await team.mara.click(said, "notice.extend_5")
        assert "1 of 5 · Frame* · ends" in text_of(await team.eventually_board("ends"))
        assert await team.mara.ephemerals() == []


async def test_each_in_their_own_time(scene: Open) -> None:
    """Who asked and wrote nothing is reminded; it moves on with all ready, or at the deadline."""
    async with scene() as opened:
        team = opened.team
        await team.start(pace="days_2")
        await team.eventually_board("open until")
        for person in (team.jonas, team.ines):
            await team.press(person, "board.remind")
        await team.reply(team.ines, "an audit")
        await team.eventually_board("1 note so far")
        opened.advance(await _until(opened, "slack.remind"))
        reminder = await opened.workspace.eventually(lambda: _told(opened, team.jonas))
        assert "we haven't heard from you yet" in text_of(reminder)
        await team.jonas.click(reminder, "remind.later")
        await opened.settled()
        assert not await _told(opened, team.ines)
        for person in (team.mara, team.jonas, team.ines):
            await team.press(person, "board.ready")
        await team.eventually_board("2 of 5")
        opened.advance(await _until(opened, "workshop.time"))
        await team.eventually_board("3 of 5")
        await opened.settled()
        told = [text_of(m) for m in await _direct(opened, team.mara)]
        assert ["everybody is ready" in told[0], "the deadline has passed" in told[1]] == [True] * 2


async def _until(scene: Scene, kind: str) -> float:
    """Return the seconds until the last pending effect of a kind is due.

    What is under way ends first: it would be taken for dead when the clock moves.
    """
    await scene.stalled()
    pending = [one for one in await scene.memory.effects() if one.done_at is one.dead_at is None]
    due = max(one.due_at for one in pending if one.kind == kind)
    return float((due - scene.now()).total_seconds()) + 1


async def _told(scene: Scene, person: Person) -> Json | None:
    return next(iter(reversed(await _direct(scene, person))), None)


async def _direct(scene: Scene, person: Person) -> list[Json]:
    return await scene.workspace.messages(await person.dm())
