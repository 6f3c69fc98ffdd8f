"""Having the index written anew, by whoever serves: only one process may write it."""

from bot.settings import Settings
from bot.surroundings import clock
from knowledge.index import announcing
from knowledge.ledger import Ledger


async def ask(settings: Settings) -> int:
    """Ask for each workspace with records; return how many there are.

    A bot that runs begins within a second and answers meanwhile; else the next one does.

    Raises:
        LedgerError: The ledger can't be opened.
    """
    async with await Ledger.open(settings.ledger_url, clock=clock) as ledger:
        workspaces = await ledger.workspaces()
        for workspace in workspaces:
            async with ledger.transaction(workspace) as tx:
                await announcing.ask_anew(tx)
    return len(workspaces)
