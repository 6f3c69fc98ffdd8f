"""Answers as they were kept, read back."""

from pydantic import TypeAdapter

from knowledge.answers.models import Reply
from knowledge.ledger import JSON

_REPLY: TypeAdapter[Reply] = TypeAdapter(Reply, config={"defer_build": True})


def read_reply(stored: JSON) -> Reply:
    """Return the reply that was kept as JSON.

    Raises:
        pydantic.ValidationError: It was never one of ours.
    """
    return _REPLY.validate_python(stored)
