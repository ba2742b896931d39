"""What an indicator promises: a target value (指标值), as printed and as understood."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import field, frozen

from govperf.places import Place

if TYPE_CHECKING:
    from types import ModuleType

__all__ = [
    "Assessment",
    "Clause",
    "Direction",
    "Operator",
    "Relation",
    "Target",
    "TargetComparison",
    "TargetKind",
    "Verdict",
]


class TargetKind(StrEnum):
    """What kind of statement a target is."""

    QUANTITY = "quantity"
    RANGE = "range"
    COMPOUND = "compound"
    QUALITATIVE = "qualitative"


class Operator(StrEnum):
    """The sign that the print states between indicator and value."""

    AT_LEAST = ">="
    ABOVE = ">"
    AT_MOST = "<="
    BELOW = "<"
    EQUAL = "="
    ABOUT = "~"
    BETWEEN = "between"


class Direction(StrEnum):
    """Which way a value is better (指标方向性: 正向, 反向, 适度)."""

    HIGHER = "higher"
    LOWER = "lower"
    EXACT = "exact"


class Relation(StrEnum):
    """How one target stands to another."""

    STRICTER = "stricter"
    LOOSER = "looser"
    EQUAL = "equal"
    INCOMPARABLE = "incomparable"


class Verdict(StrEnum):
    """Whether an actual value (实际完成值) keeps a target."""

    MET = "met"
    PARTLY = "partly"
    MISSED = "missed"
    UNKNOWN = "cannot judge"


@frozen(slots=True)
class TargetComparison:
    """How a target stands to another, and why."""

    relation: Relation
    reason: str


@frozen(slots=True)
class Assessment:
    """Whether an actual value keeps a target, and why.

    Attributes:
        verdict: met, partly, missed or cannot judge.
        ratio: how much of the target is reached, exact; 1 where it is met, None where it cannot be judged.
        reason: one sentence for people.
    """

    verdict: Verdict
    ratio: Fraction | None
    reason: str


@frozen(slots=True)
class Clause:
    """One bound: `用户满意度95%以上` has the subject 用户满意度, the operator >=, the value 95 and the unit %.

    Attributes:
        subject: what the clause itself says is bounded; None if it does not say.
        operator: the printed sign; None where the print states none.
        value: the number, multipliers applied (`1.7万` is 17000).
        upper: the upper end of a range; None otherwise.
        unit: the printed noun without its multiplier; None if there is none.
        per: what the value is counted per (`1次/月`: 月).
        change: "increase" or "decrease" where the number is a change (`压减8%以上`); None otherwise.
    """

    subject: str | None = None
    operator: Operator | None = None
    value: Decimal | None = None
    upper: Decimal | None = None
    unit: str | None = None
    per: str | None = None
    change: str | None = None


@frozen(slots=True)
class Target:
    """A target value (指标值): the words of the print, and the clauses they state.

    Attributes:
        text: as printed, line wraps removed.
        kind: quantity, range, compound (several clauses) or qualitative.
        clauses: empty for a qualitative target.
    """

    text: str
    kind: TargetKind = TargetKind.QUALITATIVE
    clauses: tuple[Clause, ...] = ()
    place: Place | None = field(default=None, eq=False, kw_only=True)

    @staticmethod
    def of(sign: str | None = None, value: str | None = None, unit: str | None = None) -> Target:
        """The target that three columns state (计算符号, 指标值, 度量单位): the same as of the text that joins them."""
        joined: Target = _grammar().join_target(sign, value, unit)
        return joined

    def __repr__(self) -> str:
        """One short line: the print, and what kind of statement it is."""
        return f"<Target {self.text!r}: {self.kind}>"

    def __str__(self) -> str:
        """The printed text."""
        return self.text

    def _repr_html_(self) -> str:
        """For a notebook: the print, and the clauses it states."""
        from govperf.display.notebooks import format_target

        return format_target(self)

    @property
    def clause(self) -> Clause | None:
        """The one clause of a quantity or range; None for several and for none."""
        return self.clauses[0] if len(self.clauses) == 1 else None

    @property
    def operator(self) -> Operator | None:
        """The printed sign of the one clause."""
        return self.clause.operator if self.clause else None

    @property
    def value(self) -> Decimal | None:
        """The number of the one clause."""
        return self.clause.value if self.clause else None

    @property
    def upper(self) -> Decimal | None:
        """The upper end of a range."""
        return self.clause.upper if self.clause else None

    @property
    def unit(self) -> str | None:
        """The unit of the one clause."""
        return self.clause.unit if self.clause else None

    @property
    def per(self) -> str | None:
        """What the value of the one clause is counted per."""
        return self.clause.per if self.clause else None

    @property
    def subject(self) -> str | None:
        """What the one clause says is bounded."""
        return self.clause.subject if self.clause else None

    @property
    def change(self) -> str | None:
        """Whether the number of the one clause is an increase or a decrease."""
        return self.clause.change if self.clause else None

    def direction(self, name: str | None = None) -> Direction:
        """Which way a value is better, told from the sign, the unit and the indicator's name."""
        told: Direction = _meanings().tell_direction(self, name)
        return told

    def compare(
        self, other: Target | str, *, name: str | None = None, direction: Direction | None = None
    ) -> TargetComparison:
        """How this target stands to the other: STRICTER where all that keeps this one keeps the other.

        `name` is the indicator's name, `direction` overrides what would be told from it.
        """
        other = _grammar().parse_target(other) if isinstance(other, str) else other
        compared: TargetComparison = _meanings().compare_targets(self, other, name=name, direction=direction)
        return compared

    def assess(
        self, actual: Target | Decimal | str, *, name: str | None = None, direction: Direction | None = None
    ) -> Assessment:
        """Whether the actual value keeps this target; a number without unit is taken in the target's unit."""
        assessed: Assessment = _meanings().assess_target(self, actual, name=name, direction=direction)
        return assessed


def _grammar() -> ModuleType:
    """The grammar of targets, which is one level above the model: imported where a method stands for it."""
    from govperf.grammar import targets

    return targets


def _meanings() -> ModuleType:
    """The meaning of targets, which needs units; the other allowed upward import."""
    from govperf.grammar import meanings

    return meanings
