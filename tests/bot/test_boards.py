"""The board shows what is, whichever of several processes has drawn it last."""

from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot import slack
from bot.effects.boards import Boards
from bot.effects.posting import Pace, Posting
from knowledge.ledger import Ledger, effects, workshops
from tests.bot.conftest import TEAM, desk_of
from tests.hurry import hurry
from tests.workshops.played import Played
from tests.workshops.scene import JONAS, NOON, W
from workshops.engine import commands as c
from workshops.store import Workshops


class Slack(slack.Client):
    """A Slack that keeps how a board reads, and answers nothing else."""

    def __init__(self) -> None:
        super().__init__(clock=lambda: NOON, token="xoxb-1")
        self.board, self.edits = "", 0

    async def api_call(self, api_method: str, **request: Any) -> Any:
        """Take an edit."""
        if api_method == "chat.update":
            self.board, self.edits = str(request["json"]["blocks"]), self.edits + 1
        return SimpleNamespace(data={"ok": True, "ts": "1.1"}, headers={})


@pytest.fixture
async def ledger(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Ledger]:
    hurry(monkeypatch)
    async with await Ledger.open(sqlite_url, clock=lambda: NOON, kill_at="") as opened:
        yield opened


async def test_a_board_that_another_process_has_drawn_is_drawn_again(
    ledger: Ledger, tmp_path: Path
) -> None:
    """What one process remembers is not what stands there, if others draw as well."""
    shown = Slack()
    one, other = (Boards(Posting(desk_of(ledger, shown, tmp_path), Pace())) for _ in "12")

    async def drawn_by(boards: Boards) -> str:
        taken = await effects.take(ledger, worker="w", limit=16)
        for effect in taken:
            verdict = await boards.draw(effect) if effect.kind == "slack.board" else None
            async with ledger.transaction(TEAM) as tx:
                await effects.done(tx, effect, result=getattr(verdict, "result", None))
        return shown.board

    played = Played(ledger, Workshops(), TEAM)
    await played.start()
    async with ledger.transaction(TEAM) as tx:
        await workshops.update(tx, W, board_ts="1.1")
    empty = await drawn_by(one)
    note = await played.write("They fear blame", lane="trigger")
    assert await drawn_by(other) != empty
    await played.play(c.WithdrawNote, by=JONAS, note=note)
    assert await drawn_by(one) == empty
