"""Getting warm: what can't be had now is had by the first question, and stops nothing."""

from pathlib import Path

from bot import compose, slack
from knowledge.index.index import Index
from knowledge.ledger import Ledger
from tests.bot.conftest import desk_of, now


async def test_a_database_that_is_away_at_the_start_spoils_no_stop(
    sqlite_url: str, tmp_path: Path
) -> None:
    """An error of getting warm would be heard of at the stop only, and end that with a failure."""
    async with await Ledger.open(sqlite_url, clock=now, kill_at="") as ledger:
        desk = desk_of(ledger, slack.Client(clock=now, token="xoxb-1"), tmp_path)
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    file.unlink()
    file.mkdir()
    await compose.warm(desk, Index(tmp_path))
