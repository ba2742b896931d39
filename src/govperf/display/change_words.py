"""The words for edits, in English and Chinese, and the order in which a reviewer reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

import attrs

from govperf.changes.edits import Changes, Edit, EditKind
from govperf.changes.patches import Insertion, Removal, Replacement
from govperf.grammar.amounts import format_amount
from govperf.model.amounts import CURRENCY_UNITS, Money
from govperf.model.projects import Project

__all__ = [
    "CLASSES",
    "HEADS",
    "KINDS",
    "PARTS",
    "SECTIONS",
    "WORDS",
    "counted",
    "field_word",
    "filled",
    "is_quiet",
    "join_alike",
    "place_text",
    "printed",
    "project_text",
    "reason_of",
]

_K: Final = EditKind

KINDS: Final[Mapping[EditKind, tuple[str, str]]] = {
    _K.DEPARTMENT_RENAMED: ("department renamed", "部门更名"),
    _K.DEPARTMENT_CHANGED: ("department", "部门信息变化"),
    _K.UNIT_RENAMED: ("unit renamed", "单位更名"),
    _K.PROJECT_ADDED: ("added", "新增"),
    _K.PROJECT_REMOVED: ("dropped", "取消"),
    _K.PROJECT_RENAMED: ("renamed", "更名"),
    _K.PROJECT_MOVED: ("moved to another unit", "调整单位"),
    _K.PROJECT_SPLIT: ("split", "拆分"),
    _K.PROJECT_MERGED: ("merged", "合并"),
    _K.PROJECT_CHANGED: ("other facts changed", "其他信息变化"),
    _K.BUDGET_CHANGED: ("budget", "预算变化"),
    _K.TOTAL_CHANGED: ("printed total", "合计变化"),
    _K.LINE_ADDED: ("budget line added", "预算科目新增"),
    _K.LINE_REMOVED: ("budget line dropped", "预算科目取消"),
    _K.LINE_CHANGED: ("budget line", "预算科目变化"),
    _K.GOAL_CHANGED: ("goal rewritten", "目标修改"),
    _K.TASK_ADDED: ("task added", "任务新增"),
    _K.TASK_REMOVED: ("task dropped", "任务取消"),
    _K.TASK_RENAMED: ("task renamed", "任务更名"),
    _K.TASK_CHANGED: ("task changed", "任务变化"),
    _K.INDICATOR_ADDED: ("added", "新增指标"),
    _K.INDICATOR_REMOVED: ("dropped", "取消指标"),
    _K.INDICATOR_RENAMED: ("renamed", "指标更名"),
    _K.INDICATOR_RECLASSIFIED: ("reclassified", "类别调整"),
    _K.INDICATOR_CHANGED: ("other facts changed", "其他信息变化"),
    _K.TARGET_LOOSER: ("lowered", "目标降低"),
    _K.TARGET_VAGUER: ("made vague", "改为模糊"),
    _K.TARGET_STRICTER: ("raised", "目标提高"),
    _K.TARGET_CONCRETER: ("made concrete", "改为具体"),
    _K.TARGET_UNIT: ("other unit", "单位变化"),
    _K.TARGET_INCOMPARABLE: ("changed", "无法比较"),
    _K.TARGET_REWORDED: ("reworded", "同义改写"),
    _K.RESULT_CHANGED: ("result", "结果变化"),
    _K.EVALUATION_CHANGED: ("self-evaluation", "自评变化"),
}
"""What a kind is called."""

CLASSES: Final[Mapping[EditKind, str]] = {
    _K.PROJECT_ADDED: "plus", _K.INDICATOR_ADDED: "plus", _K.TASK_ADDED: "plus", _K.LINE_ADDED: "plus",
    _K.PROJECT_REMOVED: "minus", _K.INDICATOR_REMOVED: "minus", _K.TASK_REMOVED: "minus", _K.LINE_REMOVED: "minus",
    _K.TARGET_LOOSER: "worse", _K.TARGET_VAGUER: "worse", _K.TARGET_STRICTER: "better", _K.TARGET_CONCRETER: "better",
}  # fmt: skip
"""How a kind is coloured; all others are neutral."""

SECTIONS: Final[tuple[tuple[str, str, tuple[EditKind, ...]], ...]] = (
    (
        "Projects",
        "项目",
        (
            _K.DEPARTMENT_RENAMED, _K.DEPARTMENT_CHANGED, _K.UNIT_RENAMED, _K.PROJECT_ADDED, _K.PROJECT_REMOVED,
            _K.PROJECT_SPLIT, _K.PROJECT_MERGED, _K.PROJECT_MOVED, _K.PROJECT_RENAMED, _K.PROJECT_CHANGED,
        ),
    ),
    (
        "Budget",
        "预算",
        (_K.TOTAL_CHANGED, _K.LINE_ADDED, _K.LINE_REMOVED, _K.LINE_CHANGED, _K.BUDGET_CHANGED),
    ),
    (
        "Targets and indicators",
        "指标与指标值",
        (
            _K.TARGET_LOOSER, _K.TARGET_VAGUER, _K.TARGET_STRICTER, _K.TARGET_CONCRETER, _K.TARGET_UNIT, _K.TARGET_INCOMPARABLE,
            _K.INDICATOR_REMOVED, _K.INDICATOR_ADDED, _K.INDICATOR_RECLASSIFIED, _K.INDICATOR_RENAMED, _K.INDICATOR_CHANGED,
            _K.TARGET_REWORDED,
        ),
    ),
    ("Goals and tasks", "目标与任务", (_K.GOAL_CHANGED, _K.TASK_ADDED, _K.TASK_REMOVED, _K.TASK_RENAMED, _K.TASK_CHANGED)),
    ("Self-evaluation", "自评", (_K.EVALUATION_CHANGED, _K.RESULT_CHANGED)),
)  # fmt: skip
"""The sections of a report, in reading order: the head in both languages, and the kinds in them."""

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "same": ("nothing changed", "没有变化"),
    "projects": ("projects: ", "项目："),
    "targets": ("targets: ", "指标值："),
    "indicators": ("indicators: ", "指标："),
    "budget": ("budget of the projects", "项目预算"),
    "department": ("(department)", "（部门整体）"),
    "no-name": ("(no name)", "（无名称）"),
    "goals": ("{} goal{s} rewritten", "目标修改 {}"),
    "quiet": ("{} more where only the year or the spelling differs", "另有 {} 处仅年份或写法不同"),
    "reworded": ("{} target{s} reworded with the same meaning", "另有 {} 个指标值为同义改写"),
    "more": (" (--all shows them)", "（--all 可显示）"),
    "note": ("note: ", "注意："),
    "rows": ("row {} → {}", "行 {} → {}"),
    "row-old": ("row {} (old)", "旧表行 {}"),
    "row-new": ("row {} (new)", "新表行 {}"),
    "title": ("What changed", "变化情况"),
    "old": ("old", "旧"),
    "new": ("new", "新"),
    "change": ("change", "变化"),
}
"""Words of the reports."""

HEADS: Final[Mapping[str, tuple[str, str]]] = {
    "kind": ("kind", "变化类型"), "unit": ("unit", "预算单位"), "project": ("project", "项目（旧）"), "project_new": ("project_new", "项目（新）"),
    "indicator": ("indicator", "指标（旧）"), "indicator_new": ("indicator_new", "指标（新）"), "period": ("period", "期间"),
    "field": ("field", "内容"), "old": ("old", "旧"), "new": ("new", "新"), "score": ("score", "匹配度"), "reason": ("reason", "说明"),
    "old_row": ("old_row", "旧行号"), "new_row": ("new_row", "新行号"),
}  # fmt: skip
"""The heads of an edit's columns."""

