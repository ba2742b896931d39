"""Totals are checked while reading."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govperf.layouts.totals import check_against_table, check_statement, check_totals
from govperf.model.amounts import Budget, Money
from govperf.model.departments import BudgetLine, BudgetUnit, Department, DepartmentStatement
from govperf.model.disclosures import Severity, Table
from govperf.model.projects import Project


def money(text: str, unit: str | None = "万元") -> Money:
    """An amount."""
    return Money(Decimal(text), unit)


def table(*amounts: str) -> tuple[Department, ...]:
    """A department whose one unit has projects of these totals."""
    projects = tuple(Project("甲", budget=Budget(money(amount))) for amount in amounts)
    return (Department("某局", units=(BudgetUnit("某中心", None, projects),)),)


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=8), st.integers(-9, 9))
def test_bound(cents: list[int], off: int) -> None:
    """No difference is no problem; within half a last digit for each addend information, beyond it an error."""
    parts = [str(Decimal(one).scaleb(-2)) for one in cents]
    total = Budget(money(str(Decimal(sum(cents) + off).scaleb(-2))))
    found = [one.severity for one in check_totals(total, table(*parts))]
    inside = abs(off) * 2 <= len(cents)
    assert found == ([] if off == 0 else [Severity.INFORMATION if inside else Severity.ERROR])


def test_both_figures_are_named() -> None:
    """The problem names the printed and the added figure."""
    (one,) = check_totals(Budget(money("10.00")), table("4.00", "5.00"))
    assert "10.00" in one.message
    assert "9.00" in one.message


def test_units_of_money_are_converted() -> None:
    """元 and 万元 in one document are compared exactly."""
    funds = Budget(money("1.00"), money("10000", "元"))
    projects = (Project("甲", budget=funds),)
    assert not list(check_totals(None, (Department("某局", units=(BudgetUnit(None, None, projects),)),)))


@pytest.mark.parametrize(("revenue", "count"), [("3.00", 0), ("4.00", 1)])
def test_statement(revenue: str, count: int) -> None:
    """基本支出 and 项目支出 together are all sources together."""
    lines = [("基本支出", "1.00"), ("项目支出", "2.00"), ("财政拨款", revenue)]
    statement = DepartmentStatement(tuple(BudgetLine(name, money(text)) for name, text in lines))
    assert len(list(check_statement(statement))) == count


@pytest.mark.parametrize(("total", "count"), [("2.00", 0), ("2.50", 1)])
def test_statement_beside_table(total: str, count: int) -> None:
    """项目支出 of the department form is 合计 of its project table."""
    statement = DepartmentStatement((BudgetLine("项目支出", money("2.00")),))
    assert len(list(check_against_table(statement, Table(total=Budget(money(total)))))) == count
