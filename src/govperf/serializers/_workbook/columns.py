"""The sheets of the workbook and their columns, as data."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from attrs import frozen

__all__ = ["KEY", "PROJECT_OF_NONE", "SHEETS", "Column", "Kind", "Sheet"]

KEY: Final = "编号"
"""The head of the column that says which row of the disclosure a row of a sheet is."""

PROJECT_OF_NONE: Final = "（部门整体）"
"""What stands for a project where an indicator is of the department as a whole."""


class Kind(Enum):
    """What the cells of a column hold."""

    KEY = auto()
    OWNER = auto()
    """The name of what the row belongs to."""
    TEXT = auto()
    TARGET = auto()
    CLASS = auto()
    """Code and name of a level of an indicator's class: `11-数量指标`."""
    CURRENCY = auto()
    """The unit of the amounts in the row."""
    MONEY = auto()
    NUMBER = auto()
    COUNT = auto()
    FLAG = auto()
    FIXED = auto()
    """Made by govperf, for people to read."""


@frozen(slots=True)
class Column:
    """A column of a sheet.

    Attributes:
        head: what stands in the first row.
        kind: what its cells hold.
        path: the attributes that lead from the row's object to the value; empty where there is no such value.
        width: in characters of a sheet.
        spare: hidden where no row has anything in it.
    """

    head: str
    kind: Kind
    path: tuple[str, ...] = ()
    width: float = 12
    spare: bool = False


@frozen(slots=True)
class Sheet:
    """A sheet of the workbook.

    Attributes:
        name: on its tab.
        letters: the letters that keys of its rows begin with.
        columns: in order.
        named: the head of the column that stays in sight, with all before it.
    """

    name: str
    letters: str
    columns: tuple[Column, ...]
    named: str

    def of_kind(self, kind: Kind) -> tuple[Column, ...]:
        """Its columns of this kind."""
        return tuple(column for column in self.columns if column.kind is kind)


def _text(head: str, *path: str, width: float = 12, spare: bool = False) -> Column:
    return Column(head, Kind.TEXT, path, width, spare)


def _other(*path: str) -> Column:
    """What the print says besides, under heads that govperf has no column for."""
    return Column("其他内容", Kind.FIXED, path, 34, spare=True)


def _evaluation(*path: str) -> tuple[Column, ...]:
    return (
        _text("实际完成情况", *path, "outcome", width=40, spare=True),
        Column("自评总分", Kind.NUMBER, (*path, "score"), 9, spare=True),
        _text("自评等级", *path, "grade", width=9, spare=True),
    )


_KEY: Final = Column(KEY, Kind.KEY, width=7)
_DEPARTMENT: Final = Column("主管部门", Kind.OWNER, width=22)
_UNIT: Final = Column("预算单位", Kind.OWNER, width=22)
_PROJECT: Final = Column("项目名称", Kind.OWNER, width=28)
_CURRENCY: Final = Column("金额单位", Kind.CURRENCY, width=9)
_PLACE: Final = Column("原文位置", Kind.FIXED, ("place",), 17)
_PROBLEMS: Final = Column("问题", Kind.FIXED, (), 34, spare=True)
_FUNDS: Final = tuple(
    Column(head, Kind.MONEY, ("budget", name), 13)
    for head, name in (
        ("总计", "total"), ("财政拨款", "fiscal_appropriation"), ("财政专户拨款", "special_account"), ("其他资金", "other")
    )
)  # fmt: skip

SHEETS: Final = (
    Sheet(
        "单位", "DU",
        (
            _KEY, _DEPARTMENT, _UNIT, _text("部门总体目标", "statement", "goal", width=46, spare=True),
            _text("部门中期目标", "statement", "cycle_goal", width=40, spare=True), _CURRENCY, *_FUNDS,
            *_evaluation("statement", "evaluation"), _other("statement", "extras"), _PLACE, _PROBLEMS,
        ), "预算单位",
    ),
    Sheet(
        "项目", "P",
        (
            _KEY, _DEPARTMENT, _UNIT, _text("项目名称", "name", width=28), _text("项目代码", "code", width=16, spare=True),
            _CURRENCY, *_FUNDS, _text("绩效目标", "goal", width=52), _text("中期目标", "cycle_goal", width=40, spare=True),
            Column("是否略去", Kind.FLAG, ("redacted",), 9, spare=True),
            *_evaluation("evaluation"), _other("extras"), _PLACE, _PROBLEMS,
        ), "项目名称",
    ),
    Sheet(
        "指标", "I",
        (
            _KEY, _DEPARTMENT, _UNIT, _PROJECT, Column("组", Kind.COUNT, ("group",), 5),
            Column("序号", Kind.COUNT, ("number",), 6), Column("一级指标", Kind.CLASS, ("level1",), 15),
            Column("二级指标", Kind.CLASS, ("level2",), 18), _text("三级指标", "name", width=30),
            Column("实施周期指标值", Kind.TARGET, ("cycle",), 22, spare=True),
            Column("年度指标值", Kind.TARGET, ("annual",), 22, spare=True),
            Column("未注明时期的指标值", Kind.TARGET, ("unlabelled",), 22, spare=True),
            Column("实际完成值", Kind.TARGET, ("result", "actual"), 22, spare=True),
            Column("分值", Kind.NUMBER, ("result", "weight"), 8, spare=True),
            Column("得分", Kind.NUMBER, ("result", "score"), 8, spare=True),
            _text("偏差原因及改进措施", "result", "reason", width=34, spare=True), _other("extras"), _PLACE, _PROBLEMS,
        ), "三级指标",
    ),
    Sheet(
        "重点任务", "T",
        (
            _KEY, _DEPARTMENT, _text("任务名称", "name", width=28), _text("主要实施内容", "content", width=52), _CURRENCY,
            Column("拟投入资金", Kind.MONEY, ("funds",), 13), _text("期望达到的目标", "expected", width=46), _PLACE, _PROBLEMS,
        ), "任务名称",
    ),
    Sheet(
        "问题", "Q",
        (
            _KEY, Column("严重程度", Kind.FIXED, ("severity",), 10), Column("原文位置", Kind.FIXED, ("place",), 20),
            Column("说明", Kind.FIXED, ("message_zh",), 62), Column("原文", Kind.FIXED, ("text",), 52),
            Column("代码", Kind.FIXED, ("code",), 22),
        ), "严重程度",
    ),
)  # fmt: skip
"""The sheets, in the order of their tabs."""
