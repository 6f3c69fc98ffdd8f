"""Refs: the short names of records, `J7`, and of their versions, `J7@4`."""

import re
from dataclasses import dataclass
from enum import StrEnum

from knowledge.errors import KnowledgeError


class Kind(StrEnum):
    """The letter that a record's ref starts with."""

    SEGMENT = "I"
    PERSONA = "P"
    JOURNEY = "J"
    ONE_LINER = "L"
    SCENARIO = "S"


class BadRef(KnowledgeError):
    """A text that should name a record does not have the form of a ref."""

    def __init__(self, text: str) -> None:
        super().__init__(f"not a ref: {text[:40]!r}")
        self.text = text


@dataclass(frozen=True, order=True)
class Ref:
    """A record's name within its workspace; never reused."""

    kind: Kind
    number: int

    @classmethod
    def parse(cls, text: str) -> "Ref":
        """Read `J7` (any case, blanks around it allowed).

        Raises:
            BadRef: The text has another form.
        """
        found = re.fullmatch(r"([IPJLS])([1-9][0-9]{0,8})", text.strip().upper())
        if not found:
            raise BadRef(text)
        return cls(Kind(found[1]), int(found[2]))

    def __str__(self) -> str:
        return f"{self.kind}{self.number}"


@dataclass(frozen=True, order=True)
class VersionRef:
    """One version of a record."""

    ref: Ref
    version: int

    @classmethod
    def parse(cls, text: str) -> "VersionRef":
        """Read `J7@4`.

        Raises:
            BadRef: The text has another form.
        """
        name, at, number = text.strip().partition("@")
        if not at or not re.fullmatch(r"[1-9][0-9]{0,8}", number):
            raise BadRef(text)
        return cls(Ref.parse(name), int(number))

    def __str__(self) -> str:
        return f"{self.ref}@{self.version}"
