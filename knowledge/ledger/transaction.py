"""The transaction: the only way to the tables, bound to one workspace and one instant."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Executable, Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite

from knowledge.identity import WorkspaceId
from knowledge.ledger.connections import translated
from knowledge.ledger.database import Opened, Parameters, Rows
from knowledge.ledger.errors import NothingCommitted, WorkspaceRequired

HERE: BindParameter[str] = bindparam("here")
"""The transaction's workspace, in a statement that is built once and then asked."""


class Session:
    """A database transaction that sees all workspaces: for the dispatcher and the doctor only.

    Attributes:
        now: The instant at which the transaction began; UTC.
        dialect: `sqlite` or `postgresql`.
    """

    def __init__(
        self, opened: Opened, *, dialect: str, now: datetime, entropy: Callable[[int], bytes]
    ) -> None:
        self._opened = opened
        self.now = now
        self.dialect = dialect
        self.entropy = entropy
        self.committed: list[Callable[[], None]] = []
        self.wakes = False
        self._failed = False

    async def execute(self, statement: Executable, parameters: Parameters = None) -> Rows:
        """Run one statement; with a sequence of parameters, once for each."""
        failed_before, self._failed = self._failed, True
        with translated():
            found = await self._opened.execute(statement, parameters)
        self._failed = failed_before
        return found

    async def commit(self) -> None:
        """Make it durable: for the ledger only.

        Raises:
            NothingCommitted: A statement failed before.
        """
        if self._failed:
            raise NothingCommitted("a statement of this transaction failed")
        await self._opened.commit()

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
        unkept: Whether what it answers must not be kept: a rehearsal's words would stay there.
    """

    def __init__(
        self,
        opened: Opened,
        *,
        workspace: WorkspaceId,
        dialect: str,
        now: datetime,
        entropy: Callable[[int], bytes],
    ) -> None:
        super().__init__(opened, dialect=dialect, now=now, entropy=entropy)
        self.workspace = required(workspace)
        self.unkept = False

    async def ask(self, statement: Executable, **asked: object) -> Rows:
        """Run a statement that names the workspace `HERE`.

        Those of every note, reply and question are built once: it takes as long as to run them.
        """
        return await self.execute(statement, {"here": self.workspace, **asked})

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


def given(*names: str) -> dict[str, BindParameter[Any]]:
    """Return values by column that are given when the statement runs."""
    return {name: bindparam(name) for name in names}


def required(workspace: object) -> WorkspaceId:
    """Return *workspace* when it names one.

    Raises:
        WorkspaceRequired: It is missing, empty or blank.
    """
    if not isinstance(workspace, str) or not workspace.strip():
        raise WorkspaceRequired(workspace)
    return WorkspaceId(workspace)
