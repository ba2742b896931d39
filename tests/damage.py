"""What the tests of damage share: documents to damage, and the two facts that must hold after it."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import pytest
from attrs import frozen

import govperf as gp
from govperf.containers.text import read_text as read_grids
from govperf.layouts.assembly import identify_tables
from govperf.layouts.base import Role, TableReading
from govperf.layouts.registry import get_layout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
Rows = list[list[str]]

GOAL_FORM = [
    ["2025年项目支出绩效目标表"],
    [],
    ["主管部门", "预算单位", "项目名称", "绩效目标", "绩效指标"],
    [
        "甲局",
        "甲中心",
        "窗口服务",
        "窗口按时开放。",
        "1、产出指标：窗口数，年度指标值：≥6个。2、效益指标：办结率，年度指标值：95%。",
    ],
    ["甲局", "甲中心", "热线运行", "热线有人接听。", "1、产出指标：接听量，年度指标值：9万宗。"],
    ["甲局", "乙中心", "机房租用", "机房稳定运行。", "1、产出指标：机柜，年度指标值：35台。"],
]
FUNDING_FORM = [
    ["2025年项目支出绩效目标表"],
    ["部门名称：甲局"],
    ["单位：万元"],
    ["项目名称（资金使用单位）", "总计", "财政拨款", "财政专户拨款", "其他资金", "绩效目标", "绩效指标"],
    ["合计", "90.00", "60.00", "20.00", "10.00", "", ""],
    ["甲中心", "65.00", "45.00", "15.00", "5.00", "", ""],
    [
        "窗口服务",
        "40.00",
        "30.00",
        "8.00",
        "2.00",
        "窗口按时开放。",
        "1、1-产出指标：11-数量指标：窗口数；实施周期指标值：≥6个；年度指标值：≥5个。",
    ],
    [
        "热线运行",
        "25.00",
        "15.00",
        "7.00",
        "3.00",
        "热线有人接听。",
        "1、1-产出指标：11-数量指标：接听量；年度指标值：9万宗。",
    ],
    ["乙中心", "25.00", "15.00", "5.00", "5.00", "", ""],
    [
        "机房租用",
        "25.00",
        "15.00",
        "5.00",
        "5.00",
        "机房稳定运行。",
        "1、1-产出指标：11-数量指标：机柜；年度指标值：35台。",
    ],
]
DEPARTMENT_FORM = [
    ["部门整体预算绩效目标申报表"],
    ["部门名称", "甲局", "", "", "", ""],
    ["预算整体情况", "部门预算支出", "预算金额（万元）", "收入来源", "预算金额（万元）", ""],
    ["", "基本支出", "30.00", "财政拨款", "90.00", ""],
    ["", "项目支出", "60.00", "其他资金", "0.00", ""],
    ["总体绩效目标", "办好政务服务。", "", "", "", ""],
    ["年度重点工作任务", "名称", "主要实施内容", "拟投入的资金（万元）", "期望达到的目标（概述）", ""],
    ["", "窗口服务", "开放窗口。", "40.00", "群众少跑路。", ""],
    ["绩效指标", "一级指标", "二级指标", "三级指标", "实施周期指标值", "年度指标值"],
    ["", "产出指标", "数量指标", "窗口数", "≥6个", "≥5个"],
    ["", "", "", "接听量", "9万宗", "8万宗"],
    ["", "满意度指标", "服务对象满意度指标", "群众满意度", "≥95%", "≥90%"],
]
OWN = {"goal form": GOAL_FORM, "funding form": FUNDING_FORM, "department form": DEPARTMENT_FORM}
_LINE = 5  # The least length of a line of a goal.
SEED_NAMES = ("baiyun", "huangpu", "nansha", "zengcheng", "zengcheng-department")


def join(rows: Rows) -> str:
    """The rows as a text: tabs between cells, a line a row."""
    return "".join("\t".join(row) + "\n" for row in rows)


def read_document(name: str) -> str:
    """The text of a document of our own, or of a seed."""
    if name in OWN:
        return join(OWN[name])
    path = SEEDS / f"{name}.txt"
    if not path.exists():
        pytest.skip("the seeds are not beside this checkout")
    return path.read_text("utf-8")


EVERY = pytest.mark.parametrize("name", [*OWN, *SEED_NAMES])
OWN_ONLY = pytest.mark.parametrize("name", list(OWN))


# Nothing lost.


def _squeeze(text: str) -> str:
    return "".join(re.sub(r"<[^<>]*>|&nbsp;|\ufffd", "", text).split())


def _said(value: object) -> Iterator[str]:
    """Every text and number that a model says, without blanks."""
    if isinstance(value, str):
        yield _squeeze(value)
    elif isinstance(value, Decimal):
        yield f"{value:,f}"
        yield f"{value:f}"
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from _said(one)
    elif attrs.has(type(value)):
        for attribute in attrs.fields(type(value)):
            if attribute.name not in {"problems", "place"}:
                yield from _said(getattr(value, attribute.name))


@frozen
class Account:
    """What a reading did with each cell."""

    reading: TableReading
    said: frozenset[str]

    @classmethod
    def of(cls, reading: TableReading) -> Account:
        """The account of a reading."""
        return cls(reading, frozenset(_said(reading.disclosure)))

    def accounts_for(self, cell: gp.Cell) -> bool:
        """Whether a cell is in the model, is structure, or is in the problems."""
        place = cell.place
        role = self.reading.roles.get((place.page, place.row, place.column or 0))
        if role in {Role.TITLE, Role.HEAD, Role.TOTAL, Role.STRUCTURE}:
            return True
        return self._reported(cell) or (role is Role.VALUE and self._is_in_model(cell))

    def _reported(self, cell: gp.Cell) -> bool:
        """Whether a problem is about the cell, or about its row and quotes it."""
        for problem in self.reading.disclosure.problems:
            place = problem.place
            if place is None or place.row != cell.place.row:
                continue
            if place.column == cell.place.column and problem.severity is gp.Severity.ERROR:
                return True
            if problem.code == "cells-ambiguous" and cell.text.strip()[:20] in problem.message:
                return True
        return False

    def _is_in_model(self, cell: gp.Cell) -> bool:
        text = _squeeze(cell.text)
        if not text or text == "略" or text in self.said or text.translate({0xFF0C: ","}) in self.said:
            return True
        if len(text) >= _LINE and any(said == text * (len(said) // len(text)) for said in self.said if said):
            return True  # The line of a goal that is printed twice.
        if text.isdecimal() and str(int(text)) in self.said:
            return True
        units = {table.currency_unit for table in self.reading.disclosure.tables if table.currency_unit}
        if not any(map(str.isdigit, text)) and any(unit in text[-4:] for unit in units):
            return True
        label, mark, rest = text.partition("：" if "：" in text else ":")
        if mark and label in {"部门名称", "单位名称", "单位", "金额单位"} and rest in self.said:
            return True
        return self._is_covered(cell)

    def _is_covered(self, cell: gp.Cell) -> bool:
        """Whether the spans of its indicators, and stops, make up the cell."""
        left = list(cell.text)
        for one in self.reading.disclosure.indicators:
            place = one.place
            if (
                place
                and place.start is not None
                and (place.row, place.column) == (cell.place.row, cell.place.column)
            ):
                left[place.start : place.end] = " " * ((place.end or 0) - place.start)
        return not "".join(left).strip(" \t\r\n。；;.\u3000\ufffd\u00a0")


def find_lost(text: str) -> list[str]:
    """The printed cells of a text that its reading does not account for; nothing where no layout knows a
    table.
    """
    lost = []
    for grid in read_grids(text):
        for table in identify_tables([grid]):
            if table.layout is not None:
                account = Account.of(get_layout(table.layout).read(table.grid))
                lost += [str(cell) for cell in table.grid.cells if not account.accounts_for(cell)]
    return lost


# Nothing guessed.


def _facts(disclosure: gp.Disclosure) -> dict[int, dict[str, object]]:
    """What a disclosure says of each project, by the row it is printed in."""
    facts = {}
    for entry in disclosure.project_entries():
        project = entry.project
        assert project is not None
        assert project.place is not None
        budget = project.budget or gp.Budget()
        facts[project.place.row] = {
            "department": entry.department.name,
            "unit": entry.unit.name if entry.unit else None,
            "name": project.name,
            "goal": project.goal,
            "total": budget.total,
            "fiscal_appropriation": budget.fiscal_appropriation,
            "special_account": budget.special_account,
            "other": budget.other,
            "indicators": project.indicators or None,
        }
    return facts


def find_guesses(whole: str, damaged: str) -> list[str]:
    """What the damaged text is read to say in a row that the whole one does not say there."""
    before, after = _facts(gp.read_text(whole)), _facts(gp.read_text(damaged))
    wrong = [f"row {row} is no project" for row in sorted(after.keys() - before.keys()) if after[row]["name"]]
    for row in sorted(before.keys() & after.keys()):
        wrong += [
            f"row {row}: {key} is {value}, not {before[row][key]}"
            for key, value in after[row].items()
            if value is not None and value != before[row][key] and not _is_part(value, before[row][key])
        ]
    return wrong


def _is_part(value: object, whole: object) -> bool:
    """Whether some of the indicators of a cell are left, each as it was; of a text or an amount no part
    will do.
    """
    return isinstance(value, tuple) and isinstance(whole, tuple) and set(value) <= set(whole)


def find_head(rows: Rows) -> int:
    """The index of the head row, or of the last title before a form without one."""
    return next(index for index, row in enumerate(rows) if "绩效指标" in row)


def drop_column(rows: Rows, column: int, *, heads: bool, padded: bool = False) -> Rows:
    """The rows of a project table without one column: in heads and body, or in the body only, padded to the
    old width.
    """
    first = find_head(rows)
    damaged = []
    for index, row in enumerate(rows):
        if index < first or len(row) <= column or (not heads and index == first):
            damaged.append(row)
        else:
            damaged.append([*row[:column], *row[column + 1 :], *([""] if padded else [])])
    return damaged


def split_cell(rows: Rows, column: int, split: Callable[[str], list[str]]) -> Rows:
    """The rows of a project table with one cell of each body row made into several."""
    first = find_head(rows) + 1
    return rows[:first] + [[*row[:column], *split(row[column]), *row[column + 1 :]] for row in rows[first:]]


AMOUNTS = [("funding form", column) for column in range(1, 5)]
COLUMNS = [("goal form", column) for column in range(5)] + [("funding form", column) for column in range(7)]


def check(text: str) -> None:
    """A text gives a disclosure that accounts for each cell, or one of our errors."""
    try:
        disclosure = gp.read_text(text)
    except gp.GovperfError as error:
        assert str(error)
        return
    assert isinstance(disclosure, gp.Disclosure)
    assert find_lost(text) == []
