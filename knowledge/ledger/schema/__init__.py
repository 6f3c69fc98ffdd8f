"""The tables as the code uses them; `migrations/` makes them, and a test compares the two.

Whoever imports one of them has imported all: `metadata` and `mailbox` are never half known.
"""

from knowledge.ledger.schema import answers, records, traffic, workshops, workspaces
from knowledge.ledger.schema.registry import mailbox, metadata

__all__ = ["answers", "mailbox", "metadata", "records", "traffic", "workshops", "workspaces"]
