"""What became of a target: raised or lowered, made vague or concrete, other words for the same, or not comparable.

What is meant decides, not what is printed: `95%以上` and `≥95%` are the same, `90%以上` → `有效提升` is a loss. A date
counts as a target of its own kind: earlier is stricter, and a year that moves on with the budget changes nothing.
"""

from __future__ import annotations

import re
from typing import Final, TypeAlias

from attrs import evolve

from govperf.changes.edits import EditKind
from govperf.changes.names import shift_years
from govperf.changes.profiles import plain_text
from govperf.changes.reasons import Reason, say
from govperf.grammar.lines import squeeze
from govperf.grammar.units import canonical_unit
from govperf.model.indicators import Indicator
from govperf.model.targets import Clause, Operator, Relation, Target, TargetComparison

__all__ = ["judge_targets"]

Judged: TypeAlias = tuple[EditKind, Reason]

_DATE: Final = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)(?:年度?|[-./])?|(?P<word>本年度?|当年度?|年)(?=\D))?"
    r"(?:(?P<month>1[0-2]|0?[1-9])(?:月份?|[-./](?=\d)))?(?:(?P<day>[12]\d|3[01]|0?[1-9])[日号]?)?(?P<end>年?底|年?末|[上中下]旬|[上下]半年|第?[一二三四1-4]季度?)?"
)
_WORDS_AROUND: Final = re.compile(r"(?:之?以?前|按时|及时|全部|内|完成|办结|到位|于|在|截至|截止)")
_ENDS: Final = {
    "上半年": 6,
    "下半年": 12,
    "一季": 3,
    "1季": 3,
    "二季": 6,
    "2季": 6,
    "三季": 9,
    "3季": 9,
    "四季": 12,
    "4季": 12,
}
"""The month in which a part of a year ends."""
_LAST: Final = {2: 28, 4: 30, 6: 30, 9: 30, 11: 30}
"""The last day of a month that has no 31st: `9月30日前` is `9月底前`."""
_DAY: Final = re.compile(r"(?<=\d)号")
_TURNS: Final = {Relation.STRICTER: EditKind.TARGET_STRICTER, Relation.LOOSER: EditKind.TARGET_LOOSER}


def judge_targets(
    old: Target | None, new: Target | None, owners: tuple[Indicator, Indicator], years: int = 0
) -> Judged | None:
    """The kind of the change and why; None where nothing but blanks or the closing stop differs.

    Args:
        old: the target of the old version; None if it printed none.
        new: the target of the new version.
        owners: the indicators they belong to; a name tells which way is better, and may print the unit.
        years: how many years lie between the two versions; 0 where that is unknown.
    """
    if old is None or new is None:
        return _judge_missing(old, new)
    if plain_text(old.text) == plain_text(new.text):
        return None
    if old.clauses and new.clauses:
        plain = _plainly(_with_unit(old, owners[0])), _plainly(_with_unit(new, owners[1]))
        return _judge_numbers(*plain, _shared_name(owners))
    dates = _date_of(old), _date_of(new)
    if old.clauses or (dates[0] and not dates[1] and not new.clauses):
        code = "number-lost" if old.clauses else "date-lost"
        return EditKind.TARGET_VAGUER, say(code)
    if new.clauses or (dates[1] and not dates[0]):
        code = "number-given" if new.clauses else "date-given"
        return EditKind.TARGET_CONCRETER, say(code)
    return _judge_words(old, new, dates, years)


def _judge_missing(old: Target | None, new: Target | None) -> Judged | None:
    if old is not None:
        return EditKind.TARGET_VAGUER, say("target-lost")
    return (EditKind.TARGET_CONCRETER, say("target-given")) if new is not None else None


def _judge_numbers(old: Target, new: Target, name: str | None) -> Judged:
    compared = new.compare(old, name=name)
    if compared.relation is Relation.EQUAL:
        return EditKind.TARGET_REWORDED, say("same-meaning")
    if compared.relation in _TURNS:
        return _TURNS[compared.relation], say(compared.relation.value, old.text, new.text)
    if units := _exchanged_unit(old, new):
        return EditKind.TARGET_UNIT, say("unit", *units)
    return EditKind.TARGET_INCOMPARABLE, _incomparable(old, new, compared)


