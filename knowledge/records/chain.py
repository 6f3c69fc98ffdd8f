"""The chain: each version's hash covers all that is said of it and the version before."""

import hashlib
from collections.abc import Mapping
from typing import Any

from knowledge.identity import WorkspaceId
from knowledge.ledger.columns import canonical, iso
from knowledge.records.refs import Ref

FIRST = ""
"""What comes before the first version."""
FACTS = ("base", "reason", "at", "person", "visibility", "language")


def link(
    workspace: WorkspaceId,
    ref: Ref,
    number: int,
    facts: Mapping[str, Any],
    *,
    digest: str,
    previous: str,
) -> str:
    """Return the hash of one version; a digest stands for the body, so erasure leaves it valid.

    Args:
        workspace: Whose record it is.
        ref: The record.
        number: The version.
        facts: The values of `FACTS`; others are ignored.
        digest: The body's.
        previous: The hash of the version before, or `FIRST`.
    """
    said = [iso(facts[name]) if name == "at" else facts[name] for name in FACTS]
    whole = canonical([workspace, str(ref), number, *said, digest, previous])
    return hashlib.sha256(whole.encode("ascii")).hexdigest()
