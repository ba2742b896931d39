"""Frames: the tidy rows in pandas, polars and Arrow, with fixed types and every value exact."""

from __future__ import annotations

import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import govperf as gp
from govperf.serializers.arrow import DIGITS, PLACES, build_batches, check_number, make_schema
from govperf.serializers.tidy import COLUMNS, HEADS_ZH, KINDS, Kind, read_rows
from tests.serializers.strategies import disclosures

if TYPE_CHECKING:
    from collections.abc import Iterable

pa = pytest.importorskip("pyarrow")
pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")

BACKENDS = ("pandas", "polars", "arrow")
TABLES = st.sampled_from(sorted(COLUMNS))
EMPTY = gp.Disclosure()
TYPES = {
    "pandas": {
        Kind.TEXT: "string",
        Kind.CLASS: "category",
        Kind.INTEGER: "Int64",
        Kind.NUMBER: f"decimal128({DIGITS}, {PLACES})[pyarrow]",
        Kind.FLAG: "boolean",
    },
    "polars": {
        Kind.TEXT: "String",
        Kind.CLASS: "Categorical",
        Kind.INTEGER: "Int64",
        Kind.NUMBER: f"Decimal(precision={DIGITS}, scale={PLACES})",
        Kind.FLAG: "Boolean",
    },
    "arrow": {
        Kind.TEXT: "string",
        Kind.CLASS: "dictionary<values=string, indices=int32, ordered=0>",
        Kind.INTEGER: "int64",
        Kind.NUMBER: f"decimal128({DIGITS}, {PLACES})",
        Kind.FLAG: "bool",
    },
}


def fits(rows: Iterable[dict[str, Any]]) -> bool:
    """Whether every number of the rows is one that a column of decimals holds."""
    try:
        for row in rows:
            for column, value in row.items():
                if isinstance(value, Decimal):
                    check_number(value, column)
    except gp.InputError:
        return False
    return True


def take_rows(frame: Any, backend: str) -> list[dict[str, Any]]:
    """The rows of a frame as plain values, null as None."""
    match backend:
        case "pandas":
            plain = frame.astype(object)
            return list(plain.where(plain.notna(), None).to_dict("records"))
        case "polars":
            return list(frame.to_dicts())
        case _:
            return list(frame.to_pylist())


def name_types(frame: Any, backend: str) -> dict[str, str]:
    """The types of the columns by name."""
    match backend:
        case "pandas":
            return {name: str(kind) for name, kind in frame.dtypes.items()}
        case "polars":
            return {name: str(kind) for name, kind in frame.schema.items()}
        case _:
            return {field.name: str(field.type) for field in frame.schema}


@settings(max_examples=30, deadline=None)
@given(st.lists(disclosures, max_size=3), TABLES, st.sampled_from(BACKENDS))
def test_each_row_is_in_the_frame(several: list[gp.Disclosure], table: str, backend: Any) -> None:
    """A frame has the rows of all its disclosures in order, and every value equals that of the row."""
    rows = [row for one in several for row in read_rows(one, table)]
    assume(fits(rows))
    frame = gp.to_frame(several, table, backend=backend)
    assert take_rows(frame, backend) == rows


@settings(max_examples=20, deadline=None)
@given(st.lists(disclosures, max_size=2), TABLES, st.sampled_from(BACKENDS))
def test_the_types_are_fixed(several: list[gp.Disclosure], table: str, backend: Any) -> None:
    """Whatever is printed, each column has its name, its place and its type."""
    assume(all(fits(read_rows(one, table)) for one in several))
    found = name_types(gp.to_frame(several, table, backend=backend), backend)
    assert found == {name: TYPES[backend][KINDS[name]] for name in COLUMNS[table]}
    assert tuple(found) == COLUMNS[table]


@pytest.mark.parametrize("backend", BACKENDS)
def test_no_disclosures_give_an_empty_frame(backend: str) -> None:
    """A frame without rows has all its columns."""
    frame = gp.to_frame([], "projects", backend=backend)
    assert (len(frame), tuple(name_types(frame, backend))) == (0, COLUMNS["projects"])


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("table", sorted(COLUMNS))
def test_heads_may_be_chinese(backend: str, table: str) -> None:
    """With `lang="zh"` the columns have the Chinese heads, in the same order."""
    frame = EMPTY.to_frame(table, backend=backend, lang="zh")
    assert list(name_types(frame, backend)) == [HEADS_ZH[name] for name in COLUMNS[table]]


