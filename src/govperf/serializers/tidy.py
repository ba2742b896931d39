"""The tidy tables: one row an indicator, a project or a task, with the same columns for every layout.

Losses: what several rows share is repeated in each; the clauses of a compound target, the structure of departments
without rows, problems, and the totals of tables are not in them. Money is in 元, exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Final, TypeAlias

from govperf.errors import InputError
from govperf.model.amounts import Money
from govperf.model.departments import Department
from govperf.model.disclosures import Disclosure, Entry
from govperf.model.indicators import PERIODS, Indicator
from govperf.model.targets import Target
from govperf.places import Place

__all__ = ["COLUMNS", "HEADS_ZH", "Row", "Value", "read_rows"]

Value: TypeAlias = str | int | Decimal | bool | None
Row: TypeAlias = dict[str, Value]

_DOCUMENT: Final = ("source", "layout", "form", "fiscal_year", "department")
_TARGET: Final = ("text", "kind", "operator", "value", "upper", "unit", "per")

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "indicators": (
        *_DOCUMENT, "division_code", "budget_unit", "project", "project_code", "group", "number", "level1_code",
        "level1", "level2_code", "level2", "class", "indicator", "direction",
        *(f"{period}_{part}" for period in PERIODS for part in _TARGET),
        "actual_text", "actual_value", "actual_unit", "weight", "score", "page", "row", "column", "start", "end",
    ),
    "projects": (
        *_DOCUMENT, "division_code", "budget_unit", "project", "project_code", "redacted", "goal", "budget_total",
        "budget_fiscal_appropriation", "budget_special_account", "budget_other", "indicator_count", "page", "row",
    ),
    "tasks": (*_DOCUMENT, "task", "content", "funds", "expected", "page", "row"),
}  # fmt: skip
"""The columns of each table, in order."""

_ZH: Final = {
    "source": "来源文件",
    "layout": "版式",
    "form": "表式",
    "fiscal_year": "预算年度",
    "department": "主管部门",
    "division_code": "行政区划代码",
    "budget_unit": "预算单位",
    "project": "项目名称",
    "project_code": "项目代码",
    "group": "组",
    "number": "序号",
    "level1_code": "一级指标代码",
    "level1": "一级指标",
    "level2_code": "二级指标代码",
    "level2": "二级指标",
    "class": "指标类别",
    "indicator": "三级指标",
    "direction": "指标方向",
    "actual_text": "实际完成值",
    "actual_value": "实际数值",
    "actual_unit": "实际单位",
    "weight": "权重",
    "score": "得分",
    "page": "页",
    "row": "行",
    "column": "列",
    "start": "起",
    "end": "止",
    "redacted": "是否略去",
    "goal": "绩效目标",
    "budget_total": "总计（元）",
    "budget_fiscal_appropriation": "财政拨款（元）",
    "budget_special_account": "财政专户拨款（元）",
    "budget_other": "其他资金（元）",
    "indicator_count": "指标数",
    "task": "重点工作任务",
    "content": "主要实施内容",
    "funds": "拟投入的资金（元）",
    "expected": "期望达到的目标",
}
_PERIODS_ZH: Final = {"cycle": "实施周期", "annual": "年度", "unlabelled": "未注明"}
_PARTS_ZH: Final = {
    "text": "指标值", "kind": "类型", "operator": "符号", "value": "数值", "upper": "上限", "unit": "单位", "per": "每",
}  # fmt: skip

HEADS_ZH: Final[Mapping[str, str]] = {
    **_ZH,
    **{f"{period}_{part}": _PERIODS_ZH[period] + _PARTS_ZH[part] for period in PERIODS for part in _TARGET},
}
"""The Chinese head of each column."""


def read_rows(disclosure: Disclosure, table: str = "indicators") -> Iterator[Row]:
    """The rows of a tidy table; every column is there in every row, None where nothing is printed.

    Raises:
        InputError: there is no such table.
    """
    if table not in _ROWS:
        raise InputError("there is no such table", text=table, hint=f"choose from {', '.join(_ROWS)}")
    return _ROWS[table](disclosure)


def _indicator_rows(disclosure: Disclosure) -> Iterator[Row]:
    origins = _origins(disclosure)
    for entry in disclosure.indicator_entries():
        one = entry.indicator
        if one is None:
            continue
        place = one.place
        kind = one.classification
        row: Row = {
            **_document(origins, entry.department, of_statement=entry.project is None),
            **_belongs(entry),
            "group": one.group,
            "number": one.number,
            "level1_code": kind.level1_code,
            "level1": kind.level1,
            "level2_code": kind.level2_code,
            "level2": kind.level2,
            "class": kind.canonical,
            "indicator": one.name,
            "direction": one.direction.value if one.direction else None,
        }
        for period in PERIODS:
            row.update(_target(period, getattr(one, period)))
        row.update(_result(one), **_place(place))
        row["column"] = place.column if place else None
        row["start"] = place.start if place else None
        row["end"] = place.end if place else None
        yield row


def _project_rows(disclosure: Disclosure) -> Iterator[Row]:
    origins = _origins(disclosure)
    for entry in disclosure.project_entries():
        project = entry.project
        if project is None:
            continue
        budget = project.budget
        yield {
            **_document(origins, entry.department, of_statement=False),
            **_belongs(entry),
            "redacted": project.redacted,
            "goal": project.goal,
            "budget_total": _yuan(budget.total if budget else None),
            "budget_fiscal_appropriation": _yuan(budget.fiscal_appropriation if budget else None),
            "budget_special_account": _yuan(budget.special_account if budget else None),
            "budget_other": _yuan(budget.other if budget else None),
            "indicator_count": len(project.indicators),
            **_place(project.place),
        }


def _task_rows(disclosure: Disclosure) -> Iterator[Row]:
    origins = _origins(disclosure)
    for department in disclosure.departments:
        for task in department.statement.tasks if department.statement else ():
            yield {
                **_document(origins, department, of_statement=True),
                "task": task.name,
                "content": task.content,
                "funds": _yuan(task.funds),
                "expected": task.expected,
                **_place(task.place),
            }


_ROWS: Final[Mapping[str, Callable[[Disclosure], Iterator[Row]]]] = {
    "indicators": _indicator_rows,
    "projects": _project_rows,
    "tasks": _task_rows,
}


def _origins(disclosure: Disclosure) -> dict[bool, Row]:
    """What rows share: file, layout, form and year, apart for rows of projects and of a department's statement."""
    source = disclosure.source.name if disclosure.source else None
    origins: dict[bool, Row] = {}
    for of_statement in (False, True):
        tables = [table for table in disclosure.tables if (table.form == "department_form") is of_statement]
        table = next(iter(tables or disclosure.tables), None)
        origins[of_statement] = {
            "source": source,
            "layout": table.layout if table else None,
            "form": table.form if table else None,
            "fiscal_year": disclosure.fiscal_year,
        }
    return origins


