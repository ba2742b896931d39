"""A comparison as JSON and JSON Lines. Numbers are written digit by digit in rows, and as strings of digits in the whole.

Losses: the places of the promises; in rows also concepts' costs, which have a table of their own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from govperf.comparisons.results import Comparison, ConceptRow
from govperf.comparisons.tables import Value, head_of, list_columns, list_rows, round_cost

__all__ = ["SCHEMA", "dump_json", "dump_lines"]

SCHEMA: Final = "govperf-comparison/1"
"""The name and version of the form of the whole."""


def dump_lines(comparison: Comparison, table: str = "members", *, chinese: bool = False) -> str:
    """The rows of a table as JSON Lines; with `chinese` under the Chinese heads.

    Raises:
        InputError: there is no such table.
    """
    columns = list_columns(comparison, table)
    keys = {name: json.dumps(head_of(name) if chinese else name, ensure_ascii=False) for name in columns}
    return "".join(
        "{" + ", ".join(f"{keys[name]}: {_digits(row[name])}" for name in columns) + "}\n"
        for row in list_rows(comparison, table)
    )


def dump_json(comparison: Comparison) -> str:
    """The whole comparison as one JSON object: departments, rows with their members, problems."""
    content = {
        "schema": SCHEMA,
        "departments": [
            {
                "label": one.label,
                "name": one.name,
                "source": one.source,
                "fiscal_year": one.fiscal_year,
                "division": one.division,
            }
            for one in comparison.departments
        ],
        "rows": [_row(row) for row in comparison.rows],
        "problems": [
            {"code": one.code, "severity": one.severity, "message": one.message}
            for one in comparison.problems
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _row(row: ConceptRow) -> dict[str, Any]:
    return {
        "concept": row.concept,
        "concept_zh": row.concept_zh,
        "unit": row.unit,
        "direction": row.direction,
        "median": _text(row.median),
        "strictest": list(row.strictest),
        "members": list(_members(row)),
    }


def _members(row: ConceptRow) -> Iterator[dict[str, Any]]:
    for one in row.members:
        yield {
            "department": one.column,
            "budget_unit": one.budget_unit,
            "project": one.project,
            "indicator": one.indicator,
            "text": one.text,
            "operator": one.operator,
            "value": _text(one.value),
            "upper": _text(one.upper),
            "counted": one.counted,
            "strictest": one.strictest,
            "budget": _text(one.budget),
            "cost": _text(round_cost(one.cost)),
            "shares": one.shares,
        }


def _text(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"


def _digits(value: Value) -> str:
    """One value; the standard encoder would send a Decimal through a float."""
    return f"{value:f}" if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)
