"""What people wrote, by salted digest: the only table that erasure may rewrite.

The salt keeps two equal texts from having equal digests, and an erased text from being guessed.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence

from sqlalchemy import select

from knowledge.ledger.columns import JSON, canonical
from knowledge.ledger.errors import NoSuchBody
from knowledge.ledger.schema.workspaces import bodies
from knowledge.ledger.transaction import Transaction

SALT_BYTES = 16
ASKED_AT_ONCE = 500
"""Bound parameters in one statement; SQLite's own bound is 32,766."""


def digest_of(salt: str, written: str) -> str:
    """Return the digest under which a canonical text with this salt is kept."""
    return hashlib.sha256(f"{salt}\n{written}".encode("ascii")).hexdigest()


async def put(tx: Transaction, body: JSON) -> str:
    """Store *body* and return its digest; the same body twice has two digests."""
    return (await put_all(tx, [body]))[0]


async def put_all(tx: Transaction, contents: Sequence[JSON]) -> tuple[str, ...]:
    """Store many bodies at once; digests in the same order."""
    rows = [_row(tx, content) for content in contents]
    if rows:
        await tx.execute(bodies.insert(), rows)
    return tuple(row["digest"] for row in rows)


def _row(tx: Transaction, content: JSON) -> dict[str, str]:
    salt, written = tx.entropy(SALT_BYTES).hex(), canonical(content)
    digest = digest_of(salt, written)
    return {"workspace": tx.workspace, "digest": digest, "salt": salt, "body": written}


async def get(tx: Transaction, digests: Iterable[str]) -> dict[str, JSON]:
    """Return the bodies by digest.

    Raises:
        NoSuchBody: One of them is not in this workspace.
    """
    wanted = list(dict.fromkeys(digests))
    found: dict[str, JSON] = {}
    for start in range(0, len(wanted), ASKED_AT_ONCE):
        found |= await _some(tx, wanted[start : start + ASKED_AT_ONCE])
    for digest in wanted:
        if digest not in found:
            raise NoSuchBody(digest)
    return found


async def _some(tx: Transaction, digests: list[str]) -> dict[str, JSON]:
    rows = await tx.execute(
        select(bodies.c.digest, bodies.c.body).where(
            bodies.c.workspace == tx.workspace, bodies.c.digest.in_(digests)
        )
    )
    return {digest: read(written) for digest, written in rows}


def read(written: str) -> JSON:
    """Read a canonical text."""
    content: JSON = json.loads(written)
    return content