def _document(origins: dict[bool, Row], department: Department, *, of_statement: bool) -> Row:
    return {**origins[of_statement], "department": department.name}


def _belongs(entry: Entry) -> Row:
    return {
        "division_code": entry.department.division,
        "budget_unit": entry.unit.name if entry.unit else None,
        "project": entry.project.name if entry.project else None,
        "project_code": entry.project.code if entry.project else None,
    }


def _target(period: str, target: Target | None) -> Row:
    """The columns of one period; a target of several clauses has its text and kind only."""
    clause = target.clauses[0] if target is not None and len(target.clauses) == 1 else None
    return {
        f"{period}_text": target.text if target else None,
        f"{period}_kind": target.kind.value if target else None,
        f"{period}_operator": clause.operator.value if clause and clause.operator else None,
        f"{period}_value": clause.value if clause else None,
        f"{period}_upper": clause.upper if clause else None,
        f"{period}_unit": clause.unit if clause else None,
        f"{period}_per": clause.per if clause else None,
    }


def _result(indicator: Indicator) -> Row:
    result = indicator.result
    actual = result.actual if result else None
    clause = actual.clauses[0] if actual is not None and len(actual.clauses) == 1 else None
    return {
        "actual_text": actual.text if actual else None,
        "actual_value": clause.value if clause else None,
        "actual_unit": clause.unit if clause else None,
        "weight": result.weight if result else None,
        "score": result.score if result else None,
    }


def _place(place: Place | None) -> Row:
    return {"page": place.page if place else None, "row": place.row if place else None}


def _yuan(money: Money | None) -> Decimal | None:
    """The exact amount in 元, without zeros at its end: 77.30 万元 is 773000."""
    if money is None or money.yuan is None:
        return None
    # By its digits, because quantize and normalize round to 28 of them, or refuse.
    digits = format(money.yuan, "f")
    return Decimal(digits.rstrip("0").rstrip(".") if "." in digits else digits)
