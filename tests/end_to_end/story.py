"""The main job in one breath: start, notes, replies, ready, capture, publish, ask."""

from collections.abc import Awaitable, Callable
from typing import Protocol

from tests.end_to_end.memory import Memory
from tests.end_to_end.team import CHANNEL, Team, is_board, text_of

TRIGGER, REPLY, SENTENCE = "A line stopped", "They are afraid of the blame", "Our gloves are warm"
Act = Callable[[], Awaitable[object]]
There = Callable[[], Awaitable[bool]]


class Do(Protocol):
    """How an act is done."""

    async def __call__(self, act: Act, *, there: There | None = None) -> None:
        """Do it."""


async def undisturbed(act: Act, *, there: There | None = None) -> None:
    """Do an act, once."""
    await act()
    if there is not None:
        assert await there()


async def play(team: Team, seen: Memory, do: Do) -> None:
    """Let three people do the main job, in the order in which they would.

    Args:
        team: The people.
        seen: What the bot remembers.
        do: Does an act; `there` says whether it has counted.
    """

    async def started() -> bool:
        return bool(await seen.workshops())

    async def noted() -> bool:
        return bool((await seen.notes())[TRIGGER])

    async def ready() -> bool:
        return any((await seen.workshop()).ready.values())

    async def captured() -> bool:
        await seen.workspace.eventually(seen.read)
        return SENTENCE in await seen.one_liners()

    async def published() -> bool:
        return (await seen.workshop()).status == "published"

    await do(team.begin, there=started)
    await do(team.board)
    await do(lambda: team.add_notes(team.jonas, {"Trigger": TRIGGER}), there=noted)
    await do(lambda: team.reply(team.ines, REPLY))
    await do(lambda: team.press(team.jonas, "board.ready"), there=ready)
    for position in (1, 2, 3, 4):

        async def moved(position: int = position) -> bool:
            return (await seen.workshop()).position >= position

        await do(lambda: team.move("facilitate.next"), there=moved)
    await do(lambda: team.mara.command(f"/journey note {SENTENCE}"), there=captured)
    await do(lambda: team.eventually_board("5 of 5"))
    await do(team.review_and_publish, there=published)
    await do(lambda: team.eventually_message("on record: J1@1, "))


async def check_told(team: Team, seen: Memory) -> None:
    """Compare what the story must have left behind: everything once, and nothing else."""
    assert await seen.notes() == {TRIGGER: 1, REPLY: 1}
    assert await seen.one_liners() == [SENTENCE]
    assert await seen.versions() == ["J1@1", "P1@1"]
    assert await seen.posted_twice() == []
    assert await seen.given_up() == []
    (board,) = [m for m in await team.workspace.messages(CHANNEL) if is_board(m)]
    assert "J1@1" in text_of(board)
    answer = await team.ask(team.mara, "what does Olga need now?")
    assert "Olga" in text_of(answer)
