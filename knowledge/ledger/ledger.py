"""The ledger: the only owner of the database."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Self

from sqlalchemy import UpdateBase, select

from knowledge.identity import WorkspaceId
from knowledge.ledger import killpoints, migrating
from knowledge.ledger.connections import database, translated
from knowledge.ledger.database import Database, Opened, Row
from knowledge.ledger.schema.workspaces import workspaces
from knowledge.ledger.transaction import Session, Transaction, required

Clock = Callable[[], datetime]
Entropy = Callable[[int], bytes]


class Ledger:
    """Holds the truth in SQL and hands it out in transactions, one workspace at a time."""

    def __init__(self, database: Database, *, clock: Clock, entropy: Entropy) -> None:
        self._database = database
        self._clock = clock
        self._entropy = entropy
        self._wake = asyncio.Event()

    @classmethod
    async def open(
        cls, url: str, *, clock: Clock, entropy: Entropy = os.urandom, kill_at: str | None = None
    ) -> "Ledger":
        """Open the database at *url*, made or brought to the newest schema first.

        Args:
            url: `sqlite:///path/desireline.db` or `postgresql://...`.
            clock: Returns the present instant, aware.
            entropy: Returns so many random bytes, for the salts of digests.
            kill_at: A kill point to arm; by default what the environment says.

        Raises:
            SchemaTooNew: A newer Desireline has written this database.
            LedgerUnavailable: The database cannot be reached or read.
        """
        killpoints.arm(os.environ.get(killpoints.SETTING, "") if kill_at is None else kill_at)
        opened = cls(database(url), clock=clock, entropy=entropy)
        async with _closed_if_refused(opened):
            await migrating.forward(opened._database)
            await migrating.put_up_mailbox(opened._database)
        return opened

    @classmethod
    async def look(cls, url: str, *, clock: Clock) -> "Ledger":
        """Open the database at *url* as it is: nothing is made or brought forward.

        Raises:
            NoLedger: There is none yet.
            SchemaTooNew: A newer Desireline has written this database.
            SchemaTooOld: An older one has.
            LedgerUnavailable: The database cannot be reached or read.
        """
        opened = cls(database(url), clock=clock, entropy=os.urandom)
        async with _closed_if_refused(opened):
            await migrating.compare(opened._database)
        return opened

    @asynccontextmanager
    async def transaction(self, workspace: WorkspaceId) -> AsyncIterator[Transaction]:
        """Write within *workspace*: committed at the end, rolled back on an exception.

        Raises:
            WorkspaceRequired: No workspace is named.
            LedgerBusy: Others held the database for too long; nothing was written.
            LedgerUnavailable: The database is full, read-only or gone; nothing was written.
        """
        required(workspace)
        async with self._writing() as opened:
            tx = self._transaction(opened, workspace)
            yield tx
            killpoints.reach("before_commit")
            await tx.commit()
            killpoints.reach("after_commit")
        self._after(tx)

    @asynccontextmanager
    async def across(self) -> AsyncIterator[Session]:
        """Write across workspaces: for the dispatcher's bookkeeping only."""
        async with self._writing() as opened:
            session = self._session(opened)
            yield session
            await session.commit()
        self._after(session)

    @asynccontextmanager
    async def reading(self, workspace: WorkspaceId) -> AsyncIterator[Transaction]:
        """Read one snapshot of *workspace*; the database itself refuses writes.

        Raises:
            WorkspaceRequired: No workspace is named.
            LedgerUnavailable: The database cannot be read.
        """
        required(workspace)
        with translated():
            async with self._database.ledger.reading() as opened:
                yield self._transaction(opened, workspace)

    @asynccontextmanager
    async def reading_across(self) -> AsyncIterator[Session]:
        """Read one snapshot of all workspaces: for the dispatcher and the doctor only."""
        with translated():
            async with self._database.ledger.reading() as opened:
                yield self._session(opened)

    @asynccontextmanager
    async def mailbox(self) -> AsyncIterator[Session]:
        """Write to the mailbox, across workspaces: for `mail` only."""
        with translated():
            async with self._database.mail.writing() as opened:
                session = self._session(opened)
                yield session
                await session.commit()

    @asynccontextmanager
    async def reading_mailbox(self) -> AsyncIterator[Session]:
        """Read the mailbox, across workspaces: for `mail` only."""
        with translated():
            async with self._database.mail.reading() as opened:
                yield self._session(opened)

    async def write_mail(
        self, statement: UpdateBase, parameters: Row, *, durable: bool = True
    ) -> None:
        """Run one statement on the mailbox, a transaction by itself: for `mail` only."""
        with translated():
            await self._database.mail.write(statement, parameters, durable=durable)

    @property
    def has_mailbox(self) -> bool:
        """Whether there is a mailbox already; only of interest after `look`."""
        return self._database.has_mailbox

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._database.dialect

    async def workspaces(self) -> tuple[WorkspaceId, ...]:
        """Return the workspaces that have published something, for what is done to each."""
        async with self.reading_across() as session:
            names = await session.execute(select(workspaces.c.workspace).order_by("workspace"))
            return tuple(WorkspaceId(row.workspace) for row in names)

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        return self._clock().astimezone(UTC)

    def wake(self) -> asyncio.Event:
        """Return the event that is set whenever a commit gave the dispatcher something to do.

        The one who waits for it clears it before looking for work.
        """
        return self._wake

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close all connections."""
        await self._database.close()

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[Opened]:
        with translated():
            async with self._database.ledger.writing() as opened:
                yield opened

    def _transaction(self, opened: Opened, workspace: WorkspaceId) -> Transaction:
        return Transaction(
            opened,
            workspace=workspace,
            dialect=self._database.dialect,
            now=self.now(),
            entropy=self._entropy,
        )

    def _session(self, opened: Opened) -> Session:
        return Session(
            opened, dialect=self._database.dialect, now=self.now(), entropy=self._entropy
        )

    def _after(self, session: Session) -> None:
        for act in session.committed:
            act()
        if session.wakes:
            self._wake.set()


@asynccontextmanager
async def _closed_if_refused(ledger: Ledger) -> AsyncIterator[None]:
    try:
        with translated():
            yield
    except BaseException:
        await ledger.close()
        raise
