"""CSV: what Excel opens, with Chinese as Chinese and no text run as a formula."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govperf as gp
from govperf.serializers.csv import LOSSLESS, SUFFIXES, dumps, write
from govperf.serializers.tidy import COLUMNS, HEADS_ZH, Value, read_rows
from tests.serializers.strategies import disclosures

TABLES = st.sampled_from(sorted(COLUMNS))
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def _parse(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def _expected(value: Value) -> str:
    """What a field holds: nothing for null, digits for numbers, an apostrophe before what would be a
    formula.
    """
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case Decimal():
            return f"{value:f}"
        case str() if value[:1] in FORMULAS and value:
            return f"'{value}"
        case _:
            return str(value)


@settings(max_examples=40, deadline=None)
@given(disclosures, TABLES)
def test_each_line_is_its_row(disclosure: gp.Disclosure, table: str) -> None:
    """The fields of each line are the values of its row, under the heads in their order."""
    head, *lines = _parse(dumps(disclosure, table=table))
    assert head == list(COLUMNS[table])
    assert lines == [
        [_expected(row[column]) for column in COLUMNS[table]] for row in read_rows(disclosure, table)
    ]


@settings(max_examples=40, deadline=None)
@given(disclosures, TABLES)
def test_no_text_is_run_as_a_formula(disclosure: gp.Disclosure, table: str) -> None:
    """A field that begins like a formula is a number, never a text."""
    for line in _parse(dumps(disclosure, table=table))[1:]:
        for field in line:
            assert not field.startswith(FORMULAS) or Decimal(field).is_finite()


@pytest.mark.parametrize("mark", FORMULAS)
def test_a_formula_gets_an_apostrophe(mark: str) -> None:
    """Each mark that a spreadsheet takes for the beginning of a formula is escaped."""
    name = f"{mark}cmd|'/c calc'!A1"
    unit = gp.BudgetUnit(None, projects=(gp.Project(name),))
    row = _parse(dumps(gp.Disclosure((gp.Department("甲局", units=(unit,)),)), table="projects"))[1]
    assert row[COLUMNS["projects"].index("project")] == f"'{name}"


def test_a_negative_amount_stays_a_number() -> None:
    """A minus before digits of an amount is no formula."""
    budget = gp.Budget(gp.Money(Decimal("-3.50"), "元"))
    unit = gp.BudgetUnit(None, projects=(gp.Project("退款", budget=budget),))
    row = _parse(dumps(gp.Disclosure((gp.Department("甲局", units=(unit,)),)), table="projects"))[1]
    assert row[COLUMNS["projects"].index("budget_total")] == "-3.5"


def test_excel_sees_utf8() -> None:
    """The file begins with a byte-order mark and its lines end as in RFC 4180."""
    data = dumps(gp.Disclosure())
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    assert data.count(b"\r\n") == 1


def test_heads_may_be_chinese() -> None:
    """With `chinese`, the heads are the Chinese ones."""
    out = io.BytesIO()
    write([], out, table="tasks", chinese=True)
    assert out.getvalue().decode().strip().split(",") == [HEADS_ZH[column] for column in COLUMNS["tasks"]]


def test_the_serializer_says_what_it_is() -> None:
    """It answers to `.csv`, and loses something."""
    assert (SUFFIXES, LOSSLESS) == ((".csv",), False)
