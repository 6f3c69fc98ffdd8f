"""How people are called in what we show: by a mention, which Slack turns into their name."""

from collections.abc import Iterable

from bot.views.mrkdwn import person as mention
from knowledge.identity import PersonId
from knowledge.ledger import Transaction, people


async def mentions(tx: Transaction, persons: Iterable[PersonId | None]) -> dict[PersonId, str]:
    """Return a mention for each person that the workspace knows."""
    wanted = {person for person in persons if person}
    found = await people.outsides(tx, wanted)
    return {person: mention(user) for person, user in found.items()}
