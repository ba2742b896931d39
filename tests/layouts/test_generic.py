"""The last resort: unknown heads told by what stands below them, and everything else refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govperf as gp
from govperf.grid import Grid
from govperf.layouts.base import Survey
from govperf.layouts.generic import Generic, guess_heads
from govperf.layouts.registry import identify
from govperf.testing import strategies
from govperf.testing.contract import check_nothing_guessed, check_nothing_lost

HEADS = ["类型", "细类", "做什么", "做到多少"]
ROWS = [
    ["产出指标", "数量指标", "场次", "≥6次"],
    ["产出指标", "质量指标", "合格率", "≥95%"],
    ["满意度指标", "服务对象满意度指标", "学员满意度", "≥90%"],
]
UNKNOWN = Grid.of([["某县绩效目标表"], ["项目名称", "培训"], HEADS, *ROWS])
NO_TARGETS = {
    "budget": [
        ["2025年部门收支预算总表"],
        ["收入项目", "预算数", "支出项目", "预算数"],
        ["一般公共预算拨款", "1,200.00", "基本支出", "900.00"],
        ["政府性基金", "0.00", "项目支出", "300.00"],
        ["收入总计", "1,200.00", "支出总计", "1,200.00"],
    ],
    "staff": [
        ["某局人员情况表"],
        ["序号", "姓名", "部门", "职务", "年龄"],
        ["1", "张三", "办公室", "科员", "35岁"],
        ["2", "李四", "财务科", "科长", "45岁"],
        ["3", "王五", "业务科", "科员", "29岁"],
    ],
    "letter": [
        ["关于批复2025年部门预算的通知"],
        ["各单位："],
        ["根据有关规定，现将2025年部门预算批复你单位，绩效目标应当细化。"],
        ["2025年2月1日"],
    ],
    "scores": [
        ["2024年项目绩效评价得分表"],
        ["一级指标", "二级指标", "三级指标", "分值", "得分"],
        ["决策", "项目立项", "立项依据充分性", "5", "5"],
        ["产出指标", "数量指标", "培训完成率", "20", "18"],
        ["产出指标", "质量指标", "合格率", "20", "20"],
    ],
    "assets": [
        ["固定资产清单"],
        ["资产名称", "规格型号", "数量", "单价", "使用部门"],
        ["电脑", "甲型", "35台", "5,000.00", "办公室"],
        ["打印机", "乙型", "4台", "2,000.00", "财务科"],
        ["空调", "丙型", "12台", "3,200.00", "业务科"],
    ],
}


@given(strategies.grids())
def test_nothing_is_invented(grid: Grid) -> None:
    """Whatever is printed, an answer comes: no indicators, or such as stand there, and no cell is lost."""
    reading = Generic().read(grid)
    check_nothing_guessed(reading.disclosure, grid)
    if guess_heads(grid):
        check_nothing_lost(reading, grid)
    else:
        assert not reading.disclosure.indicators


WORDS = st.text(st.sampled_from("东西南北山水花木人口手足"), min_size=1, max_size=8)
PLAIN = WORDS | st.decimals(0, 10**6, places=2).map(str) | st.integers(0, 99).map(lambda count: f"{count}台")


@given(st.lists(st.lists(PLAIN, min_size=2, max_size=6), min_size=1, max_size=10))
def test_a_table_without_classes_has_no_targets(rows: list[list[str]]) -> None:
    """Counts, money and words under any heads are no table of targets: it is refused with what was seen."""
    with pytest.raises(gp.UnknownLayoutError, match=r"no target table here: 1 table seen, at row 1"):
        gp.read_text("\n".join("\t".join(row) for row in rows))


@pytest.mark.parametrize("suffix", [".txt", ".csv", ".html", ".xlsx", ".docx"])
@pytest.mark.parametrize("what", NO_TARGETS)
def test_other_tables_are_refused(what: str, suffix: str, tmp_path: Path) -> None:
    """A table that states no targets is refused with what was seen, whatever kind of file it comes in."""
    gp.write(Grid.of(NO_TARGETS[what]), path := tmp_path / f"{what}{suffix}")
    with pytest.raises(gp.UnknownLayoutError, match="no target table here: 1 table seen") as refused:
        gp.read(path)
    assert max(NO_TARGETS[what], key=len)[0] in str(refused.value)
    assert str(gp.explain(path).error) in str(refused.value)


def test_a_refusal_says_what_the_heads_are() -> None:
    """Where some heads of a form stand, the refusal names them and those that are missing."""
    with pytest.raises(
        gp.UnknownLayoutError,
        match="self_evaluation found 一级指标、二级指标、三级指标、分值、得分 and missed",
    ):
        gp.read_text("\n".join("\t".join(row) for row in NO_TARGETS["scores"]))


def test_unknown_heads_are_read_with_a_warning() -> None:
    """A table that nobody knows is read by its content, and the one warning names what each head was taken for."""
    disclosure = gp.read_text("\n".join("\t".join(row) for row in UNKNOWN.texts))
    assert disclosure.layout == "generic"
    read = [
        (one.classification.level1, one.name, one.unlabelled and one.unlabelled.text)
        for one in disclosure.indicators
    ]
    assert read == [(row[0], row[2], row[3]) for row in ROWS]
    (problem,) = disclosure.problems
    assert problem.code == "read-generically"
    assert problem.severity.value == "warning"
    assert "做到多少=指标值" in problem.message


def test_every_cell_is_accounted_for() -> None:
    """Reading by content loses no cell and invents none."""
    reading = Generic().read(UNKNOWN)
    check_nothing_lost(reading, UNKNOWN)
    check_nothing_guessed(reading.disclosure, UNKNOWN)


@given(
    st.sampled_from(["indicator_rows", "split_values", "self_evaluation", "long_table"]).flatmap(
        strategies.disclosures
    )
)
def test_never_before_another_layout(disclosure: gp.Disclosure) -> None:
    """What another layout claims, the generic one does not read."""
    first, *_ = identify(gp.render(disclosure, layout=disclosure.layout))
    assert first.claims
    assert first.layout != "generic"
    assert not first.weak


def test_its_evidence_is_weak() -> None:
    """It says which heads it told, and that this counts only where no other layout claims the table."""
    evidence = Generic().identify(Survey(UNKNOWN))
    assert evidence.weak
    assert evidence.found == ("类型=一级指标", "细类=二级指标", "做什么=三级指标", "做到多少=指标值")


@pytest.mark.parametrize(
    ("row", "column", "text"),
    [(0, 3, "略"), (2, 3, "满意"), (0, 3, "12,000.00元"), (1, 2, ""), (2, 3, "18分")],
)
def test_doubt_is_refused(row: int, column: int, text: str) -> None:
    """Fewer than three plain targets, money, points or no name: then no head is told."""
    rows = [list(one) for one in ROWS]
    rows[row][column] = text
    assert guess_heads(Grid.of([HEADS, *rows])) == {}


def test_a_known_head_keeps_its_meaning() -> None:
    """Only heads that nobody knows are told by their columns."""
    assert guess_heads(Grid.of([["一级指标", "二级指标", "三级指标", "做到多少"], *ROWS])) == {
        "做到多少": "指标值"
    }
