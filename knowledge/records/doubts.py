"""Doubts: what colleagues found not right about a record, until somebody renews it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from knowledge.identity import PersonId
from knowledge.ledger import audit, bodies
from knowledge.ledger.transaction import Transaction
from knowledge.records.refs import VersionRef

WHAT = "doubt"
LOOKED_AT = 500


@dataclass(frozen=True)
class Doubt:
    """One doubt; `reason` is a key, `note` what the person wrote, "" for nothing."""

    about: VersionRef
    person: PersonId
    at: datetime
    reason: str
    note: str


async def add(
    tx: Transaction, person: PersonId, *, about: VersionRef, reason: str, note: str
) -> None:
    """Keep a doubt about one version of a record."""
    digest = await bodies.put(tx, note)
    facts = {"record": str(about), "reason": reason, "note": digest}
    await audit.note(tx, person, what=WHAT, facts=facts)


async def about(tx: Transaction, version: VersionRef) -> tuple[Doubt, ...]:
    """Return each colleague's last doubt about exactly this version, oldest first.

    A new version starts clean.
    """
    found = [entry for entry in await audit.last(tx, LOOKED_AT) if entry.what == WHAT]
    facts: list[tuple[audit.Entry, Any]] = [(entry, entry.facts) for entry in reversed(found)]
    these = [(entry, fact) for entry, fact in facts if fact["record"] == str(version)]
    notes = await bodies.get(tx, [fact["note"] for _, fact in these])
    last = {
        entry.person: Doubt(
            version, entry.person, entry.at, fact["reason"], str(notes[fact["note"]])
        )
        for entry, fact in these
    }
    return tuple(sorted(last.values(), key=lambda doubt: doubt.at))
