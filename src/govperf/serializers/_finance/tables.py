"""The tables of finance systems (预算管理一体化) that hold performance targets, as data.

Names, lengths and codes are the practice of provincial finance systems. Columns marked as beside the standard are
vendors' own: the split form of a value, and the department's name. A length that practice does not fix is 255.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, TypeAlias

from attrs import frozen

from govperf.model.targets import Operator

__all__ = [
    "ANNUAL",
    "CYCLE",
    "EXPLAINED",
    "MOVED",
    "PERIOD_NAMES",
    "QUALITATIVE",
    "SIGNS",
    "TABLES",
    "FinanceRow",
    "FinanceTable",
    "FinanceValue",
    "TableColumn",
]

FinanceValue: TypeAlias = str | int | Decimal | None
FinanceRow: TypeAlias = dict[str, FinanceValue]

_USUAL: Final = 255


@frozen(slots=True)
class TableColumn:
    """A column: its name, how many characters it holds, and whether the standard has it.

    Attributes:
        name: `KPI_VAL`.
        length: the most characters; None for a number.
        number: the SQL type of a number; None for a text.
        beside: a vendor's own column.
    """

    name: str
    length: int | None = _USUAL
    number: str | None = None
    beside: bool = False

    @property
    def kind(self) -> str:
        """The SQL type."""
        return self.number or f"VARCHAR({self.length})"


@frozen(slots=True)
class FinanceTable:
    """A table: its name, its columns in order, and the key, which is the first of them."""

    name: str
    columns: tuple[TableColumn, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> TableColumn:
        """Its column of this name. Raises KeyError if it has none."""
        return {column.name: column for column in self.columns}[name]


def _columns(text: str, *, beside: bool = False) -> tuple[TableColumn, ...]:
    """Columns from `NAME`, `NAME(length)` and `NAME:type`."""
    found = []
    for word in text.split():
        name, _, number = word.partition(":")
        name, _, length = name.rstrip(")").partition("(")
        limit = None if number else int(length or _USUAL)
        found.append(TableColumn(name, limit, number or None, beside))
    return tuple(found)


_DIVISION: Final = "MOF_DIV_CODE(9) MOF_DIV_NAME"
_PROJECT: Final = "AGENCY_CODE(21) AGENCY_NAME PRO_CODE(21) PRO_NAME(180)"
_DEPARTMENT: Final = "DEPT_CODE(21) DEPT_NAME"
_STATE: Final = "VERSION IS_LAST_INST(1) IS_DELETED(1) UPDATE_TIME(17) CREATE_TIME(17)"
_CLASS: Final = (
    "LV1_PERF_IND_CODE(21) LV1_PERF_IND_NAME LV2_PERF_IND_CODE(21) LV2_PERF_IND_NAME LV3_PERF_IND_CODE(21) LV3_PERF_IND_NAME "
    "KPI_CONTENT(2000) KPI_EVALSTD(2000) KPI_VAL(60) KPI_REMARK(2000) PERF_OBJ_TYPE_CODE(1) PERF_OBJ_TYPE_NAME"
)
_SPLIT: Final = _columns(
    "COMPUTESIGN(1) METERUNIT INDEXVAL WEIGHT:DECIMAL(5,2) YEARFLAG(1) ORDERNUM:INTEGER", beside=True
)
_OVER: Final = _columns("DEPT_NAME", beside=True)

TABLES: Final[Mapping[str, FinanceTable]] = {
    table.name: table
    for table in (
        FinanceTable(
            "PM_PERF_GOAL_INFO",
            _columns(
                f"KPI_PER_ID(38) {_DIVISION} FISCAL_YEAR(4) {_PROJECT} KPI_TARGET(2000) PERF_OBJ_TYPE_CODE(1) {_STATE}"
            )
            + _OVER,
        ),
        FinanceTable(
            "PM_PERF_INDICATOR",
            _columns(f"KPI_ID(38) FISCAL_YEAR(4) {_DIVISION} {_PROJECT} {_CLASS} {_STATE}") + _SPLIT + _OVER,
        ),
        FinanceTable(
            "BGT_PERF_GOAL_INFO",
            _columns(
                f"KPI_PER_ID(38) {_DIVISION} FISCAL_YEAR(4) {_DEPARTMENT} KPI_TARGET(2000) PERF_OBJ_TYPE_CODE(1) {_STATE}"
            ),
        ),
        FinanceTable(
            "BGT_PERF_INDICATOR",
            _columns(f"KPI_ID(38) FISCAL_YEAR(4) {_DIVISION} {_DEPARTMENT} {_CLASS} {_STATE}") + _SPLIT,
        ),
    )
}
"""The four tables by name: goals and indicators of projects (PM) and of departments as a whole (BGT)."""

SIGNS: Final[Mapping[Operator, str]] = {
    Operator.AT_LEAST: "1", Operator.ABOVE: "2", Operator.EQUAL: "3", Operator.BELOW: "4", Operator.AT_MOST: "5",
}  # fmt: skip
"""COMPUTESIGN of each sign; a range and 约 have none."""

QUALITATIVE: Final = "6"
"""COMPUTESIGN of a value in words (定性)."""

MOVED: Final = "指标值："
"""What stands before a value that was too long for its column, where the remark took it."""

CYCLE, ANNUAL = "1", "2"
"""PERF_OBJ_TYPE_CODE of the whole period and of the year."""

EXPLAINED: Final[Mapping[str, tuple[str, ...]]] = {
    "KPI_CONTENT": ("绩效指标说明", "指标解释", "指标说明", "指标内容"),
    "KPI_EVALSTD": ("评（扣）分标准", "评分标准", "扣分标准"),
    "KPI_REMARK": ("备注",),
}
"""The columns for what a print may say of an indicator besides, and the heads it stands under; the first comes back."""

PERIOD_NAMES: Final = {CYCLE: "实施周期", ANNUAL: "年度"}
