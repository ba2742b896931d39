"""Rows of the finance tables as a disclosure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final, TypeAlias

from attrs import define, evolve, field, frozen

from govperf.errors import InputError
from govperf.grammar.indicators import classify
from govperf.grammar.targets import parse_target
from govperf.model.departments import BudgetUnit, Department, DepartmentStatement
from govperf.model.disclosures import Disclosure
from govperf.model.indicators import Indicator, IndicatorClass, Result
from govperf.model.projects import Project
from govperf.model.targets import Operator, Target
from govperf.serializers._finance.tables import ANNUAL, CYCLE, EXPLAINED, MOVED, SIGNS, TABLES, FinanceTable

__all__ = ["import_rows"]

_Key: TypeAlias = tuple[str | None, ...]

_LAST: Final = Decimal("Infinity")
_DELETED: Final = "1"
_PERIODS: Final = {CYCLE: "cycle", ANNUAL: "annual", None: "unlabelled"}
_PRINTED: Final = {
    Operator.AT_LEAST: "≥", Operator.ABOVE: ">", Operator.EQUAL: "=", Operator.BELOW: "<", Operator.AT_MOST: "≤",
}  # fmt: skip
_BY_CODE: Final = {code: _PRINTED[operator] for operator, code in SIGNS.items()}


@frozen(slots=True)
class _Place:
    """Which indicator a row is of: its number and words, and how often its period has been there before."""

    order: Decimal
    name: str | None
    kind: IndicatorClass
    times: int = 0


@define
class _Holder:
    """A project or a department's statement while its rows come in."""

    goals: dict[str, str | None] = field(factory=dict)
    indicators: dict[_Place, Indicator] = field(factory=dict)

    def add_indicator(self, row: Mapping[str, str | None], where: str) -> None:
        """Put a row's value where its period belongs; rows of one number and name are one indicator."""
        period = _PERIODS.get(row["PERF_OBJ_TYPE_CODE"])
        if period is None:
            raise InputError(
                "this is no period", where=where, text=row["PERF_OBJ_TYPE_CODE"], hint="use 1 or 2"
            )
        kind = classify(*(row[f"LV{level}_PERF_IND_{part}"] for level in "12" for part in ("CODE", "NAME")))
        place = _Place(_number(row, "ORDERNUM", where) or _LAST, row["LV3_PERF_IND_NAME"], kind)
        while place in self.indicators and getattr(self.indicators[place], period) is not None:
            place = evolve(place, times=place.times + 1)
        one = self.indicators.get(place, Indicator(place.name, kind, extras=_explanations(row)))
        weight = _number(row, "WEIGHT", where)
        result = one.result or (Result(weight=weight) if weight is not None else None)
        changes: dict[str, Any] = {period: _target(row), "result": result}
        self.indicators[place] = evolve(one, **changes)

    @property
    def in_order(self) -> tuple[Indicator, ...]:
        """By their numbers, those without one last."""
        return tuple(
            self.indicators[place] for place in sorted(self.indicators, key=lambda place: place.order)
        )


def import_rows(tables: Mapping[str, Iterable[Mapping[str, object]]]) -> Disclosure:
    """The disclosure that the rows state; raises InputError for an unknown table, a missing column, a bad value."""
    for name in tables.keys() - TABLES.keys():
        raise InputError("there is no such table", text=name, hint=f"choose from {', '.join(TABLES)}")
    projects: dict[_Key, _Holder] = {}
    statements: dict[_Key, _Holder] = {}
    years: set[str] = set()
    divisions: dict[str | None, str] = {}
    for name, table in TABLES.items():
        keys, holders = (
            (("DEPT_NAME", "AGENCY_NAME", "PRO_CODE", "PRO_NAME"), projects)
            if name.startswith("PM_")
            else (("DEPT_NAME",), statements)
        )
        for where, row in _read(table, tables.get(name, ())):
            holder = holders.setdefault(tuple(row[key] for key in keys), _Holder())
            years |= {row["FISCAL_YEAR"] or ""} - {""}
            divisions.setdefault(row["DEPT_NAME"], (row["MOF_DIV_CODE"] or "")[:6])
            _take(holder, row, where)
    return Disclosure(_departments(projects, statements, divisions), (), _year(years))


