"""SQL: the finance tables as CREATE TABLE and INSERT, in the words of the standard (SQL-92), for any database.

Losses: those of `govperf.serializers.finance`. A quote in a text is doubled and nothing else is escaped, so databases
that take a backslash for more than a backslash must be told not to (MySQL: NO_BACKSLASH_ESCAPES).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from govperf.model.disclosures import Disclosure
from govperf.serializers._finance.tables import TABLES, FinanceRow, FinanceTable, FinanceValue
from govperf.serializers.finance import export_finance

__all__ = ["LOSSLESS", "SUFFIXES", "dump_rows", "dumps"]

SUFFIXES: Final = (".sql",)
LOSSLESS: Final = False


def dumps(disclosure: Disclosure, *, table: str = "indicators") -> bytes:
    """All four tables with their rows, in UTF-8; `table` is of no matter here.

    Raises:
        NotRenderableError: as for `export_finance`.
    """
    del table
    return dump_rows(export_finance(disclosure)).encode()


def dump_rows(rows: Mapping[str, Iterable[FinanceRow]]) -> str:
    """The statements for the rows that `export_finance` made with options of the caller's."""
    lines = [
        line for name, made in TABLES.items() for line in (_create(made), *_insert(made, rows.get(name, ())))
    ]
    return "\n".join(lines) + "\n"


def _create(table: FinanceTable) -> str:
    columns = [f"  {column.name} {column.kind}" for column in table.columns]
    columns[0] += " NOT NULL PRIMARY KEY"
    return f"CREATE TABLE {table.name} (\n" + ",\n".join(columns) + "\n);"


def _insert(table: FinanceTable, rows: Iterable[FinanceRow]) -> Iterator[str]:
    names = ", ".join(table.names)
    for row in rows:
        values = ", ".join(_literal(row[name]) for name in table.names)
        yield f"INSERT INTO {table.name} ({names}) VALUES ({values});"  # noqa: S608 - every text is a literal.


def _literal(value: FinanceValue) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return format(value, "f") if isinstance(value, Decimal) else str(value)
