"""A disclosure as rows of the finance tables."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from attrs import define, field, frozen

from govperf.errors import NotRenderableError
from govperf.model.departments import BudgetUnit, Department
from govperf.model.disclosures import Disclosure
from govperf.model.divisions import DIVISIONS
from govperf.model.indicators import PERIODS, Indicator
from govperf.model.projects import Project
from govperf.model.targets import Target, TargetKind
from govperf.model.taxonomy import class_codes
from govperf.serializers._finance.tables import (
    ANNUAL,
    CYCLE,
    EXPLAINED,
    MOVED,
    PERIOD_NAMES,
    QUALITATIVE,
    SIGNS,
    TABLES,
    FinanceRow,
    FinanceTable,
    TableColumn,
)

__all__ = ["Options", "Overflow", "Period", "export_rows"]

Overflow: TypeAlias = Literal["error", "remark"]
Period: TypeAlias = Literal["cycle", "annual"]

_NAMESPACE: Final = uuid.UUID("5b0fd1ab-8f0a-5c37-9a55-0c6c0d9a4f11")
_CODES: Final[dict[str, str | None]] = {"cycle": CYCLE, "annual": ANNUAL, "unlabelled": None}
_YEARS: Final = {CYCLE: "1", ANNUAL: "0"}
_LARGEST: Final = Decimal("999.99")
_VALUE: Final = "KPI_VAL"


@frozen(slots=True)
class Options:
    """What the caller says of rows beyond the disclosure; the meaning is that of `export_finance`."""

    unlabelled: Period | None = None
    overflow: Overflow = "error"
    codes: bool = False
    time: str | None = None


@define
class _Export:
    """The rows as they are made, and what they cannot hold."""

    disclosure: Disclosure
    options: Options
    rows: dict[str, list[FinanceRow]] = field(factory=lambda: {name: [] for name in TABLES})
    faults: list[NotRenderableError] = field(factory=list)
    seen: set[str] = field(factory=set)

    def put(self, name: str, parts: tuple[object, ...], where: str, values: FinanceRow) -> None:
        """Add a row with a key made of what it is about."""
        table = TABLES[name]
        key = str(uuid.uuid5(_NAMESPACE, json.dumps([name, *parts], ensure_ascii=False, default=str)))
        if key in self.seen:
            self.faults.append(
                NotRenderableError(
                    f"{name} tells rows by names and codes, and two have the same",
                    where=where,
                    hint="give one of them a code",
                )
            )
        self.seen.add(key)
        row: FinanceRow = {**dict.fromkeys(table.names), **self._state(), **values, table.names[0]: key}
        if self.options.overflow == "remark":
            _move_to_remark(row)
        self.faults += _find_faults(table, row, where)
        self.rows[name].append(row)

    def _state(self) -> FinanceRow:
        time = self.options.time
        year = self.disclosure.fiscal_year
        return {
            "FISCAL_YEAR": None if year is None else str(year),
            "VERSION": "1",
            "IS_LAST_INST": "1",
            "IS_DELETED": "2",
            "UPDATE_TIME": time,
            "CREATE_TIME": time,
        }


def export_rows(disclosure: Disclosure, options: Options) -> dict[str, list[FinanceRow]]:
    """The rows of each table; raises NotRenderableError for what the columns cannot hold."""
    made = _Export(disclosure, options)
    for department in disclosure.departments:
        _put_statement(made, department)
        for unit in department.units:
            for project in unit.projects:
                _put_project(made, department, unit, project)
    if made.faults:
        first, more = made.faults[0], len(made.faults) - 1
        what = f"{first.what} (and {more} more such)" if more else first.what
        raise NotRenderableError(what, where=first.where, text=first.text, hint=first.hint)
    return made.rows


def _put_statement(made: _Export, department: Department) -> None:
    statement = department.statement
    if statement is None:
        return
    about = {**_division(department), "DEPT_NAME": department.name}
    parts = (made.disclosure.fiscal_year, department.name)
    where = department.name or "?"
    for code, goal in ((CYCLE, statement.cycle_goal), (ANNUAL, statement.goal)):
        if goal is not None or code == ANNUAL:
            values: FinanceRow = {**about, "KPI_TARGET": goal, "PERF_OBJ_TYPE_CODE": code}
            made.put("BGT_PERF_GOAL_INFO", (*parts, code), where, values)
    _put_indicators(made, "BGT_PERF_INDICATOR", (parts, about, where), statement.indicators)


def _put_project(made: _Export, department: Department, unit: BudgetUnit, project: Project) -> None:
    about: FinanceRow = {
        **_division(department),
        "AGENCY_NAME": unit.name,
        "PRO_CODE": project.code,
        "PRO_NAME": project.name,
        "DEPT_NAME": department.name,
    }
    parts = (made.disclosure.fiscal_year, department.name, unit.name, project.code, project.name)
    where = project.name or project.code or "?"
    for code, goal in ((CYCLE, project.cycle_goal), (ANNUAL, project.goal)):
        if goal is not None or code == ANNUAL:
            values: FinanceRow = {**about, "KPI_TARGET": goal, "PERF_OBJ_TYPE_CODE": code}
            made.put("PM_PERF_GOAL_INFO", (*parts, code), where, values)
    _put_indicators(made, "PM_PERF_INDICATOR", (parts, about, where), project.indicators)


def _put_indicators(
    made: _Export,
    table: str,
    owner: tuple[tuple[object, ...], FinanceRow, str],
    indicators: tuple[Indicator, ...],
) -> None:
    """A row for each target of each indicator, or one without a value."""
    parts, about, where = owner
    for order, one in enumerate(indicators, 1):
        targets: list[tuple[str | None, Target | None]] = list(one.targets)
        for period, target in targets or [(None, None)]:
            code = (
                _CODES[made.options.unlabelled or "unlabelled"]
                if period == PERIODS[2]
                else _CODES.get(period or "")
            )
            values: FinanceRow = {
                **about,
                **_classes(one, made.options),
                **_explain(one),
                **_value(target),
                **_period(code),
            }
            values["ORDERNUM"] = order
            values["WEIGHT"] = one.result.weight if one.result else None
            made.put(table, (*parts, order, period), f"{where}, {one.name or '?'}", values)


def _division(department: Department) -> FinanceRow:
    code = department.division
    return {"MOF_DIV_CODE": f"{code}000" if code else None, "MOF_DIV_NAME": DIVISIONS.get(code or "")}


def _classes(one: Indicator, options: Options) -> FinanceRow:
    kind = one.classification
    known = class_codes(kind.canonical) if options.codes else (None, None)
    return {
        "LV1_PERF_IND_CODE": kind.level1_code or known[0],
        "LV1_PERF_IND_NAME": kind.level1,
        "LV2_PERF_IND_CODE": kind.level2_code or known[1],
        "LV2_PERF_IND_NAME": kind.level2,
        "LV3_PERF_IND_NAME": one.name,
    }


def _explain(one: Indicator) -> FinanceRow:
    """What the print says of it under heads that the tables have columns for; of several the first."""
    return {
        name: next((text for head, text in one.extras if head in heads), None)
        for name, heads in EXPLAINED.items()
    }


def _period(code: str | None) -> FinanceRow:
    return {
        "PERF_OBJ_TYPE_CODE": code,
        "PERF_OBJ_TYPE_NAME": PERIOD_NAMES.get(code or ""),
        "YEARFLAG": _YEARS.get(code or ""),
    }


def _value(target: Target | None) -> FinanceRow:
    """The value as one text and in parts; parts that the columns have no code for are left out, the text is whole."""
    if target is None:
        return {}
    row: FinanceRow = {_VALUE: target.text}
    if target.kind is TargetKind.QUALITATIVE:
        return {**row, "COMPUTESIGN": QUALITATIVE}
    clause = target.clause
    if clause is None or target.kind is not TargetKind.QUANTITY or clause.value is None:
        return row
    unit = "/".join(part for part in (clause.unit, clause.per) if part)
    return {
        **row,
        "COMPUTESIGN": SIGNS.get(clause.operator) if clause.operator else None,
        "INDEXVAL": format(clause.value, "f"),
        "METERUNIT": unit or None,
    }


def _move_to_remark(row: FinanceRow) -> None:
    """A value that is too long for its column goes into the remark whole, unless that is taken."""
    value = row.get(_VALUE)
    if (
        row.get("KPI_REMARK") is None
        and isinstance(value, str)
        and len(value) > (TABLES["PM_PERF_INDICATOR"].column(_VALUE).length or 0)
    ):
        row[_VALUE], row["KPI_REMARK"] = None, MOVED + value


def _find_faults(table: FinanceTable, row: FinanceRow, where: str) -> Iterator[NotRenderableError]:
    """What the columns cannot hold of a row."""
    for column in table.columns:
        value, name = row[column.name], f"{table.name}.{column.name}"
        if isinstance(value, str):
            yield from _find_text_faults(column, value, name, where)
        elif isinstance(value, Decimal) and not _fits(value):
            yield NotRenderableError(
                f"{name} holds three digits and two decimals", where=where, text=str(value)
            )


def _find_text_faults(column: TableColumn, value: str, name: str, where: str) -> Iterator[NotRenderableError]:
    if column.length is not None and len(value) > column.length:
        hint = (
            'overflow="remark" puts the whole value into KPI_REMARK'
            if column.name == _VALUE
            else "shorten it"
        )
        what = f"{name} holds {column.length} characters, this has {len(value)}"
        yield NotRenderableError(what, where=where, text=value, hint=hint)
    if "\0" in value:
        yield NotRenderableError(f"{name} cannot hold U+0000", where=where, text=value)


def _fits(number: Decimal) -> bool:
    exponent = number.normalize().as_tuple().exponent
    return abs(number) <= _LARGEST and isinstance(exponent, int) and exponent >= -2  # noqa: PLR2004
