"""Every problem that reading can report: its code, its severity and its words in both languages, as data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from govperf.model.disclosures import Problem, Severity
from govperf.places import Place

__all__ = ["PROBLEMS", "report"]

_ERROR, _WARNING, _INFORMATION = Severity.ERROR, Severity.WARNING, Severity.INFORMATION

PROBLEMS: Final[dict[str, tuple[Severity, str, str]]] = {
    # Text that is not in the model as it stands.
    "cell-unused": (_ERROR, "this cell has no place in the form", "此单元格在表中没有位置"),
    "text-unread": (_ERROR, "this text is no indicator", "此段文字无法识别为指标"),
    "row-unread": (_ERROR, "this line belongs to no row of the table", "此行不属于表中任何一行"),
    "table-unknown": (
        _WARNING,
        "this table is no performance-target table: {why}",
        "此表不是绩效目标表：{why}",
    ),
    "read-generically": (
        _WARNING,
        "no layout knows this table; its columns were told by what stands in them, and may be mistaken: {heads}",
        "没有版式认识此表；各列按其内容推断，可能有误：{heads}",
    ),
    "replacement-character": (
        _WARNING,
        "characters were lost before govperf saw the text (U+FFFD): {count}",
        "文本中有 {count} 个字符已损坏（U+FFFD）",
    ),
    "markup-removed": (_INFORMATION, "markup was left out of the goal", "绩效目标中的标记已去除"),
    "note": (_INFORMATION, "a note beside the table was not read", "表外说明未读入"),
    # Rows and columns.
    "column-missing": (_WARNING, "the table has no column {name}", "表中没有“{name}”一栏"),
    "cells-missing": (
        _WARNING,
        "the row has {found} cells of {expected}; the empty column {name} was lost",
        "此行只有 {found} 格（应为 {expected} 格），空白栏“{name}”缺失",
    ),
    "cells-ambiguous": (
        _ERROR,
        "the row has {found} cells of {expected}, and it cannot be told which are lost; left out: {name}",
        "此行只有 {found} 格（应为 {expected} 格），无法判断缺失哪一栏；未读入：{name}",
    ),
    "row-cut": (
        _ERROR,
        "the row ends after {found} cells of {expected}; what is lost: {name}",
        "此行只有前 {found} 格（应为 {expected} 格），缺失：{name}",
    ),
    "department-missing": (_WARNING, "no department is named", "没有部门名称"),
    "project-unnamed": (_WARNING, "the project has no name", "项目没有名称"),
    "row-ambiguous": (
        _WARNING,
        "a row of amounts alone, followed by no project, was read as a project",
        "只有金额的一行，其后没有项目，按项目读入",
    ),
    "redacted": (_INFORMATION, "the print withholds goal and indicators", "绩效目标与指标未公开（略）"),
    # Money.
    "amount-unreadable": (_ERROR, "this is no amount", "无法识别的金额"),
    "currency-unknown": (_WARNING, "no unit of money is named", "没有注明金额单位"),
    "total-differs": (
        _ERROR,
        "{name} ({fund}) is printed as {printed}, but its {count} parts add to {added}",
        "{name}（{fund}）列示 {printed}，{count} 项相加为 {added}",
    ),
    "funds-differ": (
        _ERROR,
        "the total is printed as {printed}, but its {count} sources add to {added}",
        "总计列示 {printed}，{count} 项资金来源相加为 {added}",
    ),
    "statement-differs": (
        _ERROR,
        "{name} is printed as {printed} in the department form, and as {added} in {other}",
        "部门整体表的“{name}”为 {printed}，{other}为 {added}",
    ),
    # Self-evaluations.
    "rate-differs": (
        _ERROR,
        "the execution rate is printed as {printed}, but 全年执行数 of 全年预算数 is {computed}",
        "执行率列示 {printed}，按全年执行数与全年预算数计算为 {computed}",
    ),
    "execution-score-differs": (
        _WARNING,
        "the score of the execution is printed as {printed}, but {weight} times the rate is {computed}",
        "执行率得分列示 {printed}，按分值 {weight} 与执行率计算为 {computed}",
    ),
    "score-differs": (
        _ERROR,
        "the total score is printed as {printed}, but the scores add to {computed}",
        "总分列示 {printed}，各项得分相加为 {computed}",
    ),
    "score-above-weight": (
        _WARNING,
        "the score {printed} is above the weight {weight}",
        "得分 {printed} 高于分值 {weight}",
    ),
    # Indicators.
    "class-conflict": (
        _WARNING,
        "code and name, or the two levels, disagree",
        "指标类别的代码与名称或上下级不一致",
    ),
    "class-misplaced": (
        _INFORMATION,
        "a level-2 class stands in the place of level 1",
        "二级指标写在一级指标的位置",
    ),
    "class-derived": (
        _INFORMATION,
        "level 1 is not printed; {name} follows from level 2",
        "一级指标未列示，由二级指标推得“{name}”",
    ),
    "class-missing": (_WARNING, "the indicator has no class", "指标没有类别"),
    "name-missing": (_WARNING, "the indicator has no name", "指标没有名称"),
    "value-missing": (_WARNING, "the indicator has no target value", "指标没有指标值"),
    "sign-slip": (_INFORMATION, "《 stands where ≤ is meant, and is read so", "“《”应为“≤”，按“≤”读入"),
    "period-missing": (
        _INFORMATION,
        "the row has a value for one period only; where the row slid, it is taken for the whole period",
        "此行只有一个时期的指标值；单元格移位时按实施周期读入",
    ),
    "separator-missing": (
        _INFORMATION,
        "the number runs into the value before it; the numbering parted them",
        "序号与前一指标值相连，按序号次序分开",
    ),
    "numbering-restarts": (
        _INFORMATION,
        "the numbering starts again inside the cell",
        "单元格内序号重新开始",
    ),
}


def report(
    code: str,
    place: Place | None = None,
    text: str | None = None,
    values: Mapping[str, object] | None = None,
    *,
    severity: Severity | None = None,
) -> Problem:
    """A problem from the table; `values` fill its words, `severity` overrides the usual one.

    Raises:
        KeyError: there is no such code, or a word of it is not filled.
    """
    usual, message, message_zh = PROBLEMS[code]
    words = values or {}
    return Problem(
        code, severity or usual, message.format(**words), message_zh.format(**words), text, place=place
    )
