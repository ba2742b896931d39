"""A comparison as rows of plain values: the members, the concepts, and what a unit costs.

Losses: the places of the promises. A cost is rounded to the cent, half to even; everything else is exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Final, TypeAlias

from govperf.comparisons.measures import bound_of, median_of
from govperf.comparisons.results import Comparison, ConceptRow, Member
from govperf.errors import InputError
from govperf.grammar.numerals import EXACT
from govperf.model.targets import Direction

__all__ = [
    "HEADS_ZH",
    "TABLES",
    "Row",
    "Value",
    "cost_of",
    "head_of",
    "list_columns",
    "list_rows",
    "round_cost",
]

Value: TypeAlias = str | Decimal | int | bool | None
Row: TypeAlias = dict[str, Value]

TABLES: Final = ("concepts", "members", "costs")
"""The tables: one row a concept, one a promise, one a promise whose cost per unit is known."""

_MEMBERS: Final = (
    "concept", "concept_zh", "source", "department", "budget_unit", "project", "indicator", "text", "operator", "value",
    "upper", "unit", "direction", "strictest", "median",
)  # fmt: skip
_COSTS: Final = (
    "concept", "concept_zh", "source", "department", "budget_unit", "project", "indicator", "text", "budget", "value",
    "unit", "cost", "cost_unit", "shares",
)  # fmt: skip
_CONCEPTS: Final = ("concept", "concept_zh", "unit", "direction")
_SUMMARY: Final = ("median", "strictest")

HEADS_ZH: Final = {
    "concept": "指标编码", "concept_zh": "可比指标", "source": "来源文件", "department": "主管部门", "budget_unit": "预算单位",
    "project": "项目名称", "indicator": "三级指标", "text": "指标值", "operator": "符号", "value": "数值", "upper": "上限",
    "unit": "单位", "direction": "指标方向", "strictest": "最严", "median": "中位数", "budget": "项目预算（元）", "cost": "单位成本",
    "cost_unit": "成本单位", "shares": "共用预算的数量指标数", "targets": "指标值",
}  # fmt: skip
"""The Chinese head of each column; a head that begins with a department's label keeps it."""


def list_columns(comparison: Comparison, table: str = "members") -> tuple[str, ...]:
    """The names of a table's columns, in order.

    Raises:
        InputError: there is no such table.
    """
    if table == "members":
        return _MEMBERS
    if table == "costs":
        return _COSTS
    if table != "concepts":
        raise InputError("there is no such table", text=table, hint=f"choose from {', '.join(TABLES)}")
    labels = [one.label for one in comparison.departments]
    return (
        *_CONCEPTS,
        *(f"{label}{part}" for label in labels for part in ("", " targets", " cost")),
        *_SUMMARY,
    )


def list_rows(comparison: Comparison, table: str = "members") -> list[Row]:
    """The rows of a table; every column is there in every row, None where nothing is promised.

    Raises:
        InputError: there is no such table.
    """
    list_columns(comparison, table)
    if table == "concepts":
        return [_concept_row(comparison, row) for row in comparison.rows]
    pairs = ((row, member) for row in comparison.rows for member in row.members)
    if table == "costs":
        return [_cost_row(comparison, *pair) for pair in pairs if pair[1].cost is not None]
    return [_member_row(comparison, *pair) for pair in pairs]


def cost_of(row: ConceptRow, column: int) -> Fraction | None:
    """What a unit costs a department: the middle one of its projects' costs, the lower of two."""
    costs = sorted(member.cost for member in row.of(column) if member.cost is not None)
    return costs[(len(costs) - 1) // 2] if costs else None


def round_cost(cost: Fraction | None) -> Decimal | None:
    """A cost to the cent, half to even; None for None."""
    if cost is None:
        return None
    exact = EXACT.divide(Decimal(cost.numerator), Decimal(cost.denominator))
    return exact.quantize(Decimal("0.01"), ROUND_HALF_EVEN, EXACT)


def _concept_row(comparison: Comparison, row: ConceptRow) -> Row:
    """A concept: of each department the value that binds it most, all its targets, and its cost."""
    shown: Row = {name: value for name, value in _shared(row).items() if name in _CONCEPTS}
    for at, department in enumerate(comparison.departments):
        members = row.of(at)
        shown[department.label] = _binding(members, row.direction)
        shown[f"{department.label} targets"] = "；".join(dict.fromkeys(one.text for one in members)) or None
        shown[f"{department.label} cost"] = round_cost(cost_of(row, at))
    best = [comparison.departments[at].label for at in row.strictest]
    return {**shown, "median": row.median, "strictest": "、".join(best) or None}


def _binding(members: Sequence[Member], direction: Direction) -> Decimal | None:
    """The strictest bound among the promises of one department; their median where none is stricter."""
    bounds = [bound for member in members if (bound := bound_of(member, direction)) is not None]
    if direction is Direction.EXACT or not bounds:
        return median_of(bounds)
    return max(bounds) if direction is Direction.HIGHER else min(bounds)


def _shared(row: ConceptRow) -> Row:
    return {
        "concept": row.concept,
        "concept_zh": row.concept_zh,
        "unit": row.unit,
        "direction": row.direction.value,
        "median": row.median,
    }


def _member_row(comparison: Comparison, row: ConceptRow, member: Member) -> Row:
    department = comparison.departments[member.column]
    values: Row = {
        **_shared(row),
        "source": department.source,
        "department": department.name,
        "budget_unit": member.budget_unit,
        "project": member.project,
        "indicator": member.indicator,
        "text": member.text,
        "operator": member.operator.value if member.operator else None,
        "value": member.value,
        "upper": member.upper,
        "strictest": member.strictest,
    }
    return {name: values[name] for name in _MEMBERS}


def _cost_row(comparison: Comparison, row: ConceptRow, member: Member) -> Row:
    values: Row = {
        **_member_row(comparison, row, member),
        "budget": member.budget,
        "cost": round_cost(member.cost),
        "cost_unit": f"元/{row.unit}",
        "shares": member.shares,
    }
    return {name: values[name] for name in _COSTS}


def head_of(column: str) -> str:
    """The Chinese head of a column; one of a department keeps the department's label."""
    label, _, part = column.rpartition(" ")
    return HEADS_ZH.get(column) or (f"{label} {HEADS_ZH[part]}" if label and part in HEADS_ZH else column)
