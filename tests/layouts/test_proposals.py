"""Drafts of declarations: what is known, what was told by content, and what waits for a word."""

from __future__ import annotations

import re
import tomllib

import pytest

from govperf.errors import InputError
from govperf.grid import Grid
from govperf.layouts.assembly import read_grids
from govperf.layouts.declared import declare
from govperf.layouts.proposals import propose
from govperf.testing.contract import check_nothing_lost

TITLE = ["某县2025年绩效目标表"]
HEADS = ["类型", "细类", "做什么", "做到多少", "谁管"]
ROWS = [
    ["产出指标", "数量指标", "场次", "≥6次", "甲科"],
    ["产出指标", "质量指标", "合格率", "≥95%", "乙科"],
    ["满意度指标", "服务对象满意度指标", "学员满意度", "≥90%", "甲科"],
]


def grid(*rows: list[str]) -> Grid:
    """A sample: a title, a project and these rows."""
    return Grid.of([TITLE, ["项目名称", "培训"], *rows])


def fill(draft: str, answers: dict[str, str]) -> str:
    """The draft as somebody completes it: answers in the place of `?`, their lines no comments any more."""
    for head, usual in answers.items():
        draft = re.sub(rf'# ("?{head}"? = )"\?".*', lambda found, usual=usual: f'{found[1]}"{usual}"', draft)
    return draft


def test_told_heads_are_aliases() -> None:
    """Heads told by their columns are aliases already; one that nobody knows waits for its meaning."""
    draft = propose([grid(HEADS, *ROWS)], "mycounty")
    content = tomllib.loads(draft)
    assert content["aliases"] == {
        "类型": "一级指标",
        "细类": "二级指标",
        "做什么": "三级指标",
        "做到多少": "指标值",
    }
    assert (content["name"], content["form"], content["title"]) == ("mycounty", "indicator_rows", TITLE[0])
    assert '# "谁管" = "?"' in draft


def test_the_draft_reads_the_sample() -> None:
    """What is drafted and left as it is reads all indicators of the sample, and loses no cell."""
    sample = grid(HEADS, *ROWS)
    layout = declare(tomllib.loads(propose([sample], "mycounty")))
    reading = layout.read(sample)
    check_nothing_lost(reading, sample)
    assert [one.name for one in reading.disclosure.indicators] == ["场次", "合格率", "学员满意度"]
    assert reading.disclosure.indicators[0].extras == (("谁管", "甲科"),)


def test_a_draft_filled_in_reads_the_sample() -> None:
    """Where content tells nothing, the answers that the draft asks for are enough."""
    sample = grid(
        ["大项", "小项", "三级指标", "做到多少"],
        ["产出", "数量", "场次", "6"],
        ["满意度", "", "满意程度", "满意"],
    )
    draft = propose([sample], "mycounty")
    assert "#   三级指标: name" in draft
    answers = {"大项": "一级指标", "小项": "二级指标", "做到多少": "指标值", "district": "某县"}
    layout = declare(tomllib.loads(fill(draft, answers)))
    read = layout.read(sample).disclosure.indicators
    assert [
        (one.classification.level1, one.name, one.unlabelled and one.unlabelled.text) for one in read
    ] == [
        ("产出", "场次", "6"),
        ("满意度", "满意程度", "满意"),
    ]


def test_known_heads_need_no_declaration() -> None:
    """Where every head is known the draft says so."""
    draft = propose(
        [grid(["一级指标", "二级指标", "三级指标", "指标值"], *(row[:4] for row in ROWS))], "mycounty"
    )
    assert "#   指标值: unlabelled" in draft
    assert "Every head is known" in draft


def test_the_first_table_with_heads_is_drafted() -> None:
    """Tables of something else before it are passed over."""
    draft = propose([Grid.of([["姓名", "年龄"], ["张三", "35岁"]]), grid(HEADS, *ROWS)], "mycounty")
    assert '"做到多少" = "指标值"' in draft


@pytest.mark.parametrize(
    "rows",
    [
        [["姓名", "部门", "职务"], ["张三", "办公室", "科员"]],
        [["一级指标", "二级指标", "三级指标", "得分"], ["产出", "数量", "场次", "6"]],
        [],
    ],
    ids=("staff", "scores", "nothing"),
)
def test_nothing_to_draft_from(rows: list[list[str]]) -> None:
    """A table without heads of indicators, or with all heads known and no target among them, gives no draft."""
    with pytest.raises(InputError, match="no table here has heads of indicators"):
        propose([grid(*rows)], "mycounty")


def test_quotation_marks_are_escaped() -> None:
    """A head or title with quotation marks is TOML all the same."""
    odd = [*HEADS[:3], '“做到”"多少"', "谁管"]
    assert tomllib.loads(propose([grid(odd, *ROWS)], "mycounty"))["aliases"]['“做到”"多少"'] == "指标值"


def test_drafts_are_read_by_their_layout() -> None:
    """Without any declaration the same table is read by content, with a warning."""
    assert read_grids([grid(HEADS, *ROWS)]).problems[0].code == "read-generically"
