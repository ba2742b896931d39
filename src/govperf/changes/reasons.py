"""Why an edit or a pair is what it is: a short word for programs and readers, in English and Chinese."""

from __future__ import annotations

from typing import Final, TypeAlias

__all__ = ["REASONS", "Reason", "join_reasons", "say"]

Reason: TypeAlias = tuple[str, str]
"""The words in English and in Chinese."""

REASONS: Final[dict[str, Reason]] = {
    "exact": ("exact", "完全相同"),
    "year": ("year", "仅年份不同"),
    "spelling": ("spelling", "仅写法不同"),
    "code": ("same code", "项目代码相同"),
    "known": ("known", "人工指定"),
    "only": ("the only one left", "仅余此一项"),
    "position": ("same place", "位置相同"),
    "name": ("name {0}", "名称相似度 {0}"),
    "goal": ("goal {0}", "目标相似度 {0}"),
    "indicators": ("indicators {0}", "指标重合度 {0}"),
    "budget": ("same budget", "预算相同"),
    "class": ("same class", "类别相同"),
    "target": ("same target", "指标值相同"),
    "given": ("by your matcher", "由自定义匹配器给出"),
    "same-meaning": ("the same meaning", "含义相同"),
    "other-year": ("only the year moved on", "仅年份顺延"),
    "earlier": ("the date is earlier", "时间提前"),
    "later": ("the date is later", "时间推迟"),
    "number-lost": ("a number became words", "由量化改为定性"),
    "date-lost": ("a date became words", "由明确时间改为定性"),
    "number-given": ("words became a number", "由定性改为量化"),
    "date-given": ("words became a date", "由定性改为明确时间"),
    "target-lost": ("no target is printed any more", "不再列示指标值"),
    "target-given": ("a target is printed where none was", "新列示指标值"),
    "words": ("both are words", "均为定性表述"),
    "unit": ("the unit was {0} and is {1}", "计量单位由“{0}”改为“{1}”"),
    "stricter": ("{1} is stricter than {0}", "由 {0} 提高到 {1}"),
    "looser": ("{1} is looser than {0}", "由 {0} 放宽到 {1}"),
    "clauses": ("the number of clauses differs", "分项数目不同"),
    "sign": ("one bounds from below, the other from above", "一为下限，一为上限"),
    "mixed": ("one clause is stricter, another looser", "有的分项提高，有的分项放宽"),
    "apart": ("neither keeps the other", "无法比较高低"),
    "parts": ("its parts add to its budget exactly", "各部分预算之和与原预算相等"),
    "shares": ("its indicators are found in its parts", "指标分入各部分"),
    "subtotal": ("subtotal of {0}", "{0}小计"),
    "grand-total": ("grand total", "合计"),
}
"""The words of each reason; numbers in braces are filled."""


def say(code: str, *values: object) -> Reason:
    """The words of a reason, filled."""
    english, chinese = REASONS[code]
    return english.format(*values), chinese.format(*values)


def join_reasons(reasons: list[Reason]) -> Reason:
    """Several reasons in one line."""
    return ", ".join(one for one, _ in reasons), "，".join(other for _, other in reasons)
