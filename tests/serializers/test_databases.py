"""Databases: every document goes in once and comes out as it was, in SQLite, DuckDB and PostgreSQL."""

from __future__ import annotations

import sqlite3
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import govperf as gp
from govperf.serializers import databases, sql
from govperf.serializers import duckdb as duckdb_files
from govperf.serializers import sqlite as sqlite_files
from govperf.serializers.arrow import check_number
from govperf.serializers.records import identify, join, split
from govperf.serializers.relations import ROOT, all_relations
from govperf.serializers.tidy import COLUMNS, KINDS, Kind, read_rows
from tests.serializers.conftest import renew_schema
from tests.serializers.strategies import disclosures
from tests.serializers.test_json import everything

if TYPE_CHECKING:
    from pathlib import Path

sa = pytest.importorskip("sqlalchemy")
duckdb = pytest.importorskip("duckdb")

EXAMPLES = [
    gp.read(f"examples/{name}.txt")
    for name in (
        "baiyun",
        "haizhu",
        "huangpu",
        "nansha",
        "panyu",
        "zengcheng",
        "zengcheng-both",
        "zengcheng-department",
    )
]


def fits(disclosure: gp.Disclosure) -> bool:
    """Whether every number is one that a column of decimals holds."""
    try:
        for rows in split(disclosure).values():
            for value in (value for row in rows for value in row if isinstance(value, Decimal)):
                check_number(value, "")
    except gp.InputError:
        return False
    return True


def is_plain(disclosure: gp.Disclosure) -> bool:
    """Whether no text has the one character that PostgreSQL cannot hold."""
    values = (value for rows in split(disclosure).values() for row in rows for value in row)
    return not any(isinstance(value, str) and "\0" in value for value in values)


def distinct(several: list[gp.Disclosure]) -> list[gp.Disclosure]:
    """The last of each document, in the order in which they came."""
    found: dict[int, gp.Disclosure] = {}
    for one in several:
        key, content = identify(split(one))
        if key not in found or identify(split(found[key]))[1] != content:
            found.pop(key, None)
            found[key] = one
    return list(found.values())


def view_rows(rows: list[tuple[Any, ...]], table: str) -> list[str]:
    """The rows of a view or a tidy table in an order that does not depend on where they come from."""
    found = []
    for row in rows:
        values = []
        for column, value in zip(COLUMNS[table], row, strict=True):
            number = value is not None and KINDS[column] is Kind.NUMBER
            flag = value is not None and KINDS[column] is Kind.FLAG
            values.append(Decimal(value).normalize() + 0 if number else bool(value) if flag else value)
        found.append(repr(values))
    return sorted(found)


def tidy_rows(several: list[gp.Disclosure], table: str) -> list[str]:
    """The rows that a view should have."""
    return view_rows([tuple(row.values()) for one in several for row in read_rows(one, table)], table)


@settings(max_examples=30, deadline=None)
@given(disclosures)
def test_rows_make_the_disclosure_again(disclosure: gp.Disclosure) -> None:
    """Split into rows and joined again, a disclosure is what it was: places, problems, source and every digit."""
    again = join(split(disclosure))
    assert again == disclosure
    assert everything(again) == everything(disclosure)


@settings(max_examples=30, deadline=None)
@given(disclosures)
def test_rows_fit_their_columns(disclosure: gp.Disclosure) -> None:
    """Every row has a value for each column, none for what is never null is missing, and keys are counted from 1."""
    rows = split(disclosure)
    assert list(rows) == [relation.name for relation in all_relations()]
    for relation in all_relations():
        for number, row in enumerate(rows[relation.name], 1):
            named = dict(zip(relation.names, row, strict=True))
            assert [
                column.name for column in relation.columns if column.required and named[column.name] is None
            ] == []
            assert named.get("id", 1) == number


@settings(max_examples=12, deadline=None)
@given(st.lists(disclosures, max_size=3))
def test_sqlite_holds_everything(
    tmp_path_factory: pytest.TempPathFactory, several: list[gp.Disclosure]
) -> None:
    """What goes into a SQLite file comes out of it, and its views are the tidy tables."""
    path = tmp_path_factory.mktemp("sqlite") / "x.sqlite"
    gp.write(several, path)
    kept = distinct(several)
    assert [everything(one) for one in gp.load_all(path)] == [everything(one) for one in kept]
    with sqlite3.connect(path) as connection:
        for table in COLUMNS:
            assert view_rows(connection.execute(f"SELECT * FROM {table}").fetchall(), table) == tidy_rows(
                kept, table
            )
    connection.close()


