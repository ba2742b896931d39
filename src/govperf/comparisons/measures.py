"""One row: its common unit, who is strictest, the median, and what a unit costs. All exact.

A bound is what a promise holds itself to: the value; of a range the end that binds (the lower one where higher is better,
the upper one where lower is). A sign against the direction (恢复时间 >12小时) binds nothing and is not counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import astuple, evolve, frozen

from govperf.comparisons.matching import Key
from govperf.comparisons.promises import Promise, is_count
from govperf.comparisons.results import ConceptRow, Member
from govperf.grammar.meanings import tell_direction
from govperf.grammar.numerals import EXACT
from govperf.grammar.units import canonical_unit, convert
from govperf.model.targets import Clause, Direction, Operator

__all__ = ["bound_of", "build_row", "exact_decimal", "median_of"]

_AGAINST: Final = {
    Direction.HIGHER: frozenset({Operator.AT_MOST, Operator.BELOW}),
    Direction.LOWER: frozenset({Operator.AT_LEAST, Operator.ABOVE}),
    Direction.EXACT: frozenset(),
}
_CHANGES: Final = {"decrease": "（减少）", "increase": "（增加）"}
_OPEN: Final = frozenset({Operator.ABOVE, Operator.BELOW})


@frozen(slots=True)
class _Scale:
    """What the promises of a row are measured by.

    Attributes:
        unit: the common unit; "" for bare numbers, None for words.
        also: nouns that count the same as the unit.
        direction: which way is better.
        quantity: whether a cost per unit says something.
    """

    unit: str | None
    also: tuple[str, ...] = ()
    direction: Direction = Direction.HIGHER
    quantity: bool = False


def build_row(key: Key, unit: str | None, found: Sequence[tuple[int, Promise]]) -> ConceptRow:
    """The row of promises that mean the same, in a unit into which all of them convert exactly."""
    promises = [promise for _, promise in found]
    scale = _choose_scale(key, unit, promises)
    members = sorted(
        (_measure(at, promise, scale) for at, promise in found), key=lambda one: (one.column, _order(one))
    )
    counted = [bound for member in members if (bound := bound_of(member, scale.direction)) is not None]
    unit = f"{scale.unit}/{key.per}" if scale.unit and key.per else scale.unit or None
    return ConceptRow(
        *_name(key, unit),
        unit,
        scale.direction,
        tuple(_mark_strictest(members, scale.direction)),
        median_of(counted),
    )


def _name(key: Key, unit: str | None) -> tuple[str, str]:
    """The id, which no other row has, and the Chinese name."""
    if key.concept is not None:
        suffix = (f"/{key.per}", f"（每{key.per}）") if key.per else ("", "")
        return key.concept.id + suffix[0], key.concept.zh + suffix[1]
    parts = [f"name:{key.name}", *(part for part in (unit, key.change) if part)]
    return "/".join(parts), key.name + _CHANGES.get(key.change or "", "")


def bound_of(member: Member, direction: Direction) -> Decimal | None:
    """What a member holds itself to; None where it is not counted."""
    if not member.counted:
        return None
    return member.upper if direction is Direction.LOWER and member.upper is not None else member.value


def median_of(values: Sequence[Decimal]) -> Decimal | None:
    """The middle value; of an even number of values exactly halfway between the two in the middle."""
    if not values:
        return None
    ordered, half = sorted(values), len(values) // 2
    if len(ordered) % 2:
        return ordered[half]
    return exact_decimal(Fraction(ordered[half - 1] + ordered[half]) / 2)


def exact_decimal(number: Fraction) -> Decimal:
    """A fraction of twos and fives as a decimal, without zeros at its end."""
    quotient = EXACT.divide(Decimal(number.numerator), Decimal(number.denominator))
    digits = f"{quotient:f}"
    return Decimal(digits.rstrip("0").rstrip(".") if "." in digits else digits)


def _choose_scale(key: Key, unit: str | None, promises: Sequence[Promise]) -> _Scale:
    """The scale of a row; a budget is for the year, so a rate (次/月) has no cost."""
    concept = key.concept
    if concept is None:
        return _Scale(_choose_unit(unit, (), promises), direction=_tell_direction(promises))
    unit = _choose_unit(unit, concept.also, promises)
    return _Scale(unit, concept.also, concept.direction, concept.quantity and key.per is None)


def _choose_unit(unit: str | None, also: tuple[str, ...], promises: Sequence[Promise]) -> str | None:
    """The wanted unit, or else the first of those printed, into which all values convert exactly."""
    clauses = [(one.clause, one.unit) for one in promises if one.clause and one.unit and one.unit not in also]
    printed = sorted({name for _, name in clauses})
    for candidate in (unit, *printed) if unit else ():
        if all(_converts(clause, name, candidate) for clause, name in clauses):
            return candidate
    return unit


def _converts(clause: Clause, source: str, target: str) -> bool:
    ends = [end for end in (clause.value, clause.upper) if end is not None]
    return all(convert(end, source, target) is not None for end in ends)


def _tell_direction(promises: Sequence[Promise]) -> Direction:
    """The direction that most promises of a row tell."""
    told = [tell_direction(promise.target, promise.indicator.name) for promise in promises if promise.clause]
    return max(sorted(set(told)), key=told.count, default=Direction.HIGHER)


def _measure(column: int, promise: Promise, scale: _Scale) -> Member:
    """The member that a promise is in its row."""
    member = _describe(column, promise)
    clause = promise.clause
    if clause is None or scale.unit is None:
        return member
    value, upper = (_in_unit(end, promise.unit, scale) for end in (clause.value, clause.upper))
    counted = value is not None and clause.operator not in _AGAINST[scale.direction]
    member = evolve(member, value=value, upper=upper, counted=counted)
    if not scale.quantity or promise.target is promise.indicator.cycle:
        return member
    return evolve(member, cost=_cost_of(member), shares=_count_shares(promise))


def _describe(column: int, promise: Promise) -> Member:
    """What the print says of a promise."""
    clause, entry = promise.clause, promise.entry
    return Member(
        column,
        entry.unit.name if entry.unit else None,
        entry.project.name if entry.project else None,
        promise.indicator.name or "",
        promise.target.text,
        clause.operator if clause else None,
        budget=_budget_of(promise),
        place=promise.target.place or promise.indicator.place,
    )


def _in_unit(value: Decimal | None, source: str | None, scale: _Scale) -> Decimal | None:
    """The value in the row's unit; a bare number is one in a count, and nothing else."""
    if value is None or scale.unit is None or source == scale.unit or source in scale.also:
        return value
    if source is None:
        return value if not scale.unit or is_count(canonical_unit(scale.unit).dimension) else None
    return convert(value, source, scale.unit)


