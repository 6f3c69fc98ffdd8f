"""The desk: everything that a listener or an effect may need, put together by `compose`."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime

from bot.directory import Directory
from bot.listeners.acts import Act
from bot.listeners.reply import Reply
from bot.slack import Client
from knowledge.answers.answer import Answers
from knowledge.answers.capture import Capture
from knowledge.identity import PersonId, WorkspaceId
from knowledge.ledger import Ledger, Transaction, deliveries, people
from prompts.loader import Prompts
from prompts.words import Words
from workshops.store import Workshops

Work = Callable[[Transaction, PersonId], Awaitable[Reply]]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What one process works with."""

    ledger: Ledger
    prompts: Prompts
    workshops: Workshops
    answers: Answers
    capture: Capture
    client: Client
    directory: Directory
    workspace: WorkspaceId
    bot_user: str
    home_url: str
    clock: Callable[[], datetime]
    new_id: Callable[[str], str]

    @property
    def words(self) -> Words:
        """The texts in this process's language."""
        return self.prompts.words

    @property
    def today(self) -> date:
        """The day, in UTC."""
        return self.clock().date()

    async def once(self, act: Act, work: Work) -> Reply:
        """Do *work* in one transaction with the act's key; a second delivery gets the same body.

        Raises whatever *work* raises; then nothing is kept, not even the key. A form that is
        refused keeps its key as well: mended and sent again, it has the same one. Of a rehearsal
        no words are kept, so a second delivery is only acknowledged.
        """
        async with self.ledger.transaction(act.workspace) as tx:
            seen = await deliveries.answered(tx, act.key)
            if seen is not None:
                return Reply(body=seen.body)
            reply = await work(tx, await people.of(tx, act.user))
            body = dict(reply.body) if reply.body is not None and not tx.unkept else None
            if not reply.refuses:
                await deliveries.record(tx, act.key, body)
        return reply

    def permalink(self, place: str, ts: str) -> str:
        """Return a message's address, as Slack builds it."""
        return f"{self.home_url}archives/{place}/p{ts.replace('.', '')}"
