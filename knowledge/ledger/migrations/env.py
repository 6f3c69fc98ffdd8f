"""Runs migrations within the transaction of the connection that `migrating` hands over."""

from alembic import context

from knowledge.ledger.migrating import VERSIONS

context.configure(
    connection=context.config.attributes["connection"],
    version_table=VERSIONS,
    transactional_ddl=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