_MAY_BE_QUIET: Final = frozenset(
    {_K.PROJECT_RENAMED, _K.INDICATOR_RENAMED, _K.GOAL_CHANGED, _K.TASK_RENAMED, _K.TASK_CHANGED}
)
PARTS: Final = frozenset({_K.PROJECT_SPLIT, _K.PROJECT_MERGED})
"""Kinds of which an edit is about one part of several."""
_AND: Final = "\n"
_BY_FUND: Final = frozenset({_K.BUDGET_CHANGED, _K.TOTAL_CHANGED})

_FIELDS: Final[Mapping[str, tuple[str, str]]] = {
    "total": ("total", "总计"), "fiscal_appropriation": ("fiscal appropriation", "财政拨款"), "special_account": ("special account", "财政专户拨款"),
    "other": ("other", "其他资金"), "goal": ("goal", "绩效目标"), "cycle_goal": ("goal of the period", "实施周期目标"), "cycle": ("cycle", "实施周期"),
    "annual": ("annual", "年度"), "unlabelled": ("unlabelled", "未注明"), "unit": ("unit", "预算单位"), "name": ("name", "名称"), "class": ("class", "指标类别"),
    "code": ("code", "项目代码"), "redacted": ("redacted", "是否略去"), "extras": ("other facts", "其他栏目"), "content": ("content", "主要实施内容"),
    "funds": ("funds", "拟投入的资金"), "expected": ("expected", "期望达到的目标"), "actual": ("actual", "实际完成值"), "weight": ("weight", "分值"),
    "score": ("score", "得分"), "reason": ("reason", "偏差原因"), "outcome": ("outcome", "实际完成情况"), "grade": ("grade", "等级"),
}  # fmt: skip