def _budget_of(promise: Promise) -> Decimal | None:
    project = promise.entry.project
    total = project.budget.total if project and project.budget else None
    return total.yuan if total else None


def _cost_of(member: Member) -> Fraction | None:
    """The project's budget for each unit that it promises for the year."""
    if (
        member.budget is None
        or not member.counted
        or not member.value
        or member.budget <= 0
        or member.value < 0
    ):
        return None
    return Fraction(member.budget) / Fraction(member.value)


def _count_shares(promise: Promise) -> int:
    """How many indicators of the project promise a number of things."""
    project = promise.entry.project
    targets = [one.annual or one.unlabelled for one in project.indicators] if project else []
    return sum(any(_counts(clause) for clause in target.clauses) for target in targets if target)


def _counts(clause: Clause) -> bool:
    return clause.unit is None or (is_count(canonical_unit(clause.unit).dimension) and clause.unit != "分")


def _order(member: Member) -> tuple[str, ...]:
    """An order that the rows of a document have no part in: by all that a member says."""
    told = astuple(member, recurse=False, filter=lambda attribute, _: attribute.name != "place")
    return tuple("" if value is None else str(value) for value in told)


def _mark_strictest(members: Sequence[Member], direction: Direction) -> Iterator[Member]:
    """The members, those marked that no other surpasses; a median needs none, a rank needs a direction."""
    ranks = [_rank(member, direction) for member in members]
    best = max((rank for rank in ranks if rank is not None), default=None)
    for member, rank in zip(members, ranks, strict=True):
        yield evolve(member, strictest=True) if rank is not None and rank == best else member


def _rank(member: Member, direction: Direction) -> tuple[Decimal, bool, bool] | None:
    """The greater the stricter: the bound, then > before ≥, then what says no 约."""
    bound = bound_of(member, direction)
    if bound is None or direction is Direction.EXACT:
        return None
    signed = bound if direction is Direction.HIGHER else EXACT.minus(bound)
    return signed, member.operator in _OPEN, member.operator is not Operator.ABOUT
