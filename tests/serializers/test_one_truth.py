"""One truth: whatever carries a disclosure, the same values come out, for the examples, the seeds and any document."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile
from contextlib import closing
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import govperf as gp
from govperf.layouts.registry import all_layouts
from govperf.serializers import sql
from govperf.serializers.tidy import COLUMNS, KINDS, Kind, read_rows
from govperf.testing import strategies
from tests.serializers.conftest import renew_schema
from tests.serializers.documents import DOCUMENTS, documents, read
from tests.serializers.test_json import everything

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

duckdb = pytest.importorskip("duckdb")
pytest.importorskip("pandas")
pytest.importorskip("polars")
pytest.importorskip("sqlalchemy")
parquet = pytest.importorskip("pyarrow.parquet")

LAYOUTS = sorted(all_layouts().keys() - {"generic"})
MANY = (".jsonl", ".sqlite", ".duckdb")
ONE = (".json", ".xlsx")
Lines = list[tuple[Any, ...]]
each_table = pytest.mark.parametrize("table", sorted(COLUMNS))


def name_apart(disclosures: Iterable[gp.Disclosure]) -> list[gp.Disclosure]:
    """Disclosures as those of different files, since a database has each file once."""
    return [evolve(one, source=gp.Source(f"{at}.txt", f"{at:064x}")) for at, one in enumerate(disclosures)]


def some_layouts() -> st.SearchStrategy[list[gp.Disclosure]]:
    """Disclosures of different layouts, as files of their own."""
    names = st.lists(st.sampled_from(LAYOUTS), min_size=2, max_size=4, unique=True)
    return names.flatmap(lambda some: st.tuples(*map(strategies.disclosures, some))).map(name_apart)


def check_whole(several: list[gp.Disclosure], folder: Path) -> None:
    """What a lossless file gives back is all there was: places, problems, source and every digit."""
    expected = [everything(one) for one in several]
    for suffix in MANY:
        gp.write(several, folder / f"x{suffix}", table="disclosures")
        assert [everything(one) for one in gp.load_all(folder / f"x{suffix}")] == expected, suffix
    for suffix in ONE:
        for at, one in enumerate(several):
            gp.write(one, folder / f"x{suffix}")
            assert everything(gp.load(folder / f"x{suffix}")) == expected[at], suffix


def take_rows(several: list[gp.Disclosure], folder: Path, table: str) -> dict[str, Lines]:
    """The rows of a tidy table out of every carrier of rows; the databases are those of `check_whole`."""
    paths = {suffix: folder / f"x{suffix}" for suffix in (".csv", ".jsonl", ".parquet")}
    for path in paths.values():
        gp.write(several, path, table=table)
    frame = gp.to_frame(several, table).astype(object)
    objects = paths[".jsonl"].read_text("utf-8").split("\n")[:-1]
    with duckdb.connect(str(folder / "x.duckdb"), read_only=True) as connection:
        from_duckdb = connection.execute(f"SELECT * FROM {table}").fetchall()
    with closing(sqlite3.connect(folder / "x.sqlite")) as connection:
        from_sqlite = connection.execute(f"SELECT * FROM {table}").fetchall()
    return {
        ".csv": take_csv(paths[".csv"].read_text("utf-8-sig")),
        ".zip": [line for one in several for line in take_package(one, folder, table)],
        ".jsonl": [tuple(json.loads(line, parse_float=Decimal).values()) for line in objects],
        ".parquet": [tuple(row.values()) for row in parquet.read_table(paths[".parquet"]).to_pylist()],
        "pandas": list(frame.where(frame.notna(), None).itertuples(index=False, name=None)),
        "polars": list(gp.to_frame(several, table, backend="polars").rows()),
        "arrow": [
            tuple(row.values()) for row in gp.to_frame(several, table, backend="arrow").to_pylist()
        ],
        ".duckdb": from_duckdb,
        ".sqlite": from_sqlite,
    }  # fmt: skip


def take_csv(text: str) -> Lines:
    """The lines of a CSV file below its heads; an empty field is null."""
    return [tuple(field or None for field in line) for line in csv.reader(io.StringIO(text, newline=""))][1:]


def take_package(disclosure: gp.Disclosure, folder: Path, table: str) -> Lines:
    """The lines of a table of a data package."""
    gp.write(disclosure, folder / "x.zip")
    with zipfile.ZipFile(folder / "x.zip") as package:
        return take_csv(package.read(f"{table}.csv").decode())


def check_rows(several: list[gp.Disclosure], folder: Path, table: str) -> None:
    """Every carrier of rows gives the tidy rows; views of databases are in no order."""
    rows = [tuple(row.values()) for one in several for row in read_rows(one, table)]
    for carrier, lines in take_rows(several, folder, table).items():
        found = [spell(row, table, carrier) for row in lines]
        expected = [spell(row, table, carrier, escape=carrier == ".csv") for row in rows]
        if carrier in MANY[1:]:
            found, expected = sorted(found, key=repr), sorted(expected, key=repr)
        assert found == expected, f"{table} in {carrier}"


def spell(row: tuple[Any, ...], table: str, carrier: str, *, escape: bool = False) -> tuple[Any, ...]:
    """A row with its numbers, counts and flags as one word each; in a file of text, null is no text."""
    text = carrier in {".csv", ".zip"}
    return tuple(
        _spell(value, KINDS[name], text=text, escape=escape)
        for name, value in zip(COLUMNS[table], row, strict=True)
    )


def _spell(value: Any, kind: Kind, *, text: bool, escape: bool) -> Any:
    if value is None or (text and value == ""):
        return None
    match kind:
        case Kind.NUMBER:
            return format(Decimal(value).normalize() + 0, "f")
        case Kind.INTEGER:
            return str(int(value))
        case Kind.FLAG:
            return str(value).lower() in {"1", "true"}
        case _:
            escaped = escape and str(value).startswith(("=", "+", "-", "@", "\t", "\r"))
            return f"'{value}" if escaped else str(value)


def check_finance(disclosure: gp.Disclosure) -> None:
    """What the finance tables hold of a disclosure comes back out of them."""
    try:
        rows = gp.export_finance(disclosure, overflow="remark")
    except gp.NotRenderableError:
        return
    assert sorted(map(repr, hold(gp.import_finance(rows)))) == sorted(map(repr, hold(disclosure)))


def hold(disclosure: gp.Disclosure) -> list[tuple[object, ...]]:
    """What the finance tables have columns for: goals of both periods, classes, names, targets, weights."""
    goals = [
        (one.department.name, one.unit.name, one.project.name, one.project.code, one.project.goal, one.project.cycle_goal)
        for one in disclosure.project_entries() if one.unit and one.project
    ]  # fmt: skip
    own = [
        (one.name, one.statement.goal, one.statement.cycle_goal)
        for one in disclosure.departments
        if one.statement
    ]
    indicators = [
        (
            entry.project and entry.project.name,
            (one.classification.level1, one.classification.level2, one.name),
            [target.text for _, target in one.targets],
            format(one.result.weight.normalize(), "f") if one.result and one.result.weight is not None else None,
        )
        for entry in disclosure.indicator_entries()
        if (one := entry.indicator)
    ]  # fmt: skip
    return [*goals, *own, *indicators]


@documents
def test_a_document_is_whole_in_every_carrier(path: Path, tmp_path: Path) -> None:
    """JSON, JSON Lines, the workbook, SQLite and DuckDB give back all of it; what the finance tables hold comes back."""
    check_whole([read(path)], tmp_path)
    check_finance(read(path))


@each_table
def test_documents_say_the_same_in_every_table(table: str, tmp_path: Path) -> None:
    """CSV, JSON Lines, Parquet, data package, databases and frames of three libraries give the same rows."""
    several = name_apart(map(read, DOCUMENTS))
    for suffix in MANY[1:]:
        gp.write(several, tmp_path / f"x{suffix}")
    check_rows(several, tmp_path, table)


@pytest.mark.parametrize("server_of", ["sqlite", "postgresql"])
def test_documents_are_whole_in_a_database(
    server_of: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Any SQL database gives back all of every document."""
    several = name_apart(map(read, DOCUMENTS))
    if server_of == "sqlite":
        check_database(several, f"sqlite:///{tmp_path}/x.db", None)
    else:
        check_database(several, request.getfixturevalue("server"), request.getfixturevalue("schema"))


def check_database(several: list[gp.Disclosure], database: Any, schema: str | None) -> None:
    """What is stored is fetched; stored again, nothing is new."""
    assert sql.store(several, database, schema=schema) == len(several)
    assert sql.store(several, database, schema=schema) == 0
    found = [everything(one) for one in sql.fetch(database, schema=schema)]
    assert found == [everything(one) for one in several]


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(several=some_layouts())
def test_any_disclosure_is_the_same_everywhere(
    several: list[gp.Disclosure], tmp_path_factory: pytest.TempPathFactory, engine: Any
) -> None:
    """What is true of the examples is true of whatever the forms of layouts can hold, in PostgreSQL too."""
    folder = tmp_path_factory.mktemp("carriers")
    check_whole(several, folder)
    for table in COLUMNS:
        check_rows(several, folder, table)
    for one in several:
        check_finance(one)
    if engine is not None:
        renew_schema(engine)
        check_database(several, engine, "govperf_test")
