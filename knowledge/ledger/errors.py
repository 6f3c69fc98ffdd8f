"""What can be wrong with the ledger or with how it is used."""

from knowledge.errors import KnowledgeError


class LedgerError(KnowledgeError):
    """The ledger refused."""

    @property
    def why(self) -> str:
        """Say what it is, with the driver's words for it, which hold no password."""
        parts = (" ".join(str(part).split()) for part in (self, self.__cause__) if part)
        return ": ".join(parts)


class WorkspaceRequired(LedgerError):
    """Data was asked for without a workspace, or with another one than the transaction's."""

    def __init__(self, workspace: object) -> None:
        super().__init__(f"no workspace, or a foreign one: {workspace!r}")
        self.workspace = workspace


class SchemaTooNew(LedgerError):
    """The database was written by a newer Desireline; this one must not touch it."""

    def __init__(self, *, found: str, known: str) -> None:
        super().__init__(
            f"the database has schema {found}, this Desireline knows {known}: "
            "start the newer version, or restore a backup made with this one"
        )
        self.found = found
        self.known = known


class SchemaTooOld(LedgerError):
    """The database was written by an older Desireline; the next start brings it forward."""

    def __init__(self, *, found: str, known: str) -> None:
        super().__init__(f"the database has schema {found}, a start brings it to {known}")
        self.found = found
        self.known = known


class NoLedger(LedgerError):
    """There is no database yet: the first start makes it."""


class LedgerBusy(LedgerError):
    """Another writer held the database for too long, or stood in the way: try again."""


class LedgerUnavailable(LedgerError):
    """The database cannot be reached, read or written: full, read-only, gone."""


class WriteRefused(LedgerError):
    """Somebody tried to write in a reading transaction."""


class NothingCommitted(LedgerError):
    """A statement failed within the transaction and somebody went on: it was rolled back.

    PostgreSQL would do that silently at the commit; SQLite would keep the other statements.
    """


class DeliveryRepeated(LedgerError):
    """A delivery with this key was already recorded; its response is to be given again."""

    def __init__(self, key: str) -> None:
        super().__init__("delivery already recorded")
        self.key = key


class EffectLost(LedgerError):
    """The lease of an effect ran out and somebody else took it: this attempt decides nothing."""

    def __init__(self, effect: int) -> None:
        super().__init__(f"effect {effect} is held by another attempt")
        self.effect = effect


class NoSuchWorkshop(LedgerError):
    """The workspace has no workshop of this name."""

    def __init__(self, workshop: str) -> None:
        super().__init__(f"no workshop {workshop!r}")
        self.workshop = workshop


class SequenceMoved(LedgerError):
    """A workshop has other events than the writer has seen."""

    def __init__(self, workshop: str, *, expected: int, found: int) -> None:
        super().__init__(f"workshop {workshop!r} is at {found}, not at {expected}")
        self.workshop = workshop
        self.expected = expected
        self.found = found


class NoSuchPerson(LedgerError):
    """The workspace knows no person of this name."""

    def __init__(self, person: str) -> None:
        super().__init__(f"no person {person!r}")
        self.person = person


class NoSuchBody(LedgerError):
    """The workspace has no body with this digest."""

    def __init__(self, digest: str) -> None:
        super().__init__(f"no body {digest}")
        self.digest = digest


class NoSuchQuestion(LedgerError):
    """The workspace has no question with this number."""

    def __init__(self, question: int) -> None:
        super().__init__(f"no question {question}")
        self.question = question
