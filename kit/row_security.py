"""Row-level security by municipality, laid over every table of a service after each migration (S5).

The tables belong to the login that migrates; the service's own login owns none, so that the policies hold for it.
"""

import sqlalchemy as sa

from kit.transaction import EVERY_MUNICIPALITY, SETTING

POLICY = "of_municipality"
ANYTHING, APPEND = "SELECT, INSERT, UPDATE, DELETE", "SELECT, INSERT"
_CURRENT = f"nullif(current_setting('{SETTING}', true), '')"


class Unguarded(Exception):
    """A table without municipality_id: the migration must not end."""


def municipality_column(*, primary_key: bool = False) -> "sa.Column[str]":
    """Filled from the transaction's municipality, so that rows of a child table cannot be given another one."""
    return sa.Column(
        "municipality_id", sa.Text, primary_key=primary_key, nullable=False, server_default=sa.text(_CURRENT)
    )


def apply(db: sa.Connection, metadata: sa.MetaData, login: str) -> None:
    """Idempotent; a table with `append_only` in its info can only be added to. Raises Unguarded."""
    for table in metadata.sorted_tables:
        if "municipality_id" not in table.c:
            raise Unguarded(table.name)
        name = db.dialect.identifier_preparer.format_table(table)
        visible = f"(SELECT {_CURRENT}) IN (municipality_id, '{EVERY_MUNICIPALITY}')"
        for statement in (
            f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY",
            f"DROP POLICY IF EXISTS {POLICY} ON {name}",
            f"CREATE POLICY {POLICY} ON {name} USING ({visible}) WITH CHECK ({visible})",
            f"REVOKE ALL ON {name} FROM {login}",
            f"GRANT {APPEND if table.info.get('append_only') else ANYTHING} ON {name} TO {login}",
        ):
            db.execute(sa.text(statement))
    db.execute(sa.text(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {login}"))
