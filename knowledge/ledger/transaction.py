"""The transaction: the only way to the tables, bound to one workspace and one instant."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import CursorResult, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.identity import WorkspaceId
from knowledge.ledger.connections import translated
from knowledge.ledger.errors import NothingCommitted, WorkspaceRequired

Rows: TypeAlias = CursorResult[*tuple[Any, ...]]


class Session:
    """A database transaction that sees all workspaces: for the dispatcher and the doctor only.

    Attributes:
        now: The instant at which the transaction began; UTC.
        dialect: `sqlite` or `postgresql`.
    """

    def __init__(
        self, connection: AsyncConnection, *, now: datetime, entropy: Callable[[int], bytes]
    ) -> None:
        self._connection = connection
        self.now = now
        self.dialect = connection.dialect.name
        self.entropy = entropy
        self.committed: list[Callable[[], None]] = []
        self.wakes = False
        self._failed = False

    async def execute(
        self,
        statement: Executable,
        parameters: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
    ) -> Rows:
        """Run one statement; with a sequence of parameters, once for each."""
        failed_before, self._failed = self._failed, True
        with translated():
            found = await self._connection.execute(statement, parameters)
        self._failed = failed_before
        return found

    async def commit(self) -> None:
        """Make it durable: for the ledger only.

        Raises:
            NothingCommitted: A statement failed before.
        """
        if self._failed:
            raise NothingCommitted("a statement of this transaction failed")
        await self._connection.commit()

    def on_commit(self, act: Callable[[], None]) -> None:
        """Call *act* once the transaction is durable; never after a rollback."""
        self.committed.append(act)

    def insert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """Start an insert that knows ON CONFLICT."""
        return inserting(table, dialect=self.dialect)


class Transaction(Session):
    """A transaction within one workspace. Stores take it and never open one.

    Attributes:
        workspace: The workspace whose rows are read and written, and no others.
    """

    def __init__(
        self,
        connection: AsyncConnection,
        *,
        workspace: WorkspaceId,
        now: datetime,
        entropy: Callable[[int], bytes],
    ) -> None:
        super().__init__(connection, now=now, entropy=entropy)
        self.workspace = required(workspace)

    def only(self, workspace: WorkspaceId) -> None:
        """Refuse what belongs to another workspace.

        Raises:
            WorkspaceRequired: *workspace* is not this transaction's.
        """
        if workspace != self.workspace:
            raise WorkspaceRequired(workspace)


def inserting(table: Table, *, dialect: str) -> sqlite.Insert | postgresql.Insert:
    """Start an insert that knows the ON CONFLICT of the database."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


def required(workspace: object) -> WorkspaceId:
    """Return *workspace* when it names one.

    Raises:
        WorkspaceRequired: It is missing, empty or blank.
    """
    if not isinstance(workspace, str) or not workspace.strip():
        raise WorkspaceRequired(workspace)
    return WorkspaceId(workspace)
