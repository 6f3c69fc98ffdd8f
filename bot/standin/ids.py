"""Ids and secrets that look like Slack's and are the same on every start."""

import base64
import hashlib
import secrets
import string

_LETTERS = string.ascii_letters + string.digits


def named(prefix: str, name: str) -> str:
    """Return the id of a thing of the seed: the same name always gives the same id."""
    digest = hashlib.sha256(f"{prefix}:{name}".encode()).digest()
    return prefix + base64.b32encode(digest).decode()[:10]


def fresh(prefix: str) -> str:
    """Return an id that nobody has yet."""
    return prefix + base64.b32encode(secrets.token_bytes(7)).decode()[:10]


def block_id() -> str:
    """Return a block id as Slack invents it for a block without one."""
    return "".join(secrets.choice(_LETTERS) for _ in range(5))


def client_msg_id() -> str:
    """Return the id that a client gives to what a person sends."""
    raw = secrets.token_hex(16)
    return "-".join((raw[:8], raw[8:12], raw[12:16], raw[16:20], raw[20:]))


def secret(kind: str, name: str) -> str:
    """Return a secret for *name*; worth nothing outside this computer, so it may be stable."""
    return hashlib.sha256(f"standin:{kind}:{name}".encode()).hexdigest()[:32]
