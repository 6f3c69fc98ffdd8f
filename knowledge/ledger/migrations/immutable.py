"""Triggers that make a table append-only.

A migration that rebuilds such a table (`batch_alter_table` does) must call `protect` again:
SQLite drops a table's triggers silently.
"""

from alembic import op


def protect(table: str, *keys: tuple[str, ...]) -> None:
    """Let the database refuse to change, delete or replace rows of *table*.

    Args:
        table: Its name.
        keys: The columns of each unique key.
    """
    if op.get_bind().dialect.name == "postgresql":
        _postgresql(table)
    else:
        _sqlite(table)
        for number, key in enumerate(keys, 1):
            _sqlite_replace(table, key, number)


def _sqlite_replace(table: str, key: tuple[str, ...], number: int) -> None:
    # REPLACE deletes the row in its way without firing the trigger on DELETE.
    # https://www.sqlite.org/lang_conflict.html
    same = " AND ".join(f"{column} = NEW.{column}" for column in key)
    op.execute(
        f"CREATE TRIGGER {table}_no_replace_{number} BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )


def _sqlite(table: str) -> None:
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def _postgresql(table: str) -> None:
    op.execute(
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
