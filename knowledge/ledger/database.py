"""What the ledger asks of a database, whichever it is."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol, TypeAlias, TypeVar

from sqlalchemy import Connection, CursorResult, Engine, Executable, UpdateBase

T = TypeVar("T")
Rows: TypeAlias = CursorResult[*tuple[Any, ...]]
Row: TypeAlias = Mapping[str, Any]
Parameters: TypeAlias = Row | Sequence[Row] | None


class Opened(Protocol):
    """A connection within a transaction; what is not committed is rolled back at its end."""

    async def execute(self, statement: Executable, parameters: Parameters = None) -> Rows:
        """Run one statement; with a sequence of parameters, once for each."""

    async def commit(self) -> None:
        """Make it durable."""

    async def run(self, act: Callable[[Connection], T]) -> T:
        """Call *act* with the connection that SQLAlchemy's own tools take."""


class Tables(Protocol):
    """Tables that are read and written together."""

    @property
    def engines(self) -> tuple[Engine, ...]:
        """Return SQLAlchemy's engines, for those who watch statements; the writing one first."""

    def writing(self) -> AbstractAsyncContextManager[Opened]:
        """Begin a transaction that may write.

        Raises:
            LedgerBusy: Others held the database for too long.
        """

    def reading(self) -> AbstractAsyncContextManager[Opened]:
        """Begin a transaction that sees one snapshot and is kept from writing."""

    async def write(self, statement: UpdateBase, parameters: Row, *, durable: bool = True) -> None:
        """Run one statement that is a transaction by itself, seen by all when this returns.

        What need not be *durable* may be undone if the computer, not only the process, dies.

        Raises:
            LedgerBusy: Others held the database for too long.
        """


class Database(Protocol):
    """One database, opened for this process.

    Attributes:
        dialect: `sqlite` or `postgresql`.
        ledger: The tables of the ledger.
        mail: The mailbox; writing to it waits for no writer of the ledger.
    """

    dialect: str
    ledger: Tables
    mail: Tables

    @property
    def there(self) -> bool:
        """Whether there is a ledger to look into; opening SQLite would make one."""

    @property
    def has_mailbox(self) -> bool:
        """Whether there is a mailbox; a ledger that was restored has none before its start."""

    async def close(self) -> None:
        """Close all connections."""
