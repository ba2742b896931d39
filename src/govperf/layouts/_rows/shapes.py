"""What shape a table of indicators has, told from its heads: exactly one of the families, or none."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from attrs import frozen

from govperf.layouts._rows.heads import plain_head, read_head, read_label
from govperf.layouts._rows.spans import Sheet
from govperf.layouts._rows.tables import TableHead, find_table_head
from govperf.layouts._statements import BUDGET, GOAL, TASKS
from govperf.layouts.base import Survey

__all__ = ["SHAPES", "Shape", "find_shape", "is_department_form", "read_heads"]

SHAPES: Final = {
    "indicator_rows": "an indicator a row, its value in one cell",
    "split_values": "sign, value and unit in columns of their own",
    "flat_rows": "indicators without classes",
    "self_evaluation": "actual values and scores beside the targets",
    "side_by_side": "two tables beside each other, one for the whole period and one for the year",
    "long_table": "columns beside the indicators that say of which project each row is",
    "recipient_matrix": "a target for each recipient",
    "department_rows": "a department's own indicators, its tasks and its budget",
}
"""The shapes, and what each of them is."""

_SURVEYED: Final = 400
_PERIODS: Final = frozenset({"实施周期指标值", "年度指标值"})
_SPLIT: Final = frozenset({"计量单位", "计算符号", "指标值类型"})
_LABELS: Final = frozenset(
    {"project", "department", "unit", "code", "goal", "cycle_goal", "outcome", "total"}
)


@frozen(slots=True, eq=False)
class Shape:
    """The shape of a table and what tells it.

    Attributes:
        name: one of `SHAPES`.
        found: the heads and labels that were recognized, as printed.
        unknown: heads of the table of indicators that nobody knows.
    """

    name: str
    found: tuple[str, ...]
    unknown: tuple[str, ...] = ()


@lru_cache(maxsize=4)
def find_shape(survey: Survey, aliases: tuple[tuple[str, str], ...] = ()) -> Shape | None:
    """The shape of a table; None where no row of it is a head of indicators."""
    sheet = Sheet(survey.grid, dict(aliases))
    head = _find_head(sheet)
    if head is None or not any(block.groups for block in head.blocks):
        return None
    labels = _find_labels(sheet, head)
    found = [column.label for block in head.blocks for column in block.columns.values()]
    for block in head.blocks:
        for group in block.groups:
            found += [one.label for one in (group.value, group.sign, group.unit) if one is not None]
    found += [column.label for column in head.project.values()]
    unknown = [column.label for block in head.blocks for column in block.extras]
    name = _name(head, labels, survey.title or "")
    return Shape(name, tuple(dict.fromkeys([*labels.values(), *found])), tuple(unknown))


@lru_cache(maxsize=4)
def read_heads(survey: Survey) -> frozenset[str]:
    """What the heads of a table mean that is no table of indicators: of the row that has most of them, two at least."""
    rows = (frozenset(meaning.key for text in row if (meaning := read_head(text))) for row in survey.heads)
    best = max(rows, key=len, default=frozenset())
    return best if len(best) > 1 else frozenset()


def is_department_form(survey: Survey, shape: str) -> bool:
    """Whether a table of some shape is the form of a department that `department_form` reads: both periods side by side, and its labels."""
    names = set(survey.names.split("\n"))
    if BUDGET in names or not names >= _PERIODS or names & _SPLIT:
        return BUDGET in names
    return shape == "department_rows" or (bool(names & {GOAL, TASKS}) and "项目名称" not in names)


def _find_head(sheet: Sheet) -> TableHead | None:
    """The best head of the first rows: the one that names most columns."""
    last = min(len(sheet.rows), _SURVEYED)
    heads = (find_table_head(sheet, row) for row in range(last))
    return max((head for head in heads if head is not None), key=lambda head: len(head.keys), default=None)


def _find_labels(sheet: Sheet, head: TableHead) -> dict[str, str]:
    """The labels of the head block, by what they mean."""
    labels: dict[str, str] = {}
    for row in range(min(head.start, _SURVEYED)):
        for _, cell in sheet.printed(row):
            text = cell.text.partition("：")[0].partition(":")[0]
            meaning = read_label(text) if len(text) <= 40 else None
            if meaning is not None and meaning.key in _LABELS:
                labels.setdefault(meaning.key, plain_head(text)[0])
    return labels


def _name(head: TableHead, labels: dict[str, str], title: str) -> str:
    keys = head.keys
    if {"project", "code"} & set(head.project) or ("unit" in head.project and len(head.project) > 1):
        return "long_table"
    if "整体" in title or ("部门" in title and "project" not in labels) or _is_department(labels):
        return "department_rows"
    if head.recipients:
        return "recipient_matrix"
    if len(head.blocks) > 1:
        return "side_by_side"
    if "actual" in keys or ("score" in keys and "weight" in keys):
        return "self_evaluation"
    if not keys & {"level1", "level2"}:
        return "flat_rows"
    return "split_values" if keys & {"sign", "unit"} else "indicator_rows"


def _is_department(labels: dict[str, str]) -> bool:
    return "project" not in labels and "department" in labels and "unit" not in labels