def _take(holder: _Holder, row: Mapping[str, str | None], where: str) -> None:
    if "KPI_TARGET" in row:
        holder.goals[row["PERF_OBJ_TYPE_CODE"] or ANNUAL] = row["KPI_TARGET"]
    else:
        holder.add_indicator(row, where)


def _read(
    table: FinanceTable, rows: Iterable[Mapping[str, object]]
) -> Iterator[tuple[str, dict[str, str | None]]]:
    """The rows that are not deleted, as texts; None for what is blank. Vendors' own columns may be missing."""
    for number, row in enumerate(rows, 1):
        where = f"{table.name}, row {number}"
        for column in table.columns:
            if column.name not in row and not column.beside:
                raise InputError("the table has no such column", where=where, text=column.name)
        texts = {name: _text(row.get(name)) for name in table.names}
        if texts["IS_DELETED"] != _DELETED:
            yield where, texts


def _text(value: object) -> str | None:
    return (
        None
        if value is None or value == ""
        else format(value, "f")
        if isinstance(value, Decimal)
        else str(value)
    )


def _target(row: Mapping[str, str | None]) -> Target | None:
    """The one text where there is one, else what the parts say together."""
    if row["KPI_VAL"] is not None:
        return parse_target(row["KPI_VAL"])
    if row["KPI_REMARK"] is not None and row["KPI_REMARK"].startswith(MOVED):
        return parse_target(row["KPI_REMARK"].removeprefix(MOVED))
    if row["INDEXVAL"] is not None:
        return Target.of(_BY_CODE.get(row["COMPUTESIGN"] or ""), row["INDEXVAL"], row["METERUNIT"])
    return None


def _explanations(row: Mapping[str, str | None]) -> tuple[tuple[str, str], ...]:
    """What a row says of an indicator besides; a value that the remark took is none of it."""
    found = ((heads[0], row[name]) for name, heads in EXPLAINED.items())
    return tuple((head, text) for head, text in found if text is not None and not text.startswith(MOVED))


def _number(row: Mapping[str, str | None], name: str, where: str) -> Decimal | None:
    text = row[name]
    try:
        number = None if text is None else Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if number is not None and not number.is_finite():
        raise InputError("a number must stand here", where=f"{where}, column {name}", text=text)
    return number


def _year(years: set[str]) -> int | None:
    if len(years) > 1 or any(not year.isdigit() for year in years):
        raise InputError(
            "a disclosure is of one year", text=", ".join(sorted(years)), hint="give the rows of one year"
        )
    return int(years.pop()) if years else None


def _departments(
    projects: dict[_Key, _Holder], statements: dict[_Key, _Holder], divisions: Mapping[str | None, str]
) -> tuple[Department, ...]:
    units: dict[str | None, dict[str | None, list[Project]]] = {}
    for (department, unit, code, name), holder in projects.items():
        project = Project(
            name, code, holder.goals.get(ANNUAL), None, holder.in_order, cycle_goal=holder.goals.get(CYCLE)
        )
        units.setdefault(department, {}).setdefault(unit, []).append(project)
    names = dict.fromkeys([*units, *(key[0] for key in statements)])
    return tuple(_department(name, units.get(name, {}), statements.get((name,)), divisions) for name in names)


def _department(
    name: str | None,
    units: dict[str | None, list[Project]],
    statement: _Holder | None,
    divisions: Mapping[str | None, str],
) -> Department:
    made = Department(
        name, units=tuple(BudgetUnit(unit, None, tuple(listed)) for unit, listed in units.items())
    )
    if divisions.get(name):
        made = evolve(made, division=divisions[name])
    if statement is not None:
        goals = statement.goals
        own = DepartmentStatement(
            goal=goals.get(ANNUAL), indicators=statement.in_order, cycle_goal=goals.get(CYCLE)
        )
        made = evolve(made, statement=own)
    return made
