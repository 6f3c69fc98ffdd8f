"""Records and versions as people name them: `J1`, `J1@2`, `J1 2 4`."""

import re
from dataclasses import dataclass

from bot.errors import Refusal
from knowledge.records.refs import Ref, VersionRef

_NUMBER = re.compile(r"v?([1-9][0-9]{0,8})", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,;→]+|\.\.+|\bto\b|\band\b")
LONE = re.compile(r"\s*[IPJLSipjls][1-9][0-9]{0,8}(@[1-9][0-9]{0,8})?[\s?.!]*")
"""A text that names a record, or one version of it, and says nothing else."""


class DifferentRecords(Refusal):
    """Versions of two records were to be compared."""


@dataclass(frozen=True)
class Named:
    """A record, and the numbers of the versions that were named with it."""

    ref: Ref
    numbers: tuple[int, ...]


def named(text: str) -> Named:
    """Read `J1`, `J1@2`, `J1 2`, `J1 2 4`, `J1@2 J1@4` or `J1 2..4`.

    Raises:
        BadRef: Something in it is neither a record nor the number of a version.
        DifferentRecords: It names versions of two records.
    """
    first, *rest = [token for token in _BETWEEN.split(text) if token] or [text]
    ref, number = _read(first)
    numbers = [number] if number else []
    for token in rest:
        plain = _NUMBER.fullmatch(token)
        other, number = (ref, int(plain[1])) if plain else _read(token)
        if other != ref:
            raise DifferentRecords
        numbers += [number] if number else []
    return Named(ref, tuple(numbers))


def lone(text: str) -> str:
    """Return the ref if *text* is nothing but one, else ""."""
    return text.strip(" \t\n?.!") if LONE.fullmatch(text) else ""


def _read(token: str) -> tuple[Ref, int]:
    if "@" in token:
        at = VersionRef.parse(token)
        return at.ref, at.version
    return Ref.parse(token), 0
