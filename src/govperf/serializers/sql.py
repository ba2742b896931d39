"""Any SQL database, through SQLAlchemy: the tables of `govperf.serializers.relations`, and the tidy tables as views.

- Tables are made where there are none, with keys, comments and types.
- A document is stored once: one that is there and says the same is passed over, and one that is read otherwise than before,
  by a later version say, takes the place of what was there. What decides is the hash of its bytes, and the hash of all that
  is said of it.
- All goes in with one transaction: where anything fails, nothing is stored.
- Numbers are `NUMERIC` in PostgreSQL, with the digits after the point as printed; elsewhere they are texts of their digits.

Losses: none, but for the exponent of a number in PostgreSQL (`1E+3` is 1000).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from attrs import frozen

from govperf.errors import InputError, ReadError, missing_extra
from govperf.model.disclosures import Disclosure
from govperf.serializers.databases import empty, fill, order_of
from govperf.serializers.definitions import (
    MARK,
    SQLITE,
    Dialect,
    check_mark,
    define_views,
    list_foreign_keys,
    list_primary_key,
)
from govperf.serializers.json import SCHEMA
from govperf.serializers.records import Cell
from govperf.serializers.relations import ROOT, Relation, all_relations
from govperf.serializers.tidy import Kind

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    Target: TypeAlias = str | Engine | Connection

__all__ = ["fetch", "store"]

_POSTGRESQL: Final = "postgresql"


def store(
    disclosures: Disclosure | Iterable[Disclosure], database: Target, *, schema: str | None = None
) -> int:
    """Store documents, each once, all or none.

    Args:
        disclosures: one or many; only some are held at a time.
        database: a URL (`postgresql+psycopg://…`), an Engine, or a Connection whose transaction this becomes part of.
        schema: where the database has several name spaces, the one of the tables; it must exist.

    Returns:
        How many were new or said something else than before.

    Raises:
        InputError: the database refused something, its connection broke, or its tables are of another version.
        MissingExtraError: SQLAlchemy is not installed.
    """
    several = [disclosures] if isinstance(disclosures, Disclosure) else disclosures
    with _connect(database, "nothing was stored", writing=True) as connection:
        tables = _Tables.of(connection, schema)
        tables.prepare()
        return fill(several, tables, held=tables.count())


def fetch(database: Target, *, schema: str | None = None) -> Iterator[Disclosure]:
    """Every disclosure of a database, in the order in which they came.

    Raises:
        InputError: the database refused something, or its tables are of another version.
        ReadError: there are no tables of govperf, or their rows were changed into what no disclosure can say.
        MissingExtraError: SQLAlchemy is not installed.
    """
    with _connect(database, "see that it is there, and who may read it") as connection:
        tables = _Tables.of(connection, schema)
        if not tables.is_prepared():
            raise ReadError("there are no tables of govperf", where=_name(connection))
        yield from empty(tables.list_keys(), tables.select, _name(connection))


@contextmanager
def _connect(database: Target, hint: str, *, writing: bool = False) -> Iterator[Connection]:
    """A connection in a transaction; whatever SQLAlchemy raises becomes an error of ours."""
    try:
        import sqlalchemy as sa
    except ImportError as error:
        raise missing_extra("a database", "sql") from error
    where = "the database"
    try:
        if isinstance(database, sa.Connection):
            yield database
            return
        engine = sa.create_engine(database) if isinstance(database, str) else database
        where = engine.url.render_as_string(hide_password=True)
        with engine.begin() as connection:
            if writing and engine.dialect.name == "sqlite":
                # Python's driver begins no transaction before it makes a table.
                connection.exec_driver_sql("BEGIN")
            yield connection
    except sa.exc.NoSuchModuleError as error:
        raise InputError(f"the database has no driver: {error}", where=where) from error
    except (sa.exc.SQLAlchemyError, OverflowError, UnicodeEncodeError) as error:
        reason = str(getattr(error, "orig", None) or error).strip().split("\n", 1)[0]
        raise InputError(f"the database refused: {reason}", where=where, hint=hint) from error


def _name(connection: Connection) -> str:
    return connection.engine.url.render_as_string(hide_password=True)


@frozen
class _Tables:
    """The tables in a database, and a connection to it."""

    connection: Any
    tables: dict[str, Any]
    mark: Any
    schema: str | None
    exact: bool

    @classmethod
    def of(cls, connection: Connection, schema: str | None) -> _Tables:
        """The tables as SQLAlchemy has them, whether or not they are there."""
        import sqlalchemy as sa

        metadata = sa.MetaData(schema=schema)
        tables = {relation.name: _describe(sa, relation, metadata, schema) for relation in all_relations()}
        mark = sa.Table(MARK, metadata, sa.Column("name", sa.Text, nullable=False))
        return cls(connection, tables, mark, schema, connection.dialect.name == _POSTGRESQL)

    def is_prepared(self) -> bool:
        """Whether the tables are there. Raises InputError if they are of another version."""
        import sqlalchemy as sa

        if not sa.inspect(self.connection).has_table(MARK, schema=self.schema):
            return False
        check_mark(self.connection.scalar(sa.select(self.mark.c.name)), _name(self.connection))
        return True

    def prepare(self) -> None:
        """Make tables and views if they are not there; keep others from storing meanwhile where that can be done."""
        if not self.is_prepared():
            self.mark.metadata.create_all(self.connection, checkfirst=False)
            quote = self.connection.dialect.identifier_preparer.quote_identifier
            for statement in define_views(Dialect(SQLITE.types, quote), self.schema):
                self.connection.exec_driver_sql(statement)
            self.connection.execute(self.mark.insert(), {"name": SCHEMA})
        if self.exact:
            name = self.connection.dialect.identifier_preparer.format_table(self.mark)
            self.connection.exec_driver_sql(f"LOCK TABLE {name} IN SHARE ROW EXCLUSIVE MODE")

    def count(self) -> int:
        """The position of the last document."""
        import sqlalchemy as sa

        last: int | None = self.connection.scalar(sa.select(sa.func.max(self.tables[ROOT].c.position)))
        return last or 0

    def list_keys(self) -> list[int]:
        """The keys of all documents, in the order in which they came."""
        import sqlalchemy as sa

        root = self.tables[ROOT].c
        return list(self.connection.scalars(sa.select(root.disclosure_id).order_by(root.position)))

    def select(self, relation: Relation, key: int) -> list[tuple[Cell, ...]]:
        """The rows of a document."""
        table = self.tables[relation.name]
        query = table.select().where(table.c.disclosure_id == key).order_by(table.c[order_of(relation)])
        return [tuple(row) for row in self.connection.execute(query)]

    def find(self, key: int) -> str | None:
        import sqlalchemy as sa

        root = self.tables[ROOT].c
        found: str | None = self.connection.scalar(
            sa.select(root.content_sha256).where(root.disclosure_id == key)
        )
        return found

    def remove(self, key: int) -> None:
        for relation in reversed(all_relations()):
            table = self.tables[relation.name]
            self.connection.execute(table.delete().where(table.c.disclosure_id == key))

    def insert(self, relation: Relation, rows: list[tuple[Cell, ...]]) -> None:
        names = relation.names
        plain = (row if self.exact else map(_spell, row) for row in rows)
        self.connection.execute(
            self.tables[relation.name].insert(), [dict(zip(names, row, strict=True)) for row in plain]
        )


def _spell(value: Cell) -> Cell:
    return str(value) if isinstance(value, Decimal) else value


def _describe(sa: Any, relation: Relation, metadata: Any, schema: str | None) -> Any:
    """A relation as SQLAlchemy has it."""
    types = {
        Kind.TEXT: sa.Text(),
        Kind.INTEGER: sa.BigInteger(),
        Kind.NUMBER: sa.Text().with_variant(sa.Numeric(), _POSTGRESQL),
        Kind.FLAG: sa.Boolean(),
    }
    where = f"{schema}." if schema else ""
    columns = [
        sa.Column(
            one.name, types[one.kind], nullable=not one.required, comment=one.comment, autoincrement=False
        )
        for one in relation.columns
    ]
    keys = [
        sa.ForeignKeyConstraint(own, [f"{where}{parent}.{name}" for name in theirs])
        for own, parent, theirs in list_foreign_keys(relation)
    ]
    indexes = [
        sa.Index("_".join([relation.name, *own[1:], "index"]), *own)
        for own, parent, _ in list_foreign_keys(relation)
        if parent != ROOT
    ]
    primary = sa.PrimaryKeyConstraint(*list_primary_key(relation))
    return sa.Table(relation.name, metadata, *columns, primary, *keys, *indexes, comment=relation.comment)
