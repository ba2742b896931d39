"""Which edits a difference is: a table from the field of a record that differs to what a reviewer calls it.

A field that is not in the table is carried without being an edit; a new field of the model counts as an edit of its record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, Final, TypeAlias

from govperf.changes.edits import Edit, EditKind
from govperf.changes.profiles import plain_text
from govperf.changes.reasons import Reason, say
from govperf.changes.targets import judge_targets
from govperf.changes.wheres import Where, line_name
from govperf.grammar.lines import squeeze
from govperf.model.amounts import Budget, Money
from govperf.model.departments import BudgetLine, BudgetUnit, Department, DepartmentStatement, KeyTask
from govperf.model.evaluations import Evaluation, ExecutionLine
from govperf.model.indicators import PERIODS, Indicator, IndicatorClass, Result
from govperf.model.projects import Project
from govperf.model.targets import Target

__all__ = ["report_field", "report_gone", "report_move", "report_parts", "report_targets"]


Report: TypeAlias = Callable[[Where, str, Any, Any], Iterator[Edit]]


def report_field(where: Where, kind: type, name: str, old: object, new: object) -> Iterator[Edit]:
    """The edits that a difference of one field is; none where it is only carried."""
    if isinstance(old, str | None) and isinstance(new, str | None) and plain_text(old) == plain_text(new):
        return iter(())
    report = _REPORTS.get((kind, name))
    if report is None:
        usual = _USUAL.get(kind)
        report = _silent if usual is None else _plain(usual)
    return report(where.at(old, new), name, old, new)


def report_targets(where: Where, old: Indicator, new: Indicator) -> Iterator[tuple[tuple[str, ...], Edit]]:
    """The edits of an indicator's targets, each with the fields it is about.

    A target that one version prints without saying for which period is compared with the only one that the other has there.
    """
    for fields in _aligned(old, new):
        before, after = getattr(old, fields[0]), getattr(new, fields[-1])
        judged = judge_targets(before, after, (old, new), where.years)
        if judged is not None:
            kind, reason = judged
            texts = {"old": before.text if before else None, "new": after.text if after else None}
            yield fields, where.at(before, after).make(kind, reason, period=fields[-1], **texts)


def _aligned(old: Indicator, new: Indicator) -> Iterator[tuple[str, ...]]:
    """The periods to be compared; with two names where one of them is unlabelled."""
    only_old = [one for one in PERIODS if getattr(old, one) is not None and getattr(new, one) is None]
    only_new = [one for one in PERIODS if getattr(new, one) is not None and getattr(old, one) is None]
    if len(only_old) == len(only_new) == 1 and "unlabelled" in (*only_old, *only_new):
        yield only_old[0], only_new[0]
        only_old = only_new = []
    for period in PERIODS:
        both = getattr(old, period) is not None and getattr(new, period) is not None
        if both or period in only_old or period in only_new:
            yield (period,)


def report_gone(where: Where, record: object, *, new: bool) -> Iterator[Edit]:
    """The edit that a record is new, or gone."""
    side, said = ("new" if new else "old"), _gone(record, new=new)
    if said is not None:
        kind, values, value = said
        yield where.make(kind, **(values if value is None else {**values, side: value}))


def _gone(record: object, *, new: bool) -> tuple[EditKind, dict[str, Any], str | Decimal | None] | None:
    """The kind, the names, and what the record says in short."""
    match record:
        case Project(name=name, budget=budget):
            kind = EditKind.PROJECT_ADDED if new else EditKind.PROJECT_REMOVED
            total = _yuan(budget.total) if budget else None
            names = {"project": None if new else name, "project_new": name if new else None}
            return kind, names | ({} if total is None else {"field": "total"}), total
        case Indicator(name=name):
            kind = EditKind.INDICATOR_ADDED if new else EditKind.INDICATOR_REMOVED
            texts = dict.fromkeys(target.text for _, target in record.targets)
            names = {"indicator": None if new else name, "indicator_new": name if new else None}
            return kind, names, "；".join(texts) or None
        case KeyTask(name=name):
            kind = EditKind.TASK_ADDED if new else EditKind.TASK_REMOVED
            return kind, {"field": name}, record.expected or record.content
        case BudgetLine():
            kind = EditKind.LINE_ADDED if new else EditKind.LINE_REMOVED
            return kind, {"field": line_name(record)}, _yuan(record.amount)
        case ExecutionLine(name=name):
            return EditKind.EVALUATION_CHANGED, {"field": name}, _yuan(record.executed)
    return None


def report_parts(where: Where, whole: Project, part: Project, *, merged: bool) -> Iterator[Edit]:
    """The edit that a project was split into this part, or that this part was merged into another."""
    old, new = (part, whole) if merged else (whole, part)
    totals = [_yuan(project.budget.total) if project.budget else None for project in (old, new)]
    yield where.make(
        EditKind.PROJECT_MERGED if merged else EditKind.PROJECT_SPLIT,
        where.owner_reason,
        project=old.name,
        project_new=new.name,
        field="total",
        old=totals[0],
        new=totals[1],
    )


def report_move(where: Where, old: str | None, new: str | None) -> Iterator[Edit]:
    """The edit that a project stands in another unit; where a version names no unit it did not move."""
    if old and new:
        yield where.make(EditKind.PROJECT_MOVED, field="unit", old=old, new=new)


def _rename(kind: EditKind) -> Report:
    """A name that changed; what one version did not print was not renamed."""

    def report(where: Where, name: str, old: str | None, new: str | None) -> Iterator[Edit]:
        if kind in _BODIES and (not old or not new):
            return
        reason = where.pairing.reason if where.pairing else _spelled(old, new)
        yield where.make(kind, reason, field=name, old=old, new=new)

    return report


_BODIES: Final = frozenset({EditKind.DEPARTMENT_RENAMED, EditKind.UNIT_RENAMED})


def _spelled(old: str | None, new: str | None) -> Reason:
    """Whether only widths differ, or only years."""
    before, after = squeeze(old or ""), squeeze(new or "")
    if before == after:
        return say("spelling")
    return say("year") if _YEAR.sub("", before) == _YEAR.sub("", after) else ("", "")


_YEAR: Final = re.compile(r"(?:19|20)\d\d")


def _plain(kind: EditKind) -> Report:
    """A text or anything else that changed."""

    def report(where: Where, name: str, old: object, new: object) -> Iterator[Edit]:
        reason = _spelled(old, new) if isinstance(old, str) and isinstance(new, str) else ("", "")
        yield where.make(kind, reason, field=name, old=_text(old), new=_text(new))

    return report


def _amount(where: Where, name: str, old: Money | None, new: Money | None) -> Iterator[Edit]:
    """An amount of a budget; `40万元` and `400000元` are the same."""
    if _same_money(old, new):
        return
    kind = EditKind.BUDGET_CHANGED if where.owner == "project" else EditKind.TOTAL_CHANGED
    yield where.make(kind, where.owner_reason, field=name, old=_yuan(old), new=_yuan(new))


def _money(kind: EditKind) -> Report:
    """An amount that is no part of a budget."""

    def report(where: Where, name: str, old: Money | None, new: Money | None) -> Iterator[Edit]:
        if not _same_money(old, new):
            label = where.edit.field if kind is EditKind.LINE_CHANGED else name
            yield where.make(kind, field=label, old=_yuan(old), new=_yuan(new))

    return report


def _reclassified(where: Where, _: str, old: IndicatorClass, new: IndicatorClass) -> Iterator[Edit]:
    """Another class. A code that only one version prints, or a level it leaves out, is no other class."""
    before, after = old.canonical or "", new.canonical or ""
    if before and after and (f"{before}.".startswith(f"{after}.") or f"{after}.".startswith(f"{before}.")):
        return
    if (not before and not after and _class_text(old) == _class_text(new)) or IndicatorClass() in (old, new):
        return
    yield where.make(
        EditKind.INDICATOR_RECLASSIFIED, field="class", old=_class_text(old), new=_class_text(new)
    )


def _class_text(one: IndicatorClass) -> str:
    """The class as people say it: both levels, with their codes where code and name disagree."""
    codes = one.canonical is None
    parts = ((one.level1_code, one.level1), (one.level2_code, one.level2))
    named = (f"{code}-{name}" if codes and code and name else name or code for code, name in parts)
    return "/".join(part for part in named if part)


def _same_money(old: Money | None, new: Money | None) -> bool:
    if old is None or new is None:
        return old is new
    if old.yuan is not None and new.yuan is not None:
        return old.yuan == new.yuan
    return old.amount == new.amount


def _yuan(money: Money | None) -> Decimal | None:
    """The amount in 元, or as printed where the document names no unit."""
    if money is None:
        return None
    return money.amount if money.yuan is None else money.yuan


def _text(value: object) -> str | Decimal | None:
    match value:
        case None | str() | Decimal():
            return value
        case Money():
            return _yuan(value)
        case Target():
            return value.text
        case tuple():
            return (
                "；".join("：".join(map(str, one)) if isinstance(one, tuple) else str(one) for one in value)
                or None
            )
    return str(value)


def _silent(where: Where, name: str, old: object, new: object) -> Iterator[Edit]:
    """Carried, no edit."""
    del where, name, old, new
    return iter(())


_REPORTS: Final[dict[tuple[type, str], Report]] = {
    (Department, "name"): _rename(EditKind.DEPARTMENT_RENAMED),
    (BudgetUnit, "name"): _rename(EditKind.UNIT_RENAMED),
    (Project, "name"): _rename(EditKind.PROJECT_RENAMED),
    (Project, "goal"): _plain(EditKind.GOAL_CHANGED),
    (Project, "cycle_goal"): _plain(EditKind.GOAL_CHANGED),
    **{(Budget, name): _amount for name in ("total", "fiscal_appropriation", "special_account", "other")},
    (BudgetLine, "amount"): _money(EditKind.LINE_CHANGED),
    (BudgetLine, "name"): _silent,
    (BudgetLine, "group"): _silent,
    (DepartmentStatement, "goal"): _plain(EditKind.GOAL_CHANGED),
    (DepartmentStatement, "cycle_goal"): _plain(EditKind.GOAL_CHANGED),
    (KeyTask, "name"): _rename(EditKind.TASK_RENAMED),
    (KeyTask, "funds"): _money(EditKind.TASK_CHANGED),
    (Indicator, "name"): _rename(EditKind.INDICATOR_RENAMED),
    (Indicator, "classification"): _reclassified,
    (Indicator, "number"): _silent,
    (Indicator, "group"): _silent,
}
"""What a difference of a field is called. Running numbers, titles, layouts and the fiscal year are only carried."""

_USUAL: Final[dict[type, EditKind]] = {
    DepartmentStatement: EditKind.DEPARTMENT_CHANGED,
    Project: EditKind.PROJECT_CHANGED,
    Indicator: EditKind.INDICATOR_CHANGED,
    Result: EditKind.RESULT_CHANGED,
    Evaluation: EditKind.EVALUATION_CHANGED,
    ExecutionLine: EditKind.EVALUATION_CHANGED,
    KeyTask: EditKind.TASK_CHANGED,
}
"""What a difference of any other field of a record is called; of a record that is not here it is carried."""
