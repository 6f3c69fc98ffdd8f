"""Telling the index that something is on record that it does not hold yet."""

from datetime import timedelta

from knowledge.ledger import Transaction, effects

TOGETHER = timedelta(seconds=2)
"""What is written close together is indexed together; answers read the ledger anyway."""


async def ask_anew(tx: Transaction) -> None:
    """Let whoever serves write the workspace's index from nothing; asked twice, it is once."""
    await effects.enqueue(tx, "index.rebuild", {}, lane="index", coalesce="index.rebuild")


async def enqueue(tx: Transaction) -> None:
    """Let the index follow soon, in the transaction of what was written."""
    due_at = tx.now + TOGETHER
    await effects.enqueue(tx, "index.record", {}, lane="index", coalesce="index", due_at=due_at)
