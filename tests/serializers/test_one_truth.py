"""One truth: whatever carries a disclosure, the same values come out, for the examples, the seeds and any document."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govperf as gp
from govperf.serializers.tidy import COLUMNS, KINDS, Kind, read_rows
from govperf.testing import strategies
from tests.serializers.test_json import everything

if TYPE_CHECKING:
    from collections.abc import Callable

duckdb = pytest.importorskip("duckdb")
pytest.importorskip("pandas")
pytest.importorskip("polars")
parquet = pytest.importorskip("pyarrow.parquet")

ROOT = Path(__file__).parents[2]
SEEDS = Path(os.environ.get("GOVPERF_SEEDS", ROOT.parent / "shared" / "seeds"))
DOCUMENTS = sorted([*ROOT.glob("examples/*.txt"), *SEEDS.glob("*.txt")])
LAYOUTS = ("huangpu", "baiyun", "zengcheng", "nansha", "department_form")


def take_csv(path: Path, table: str) -> list[tuple[Any, ...]]:
    """The lines of a CSV file; an empty field is null."""
    gp.write(gp.load(path.with_suffix(".json")), path, table=table)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return [tuple(field or None for field in line) for line in list(csv.reader(lines))[1:]]


def take_jsonl(path: Path, table: str) -> list[tuple[Any, ...]]:
    """The lines of a JSON Lines file, numbers as their digits."""
    gp.write(gp.load(path.with_suffix(".json")), path, table=table)
    lines = path.read_text("utf-8").split("\n")[:-1]
    return [tuple(json.loads(line, parse_float=Decimal).values()) for line in lines]


def take_parquet(path: Path, table: str) -> list[tuple[Any, ...]]:
    """The rows of a Parquet file."""
    gp.write(gp.load(path.with_suffix(".json")), path, table=table)
    return [tuple(row.values()) for row in parquet.read_table(path).to_pylist()]


def take_sqlite(path: Path, table: str) -> list[tuple[Any, ...]]:
    """The rows of a view of a SQLite file."""
    gp.write(gp.load(path.with_suffix(".json")), path)
    connection = sqlite3.connect(path)
    rows = connection.execute(f"SELECT * FROM {table}").fetchall()
    connection.close()
    return list(rows)


def take_duckdb(path: Path, table: str) -> list[tuple[Any, ...]]:
    """The rows of a view of a DuckDB file."""
    gp.write(gp.load(path.with_suffix(".json")), path)
    with duckdb.connect(str(path), read_only=True) as connection:
        return list(connection.execute(f"SELECT * FROM {table}").fetchall())


def take_pandas(path: Path, table: str) -> list[tuple[Any, ...]]:
    """The rows of a pandas frame."""
    frame = gp.load(path.with_suffix(".json")).to_frame(table).astype(object)
    return list(frame.where(frame.notna(), None).itertuples(index=False, name=None))


def take_polars(path: Path, table: str) -> list[tuple[Any, ...]]:
    """The rows of a polars frame."""
    return list(gp.load(path.with_suffix(".json")).to_frame(table, backend="polars").rows())


CARRIERS: dict[str, Callable[[Path, str], list[tuple[Any, ...]]]] = {
    ".csv": take_csv,
    ".jsonl": take_jsonl,
    ".parquet": take_parquet,
    ".sqlite": take_sqlite,
    ".duckdb": take_duckdb,
    ".pandas": take_pandas,
    ".polars": take_polars,
}


def spell(row: tuple[Any, ...], table: str, *, text: bool) -> tuple[Any, ...]:
    """A row with its numbers, counts and flags as one word each; in a file of text, null is no text."""
    return tuple(
        _spell(value, KINDS[name], text=text) for name, value in zip(COLUMNS[table], row, strict=True)
    )


def _spell(value: Any, kind: Kind, *, text: bool) -> Any:
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
            escaped = text and str(value).startswith(("=", "+", "-", "@", "\t", "\r"))
            return f"'{value}" if escaped else str(value)


def check_carriers(disclosure: gp.Disclosure, folder: Path) -> None:
    """Every carrier of rows gives the tidy rows, and every lossless one the disclosure with all it holds."""
    for suffix in (".json", ".sqlite", ".duckdb"):
        gp.write(disclosure, folder / f"x{suffix}")
        assert everything(gp.load(folder / f"x{suffix}")) == everything(disclosure)
    for table in COLUMNS:
        rows = [tuple(row.values()) for row in read_rows(disclosure, table)]
        for suffix, take in CARRIERS.items():
            found = [spell(row, table, text=False) for row in take(folder / f"x{suffix}", table)]
            expected = [spell(row, table, text=suffix == ".csv") for row in rows]
            if suffix in {".sqlite", ".duckdb"}:
                found, expected = sorted(found, key=repr), sorted(expected, key=repr)
            assert found == expected, f"{table} in {suffix}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_document_says_the_same_everywhere(path: Path, tmp_path: Path) -> None:
    """CSV, JSON Lines, Parquet, SQLite, DuckDB, pandas and polars give the same rows; JSON and databases give it all."""
    check_carriers(gp.read(path), tmp_path)


@settings(max_examples=5, deadline=None)
@given(st.sampled_from(LAYOUTS).flatmap(strategies.disclosures))
def test_any_disclosure_says_the_same_everywhere(
    tmp_path_factory: pytest.TempPathFactory, disclosure: gp.Disclosure
) -> None:
    """What is true of the examples is true of whatever a form can hold."""
    check_carriers(disclosure, tmp_path_factory.mktemp("carriers"))
