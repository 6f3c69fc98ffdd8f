"""What can be wrong with records."""

from typing import TYPE_CHECKING

from knowledge.errors import KnowledgeError
from knowledge.records.refs import Kind, Ref, VersionRef

if TYPE_CHECKING:
    from knowledge.records.merge import Conflict
    from knowledge.records.models.bodies import Body
    from knowledge.records.versions import Version


class RecordError(KnowledgeError):
    """A record is not as it was asked for."""


class NoSuchRecord(RecordError):
    """The workspace has no version of this record."""

    def __init__(self, ref: Ref) -> None:
        super().__init__(f"no record {ref}")
        self.ref = ref


class NoSuchVersion(RecordError):
    """The record has no such version."""

    def __init__(self, ref: VersionRef) -> None:
        super().__init__(f"no version {ref}")
        self.ref = ref


class WrongKind(RecordError):
    """A body of one kind was published under a ref of another."""

    def __init__(self, *, wanted: Kind, got: str) -> None:
        super().__init__(f"{wanted.name.lower()} wanted, not {got}")
        self.wanted = wanted
        self.got = got


class StaleBase(RecordError):
    """The record has moved on from the base, and the publisher wanted no merge."""

    def __init__(self, current: "Version", *, base: int | None) -> None:
        super().__init__(f"{current.ref} is at {current.number}, the base is {base}")
        self.current = current
        self.base = base


class MergeConflict(RecordError):
    """Two people changed the same field; nothing was published.

    Attributes:
        conflicts: Both texts of each such field.
        merged: Everything of both; in conflicting fields the refused publisher's text. To insist,
            publish it (or an edited one) with `base=current.number`.
        current: The version that came in between.
    """

    def __init__(
        self, current: "Version", *, conflicts: "tuple[Conflict, ...]", merged: "Body"
    ) -> None:
        super().__init__(f"{len(conflicts)} conflicts with {current.ref}@{current.number}")
        self.current = current
        self.conflicts = conflicts
        self.merged = merged
