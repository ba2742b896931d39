"""DuckDB: the tables of `govperf.serializers.relations` in one file, with keys, comments and the tidy tables as views.

- In the tables numbers are texts of their digits as printed; the views make them `DECIMAL(38, 18)`. A number with more
  digits than that is refused.

Losses: none. A document that comes twice is there once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from govperf.errors import InputError, ReadError, missing_extra
from govperf.model.disclosures import Disclosure
from govperf.serializers.arrow import check_number, load_pyarrow
from govperf.serializers.databases import empty, fill, order_of
from govperf.serializers.definitions import (
    DUCKDB,
    MARK,
    check_mark,
    define_marks,
    define_tables,
    define_views,
)
from govperf.serializers.records import Cell
from govperf.serializers.relations import ROOT, Relation, all_relations
from govperf.serializers.tidy import Kind

__all__ = ["LOSSLESS", "SUFFIXES", "dump", "load"]

SUFFIXES: Final = (".duckdb",)
LOSSLESS: Final = True

_BLOCK: Final = 16384
"""The bytes of a block. There are many small tables, and each has blocks of its own."""


def dump(
    disclosures: Iterable[Disclosure], target: Path, *, table: str = "indicators", chinese: bool = False
) -> None:
    """Make a new file of all tables and views; `table` and `chinese` are of no matter here.

    Raises:
        InputError: the disk is full, or a number has too many digits.
        MissingExtraError: duckdb or pyarrow is not installed.
    """
    del table, chinese
    duckdb, pa = _load_library(), load_pyarrow("a DuckDB file", "duckdb")
    try:
        with duckdb.connect(str(target), config={"default_block_size": _BLOCK}) as connection:
            connection.begin()
            for statement in (*define_marks(DUCKDB), *define_tables(DUCKDB), *define_views(DUCKDB)):
                connection.execute(statement)
            connection.commit()
            fill(disclosures, _Database(connection, pa))
    except duckdb.Error as error:
        raise InputError(f"the file cannot be written: {error}", where=str(target)) from error
    finally:
        Path(f"{target}.wal").unlink(missing_ok=True)


def load(source: Path) -> Iterator[Disclosure]:
    """Every disclosure of a file, in the order in which they came.

    Raises:
        InputError: the tables are of another version.
        ReadError: it is no database that govperf wrote, or its rows were changed into what no disclosure can say.
        MissingExtraError: duckdb is not installed.
    """
    duckdb = _load_library()
    try:
        with duckdb.connect(str(source), read_only=True) as connection:
            marks = connection.execute(f'SELECT "name" FROM "{MARK}"').fetchall()
            check_mark(marks and marks[0][0], str(source))
            keys = connection.execute(f'SELECT disclosure_id FROM "{ROOT}" ORDER BY position').fetchall()

            def select(relation: Relation, key: int) -> list[tuple[Cell, ...]]:
                names = ", ".join(f'"{name}"' for name in relation.names)
                query = f'SELECT {names} FROM "{relation.name}" WHERE disclosure_id = ? ORDER BY {order_of(relation)}'
                found: list[tuple[Cell, ...]] = connection.execute(query, (key,)).fetchall()
                return found

            yield from empty((key for (key,) in keys), select, str(source))
    except duckdb.Error as error:
        raise ReadError(f"this is no database that govperf wrote: {error}", where=str(source)) from error


def _load_library() -> Any:
    try:
        import duckdb
    except ImportError as error:
        raise missing_extra("a DuckDB file", "duckdb") from error
    return duckdb


@frozen
class _Database:
    """The tables of an open file."""

    connection: Any
    pa: Any

    def find(self, key: int) -> str | None:
        query = f'SELECT content_sha256 FROM "{ROOT}" WHERE disclosure_id = ?'
        found: list[tuple[str]] = self.connection.execute(query, (key,)).fetchall()
        return found[0][0] if found else None

    def remove(self, key: int) -> None:
        for relation in reversed(all_relations()):
            self.connection.execute(f'DELETE FROM "{relation.name}" WHERE disclosure_id = ?', (key,))

    def insert(self, relation: Relation, rows: list[tuple[Cell, ...]]) -> None:
        """By way of Arrow: DuckDB takes rows one by one slowly."""
        types = {Kind.INTEGER: self.pa.int64(), Kind.FLAG: self.pa.bool_()}
        columns = zip(*rows, strict=True)
        arrays = [
            self._build(values, column.name, types.get(column.kind, self.pa.string()))
            for values, column in zip(columns, relation.columns, strict=True)
        ]
        batch = self.pa.Table.from_arrays(arrays, names=list(relation.names))
        self.connection.register("batch", batch)
        self.connection.execute(f'INSERT INTO "{relation.name}" SELECT * FROM batch')
        self.connection.unregister("batch")

    def _build(self, values: tuple[Cell, ...], name: str, kind: Any) -> Any:
        plain = [str(check_number(one, name)) if isinstance(one, Decimal) else one for one in values]
        try:
            return self.pa.array(plain, kind)
        except (self.pa.ArrowInvalid, OverflowError) as error:
            raise InputError(f"a value fits into no column of its kind: {error}", where=name) from error