def test_a_disclosure_is_an_arrow_stream() -> None:
    """Any library that takes Arrow streams takes a disclosure: its indicators."""
    disclosure = gp.read("examples/haizhu.txt")
    assert pa.table(disclosure).equals(disclosure.to_frame(backend="arrow"))
    assert pl.DataFrame(disclosure).equals(disclosure.to_frame(backend="polars"))


def test_money_is_summed_exactly() -> None:
    """A sum of money in pandas is exact, and a comparison passes over what is not printed."""
    frame = gp.read("examples/zengcheng.txt").to_frame("projects")
    assert frame["budget_total"].sum() == Decimal(7_064_000)
    assert len(frame[frame["budget_total"] > 1_000_000]) == 2
    assert len(frame[frame["budget_other"] > 0]) == 0


def _with_number(value: Decimal) -> gp.Disclosure:
    """A disclosure with one indicator whose target states this number."""
    target = gp.Target("值", gp.TargetKind.QUANTITY, (gp.Clause(value=value),))
    project = gp.Project("项目", indicators=(gp.Indicator("甲", annual=target),))
    return gp.Disclosure((gp.Department("局", units=(gp.BudgetUnit("心", projects=(project,)),)),))


@pytest.mark.parametrize(
    "digits",
    [
        "12345678901234567890",
        "0.123456789012345678",
        "-99999999999999999999.999999999999999999",
        "1E+19",
        "1.50000000000000000000000",
        "0E-30",
    ],
)
def test_a_long_number_is_exact(digits: str) -> None:
    """Twenty digits before the point and eighteen after it are kept, whatever a float would make of them."""
    (row,) = _with_number(Decimal(digits)).to_frame(backend="arrow").to_pylist()
    assert row["annual_value"] == Decimal(digits)


@pytest.mark.parametrize(
    "digits", ["123456789012345678901", "0.1234567890123456789", "1E+20", "1E-19", "1E+400"]
)
@pytest.mark.parametrize("backend", BACKENDS)
def test_a_number_that_fits_nowhere_is_refused(digits: str, backend: str) -> None:
    """A number with more digits is refused with its column, never rounded; the message says which files hold it."""
    with pytest.raises(gp.InputError, match=r"annual_value: a number has more digits .* \.jsonl"):
        _with_number(Decimal(digits)).to_frame(backend=backend)


def test_many_disclosures_come_in_batches() -> None:
    """Batches together are the table, and none waits for all disclosures."""
    disclosure = gp.read("examples/nansha.txt")
    taken: list[int] = []

    def stream() -> Any:
        for at in range(5000):
            taken.append(at)
            yield disclosure

    batches = build_batches(stream())
    first = next(batches)
    assert len(taken) < 5000
    assert first.schema == make_schema()
    assert first.num_rows + sum(batch.num_rows for batch in batches) == 5000 * len(disclosure.indicators)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("pies",), "choose from indicators, projects, tasks"),
        (("tasks", "excel"), "choose from pandas, polars, arrow"),
        (("tasks", "arrow", "fr"), "choose from en, zh"),
    ],
)
def test_a_wrong_argument_is_refused(arguments: tuple[str, ...], words: str) -> None:
    """A table, backend or language that does not exist is refused with those that do."""
    names = ("table", "backend", "lang")
    with pytest.raises(gp.InputError, match=words):
        gp.to_frame(EMPTY, **dict(zip(names, arguments, strict=False)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("library", "backend"),
    [("pandas", "pandas"), ("polars", "polars"), ("pyarrow", "arrow"), ("pyarrow", "polars")],
)
def test_a_missing_library_is_named(library: str, backend: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its library a frame is refused with the command that installs it."""
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(gp.MissingExtraError, match=rf"pip install 'govperf\[{backend}\]'"):
        EMPTY.to_frame(backend=backend)
