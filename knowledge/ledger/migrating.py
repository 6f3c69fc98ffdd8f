"""Brings a database to the newest schema, forward only, all or nothing."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from knowledge.ledger import killpoints
from knowledge.ledger.database import Database, Opened
from knowledge.ledger.errors import NoLedger, SchemaTooNew, SchemaTooOld
from knowledge.ledger.schema import mailbox

NEWEST = "0006"
"""The last revision in `migrations/versions`; a test keeps the two equal."""
VERSIONS = "schema_version"
MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = 0x6465736972656C69
"""Any number that nobody else uses in this database: "desireli"."""


async def forward(database: Database) -> None:
    """Bring the database to `NEWEST` in one transaction, also when others start at once.

    Raises:
        SchemaTooNew: The database has a later schema.
    """
    async with database.ledger.writing() as opened:
        await _alone(opened, database.dialect)
        found = await opened.run(version)
        if found is not None and found > NEWEST:
            raise SchemaTooNew(found=found, known=NEWEST)
        if found == NEWEST:
            return
        await opened.run(upgrade)
        killpoints.reach("migrating")
        await opened.commit()


async def compare(database: Database) -> None:
    """Change nothing, and pass when the database has the newest schema.

    Raises:
        NoLedger: There is none yet.
        SchemaTooNew: It has a later schema.
        SchemaTooOld: It has an earlier schema.
    """
    if not database.there:
        raise NoLedger("there is no ledger yet; the first start makes it")
    async with database.ledger.reading() as opened:
        found = await opened.run(version)
    if found is None:
        raise NoLedger("the database is empty; the first start fills it")
    if found > NEWEST:
        raise SchemaTooNew(found=found, known=NEWEST)
    if found < NEWEST:
        raise SchemaTooOld(found=found, known=NEWEST)


async def put_up_mailbox(database: Database) -> None:
    """Make the mailbox where there is none: it holds nothing that lasts, so it has no history."""
    async with database.mail.writing() as opened:
        await _alone(opened, database.dialect)
        await opened.run(mailbox.create_all)
        await opened.commit()


async def _alone(opened: Opened, dialect: str) -> None:
    # SQLite needs nothing: BEGIN IMMEDIATE lets one in.
    if dialect == "postgresql":
        await opened.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})


def version(connection: Connection) -> str | None:
    """Return the revision that the database is at; None when it is new."""
    if not inspect(connection).has_table(VERSIONS):
        return None
    return connection.execute(text(f"SELECT version_num FROM {VERSIONS}")).scalar()


def upgrade(connection: Connection, to: str = "head") -> None:
    """Run the missing migrations within the connection's transaction."""
    # Half a second that a start without migrations need not pay.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
