"""SQLite: the tables of `govperf.serializers.relations` in one file, with keys, comments and the tidy tables as views.

- Numbers are texts of their digits, because SQLite would make them floats: `CAST(budget_total AS REAL)` reckons with them.
- Comments stand in the definitions: `.schema gp_project` shows them.

Losses: none. A document that comes twice is there once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import frozen

from govperf.errors import InputError, ReadError
from govperf.model.disclosures import Disclosure
from govperf.serializers.databases import empty, fill, order_of
from govperf.serializers.definitions import (
    MARK,
    SQLITE,
    check_mark,
    define_marks,
    define_tables,
    define_views,
)
from govperf.serializers.records import Cell
from govperf.serializers.relations import ROOT, Relation, all_relations

if TYPE_CHECKING:
    from sqlite3 import Connection

__all__ = ["LOSSLESS", "SUFFIXES", "dump", "load"]

SUFFIXES: Final = (".sqlite",)
LOSSLESS: Final = True


def dump(
    disclosures: Iterable[Disclosure], target: Path, *, table: str = "indicators", chinese: bool = False
) -> None:
    """Make a new file of all tables and views; `table` and `chinese` are of no matter here.

    Raises:
        InputError: the disk is full, or a number is larger than SQLite's integers.
    """
    del table, chinese
    import sqlite3

    try:
        with closing(sqlite3.connect(target)) as connection, connection:
            connection.execute("PRAGMA journal_mode = OFF")  # The file counts only when it is whole.
            for statement in (*define_marks(SQLITE), *define_tables(SQLITE), *define_views(SQLITE)):
                connection.execute(statement)
            fill(disclosures, _Database(connection))
    except (sqlite3.Error, OverflowError) as error:
        raise InputError(f"the file cannot be written: {error}", where=str(target)) from error


def load(source: Path) -> Iterator[Disclosure]:
    """Every disclosure of a file, in the order in which they came.

    Raises:
        InputError: the tables are of another version.
        ReadError: it is no database that govperf wrote, or its rows were changed into what no disclosure can say.
    """
    with _open(source) as connection:
        row = connection.execute(f'SELECT "name" FROM "{MARK}"').fetchone()
        check_mark(row and row[0], str(source))
        keys = connection.execute(f'SELECT disclosure_id FROM "{ROOT}" ORDER BY position').fetchall()

        def select(relation: Relation, key: int) -> list[tuple[Cell, ...]]:
            names = ", ".join(f'"{name}"' for name in relation.names)
            query = (
                f'SELECT {names} FROM "{relation.name}" WHERE disclosure_id = ? ORDER BY {order_of(relation)}'
            )
            return connection.execute(query, (key,)).fetchall()

        yield from empty((key for (key,) in keys), select, str(source))


@contextmanager
def _open(source: Path) -> Iterator[Connection]:
    """A file to read, never to change."""
    import sqlite3

    try:
        with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            yield connection
    except sqlite3.Error as error:
        raise ReadError(f"this is no database that govperf wrote: {error}", where=str(source)) from error


@frozen
class _Database:
    """The tables of an open file."""

    connection: Connection

    def find(self, key: int) -> str | None:
        query = f'SELECT content_sha256 FROM "{ROOT}" WHERE disclosure_id = ?'
        found = self.connection.execute(query, (key,)).fetchone()
        return found[0] if found else None

    def remove(self, key: int) -> None:
        for relation in reversed(all_relations()):
            self.connection.execute(f'DELETE FROM "{relation.name}" WHERE disclosure_id = ?', (key,))

    def insert(self, relation: Relation, rows: list[tuple[Cell, ...]]) -> None:
        marks = ", ".join("?" * len(relation.columns))
        plain = ([str(one) if isinstance(one, Decimal) else one for one in row] for row in rows)
        self.connection.executemany(f'INSERT INTO "{relation.name}" VALUES ({marks})', plain)