@settings(max_examples=6, deadline=None)
@given(st.lists(disclosures.filter(fits), max_size=2))
def test_duckdb_holds_everything(
    tmp_path_factory: pytest.TempPathFactory, several: list[gp.Disclosure]
) -> None:
    """What goes into a DuckDB file comes out of it, and its views are the tidy tables."""
    path = tmp_path_factory.mktemp("duckdb") / "x.duckdb"
    gp.write(several, path)
    kept = distinct(several)
    assert [everything(one) for one in gp.load_all(path)] == [everything(one) for one in kept]
    with duckdb.connect(str(path), read_only=True) as connection:
        for table in COLUMNS:
            assert view_rows(connection.execute(f"SELECT * FROM {table}").fetchall(), table) == tidy_rows(
                kept, table
            )


@settings(max_examples=6, deadline=None)
@given(several=st.lists(disclosures.filter(is_plain), max_size=2))
def test_postgresql_holds_everything(server: Any, several: list[gp.Disclosure]) -> None:
    """What is stored in PostgreSQL is fetched from it, and its views are the tidy tables."""
    renew_schema(server)
    kept = distinct(several)
    sql.store(several, server, schema="govperf_test")
    again = list(sql.fetch(server, schema="govperf_test"))
    assert again == kept
    assert [one.problems for one in again] == [one.problems for one in kept]
    with server.connect() as connection:
        for table in COLUMNS:
            rows = connection.exec_driver_sql(f"SELECT * FROM govperf_test.{table}").fetchall()
            assert view_rows([tuple(row) for row in rows], table) == tidy_rows(kept, table)


def test_postgresql_keeps_every_digit(server: Any, schema: str) -> None:
    """The examples come back with their places, problems and the digits after the point as printed."""
    assert sql.store(EXAMPLES, server, schema=schema) == len(EXAMPLES)
    assert [everything(one) for one in sql.fetch(server, schema=schema)] == [
        everything(one) for one in EXAMPLES
    ]


def test_storing_again_changes_nothing(server: Any, schema: str) -> None:
    """A document that is there and says the same is passed over, however often it comes."""
    assert sql.store(EXAMPLES, server, schema=schema) == len(EXAMPLES)
    assert sql.store([*EXAMPLES, *EXAMPLES], server, schema=schema) == 0
    assert list(sql.fetch(server, schema=schema)) == EXAMPLES


def test_a_new_reading_takes_the_place_of_the_old(server: Any, schema: str) -> None:
    """The same document read otherwise replaces what was there, row by row, and nothing of the old stays."""
    sql.store(EXAMPLES, server, schema=schema)
    changed = evolve(EXAMPLES[0], fiscal_year=1999)
    assert sql.store(changed, server, schema=schema) == 1
    assert list(sql.fetch(server, schema=schema)) == [*EXAMPLES[1:], changed]
    with server.connect() as connection:
        count = connection.exec_driver_sql(f"SELECT COUNT(*) FROM {schema}.indicators").scalar()
    assert count == sum(len(one.indicators) for one in EXAMPLES)


def test_sums_are_exact_in_postgresql(server: Any, schema: str) -> None:
    """Money is NUMERIC: the database adds it without a float."""
    sql.store(EXAMPLES, server, schema=schema)
    with server.connect() as connection:
        total = connection.exec_driver_sql(f"SELECT SUM(budget_total) FROM {schema}.projects").scalar()
    assert total == sum(
        project.budget.total.yuan
        for one in EXAMPLES
        for project in one.projects
        if project.budget and project.budget.total and project.budget.total.yuan
    )


def test_tables_say_what_they_are(server: Any, schema: str) -> None:
    """Every table and column in PostgreSQL has a comment, a primary key, and keys to what it belongs to."""
    sql.store([], server, schema=schema)
    looker = sa.inspect(server)
    for relation in all_relations():
        assert looker.get_table_comment(relation.name, schema=schema)["text"] == relation.comment
        columns = looker.get_columns(relation.name, schema=schema)
        assert [column["comment"] or "" for column in columns] == [
            column.comment for column in relation.columns
        ]
        assert looker.get_pk_constraint(relation.name, schema=schema)["constrained_columns"]
        targets = {key["referred_table"] for key in looker.get_foreign_keys(relation.name, schema=schema)}
        assert targets == set(relation.parents)


def test_every_column_has_a_comment() -> None:
    """No column is without a meaning: it is that of the attribute in the model."""
    assert [
        f"{relation.name}.{column.name}"
        for relation in all_relations()
        for column in relation.columns
        if not column.comment
    ] == []


