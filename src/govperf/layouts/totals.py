"""Totals, checked while reading (总计, 合计, 单位小计).

The print rounds each amount, so a sum may differ from the printed total by half of the last digit for each addend
(0.005 × addends where two digits are printed): inside that bound the difference is information, beyond it an error.
Zengcheng prints 4,693.61 over 41 projects that add to 4,693.63.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from govperf.model.amounts import Budget, Money
from govperf.model.departments import BudgetLine, Department, DepartmentStatement
from govperf.model.disclosures import Problem, Severity, Table
from govperf.model.problems import report

__all__ = ["check_against_table", "check_statement", "check_totals"]

_FUNDS: Final = (
    ("total", "总计"),
    ("fiscal_appropriation", "财政拨款"),
    ("special_account", "财政专户拨款"),
    ("other", "其他资金"),
)
_EXPENDITURE: Final = ("基本支出", "项目支出")
_REVENUE: Final = ("财政拨款", "财政专户拨款", "其他资金", "事业收入")


def check_totals(total: Budget | None, departments: Sequence[Department]) -> Iterator[Problem]:
    """Compare each printed total with its parts: funds of a project, projects of a unit, units of the table."""
    for department in departments:
        for unit in department.units:
            for project in unit.projects:
                yield from _check_funds(project.budget)
            yield from _check_funds(unit.budget)
            yield from _check_parts(
                unit.name or "", unit.budget, [project.budget for project in unit.projects]
            )
    yield from _check_funds(total)
    units = [unit for department in departments for unit in department.units]
    budgets = [unit.budget for unit in units]
    if any(budget is None for budget in budgets):
        budgets = [project.budget for unit in units for project in unit.projects]
    yield from _check_parts("合计", total, budgets)


def check_statement(statement: DepartmentStatement) -> Iterator[Problem]:
    """Compare a department form with itself: what is spent with where it comes from."""
    lines = {line.name: line for line in statement.budget if line.amount is not None}
    yield from _check_lines(lines, _EXPENDITURE, _REVENUE)


def check_against_table(statement: DepartmentStatement, table: Table) -> Iterator[Problem]:
    """Compare a department form with the project table beside it: its 项目支出 is the table's 合计."""
    line = next((line for line in statement.budget if line.name == _EXPENDITURE[1]), None)
    total = table.total.total if table.total else None
    if line is not None and line.amount is not None and total is not None:
        yield from _compare("statement-differs", line.amount, [total], name=line.name, other="合计")


def _check_lines(
    lines: dict[str, BudgetLine], spent: Sequence[str], sources: Sequence[str]
) -> Iterator[Problem]:
    """基本支出 and 项目支出 together are all sources together, each side rounded by itself."""
    left = [lines[name].amount for name in spent if name in lines]
    right = [lines[name].amount for name in sources if name in lines]
    if len(left) != len(spent) or not right:
        return
    addends = [money for money in (*left, *right) if money is not None]
    printed, added = _add(money for money in right if money), _add(money for money in left if money)
    if printed != added:
        words = {
            "name": " + ".join(name for name in sources if name in lines),
            "printed": f"{printed:,f}",
            "added": f"{added:,f}",
            "other": " + ".join(spent),
        }
        place = lines[spent[0]].place
        yield report("statement-differs", place, None, words, severity=_weigh(printed - added, addends))


def _check_funds(budget: Budget | None) -> Iterator[Problem]:
    """总计 = 财政拨款 + 财政专户拨款 + 其他资金."""
    if budget is not None and budget.total is not None and budget.funds:
        yield from _compare("funds-differ", budget.total, budget.funds)


def _check_parts(name: str, printed: Budget | None, parts: Sequence[Budget | None]) -> Iterator[Problem]:
    """Each printed fund of a total against the same fund of its parts."""
    if printed is None:
        return
    for fund, label in _FUNDS:
        total: Money | None = getattr(printed, fund)
        addends = [
            money
            for money in (getattr(part, fund) for part in parts if part is not None)
            if money is not None
        ]
        if total is not None and addends:
            yield from _compare("total-differs", total, addends, name=name, fund=label)


def _compare(code: str, printed: Money, addends: Sequence[Money], **words: object) -> Iterator[Problem]:
    """A problem if the addends do not add to the print; amounts of different units are compared in 元."""
    same = all(money.unit == printed.unit for money in addends)
    left = printed.amount if same else printed.yuan
    parts = [money.amount if same else money.yuan for money in addends]
    right = sum((part for part in parts if part is not None), Decimal(0))
    if left is None or None in parts or left == right:
        return
    amounts = {"printed": f"{left:,f}", "added": f"{right:,f}", "count": len(addends)}
    severity = _weigh(left - right, addends) if same else Severity.ERROR
    yield report(code, printed.place, None, {**amounts, **words}, severity=severity)


def _add(moneys: Iterable[Money]) -> Decimal:
    return sum((money.amount for money in moneys), Decimal(0))


def _weigh(difference: Decimal, addends: Sequence[Money]) -> Severity:
    """Information within the rounding of the addends, an error beyond it."""
    bound = sum((money.rounding for money in addends), Decimal(0))
    return Severity.INFORMATION if abs(difference) <= bound else Severity.ERROR