def field_word(name: str | None, lang: str) -> str:
    """A field or period in the reader's language; a name of the document as it is."""
    at = 1 if lang == "zh" else 0
    words = (_FIELDS[part][at] if part in _FIELDS else part for part in (name or "").split(_AND))
    return ("、" if at else ", ").join(words)


def join_alike(edits: Sequence[Edit]) -> list[Edit]:
    """The edits with those in one that say the same of several periods or sources of funds."""
    groups: dict[tuple[object, ...], list[Edit]] = {}
    for edit in edits:
        names = edit.kind, edit.unit, edit.project, edit.project_new, edit.indicator, edit.indicator_new
        alone = edit.period is None and edit.kind not in _BY_FUND
        groups.setdefault((*names, *printed(edit), edit.reason, id(edit) if alone else 0), []).append(edit)
    joined = []
    for found in groups.values():
        name = "period" if found[0].period else "field"
        parts: dict[str, Any] = {name: _AND.join(filter(None, (getattr(edit, name) for edit in found)))}
        joined.append(attrs.evolve(found[0], **parts) if len(found) > 1 else found[0])
    return joined


def reason_of(edit: Edit, lang: str) -> str:
    """Why the edit is what it is."""
    return edit.reason_zh if lang == "zh" else edit.reason


def is_quiet(edit: Edit) -> bool:
    """Whether an edit is only told as a number in a short report: a year that moved on, another spelling, other words."""
    if edit.kind is EditKind.TARGET_REWORDED:
        return True
    return edit.kind in _MAY_BE_QUIET and edit.reason in {"year", "spelling"}


def project_text(edit: Edit, lang: str) -> str:
    """The project as it is called now; `旧名 → 新名` only where its name is what the edit is about."""
    either = edit.project_new or edit.project
    if either is None:
        no_name = edit.unit is not None or edit.kind.value.startswith("project-")
        return WORDS["no-name" if no_name else "department"][lang == "zh"]
    two = edit.project and edit.project_new and edit.project != edit.project_new
    return (
        f"{edit.project} → {edit.project_new}" if two and edit.kind.value.startswith("project-") else either
    )


def printed(edit: Edit) -> tuple[str, str]:
    """What it said and says, amounts as printed with their unit."""
    texts = ["" if value is None else _number(value) for value in (edit.old, edit.new)]
    for step in edit.patches:
        match step:
            case Replacement(old=old, new=new):
                moneys = [old, new]
            case Insertion(value=Project() as project):
                moneys = [None, project.budget.total if project.budget else None]
            case Removal(value=Project() as project):
                moneys = [project.budget.total if project.budget else None, None]
            case _:
                continue
        for at, money in enumerate(moneys):
            if isinstance(money, Money):
                texts[at] = f"{format_amount(money)} {money.unit or ''}".strip()
                texts[1 - at] = _whole(edit, 1 - at, money) or texts[1 - at]
    return texts[0], texts[1]


def _whole(edit: Edit, at: int, part: Money) -> str:
    """The amount of the project that was merged or split, in the unit of money of its part; nothing for any other edit."""
    value = (edit.old, edit.new)[at]
    factor = CURRENCY_UNITS.get(part.unit or "")
    if edit.kind not in PARTS or not isinstance(value, Decimal) or factor is None:
        return ""
    amount = value / factor + 0 * part.amount  # with the digits of the part.
    return f"{format_amount(Money(amount, part.unit))} {part.unit}"


def _number(value: str | Decimal) -> str:
    return f"{value:,f}" if isinstance(value, Decimal) else value


def place_text(edit: Edit, lang: str) -> str:
    """Where both versions print it."""
    old, new = edit.old_place, edit.new_place
    at = 1 if lang == "zh" else 0
    if old is None and new is None:
        return ""
    if old is None or new is None:
        place = new if old is None else old
        return WORDS["row-new" if old is None else "row-old"][at].format(place.row if place else "")
    return WORDS["rows"][at].format(old.row, new.row)


def filled(word: str, count: int, lang: str) -> str:
    """A word of the reports with its number, in the plural where there are several."""
    return WORDS[word][1 if lang == "zh" else 0].format(count, s="" if count == 1 else "s")


def counted(changes: Changes, kinds: tuple[EditKind, ...], lang: str) -> str:
    """How many edits there are of each of these kinds, as a person says it."""
    at = 1 if lang == "zh" else 0
    counts = changes.counts
    said = [
        f"{KINDS[kind][1].removesuffix('指标')} {counts[kind]}" if at else f"{counts[kind]} {KINDS[kind][0]}"
        for kind in kinds
        if kind in counts
    ]
    return ("、" if at else ", ").join(said)
