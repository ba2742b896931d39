"""Wrapped text: cells without tabs, told apart by the width of their columns."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govperf._width import unwrap
from govperf.containers.text import read_text
from govperf.testing.quirks import wrap_rows, wraps

HEADS = ["主管部门", "预算单位", "项目名称", "绩效目标", "绩效指标"]
TITLE = ["项目支出绩效目标表"]
DEPARTMENT = "广州市白云区政务服务数据管理局（本级）"
GOAL = "支付满足付款条件的合同款，保障各信息系统稳定运行，全年无重大网络安全事件，工单按时办结率达到合同约定的水平。"
ITEM = "{0}、产出指标：第{0}类系统运维完成率，年度指标值：≧9{0}%。"


def row(name: str, goals: int, items: int) -> list[str]:
    """A row of the table."""
    run_on = "".join(ITEM.format(number) for number in range(1, items + 1))
    return [DEPARTMENT, DEPARTMENT, name, GOAL * goals, run_on]


@settings(max_examples=40)
@given(
    st.lists(st.builds(row, st.sampled_from(["信息化运维项目", "12345热线智慧办理系统2021年建设项目经费"]), st.integers(1, 4),
                       st.integers(3, 9)), min_size=1, max_size=5),
    wraps(),
)  # fmt: skip
def test_cells_apart(rows: list[list[str]], widths: tuple[int, ...]) -> None:
    """Where a blank line parts the cells each is found whole, at the line where it begins.

    The first row fills its columns, for its widths are what the others are measured by.
    """
    rows = [row("12345热线智慧办理系统2021年建设项目经费", 4, 9), *rows]
    text = wrap_rows([TITLE, HEADS, *rows], widths)
    grid = read_text(text)[0]
    body = [cells for cells in grid.rows if len(cells) == len(HEADS)][1:]
    assert [[unwrap(cell.text).text for cell in cells] for cells in body] == rows
    lines = text.split("\n")
    assert all(lines[cell.place.row - 1] == cell.text.split("\n")[0] for cells in body for cell in cells)


@pytest.mark.parametrize("how", ["line", "block", "apart"])
def test_name_and_goal(how: str) -> None:
    """Name and goal stand on one line, in one block or in two, as in baiyun."""
    rows = [row("12345热线智慧办理系统2021年建设项目经费", 3, 9), row("信息化运维项目", 3, 9)]
    grid = read_text(wrap_rows([TITLE, HEADS, *rows], (24, 24, 28, 88, 136), joined=["apart", how]))[0]
    found = [
        [unwrap(cell.text).text.strip() for cell in cells] for cells in grid.rows if len(cells) == len(HEADS)
    ]
    assert found[1:] == rows


def test_wider_name_below() -> None:
    """A name that is wider than all names above it is still a cell of its own."""
    rows = [row("信息化运维项目", 2, 7), row("信息化运维项目", 3, 9), row("信息化运维项目", 1, 9), row("信息化运维项目", 3, 6),
            row("12345热线智慧办理系统2021年建设项目经费", 2, 8)]  # fmt: skip
    grid = read_text(wrap_rows([TITLE, HEADS, *rows], (26, 20, 30, 88, 132)))[0]
    assert [unwrap(cells[2].text).text for cells in grid.rows if len(cells) == len(HEADS)][-1] == rows[-1][2]


def test_no_table() -> None:
    """Text without a head line is lines."""
    assert read_text("一句话。\n又一句话。")[0].texts == [["一句话。"], ["又一句话。"]]


@pytest.mark.parametrize("line", ["甲 " * 100_000, "字" * 100_000, "ab cd ef" + " " * 100_000 + "g"])
def test_bounded(line: str) -> None:
    """A line without end below the head is read in linear time."""
    text = wrap_rows([TITLE, HEADS, row("运维", 2, 5)], (24, 24, 28, 88, 136)) + line
    assert len(read_text(text)[0])


def test_many_lines() -> None:
    """More than eight thousand lines are read."""
    text = wrap_rows([TITLE, HEADS, *[row("运维", 2, 9)] * 500], (24, 24, 28, 88, 136))
    assert sum(len(cells) == len(HEADS) for cells in read_text(text)[0].rows) == 501