def test_comments_are_in_the_files(tmp_path: Path) -> None:
    """DuckDB has the comments as comments, and SQLite in the text of its definitions."""
    gp.write(EXAMPLES[:1], tmp_path / "x.duckdb")
    gp.write(EXAMPLES[:1], tmp_path / "x.sqlite")
    with duckdb.connect(str(tmp_path / "x.duckdb"), read_only=True) as connection:
        found = connection.execute(
            "SELECT comment FROM duckdb_columns() WHERE column_name = 'goal' AND table_name = 'gp_project'"
        ).fetchone()
    assert "绩效目标" in found[0]
    connection = sqlite3.connect(tmp_path / "x.sqlite")
    (text,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'gp_project'").fetchone()
    connection.close()
    assert '"goal" TEXT, -- the performance goal (绩效目标)' in text


@pytest.mark.parametrize("suffix", [".sqlite", ".duckdb"])
def test_a_document_that_comes_twice_is_there_once(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two readings of a document the later stays, wherever the rows of the first are."""
    monkeypatch.setattr(databases, "_WAITING", 1000)
    path = tmp_path / f"x{suffix}"
    changed = evolve(EXAMPLES[1], fiscal_year=1999)
    many = (
        [EXAMPLES[5]] * 3
        + [EXAMPLES[1]]
        + [evolve(EXAMPLES[6], source=gp.Source("x", str(at))) for at in range(40)]
    )
    gp.write([*many, changed], path)
    assert list(gp.load_all(path)) == [EXAMPLES[5], *many[4:], changed]


@pytest.mark.parametrize("suffix", [".sqlite", ".duckdb"])
def test_one_document_is_loaded_alone(suffix: str, tmp_path: Path) -> None:
    """`load` gives the one disclosure of a file, and refuses a file of none or several with what to do."""
    path = tmp_path / f"x{suffix}"
    gp.write(EXAMPLES[0], path)
    assert gp.load(path) == EXAMPLES[0]
    for several, words in (([], "no disclosure$"), (EXAMPLES[:2], "several disclosures; use load_all")):
        gp.write(several, path)
        with pytest.raises(gp.InputError, match=words):
            gp.load(path)


@pytest.mark.parametrize("suffix", [".sqlite", ".duckdb"])
@pytest.mark.parametrize("data", [b"", b"no database", b"SQLite format 3\0" + b"\0" * 100])
def test_another_file_is_refused(suffix: str, data: bytes, tmp_path: Path) -> None:
    """A file that is no database of ours is a ReadError, whatever it holds."""
    path = tmp_path / f"x{suffix}"
    path.write_bytes(data)
    with pytest.raises(gp.ReadError, match="no database that govperf wrote"):
        gp.load(path)


def test_another_version_is_refused(tmp_path: Path) -> None:
    """Tables of another version are neither read nor added to."""
    path = tmp_path / "x.sqlite"
    gp.write(EXAMPLES[0], path)
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("UPDATE gp_schema SET name = 'govperf/99'")
    connection.close()
    with pytest.raises(gp.InputError, match=r"not of the schema govperf/1.*govperf/99"):
        gp.load(path)
    with pytest.raises(gp.InputError, match="use another database"):
        sql.store(EXAMPLES[1], f"sqlite:///{path}")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE gp_target SET kind = 'guess'",
        "UPDATE gp_clause SET value = 'many'",
        "UPDATE gp_target SET indicator_id = NULL",
    ],
)
def test_rows_that_say_nothing_possible_are_refused(change: str, tmp_path: Path) -> None:
    """Rows that were changed into what no disclosure can say are a ReadError."""
    path = tmp_path / "x.sqlite"
    gp.write(EXAMPLES[5], path)
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(change)
    connection.close()
    with pytest.raises(gp.ReadError, match="what no disclosure can"):
        gp.load(path)


def test_a_file_of_sqlite_takes_more_by_way_of_sqlalchemy(tmp_path: Path) -> None:
    """Documents are added to a file that `write` made: its tables are those of any database."""
    path = tmp_path / "x.sqlite"
    gp.write(EXAMPLES[:2], path)
    assert sql.store(EXAMPLES[1:4], f"sqlite:///{path}") == 2
    assert [everything(one) for one in gp.load_all(path)] == [everything(one) for one in EXAMPLES[:4]]
    assert list(sql.fetch(f"sqlite:///{path}")) == EXAMPLES[:4]


def test_the_serializers_say_what_they_are() -> None:
    """Both files answer to their suffix and lose nothing."""
    assert (sqlite_files.SUFFIXES, sqlite_files.LOSSLESS) == ((".sqlite",), True)
    assert (duckdb_files.SUFFIXES, duckdb_files.LOSSLESS) == ((".duckdb",), True)


def test_a_new_file_has_one_row_for_its_document(tmp_path: Path) -> None:
    """The relation of documents has a row with the hash of the document and of all that is said of it."""
    path = tmp_path / "x.sqlite"
    gp.write(EXAMPLES[0], path)
    connection = sqlite3.connect(path)
    rows = connection.execute(
        f"SELECT disclosure_id, source_sha256, content_sha256, position FROM {ROOT}"
    ).fetchall()
    connection.close()
    key, content = identify(split(EXAMPLES[0]))
    assert rows == [(key, EXAMPLES[0].source.sha256, content, 1)]
