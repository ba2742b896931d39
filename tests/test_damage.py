"""Damaged input: a partial result whose problems account for what is gone, or a clear error; nothing else.

Two facts are checked after every kind of damage. Nothing is lost: each printed cell is in the model, is
structure, or is in `problems`. Nothing is guessed: what is still read is what the whole document says in the
same row.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import pytest
from attrs import frozen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import govperf as gp
from govperf.containers.text import read_text as read_grids
from govperf.layouts.assembly import identify_tables
from govperf.layouts.base import Reading, Role
from govperf.layouts.registry import get_layout

if TYPE_CHECKING:
    import random
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
SEED_NAMES = ("baiyun", "huangpu", "nansha", "zengcheng", "zengcheng-department")


def _join(rows: Rows) -> str:
    return "".join("\t".join(row) + "\n" for row in rows)


def _text(name: str) -> str:
    """The text of a document of our own, or of a seed."""
    if name in OWN:
        return _join(OWN[name])
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

    reading: Reading
    said: frozenset[str]

    @classmethod
    def of(cls, reading: Reading) -> Account:
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


def _first_head(rows: Rows) -> int:
    """The index of the head row, or of the last title before a form without one."""
    return next(index for index, row in enumerate(rows) if "绩效指标" in row)


def _without_column(rows: Rows, column: int, *, heads: bool, padded: bool = False) -> Rows:
    """The rows of a project table without one column: in heads and body, or in the body only, padded to the
    old width.
    """
    first = _first_head(rows)
    damaged = []
    for index, row in enumerate(rows):
        if index < first or len(row) <= column or (not heads and index == first):
            damaged.append(row)
        else:
            damaged.append([*row[:column], *row[column + 1 :], *([""] if padded else [])])
    return damaged


def _with_cell(rows: Rows, column: int, split: Callable[[str], list[str]]) -> Rows:
    """The rows of a project table with one cell of each body row made into several."""
    first = _first_head(rows) + 1
    return rows[:first] + [[*row[:column], *split(row[column]), *row[column + 1 :]] for row in rows[first:]]


AMOUNTS = [("funding form", column) for column in range(1, 5)]
COLUMNS = [("goal form", column) for column in range(5)] + [("funding form", column) for column in range(7)]


@EVERY
def test_a_whole_document_loses_nothing(name: str) -> None:
    """Each printed cell of a whole document is in the model, is structure, or is in problems."""
    assert find_lost(_text(name)) == []


def test_a_loss_is_found() -> None:
    """The check that the other tests rest on sees a value that a reading marks as read and does not keep."""
    table = identify_tables(read_grids(_join(GOAL_FORM)))[0]
    reading = get_layout("goal_form").read(table.grid)
    broken = Account.of(attrs.evolve(reading, disclosure=gp.Disclosure()))
    lost = [cell.text for cell in table.grid.cells if not broken.accounts_for(cell)]
    assert lost == [text for row in GOAL_FORM[3:] for text in row]


@pytest.mark.parametrize("heads", [True, False], ids=["head and body", "body only"])
@pytest.mark.parametrize(("name", "column"), COLUMNS)
def test_a_lost_column_is_never_filled_by_another(name: str, column: int, *, heads: bool) -> None:
    """Where a column is lost, no value slides under the wrong head, and what cannot be placed is reported."""
    damaged = _join(_without_column(OWN[name], column, heads=heads))
    assert find_guesses(_join(OWN[name]), damaged) == []
    assert find_lost(damaged) == []


@pytest.mark.parametrize(("name", "column"), COLUMNS)
def test_a_lost_column_is_reported(name: str, column: int) -> None:
    """A column that is gone from head and body is named in the problems."""
    head = OWN[name][_first_head(OWN[name])][column]
    problems = gp.read_text(_join(_without_column(OWN[name], column, heads=True))).problems
    assert any(problem.code == "column-missing" and head in problem.message for problem in problems)


@pytest.mark.parametrize(("name", "column"), COLUMNS)
def test_padding_does_not_hide_a_lost_column(name: str, column: int) -> None:
    """Rows that lost a cell and were padded to the old width, as spreadsheets do, are put right all the
    same.
    """
    damaged = _join(_without_column(OWN[name], column, heads=False, padded=True))
    assert find_guesses(_join(OWN[name]), damaged) == []
    assert find_lost(damaged) == []


@pytest.mark.parametrize(("name", "column"), COLUMNS)
def test_one_short_row_is_not_put_under_its_neighbours(name: str, column: int) -> None:
    """Where one row alone lost a cell, its project is not put under the unit or department of the row
    above.
    """
    last = OWN[name][-1]
    damaged = _join([*OWN[name][:-1], [*last[:column], *last[column + 1 :]]])
    assert find_guesses(_join(OWN[name]), damaged) == []
    assert find_lost(damaged) == []


@pytest.mark.parametrize(("name", "column"), [case for case in COLUMNS if case not in AMOUNTS])
def test_a_tab_inside_a_text_moves_nothing(name: str, column: int) -> None:
    """A stray tab inside a text makes a row a cell too long; the other cells keep their heads or are
    reported.
    """
    damaged = _join(_with_cell(OWN[name], column, lambda text: [text[:2], text[2:]] if text else [text]))
    assert find_guesses(_join(OWN[name]), damaged) == []
    assert find_lost(damaged) == []


@pytest.mark.parametrize(("name", "column"), COLUMNS)
def test_a_blank_cell_too_many_moves_nothing(name: str, column: int) -> None:
    """A blank cell that slips into a row shifts no value under the wrong head."""
    damaged = _join(_with_cell(OWN[name], column, lambda text: ["", text]))
    assert find_guesses(_join(OWN[name]), damaged) == []
    assert find_lost(damaged) == []


@EVERY
def test_any_row_may_be_missing(name: str) -> None:
    """Whichever row is cut out, the others are read as before, and nothing that is left is lost."""
    lines = _text(name).splitlines()
    for index in range(0, len(lines), max(1, len(lines) // 12)):
        _check("\n".join(lines[:index] + lines[index + 1 :]))


@EVERY
def test_a_text_may_end_anywhere(name: str) -> None:
    """A file cut off after any character is read as far as it goes, or refused; nothing before the cut is
    lost.
    """
    text = _text(name)
    cuts = range(len(text)) if name in OWN else range(0, len(text), max(1, len(text) // 23))
    for cut in cuts:
        _check(text[:cut])


def test_a_row_cut_off_says_so() -> None:
    """A row that ends after its third cell keeps these three, and the problem names the columns that are
    gone.
    """
    rows = [*FUNDING_FORM[:-1], FUNDING_FORM[-1][:3]]
    disclosure = gp.read_text(_join(rows))
    problem = next(one for one in disclosure.problems if one.code == "row-cut")
    assert "绩效目标、绩效指标" in problem.message
    assert problem.place is not None
    assert problem.place.row == len(rows)


def _check(text: str) -> None:
    """A text gives a disclosure that accounts for each cell, or one of our errors."""
    try:
        disclosure = gp.read_text(text)
    except gp.GovperfError as error:
        assert str(error)  # noqa: PT017 - any of our errors will do, but it must say something.
        return
    assert isinstance(disclosure, gp.Disclosure)
    assert find_lost(text) == []


def test_a_page_in_another_unit_of_money_keeps_its_own() -> None:
    """Where a later page names another unit of money, its amounts are of that unit, and those above stay as
    they were.
    """
    page = [
        ["单位：元"],
        FUNDING_FORM[3],
        ["档案整理", "9,000.00", "9,000.00", "", "", *FUNDING_FORM[-1][5:]],
    ]
    disclosure = gp.read_text(_join(FUNDING_FORM + page))
    totals = [project.budget.total for project in disclosure.projects if project.budget]
    assert [str(total.yuan) for total in totals if total] == [
        "400000.00",
        "250000.00",
        "250000.00",
        "9000.00",
    ]
    assert disclosure.tables[0].currency_unit == "万元"


def test_a_second_goal_does_not_replace_the_first() -> None:
    """Where a department form prints two goals, the first one stays, and the other is reported."""
    disclosure = gp.read_text(
        _join([*DEPARTMENT_FORM[:6], ["总体绩效目标", "另一个目标。"], *DEPARTMENT_FORM[6:]])
    )
    assert disclosure == gp.read_text(_join(DEPARTMENT_FORM))
    assert [(one.code, one.text) for one in disclosure.problems] == [("cell-unused", "另一个目标。")]


def test_values_that_slid_to_the_right_keep_their_order() -> None:
    """In a department form, a blank cell before the values moves both of them, and neither is lost."""
    rows = [*DEPARTMENT_FORM[:-1], [*DEPARTMENT_FORM[-1][:4], "", *DEPARTMENT_FORM[-1][4:]]]
    assert gp.read_text(_join(rows)) == gp.read_text(_join(DEPARTMENT_FORM))
    assert find_lost(_join(rows)) == []


def test_a_unit_of_money_named_below_counts_for_the_rows_above() -> None:
    """Where the unit of money is named once, below the table, all its amounts are of that unit."""
    rows = [row for row in FUNDING_FORM if row != ["单位：万元"]]
    assert gp.read_text(_join([*rows, ["单位：万元"]])).projects == gp.read_text(_join(FUNDING_FORM)).projects


# Damage at random.


def _drop_row(rows: Rows, where: random.Random) -> None:
    del rows[where.randrange(len(rows))]


def _cut_row(rows: Rows, where: random.Random) -> None:
    row = where.choice(rows)
    del row[where.randrange(len(row) + 1) :]


def _drop_cell(rows: Rows, where: random.Random) -> None:
    row = where.choice(rows)
    if row:
        del row[where.randrange(len(row))]


def _add_cell(rows: Rows, where: random.Random) -> None:
    row = where.choice(rows)
    row.insert(
        where.randrange(len(row) + 1),
        where.choice(["", "略", "1.00", "1、产出指标：", "合计", "\ufffd", "第 3 页"]),
    )


def _swap_rows(rows: Rows, where: random.Random) -> None:
    one, two = where.randrange(len(rows)), where.randrange(len(rows))
    rows[one], rows[two] = rows[two], rows[one]


def _repeat_row(rows: Rows, where: random.Random) -> None:
    rows.insert(where.randrange(len(rows)), list(where.choice(rows)))


def _cut_text(rows: Rows, where: random.Random) -> None:
    row = where.choice(rows)
    if row:
        at = where.randrange(len(row))
        row[at] = row[at][: where.randrange(len(row[at]) + 1)]


DAMAGE: tuple[Callable[[Rows, random.Random], None], ...] = (
    _drop_row, _cut_row, _drop_cell, _add_cell, _swap_rows, _repeat_row, _cut_text,
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(OWN)), st.lists(st.sampled_from(DAMAGE), min_size=1, max_size=6), st.randoms())
def test_no_damage_to_rows_loses_a_cell(
    name: str, damage: list[Callable[[Rows, random.Random], None]], where: random.Random
) -> None:
    """However rows and cells are dropped, cut, added, swapped and repeated, each printed cell is accounted
    for.
    """
    rows = [list(row) for row in OWN[name]]
    for harm in damage:
        if rows:
            harm(rows, where)
    _check(_join(rows))


def _read(data: bytes) -> gp.Disclosure | gp.GovperfError:
    """What bytes give: a disclosure or one of our errors; anything else is raised."""
    try:
        return gp.read(data)
    except gp.GovperfError as error:
        return error


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(sorted(OWN)),
    st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), min_size=1, max_size=40),
)
def test_flipped_bytes_stop_nothing(name: str, flips: list[tuple[int, int]]) -> None:
    """Bytes flipped anywhere give a disclosure or an error of ours."""
    data = bytearray(_join(OWN[name]).encode())
    for at, byte in flips:
        data[at % len(data)] ^= byte
    outcome = _read(bytes(data))
    if isinstance(outcome, gp.Disclosure):
        assert find_lost(_decode(bytes(data))) == []


def _decode(data: bytes) -> str:
    from govperf.containers._decoding import decode

    return decode(data)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_an_answer(data: bytes) -> None:
    """Random bytes give an error of ours, and explain says what they are not."""
    assert isinstance(_read(data), (gp.Disclosure, gp.GovperfError))
    assert isinstance(gp.explain(data), gp.Explanation)


@settings(max_examples=100, deadline=None)
@given(
    st.text(st.sampled_from("项目名称总计绩效目标指标部门单位万元：，。；、1-2 \t\n≥%<p>略"), max_size=200)
)
def test_any_text_gives_an_answer(text: str) -> None:
    """Texts made of the marks and words of the forms give a disclosure that loses nothing, or an error of
    ours.
    """
    _check(text)


# Encodings.


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@OWN_ONLY
def test_encodings_that_can_be_told_are_read_alike(name: str, encoding: str) -> None:
    """UTF-8 with and without a mark, GB18030, and UTF-16 with a mark give equal disclosures."""
    text = _join(OWN[name])
    assert gp.read(text.encode(encoding)) == gp.read_text(text)


@pytest.mark.parametrize(
    "encoding", ["big5", "shift_jis", "cp037", "utf-16-le", "utf-16-be", "utf-32-le", "euc_kr", "hz"]
)
@OWN_ONLY
def test_encodings_that_cannot_be_told_are_refused(name: str, encoding: str) -> None:
    """Any other encoding is refused, never read as wrong characters."""
    # These lack simplified characters and some marks; what they have is enough to be mistaken for something
    # else.
    data = _join(OWN[name]).encode(encoding, "replace")
    with pytest.raises(gp.GovperfError):
        gp.read(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \r\n\t \n", "empty"),
        ("\ufeff\n \u3000\n".encode(), "nothing is printed"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)), "JPEG picture"),
        (b"GIF89a" + bytes(range(256)), "GIF picture"),
        (b"\x00" * 64, "binary"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)), "file"),
        (b"PK\x03\x04\x14\x00" + bytes(range(256)), "file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)), "file"),
        (b"\xff\xfe" + b"\x00\xd8" * 99, "but is not"),
    ],
)
def test_what_is_no_table_is_refused_clearly(data: bytes, words: str) -> None:
    """An empty file, a picture, and a file of another kind are refused, and the message says what they
    are.
    """
    with pytest.raises(gp.GovperfError, match=words):
        gp.read(data)


# Work.


@pytest.mark.parametrize(
    "line",
    [
        " " * 200_000 + "x",
        "1" + " " * 200_000 + "x",
        "部门名称：" + " " * 200_000,
        "第" + " " * 200_000,
        "1、" * 100_000,
        "<p " * 100_000,
        "单位" * 100_000,
        "1,111" * 50_000,
    ],
    ids=lambda line: f"{line[:4].strip()}…",
)
@pytest.mark.parametrize("name", [*OWN, "wrapped"])
def test_no_line_is_a_trap(name: str, line: str) -> None:
    """A line of hundreds of thousands of marks or blanks is read as fast as any other; a trap would not
    come back.
    """
    above = "主管部门 预算单位 项目名称 绩效目标 绩效指标\n\n" if name == "wrapped" else _join(OWN[name])
    assert isinstance(_read(f"{above}{line}\n".encode()), (gp.Disclosure, gp.GovperfError))
