"""Under which name somebody writes who does not give their own: a digest, keyed by workshop.

The key lives nowhere but in its table. Once it is deleted nobody can tell any more, by whatever
means, whose digest it was; a new key makes new digests.
"""

import hmac
from hashlib import sha256

from sqlalchemy import delete, select

from knowledge.identity import PersonId
from knowledge.ledger.schema.workshops import voice_keys
from knowledge.ledger.transaction import Transaction

KEY_BYTES = 32
PREFIX = "voice-"
SIGNS = 32


async def of(tx: Transaction, workshop: str, person: PersonId) -> PersonId:
    """Return the person's voice in a workshop; makes its key when there is none yet."""
    found = await known(tx, workshop, person)
    if found is not None:
        return found
    row = {"workspace": tx.workspace, "workshop": workshop, "key": tx.entropy(KEY_BYTES).hex()}
    await tx.execute(tx.insert(voice_keys).values(row).on_conflict_do_nothing())
    made = await known(tx, workshop, person)
    assert made is not None
    return made


async def known(tx: Transaction, workshop: str, person: PersonId) -> PersonId | None:
    """Return the person's voice; None when the workshop has no key (any more)."""
    found = await tx.execute(
        select(voice_keys.c.key).where(
            voice_keys.c.workspace == tx.workspace, voice_keys.c.workshop == workshop
        )
    )
    key = found.scalar_one_or_none()
    return _voice(bytes.fromhex(key), person) if key else None


async def mine(tx: Transaction, workshop: str, person: PersonId | None) -> frozenset[PersonId]:
    """Return all that a person's notes may be signed with; nothing for somebody unknown."""
    voice = await known(tx, workshop, person) if person else None
    return frozenset(one for one in (person, voice) if one)


async def forget(tx: Transaction, workshop: str) -> None:
    """Delete a workshop's key: from now on its voices belong to nobody."""
    await tx.execute(
        delete(voice_keys).where(
            voice_keys.c.workspace == tx.workspace, voice_keys.c.workshop == workshop
        )
    )


def _voice(key: bytes, person: PersonId) -> PersonId:
    digest = hmac.new(key, person.encode("utf-8"), sha256).hexdigest()
    return PersonId(f"{PREFIX}{digest[:SIGNS]}")