def _shared_name(owners: tuple[Indicator, Indicator]) -> str:
    """The name that tells which way is better: of two the shorter, so that it is the same whichever version comes first."""
    return min((squeeze(owner.name or "") for owner in owners), key=lambda name: (len(name), name))


def _with_unit(target: Target, owner: Indicator) -> Target:
    """The target with the unit that its indicator's name prints, where it has none itself."""
    if all(clause.unit for clause in target.clauses) or not owner.unit_in_name:
        return target
    clauses = (evolve(one, unit=one.unit or owner.unit_in_name) for one in target.clauses)
    return evolve(target, clauses=tuple(clauses))


def _plainly(target: Target) -> Target:
    """The target without `=`, which forms with a column of signs print for any number: `=95%` → `=98%` is raised."""
    equal = Operator.EQUAL
    clauses = (
        evolve(one, operator=None if one.operator is equal else one.operator) for one in target.clauses
    )
    return evolve(target, clauses=tuple(clauses))


def _exchanged_unit(old: Target, new: Target) -> tuple[str, str] | None:
    """The first two units that do not measure the same thing."""
    if len(old.clauses) != len(new.clauses):
        return None
    for one, other in zip(old.clauses, new.clauses, strict=True):
        if _measured(one) != _measured(other):
            return _unit_text(one), _unit_text(other)
    return None


def _measured(clause: Clause) -> tuple[str | None, str | None]:
    return (canonical_unit(clause.unit).dimension if clause.unit else None, clause.per)


def _unit_text(clause: Clause) -> str:
    return f"{clause.unit or '–'}{f'/{clause.per}' if clause.per else ''}"


def _incomparable(old: Target, new: Target, compared: TargetComparison) -> Reason:
    """Why two targets with numbers cannot be compared."""
    if len(old.clauses) != len(new.clauses):
        return say("clauses")
    if "from below" in compared.reason:
        return say("sign")
    return say("mixed" if "one clause" in compared.reason else "apart")


def _judge_words(old: Target, new: Target, dates: tuple[_Date | None, _Date | None], years: int) -> Judged:
    said, says = (_DAY.sub("日", squeeze(plain_text(one.text))) for one in (old, new))
    if said == says:
        return EditKind.TARGET_REWORDED, say("same-meaning")
    if any(shift_years(said, by) == says for by in ([years] if years else (-1, 1))):
        return EditKind.TARGET_REWORDED, say("other-year")
    before, after = dates
    if before is None or after is None:
        return EditKind.TARGET_INCOMPARABLE, say("words")
    moved = after[0] - before[0] if before[0] and after[0] else 0
    expected = (years or max(-1, min(moved, 1))) if moved else 0
    if moved == expected and before[1:] == after[1:]:
        return EditKind.TARGET_REWORDED, say("other-year" if moved else "same-meaning")
    late = (moved - expected, *after[1:]) > (0, *before[1:])
    return (EditKind.TARGET_LOOSER, say("later")) if late else (EditKind.TARGET_STRICTER, say("earlier"))


_Date: TypeAlias = tuple[int, int, int]


def _date_of(target: Target) -> _Date | None:
    """Year (0 where none is printed), month and day of a target that is one date; None for any other."""
    if target.clauses:
        return None
    plain = _WORDS_AROUND.sub("", squeeze(plain_text(target.text)))
    found = _DATE.fullmatch(plain)
    if not plain or found is None or not (found["month"] or found["end"]):
        return None
    end = found["end"] or ""
    month = next((month for word, month in _ENDS.items() if word in end), int(found["month"] or 12))
    closing = {"上旬": 10, "中旬": 20}.get(end, 31)
    day = int(found["day"] or closing)
    return int(found["year"] or 0), month, 31 if day >= _LAST.get(month, 31) else day
